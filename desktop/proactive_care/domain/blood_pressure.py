"""Blood pressure: what is plausible, and the targets to treat to.

Pressures are in mmHg. Sources: NICE NG136 (hypertension), NG203 (chronic kidney disease), NG17
(type 1 diabetes); the grade of each target is beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from proactive_care.domain.vocabulary import Setting

Millimetres = int | float | Fraction

ELDERLY_AGE = 80
CKD_ACR_MG_MMOL = 70.0


@dataclass(frozen=True)
class Limits:
    """An inclusive range."""

    low: float
    high: float

    def __contains__(self, value: Millimetres) -> bool:
        return self.low <= value <= self.high


HARD_SYSTOLIC, HARD_DIASTOLIC, HARD_PULSE = Limits(50, 300), Limits(20, 200), Limits(20, 250)
SOFT_SYSTOLIC, SOFT_DIASTOLIC = Limits(70, 230), Limits(40, 140)


@dataclass(frozen=True)
class Pressure:
    """A systolic and a diastolic pressure in mmHg: one measured pair, a mean or a threshold."""

    systolic: Millimetres
    diastolic: Millimetres

    def reaches(self, threshold: Pressure) -> bool:
        """Whether this is at or above a threshold like 180/120: systolic or diastolic."""
        return self.systolic >= threshold.systolic or self.diastolic >= threshold.diastolic

    def is_under(self, threshold: Pressure) -> bool:
        """Whether this is too low: systolic or diastolic below the threshold."""
        return self.systolic < threshold.systolic or self.diastolic < threshold.diastolic

    def __str__(self) -> str:
        return f"{round_half_up(self.systolic)}/{round_half_up(self.diastolic)}"

    @property
    def as_compared(self) -> str:
        """The figures to one decimal, on the side of any threshold where they are: ``134.7/88``."""
        return f"{_tenths(self.systolic)}/{_tenths(self.diastolic)}"


def round_half_up(value: Millimetres) -> int:
    """Return the nearest whole number for display, halves up: 134.5 is shown as 135."""
    return int((Fraction(value) + Fraction(1, 2)) // 1)


def _tenths(value: Millimetres) -> str:
    """Return a figure to one decimal, halves up, but never raised to a whole number.

    Thresholds are whole numbers: 169.96 shown as 170 would seem to reach 170.
    """
    exact = Fraction(value)
    tenths = int((exact * 10 + Fraction(1, 2)) // 1)
    if tenths > 10 * exact and tenths % 10 == 0:
        tenths -= 1
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


class Plausibility(StrEnum):
    """What becomes of a pair that somebody entered."""

    ACCEPTED = "accepted"
    CONFIRM = "confirm"
    SWAPPED = "swapped"
    REFUSED = "refused"


@dataclass(frozen=True)
class Check:
    """The verdict on an entered pair, and a sentence for the screen ("" if accepted)."""

    plausibility: Plausibility
    reason: str = ""


def check_pair(systolic: Millimetres, diastolic: Millimetres) -> Check:
    """Judge one entered pair.

    Refused: systolic outside 50 to 300, diastolic outside 20 to 200, or systolic not above
    diastolic. Swapped: the figures would be a possible pair the other way round, which is offered.
    Confirm: systolic outside 70 to 230 or diastolic outside 40 to 140, kept once confirmed.
    """
    if systolic < diastolic and not _refusal(diastolic, systolic):
        reason = f"The figures look swapped: {diastolic} over {systolic}?"
        return Check(Plausibility.SWAPPED, reason)
    if refusal := _refusal(systolic, diastolic):
        return Check(Plausibility.REFUSED, refusal)
    unusual = [
        f"{name} {value} is unusual"
        for name, value, limits in (
            ("systolic", systolic, SOFT_SYSTOLIC),
            ("diastolic", diastolic, SOFT_DIASTOLIC),
        )
        if value not in limits
    ]
    if unusual:
        return Check(Plausibility.CONFIRM, f"Please confirm: {' and '.join(unusual)}.")
    return Check(Plausibility.ACCEPTED)


def check_pulse(pulse_per_minute: Millimetres) -> Check:
    """Judge an entered pulse rate: 20 to 250 a minute is accepted, anything else refused."""
    if pulse_per_minute in HARD_PULSE:
        return Check(Plausibility.ACCEPTED)
    return Check(Plausibility.REFUSED, "A pulse must be 20 to 250 a minute.")


def _refusal(systolic: Millimetres, diastolic: Millimetres) -> str:
    if systolic not in HARD_SYSTOLIC:
        return "A systolic pressure must be 50 to 300 mmHg."
    if diastolic not in HARD_DIASTOLIC:
        return "A diastolic pressure must be 20 to 200 mmHg."
    return "" if systolic > diastolic else "The systolic pressure must be above the diastolic."


@dataclass(frozen=True)
class Target:
    """Treat to below these pressures. ``home`` also serves ambulatory monitoring.

    ``home`` is None where no source gives one; ``grade`` is (clinic, home).
    """

    who: str
    clinic: Pressure
    home: Pressure | None
    grade: tuple[str, str]

    def in_setting(self, setting: Setting) -> Pressure | None:
        """Return the target for where the pressure was taken, or None if there is none."""
        return self.clinic if setting is Setting.CLINIC else self.home


UNDER_80 = Target("under 80", Pressure(140, 90), Pressure(135, 85), ("A", "A"))
FROM_80 = Target("80 and over", Pressure(150, 90), Pressure(145, 85), ("A", "A"))
CKD_HIGH_ACR = Target(
    "chronic kidney disease, ACR 70 or more", Pressure(130, 80), Pressure(125, 75), ("A", "C")
)
TYPE_1_DIABETES = Target("type 1 diabetes", Pressure(135, 85), None, ("C", ""))
TYPE_1_DIABETES_ALBUMINURIA = Target(
    "type 1 diabetes with albuminuria or two features of metabolic syndrome",
    Pressure(130, 80),
    None,
    ("C", ""),
)


def target_for(
    *,
    age: int,
    ckd: bool = False,
    acr_mg_mmol: float | None = None,
    type_1_diabetes: bool = False,
    albuminuria_or_metabolic_syndrome: bool = False,
) -> Target:
    """Return the NICE target of one person; the most particular row of the table wins.

    Type 2 diabetes and cardiovascular disease do not change the target. An unknown ACR cannot
    make the target lower; whoever shows the target says that the ACR is missing.
    """
    if ckd and acr_mg_mmol is not None and acr_mg_mmol >= CKD_ACR_MG_MMOL:
        return CKD_HIGH_ACR
    if type_1_diabetes:
        return TYPE_1_DIABETES_ALBUMINURIA if albuminuria_or_metabolic_syndrome else TYPE_1_DIABETES
    return FROM_80 if age >= ELDERLY_AGE else UNDER_80


def is_below_target(pressure: Pressure, target: Target, setting: Setting) -> bool | None:
    """Return whether NICE's target is met: both figures below it. None if it has no figure."""
    threshold = target.in_setting(setting)
    return None if threshold is None else not pressure.reaches(threshold)


def meets_qof(pressure: Pressure, age: int, setting: Setting) -> bool:
    """Return whether QOF counts the pressure as controlled: at or below the general target.

    140/90 in the clinic (150/90 at 80 and over), or the equivalent at home. QOF says "or less"
    where NICE says "below": both are shown.
    """
    target = FROM_80 if age >= ELDERLY_AGE else UNDER_80
    limit = target.clinic if setting is Setting.CLINIC else target.home
    assert limit is not None
    return pressure.systolic <= limit.systolic and pressure.diastolic <= limit.diastolic

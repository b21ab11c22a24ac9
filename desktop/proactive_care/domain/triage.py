"""Triage of blood pressures that patients or staff hand in: which band, and who must act by when.

The bands are defaults of grade C: the clinical lead signs them off and may change them. A person
who enters readings never decides what is dangerous; this module does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.domain.blood_pressure import ELDERLY_AGE, Pressure


class Band(StrEnum):
    """Triage bands, most severe first."""

    EMERGENCY = "emergency"
    RED = "red"
    AMBER_HIGH = "amber-high"
    AMBER = "amber"
    LOW = "low"
    GREEN = "green"
    REPEAT = "repeat"

    @property
    def must_be_acknowledged(self) -> bool:
        """Whether it never waits in a list: it is not filed before a named clinician is told."""
        return self in (Band.EMERGENCY, Band.RED)


class RedFlag(StrEnum):
    """Symptoms that make a very high pressure an emergency."""

    CHEST_PAIN = "chest pain"
    BREATHLESSNESS = "breathlessness"
    NEW_CONFUSION = "new confusion"
    WEAKNESS_OR_SPEECH = "weakness or speech trouble"
    SEVERE_HEADACHE = "severe headache"
    VISUAL_LOSS = "visual loss"


@dataclass(frozen=True)
class Symptoms:
    """What the patient ticked."""

    red_flags: frozenset[RedFlag] = frozenset()
    dizziness: bool = False
    fall: bool = False

    @property
    def suggests_low_pressure(self) -> bool:
        return self.dizziness or self.fall


NO_SYMPTOMS = Symptoms()
DIZZINESS, FALL = "dizziness", "fall"


def symptom_words(symptoms: Symptoms) -> tuple[str, ...]:
    """Return the ticked symptoms in words, as they are stored."""
    words = sorted(flag.value for flag in symptoms.red_flags)
    ticked = ((DIZZINESS, symptoms.dizziness), (FALL, symptoms.fall))
    return (*words, *(word for word, on in ticked if on))


def read_symptoms(words: Iterable[str]) -> Symptoms:
    """Return the symptoms that were stored as words; ``symptom_words`` is the way there."""
    said = frozenset(words)
    flags = frozenset(flag for flag in RedFlag if flag.value in said)
    return Symptoms(flags, DIZZINESS in said, FALL in said)


@dataclass(frozen=True)
class Bands:
    """Thresholds of one setting in mmHg; "at or above" but for ``low``, which is "below"."""

    severe_pair: Pressure
    red: Pressure
    amber_high: Pressure
    amber_under_80: Pressure
    amber_from_80: Pressure
    low: Pressure

    def amber(self, age: int | None) -> Pressure:
        """The target by age in completed years; an unknown age has the lower one."""
        elderly = age is not None and age >= ELDERLY_AGE
        return self.amber_from_80 if elderly else self.amber_under_80


HOME_BANDS = Bands(
    severe_pair=Pressure(180, 120),
    red=Pressure(170, 115),
    amber_high=Pressure(150, 95),
    amber_under_80=Pressure(135, 85),
    amber_from_80=Pressure(145, 85),
    low=Pressure(100, 60),
)
CLINIC_BANDS = Bands(
    severe_pair=Pressure(180, 120),
    red=Pressure(180, 120),
    amber_high=Pressure(160, 100),
    amber_under_80=Pressure(140, 90),
    amber_from_80=Pressure(150, 90),
    low=Pressure(100, 60),
)


@dataclass(frozen=True)
class Reason:
    """One rule that was met, in words for the screen."""

    band: Band
    text: str


@dataclass(frozen=True)
class Action:
    """What a band asks for: who, and within how many days (0 = the same day)."""

    text: str
    role: str
    within_days: int | None
    working_days: bool = False


ACTIONS = {
    Band.EMERGENCY: Action("999 or same-day emergency", "clinician", 0),
    Band.RED: Action("same-day clinician", "clinician", 0),
    Band.AMBER_HIGH: Action("prescriber within 7 days", "prescriber", 7),
    Band.AMBER: Action("pharmacist or nurse within 28 days", "pharmacist or nurse", 28),
    Band.LOW: Action("clinician by the next working day", "clinician", 1, working_days=True),
    Band.GREEN: Action("result letter; repeat as the framework says", "", None),
    Band.REPEAT: Action("ask for more days", "", None),
}


@dataclass(frozen=True)
class Triage:
    """The band, and every rule that was met, most severe first: none of them may be dropped."""

    band: Band
    reasons: tuple[Reason, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """What to do: the band's own action first, then those of the other rules met."""
        bands = dict.fromkeys((self.band, *(reason.band for reason in self.reasons)))
        return tuple(ACTIONS[band] for band in bands)


def triage_home(
    *,
    mean: Pressure | None,
    pairs: Iterable[Pressure],
    latest_day: Sequence[Pressure],
    complete: bool,
    age: int | None = None,
    symptoms: Symptoms = NO_SYMPTOMS,
    bands: Bands = HOME_BANDS,
) -> Triage:
    """Return the band of a home diary.

    ``mean`` is exact, of the pairs that count, or None if none does; ``pairs`` is every pair, day 1
    included; ``latest_day`` those of the last day recorded; ``complete`` whether there are enough
    days and pairs. The mean and every single pair are looked at. An incomplete diary that is not
    red or an emergency asks for more days; what else was met stays among the reasons. A symptom
    overrides: dizziness or a fall comes before the bands with longer limits, and a red flag
    always means a clinician on the same day.
    """
    severe = _severe(pairs, bands)
    severe_at_last = _severe(latest_day, bands)
    reasons = [
        *_symptom_reasons(symptoms, severe),
        *_mean_reasons(mean, age, bands),
        *_pair_reasons(severe, severe_at_last, bands),
    ]
    if not complete:
        reasons.append(Reason(Band.REPEAT, "there are not enough days or readings yet"))
    return _decide(reasons, symptoms, complete=complete)


def with_earlier(
    triage: Triage, earlier: Iterable[tuple[str, Pressure]], bands: Bands = HOME_BANDS
) -> Triage:
    """Add what very high pairs outside the week that is judged mean: (when, pair) of each.

    A monitor's memory can hold a very high pair that was taken before the diary's days. It is a
    single pair like any other: a prescriber within 7 days, unless something more severe was met.
    """
    severe = [(when, pair) for when, pair in earlier if pair.reaches(bands.severe_pair)]
    if not severe:
        return triage
    when, pair = max(severe, key=lambda each: (each[1].systolic, each[1].diastolic))
    text = f"an earlier reading of {pair}, {when}, is at or above {bands.severe_pair}"
    reasons = (*triage.reasons, Reason(Band.AMBER_HIGH, text))
    order = list(Band)
    milder = triage.band in (Band.AMBER, Band.GREEN)
    return Triage(
        Band.AMBER_HIGH if milder else triage.band,
        tuple(sorted(reasons, key=lambda reason: order.index(reason.band))),
    )


def triage_clinic(
    pressure: Pressure,
    *,
    age: int | None = None,
    symptoms: Symptoms = NO_SYMPTOMS,
    bands: Bands = CLINIC_BANDS,
) -> Triage:
    """Return the band of one pressure taken in the clinic."""
    severe = _severe([pressure], bands)
    reasons = [*_symptom_reasons(symptoms, severe), *_mean_reasons(pressure, age, bands)]
    return _decide(reasons, symptoms, complete=True)


def _severe(pairs: Iterable[Pressure], bands: Bands) -> list[Pressure]:
    """Return the very high pairs, the highest first, whatever the order of entry."""
    found = [pair for pair in pairs if pair.reaches(bands.severe_pair)]
    return sorted(found, key=lambda pair: (pair.systolic, pair.diastolic), reverse=True)


def _symptom_reasons(symptoms: Symptoms, severe: Sequence[Pressure]) -> list[Reason]:
    reasons = []
    flags = ", ".join(flag.value for flag in RedFlag if flag in symptoms.red_flags)
    if flags and severe:
        reasons.append(Reason(Band.EMERGENCY, f"{severe[0]} with {flags}"))
    elif flags:
        reasons.append(Reason(Band.RED, flags))
    if symptoms.dizziness:
        reasons.append(Reason(Band.LOW, "dizziness"))
    if symptoms.fall:
        reasons.append(Reason(Band.LOW, "a fall"))
    return reasons


def _mean_reasons(mean: Pressure | None, age: int | None, bands: Bands) -> list[Reason]:
    if mean is None:
        return []
    reasons = []
    for band, threshold in (
        (Band.RED, bands.red),
        (Band.AMBER_HIGH, bands.amber_high),
        (Band.AMBER, bands.amber(age)),
    ):
        if mean.reaches(threshold):
            reasons.append(Reason(band, f"{mean.as_compared} is at or above {threshold}"))
            break
    if mean.is_under(bands.low):
        reasons.append(Reason(Band.LOW, f"{mean.as_compared} is below {bands.low}"))
    return reasons


def _pair_reasons(
    severe: Sequence[Pressure], severe_at_last: Sequence[Pressure], bands: Bands
) -> list[Reason]:
    if len(severe_at_last) >= 2:
        text = f"{len(severe_at_last)} readings at or above {bands.severe_pair} on the latest day"
        return [Reason(Band.RED, text)]
    if severe:
        text = f"a single reading of {severe[0]} is at or above {bands.severe_pair}"
        return [Reason(Band.AMBER_HIGH, text)]
    return []


def _decide(reasons: list[Reason], symptoms: Symptoms, *, complete: bool) -> Triage:
    met = [band for band in Band if any(reason.band is band for reason in reasons)]
    ordered = tuple(reason for band in met for reason in reasons if reason.band is band)
    return Triage(_headline(met, symptoms, complete=complete), ordered)


def _headline(met: list[Band], symptoms: Symptoms, *, complete: bool) -> Band:
    if met and met[0].must_be_acknowledged:
        return met[0]
    if symptoms.suggests_low_pressure:
        return Band.LOW
    if not complete:
        return Band.REPEAT
    return met[0] if met else Band.GREEN

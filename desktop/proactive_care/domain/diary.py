"""A blood pressure diary as it is written on paper: parts of a day, figures, and what is not there.

``home_bp`` averages; this module knows the form: which reading stands where, what was left empty
or could not be read, and which digits a person may still be typing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.domain.blood_pressure import (
    HARD_DIASTOLIC,
    HARD_PULSE,
    HARD_SYSTOLIC,
    Limits,
    Plausibility,
    check_pair,
    check_pulse,
)
from proactive_care.domain.home_bp import HomeReading

DAYS_ON_FORM = 7
READINGS_A_PART = 2
LIMITS = {"systolic": HARD_SYSTOLIC, "diastolic": HARD_DIASTOLIC, "pulse": HARD_PULSE}


class Part(StrEnum):
    """The part of a day that a reading was taken in; empty when nobody said."""

    MORNING = "morning"
    EVENING = "evening"
    UNSAID = ""


class Written(StrEnum):
    """What the form shows where a reading should be."""

    WRITTEN = "written"
    NOT_WRITTEN = "not written"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class DiaryReading:
    """One reading of a diary: pressures in mmHg, pulse a minute. ``confirmed``: it looks unusual,
    and the person who entered it has looked again. ``time`` is the time of day if it is known.
    """

    day: date
    part: Part
    number: int
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    irregular: bool = False
    state: Written = Written.WRITTEN
    confirmed: bool = False
    time: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was entered, not even that it is missing."""
        return self.state is Written.WRITTEN and not self.irregular and self.figures == ()

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures that are there."""
        return tuple(v for v in (self.systolic, self.diastolic, self.pulse) if v is not None)

    @property
    def at_home(self) -> HomeReading:
        """The reading as it is averaged."""
        return HomeReading(self.day, self.systolic, self.diastolic, self.irregular)

    @property
    def where(self) -> str:
        """The place on the form in words, without the day: ``morning, 2nd reading``."""
        number = {1: "1st", 2: "2nd", 3: "3rd"}.get(self.number, f"{self.number}th")
        return f"{self.part}, {number} reading" if self.part else f"{number} reading"


@dataclass(frozen=True)
class Problem:
    """Something wrong or unusual with one entered reading, by its position in what was given."""

    position: int
    field: str
    kind: Plausibility
    text: str

    @property
    def blocks(self) -> bool:
        """Whether the reading cannot be filed like this."""
        return self.kind is not Plausibility.ACCEPTED


class Typed(StrEnum):
    """What can still become of the digits in a cell."""

    EMPTY = "empty"
    WAITS = "waits"
    COMPLETE = "complete"
    IMPOSSIBLE = "impossible"


def judge_digits(digits: str, limits: Limits) -> Typed:
    """Say whether typed digits are finished: they can only be one plausible number.

    With the limits of a diastolic pressure ``85`` is complete (no plausible number goes on from
    it), ``10`` waits (it may become 104), ``142`` is complete, ``9`` waits and ``0`` is impossible.
    ``20`` is plausible and may still become 200: it waits.
    """
    if not digits:
        return Typed.EMPTY
    longest = len(str(int(limits.high)))
    if not (digits.isascii() and digits.isdigit()) or digits[0] == "0" or len(digits) > longest:
        return Typed.IMPOSSIBLE
    number = int(digits)
    longer = any(
        number * 10**more <= limits.high and (number + 1) * 10**more - 1 >= limits.low
        for more in range(1, longest - len(digits) + 1)
    )
    if longer:
        return Typed.WAITS
    return Typed.COMPLETE if number in limits else Typed.IMPOSSIBLE


def find_problems(readings: Iterable[DiaryReading]) -> tuple[Problem, ...]:
    """Return what is impossible, swapped or unusual and not yet confirmed, in order of entry."""
    found: list[Problem] = []
    for position, reading in enumerate(readings):
        found += _pressure_problems(position, reading)
        if reading.pulse is not None:
            check = check_pulse(reading.pulse)
            if check.plausibility is not Plausibility.ACCEPTED:
                found.append(Problem(position, "pulse", check.plausibility, check.reason))
    return tuple(found)


def _pressure_problems(position: int, reading: DiaryReading) -> list[Problem]:
    if reading.systolic is None or reading.diastolic is None:
        return [
            Problem(position, name, Plausibility.REFUSED, _OUTSIDE[name])
            for name, value in (("systolic", reading.systolic), ("diastolic", reading.diastolic))
            if value is not None and value not in LIMITS[name]
        ]
    check = check_pair(reading.systolic, reading.diastolic)
    if check.plausibility is Plausibility.ACCEPTED:
        return []
    if check.plausibility is Plausibility.CONFIRM and reading.confirmed:
        return []
    field = "diastolic" if reading.systolic in HARD_SYSTOLIC else "systolic"
    return [Problem(position, field, check.plausibility, check.reason)]


_OUTSIDE = {
    "systolic": "A systolic pressure must be 50 to 300 mmHg.",
    "diastolic": "A diastolic pressure must be 20 to 200 mmHg.",
}

"""What stands on the diary form while it is keyed: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from proactive_care.domain.diary import (
    DAYS_ON_FORM,
    LIMITS,
    READINGS_A_PART,
    DiaryReading,
    Part,
    Typed,
    Written,
    judge_digits,
)

PARTS = (Part.MORNING, Part.EVENING)
SLOTS_A_DAY = len(PARTS) * READINGS_A_PART
FIGURES = ("systolic", "diastolic")


@dataclass
class Slot:
    """One reading's place on the form, with the digits as they were typed.

    The pulse is written once for each part of a day: it stands with the first reading.
    """

    row: int
    part: Part
    number: int
    systolic: str = ""
    diastolic: str = ""
    pulse: str = ""
    state: Written = Written.WRITTEN
    irregular: bool = False
    confirmed: bool = False

    def text(self, field: str) -> str:
        """The digits of a field."""
        return str(getattr(self, field))

    def write(self, field: str, text: str) -> None:
        """Put digits into a field: then something is written there, and nobody has confirmed it."""
        setattr(self, field, text)
        if field in FIGURES:
            self.confirmed = False
            if text:
                self.state = Written.WRITTEN

    def swap(self) -> None:
        """Exchange systolic and diastolic."""
        self.systolic, self.diastolic = self.diastolic, self.systolic
        self.confirmed = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was keyed here, not even that nothing is there."""
        typed = self.systolic or self.diastolic or self.pulse or self.irregular
        return not typed and self.state is Written.WRITTEN


class DiaryForm:
    """Seven rows of days with four readings each. A row's day is None until it is known."""

    def __init__(self) -> None:
        self.slots = [
            Slot(row, part, number)
            for row in range(DAYS_ON_FORM)
            for part in PARTS
            for number in range(1, READINGS_A_PART + 1)
        ]
        self.days: list[date | None] = [None] * DAYS_ON_FORM
        self.irregular = False  # ticked on the form, not beside one reading

    def slot(self, row: int, part: Part, number: int) -> Slot:
        """The place of one reading."""
        return self.slots[row * SLOTS_A_DAY + PARTS.index(part) * READINGS_A_PART + number - 1]

    def set_day(self, row: int, day: date) -> None:
        """Say which day a row is; the rows below follow day by day."""
        for below in range(row, DAYS_ON_FORM):
            self.days[below] = day + timedelta(below - row)

    @property
    def missing_day(self) -> int | None:
        """The first row that has readings and no day, or None."""
        used = {slot.row for slot in self.slots if not slot.is_empty}
        return next((row for row in sorted(used) if self.days[row] is None), None)

    def readings(
        self, today: date, *, typing: tuple[Slot, str] | None = None
    ) -> list[DiaryReading]:
        """Return what is keyed, in the order of the form.

        ``typing`` is the cell that is being typed: its digits are left out while they may still
        become a number. Rows without a day count as the last week, so that the mean can be shown;
        such a form cannot be filed.
        """
        found = [self._reading(slot, today, typing) for slot in self.slots if not slot.is_empty]
        if self.irregular and found:
            found[0] = replace(found[0], irregular=True)
        return found

    def slots_in_use(self) -> list[Slot]:
        """The places of ``readings``, in the same order."""
        return [slot for slot in self.slots if not slot.is_empty]

    def load(self, readings: Sequence[DiaryReading]) -> None:
        """Show a diary that was keyed before. It must fit (``fits``)."""
        days = sorted({reading.day for reading in readings})
        for row, day in enumerate(days):
            self.days[row] = day
        if days:
            for row in range(len(days), DAYS_ON_FORM):
                self.days[row] = days[-1] + timedelta(row - len(days) + 1)
        for reading in readings:
            slot = self.slot(days.index(reading.day), reading.part, reading.number)
            slot.systolic, slot.diastolic, slot.pulse = (
                "" if value is None else str(value)
                for value in (reading.systolic, reading.diastolic, reading.pulse)
            )
            slot.state, slot.irregular = reading.state, reading.irregular
            slot.confirmed = reading.confirmed

    def _reading(self, slot: Slot, today: date, typing: tuple[Slot, str] | None) -> DiaryReading:
        day = self.days[slot.row] or today - timedelta(DAYS_ON_FORM - 1 - slot.row)
        systolic, diastolic, pulse = (_figure(slot, f, typing) for f in (*FIGURES, "pulse"))
        return DiaryReading(
            day,
            slot.part,
            slot.number,
            systolic,
            diastolic,
            pulse,
            slot.irregular,
            slot.state,
            slot.confirmed,
        )


def fits(readings: Iterable[DiaryReading]) -> bool:
    """Whether a diary can be shown on the form: seven days, two readings in each part."""
    listed = list(readings)
    places = {(r.day, r.part, r.number) for r in listed}
    return (
        len({reading.day for reading in listed}) <= DAYS_ON_FORM
        and all(r.part in PARTS and 1 <= r.number <= READINGS_A_PART for r in listed)
        and len(places) == len(listed)
    )


def day_from_digits(digits: str, today: date) -> date | None:
    """Return the latest day, not after ``today``, that four digits (day, month) can mean."""
    if len(digits) != 4:
        return None
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(digits[2:]), int(digits[:2]))
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def _figure(slot: Slot, field: str, typing: tuple[Slot, str] | None) -> int | None:
    text = slot.text(field)
    if not text:
        return None
    being_typed = typing is not None and typing[0] is slot and typing[1] == field
    if being_typed and judge_digits(text, LIMITS[field]) is Typed.WAITS:
        return None
    return int(text)

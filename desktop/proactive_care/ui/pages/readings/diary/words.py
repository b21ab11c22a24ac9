"""The words under the grid and of its cells for a screen reader."""

from __future__ import annotations

import calendar
from datetime import date

from proactive_care.domain.diary import LIMITS, DiaryReading
from proactive_care.readings import Mismatch
from proactive_care.ui.pages.readings.diary.form import DiaryForm, Slot

_DIGITS = {"systolic": "Three figures", "diastolic": "Two or three figures", "pulse": "Pulse"}


def day_words(day: date | None, row: int) -> str:
    """Return a row's day as shown: ``Sun 6 Sep``, or ``Day 3`` while it is unknown."""
    if day is None:
        return f"Day {row + 1}"
    return f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_abbr[day.month]}"


def figure_name(form: DiaryForm, slot: Slot, field: str) -> str:
    """Return which figure this is: ``Sun 6 Sep, morning, 2nd reading: systolic``."""
    day = day_words(form.days[slot.row], slot.row)
    if field == "pulse":
        return f"{day}, {slot.part}: pulse"
    number = "1st" if slot.number == 1 else "2nd"
    return f"{day}, {slot.part}, {number} reading: {field}"


def figure_help(field: str) -> str:
    """Return what may be typed into a figure."""
    limits = LIMITS[field]
    return (
        f"{_DIGITS[field]}, {limits.low:.0f} to {limits.high:.0f}. The cursor moves on by itself."
    )


def mismatch_words(mismatch: Mismatch) -> str:
    """Return what two people keyed differently: ``08 Sep morning 2: 142/85 or nothing``."""
    day, part, number = mismatch.place
    first, second = _pair(mismatch.first), _pair(mismatch.second)
    return f"{day:%d %b} {part} {number}: {first} or {second}"


def _pair(reading: DiaryReading | None) -> str:
    if reading is None or (reading.systolic is None and reading.diastolic is None):
        return "nothing"
    figures = (reading.systolic, reading.diastolic)
    return "/".join("–" if figure is None else str(figure) for figure in figures)

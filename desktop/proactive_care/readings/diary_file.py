"""One patient's blood pressure diary as a CSV file: date, session, reading, systolic, diastolic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from proactive_care.domain.blood_pressure import Plausibility, check_pulse
from proactive_care.domain.date_text import DateText
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import FileProblem, InvalidInput
from proactive_care.readings.device_tables import cell, columns_of, read_rows

_REQUIRED = ("date", "systolic", "diastolic")
_LATEST_YEAR = 2099  # of two figures: a diary is never of the last century
_FIGURE = re.compile(r"([0-9]{1,4})(?:\.0+)?(?:\s*(?:mmhg|bpm|/min))?", re.IGNORECASE)
_KEPT = "Nothing was averaged."
_IRREGULAR = frozenset({"y", "yes", "1", "true", "irregular"})
_PARTS = {
    Part.MORNING: frozenset({"morning", "am", "m", "a.m."}),
    Part.EVENING: frozenset({"evening", "pm", "e", "p.m.", "night", "afternoon"}),
}


def read_diary_file(path: Path) -> tuple[DiaryReading, ...]:
    """Return the readings of a diary file, in the order of the file.

    Columns ``date``, ``systolic`` and ``diastolic`` are needed; ``session`` (morning or am, evening
    or pm), ``reading`` (1, 2), ``pulse`` and ``irregular`` (yes) may be there; others are ignored.
    Encodings, separators and dates are those of every export; a moment counts for the day that is
    written. Readings without a number are counted in their order. An empty figure is a reading that
    was not written down; the pulse may say ``irregular``. Raises FileProblem if the file cannot be
    read or has no such columns, and InvalidInput naming the row for a date or a figure that cannot
    be understood.
    """
    rows = iter(read_rows(path))
    header = next((cells for _, cells in rows if any(cells)), [])
    columns = columns_of(header)
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise FileProblem(
            f"{path.name} has no column {' and no column '.join(missing)}.",
            advice="The first line must name date, session, reading, systolic and diastolic.",
        )
    readings: list[DiaryReading] = []
    numbered: set[DiaryReading] = set()
    counted: Counter[tuple[date, Part]] = Counter()
    for line, row in rows:
        cells = {name: cell(row, columns, name) for name in columns}
        if any(cells.values()):
            readings.append(_reading(cells, line, counted))
            if cells.get("session") and cells.get("reading"):
                _refuse_copy(readings[-1], numbered, line)
    return tuple(readings)


def _reading(
    cells: Mapping[str, str], line: int, counted: Counter[tuple[date, Part]]
) -> DiaryReading:
    day = _day(cells["date"], line)
    part = _part(cells.get("session", ""))
    counted[day, part] += 1
    number = cells.get("reading", "")
    pulse = cells.get("pulse", "")
    told_irregular = pulse.casefold() == "irregular"
    return DiaryReading(
        day,
        part,
        int(number) if number.isascii() and number.isdigit() else counted[day, part],
        _figure(cells["systolic"], "systolic", line),
        _figure(cells["diastolic"], "diastolic", line),
        None if told_irregular else _pulse(pulse, line),
        told_irregular or cells.get("irregular", "").casefold() in _IRREGULAR,
    )


def _refuse_copy(reading: DiaryReading, numbered: set[DiaryReading], line: int) -> None:
    """A row that is there twice would make a short diary look long enough."""
    if reading in numbered:
        raise InvalidInput(
            f"Row {line}: the same reading of the same session is in the file already.",
            field="reading",
            kept=_KEPT,
            advice="Remove the copy, or correct its date, session or number.",
        )
    numbered.add(reading)


def _part(text: str) -> Part:
    word = text.casefold()
    return next((part for part, words in _PARTS.items() if word in words), Part.UNSAID)


def _day(text: str, line: int) -> date:
    day = DateText(_LATEST_YEAR).read(text)
    if day is not None:
        return day
    raise InvalidInput(
        f"Row {line}: the date cannot be understood.",
        field="date",
        kept=_KEPT,
        advice="Write it as 2026-09-14 or 14/09/2026.",
    )


def _pulse(text: str, line: int) -> int | None:
    pulse = _figure(text, "pulse", line)
    check = None if pulse is None else check_pulse(pulse)
    if check is not None and check.plausibility is not Plausibility.ACCEPTED:
        raise InvalidInput(
            f"Row {line}: the pulse {pulse} cannot be right. {check.reason}",
            field="pulse",
            kept=_KEPT,
            advice="Correct it, or leave it empty.",
        )
    return pulse


def _figure(text: str, name: str, line: int) -> int | None:
    if not text:
        return None
    figure = _FIGURE.fullmatch(text)
    if figure is None:
        raise InvalidInput(
            f"Row {line}: the {name} figure is not a whole number.",
            field=name,
            kept=_KEPT,
            advice="Correct it, or leave it empty if it cannot be read.",
        )
    return int(figure[1])

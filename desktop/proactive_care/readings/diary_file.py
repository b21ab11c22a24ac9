"""One patient's blood pressure diary as a CSV file: date, session, reading, systolic, diastolic."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import FileProblem, InvalidInput

_REQUIRED = ("date", "systolic", "diastolic")
_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%d %b %Y")
_IRREGULAR = frozenset({"y", "yes", "1", "true", "irregular"})
_PARTS = {
    Part.MORNING: frozenset({"morning", "am", "m", "a.m."}),
    Part.EVENING: frozenset({"evening", "pm", "e", "p.m.", "night", "afternoon"}),
}


def read_diary_file(path: Path) -> tuple[DiaryReading, ...]:
    """Return the readings of a diary file, in the order of the file.

    Columns ``date``, ``systolic`` and ``diastolic`` are needed; ``session`` (morning or am, evening
    or pm), ``reading`` (1, 2), ``pulse`` and ``irregular`` (yes) may be there; others are ignored.
    Readings without a number are counted in their order. An empty figure is a reading that was not
    written down. Raises FileProblem if the file cannot be read or has no such columns, and
    InvalidInput naming the row for a date or a figure that cannot be understood.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise FileProblem(
            f"{path.name} could not be read ({error.strerror}).", advice="Check the file."
        ) from error
    except UnicodeDecodeError as error:
        raise FileProblem(
            f"{path.name} is not a text file.", advice="Save the diary as CSV and try again."
        ) from error
    table = csv.DictReader(text.splitlines(keepends=True))
    names = {name.strip().casefold(): name for name in table.fieldnames or ()}
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise FileProblem(
            f"{path.name} has no column {' and no column '.join(missing)}.",
            advice="The first line must name date, session, reading, systolic and diastolic.",
        )
    readings: list[DiaryReading] = []
    numbered: set[DiaryReading] = set()
    counted: Counter[tuple[date, Part]] = Counter()
    for row in table:
        cells = {key: (row[name] or "").strip() for key, name in names.items()}
        if any(cells.values()):
            readings.append(_reading(cells, table.line_num, counted))
            if cells.get("session") and cells.get("reading"):
                _refuse_copy(readings[-1], numbered, table.line_num)
    return tuple(readings)


def _reading(
    cells: Mapping[str, str], line: int, counted: Counter[tuple[date, Part]]
) -> DiaryReading:
    day = _day(cells["date"], line)
    part = _part(cells.get("session", ""))
    counted[day, part] += 1
    number = cells.get("reading", "")
    return DiaryReading(
        day,
        part,
        int(number) if number.isascii() and number.isdigit() else counted[day, part],
        _figure(cells["systolic"], "systolic", line),
        _figure(cells["diastolic"], "diastolic", line),
        _figure(cells.get("pulse", ""), "pulse", line),
        cells.get("irregular", "").casefold() in _IRREGULAR,
    )


def _refuse_copy(reading: DiaryReading, numbered: set[DiaryReading], line: int) -> None:
    """A row that is there twice would make a short diary look long enough."""
    if reading in numbered:
        raise InvalidInput(
            f"Row {line}: the same reading of the same session is in the file already.",
            field="reading",
            kept="Nothing was averaged.",
            advice="Remove the copy, or correct its date, session or number.",
        )
    numbered.add(reading)


def _part(text: str) -> Part:
    word = text.casefold()
    return next((part for part, words in _PARTS.items() if word in words), Part.UNSAID)


def _day(text: str, line: int) -> date:
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise InvalidInput(
        f"Row {line}: the date cannot be understood.",
        field="date",
        kept="Nothing was averaged.",
        advice="Write it as 2026-09-14 or 14/09/2026.",
    )


def _figure(text: str, name: str, line: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise InvalidInput(
            f"Row {line}: the {name} figure is not a whole number.",
            field=name,
            kept="Nothing was averaged.",
            advice="Correct it, or leave it empty if it cannot be read.",
        )
    return int(text)

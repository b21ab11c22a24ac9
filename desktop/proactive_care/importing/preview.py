"""The first rows of a file as they will be stored, for a person to look at."""

from __future__ import annotations

from datetime import date

from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import clean_nhs_number, show_nhs_number
from proactive_care.importing.results import PreviewColumn, PreviewRow, Rejection
from proactive_care.importing.rows import NOT_A_DAY, Reading
from proactive_care.importing.text_rows import Block

_ROWS = 50
_COLUMNS = 16
_SAME = "same patient"
_DAYS = frozenset({"taken on", "issued on", "date of birth", "registered on", "deregistered on",
                   "date of death"})  # fmt: skip


class Preview:
    """Keeps the first rows while a file is read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._rows: list[tuple[int, list[str]]] = []
        used = [(i, target) for i, target in sorted(reading.plan.used.items()) if target]
        self._used = used[:_COLUMNS]

    def keep(self, block: Block) -> None:
        """Remember rows of the first block (before they are read, which may change them)."""
        missing = _ROWS * 2 - len(self._rows)
        if missing > 0:
            rows = zip(block.lines[:missing], block.rows[:missing], strict=True)
            self._rows += [(line, list(row)) for line, row in rows]

    def columns(self) -> tuple[PreviewColumn, ...]:
        """Return what is shown: each used column's own name and what it becomes."""
        reading = self._reading
        return tuple(PreviewColumn(reading.column(i), target) for i, target in self._used)

    def rows(self) -> tuple[PreviewRow, ...]:
        """Return the first rows that are not ignored or rejected."""
        rejected = {
            found.row for found in self._reading.tally.shown if isinstance(found, Rejection)
        }
        shown = []
        for line, row in self._rows:
            if line in rejected or self._reading.why_ignored(row):
                continue
            shown.append(PreviewRow(line, tuple(self._cell(row, i, t) for i, t in self._used)))
            if len(shown) == _ROWS:
                break
        return tuple(shown)

    def _cell(self, row: list[str], index: int, target: str) -> str:
        text = " ".join(row[index].replace("\x00", "").split()) if index < len(row) else ""
        if target == "NHS number":
            digits = clean_nhs_number(text)
            return show_nhs_number(digits) if digits else text
        if target in ("patient", "local number") and not text and self._reading.plan.groups:
            return _SAME
        if target in _DAYS and text:
            day = self._reading.day(text)
            return show_date(date.fromordinal(day)) if day != NOT_A_DAY else text
        return text

"""Columns of a file, and where its header is: found by content, never at a fixed line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_NOT_NAME = re.compile(r"[^a-z0-9%]+")
_CAPITAL_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PATIENT_BAND = "patient details"
_SEARCH_LABELS = frozenset({"report name", "search name", "report", "search", "name of search"})
_OTHER_LABELS = ("last run", "organisation", "practice", "relative date", "population", "parent",
                 "ods", "run by", "created", "emis", "patient count")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column. (band, name, occurrence) is unique; ``index`` is its place from 0."""

    index: int
    band: str
    name: str
    occurrence: int = 1

    @property
    def shown(self) -> str:
        """The name for people, with its band and a number when it repeats."""
        number = f" ({self.occurrence})" if self.occurrence > 1 else ""
        return f"{self.band}: {self.name}{number}" if self.band else f"{self.name}{number}"


@dataclass(frozen=True)
class Preamble:
    """What stands above the table: the search, and when it ran. Rows count from 1."""

    search: str = ""
    search_row: int = 0
    run_date_text: str = ""
    run_date_row: int = 0
    run_date_cell: int = 0


@dataclass(frozen=True)
class Layout:
    """Where the table is. Lines are physical lines from 1; ``band_line`` 0 means no bands."""

    columns: tuple[Column, ...]
    header_line: int
    first_data_line: int
    band_line: int = 0
    preamble: Preamble = field(default_factory=Preamble)

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]


def plain_name(name: str) -> str:
    """Return a column name in the form in which names are compared."""
    words = _CAPITAL_WORD.sub(" ", name)  # DateOfBirth
    return " ".join(_NOT_NAME.sub(" ", words.casefold()).split())


def shown_name(cell: str) -> str:
    """Return a header cell for people: line breaks, quotes and stray spaces removed."""
    return " ".join(cell.replace('"', " ").replace("\x00", "").split())


def make_columns(names: Sequence[str], bands: Sequence[str] = ()) -> tuple[Column, ...]:
    """Number the columns. A band title counts for the columns right of it until the next.

    Without a band row, ``Report name: field`` (SystmOne) is split into band and name.
    """
    columns: list[Column] = []
    seen: dict[tuple[str, str], int] = {}
    band = ""
    for index, cell in enumerate(names):
        name = shown_name(cell)
        if bands:
            band = shown_name(bands[index]) if index < len(bands) and bands[index].strip() else band
        elif ": " in name:
            band, _, name = name.partition(": ")
        else:
            band = ""
        key = (plain_name(band), plain_name(name))
        seen[key] = seen.get(key, 0) + 1
        columns.append(Column(index, band, name, seen[key]))
    while columns and not columns[-1].name:
        columns.pop()
    return tuple(columns)


def find_banded(lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout of an EMIS list report: preamble, band row, name row, data."""
    for place, row in enumerate(rows):
        if not any(plain_name(cell) == _PATIENT_BAND for cell in row[:3]):
            continue
        for below in range(place + 1, min(place + 4, len(rows))):
            if any(cell.strip() for cell in rows[below]):
                bands = _bands_from_patient(row)
                return Layout(
                    make_columns(rows[below], bands),
                    lines[below],
                    lines[below + 1] if below + 1 < len(rows) else lines[below] + 1,
                    lines[place],
                    read_preamble(lines[:place], rows[:place]),
                )
    return None


def _bands_from_patient(row: Sequence[str]) -> list[str]:
    bands = list(row)
    if not bands[0].strip():
        bands[0] = "Patient Details"
    return bands


def read_preamble(lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Preamble:
    """Find the search name and the run date above the table."""
    search, search_row = "", 0
    run_date, run_row, run_cell = "", 0, 0
    guess, guess_row = "", 0
    for line, row in zip(lines, rows, strict=True):
        cells = [shown_name(cell) for cell in row]
        if not any(cells):
            continue
        label = plain_name(cells[0])
        if label.startswith("last run"):
            run_cell = _run_date_cell(cells)
            run_date, run_row = cells[run_cell] if run_cell < len(cells) else "", line
        elif label in _SEARCH_LABELS and len(cells) > 1 and cells[1]:
            search, search_row = cells[1], line
        elif not run_date and cells[0] and not label.startswith(_OTHER_LABELS):
            guess, guess_row = (
                cells[0],
                line,
            )  # the last title above "Last Run": the first is the practice
    if not search:
        search, search_row = guess, guess_row
    return Preamble(search, search_row, run_date, run_row, run_cell + 1)


def _run_date_cell(cells: Sequence[str]) -> int:
    names = [plain_name(cell) for cell in cells]
    if "relative date" in names:
        return names.index("relative date") + 1
    with_digits = [i for i, cell in enumerate(cells) if i and re.search(r"\d{2}", cell)]
    return 3 if 3 in with_digits else with_digits[-1] if with_digits else len(cells)

"""An Excel workbook as the text of a table: one line for each row of its one sheet with data.

Everything after this sees a CSV file, so that rows are counted, refused and traced in one way.
"""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError

from proactive_care.domain.errors import FileProblem

WORKBOOK_CODEC = "xlsx"
_LARGEST = 1 << 30  # bytes, unpacked
_EXACT = 1e15  # a spreadsheet keeps fifteen digits of a number, and no more
_ROWS_AT_ONCE = 500
_KEPT = "The practice is unchanged."
_BROKEN = (
    zipfile.BadZipFile, OSError, LookupError, ValueError, TypeError,
    ParseError, EOFError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The one sheet with data: its place from 0, its title, and its rows."""

    place: int
    title: str
    rows: int


class _Cell(Protocol):
    value: Any
    number_format: str


def is_workbook(path: Path, start: bytes) -> bool:
    """Whether a file that starts with these bytes is an Excel workbook (xlsx)."""
    if not start.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except _BROKEN:
        return False


def find_sheet(path: Path) -> Sheet:
    """Return the sheet that has the data.

    Raises FileProblem for a workbook that cannot be read, that is empty, or that has data on
    several sheets: which of them is meant, only a person can say.
    """
    with _opened(path) as book:
        found = []
        for place, sheet in enumerate(book.worksheets):
            filled = rows = 0
            for row in sheet.iter_rows(values_only=True):
                rows += 1
                filled += sum(value not in (None, "") for value in row) > 1
            if filled > 1:
                found.append(Sheet(place, str(sheet.title), rows))
    if not found:
        raise FileProblem(
            f"{path.name} has no sheet with a table.",
            kept=_KEPT,
            advice="Export it again from the clinical system, and check that the search ran.",
        )
    if len(found) > 1:
        titles = ", ".join(f"“{sheet.title[:40]}”" for sheet in found[:4])
        raise FileProblem(
            f"{path.name} has {len(found)} sheets with data ({titles}).",
            kept=_KEPT,
            advice="Save each sheet that you need as a file of its own (CSV UTF-8, or a workbook).",
        )
    return found[0]


def workbook_text(path: Path, place: int) -> Iterator[str]:
    """Yield the rows of a sheet as CSV text, some at a time. Line n is row n of the sheet."""
    with _opened(path) as book:
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        for number, row in enumerate(book.worksheets[place].iter_rows(), start=1):
            writer.writerow([cell_text(cell) for cell in row])
            if number % _ROWS_AT_ONCE == 0:
                yield stream.getvalue()
                stream.seek(0)
                stream.truncate()
        yield stream.getvalue()


def cell_text(cell: _Cell) -> str:
    """Return what stands in a cell, on one line, as it would in a CSV file of the same table.

    Days are written year first; a percentage as it is shown. A whole number of more than fifteen
    digits has lost some in the spreadsheet: it is written so that it is recognised as shortened.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value), "%" in str(cell.number_format))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return " ".join(str(value).split())


def _number(value: float, percent: bool) -> str:
    if percent:
        return f"{round(value * 100, 10):g}%"
    if abs(value) >= _EXACT:
        return f"{value:.9E}"
    return str(int(value)) if value.is_integer() else repr(value)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from openpyxl import load_workbook  # every start would wait for it

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LARGEST:
                raise FileProblem(
                    f"{path.name} is too large for a workbook.",
                    kept=_KEPT,
                    advice="Save it as CSV UTF-8: such files may be of any size.",
                )
        with path.open("rb") as stream:
            book = load_workbook(stream, read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    sheet.reset_dimensions()  # what the file says of its own size is often wrong
                yield book
            finally:
                book.close()
    except _BROKEN as error:
        raise FileProblem(
            f"{path.name} is a workbook that cannot be read: it is damaged or has a password.",
            kept=_KEPT,
            advice="Open it in Excel and save it as CSV UTF-8.",
        ) from error

"""Rows of a device's file, and the words by which their columns are known."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from proactive_care.domain.errors import FileProblem

LARGEST = 20_000_000
_SEPARATOR_WITHIN = 15  # lines
_UNIT = re.compile(r"\s*[(\[].*?[)\]]\s*")
_SYNONYMS: Mapping[str, frozenset[str]] = {
    "date": frozenset({"date", "measurement date", "datetime", "date time"}),
    "time": frozenset({"time", "measurement time"}),
    "systolic": frozenset({"systolic", "sys", "systolic blood pressure", "systolic bp", "top"}),
    "diastolic": frozenset(
        {"diastolic", "dia", "diastolic blood pressure", "diastolic bp", "bottom"}
    ),
    "pulse": frozenset({"pulse", "heart rate", "pulse rate"}),
    "nhs_number": frozenset({"nhs number", "nhs no", "nhs_number", "nhsnumber"}),
    "date_of_birth": frozenset({"date of birth", "dob", "date_of_birth"}),
    "form_code": frozenset({"form code", "form_code", "code on the form"}),
    "name": frozenset({"name", "patient name", "full name", "patient"}),
    "irregular": frozenset({"irregular", "irregular pulse", "irregular heartbeat", "ihb"}),
    "weight": frozenset({"weight"}),
    "session": frozenset({"session"}),
    "reading": frozenset({"reading"}),
    "pair": frozenset({"blood pressure", "bp", "blood pressure reading"}),
}  # fmt: skip
_PAIR = re.compile(r"^\D{0,3}(\d{2,3})\s*(?:/|\\|over|-)\s*(\d{2,3})\D{0,12}$", re.IGNORECASE)
_FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%d/%m/%Y %H:%M",
    "%d-%m-%Y %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d/%m/%Y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%b %d %Y",
    "%b %d, %Y",
)
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p")

Cells = Sequence[str]


def read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the lines of a CSV or XLSX file with their numbers from 1, cells trimmed.

    Raises FileProblem if it cannot be read, is too large, or is neither.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise FileProblem(
                f"{path.name} is too large for a file of readings.",
                kept="Nothing was received.",
                advice="Export a shorter time from the device's app.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            f"{path.name} could not be read ({error.strerror}).",
            kept="Nothing was received.",
            advice="Close it in other programs and try again.",
        ) from error
    if data.startswith(b"PK"):
        return _workbook_rows(path)
    text = _decoded(data)
    if "\0" in text:
        raise FileProblem(
            f"{path.name} is not a table of readings.",
            kept="Nothing was received.",
            advice="Export CSV from the device's app.",
        )
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=_separator(lines))
    try:
        return [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise FileProblem(
            f"{path.name} cannot be understood as a table.", kept="Nothing was received."
        ) from error


def _decoded(data: bytes) -> str:
    """As exports are read: a byte order mark, UTF-8, UTF-16, then Windows-1252."""
    for encoding in (_utf_16(data[:200]) or "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "\0"


def _utf_16(start: bytes) -> str | None:
    """Every second byte of plain text in UTF-16 is zero; a byte order mark may be missing."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    halves = start[0::2], start[1::2]
    if len(start) >= 8 and all(half.count(0) in (0, len(half)) for half in halves):
        return {(False, True): "utf-16-le", (True, False): "utf-16-be"}.get(
            (0 in halves[0], 0 in halves[1])
        )
    return None


def _separator(lines: Sequence[str]) -> str:
    """Spreadsheets on some computers write semicolons, and “Unicode text” has tabs."""
    start = "".join(lines[:_SEPARATOR_WITHIN])
    return max(",;\t", key=start.count)


def columns_of(header: Cells) -> dict[str, int]:
    """Return where the known columns are, by their usual names; units in brackets are ignored."""
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        words = _UNIT.sub(" ", title).strip().casefold()
        for name, synonyms in _SYNONYMS.items():
            if words in synonyms and name not in found:
                found[name] = place
    return found


def cell(row: Cells, columns: Mapping[str, int], name: str) -> str:
    """Return a cell by its column's name; a dash and a missing cell are empty."""
    place = columns.get(name)
    text = row[place] if place is not None and place < len(row) else ""
    return "" if text == "-" else text


def read_moment(day: str, clock: str = "") -> tuple[date, str] | None:
    """Return a day and its time (``HH:MM``, or empty), as devices write them; None if unknown.

    Days in figures are read day first, as people write them here. A moment with a time zone is
    told as the clock here showed it, summer time and all.
    """
    with_zone = _with_zone(day)
    if with_zone is not None:
        return with_zone.date(), _time(clock) or f"{with_zone:%H:%M}"
    for form in _FORMS:
        try:
            moment = datetime.strptime(day, form)  # noqa: DTZ007  a device's local time
        except ValueError:
            continue
        return moment.date(), _time(clock) or (f"{moment:%H:%M}" if "%H" in form else "")
    return None


def read_pair(text: str) -> tuple[int, int] | None:
    """Return a pressure that stands in one cell, such as ``142/85 mmHg``; None if it is none."""
    found = _PAIR.match(text.strip())
    return None if found is None else (int(found[1]), int(found[2]))


def _with_zone(text: str) -> datetime | None:
    """Return a moment that names its time zone, on the clock here; None without a zone."""
    if "T" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment.astimezone()


def _time(text: str) -> str:
    for form in _TIMES:
        try:
            return f"{datetime.strptime(text.upper(), form):%H:%M}"  # noqa: DTZ007
        except ValueError:
            continue
    return ""


def _workbook_rows(path: Path) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # every start would wait for it

    try:
        with path.open("rb") as stream:
            book = load_workbook(stream, read_only=True, data_only=True)
            return list(_cells_of(book.worksheets[0].iter_rows(values_only=True)))
    except (
        BadZipFile,
        OSError,
        LookupError,
        ValueError,
        ParseError,
    ) as error:
        raise FileProblem(
            f"{path.name} is not a workbook that can be read.",
            kept="Nothing was received.",
            advice="Save it as XLSX or CSV and try again.",
        ) from error


def _cells_of(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, list[str]]]:
    for line, row in enumerate(rows, start=1):
        yield line, [_as_text(value) for value in row]


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()  # how a workbook keeps a day without a time
    return str(value).strip()

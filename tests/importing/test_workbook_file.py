"""Excel workbooks: read as the CSV file of the same table would be, or refused in plain words."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem
from proactive_care.importing import workbook_file
from proactive_care.importing.source_file import inspect_file
from support.importing import (
    EVENTS_HEADER,
    IDRIS,
    NIA,
    PATIENTS,
    check,
    events,
    load,
    patient,
    reasons,
    write,
)
from support.practice import make_session

SBP = 271649006
HALF_PAST_NINE = datetime.fromisoformat("2026-08-01T09:30")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def book(folder: Path, name: str, *sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"Table {number}")
        for row in rows:
            sheet.append(row)
    path = folder / name
    made.save(path)
    return path


def test_a_workbook_brings_what_the_csv_file_brings(session: Session, tmp_path: Path) -> None:
    people = book(
        tmp_path,
        "p.xlsx",
        [
            ["nhs_number", "date_of_birth", "sex", "family_name", "email"],
            [int(NIA), date(1950, 6, 1), "F", "Fixture,\nNia", None],
            ["999 000 0026", date(1961, 2, 14), "M", "Mockford", "i@post.example"],
        ],
    )
    found = book(
        tmp_path,
        "e.xlsx",
        [],
        [
            EVENTS_HEADER.strip().split(","),
            [float(NIA), HALF_PAST_NINE, SBP, "Systolic", 172.5, "mmHg"],
            [int(IDRIS), date(2026, 8, 2), str(SBP), None, "615", None],
            [],
            [int(IDRIS), date(2026, 8, 3), 1000731000000107, "too long", 5, None],
        ],
    )
    first, second = load(session, people, found)
    assert first.encoding == "Excel workbook"
    assert patient(session, NIA)["family_name"] == "Fixture, Nia"
    assert patient(session, NIA)["date_of_birth"] == date(1950, 6, 1).toordinal()
    assert events(session) == [(NIA, "systolic_bp_clinic", "2026-08-01", 172.5, None, 2)]
    assert reasons(second) == [
        (3, "value", "615", "Outside 50 to 300: ignored as implausible"),
        (5, "code", "1.000731000E+15", "Excel has shortened this code: export it again"),
    ]
    assert second.ignored_reasons == {"blank": 1}
    encoding = next(line for line in second.understood if line.heading == "Encoding")
    assert encoding.detail == "Sheet “Table 2”"
    with pytest.raises(FileProblem, match="already imported"):
        check(session, found)


def test_an_unknown_workbook_is_explained_like_any_file(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    rows: list[list[object]] = [["NHS", "Seen", "BP", "HbA1c"]]
    rows += [[int(NIA), date(2026, 8, day), "145/92", 0.075] for day in range(1, 4)]
    path = book(tmp_path, "clinic.xlsx", rows)
    made = load_workbook(path)
    for cell in made.active["D"]:
        cell.number_format = "0.0%"
    made.save(path)
    unknown = importing.explain_file(session, path)
    assert unknown.problems(unknown.guess.mapping) == ()  # its days are days: nothing to ask
    importing.save_mapping(session, "Clinic", unknown.guess.mapping)
    (report,) = load(session, path)
    assert report.rows_accepted == 3
    assert report.conversions == {"HbA1c % to mmol/mol": 3}


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (9990000018.0, "General", "9990000018"),
        (7.5, "General", "7.5"),
        (0.1 + 0.2, "0%", "30%"),
        (datetime.fromisoformat("2026-08-01"), "General", "2026-08-01"),
        (HALF_PAST_NINE, "General", "2026-08-01 09:30:00"),
        (date(2026, 8, 1), "General", "2026-08-01"),
        (time(9, 5), "General", "09:05:00"),
        (" two\nlines ", "General", "two lines"),
        ("#N/A", "General", "#N/A"),
        (1234567890123456789, "0", "1.234567890E+18"),
    ],
)
def test_cells(value: object, number_format: str, text: str) -> None:
    class Cell:
        pass

    cell = Cell()
    cell.value, cell.number_format = value, number_format  # type: ignore[attr-defined]
    assert workbook_file.cell_text(cell) == text  # type: ignore[arg-type]


def test_long_sheets_come_in_pieces(tmp_path: Path) -> None:
    rows: list[list[object]] = [["a", "b"], *([n, n] for n in range(1_200))]
    source = inspect_file(book(tmp_path, "long.xlsx", rows))
    assert source.lines == 1_202
    assert "".join(source.text()).splitlines()[-1] == "1199,1199"


def test_workbooks_that_cannot_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table: list[list[object]] = [["a", "b"], [1, 2]]
    with pytest.raises(FileProblem, match="2 sheets with data"):
        inspect_file(book(tmp_path, "two.xlsx", table, table))
    with pytest.raises(FileProblem, match="no sheet with a table"):
        inspect_file(book(tmp_path, "empty.xlsx", [["only a title"]]))
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(broken, "w") as packed:
        packed.writestr("xl/workbook.xml", "<not closed")
    with pytest.raises(FileProblem, match="cannot be read"):
        inspect_file(broken)
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("a.txt", "text")
    with pytest.raises(FileProblem, match="ZIP file"):
        inspect_file(other)
    monkeypatch.setattr(workbook_file, "_LARGEST", 10)
    with pytest.raises(FileProblem, match="too large for a workbook"):
        inspect_file(book(tmp_path, "large.xlsx", table))

"""EMIS Web list reports: preamble, bands, repeated columns, continuation rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem
from support.importing import (
    DIASTOLIC,
    HYPERTENSION,
    IDRIS,
    NIA,
    SILAS,
    SYSTOLIC,
    check,
    csv_text,
    events,
    issues,
    load,
    patient,
    write,
)
from support.practice import make_session

DETAILS = ["Full Name", "NHS Number", "EMIS Number", "Date of Birth", "Gender", "Ethnicity"]
NIA_CELLS = ["FIXTURE, Nia (Mrs)", "999 000 0018", "101", "01-Jun-1950", "Female", "Indian"]
IDRIS_CELLS = ["MOCKFORD, Idris (Mr)", "999 000 0026", "102", "14-Feb-1961", "Male", ""]
CODED = ["Concept ID", "Code Term", "Date", "Value"]
BLANK = [""] * len(DETAILS)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def report(bands: list[tuple[str, list[str]]], rows: list[list[str]], **top: str) -> str:
    """Return a list report as text."""
    titles = ["Patient Details", *[""] * (len(DETAILS) - 1)]
    names = list(DETAILS)
    for title, columns in bands:
        titles += [title, *[""] * (len(columns) - 1)]
        names += columns
    preamble = [
        [top.get("practice", "Harrowmere Surgery (A99999)")],
        [top.get("search", "LTC blood pressure, 18 months")],
        ["Last Run", "12-Sep-2026 07:15", "Relative Date", top.get("run", "12-Sep-2026")],
        [],
    ]
    return csv_text([*preamble, titles, names, *rows])


PRESSURE = [("Systolic blood pressure", CODED), ("Diastolic blood pressure", CODED)]


def pressure(systolic: str, diastolic: str, day: str = "14-Aug-2026") -> list[str]:
    return [SYSTOLIC, "Systolic", day, systolic, DIASTOLIC, "Diastolic", day, diastolic]


def test_a_report_with_continuation_rows_totals_and_blanks(
    session: Session, tmp_path: Path
) -> None:
    rows = [
        [*NIA_CELLS, *pressure("172", "98")],
        [*BLANK, *pressure("168", "96", "02-Jul-2026")],
        [*IDRIS_CELLS, *pressure("162", "96")],
        [*BLANK, "", "", "", "", DIASTOLIC, "Diastolic", "01-Jul-2026", "95"],
        [""] * 14,
        ["Total", "2", *[""] * 12],
    ]
    found = load(session, write(tmp_path, "emis_bp.csv", report(PRESSURE, rows)))[0]
    assert found.profile == "emis_list"
    assert found.report == "emis_list: LTC blood pressure, 18 months"
    assert (found.run_date, found.run_date_from) == (date(2026, 9, 12), "file")
    assert (found.rows_read, found.rows_accepted) == (6, 4)
    assert found.ignored_reasons == {"blank": 1, "total": 1}
    assert events(session) == [
        (NIA, "diastolic_bp_clinic", "2026-07-02", 96.0, None, 8),
        (NIA, "systolic_bp_clinic", "2026-07-02", 168.0, None, 8),
        (NIA, "diastolic_bp_clinic", "2026-08-14", 98.0, None, 7),
        (NIA, "systolic_bp_clinic", "2026-08-14", 172.0, None, 7),
        (IDRIS, "diastolic_bp_clinic", "2026-07-01", 95.0, None, 10),
        (IDRIS, "diastolic_bp_clinic", "2026-08-14", 96.0, None, 9),
        (IDRIS, "systolic_bp_clinic", "2026-08-14", 162.0, None, 9),
    ]
    nia = patient(session, NIA)
    assert (nia["family_name"], nia["given_name"], nia["title"]) == ("Fixture", "Nia", "Mrs")
    assert (nia["local_id"], nia["sex"], nia["ethnicity"]) == ("101", "F", "indian")
    assert [u.heading for u in found.understood] == [
        "Profile", "Search", "Run date", "Encoding", "Dates",
    ]  # fmt: skip
    assert found.understood[0].detail == "\u201cPatient Details\u201d on row 5, names on row 6"
    assert found.preview[1].cells[0] == "same patient"


def test_rejected_cells_do_not_take_the_rest_of_their_row(session: Session, tmp_path: Path) -> None:
    rows = [
        [*NIA_CELLS, *pressure("615", "98")],
        [*BLANK, *pressure("80", "128")],
        [*BLANK, "", "", "12-Aug-2026", "140", *pressure("", "")[4:]],
        [*BLANK, *pressure("150", "90", "31-Feb-2026")],
        [*BLANK, *pressure("150", "90", "")],
    ]
    found = load(session, write(tmp_path, "e.csv", report(PRESSURE, rows)))[0]
    assert [(r.row, r.column, r.value_shown, r.reason) for r in found.rejections] == [
        (7, "Systolic blood pressure: Value", "615", "Outside 50 to 300: ignored as implausible"),
        (8, "Diastolic blood pressure: Value", "128 (systolic 80)",
         "Not below systolic: looks swapped"),
        (10, "Systolic blood pressure: Date", "31-Feb-2026", "Not a date"),
        (10, "Diastolic blood pressure: Date", "31-Feb-2026", "Not a date"),
        (11, "Systolic blood pressure: Date", "(empty)", "No date"),
        (11, "Diastolic blood pressure: Date", "(empty)", "No date"),
    ]  # fmt: skip
    assert found.rows_read == found.rows_accepted + found.rows_rejected == 5
    kept = [(concept, day, value) for _, concept, day, value, _, _ in events(session)]
    assert ("diastolic_bp_clinic", "2026-08-14", 98.0) in kept
    assert ("systolic_bp_clinic", "2026-08-12", 140.0) in kept  # the band's title says what it is


def test_repeated_columns_are_separate_events(session: Session, tmp_path: Path) -> None:
    bands = [("Systolic blood pressure", ["Code Term", "Date", "Value"] * 3)]
    row = [*NIA_CELLS]
    for day, value in (("01-Aug-2026", "150"), ("02-Aug-2026", "151"), ("", "")):
        row += ["Systolic blood pressure" if value else "", day, value]
    load(session, write(tmp_path, "e.csv", report(bands, [row])))
    assert [(day, value) for _, _, day, value, _, _ in events(session)] == [
        ("2026-08-01", 150.0), ("2026-08-02", 151.0),
    ]  # fmt: skip


def test_a_report_that_repeats_the_patient_cells(session: Session, tmp_path: Path) -> None:
    rows = [
        [*NIA_CELLS, *pressure("172", "98")],
        [*NIA_CELLS, *pressure("172", "98")[:4], DIASTOLIC, "Diastolic", "01-Aug-2026", "91"],
        [*NIA_CELLS, *pressure("172", "98")[:4], DIASTOLIC, "Diastolic", "01-Aug-2026", "91"],
        [*BLANK, *[""] * 7, " "],
    ]
    found = load(session, write(tmp_path, "e.csv", report(PRESSURE, rows)))[0]
    assert len(events(session)) == 3
    assert found.ignored_reasons == {"repeats the row above": 1, "blank": 1}


def test_medicines_in_one_cell_and_in_columns(session: Session, tmp_path: Path) -> None:
    bands = [
        ("Statins", ["Name, Dosage and Quantity", "Issue Date"]),
        ("Anticoagulants", ["Drug", "Dosage", "Quantity", "dm+d code", "Date of Issue"]),
    ]
    row = [
        *NIA_CELLS, "Atorvastatin 80mg tablets, One to be taken at night, 28 tablet", "01-Aug-2026",
        "Apixaban 5mg tablets", "One twice a day", "56", "703908001", "02-Aug-2026",
    ]  # fmt: skip
    load(session, write(tmp_path, "e.csv", report(bands, [row])))
    assert {(name, term) for _, name, _, term in issues(session)} == {
        ("statin", "Atorvastatin 80mg tablets"),
        ("statin_high_intensity", "Atorvastatin 80mg tablets"),
        ("statin_maximal", "Atorvastatin 80mg tablets"),
        ("doac", "Apixaban 5mg tablets"),
        ("apixaban", "Apixaban 5mg tablets"),
    }
    texts = session.practice.db.conn.execute(
        "SELECT DISTINCT quantity, dosage FROM medication_issue ORDER BY day"
    ).fetchall()
    assert texts == [("28 tablet", "One to be taken at night"), ("56", "One twice a day")]


def test_header_cells_with_line_breaks_and_a_trailing_comma(
    session: Session, tmp_path: Path
) -> None:
    bands = [("Hypertension", ["Code\nTerm", "Date"]), ("", [""])]
    text = report(bands, [[*NIA_CELLS, "Essential hypertension", "01-Aug-2020", ""]])
    load(session, write(tmp_path, "e.csv", text))
    assert events(session) == [(NIA, "hypertension", "2020-08-01", None, None, 8)]


def test_a_band_title_alone_says_what_a_date_means(session: Session, tmp_path: Path) -> None:
    bands = [("Hypertension", ["Date"]), ("HbA1c", ["Date", "Value"]), ("Notes", ["Value"])]
    rows = [
        [*NIA_CELLS, "01-Aug-2020", "01-Aug-2026", "58", "x"],
        [*IDRIS_CELLS, "", "01-Aug-2026", "", ""],
    ]
    found = load(session, write(tmp_path, "e.csv", report(bands, rows)))[0]
    assert [(c, v) for _, c, _, v, _, _ in events(session)] == [
        ("hypertension", None),
        ("hba1c", 58.0),
    ]
    assert [(r.row, r.column, r.reason) for r in found.rejections] == [
        (8, "HbA1c: Value", "No value")
    ]
    assert any("has no date column" in warning for warning in found.warnings)


def test_patients_who_cannot_be_matched_take_their_rows_with_them(
    session: Session, tmp_path: Path
) -> None:
    rows = [
        [*BLANK, *pressure("150", "90")],
        ["SAMPLETON, Iolo", "999 000 4444", "", "01-Jan-1950", "Male", "", *pressure("150", "90")],
        [*BLANK, *pressure("151", "91", "01-Jul-2026")],
        ["SAMPLETON, Iolo", "999 000 4444", "", "01-Jan-1950", "Male", "", *[""] * 8],
        [
            "SAMPLETON, Ann",
            "999 000 4444",
            "104",
            "01-Jan-1950",
            "Female",
            "",
            *pressure("150", "90"),
        ],
    ]
    found = load(session, write(tmp_path, "e.csv", report(PRESSURE, rows)))[0]
    assert [(r.row, r.column, r.reason) for r in found.rejections] == [
        (7, "(patient)", "No patient on this row or above it"),
        (8, "Patient Details: NHS Number", "Check digit fails: patient not matched"),
        (9, "(patient)", "Belongs to the patient on row 8, who was not matched"),
    ]
    assert found.ignored_reasons == {"continuation only": 1}
    assert [(r.row, r.reason) for r in found.for_a_person] == [
        (11, "Check digit fails: kept with the local number")
    ]
    assert found.rows_read == 5
    assert len(events(session)) == 2


def test_the_same_emis_number_is_the_same_patient(session: Session, tmp_path: Path) -> None:
    load(
        session, write(tmp_path, "a.csv", report(PRESSURE, [[*NIA_CELLS, *pressure("172", "98")]]))
    )
    cells = ["FIXTURE, Nia", "999 000 4444", "101", "01-Jun-1950", "Female", ""]
    text = report(PRESSURE, [[*cells, *pressure("150", "90")]], search="Another search")
    found = load(session, write(tmp_path, "b.csv", text))[0]
    assert found.for_a_person[0].reason == "Check digit fails: matched by the local number"
    assert session.practice.db["patient"].count == 1
    assert patient(session, NIA)["nhs_number"] == NIA


def test_leaving_one_report_is_not_being_gone(session: Session, tmp_path: Path) -> None:
    both = [[*NIA_CELLS, *pressure("172", "98")], [*IDRIS_CELLS, *pressure("150", "90")]]
    load(session, write(tmp_path, "a.csv", report(PRESSURE, both, search="One")))
    load(session, write(tmp_path, "b.csv", report(PRESSURE, both, search="Two")))
    found = load(session, write(tmp_path, "c.csv", report(PRESSURE, both[:1], search="One")))[0]
    assert found.patients_gone == 0
    found = load(session, write(tmp_path, "d.csv", report(PRESSURE, both[:1], search="Two")))[0]
    assert (found.patients_gone, found.gone_unexplained) == (1, 1)
    assert patient(session, IDRIS)["seen_in_latest"] == 0


def test_preambles_of_other_shapes(session: Session, tmp_path: Path) -> None:
    body = report(PRESSURE, [[*NIA_CELLS, *pressure("172", "98")]]).split("\r\n", 4)[4]
    for number, (top, search, day) in enumerate(
        [
            (
                "Report Name,AF review\r\nLast run,,,01/08/2026 09:00\r\n",
                "AF review",
                date(2026, 8, 1),
            ),
            ("Last run,15-Aug-2026\r\n", "", date(2026, 8, 15)),
            ("Only a title\r\nLast Run,soon\r\n", "Only a title", date(2026, 9, 12)),
        ]
    ):
        with check(session, write(tmp_path, f"{number}.csv", top + body)) as checked:
            found = checked.files[0]
            assert found.report == (f"emis_list: {search}" if search else "emis_list")
            assert (found.run_date, found.events_added) == (day, 2 if day.day > 1 else 0)


def test_a_report_without_any_number_is_refused(session: Session, tmp_path: Path) -> None:
    text = (
        report(PRESSURE, []).replace("NHS Number", "Shoe size").replace("EMIS Number", "Hat size")
    )
    with pytest.raises(FileProblem, match="without NHS Number or EMIS Number"):
        check(session, write(tmp_path, "e.csv", text))


def test_leavers_and_the_dead_are_explained(session: Session, tmp_path: Path) -> None:
    header = "nhs_number,date_of_birth,sex,date_of_death,deregistered_on\n"
    people = [
        f"{NIA},1950-01-01,F,{{}},\n",
        f"{IDRIS},1950-01-01,M,,{{}}\n",
        f"{SILAS},1950-01-01,M,,\n",
    ]
    load(session, write(tmp_path, "a.csv", header + "".join(p.format("") for p in people)))
    load(
        session, write(tmp_path, "b.csv", header + "".join(p.format("2026-09-01") for p in people))
    )
    found = load(session, write(tmp_path, "c.csv", header + "9990000042,1950-01-01,F,,\n"))[0]
    assert (found.patients_gone, found.gone_deceased, found.gone_left) == (3, 1, 1)
    assert found.gone_unexplained == 1


def test_hypertension_codes_of_a_list(session: Session, tmp_path: Path) -> None:
    bands = [("Long-term conditions", ["Concept ID", "Code Term", "Date"])]
    rows = [
        [*NIA_CELLS, HYPERTENSION, "Hypertensive disorder", "01-Aug-2020"],
        [*IDRIS_CELLS, "", "", ""],
    ]
    found = load(session, write(tmp_path, "e.csv", report(bands, rows)))[0]
    assert (found.rows_accepted, found.patients_added, found.events_added) == (2, 2, 1)

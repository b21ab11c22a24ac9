"""The plain format: who a row belongs to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from support.importing import (
    HYPERTENSION,
    IDRIS,
    NIA,
    PATIENTS,
    SILAS,
    balanced,
    events,
    load,
    patient,
    write,
)
from support.practice import make_session

SBP = "271649006,Systolic arterial pressure"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def test_patients_without_a_valid_number_keep_their_local_one(
    session: Session, tmp_path: Path
) -> None:
    rows = [
        "nhs_number,local_id,date_of_birth,sex,family_name",
        "9990004444,L1,1950-01-01,F,Sampleton",
        ",L2,1950-01-01,F,Sampleton",
        "9990004444,,1950-01-01,F,Sampleton",
        "1111111111,,1950-01-01,F,Sampleton",
        "12345,,1950-01-01,F,Sampleton",
        "none yet,,1950-01-01,F,Sampleton",
        ",,1950-01-01,F,Sampleton",
    ]
    report = load(session, write(tmp_path, "p.csv", "\n".join(rows)))[0]
    assert [(r.row, r.reason) for r in report.for_a_person] == [
        (2, "Check digit fails: kept with the local number"),
        (3, "No NHS number: kept with the local number"),
    ]
    assert [(r.row, r.reason) for r in report.rejections] == [
        (4, "Check digit fails: patient not matched"),
        (5, "Ten times the same digit: no real NHS number"),
        (6, "Not an NHS number"),
        (7, "Not an NHS number"),
        (8, "No NHS number"),
    ]
    stored = list(session.practice.db.query("SELECT nhs_number, local_id FROM patient"))
    assert stored == [
        {"nhs_number": None, "local_id": "L1"},
        {"nhs_number": None, "local_id": "L2"},
    ]


def test_the_nhs_number_arrives_later_and_nobody_is_merged_by_name(
    session: Session, tmp_path: Path
) -> None:
    header = "nhs_number,local_id,date_of_birth,sex,family_name\n"
    load(session, write(tmp_path, "1.csv", f"{header},L1,1950-01-01,F,Sampleton\n"))
    text = f"{header}{NIA},L1,1950-01-01,F,Sampleton\n{IDRIS},L2,1950-01-01,F,Sampleton\n"
    load(session, write(tmp_path, "2.csv", text))
    stored = list(
        session.practice.db.query("SELECT id, nhs_number, local_id FROM patient ORDER BY id")
    )
    assert stored == [
        {"id": 1, "nhs_number": NIA, "local_id": "L1"},
        {"id": 2, "nhs_number": IDRIS, "local_id": "L2"},
    ]


def test_events_find_their_patient_by_local_number(session: Session, tmp_path: Path) -> None:
    people = "nhs_number,local_id,date_of_birth,sex\n" + "\n".join(
        [f"{NIA},L1,1950-01-01,F", f"{IDRIS},L2,1950-01-01,M", f"{SILAS},L2,1950-01-01,M"]
    )
    found = "\n".join(
        ["nhs_number,local_id,date,code", f",L1,2026-08-01,{HYPERTENSION}",
         f",L2,2026-08-01,{HYPERTENSION}", f",L9,2026-08-01,{HYPERTENSION}",
         f"9990004444,L1,2026-08-02,{HYPERTENSION}"]
    )  # fmt: skip
    only_local = f"local_id,date,code\nL1,2026-08-03,{HYPERTENSION}\nL7,2026-08-03,{HYPERTENSION}\n"
    load(session, write(tmp_path, "p.csv", people))
    report = load(session, write(tmp_path, "e.csv", found))[0]
    other = load(session, write(tmp_path, "e2.csv", only_local), mode="add")[0]
    assert [(row[0], row[2]) for row in events(session)] == [
        (NIA, "2026-08-01"), (NIA, "2026-08-02"), (NIA, "2026-08-03"),
    ]  # fmt: skip
    assert [(r.row, r.reason) for r in report.rejections] == [
        (3, "Two patients have this local number"),
        (4, "No patient with this local number in the practice or in these files"),
    ]
    assert [r.reason for r in other.rejections] == [
        "No patient with this local number in the practice or in these files"
    ]


def test_dummy_and_temporary_patients_are_left_out_with_their_events(
    session: Session, tmp_path: Path
) -> None:
    people = "\n".join(
        ["nhs_number,local_id,date_of_birth,sex,patient_type", f"{NIA},L1,1950-01-01,F,Regular",
         f"{IDRIS},L2,1950-01-01,M,Dummy", f"{SILAS},L3,1950-01-01,M,Temporary resident"]
    )  # fmt: skip
    found = "\n".join(
        ["nhs_number,local_id,date,code", f"{IDRIS},,2026-08-01,{HYPERTENSION}",
         f",L3,2026-08-01,{HYPERTENSION}", f"{NIA},,2026-08-01,{HYPERTENSION}"]
    )  # fmt: skip
    reports = load(session, write(tmp_path, "p.csv", people), write(tmp_path, "e.csv", found))
    assert reports[0].ignored_reasons == {"dummy patient": 1, "temporary patient": 1}
    assert reports[1].ignored_reasons == {"dummy patient": 1, "temporary patient": 1}
    assert [balanced(report) for report in reports] == [True, True]
    assert [row[0] for row in events(session)] == [NIA]


def test_a_bad_cell_costs_the_cell_not_the_patient(session: Session, tmp_path: Path) -> None:
    text = "\n".join(
        ["nhs_number,date_of_birth,sex,imd_quintile,interpreter,registered_on,date_of_death,ethnicity",
         f"{NIA},31-Feb-1950,X,9,perhaps,2030-01-01,,Martian",
         f"{IDRIS},1850-01-01,M,,,,,", f"{SILAS},1950-01-01,M,,,1949-12-31,,"]
    )  # fmt: skip
    report = load(session, write(tmp_path, "p.csv", text))[0]
    assert [(r.row, r.column, r.reason) for r in report.rejections] == [
        (2, "date_of_birth", "Not a date"),
        (2, "sex", "Not a sex: M, F, I or U"),
        (2, "imd_quintile", "Not a number from 1 to 5"),
        (2, "interpreter", "Not yes or no"),
        (2, "registered_on", "After the run date of 12 Sep 2026"),
        (3, "date_of_birth", "More than 130 years ago"),
        (4, "registered_on", "Before the date of birth"),
    ]
    assert (report.rows_read, report.rows_rejected, report.patients_added) == (3, 3, 3)
    nia = patient(session, NIA)
    assert (nia["date_of_birth"], nia["sex"], nia["ethnicity"]) == (None, "U", None)
    assert any("Martian" in warning for warning in report.warnings)


def test_a_day_of_death_or_leaving_that_cannot_be_right_still_says_that_they_are_gone(
    session: Session, tmp_path: Path
) -> None:
    text = "\n".join(
        ["nhs_number,date_of_birth,sex,deregistered_on,date_of_death",
         f"{NIA},1950-06-01,F,2030-01-01,31-Feb-2026", f"{IDRIS},1950-01-01,M,Sep 2026,NULL",
         f"{SILAS},1950-01-01,M,,1949-12-31"]
    )  # fmt: skip
    report = load(session, write(tmp_path, "p.csv", text))[0]
    died, left = "counts as died, until it is corrected", "counts as left, until it is corrected"
    assert [(r.row, r.column, r.reason) for r in report.rejections] == [
        (2, "date_of_death", f"Not a date: {died}"),
        (3, "deregistered_on", f"Not a date: {left}"),
        (4, "date_of_death", f"Before the date of birth: {died}"),
    ]
    run_date = date(2026, 9, 12).toordinal()
    ends = [
        (patient(session, who)["deregistered_on"], patient(session, who)["date_of_death"])
        for who in (NIA, IDRIS, SILAS)
    ]
    assert ends == [(date(2030, 1, 1).toordinal(), run_date), (run_date, None), (None, run_date)]


def test_an_older_file_or_a_second_row_takes_no_death_back(
    session: Session, tmp_path: Path
) -> None:
    header, name = "nhs_number,date_of_birth,sex,deregistered_on,date_of_death\n", "p.csv"
    nia, idris = f"{NIA},1950-06-01,F", f"{IDRIS},1950-01-01,M"
    first = f"{header}{nia},,2026-08-20\n{nia},,\n{idris},2026-08-01,\n"
    load(session, write(tmp_path, name, first), run_date=date(2026, 9, 10))

    def ends() -> list[bool]:
        columns = ((NIA, "date_of_death"), (IDRIS, "deregistered_on"))
        return [patient(session, who)[column] is not None for who, column in columns]

    assert ends() == [True, True]
    blank = f"{header}{nia},,\n{idris},,\n"
    for day in (1, 5):  # neither of them is news
        text = blank + f"{SILAS},1950-01-01,M,,2026-08-0{day}\n"
        (report,) = load(session, write(tmp_path, name, text), run_date=date(2026, 9, day))
        assert "stays so" in report.warnings[0]
        assert ends() == [True, True]
        assert patient(session, SILAS)["date_of_death"] == date(2026, 8, day).toordinal()
    (report,) = load(session, write(tmp_path, name, blank), run_date=date(2026, 9, 11))
    assert (ends(), report.warnings) == ([False, False], ()), "the record was corrected"


def test_the_same_number_twice_is_listed_and_the_later_row_is_used(
    session: Session, tmp_path: Path
) -> None:
    text = f"{PATIENTS}{NIA},1950-06-01,F,Fixture-Jones,Nia,Indian\n"
    report = load(session, write(tmp_path, "p.csv", text))[0]
    assert [(r.row, r.reason) for r in report.for_a_person] == [
        (4, "Also on row 2: the later row is used")
    ]
    assert patient(session, NIA)["family_name"] == "Fixture-Jones"

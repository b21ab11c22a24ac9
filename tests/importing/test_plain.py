"""The plain format: rows, values, codes and medicines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from support.importing import (
    EVENTS_HEADER,
    HYPERTENSION,
    IDRIS,
    NIA,
    PATIENTS,
    SILAS,
    balanced,
    csv_text,
    events,
    issues,
    load,
    patient,
    reasons,
    write,
)
from support.practice import make_session

SBP = "271649006,Systolic arterial pressure"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def test_three_files_in_any_order(session: Session, tmp_path: Path) -> None:
    medications = write(
        tmp_path,
        "m.csv",
        f"nhs_number,date,name\n{NIA},2026-08-01,Lipitor 80mg tablets (Pfizer Ltd)\n",
    )
    found = write(tmp_path, "e.csv", f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},172,mmHg\n")
    people = write(tmp_path, "p.csv", PATIENTS)
    reports = load(session, medications, found, people)
    assert [r.profile for r in reports] == ["plain_patients", "plain_events", "plain_medications"]
    assert events(session) == [(NIA, "systolic_bp_clinic", "2026-08-01", 172.0, None, 2)]
    assert {row[1] for row in issues(session)} == {
        "statin",
        "statin_high_intensity",
        "statin_maximal",
    }
    assert [r.patients_added for r in reports] == [2, 0, 0]
    assert [r.events_added for r in reports] == [0, 1, 1]


def test_optional_columns_in_any_order_and_any_case(session: Session, tmp_path: Path) -> None:
    text = csv_text(
        [
            [
                "Email",
                "SEX",
                "Postcode",
                "date_of_birth",
                "NHS_Number",
                "IMD_quintile",
                "interpreter",
            ],
            [
                "nia@post.example (home)",
                "Female",
                "HM1 4ZZ",
                "1 Jun 1950",
                "999 000 0018",
                "2",
                "Yes",
            ],
            ["", "m", "", "14/02/1961", f"{IDRIS}.0", "", "no"],
        ]
    )
    load(session, write(tmp_path, "p.csv", text))
    nia, idris = patient(session, NIA), patient(session, IDRIS)
    assert (nia["sex"], nia["email"], nia["imd_quintile"]) == ("F", "nia@post.example", 2)
    assert (nia["interpreter"], idris["interpreter"]) == (1, 0)
    assert idris["date_of_birth"] == date(1961, 2, 14).toordinal()
    assert idris["ethnicity"] is None


def test_rejections_name_the_physical_line_the_column_and_the_reason(
    session: Session, tmp_path: Path
) -> None:
    people = write(tmp_path, "p.csv", PATIENTS)
    rows = [
        "nhs_number,date,code,term,value,unit,text",
        f'{NIA},2026-08-01,{SBP},172,mmHg,"two',
        'lines"',
        f"{NIA},2026-08-01,{SBP},615,mmHg,",
        f"9990004444,2026-08-01,{SBP},140,mmHg,",
        f"{NIA},31-Feb-2026,{SBP},140,mmHg,",
        f"{NIA},2026-10-02,{SBP},140,mmHg,",
        f"{NIA},2026-08-01,,,140,,",
        f"{NIA},2026-08-01,{SBP},13O,mmHg,",
        f"{NIA},1949-01-01,{HYPERTENSION},Hypertension,,,",
        f"{SILAS},2026-08-01,{SBP},140,mmHg,",
        f"{NIA},2026-08-01,{SBP},140,kPa,",
        f"{NIA},,{SBP},140,mmHg,",
        f"{NIA},2026-08-01,1.09E+15,x,140,mmHg,",
        f"{NIA},2026-08-01,75367002,Blood pressure,140,,",
        f"{NIA},2026-08-01,{SBP},140,mmHg,,extra",
        ",,,,,,",
        "Total,17,,,,,",
        rows_header(),
        f"{NIA},2026-08-02,{SBP},150,mmHg",
    ]
    report = load(session, people, write(tmp_path, "e.csv", "\r\n".join(rows)))[1]
    assert reasons(report) == [
        (4, "value", "615", "Outside 50 to 300: ignored as implausible"),
        (5, "nhs_number", "9990004444", "Check digit fails: patient not matched"),
        (6, "date", "31-Feb-2026", "Not a date"),
        (7, "date", "2026-10-02", "After the run date of 12 Sep 2026"),
        (8, "code", "(empty)", "Value with no code"),
        (9, "value", "13O", "Letter O in a number"),
        (10, "date", "1949-01-01", "Before the patient's birth"),
        (11, "nhs_number", SILAS,
         "No patient with this NHS number in the practice or in these files"),
        (12, "value", "140", "Unit 'kPa' is not known for this measurement"),
        (13, "date", "(empty)", "No date"),
        (14, "code", "1.09E+15", "Excel has shortened this code: export it again"),
        (15, "value", "140", "Needs two figures, such as 145/92"),
        (16, "(whole row)", f"{NIA}, 2026-08-01, 271649006, Systolic arterial pressu\u2026",
         "8 cells, but the header has 7 columns"),
        (20, "(whole row)", f"{NIA}, 2026-08-02, 271649006, Systolic arterial pressu\u2026",
         "The file ends in the middle of this row: 6 of 7 cells"),
    ]  # fmt: skip
    assert report.ignored_reasons == {"blank": 1, "total": 1, "repeated header": 1}
    assert (report.rows_read, report.rows_accepted, report.rows_rejected) == (18, 1, 14)
    assert balanced(report)
    assert events(session) == [(NIA, "systolic_bp_clinic", "2026-08-01", 172.0, None, 2)]


def rows_header() -> str:
    return "nhs_number,date,code,term,value,unit,text"


def test_values_keep_comparators_pairs_and_conversions(session: Session, tmp_path: Path) -> None:
    rows = [
        EVENTS_HEADER.strip(),
        f"{NIA},2026-08-01,1011481000000105,eGFR,>90,mL/min/1.73m2",
        f"{NIA},2026-08-01,1023491000000104,ACR,<3,mg/mmol",
        f"{NIA},2026-08-01,75367002,Blood pressure,145/92,",
        f"{NIA},2026-08-02,413606001,Average home systolic BP,150/95,",
        f"{NIA},2026-08-03,75367002,Blood pressure,80/128,",
        f"{NIA},2026-08-03,75367002,Blood pressure,415/92,",
        f"{NIA},2026-08-01,999791000000106,HbA1c,7.5,%",
        f"{NIA},2026-08-04,{SBP},,mmHg",
        f"{NIA},2026-08-04,123456789,Something local,7,",
        f"{NIA},2026-08-05,123456789,Something local,yes,",
    ]
    report = load(
        session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", "\n".join(rows))
    )[1]
    found = {(concept, day): (value, sign) for _, concept, day, value, sign, _ in events(session)}
    assert found == {
        ("egfr", "2026-08-01"): (90.0, 1),
        ("urine_acr", "2026-08-01"): (3.0, -1),
        ("systolic_bp_clinic", "2026-08-01"): (145.0, None),
        ("diastolic_bp_clinic", "2026-08-01"): (92.0, None),
        ("systolic_bp_home", "2026-08-02"): (150.0, None),
        ("diastolic_bp_home", "2026-08-02"): (95.0, None),
        ("hba1c", "2026-08-01"): (58.0, None),
        ("?", "2026-08-04"): (7.0, None),
        ("?", "2026-08-05"): (None, None),
    }
    assert [reason for *_, reason in reasons(report)] == [
        "Diastolic not below systolic: looks swapped",
        "Outside 50 to 300: ignored as implausible",
    ]
    assert report.conversions == {"HbA1c % to mmol/mol": 1}
    unmapped = importing.unmapped_codes(session)
    assert [(u.code, u.term, u.events, u.patients) for u in unmapped] == [
        ("123456789", "Something local", 2, 1)
    ]


def test_one_event_is_stored_under_each_of_its_concepts(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},2020-08-01,44054006,Diabetes mellitus type 2,,\n"
    report = load(session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text))[1]
    assert [row[1] for row in events(session)] == ["diabetes", "diabetes_type_2"]
    assert report.events_added == 1


def test_codes_by_other_systems_and_by_their_exact_term(session: Session, tmp_path: Path) -> None:
    rows = [
        EVENTS_HEADER.strip(),
        f"{NIA},2026-08-01,2469.,,150,",
        f"{NIA},2026-08-02,,O/E - Systolic BP reading,151,",
        f"{NIA},2026-08-03,,Systolic-ish,152,",
        f"{NIA},2026-08-04,38341003.0,,,",
        f"{NIA},2026-08-05,EMISNQ12,Local thing,,",
        f"{NIA},2026-08-06,XYZ,Local thing,,",
        f"{NIA},2026-08-07,14..1,Local thing,,",
    ]
    load(session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", "\n".join(rows)))
    assert [row[1] for row in events(session)] == [
        "systolic_bp_clinic", "systolic_bp_clinic", "?", "hypertension", "?", "?", "?",
    ]  # fmt: skip
    systems = session.practice.db.conn.execute("SELECT system FROM code ORDER BY id").fetchall()
    assert [row[0] for row in systems] == [
        "ctv3",
        "term",
        "term",
        "snomed",
        "emis",
        "local",
        "read2",
    ]


def test_medicines_by_code_and_by_name(session: Session, tmp_path: Path) -> None:
    rows = [
        "nhs_number,date,name,code,quantity,dosage,type",
        f"{NIA},2026-08-01,,703908001,56,One twice a day,Repeat",
        f"{NIA},2026-08-02,Paracetamol 500mg tablets,,100,,Acute",
        f"{NIA},2026-08-03,,,100,,Acute",
        f"{NIA},2026-08-03,x,3.19E+08,100,,Acute",
    ]
    report = load(
        session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "m.csv", "\n".join(rows))
    )[1]
    assert [(row[1], row[3]) for row in issues(session)] == [
        ("apixaban", "Apixaban 5mg tablets"),
        ("doac", "Apixaban 5mg tablets"),
        ("?", "Paracetamol 500mg tablets"),
    ]
    assert [reason for *_, reason in reasons(report)] == [
        "No medicine named",
        "Excel has shortened this code: export it again",
    ]

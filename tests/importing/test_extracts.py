"""Whole extracts: EMIS bulk tables, Vision; and wide tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.importing import check_files
from proactive_care.store.stratification import coverage
from support.importing import (
    IDRIS,
    NIA,
    PATIENTS,
    SILAS,
    balanced,
    check,
    csv_text,
    events,
    issues,
    load,
    patient,
    write,
)
from support.practice import make_session

SYSTOLIC, EGFR = "271649006", "1011481000000105"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def emis_bulk(folder: Path) -> Path:
    """Write a small EMIS bulk extract; the code tables come last by name, first by need."""
    folder.mkdir()
    name = "291-291_{}_{}_20260912071500_A1B2.csv"
    tables = {
        ("Admin", "Patient"): [
            [
                "PatientGuid",
                "Sex",
                "DateOfBirth",
                "DateOfDeath",
                "GivenName",
                "Surname",
                "DateOfRegistration",
                "NhsNumber",
                "PatientNumber",
                "PatientTypeDescription",
                "DummyType",
                "NumberAndStreet",
                "Village",
                "Deleted",
                "IsConfidential",
                "ProcessingId",
            ],
            [
                "g1",
                "F",
                "1950-06-01",
                "",
                "Nia",
                "Fixture",
                "2001-01-01",
                NIA,
                "101",
                "Regular",
                "False",
                "1 Mill Row",
                "Little Sedge",
                "False",
                "True",
                "1",
            ],
            [
                "g2",
                "M",
                "1961-02-14",
                "",
                "Idris",
                "Mockford",
                "2001-01-01",
                IDRIS,
                "102",
                "Dummy",
                "False",
                "",
                "",
                "False",
                "False",
                "1",
            ],
            [
                "g3",
                "M",
                "1950-01-01",
                "",
                "Silas",
                "Exampleby",
                "2001-01-01",
                SILAS,
                "103",
                "Regular",
                "False",
                "",
                "",
                "True",
                "False",
                "1",
            ],
        ],
        ("CareRecord", "Observation"): [
            [
                "ObservationGuid",
                "PatientGuid",
                "EffectiveDate",
                "EffectiveDatePrecision",
                "CodeId",
                "ProblemGuid",
                "AssociatedText",
                "Value",
                "NumericUnit",
                "Deleted",
                "ProcessingId",
            ],
            ["o1", "g1", "2026-08-01", "YMD", "7", "", "", "150", "mmHg", "False", "1"],
            ["o2", "g1", "2026-08-02", "YMD", "8", "", "", "", "", "False", "1"],
            ["o3", "g1", "2026-08-03", "YMD", "38341003", "", "", "", "", "False", "1"],
            ["o4", "g1", "2026-08-04", "YMD", "7", "", "", "151", "mmHg", "True", "1"],
            ["o5", "g2", "2026-08-05", "YMD", "7", "", "", "152", "mmHg", "False", "1"],
            ["o6", "g9", "2026-08-06", "YMD", "7", "", "", "153", "mmHg", "False", "1"],
        ],
        ("Prescribing", "IssueRecord"): [
            [
                "IssueRecordGuid",
                "PatientGuid",
                "DrugRecordGuid",
                "EffectiveDate",
                "CodeId",
                "Dosage",
                "Quantity",
                "Deleted",
                "ProcessingId",
            ],
            ["i1", "g1", "d1", "2026-08-01", "21", "One twice a day", "56", "False", "1"],
            ["i2", "g1", "d1", "2026-08-02", "99", "One", "56", "False", "1"],
        ],
        ("Prescribing", "DrugRecord"): [
            [
                "DrugRecordGuid",
                "PatientGuid",
                "EffectiveDate",
                "CodeId",
                "PrescriptionType",
                "Deleted",
            ],
            ["d1", "g1", "2026-08-01", "21", "Repeat", "False"],
        ],
        ("Coding", "ClinicalCode"): [
            ["CodeId", "Term", "ReadTermId", "SnomedCTConceptId", "ProcessingId"],
            ["7", "O/E - Systolic BP reading", "2469", SYSTOLIC, "1"],
            ["8", "Essential hypertension", "G20", "59621000", "1"],
            ["", "", "", "", ""],
            ["", "No key", "G20", "59621000", "1"],
        ],
        ("Coding", "DrugCode"): [
            ["CodeId", "Term", "DmdProductCodeId", "ProcessingId"],
            ["21", "Apixaban 5mg tablets", "703908001", "1"],
        ],
    }
    for (schema, table), rows in tables.items():
        write(folder, name.format(schema, table), csv_text(rows))
    return folder


def test_an_emis_bulk_extract_is_joined_by_its_keys(session: Session, tmp_path: Path) -> None:
    reports = {r.profile: r for r in load(session, emis_bulk(tmp_path / "bulk"))}
    assert [row[:4] for row in events(session)] == [
        (NIA, "systolic_bp_clinic", "2026-08-01", 150.0),
        (NIA, "hypertension", "2026-08-02", None),
        (NIA, "?", "2026-08-03", None),  # an own number is no SNOMED CT code
    ]
    assert {row[1] for row in issues(session)} == {"apixaban", "doac", "?"}
    nia = patient(session, NIA)
    assert (nia["village"], nia["local_id"], nia["sensitive"]) == ("Little Sedge", "101", 1)
    assert session.practice.db["patient"].count == 1
    assert reports["emis_bulk_patients"].ignored_reasons == {
        "dummy patient": 1, "deleted in the clinical system": 1,
    }  # fmt: skip
    observations = reports["emis_bulk_observations"]
    assert observations.ignored_reasons == {"deleted in the clinical system": 1, "dummy patient": 1}
    assert [(r.row, r.column, r.value_shown) for r in observations.rejections] == [
        (7, "PatientGuid", "g9")
    ]
    assert reports["emis_bulk_other"].ignored_reasons == {"table not used here": 1}
    assert reports["emis_bulk_codes"].ignored_reasons == {"blank": 1}
    assert reports["emis_bulk_codes"].rejections[0].reason == "No key"


def test_a_journal_without_medicines_says_nothing_about_medicines(
    session: Session, tmp_path: Path
) -> None:
    people = [["101", "", "19500601", "F", *[""] * 4, "R", *[""] * 26]]
    people[0][19:23] = ["Fixture", "Nia", "Mrs", NIA]
    row = ["101", "1", "20260801", "20260801", "", SYSTOLIC, *[""] * 36]
    row[26:30] = ["150", "mmHg", "", "90"]
    load(session, write(tmp_path, "Patient.csv", csv_text(people)))
    load(session, write(tmp_path, "Journal.csv", csv_text([row])))
    known = coverage(session.practice.db)
    assert "events" in known
    assert "medications" not in known


def test_a_vision_journal_row_can_be_anything(session: Session, tmp_path: Path) -> None:
    def journal(number: int, **cells: str) -> list[str]:
        row = ["101", str(number), "20260801", "20260801", *[""] * 38]
        places = {
            "code": 4,
            "snomed": 5,
            "text": 11,
            "rubric": 12,
            "form": 13,
            "dmd": 16,
            "value": 26,
            "unit": 27,
            "second": 29,
            "action": 39,
        }
        for name, cell in cells.items():
            row[places[name]] = cell
        return row

    people = [["101", "", "19500601", "F", *[""] * 4, "R", *[""] * 26]]
    people[0][19:23] = ["Fixture", "Nia", "Mrs", NIA]
    rows = [
        journal(1, snomed=SYSTOLIC, value="150", second="90", unit="mmHg"),
        journal(2, snomed="60621009", rubric="Body mass index", value="27"),
        journal(3, rubric="Apixaban 5mg tablets", dmd="703908001", form="tablet", value="56"),
        journal(4, snomed=SYSTOLIC, value="80", second="128"),
        journal(5, snomed="60621009", value="27", action="D"),
        journal(6, form="tablet"),
        ["999", "7", "20260801", "20260801", *[""] * 38],
    ]
    load(session, write(tmp_path, "Patient.csv", csv_text(people)))
    report = load(session, write(tmp_path, "Journal.csv", csv_text(rows)))[0]
    assert [(concept, value) for _, concept, _, value, _, _ in events(session)] == [
        ("bmi", 27.0), ("diastolic_bp_clinic", 90.0), ("systolic_bp_clinic", 150.0),
    ]  # fmt: skip
    assert {row[1] for row in issues(session)} == {"apixaban", "doac"}
    assert [(r.row, r.reason) for r in report.rejections] == [
        (4, "Diastolic not below systolic: looks swapped"),
        (6, "No medicine named"),
        (7, "No patient with this local number in the practice or in these files"),
    ]
    assert report.ignored_reasons == {"deleted in the clinical system": 1}


def test_the_name_of_a_bulk_extract_says_its_day(session: Session, tmp_path: Path) -> None:
    with check_files(session, [emis_bulk(tmp_path / "bulk")]) as checked:
        days = {(report.run_date, report.run_date_from) for report in checked.files}
    assert days == {(date(2026, 9, 12), "file name")}
    later = tmp_path / "291_Admin_Patient_20260915071500_A1B2.csv"
    later.write_bytes(next((tmp_path / "bulk").glob("*Admin_Patient*")).read_bytes())
    with check_files(session, [later]) as checked:  # no file is of tomorrow
        assert checked.files[0].run_date_from == "modified time"


def test_repeated_groups_without_a_row_of_titles_lose_nothing(
    session: Session, tmp_path: Path
) -> None:
    header = "NHS Number,Full Name,Date of Birth,Gender,Age"
    text = header + 2 * ",Concept ID,Code Term,Date,Value" + "\n"
    text += f'{NIA},"FIXTURE, Nia",01-Jun-1950,Female,76,{SYSTOLIC},,01-Aug-2026,150,'
    text += "271650006,,01-Aug-2026,90\n" + f",,,,,{SYSTOLIC},,02-Aug-2026,140,,,,\n"
    (report,) = load(session, write(tmp_path, "flat.csv", text))
    assert balanced(report)
    assert (report.profile, report.events_added) == ("repeated_groups", 3)
    assert sorted(row[3] for row in events(session)) == [90.0, 140.0, 150.0]


def test_repeated_groups_of_medicines_are_refused_and_not_read_by_half(
    session: Session, tmp_path: Path
) -> None:
    load(session, write(tmp_path, "patients.csv", PATIENTS))
    text = "nhs_number" + 2 * ",date,name,quantity,dosage,type" + "\n"
    text += f"{NIA},2026-08-01,Ramipril 5mg capsules,28,,,2026-08-02,Losartan 50mg tablets,28,,\n"
    (report,) = load(session, write(tmp_path, "flat.csv", text))
    assert (report.rows_accepted, report.rows_rejected) == (0, 1)
    assert issues(session) == []


def test_a_wide_table_with_dates_beside_its_values(session: Session, tmp_path: Path) -> None:
    rows = [
        [
            "NHS Number",
            "Surname",
            "Date of Birth",
            "HbA1c value",
            "HbA1c Date",
            "BP",
            "BP Date",
            "Systolic BP",
            "Systolic BP Date",
            "Hypertension",
            "Hypertension Date",
            "Shoe size",
        ],
        [
            NIA,
            "Fixture",
            "1950-06-01",
            "58",
            "2026-08-01",
            "145/92",
            "2026-08-02",
            "150",
            "2026-07-01",
            "",
            "2015-01-01",
            "5",
        ],
        [IDRIS, "Mockford", "1961-02-14", "", "", "145", "2026-08-02", "", "", "", "", ""],
    ]
    report = load(session, write(tmp_path, "Diabetes 2026-09-12.csv", csv_text(rows)))[0]
    assert report.report == "wide_table: Diabetes"
    assert [row[:4] for row in events(session)] == [
        (NIA, "hypertension", "2015-01-01", None),
        (NIA, "systolic_bp_clinic", "2026-07-01", 150.0),
        (NIA, "hba1c", "2026-08-01", 58.0),
        (NIA, "diastolic_bp_clinic", "2026-08-02", 92.0),
        (NIA, "systolic_bp_clinic", "2026-08-02", 145.0),
    ]
    assert [(r.row, r.column, r.reason) for r in report.rejections] == [
        (3, "BP", "Needs two figures, such as 145/92")
    ]
    assert [c.name for c in report.columns if not c.used_as] == ["Shoe size"]


def test_systmone_files_that_only_point_at_patients_make_none(
    session: Session, tmp_path: Path
) -> None:
    rows = [
        ["NHS number", "BP: Event date", "BP: SNOMED code", "BP: Numeric value", "Patient Count"],
        [f"{NIA}.0", "01-Aug-2026", SYSTOLIC, "150 mmHg", "1"],
        [IDRIS, "01-Aug-2026", SYSTOLIC, "150 mmHg", "1"],
    ]
    path = write(tmp_path, "bp.csv", csv_text(rows))
    with check(session, path) as checked:
        assert checked.files[0].rows_rejected == 2
        assert checked.files[0].diff == ()
    people = [
        ["NHS number", "Date of birth", "Sex", "Age in years"],
        [NIA, "01-Jun-1950", "Female", "76"],
    ]
    reports = load(session, path, write(tmp_path, "people.csv", csv_text(people)))
    assert [r.file for r in reports] == ["people.csv", "bp.csv"]
    assert reports[1].report == "systmone_breakdown: BP"
    assert [(r.row, r.reason) for r in reports[1].rejections] == [
        (3, "No patient with this NHS number in the practice or in these files")
    ]
    assert len(events(session)) == 1

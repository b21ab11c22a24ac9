"""Details of real exports that are easily got wrong, one by one (the table is in test_faults)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem
from proactive_care.patients import patient_record
from support.importing import (
    EVENTS_HEADER,
    IDRIS,
    NIA,
    SYSTOLIC,
    balanced,
    check,
    csv_text,
    events,
    issues,
    load,
    patient,
    reasons,
    write,
)

SPACED = f"{NIA[:3]} {NIA[3:6]} {NIA[6:]}"
DETAILS = ["Full Name", "NHS Number", "Date of Birth", "Gender"]
WHO = ["FIXTURE, Nia", SPACED, "01-Jun-1950", "Female"]


def emis(bands: list[tuple[str, list[str]]], rows: list[list[str]], top: str = "") -> str:
    titles, names = ["Patient Details", "", "", ""], list(DETAILS)
    for title, columns in bands:
        titles += [title, *[""] * (len(columns) - 1)]
        names += columns
    head = top or (
        "Harrowmere Surgery\r\nLong-term conditions\r\n"
        '"Last Run",12-Sep-2026 07:15,,12-Sep-2026\r\n\r\n'
    )
    return head + csv_text([titles, names, *rows])


# EMIS Web list reports ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "top",
    [
        "Last Run,12-Sep-2026 07:15,Relative Date,12-Sep-2026\r\n",
        "last run,12/09/2026 07:15,Relative Date,12/09/2026 07:15\r\n",
        "LAST RUN,,,12-Sep-2026\r\n",
        "a\r\n\r\n\r\nb\r\n\r\nLast run,12/09/2026,Relative date,12-sep-2026\r\n\r\n\r\n\r\n\r\n",
    ],
)
def test_the_run_date_in_every_form_at_any_line(session: Session, tmp_path: Path, top: str) -> None:
    text = emis([("Systolic", ["Code Term", "Date", "Value"])], [[*WHO, "", "", ""]], top)
    (report,) = load(session, write(tmp_path, "e.csv", text))
    assert (report.run_date, report.run_date_from) == (date(2026, 9, 12), "file")
    assert report.rows_accepted == 1


def test_a_report_of_more_than_a_hundred_columns(session: Session, tmp_path: Path) -> None:
    """The CVD report: 115 columns, the same three names again and again, one empty at the end."""
    bands = [(f"Condition {n}", ["Code Term", "Date", "Value"]) for n in range(34)]
    bands += [("Diastolic blood pressure", ["Code Term", "Date", "Value"])]
    bands += [("Systolic blood pressure", ["Concept ID", "Date", "Value", ""])]
    first = [
        *WHO,
        *["", "", ""] * 34,
        "Diastolic",
        "01-Aug-2026",
        "90",
        SYSTOLIC,
        "02-Aug-2026",
        "150",
        "",
    ]
    more = [
        ["", "", "", "", *[""] * 105, SYSTOLIC, f"0{day}-Jul-2026", f"{140 + day}", ""]
        for day in range(1, 6)
    ]
    first[4 + 99 : 4 + 102] = ["Hypertension", "01-Jan-2015", ""]
    (report,) = load(session, write(tmp_path, "cvd.csv", emis(bands, [first, *more])))
    assert len(report.columns) == 112
    assert report.rows_accepted == 6
    found = [(concept, value) for _, concept, _, value, _, _ in events(session)]
    assert found[0] == ("hypertension", None)
    assert [value for concept, value in found if concept == "systolic_bp_clinic"] == [
        141, 142, 143, 144, 145, 150,
    ]  # fmt: skip
    assert ("diastolic_bp_clinic", 90) in found


def test_conditions_and_medicines_of_the_af_report(session: Session, tmp_path: Path) -> None:
    bands = [
        ("AF", ["Code Term"]),
        ("Creatinine clearance", ["Value", "Date"]),
        ("Warfarin", ["Name, Dosage and Quantity", "Issue Date"]),
        ("DOAC", ["Name, Dosage and Quantity", "Issue Date"]),
    ]
    drug = "Apixaban 5mg tablets (Pfizer Ltd), One twice a day, 56 tablet"
    row = [*WHO, "Atrial fibrillation", "62", "01-Aug-2026", "", "", drug, "02-Aug-2026"]
    (report,) = load(session, write(tmp_path, "af.csv", emis(bands, [row])))
    assert any("AF" in warning and "no date" in warning for warning in report.warnings)
    assert {name for _, name, _, _ in issues(session)} == {"apixaban", "doac"}


def test_a_population_count_says_that_it_has_no_patients(session: Session, tmp_path: Path) -> None:
    text = (
        "Last Run,12-Sep-2026,Relative Date,12-Sep-2026\r\n\r\n"
        "Organisation,CDB,Population Count,Parent,%,Males,Females,Excluded,Status\r\n"
        "Harrowmere Surgery,12345,412,8012,5%,200,212,0,Completed\r\nTotal,,412,,,,,,\r\n"
    )
    with pytest.raises(FileProblem) as error:
        check(session, write(tmp_path, "count.csv", text))
    assert "counts" in str(error.value)
    assert "list report" in str(error.value)


# EMIS bulk extract -------------------------------------------------------------------------------


def _bulk(folder: Path, patients: list[str], observations: list[str]) -> list[Path]:
    name = "291-291_{}_20260912071500_A1B2.csv"
    head = (
        "PatientGuid,Sex,DateOfBirth,GivenName,Surname,NhsNumber,PatientTypeDescription,"
        "DummyType,SpineSensitive,IsConfidential,ExternalUsusalGP,Deleted\n"
    )
    seen = (
        "ObservationGuid,PatientGuid,EffectiveDate,EffectiveDatePrecision,"
        "ClinicanUserInRoleGuid,CodeId,Value,NumericUnit,Deleted\n"
    )
    return [
        write(folder, name.format("Admin_Patient"), head + "".join(patients)),
        write(folder, name.format("CareRecord_Observation"), seen + "".join(observations)),
        write(folder, name.format("Coding_ClinicalCode"),
              f"CodeId,Term,SnomedCTConceptId\n7,Systolic,{SYSTOLIC}\n"),
    ]  # fmt: skip


def test_bulk_patients_of_every_type(session: Session, tmp_path: Path) -> None:
    people = [
        f"g1,F,1950-06-01,Nia,Fixture,{NIA},Regular,false,true,false,Dr P,false\n",
        f"g2,M,1961-02-14,Idris,Mockford,{IDRIS},Regular,true,false,false,,false\n",
        "g3,M,1961-02-14,Silas,Sampleton,9990000034,Temporary,false,false,false,,false\n",
        "g4,M,1961-02-14,Iolo,Placeholder,9990000042,Private,false,false,true,,false\n",
    ]
    reports = {r.profile: r for r in load(session, *_bulk(tmp_path, people, []))}
    report = reports["emis_bulk_patients"]
    assert report.ignored_reasons == {"dummy patient": 1, "temporary patient": 1}
    assert (patient(session, NIA)["sensitive"], patient(session, "9990000042")["sensitive"]) == (
        1,
        1,
    )


def test_a_stray_quotation_mark_at_the_end_of_a_row(session: Session, tmp_path: Path) -> None:
    people = [f"g1,F,1950-06-01,Nia,Fixture,{NIA},Regular,false,false,false,,false\n"]
    rows = [
        'o1,g1,2026-08-01,YMD,c,7,150,mmHg,false"\n',
        "o2,g1,2026-08-02,YMD,c,7,151,mmHg,false\n",
    ]
    reports = {r.profile: r for r in load(session, *_bulk(tmp_path, people, rows))}
    assert balanced(reports["emis_bulk_observations"])
    assert reports["emis_bulk_observations"].rows_read == 2
    assert ("systolic_bp_clinic", 151.0) in [(row[1], row[3]) for row in events(session)]


def test_a_damaged_first_row_is_reported_and_counted(session: Session, tmp_path: Path) -> None:
    text = "nhs_number,date_of_birth,sex,address_1\n"
    text += f'{NIA},1950-06-01,F,"1 Sample Road\n{IDRIS},1950-06-01,M,2 Sample Road\n'
    (report,) = load(session, write(tmp_path, "patients.csv", text))
    assert balanced(report)
    assert (report.rows_read, report.rows_rejected, report.patients_added) == (2, 1, 1)
    assert [rejection.row for rejection in report.rejections] == [2]


def test_sensitive_records_are_flagged(session: Session, tmp_path: Path) -> None:
    people = [f"g1,F,1950-06-01,Nia,Fixture,{NIA},Regular,false,true,false,,false\n"]
    load(session, *_bulk(tmp_path, people, []))
    assert "Sensitive record" in [flag.text for flag in patient_record(session, 1).flags]


# SystmOne ----------------------------------------------------------------------------------------


def test_dates_of_issue_units_and_stray_spaces(session: Session, tmp_path: Path) -> None:
    rows = [
        ["Full Name", "NHS number", "Date of birth", "Sex", "BP: Event date",
         "BP: Code description", "BP: Numeric value", "Statin", "Date of issue",
         "Antiplatelet", "Date of issue", "Patient Count", ""],
        [" Nia Fixture ", f" {NIA}.0 ", "01-Jun-1950", "Female", "01-Aug-2026",
         "  Systolic arterial pressure ", "150 mmHg ", " Atorvastatin 20mg tablets ", "02-Aug-2026",
         "Aspirin 75mg dispersible tablets", "03-Aug-2026", "1", ""],
    ]  # fmt: skip
    (report,) = load(session, write(tmp_path, "bp.csv", csv_text(rows)))
    assert (report.profile, report.rows_accepted) == ("systmone_breakdown", 1)
    assert events(session) == [(NIA, "systolic_bp_clinic", "2026-08-01", 150.0, None, 2)]
    assert {(name, day) for _, name, day, _ in issues(session)} == {
        ("statin", "2026-08-02"), ("statin_high_intensity", "2026-08-02"),
        ("antiplatelet", "2026-08-03"),
    }  # fmt: skip


def test_a_wide_report_in_three_files_joined_by_the_number(
    session: Session, tmp_path: Path
) -> None:
    who = f"Full Name,Age in years,Date of birth,NHS number\nNia Fixture,76,01-Jun-1950,{NIA}\n"
    drug = "NHS number,{},Date of issue,Patient Count\n{},{},02-Aug-2026,1\n"
    statin = drug.format("Statin", NIA, "Atorvastatin 20mg tablets")
    other = drug.format("Antiplatelet", NIA, "Aspirin 75mg dispersible tablets")
    files = (("two.csv", statin), ("three.csv", other), ("one.csv", who))
    load(session, *(write(tmp_path, name, text) for name, text in files))
    assert session.practice.db["patient"].count == 1
    assert {name for _, name, _, _ in issues(session)} >= {"statin", "antiplatelet"}


@pytest.mark.parametrize("mark", ["\t", "|", ";"])
def test_a_strategic_extract_with_another_delimiter(
    session: Session, tmp_path: Path, mark: str
) -> None:
    rows = [
        ["RowIdentifier", "IDOrganisationVisibleTo", "Title", "FirstName", "Surname", "NHSNumber",
         "DateBirth", "Gender", "TestPatient"],
        ["501", "A99999", "Mrs", "Zoë", "Fixture", NIA, "01 Jun 1950 00:00", "F", "FALSE"],
    ]  # fmt: skip
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows) + "\r\n"
    (report,) = load(session, write(tmp_path, "SRPatient.csv", text.encode("cp1252")))
    assert (report.profile, report.encoding) == ("systmone_extract_patients", "Windows-1252")
    assert patient(session, NIA)["given_name"] == "Zoë"


def test_a_journal_of_one_record_is_refused(session: Session, tmp_path: Path) -> None:
    text = "L,Date,Details,Drawing,Flags,R\n,27 Jan 2026,Had a chat,,,\n"
    with pytest.raises(FileProblem):
        check(session, write(tmp_path, "journal.csv", text))


# Codes -------------------------------------------------------------------------------------------


def test_read_codes_of_five_bytes_with_and_without_their_term(
    with_patients: Session, tmp_path: Path
) -> None:
    rows = "".join(
        f"{NIA},2026-08-0{day},{code},,150,\n"
        for day, code in enumerate(("2469.", "2469.00", "2469.-1", "2469.11"), start=1)
    )
    load(with_patients, write(tmp_path, "e.csv", EVENTS_HEADER + rows))
    assert {row[1] for row in events(with_patients)} == {"systolic_bp_clinic"}


def test_read_2_codes_are_known_by_their_exact_description(
    with_patients: Session, tmp_path: Path
) -> None:
    rows = (
        f"{NIA},2026-08-01,C10F.00,Type 2 diabetes mellitus,,\n"
        f"{NIA},2026-08-02,C10F.,Type 2 diabetes melitus,,\n"
    )
    load(with_patients, write(tmp_path, "e.csv", EVENTS_HEADER + rows))
    assert [(row[1], row[2]) for row in events(with_patients)] == [
        ("diabetes", "2026-08-01"), ("diabetes_type_2", "2026-08-01"), ("?", "2026-08-02"),
    ]  # fmt: skip


def test_emis_local_codes_keep_their_own_system(with_patients: Session, tmp_path: Path) -> None:
    rows = (
        f"{NIA},2026-08-01,EMISNQHB1,HbA1c finger prick,6.5,%\n"
        f"{NIA},2026-08-02,^ESCTHY5,Hypertension,,\n"
    )
    load(with_patients, write(tmp_path, "e.csv", EVENTS_HEADER + rows))
    systems = {s for (s,) in with_patients.practice.db.conn.execute("SELECT system FROM code")}
    assert systems == {"emis"}
    assert [row[1] for row in events(with_patients)] == ["?", "hypertension"]


# Cells -------------------------------------------------------------------------------------------


def test_nul_signs_are_no_part_of_a_cell(with_patients: Session, tmp_path: Path) -> None:
    row = f"\x00{NIA},2026-08-\x0001,{SYSTOLIC},Systolic,15\x000,mmHg\n"
    (report,) = load(with_patients, write(tmp_path, "e.csv", EVENTS_HEADER + row))
    assert balanced(report)
    assert report.rows_read == 1
    assert [row[3] for row in events(with_patients)] == [150.0]


def test_line_ends_of_every_kind_in_one_file(with_patients: Session, tmp_path: Path) -> None:
    lines = [f"{NIA},2026-08-0{day},{SYSTOLIC},Systolic,15{day},mmHg" for day in range(1, 5)]
    text = (
        EVENTS_HEADER.strip()
        + "\r"
        + lines[0]
        + "\r\n"
        + lines[1]
        + "\n"
        + lines[2]
        + "\r"
        + lines[3]
    )
    (report,) = load(with_patients, write(tmp_path, "e.csv", text))
    assert report.rows_accepted == 4


def test_two_digit_years_are_counted_and_said(with_patients: Session, tmp_path: Path) -> None:
    row = (
        f"{NIA},01/08/26,{SYSTOLIC},Systolic,150,mmHg\n"
        f"{NIA},13/08/51,{SYSTOLIC},Systolic,151,mmHg\n"
    )
    (report,) = load(with_patients, write(tmp_path, "e.csv", EVENTS_HEADER + row))
    assert [row[2] for row in events(with_patients)] == ["1951-08-13", "2026-08-01"]
    assert any("two-digit years" in warning for warning in report.warnings)


def test_a_megabyte_in_one_cell_costs_its_own_row(with_patients: Session, tmp_path: Path) -> None:
    good = f"{NIA},2026-08-01,{SYSTOLIC},Systolic,150,mmHg\n"
    big = f'{NIA},2026-08-02,{SYSTOLIC},"{"x" * 1_000_000}",151,mmHg\n'
    (report,) = load(with_patients, write(tmp_path, "e.csv", EVENTS_HEADER + good + big + good))
    assert balanced(report)
    assert (report.rows_read, report.rows_accepted) == (3, 2)
    assert all(len(value) < 100 for *_, value, _ in reasons(report))

"""The plain format from file to practice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, NotPermitted, PracticeProblem
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.domain.vocabulary import Role
from support.importing import (
    EVENTS_HEADER,
    HYPERTENSION,
    IDRIS,
    IOLO,
    NIA,
    PATIENTS,
    SILAS,
    check,
    csv_text,
    digest,
    events,
    issues,
    load,
    patient,
    write,
)
from support.practice import add_user, make_session

SBP = "271649006,Systolic arterial pressure"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def reasons(report: importing.FileReport) -> list[tuple[int, str, str, str]]:
    return [(r.row, r.column, r.value_shown, r.reason) for r in report.rejections]


def balanced(report: importing.FileReport) -> bool:
    parts = report.rows_accepted + report.rows_rejected + report.rows_ignored
    return report.rows_read == parts and report.rows_ignored == sum(report.ignored_reasons.values())


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
        (5, "Check digit fails: patient not matched"),
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
        (3, "No NHS number"), (4, "No NHS number"),
    ]  # fmt: skip
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


def test_the_same_number_twice_is_listed_and_the_later_row_is_used(
    session: Session, tmp_path: Path
) -> None:
    text = f"{PATIENTS}{NIA},1950-06-01,F,Fixture-Jones,Nia,Indian\n"
    report = load(session, write(tmp_path, "p.csv", text))[0]
    assert [(r.row, r.reason) for r in report.for_a_person] == [
        (4, "Also on row 2: the later row is used")
    ]
    assert patient(session, NIA)["family_name"] == "Fixture-Jones"


def test_replacing_shows_what_changes_and_marks_who_is_gone(
    session: Session, tmp_path: Path
) -> None:
    people = "".join(
        [
            PATIENTS,
            f"{SILAS},1950-01-01,M,Exampleby,Silas,\n",
            f"{IOLO},1950-01-01,M,Sampleton,Iolo,\n",
        ]
    )
    first = f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},172,\n{NIA},2026-07-01,{SBP},160,\n"
    load(session, write(tmp_path, "p1.csv", people), write(tmp_path, "e1.csv", first))
    changed = PATIENTS.replace("Nia", "Nia Mair").replace("ethnicity", "ethnicity,date_of_death")
    changed += (
        f"{SILAS},1950-01-01,M,Exampleby,Silas,,2026-09-01\n9990000050,1950-01-01,F,New,Ann,\n"
    )
    second = f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},170,\n{NIA},2026-06-01,{SBP},150,\n"
    reports = load(session, write(tmp_path, "p2.csv", changed), write(tmp_path, "e2.csv", second))
    lines = {(i, line.what): line for i, r in enumerate(reports) for line in r.diff}
    patients, found = lines[0, "Patients"], lines[1, "Events"]
    assert (patients.new, patients.changed, patients.gone, patients.same) == (1, 2, 1, 1)
    assert (found.new, found.changed, found.gone, found.same) == (1, 1, 1, 0)
    assert reports[0].gone_unexplained == 1
    assert reports[0].compared_with is not None
    assert [row[2:4] for row in events(session)] == [("2026-06-01", 150.0), ("2026-08-01", 170.0)]
    gone = session.practice.db.query("SELECT nhs_number FROM patient WHERE NOT seen_in_latest")
    assert [row["nhs_number"] for row in gone] == [IOLO]
    assert [row.current for row in importing.import_history(session)] == [True, True, False, False]
    load(session, write(tmp_path, "p3.csv", people))
    assert patient(session, IOLO)["seen_in_latest"] == 1


def test_adding_keeps_what_was_there(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    for number, day in enumerate(("2026-07-01", "2026-08-01")):
        text = f"{EVENTS_HEADER}{NIA},{day},{SBP},172,\n"
        load(session, write(tmp_path, f"e{number}.csv", text), mode="add")
    assert [row[2] for row in events(session)] == ["2026-07-01", "2026-08-01"]


def test_columns_that_a_file_lacks_keep_their_values(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    text = f"nhs_number,date_of_birth,sex,mobile_phone,ethnicity\n{NIA},,,07700 900123,\n"
    load(session, write(tmp_path, "p2.csv", text))
    nia = patient(session, NIA)
    assert (nia["family_name"], nia["mobile_phone"]) == ("Fixture", "07700 900123")
    assert (nia["ethnicity"], nia["sex"]) == ("indian", "F")
    assert nia["date_of_birth"] == date(1950, 6, 1).toordinal()


def test_a_big_loss_is_said_loudly(session: Session, tmp_path: Path) -> None:
    numbers = (f"999000{i:04d}" for i in range(10, 900))
    valid = [number for number in numbers if clean_nhs_number(number)][:40]
    everybody = "".join(f"{n},1950-01-01,F\n" for n in valid)
    load(session, write(tmp_path, "p.csv", "nhs_number,date_of_birth,sex\n" + everybody))
    few = "".join(f"{n},1950-01-01,F\n" for n in valid[:20])
    with check(
        session, write(tmp_path, "q.csv", "nhs_number,date_of_birth,sex\n" + few)
    ) as checked:
        assert checked.files[0].warnings[0].startswith("This file has 50 % fewer patients (20)")


def test_checking_changes_nothing_and_leaves_nothing_behind(
    session: Session, tmp_path: Path
) -> None:
    before = digest(session)
    with check(session, write(tmp_path, "p.csv", PATIENTS)) as checked:
        assert checked.files[0].patients_added == 2
        assert list(session.practice.folder.glob("*.scratch"))
    assert digest(session) == before
    assert not list(session.practice.folder.glob("import-*"))


def test_the_same_bytes_twice_are_refused(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "p.csv", PATIENTS)
    load(session, path)
    with pytest.raises(FileProblem, match=r"p.csv was already imported on 14 Sep 2026 by lead"):
        check(session, path)
    copies = [write(tmp_path, name, PATIENTS + "\n") for name in ("a.csv", "b.csv")]
    with pytest.raises(FileProblem, match=r"b.csv and a.csv are the same file"):
        check(session, *copies)


def test_a_folder_is_read_and_an_empty_one_refused(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(FileProblem, match="has no CSV files"):
        check(session, folder)
    write(folder, "p.csv", PATIENTS)
    write(folder, "notes.docx", b"PK\x03\x04")
    assert load(session, folder)[0].patients_added == 2
    with pytest.raises(FileProblem, match="No file was chosen"):
        check(session)


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "nhs_number,date\n1,2\n", "hello\nworld\n"])
def test_unknown_columns_are_refused_with_what_was_found(
    session: Session, tmp_path: Path, text: str
) -> None:
    with pytest.raises(FileProblem, match="are not those of any export that is known here"):
        check(session, write(tmp_path, "x.csv", text))


def test_the_run_date_is_given_or_the_files_own(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "p.csv", PATIENTS)
    with check(session, path) as checked:
        assert (checked.files[0].run_date, checked.files[0].run_date_from) == (
            date(2026, 9, 12),
            "given",
        )
    with check(session, path, run_date=None) as checked:
        report = checked.files[0]
        assert report.run_date_from == "modified time"
        assert report.run_date <= session.today()
        assert any("does not say when it was made" in warning for warning in report.warnings)


def test_month_first_files_are_recognised_by_their_proofs(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},02/03/2026,{SBP},140,\n{NIA},02/24/2026,{SBP},150,\n"
    report = load(session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text))[1]
    assert [row[2] for row in events(session)] == ["2026-02-03", "2026-02-24"]
    dates = next(u for u in report.understood if u.heading == "Dates")
    assert dates.found == "mm/dd/yyyy, month first"


def test_unproved_dates_are_said_to_be_assumed(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},02/03/26,{SBP},140,\n"
    report = load(session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text))[1]
    assert [row[2] for row in events(session)] == ["2026-03-02"]
    assert any("assumed" in warning for warning in report.warnings)
    assert any("two-digit years" in warning for warning in report.warnings)


def test_roles_without_the_permission_may_not(session: Session, tmp_path: Path) -> None:
    other = add_user(session, "reception", Role.RECEPTIONIST)
    path = write(tmp_path, "p.csv", PATIENTS)
    with pytest.raises(NotPermitted):
        check(other, path)
    with check(session, path) as checked, pytest.raises(NotPermitted):
        importing.commit_import(other, checked)


def test_a_commit_is_audited_with_what_it_did(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    row = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row[0] == "import.commit"
    assert '"rows": 2' in row[1] or '"rows":2' in row[1]


def test_a_check_that_is_out_of_date_is_refused(session: Session, tmp_path: Path) -> None:
    with check(session, write(tmp_path, "p.csv", PATIENTS)) as checked:
        load(session, write(tmp_path, "q.csv", PATIENTS + "\n"))
        before = digest(session)
        with pytest.raises(PracticeProblem, match="Another import was stored"):
            importing.commit_import(session, checked)
        assert digest(session) == before


def test_an_unknown_mode_is_a_bug(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown mode"):
        check(session, write(tmp_path, "p.csv", PATIENTS), mode="merge")


def test_the_report_is_fit_for_the_command_line(session: Session, tmp_path: Path) -> None:
    with check(session, write(tmp_path, "p.csv", PATIENTS + "x,,,,,\n")) as checked:
        shown = checked.files[0].as_json()
        assert shown["rejections"] == [
            {"row": 4, "column": "nhs_number", "value_shown": "x", "reason": "Not an NHS number"}
        ]
        assert [r.row for r in checked.rejections(0)] == [4]
    assert {"file", "profile", "encoding", "run_date", "rows_read", "patients_gone"} <= set(shown)


def test_the_preview_shows_rows_as_they_will_be_stored(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},172,mmHg\nx,2026-08-01,{SBP},1,\n,,,,,\n"
    with check(
        session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text)
    ) as checked:
        report = checked.files[1]
        assert [(c.source, c.target) for c in report.preview_columns][:2] == [
            ("nhs_number", "NHS number"), ("date", "taken on"),
        ]  # fmt: skip
        assert [(row.row, row.cells[:2]) for row in report.preview] == [
            (2, ("999 000 0018", "1 Aug 2026"))
        ]
        assert [c.used_as for c in report.columns][:2] == ["NHS number", "taken on"]

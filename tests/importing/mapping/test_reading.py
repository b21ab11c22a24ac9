"""Unknown files that were explained are read exactly as the plain format is."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care import importing, sample_data
from proactive_care.accounts import Session
from proactive_care.importing import HAPPENED, MEASURE, FileMapping, Unknown
from support.importing import (
    IDRIS,
    NIA,
    balanced,
    csv_text,
    events,
    issues,
    load,
    patient,
    reasons,
    write,
)
from support.mapping import PRESSURES, explain, keep, named, say, words
from support.practice import make_session


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n", 1),
        (f"NHS,Seen,Systolic,Diastolic\n{NIA},14/08/2026,145,92\n", 1),
        (
            f"NHS,Seen,Test,Result\n{NIA},14/08/2026,Systolic,145\n{NIA},14/08/2026,Diastolic,92\n",
            2,
        ),
        (
            ",Systolic,,Diastolic,\nNHS,Date,Value,Date,Value\n"
            f"{NIA},14/08/2026,145,14/08/2026,92\n",
            1,
        ),
    ],
    ids=["one cell", "two columns", "rows", "two bands"],
)
def test_blood_pressure_in_all_its_shapes(
    with_patients: Session, tmp_path: Path, text: str, rows: int
) -> None:
    unknown = explain(with_patients, tmp_path, text)
    assert words(unknown, unknown.guess.mapping) == []
    keep(with_patients, unknown)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert balanced(report)
    assert (report.rows_read, report.rows_accepted) == (rows, rows)
    found = {(nhs, concept, day, value) for nhs, concept, day, value, _, _ in events(with_patients)}
    assert found == {row[:4] for row in PRESSURES}


def test_an_unknown_export_brings_what_the_plain_one_brings(tmp_path: Path) -> None:
    """The same synthetic practice: once in the plain format, once under names nobody knows."""
    plain_folder = tmp_path / "plain"
    sample_data.write_exports(
        sample_data.make_practice(60, 3, date(2026, 9, 12)), "plain", plain_folder
    )
    plain, own = make_session(tmp_path / "a"), make_session(tmp_path / "b")
    load(plain, plain_folder)
    strange = {
        "patients.csv": {
            "nhs_number": "NHS", "date_of_birth": "Birth day", "sex": "M or F",
            "family_name": "Fam", "given_name": "Giv",
        },
        "events.csv": {
            "nhs_number": "NHS", "date": "Taken", "code": "Concept no", "term": "What",
            "value": "How much", "unit": "In", "text": "Words",
        },
        "medications.csv": {
            "nhs_number": "NHS", "date": "Given", "name": "Product taken", "code": "dm+d no",
            "quantity": "Amount given", "dosage": "How taken", "type": "Kind",
        },
    }  # fmt: skip
    paths = [_rename(plain_folder / name, tmp_path / name, new) for name, new in strange.items()]
    for path in paths:
        unknown = importing.explain_file(own, path)
        mapping = _say_all(unknown, strange[path.name])
        assert words(unknown, mapping) == []
        keep(own, replace(unknown, name=path.stem), mapping)
    reports = load(own, *paths)
    assert all(balanced(report) for report in reports)
    assert [report.profile_name for report in reports] == ["patients", "events", "medications"]
    assert [r[:5] for r in events(own)] == [r[:5] for r in events(plain)]
    assert len(events(own)) > 500
    assert issues(own) == issues(plain)
    columns = "nhs_number, date_of_birth, sex, family_name, given_name"
    people = [
        s.practice.db.conn.execute(f"SELECT {columns} FROM patient ORDER BY 1").fetchall()
        for s in (plain, own)
    ]
    assert people[0] == people[1]


def _rename(source: Path, target: Path, names: dict[str, str]) -> Path:
    with source.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    new = [names.get(name, f"Other {number}") for number, name in enumerate(header)]
    return write(target.parent, target.name, csv_text([new, *rows]))


def _say_all(unknown: Unknown, names: dict[str, str]) -> FileMapping:
    special = {
        "Product taken": "drug", "dm+d no": "drug_code", "Concept no": "code",
        "Words": "", "Kind": "",
    }  # fmt: skip
    mapping = unknown.guess.mapping
    for name, shown in sorted(names.items(), key=lambda pair: pair[0] != "date"):
        if any(column.shown == shown for column in mapping.columns):
            mapping = say(unknown, mapping, shown, special.get(shown, name))
    for column in mapping.columns:
        if column.shown.startswith("Other "):
            mapping = say(unknown, mapping, column.shown, "")
    return mapping


def test_what_a_person_chose_is_said_with_the_code_and_implies_what_it_implies(
    with_patients: Session, tmp_path: Path
) -> None:
    unknown = explain(
        with_patients, tmp_path,
        f"NHS,Seen,Home readings,Sugar since\n{NIA},14/08/2026,145/92,13/05/2019\n",
    )  # fmt: skip
    mapping = say(unknown, unknown.guess.mapping, "Home readings", MEASURE, concept="bp_home")
    mapping = say(unknown, mapping, "Sugar since", HAPPENED, concept="diabetes_type_2")
    keep(with_patients, unknown, mapping)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert report.rows_rejected == 0
    assert [(c, d, v) for _, c, d, v, _, _ in events(with_patients)] == [
        ("diabetes", "2019-05-13", None),
        ("diabetes_type_2", "2019-05-13", None),
        ("diastolic_bp_home", "2026-08-14", 92.0),
        ("systolic_bp_home", "2026-08-14", 145.0),
    ]
    terms = with_patients.practice.db.conn.execute("SELECT term FROM code ORDER BY term").fetchall()
    assert [row[0] for row in terms] == [
        "Home readings (read as Blood pressure, both figures (home))",
        "Sugar since (read as Type 2 diabetes)",
    ]
    uses = {column.name: column.used_as for column in report.columns}
    assert uses == {
        "NHS": "NHS number", "Seen": "taken on",
        "Home readings": "Blood pressure, both figures (home)",
        "Sugar since": "Type 2 diabetes: its day",
    }  # fmt: skip


def test_units_are_converted_openly(with_patients: Session, tmp_path: Path) -> None:
    unknown = explain(
        with_patients, tmp_path,
        f"NHS,Seen,Weight,Cholesterol\n{NIA},14/08/2026,154,201\n"
        f"{IDRIS},14/08/2026,80 kg,5.1 mmol/L\n",
    )  # fmt: skip
    mapping = unknown.guess.mapping
    weight = replace(named(unknown, "Weight"), unit="lb")
    mapping = mapping.with_column(weight).with_column(
        replace(named(unknown, "Cholesterol"), unit="mg/dl")
    )
    keep(with_patients, unknown, mapping)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert report.conversions == {"weight lb to kg": 1, "cholesterol mg/dL to mmol/L": 1}
    values = {(nhs, concept): value for nhs, concept, _, value, _, _ in events(with_patients)}
    assert values[NIA, "body_weight"] == pytest.approx(69.85, abs=0.01)
    assert values[IDRIS, "body_weight"] == 80
    assert values[NIA, "total_cholesterol"] == pytest.approx(5.198, abs=0.01)


def test_descriptions_that_a_person_explains(with_patients: Session, tmp_path: Path) -> None:
    text = (
        "NHS,Seen,Test,Result\n"
        f"{NIA},14/08/2026,Village BP,145/92\n{NIA},14/08/2026,Mystery,3\n"
        f"{NIA},14/08/2026,Systolic,150\n{NIA},14/08/2026,scales,154\n"
    )
    unknown = explain(with_patients, tmp_path, text)
    mapping = unknown.guess.mapping
    assert [d.text for d in unknown.unknown_descriptions(mapping)] == [
        "Village BP", "Mystery", "scales",
    ]  # fmt: skip
    mapping = importing.with_description(mapping, "Village BP", "bp_home")
    mapping = importing.with_description(mapping, "Scales", "body_weight", importing.ASK)
    assert any("unit" in each for each in words(unknown, mapping))
    mapping = importing.with_description(mapping, "scales", "body_weight", "lb")
    mapping = importing.with_description(mapping, "Systolic", "diastolic_bp_home")  # is known
    keep(with_patients, unknown, mapping)
    load(with_patients, unknown.looked.source.path)
    assert [(concept, value) for _, concept, _, value, _, _ in events(with_patients)] == [
        ("?", 3.0),
        ("body_weight", 69.8532),
        ("diastolic_bp_home", 92.0),
        ("systolic_bp_clinic", 150.0),
        ("systolic_bp_home", 145.0),
    ]


def test_rows_without_a_patient_are_refused_unless_somebody_said_they_continue(
    with_patients: Session, tmp_path: Path
) -> None:
    text = f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n,15/08/2026,150/95\n"
    unknown = explain(with_patients, tmp_path, text)
    trial = importing.try_mapping(with_patients, unknown.looked, unknown.guess.mapping)
    assert (trial.rows_accepted, trial.rows_rejected) == (1, 1)
    mapping = replace(unknown.guess.mapping, rows_continue=True)
    keep(with_patients, unknown, mapping)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert (report.rows_accepted, report.rows_rejected) == (2, 0)
    assert {row[2] for row in events(with_patients)} == {"2026-08-14", "2026-08-15"}


def test_two_readings_of_one_day_are_two_readings(with_patients: Session, tmp_path: Path) -> None:
    row = f"{NIA},14/08/2026,145,92\n"
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,Systolic,Diastolic\n{row}{row}")
    keep(with_patients, unknown)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert (report.rows_accepted, len(events(with_patients))) == (2, 4)


def test_every_fault_is_named_with_its_row_and_column(
    with_patients: Session, tmp_path: Path
) -> None:
    text = (
        "NHS,Seen,Systolic,Diastolic,Note\n"
        f"{NIA},14/08/2026,615,92,\n{NIA},31/02/2026,145,92,\n9990004444,14/08/2026,145,92,\n"
        f"{NIA},14/08/2026,80,128,\n{NIA},14/08/2026,,,only a note\n,,,,\nTotal,4,,,\n"
        f"{NIA},14/12/2026,145,92,\n{NIA},14/08/2026,13O,92,\n"
    )
    unknown = explain(with_patients, tmp_path, text)
    keep(with_patients, unknown)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert [(row, column, reason) for row, column, _, reason in reasons(report)] == [
        (2, "Systolic", "Outside 50 to 300: ignored as implausible"),
        (3, "Seen", "Not a date"),
        (3, "Seen", "Not a date"),
        (4, "NHS", "Check digit fails: patient not matched"),
        (5, "Diastolic", "Not below systolic: looks swapped"),
        (9, "Seen", "After the run date of 12 Sep 2026"),
        (9, "Seen", "After the run date of 12 Sep 2026"),
        (10, "Systolic", "Letter O in a number"),
    ]
    assert report.ignored_reasons == {"no entry in it": 1, "blank": 1, "total": 1}
    assert balanced(report)
    assert {column.name: column.used_as for column in report.columns}["Note"] == ""


def test_patients_that_an_unknown_file_brings(session: Session, tmp_path: Path) -> None:
    row = f"{NIA},FIXTURE Nia,01/06/1950,F,14/08/2026,145/92"
    text = f"NHS,Name of patient,Born,Sex,Seen,BP\n{row}\n"
    unknown = explain(session, tmp_path, text)
    mapping = say(unknown, unknown.guess.mapping, "Name of patient", "full_name")
    keep(session, unknown, mapping)
    (report,) = load(session, unknown.looked.source.path)
    assert report.patients_added == 1
    assert patient(session, NIA)["date_of_birth"] == date(1950, 6, 1).toordinal()
    assert [row[:4] for row in sorted(events(session), reverse=True)] == [r[:4] for r in PRESSURES]


def test_what_belongs_to_a_medicine_may_stand_before_it(
    with_patients: Session, tmp_path: Path
) -> None:
    text = f"Dose,NHS,Treatment,Given on\nOne daily,{NIA},Atorvastatin 80mg tablets,14/08/2026\n"
    unknown = explain(with_patients, tmp_path, text)
    mapping = say(unknown, unknown.guess.mapping, "Treatment", "drug")
    mapping = say(unknown, mapping, "Dose", "dosage")
    assert words(unknown, mapping) == []
    keep(with_patients, unknown, mapping)
    (report,) = load(with_patients, unknown.looked.source.path)
    assert report.rows_accepted == 1
    assert {row[3] for row in issues(with_patients)} == {"Atorvastatin 80mg tablets"}
    dosages = with_patients.practice.db.conn.execute("SELECT DISTINCT dosage FROM medication_issue")
    assert dosages.fetchall() == [("One daily",)]

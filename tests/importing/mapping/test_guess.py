"""Guessing what the columns of an unknown file mean."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.date_text import Order
from proactive_care.domain.errors import FileProblem
from proactive_care.importing import ASK, HAPPENED, MEASURE
from support.importing import IDRIS, NIA, SILAS, csv_text
from support.mapping import explain, guessed, named, words
from support.practice import make_session

MANY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return make_session(tmp_path_factory.mktemp("guess") / "practice")


def test_names_and_values_say_what_columns_are(session: Session, tmp_path: Path) -> None:
    found = explain(
        session,
        tmp_path,
        "NHS,Patient name,D.O.B.,M/F,Seen,BP,Weight (kg),Post Code,Comment\n"
        f"{NIA},Nia Fixture,01/06/1950,F,14/08/2026,145/92,71,HM1 4ZZ,fine\n"
        f"{IDRIS},Idris Mockford,14/02/1961,M,02/07/2026,138/84,80,HM1 4ZZ,\n",
    )
    assert guessed(found) == {
        "NHS": ("nhs_number", ""),
        "Patient name": ("full_name", ""),
        "D.O.B.": ("date_of_birth", ""),
        "M/F": ("sex", ""),
        "Seen": ("date", ""),
        "BP": (MEASURE, "bp_clinic"),
        "Weight (kg)": (MEASURE, "body_weight"),
        "Post Code": ("postcode", ""),
        "Comment": ("", ""),
    }
    assert named(found, "Weight (kg)").unit == "kg"
    assert named(found, "BP").date == named(found, "Seen").key
    assert words(found, found.guess.mapping) == []
    assert "2 of 2 cells are valid NHS numbers" in found.guess.why[named(found, "NHS").key]


def test_nothing_clinical_is_guessed_by_likeness(session: Session, tmp_path: Path) -> None:
    found = explain(
        session, tmp_path,
        f"NHS,Date,BP reading,Hb A1c,Systolc\n{NIA},2026-08-01,145/92,48,145\n",
    )  # fmt: skip
    assert {name: means for name, (means, _) in guessed(found).items()} == {
        "NHS": "nhs_number", "Date": "date", "BP reading": "", "Hb A1c": "", "Systolc": "",
    }  # fmt: skip


def test_each_value_finds_its_own_date(session: Session, tmp_path: Path) -> None:
    found = explain(
        session,
        tmp_path,
        "NHS;HbA1c;HbA1c date;Cholesterol;Date of cholesterol;Hypertension since;COPD diagnosed\n"
        f"{NIA};48;14/08/2026;5.1;13/08/2026;;01/02/2010\n",
    )
    assert named(found, "HbA1c").date == named(found, "HbA1c date").key
    assert named(found, "Cholesterol").date == named(found, "Date of cholesterol").key
    assert guessed(found)["Hypertension since"] == (HAPPENED, "hypertension")
    assert guessed(found)["COPD diagnosed"] == (HAPPENED, "copd")


def test_bands_say_what_their_values_are(session: Session, tmp_path: Path) -> None:
    found = explain(
        session,
        tmp_path,
        "Harrowmere list\n,,Systolic,,Diastolic,\nNHS,Surname,Date,Value,Date,Value\n"
        f"{NIA},Fixture,14/08/2026,145,13/08/2026,92\n",
    )
    assert found.looked.layout.band_line == 2
    assert guessed(found)["Systolic: Value"] == (MEASURE, "systolic_bp_clinic")
    assert guessed(found)["Diastolic: Value"] == (MEASURE, "diastolic_bp_clinic")
    assert named(found, "Diastolic: Value").date == named(found, "Diastolic: Date").key


def test_rows_with_descriptions(session: Session, tmp_path: Path) -> None:
    found = explain(
        session,
        tmp_path,
        "NHS no of patient,Day,What was measured,Result,Units\n"
        f"{NIA},14 Aug 2026,Systolic,145,mmHg\n{NIA},14 Aug 2026,Diastolic,92,mmHg\n"
        f"{NIA},14 Aug 2026,Village test,9,\n",
    )
    mapping = found.guess.mapping
    assert {name: means for name, (means, _) in guessed(found).items()} == {
        "NHS no of patient": "nhs_number", "Day": "date", "What was measured": "term",
        "Result": "value", "Units": "unit",
    }  # fmt: skip
    assert [(each.text, each.rows) for each in found.unknown_descriptions(mapping)] == [
        ("Village test", 1)
    ]
    assert words(found, mapping) == []


def test_medicines(session: Session, tmp_path: Path) -> None:
    found = explain(
        session, tmp_path,
        "NHS,Given on,Treatment,Dose,Qty\n"
        f"{NIA},14/08/2026,Atorvastatin 40mg tablets,One daily,28\n"
        f"{NIA},14/08/2026,Ramipril 5mg capsules,One daily,28\n",
    )  # fmt: skip
    assert {name: means for name, (means, _) in guessed(found).items()} == {
        "NHS": "nhs_number", "Given on": "date", "Treatment": "drug", "Dose": "dosage",
        "Qty": "quantity",
    }  # fmt: skip
    assert words(found, found.guess.mapping) == []


@pytest.mark.parametrize(
    ("header", "cells", "unit"),
    [
        ("HbA1c", ("48", "61"), ""),  # per cent would be 500 mmol/mol
        ("HbA1c", ("6.5", "7.5"), ""),  # both units read these the same way
        ("HbA1c (%)", ("6.5", "7.5"), "%"),
        ("Cholesterol", ("5.1", "4.4"), ""),
        ("Cholesterol", ("201", "180"), "mg/dl"),
        ("Weight", ("70", "80"), ASK),  # kilograms or pounds
        ("Weight kg", ("70", "80"), "kg"),
        ("Weight", ("70 kg", "11st 4lb"), ""),  # the cells say it
        ("Height", ("1.62", "1.8"), ASK),  # an infant of as many feet would fit too
        ("Height", ("162", "180"), ""),
    ],
)
def test_units_are_proved_or_asked(
    session: Session, tmp_path: Path, header: str, cells: tuple[str, ...], unit: str
) -> None:
    rows = [["NHS", "Date", header], *([NIA, "2026-08-01", cell] for cell in cells)]
    found = explain(session, tmp_path, csv_text(rows))
    assert named(found, header).unit == unit
    asked = [w for w in words(found, found.guess.mapping) if "unit" in w]
    assert bool(asked) == (unit == ASK)


@MANY
@given(
    days=st.lists(
        st.dates(date(1950, 1, 1), date(2026, 9, 1)), min_size=1, max_size=30, unique=True
    ),
    month_first=st.booleans(),
)
def test_the_order_of_dates_is_proved_or_asked_never_assumed(
    session: Session, tmp_path: Path, days: list[date], month_first: bool
) -> None:
    form = "%m/%d/%Y" if month_first else "%d/%m/%Y"
    rows = [["NHS", "Seen", "HbA1c"], *([NIA, f"{day:{form}}", "48"] for day in days)]
    found = explain(session, tmp_path, csv_text(rows))
    proof = importing.date_proof(found.looked, found.guess.mapping)
    proved = any(day.day > 12 for day in days)
    assert proof.open is not proved
    if proved:
        assert proof.order is (Order.MONTH_FIRST if month_first else Order.DAY_FIRST)
    asked = [w for w in words(found, found.guess.mapping) if "which number" in w]
    assert bool(asked) is not proved


def test_the_proof_may_stand_far_down_the_file(session: Session, tmp_path: Path) -> None:
    start = date(2026, 1, 1)
    rows = [["NHS", "Seen", "HbA1c"]]
    rows += [[NIA, f"{start + timedelta(days=n % 12):%d/%m/%Y}", "48"] for n in range(21_000)]
    text = csv_text([*rows, [NIA, "25/01/2026", "50"]])
    found = explain(session, tmp_path, text)
    assert not found.looked.whole
    assert not importing.date_proof(found.looked, found.guess.mapping).open


@MANY
@given(st.text(max_size=400), st.sampled_from([",", ";", "\t"]))
def test_no_text_breaks_the_look(
    session: Session, tmp_path: Path, text: str, delimiter: str
) -> None:
    body = f"NHS{delimiter}Seen{delimiter}{text}\n{NIA}{delimiter}x{delimiter}{text}\n{text}"
    try:
        found = explain(session, tmp_path, body.encode("utf-8", "replace"))
    except FileProblem:
        return
    found.problems(found.guess.mapping)
    keys = [column.key for column in found.guess.mapping.columns]
    assert len(set(keys)) == len(keys)


def test_a_pair_in_a_column_for_one_figure_is_left_to_a_person(
    session: Session, tmp_path: Path
) -> None:
    text = f"NHS,Seen,Blood pressure\n{NIA},2026-08-01,145\n{SILAS},2026-08-01,150\n"
    assert guessed(explain(session, tmp_path, text))["Blood pressure"] == ("", "")

"""The Vision extract: the shape, and nothing lost in it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from proactive_care.sample_data import SyntheticPractice, write_exports
from support.sample_truth import event_rows, issue_rows, shown_numbers

PATIENT_WIDTH = 35
JOURNAL_WIDTH = 42
DATE, SNOMED, RUBRIC, FORM = 2, 5, 12, 13
NAME_1, VALUE_1, UNIT_1, NAME_2, VALUE_2 = 25, 26, 27, 28, 29
Rows = list[list[str]]


@pytest.fixture(scope="module")
def folder(small: SyntheticPractice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vision")
    write_exports(small, "vision", folder)
    return folder


@pytest.fixture(scope="module")
def patients(folder: Path) -> Rows:
    return _rows(folder / "Vision Patient.csv")


@pytest.fixture(scope="module")
def journal(folder: Path) -> Rows:
    return _rows(folder / "Vision Journal.csv")


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _iso(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def test_there_are_no_headers_and_rows_have_the_known_width(patients: Rows, journal: Rows) -> None:
    assert patients[0][0].isdigit()
    assert {len(row) for row in patients} == {PATIENT_WIDTH}
    assert {len(row) for row in journal} == {JOURNAL_WIDTH}


def test_everybody_is_in_the_patient_file(small: SyntheticPractice, patients: Rows) -> None:
    assert list(dict.fromkeys(row[22] for row in patients)) == shown_numbers(small)
    status = Counter(row[8] for row in patients)
    assert set(status) == {"R", "L", "D"}


def _number_of(patients: Rows) -> dict[str, str]:
    return {row[0]: row[22] for row in patients}


def test_a_blood_pressure_is_one_row_with_two_values(journal: Rows) -> None:
    pairs = [row for row in journal if row[NAME_2]]
    assert len(pairs) > 1000
    assert {(row[NAME_1], row[NAME_2]) for row in pairs} == {("SYSTOLIC", "DIASTOLIC")}


def test_no_event_is_lost_or_invented(
    small: SyntheticPractice, patients: Rows, journal: Rows
) -> None:
    numbers = _number_of(patients)
    diastolic = {
        term.code: low.code
        for person in small.patients
        for term, low in zip(
            [event.what for event in person.events],
            [event.what for event in person.events[1:]],
            strict=False,
        )
        if low.key == term.key.replace("systolic", "diastolic") != term.key
    }
    found: Counter[tuple[str, str, str, str]] = Counter()
    for row in journal:
        if row[SNOMED]:
            number, day = numbers[row[0]], _iso(row[DATE])
            found[number, day, row[SNOMED], row[VALUE_1]] += 1
            if row[NAME_2]:
                found[number, day, diastolic[row[SNOMED]], row[VALUE_2]] += 1
    assert found == event_rows(small)


def test_no_issue_is_lost_or_invented(
    small: SyntheticPractice, patients: Rows, journal: Rows
) -> None:
    numbers = _number_of(patients)
    found = Counter((numbers[row[0]], _iso(row[DATE]), row[RUBRIC]) for row in journal if row[FORM])
    assert found == issue_rows(small)

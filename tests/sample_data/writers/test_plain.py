"""The plain format holds the truth, with the planted faults on the lines that are named."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from proactive_care.sample_data import (
    FaultKind,
    SyntheticPractice,
    WrittenFile,
    write_exports,
)
from support.sample_truth import event_rows, issue_rows, shown_numbers


@pytest.fixture(scope="module")
def folder(small: SyntheticPractice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plain")


@pytest.fixture(scope="module")
def files(small: SyntheticPractice, folder: Path) -> dict[str, WrittenFile]:
    return {file.name: file for file in write_exports(small, "plain", folder)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_three_files_are_written_and_their_rows_counted(
    files: dict[str, WrittenFile], folder: Path
) -> None:
    assert sorted(files) == ["events.csv", "medications.csv", "patients.csv"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(files)
    for name, file in files.items():
        assert file.rows == len(_rows(folder / name))


def test_patients_read_back(
    small: SyntheticPractice, files: dict[str, WrittenFile], folder: Path
) -> None:
    rows = _rows(folder / "patients.csv")
    unique = {row["nhs_number"]: row for row in rows}
    repeats = sum(
        fault.entry == -1 and fault.kind is FaultKind.REPEATED_ROW for fault in small.faults
    )
    assert len(rows) == len(small.patients) + repeats
    for person, number in zip(small.patients, shown_numbers(small), strict=True):
        row = unique[number]
        assert row["family_name"] == person.family_name
        assert row["given_name"] == person.given_name
        assert row["date_of_birth"] == person.date_of_birth.isoformat()
        assert row["sex"] == person.sex
        assert tuple(row[f"address_{line}"] for line in (1, 2, 3, 4)) == person.address
        assert row["ethnicity"] == person.ethnicity
        assert row["format_need"] == person.format_need
        assert row["imd_quintile"] == str(person.imd_quintile)
        died = person.date_of_death.isoformat() if person.date_of_death else ""
        assert row["date_of_death"] == died


def test_events_read_back(
    small: SyntheticPractice, files: dict[str, WrittenFile], folder: Path
) -> None:
    rows = _rows(folder / "events.csv")
    assert event_rows(small) == Counter(
        (row["nhs_number"], row["date"], row["code"], row["value"]) for row in rows
    )
    assert all(bool(row["value"]) or not row["unit"] for row in rows)


def test_medications_read_back(
    small: SyntheticPractice, files: dict[str, WrittenFile], folder: Path
) -> None:
    rows = _rows(folder / "medications.csv")
    assert issue_rows(small) == Counter(
        (row["nhs_number"], row["date"], row["name"]) for row in rows
    )


def test_faults_are_on_the_lines_that_are_named(
    small: SyntheticPractice, files: dict[str, WrittenFile], folder: Path
) -> None:
    lines = (folder / "events.csv").read_text(encoding="utf-8").splitlines()
    wanted = {fault for fault in small.faults if fault.table == "events"}
    wrong_people = {f.patient for f in small.faults if f.kind is FaultKind.WRONG_CHECK_DIGIT}
    found = {line.fault for line in files["events.csv"].faults}
    assert {f for f in wanted if f.patient not in wrong_people} <= found
    for line, fault in files["events.csv"].faults:
        text = lines[line - 1]
        if fault.kind is FaultKind.REPEATED_ROW:
            assert text == lines[line - 2]
        elif fault.kind is FaultKind.OLD_UNIT:
            assert fault.written.replace(" ", ",") in text
        else:
            assert fault.written in text.split(",")

"""SystmOne breakdowns: the shape, and nothing lost in it."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from proactive_care.sample_data import SyntheticPractice, write_exports
from support.sample_truth import event_rows, issue_rows, shown_numbers

Rows = list[list[str]]


@pytest.fixture(scope="module")
def reports(small: SyntheticPractice, tmp_path_factory: pytest.TempPathFactory) -> list[Rows]:
    folder = tmp_path_factory.mktemp("systmone")
    reports = []
    for file in write_exports(small, "systmone", folder):
        path: Path = folder / file.name
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reports.append(list(csv.reader(stream)))
        assert file.rows == len(reports[-1]) - 1
    return reports


def _iso(text: str) -> str:
    day, month, year = text.split("-")
    return f"{year}-{datetime.strptime(month, '%b').month:02d}-{day}"  # noqa: DTZ007


def test_the_header_is_on_line_one_with_the_reports_name(reports: list[Rows]) -> None:
    assert reports[0][0][:2] == ["Patient ID", "NHS number"]
    assert reports[2][0][1] == "Proactive Care - BP: Event date"
    for rows in reports:
        assert rows[0][-1] == "Patient Count"
        assert {row[-1] for row in rows[1:]} == {"1"}


def test_date_of_issue_repeats_after_each_drug(reports: list[Rows]) -> None:
    header = reports[4][0]
    assert header[2::2] == ["Date of issue"] * 3
    assert len(set(header[1:-1:2])) == 3


def test_values_carry_their_units_and_terms_stray_spaces(reports: list[Rows]) -> None:
    values = [row[4] for row in reports[2][1:] if row[4]]
    assert sum(value.endswith(" mmHg") for value in values) > 0.9 * len(values)
    assert all(row[3] != row[3].strip() for row in reports[1][1:])


def test_everybody_is_in_the_first_file(small: SyntheticPractice, reports: list[Rows]) -> None:
    assert list(dict.fromkeys(row[1] for row in reports[0][1:])) == shown_numbers(small)


def test_no_event_is_lost_or_invented(small: SyntheticPractice, reports: list[Rows]) -> None:
    found: Counter[tuple[str, str, str, str]] = Counter()
    units = {event.what.unit for person in small.patients for event in person.events} | {"g/dL"}
    for rows in reports[1:4]:
        for row in rows[1:]:
            value = row[4] if len(row) == 6 else ""
            start, _, end = value.rpartition(" ")
            found[row[0], _iso(row[1]), row[2], start if end in units and start else value] += 1
    assert found == event_rows(small)


def test_no_issue_is_lost_or_invented(small: SyntheticPractice, reports: list[Rows]) -> None:
    found: Counter[tuple[str, str, str]] = Counter()
    for row in reports[4][1:]:
        for name, day in zip(row[1:-1:2], row[2:-1:2], strict=True):
            if day:
                found[row[0], _iso(day), name] += 1
    assert found == issue_rows(small)

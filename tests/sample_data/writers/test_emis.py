"""EMIS list reports: the shape, and nothing lost in it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from proactive_care.sample_data import SyntheticPractice, WrittenFile, write_exports
from support.sample_truth import event_rows, issue_rows, shown_numbers

ENCODINGS = ("utf-8-sig", "utf-8", "cp1252", "utf-8")
Rows = list[list[str]]


@pytest.fixture(scope="module")
def written(
    small: SyntheticPractice, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[WrittenFile, Path]]:
    folder = tmp_path_factory.mktemp("emis")
    return [(file, folder / file.name) for file in write_exports(small, "emis", folder)]


@pytest.fixture(scope="module")
def reports(written: list[tuple[WrittenFile, Path]]) -> list[Rows]:
    return [
        list(csv.reader(path.read_text(encoding=encoding).splitlines(keepends=True)))
        for (_, path), encoding in zip(written, ENCODINGS, strict=True)
    ]


def _header(rows: Rows) -> int:
    """Return the index of the row of names: below the band row."""
    return next(i for i, row in enumerate(rows) if row and row[0] == "Patient Details") + 1


def _entries(rows: Rows) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the NHS number and the named cells of every filled band, patient cells carried on."""
    names_at = _header(rows)
    bands, names = rows[names_at - 1], rows[names_at]
    starts = [i for i, band in enumerate(bands) if band]
    number = ""
    for row in rows[names_at + 1 :]:
        if not any(row):
            continue
        number = row[1].replace(" ", "") or number
        for start, end in zip(starts[1:], [*starts[2:], len(names)], strict=True):
            cells = dict(zip(names[start:end], row[start:end], strict=True))
            if any(cells.values()):
                yield number, cells


def _iso(text: str) -> str:
    day, month, year = text.split("-")
    return f"{year}-{datetime.strptime(month, '%b').month:02d}-{day}"  # noqa: DTZ007


def test_the_top_of_a_report(reports: list[Rows]) -> None:
    for rows in reports:
        run = next(row for row in rows if row and row[0] == "Last Run")
        assert run == ["Last Run", "14-Sep-2026 08:05", "Relative Date", "14-Sep-2026"]
        names_at = _header(rows)
        assert len(rows[names_at]) == len(rows[names_at - 1])
        assert rows[names_at][:2] == ["EMIS Number", "NHS Number"]
        assert all(len(row) == len(rows[names_at]) for row in rows[names_at + 1 :])


def test_the_quirks_of_real_files(
    reports: list[Rows], written: list[tuple[WrittenFile, Path]]
) -> None:
    patients, pressures, results, medication = reports
    names = patients[_header(patients)]
    assert "Usual GP's\nFull Name" in names
    assert not any(patients[-1])
    assert not any(patients[-2])
    assert pressures[_header(pressures)][-1] == ""
    assert not any(results[-1])
    raw = [path.read_bytes() for _, path in written]
    assert raw[0].startswith(b"\xef\xbb\xbf")
    assert b"\xb5mol/L" in raw[2]
    assert raw[3].startswith(b'"')
    assert medication[_header(medication)][4] == "Name, Dosage and Quantity"


def test_blood_pressure_is_two_bands(reports: list[Rows]) -> None:
    rows = reports[1]
    bands = [band for band in rows[_header(rows) - 1] if band]
    assert bands == ["Patient Details", "Systolic blood pressure", "Diastolic blood pressure"]


def test_continuation_rows_leave_the_patient_blank(reports: list[Rows]) -> None:
    for rows in reports:
        body = [row for row in rows[_header(rows) + 1 :] if any(row)]
        blank = [row for row in body if not row[0]]
        assert len(blank) > len(body) / 4
        assert all(not any(row[:4]) for row in blank)
        assert body[0][1].count(" ") == 2


def test_everybody_is_in_the_first_report(small: SyntheticPractice, reports: list[Rows]) -> None:
    rows = reports[0]
    names_at = _header(rows)
    people = {row[1].replace(" ", ""): row for row in rows[names_at + 1 :] if row[0]}
    assert list(people) == shown_numbers(small)
    names = rows[names_at]
    for person, row in zip(small.patients, people.values(), strict=True):
        cells = dict(zip(names, row, strict=False))
        assert cells["Family Name"] == person.family_name
        assert _iso(cells["Date of Birth"]) == person.date_of_birth.isoformat()
        assert cells["Locality"] == person.address[1]
        assert cells["Ethnicity"] == person.ethnicity


def test_no_event_is_lost_or_invented(small: SyntheticPractice, reports: list[Rows]) -> None:
    found: Counter[tuple[str, str, str, str]] = Counter()
    for rows in reports[:3]:
        for number, cells in _entries(rows):
            found[number, _iso(cells["Date"]), cells["Concept ID"], cells.get("Value", "")] += 1
    wanted = event_rows(small)
    assert wanted - found == Counter()
    extra = found - wanted
    repeats = {small.patients[f.patient].nhs_number for f in small.faults if f.entry == -1}
    assert {number for number, *_ in extra} <= repeats
    assert extra.total() <= 2 * len(repeats)


def test_no_issue_is_lost_or_invented(small: SyntheticPractice, reports: list[Rows]) -> None:
    products = {issue.product.name for p in small.patients for issue in p.issues}
    longest_first = sorted(products, key=len, reverse=True)
    found: Counter[tuple[str, str, str]] = Counter()
    for number, cells in _entries(reports[3]):
        text = cells["Name, Dosage and Quantity"]
        name = next((n for n in longest_first if text.startswith(f"{n}, ")), "")
        found[number, _iso(cells["Issue Date"]), name] += 1
    assert found == issue_rows(small)


def test_faults_are_on_the_lines_that_are_named(
    written: list[tuple[WrittenFile, Path]],
) -> None:
    for (file, path), encoding in zip(written, ENCODINGS, strict=True):
        lines = path.read_text(encoding=encoding).split("\n")
        assert file.faults
        for line, fault in file.faults:
            if fault.kind == "text for a number":
                assert fault.written in lines[line - 1]
            elif fault.kind == "impossible date":
                assert f"{fault.written[-2:]}-Feb-{fault.written[:4]}" in lines[line - 1]

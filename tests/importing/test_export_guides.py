"""The columns that the guides tell people to tick are columns that the import uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.importing import check_files
from proactive_care.importing.columns import plain_name
from proactive_care.importing.profiles import load_profiles
from proactive_care.resource_files import resource_path
from support.importing import IDRIS, RUN_DATE, csv_text, write
from support.practice import make_session

_LINE = re.compile(r"^- \*\*(?P<band>[^*]+)\*\*: (?P<columns>(?:`[^`]+`(?:, )?)+)$", re.M)
_NOT_STORED = {"text", "type"}
CELLS = {
    "nhs number": IDRIS,
    "date of birth": "14-Feb-1961",
    "sex": "M",
    "gender": "Male",
    "date": "01-Sep-2026",
    "event date": "01-Sep-2026",
    "issue date": "01-Sep-2026",
    "date of issue": "01-Sep-2026",
    "concept id": "271649006",
    "snomed code": "271649006",
    "code": "271649006",
    "value": "140",
    "numeric value": "140 mmHg",
    "name": "Ramipril 5mg capsules",
    "drug": "Ramipril 5mg capsules",
    "name dosage and quantity": "Ramipril 5mg capsules, One daily, 28 capsules",
}


def _reports(guide: str) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Yield each report of a guide: its heading, and its groups of columns."""
    text = resource_path("help", f"{guide}.md").read_text("utf-8")
    for part in re.split(r"^#{2,3} ", text, flags=re.M)[1:]:
        groups = [
            (match["band"], re.findall(r"`([^`]+)`", match["columns"]))
            for match in _LINE.finditer(part)
        ]
        if groups:
            yield part.splitlines()[0], groups


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path / "practice")
    yield made
    made.practice.close_all()


def _cells(names: list[str]) -> list[str]:
    return [CELLS.get(plain_name(name), "") for name in names]


def _not_used(session: Session, path: Path) -> list[str]:
    with check_files(session, [path], run_date=RUN_DATE) as checked:
        return [column.name for column in checked.files[0].columns if not column.used_as]


@pytest.mark.parametrize(("heading", "groups"), list(_reports("export-emis")))
def test_emis(
    session: Session, tmp_path: Path, heading: str, groups: list[tuple[str, list[str]]]
) -> None:
    names = [name for _, columns in groups for name in columns]
    bands = [cell for band, columns in groups for cell in (band, *[""] * (len(columns) - 1))]
    rows = [[heading], ["Last Run", "12-Sep-2026 08:05"], [], bands, names, _cells(names)]
    assert groups[0][0] == "Patient Details"
    assert _not_used(session, write(tmp_path, "emis.csv", csv_text(rows))) == []


@pytest.mark.parametrize(("heading", "groups"), list(_reports("export-systmone")))
def test_systmone(
    session: Session, tmp_path: Path, heading: str, groups: list[tuple[str, list[str]]]
) -> None:
    names = [name for _, columns in groups for name in columns]
    shown = names
    if heading != "Patients":
        shown = [n if n == "NHS number" else f"Proactive Care - X: {n}" for n in names]
    if heading == "Medication":
        shown = names
    rows = [[*shown, "Patient Count"], [*_cells(names), "1"]]
    path = write(tmp_path, f"{heading}.csv", csv_text(rows))
    assert set(_not_used(session, path)) <= {"Patient Count"}


@pytest.mark.parametrize(("heading", "groups"), list(_reports("export-plain")))
def test_plain(
    session: Session, tmp_path: Path, heading: str, groups: list[tuple[str, list[str]]]
) -> None:
    names = [name for _, columns in groups for name in columns]
    path = write(tmp_path, heading, csv_text([names, _cells(names)]))
    assert set(_not_used(session, path)) <= _NOT_STORED


def test_vision_says_how_many_columns_there_are() -> None:
    text = resource_path("help", "export-vision.md").read_text("utf-8")
    profiles = load_profiles()
    assert f"**Patients**: {len(profiles['vision_patient'].columns)} columns" in text
    assert f"**Journal**: {len(profiles['vision_journal'].columns)} columns" in text


def test_every_guide_has_its_reports() -> None:
    counts = {guide: len(list(_reports(f"export-{guide}"))) for guide in ("emis", "systmone")}
    assert counts == {"emis": 4, "systmone": 5}
    assert len(list(_reports("export-plain"))) == 3

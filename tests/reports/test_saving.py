"""The workbooks as files: what is in them, what never is, and who may write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, InvalidInput, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.reports import save_inequalities, save_progress, save_quality
from proactive_care.reports.quality_book import ROWS_SHEET
from support.practice import add_user, make_session
from support.report_practice import (
    AS_OF,
    PEOPLE,
    freeze,
    invite,
    make_report_practice,
    sort_copd,
    sort_hypertension,
)
from support.rows import add_event


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b", 7: "3a"}, date(2026, 7, 30))
    freeze(session)
    sort_hypertension(session, {1: "4a", 2: "2c", 3: "3b", 8: "2c"}, AS_OF)
    sort_copd(session, {2: "2"}, AS_OF)
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE stratification_result SET could_not_check = ? WHERE patient = 2",
            ('["=cmd|calc", "no BMI recorded"]',),
        )
    invite(session, 1, date(2026, 8, 3))
    yield session
    session.practice.close_all()


def cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def words(path: Path) -> str:
    found = (str(c) for rows in cells(path).values() for row in rows for c in row if c is not None)
    return " ".join(found).casefold()


def row_of(rows: list[tuple[Any, ...]], *start: object) -> dict[str, Any]:
    (found,) = [row for row in rows[4:] if row[: len(start)] == start]
    return dict(zip(reversed(rows[3]), reversed(found), strict=True))  # the first of equal titles


def last_detail(session: Session) -> tuple[str, dict[str, Any]]:
    row = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row[0], json.loads(row[1])


def test_progress_has_a_sheet_for_each_question(session: Session, tmp_path: Path) -> None:
    saved = save_progress(session, tmp_path / "p.xlsx", AS_OF)
    assert saved.sheets == (
        "About", "Tiers", "Groups", "Backlog", "Backlog by month", "Movement",
        "Moves between groups", "Could not be checked", "Invitations", "QOF estimate",
    )  # fmt: skip
    found = cells(saved.path)
    assert tuple(found) == saved.sheets
    tiers = row_of(found["Tiers"], "Hypertension")
    assert (tiers["Register"], tiers["Medium"], tiers["Low"]) == (4, 1, 1)
    backlog = row_of(found["Backlog"], "Hypertension")
    assert (backlog["Open now"], backlog["Open then"], backlog["Change"]) == (3, 3, 0)
    assert (backlog["Closed: reached low"], backlog["Gone: left"]) == (1, 1)
    total = row_of(found["Backlog"], "All")
    assert (total["Open now"], total["Register now"]) == (4, 5)
    assert row_of(found["Groups"], "Hypertension", "2c")["Patients"] == 2
    assert row_of(found["Invitations"], 1, "letter")["Invitations"] == 1
    assert row_of(found["Movement"], "Hypertension")["To a calmer tier"] == 1


def test_progress_has_real_charts(session: Session, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(save_progress(session, tmp_path / "p.xlsx", AS_OF).path)
    charts = {sheet.title: len(sheet._charts) for sheet in book if sheet._charts}
    assert charts == {"Tiers": 1, "Backlog": 1, "Backlog by month": 1, "Movement": 1}


def test_the_cover_says_everything_that_a_reader_must_know(
    session: Session, tmp_path: Path
) -> None:
    saved = save_progress(session, tmp_path / "p.xlsx", AS_OF, purpose="ICB return")
    about = {row[0]: row[1] for row in cells(saved.path)["About"]}
    assert about["Practice"].startswith("Harrowmere Surgery (demo practice")
    assert about["As of"] == "14 Sep 2026"
    assert about["Extract date"] == "Extract of 12 Sep 2026"
    assert about["Purpose"] == "ICB return"
    assert "lead, clinical lead" in about["Made by"]
    assert "left out: 1 deceased, 1 left" in about["Who is counted"]
    assert "no longer in the newest extract" in about["Please note"]


@pytest.mark.parametrize("save", [save_progress, save_inequalities, save_quality])
def test_no_patient_is_named(session: Session, tmp_path: Path, save: Any) -> None:
    text = words(save(session, tmp_path / "r.xlsx", AS_OF).path)
    for _, number, family, *_ in PEOPLE:
        assert family.strip().casefold() not in text
        assert number is None or number not in text.replace(" ", "")
    assert "mill row" not in text


def test_text_from_the_data_is_never_run(session: Session, tmp_path: Path) -> None:
    path = save_progress(session, tmp_path / "p.xlsx", AS_OF).path
    reasons = [row[1] for row in cells(path)["Could not be checked"][4:]]
    assert "'=cmd|calc" in reasons


def test_every_qof_figure_says_that_it_is_an_estimate(session: Session, tmp_path: Path) -> None:
    rows = cells(save_progress(session, tmp_path / "p.xlsx", AS_OF).path)["QOF estimate"]
    assert "An estimate" in rows[0][0]
    for title in ("Denominator (estimate)", "Met (estimate)", "Estimate", "Standing (estimate)"):
        assert title in rows[3]
    assert {row[1] for row in rows[4:23]} == {"2026/27"}


def test_the_same_data_gives_the_same_bytes(session: Session, tmp_path: Path) -> None:
    one = save_progress(session, tmp_path / "1.xlsx", AS_OF).path.read_bytes()
    assert one == save_progress(session, tmp_path / "2.xlsx", AS_OF).path.read_bytes()


def test_an_empty_practice_gets_a_workbook_that_says_so(tmp_path: Path) -> None:
    session = make_session(tmp_path / "empty")
    for save in (save_progress, save_quality, save_inequalities):
        saved = save(session, tmp_path / "r.xlsx", AS_OF)
        assert "No extract has been imported yet" in str(cells(saved.path)["About"])
    session.practice.close_all()


def test_quality_says_which_values_the_rules_ignore(session: Session, tmp_path: Path) -> None:
    add_event(session, 1, "bmi", date(2026, 1, 1), 9)
    rows = cells(save_quality(session, tmp_path / "q.xlsx", AS_OF).path)["Implausible"]
    assert ("BMI", "outside 10 to 90 kg/m2", 1) in rows


def test_quality_names_patients_only_for_a_purpose(session: Session, tmp_path: Path) -> None:
    without = save_quality(session, tmp_path / "q.xlsx", AS_OF)
    assert ROWS_SHEET not in without.sheets
    assert without.patient_rows == 0
    named = save_quality(session, tmp_path / "q.xlsx", AS_OF, purpose="Clean-up by reception")
    assert named.sheets[-1] == ROWS_SHEET
    rows = cells(named.path)[ROWS_SHEET][4:]
    assert len(rows) == named.patient_rows
    assert ("none", "L5", "no valid NHS number") in rows
    assert ("999 000 0034", None, "no phone number") in rows
    action, detail = last_detail(session)
    assert action == "report.quality"
    assert detail["purpose"] == "Clean-up by reception"
    assert detail["patient_rows"] == named.patient_rows


def test_inequalities_hide_small_numbers_unless_told(session: Session, tmp_path: Path) -> None:
    outside = save_inequalities(session, tmp_path / "i.xlsx", AS_OF)
    assert outside.sheets == (
        "About", "Deprivation fifth", "Ethnic group", "Sex", "Age", "Village",
        "Needs an interpreter", "Language",
    )  # fmt: skip
    rows = cells(outside.path)["Sex"]
    assert row_of(rows, "female")["Patients"] == "under 5"
    assert last_detail(session)[1]["small_numbers_hidden"] is True
    inside = save_inequalities(session, tmp_path / "i.xlsx", AS_OF, outside=False)
    rows = cells(inside.path)["Sex"]
    assert row_of(rows, "female")["Patients"] == 3
    assert row_of(rows, "everybody")["Patients"] == 6
    assert "Do not send this out" in rows[1][0]
    book = openpyxl.load_workbook(inside.path)
    assert [len(sheet._charts) for sheet in book] == [0, 2, 2, 2, 2, 2, 2, 2]


def test_every_export_is_audited_with_its_purpose(session: Session, tmp_path: Path) -> None:
    save_progress(session, tmp_path / "p.xlsx", AS_OF, purpose=" ICB return ")
    action, detail = last_detail(session)
    assert action == "report.progress"
    assert (detail["purpose"], detail["as_of"]) == ("ICB return", "2026-09-14")
    assert "Tiers" in detail["sheets"]


def test_a_report_without_a_purpose_is_refused(session: Session, tmp_path: Path) -> None:
    for save in (save_progress, save_inequalities):
        with pytest.raises(InvalidInput):
            save(session, tmp_path / "p.xlsx", AS_OF, purpose="  ")
    assert not (tmp_path / "p.xlsx").exists()


def test_who_may_not_export_writes_nothing(session: Session, tmp_path: Path) -> None:
    hca = add_user(session, "hca", Role.HCA)
    for save in (save_progress, save_quality, save_inequalities):
        with pytest.raises(NotPermitted):
            save(hca, tmp_path / "p.xlsx", AS_OF)
    assert not (tmp_path / "p.xlsx").exists()
    hca.practice.close_all()


def test_a_file_that_cannot_be_written_is_not_audited(session: Session, tmp_path: Path) -> None:
    before = session.practice.db["audit"].count
    with pytest.raises(FileProblem):
        save_progress(session, tmp_path / "missing" / "p.xlsx", AS_OF)
    assert session.practice.db["audit"].count == before


def test_no_sheet_is_put_into_a_temporary_file(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows of patients would lie there in clear; openpyxl does that when it is left to it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    made: list[str] = []
    monkeypatch.setattr(
        "openpyxl.worksheet._writer.create_temporary_file", lambda *_: made.append("file")
    )
    save_quality(session, tmp_path / "quality.xlsx", AS_OF, purpose="Mending records")
    assert ROWS_SHEET in cells(tmp_path / "quality.xlsx")
    assert [made, list(folder.iterdir())] == [[], []]

"""What to look at first in the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from proactive_care.accounts import Session
from proactive_care.reports import first_things, quality_report, save_quality
from support.report_practice import AS_OF, make_report_practice, sort_hypertension


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b"})
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE stratification_result SET could_not_check = ? WHERE patient IN (2, 3)",
            ('["ethnicity not recorded"]',),
        )
    yield session
    session.practice.close_all()


def test_the_most_serious_comes_first(session: Session) -> None:
    assert first_things(quality_report(session, AS_OF)) == (
        "1 patient has no date of birth: they are on no register with an age limit, and no rule"
        " that asks for an age can be checked for them.",
        "Ethnicity not recorded: 2 groups cannot be checked for 2 patients.",
        "1 patient has no valid NHS number: they are known by the local number only, and may be"
        " somebody’s second record.",
    )


def test_columns_that_no_file_has_are_named_together(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET ethnicity = NULL, sex = 'U', date_of_birth = NULL")
    found = first_things(quality_report(session, AS_OF))
    assert found[0].startswith("6 patients have no date of birth")
    assert found[1].startswith("No file has a column for date of birth, sex or ethnicity.")


def test_old_extracts_are_named(session: Session) -> None:
    found = quality_report(session, AS_OF)
    (one,) = found.extracts
    old = replace(one, run_date=AS_OF - timedelta(days=31))
    older = replace(one, run_date=AS_OF - timedelta(days=90), file="older.csv")
    edge = replace(one, run_date=AS_OF - timedelta(days=30))
    assert first_things(replace(found, extracts=(edge,))) == first_things(found)
    said = first_things(replace(found, extracts=(old,)))[-1]
    assert said == "1 report is more than 30 days old: events.csv of 14 Aug 2026."
    said = first_things(replace(found, extracts=(old, older)))[-1]
    assert said == "2 reports are more than 30 days old; the oldest is older.csv of 16 Jun 2026."


def test_one_column_alone_and_nothing_at_all(session: Session) -> None:
    found = quality_report(session, AS_OF)
    fine = replace(found, missing=(), enablers=(), extracts=())
    assert first_things(fine) == ()
    counted = found.basis.population.counted
    sexless = replace(fine, missing=tuple(
        replace(each, patients=counted) for each in found.missing if each.what == "no sex"
    ))  # fmt: skip
    assert "column for sex." in first_things(sexless)[0]


def test_the_workbook_begins_with_it(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    save_quality(session, path, AS_OF, purpose="For a test")
    sheet = openpyxl.load_workbook(path)["Look at first"]
    cells = [cell.value for cell in sheet["A"] if cell.value]
    assert any("no date of birth" in str(cell) for cell in cells)

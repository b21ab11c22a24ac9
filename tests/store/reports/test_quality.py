"""Data quality, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.reports.basis import CODES
from proactive_care.store.reports import quality
from proactive_care.store.reports.population import population
from proactive_care.store.reports.quality import (
    Freshness,
    ImpossibleDates,
    LikelyDuplicate,
    MissingCount,
    QualityRow,
    RejectionCount,
)
from support.report_practice import AS_OF, add_bp, make_report_practice, sort_hypertension
from support.rows import add_event, add_import


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b", 6: "1"})
    yield session
    session.practice.close_all()


def test_missing_is_counted_among_the_living_and_on_registers(session: Session) -> None:
    db = session.practice.db
    with population(db, AS_OF, CODES):
        found = {each.what: each for each in quality.missing_counts(db)}
    assert found["no valid NHS number"] == MissingCount("no valid NHS number", 1, 0)
    assert found["no date of birth"] == MissingCount("no date of birth", 1, 0)
    assert found["no sex"] == MissingCount("no sex", 1, 0)
    assert found["no ethnicity"] == MissingCount("no ethnicity", 3, 0)
    assert found["no address"] == MissingCount("no address", 4, 1)
    assert found["no postcode"].patients == 4
    assert found["no phone number"] == MissingCount("no phone number", 4, 1)
    assert found["no deprivation fifth"].patients == 3
    assert found["no language"].patients == 4
    assert found["interpreter need not known"].patients == 4


def test_nobody_misses_nothing(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_death = 1")
    db = session.practice.db
    with population(db, AS_OF, CODES):
        assert {each.patients for each in quality.missing_counts(db)} == {0}
        assert quality.impossible_dates(db, AS_OF) == ImpossibleDates(0, 0)
        assert quality.freshness(db, "copd", ("mrc_1",), AS_OF, AS_OF) == Freshness(0, 0, 0, 0)


def test_recent_stale_and_never_make_the_register(session: Session) -> None:
    add_bp(session, 1, date(2025, 3, 14), 140, 80)
    add_bp(session, 1, date(2020, 1, 1), 140, 80)
    add_bp(session, 2, date(2025, 3, 13), 140, 80)
    add_bp(session, 3, date(2026, 9, 15), 140, 80)  # after the day of the report
    db = session.practice.db
    with population(db, AS_OF, CODES):
        found = quality.freshness(
            db, "hypertension", ("systolic_bp_clinic",), date(2025, 3, 14), AS_OF
        )
    assert found == Freshness(patients=3, recent=1, stale=1, never=1)


def test_rejections_are_those_of_files_in_use(session: Session) -> None:
    later = add_import(session, name="again.csv")
    with session.practice.transaction() as db:
        for source, line, reason in ((1, 2, "not a date"), (1, 3, "not a date"), (later, 2, "no")):
            db["import_rejection"].insert(
                {"source": source, "line": line, "item": 0, "column_name": "date",
                 "value_shown": "x", "reason": reason}
            )  # fmt: skip
        db.conn.execute("UPDATE import_file SET current = 0 WHERE source = ?", (later,))
    assert quality.rejection_counts(session.practice.db) == (
        RejectionCount("events.csv", "date", "not a date", 2),
    )


def test_extracts_are_the_newest_of_each_report_oldest_first(session: Session) -> None:
    add_import(session, date(2026, 8, 1), "bp.csv")
    add_import(session, date(2026, 9, 1), "bp.csv")
    found = quality.extract_ages(session.practice.db)
    assert [(each.report, each.run_date) for each in found] == [
        ("bp.csv", date(2026, 9, 1)),
        ("events.csv", date(2026, 9, 12)),
    ]


def test_impossible_dates_and_values(session: Session) -> None:
    add_event(session, 1, "hypertension", date(2026, 9, 15), None)
    add_event(session, 1, "hypertension", date(1959, 3, 1), None)
    add_event(session, 1, "bmi", date(2026, 1, 1), 9.9)
    add_event(session, 2, "bmi", date(2026, 1, 1), 10)
    add_event(session, 3, "bmi", date(2026, 1, 1), None)
    add_event(session, 6, "bmi", date(2026, 1, 1), 500)  # dead
    db = session.practice.db
    with population(db, AS_OF, CODES):
        assert quality.impossible_dates(db, AS_OF) == ImpossibleDates(1, 1)
        limits = {117: (10.0, 90.0), 118: (2.0, 400.0)}
        assert quality.implausible_values(db, limits) == {117: 1}


def test_doubles_share_name_and_birth_whatever_the_capitals(session: Session) -> None:
    db = session.practice.db
    with population(db, AS_OF, CODES):
        doubles = quality.likely_duplicates(db)
        assert doubles == (LikelyDuplicate((1, 8)),)
        rows = quality.quality_rows(db, doubles)
    assert QualityRow("9990000085", None, "may be double (pair 1)") in rows
    assert QualityRow(None, "L5", "no valid NHS number") in rows
    assert QualityRow("9990000034", None, "no phone number") in rows
    assert not any(row.what == "no language" for row in rows)

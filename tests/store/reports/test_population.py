"""Who is counted, with every exclusion; and that counting leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.store.reports.population import (
    Codes,
    PopulationCounts,
    population,
    population_counts,
)
from support.report_practice import AS_OF, contact, invite, make_report_practice, sort_hypertension
from support.rows import add_event, add_run

CODES = Codes(
    ("palliative_care", "palliative_care_ended"),
    ("annual_review_done",),
    ("hypertension_pca_declined",),
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


def counted(session: Session, as_of: date = AS_OF) -> PopulationCounts:
    with population(session.practice.db, as_of, CODES):
        return population_counts(session.practice.db)


def marked(session: Session, column: str) -> set[int]:
    db = session.practice.db
    with population(db, AS_OF, CODES):
        rows = db.conn.execute(f"SELECT patient FROM temp.report_person WHERE {column}")
        return {row[0] for row in rows}


def test_dead_and_left_are_not_counted(session: Session) -> None:
    sort_hypertension(session, {1: "2a", 2: "4a", 6: "1"})
    found = counted(session)
    assert (found.in_file, found.deceased, found.left, found.counted) == (8, 1, 1, 6)
    assert found.on_register == 2  # patient 6 has died since the sorting
    assert found.not_in_extract == 1


def test_somebody_who_leaves_later_still_counts(session: Session) -> None:
    before = date(2026, 7, 31)
    assert (counted(session, before).deceased, counted(session, before).left) == (0, 0)


def test_an_empty_practice_counts_nobody(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM patient")
    assert counted(session) == PopulationCounts(0, 0, 0, 0, 0, 0, 0, 0)


def test_end_of_life_lasts_until_a_later_code_ends_it(session: Session) -> None:
    for patient, ended in ((1, None), (2, date(2026, 5, 1)), (3, date(2026, 1, 1))):
        add_event(session, patient, "palliative_care", date(2026, 3, 1), None)
        if ended:
            add_event(session, patient, "palliative_care_ended", ended, None)
    add_event(session, 4, "palliative_care", date(2026, 9, 15), None)  # after the report's day
    add_event(session, 6, "palliative_care", date(2026, 3, 1), None)
    assert marked(session, "end_of_life") == {1, 3, 6}
    assert counted(session).end_of_life == 2  # 6 is dead


def test_a_coded_no_counts_for_a_year_and_one_said_here_until_it_is_corrected(
    session: Session,
) -> None:
    add_event(session, 1, "hypertension_pca_declined", date(2025, 9, 14), None)
    add_event(session, 2, "hypertension_pca_declined", date(2025, 9, 13), None)
    contact(session, "c1", 3, "declined", date(2020, 1, 1))
    contact(session, "c2", 4, "declined", date(2026, 1, 1))
    contact(session, "c3", 4, "note", date(2026, 1, 2), corrects="c2")
    assert marked(session, "declined") == {1, 3}


def test_reviewed_and_invited_look_back_one_year(session: Session) -> None:
    add_event(session, 1, "annual_review_done", date(2025, 9, 14), None)
    add_event(session, 2, "annual_review_done", date(2025, 9, 13), None)
    contact(session, "c1", 3, "review", date(2026, 2, 1))
    contact(session, "c2", 4, "review", date(2025, 2, 1))
    invite(session, 1, date(2025, 9, 14))
    invite(session, 2, date(2025, 9, 13))
    assert marked(session, "reviewed") == {1, 3}
    assert marked(session, "invited") == {1}


def test_the_most_urgent_tier_is_the_persons(session: Session) -> None:
    sort_hypertension(session, {1: "4a", 2: "2c", 3: "3a"})
    add_run(session, "copd", {1: ("2", "high"), 2: ("3", "medium")})
    db = session.practice.db
    with population(db, AS_OF, CODES):
        rows = db.conn.execute(
            "SELECT patient, tier_rank FROM temp.report_person WHERE tier_rank IS NOT NULL"
        ).fetchall()
    assert dict(rows) == {1: 1, 2: 2, 3: 3}  # high, data gap, medium


def test_a_later_run_of_one_patient_replaces_only_that_patient(session: Session) -> None:
    sort_hypertension(session, {1: "2a", 2: "2a", 3: "2a"})
    for patient, group, tier in ((1, "4a", "low"), (2, "", "")):
        add_run(session, "hypertension", {patient: (group, tier)})
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET cause = 'reading' WHERE id > 1")
    assert places(session) == {1: "4a", 3: "2a"}


def test_a_later_run_over_everybody_replaces_everybody(session: Session) -> None:
    sort_hypertension(session, {1: "2a", 2: "2a"}, date(2026, 8, 1))
    sort_hypertension(session, {1: "4a"}, AS_OF)
    assert places(session) == {1: "4a"}
    assert places(session, date(2026, 8, 31)) == {1: "2a", 2: "2a"}
    assert places(session, date(2026, 7, 31)) == {}


def test_readings_before_the_first_sorting_count(session: Session) -> None:
    add_run(session, "hypertension", {1: ("2a", "high")})
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET cause = 'reading'")
    assert places(session) == {1: "2a"}


def test_nothing_is_left_behind_even_after_an_error(session: Session) -> None:
    db = session.practice.db
    with pytest.raises(ZeroDivisionError), population(db, AS_OF, CODES):
        raise ZeroDivisionError
    assert not db.conn.in_transaction
    tables = db.conn.execute("SELECT count(*) FROM temp.sqlite_master").fetchone()
    assert tables[0] == 0


def test_it_can_be_used_inside_a_transaction(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_death = 1 WHERE id = 1")
        with population(db, AS_OF, CODES):
            assert population_counts(db).deceased == 2
    dead = session.practice.db.conn.execute("SELECT date_of_death FROM patient WHERE id = 1")
    assert dead.fetchone()[0] == 1


def places(session: Session, as_of: date = AS_OF) -> dict[int, str]:
    db = session.practice.db
    with population(db, as_of, CODES):
        rows = db.conn.execute("SELECT patient, priority_group FROM temp.report_place").fetchall()
    return dict(rows)

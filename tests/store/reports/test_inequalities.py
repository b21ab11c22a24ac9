"""The splits of the inequalities report, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.reports.basis import CODES
from proactive_care.store.reports.inequalities import (
    SPLITS,
    PeopleCount,
    everybody,
    people_by_age,
    people_counts,
)
from proactive_care.store.reports.population import population
from support.report_practice import AS_OF, invite, make_report_practice, sort_hypertension
from support.rows import add_event


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b", 6: "1"})
    yield session
    session.practice.close_all()


def test_unknown_is_its_own_row(session: Session) -> None:
    invite(session, 1, date(2026, 3, 1))
    invite(session, 4, date(2026, 3, 1))  # not on a register
    add_event(session, 2, "annual_review_done", date(2026, 3, 1), None)
    db = session.practice.db
    with population(db, AS_OF, CODES):
        assert people_counts(db, "imd_quintile") == (
            PeopleCount(None, 3, 0, (0, 0, 0, 0, 0), 0, 0),
            PeopleCount("1", 2, 2, (0, 1, 1, 0, 0), 1, 1),
            PeopleCount("5", 1, 1, (0, 0, 0, 0, 1), 0, 0),
        )


def test_every_split_counts_everybody_once(session: Session) -> None:
    db = session.practice.db
    with population(db, AS_OF, CODES):
        total = everybody(db)
        assert (total.people, total.on_register, total.tiers) == (6, 3, (0, 1, 1, 0, 1))
        for split in SPLITS:
            rows = people_counts(db, split)
            assert sum(row.people for row in rows) == 6
            assert sum(row.on_register for row in rows) == 3
        assert {row.value for row in people_counts(db, "village")} == {
            None, "Little Sedge", "Ottermere",
        }  # fmt: skip
        assert {row.value for row in people_counts(db, "sex")} == {None, "F", "M", "I"}
        assert {row.value for row in people_counts(db, "interpreter")} == {None, "yes", "no"}


def test_age_bands_change_on_the_birthday(session: Session) -> None:
    db = session.practice.db

    def bands(as_of: date) -> dict[str | None, int]:
        with population(db, as_of, CODES):
            return {row.value: row.people for row in people_by_age(db, (0, 16, 80), as_of)}

    before, on = bands(date(2026, 9, 8)), bands(date(2026, 9, 9))  # 4 turns 16
    assert (before.get("0"), on.get("0")) == (1, None)
    assert on["16"] == before["16"] + 1
    assert on[None] == 1


def test_an_empty_practice(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_death = 1")
    db = session.practice.db
    with population(db, AS_OF, CODES):
        assert everybody(db) == PeopleCount("everybody", 0, 0, (0, 0, 0, 0, 0), 0, 0)

"""The baseline is the first sorting that found anybody, and nothing moves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.store.reports import baseline
from support.report_practice import AS_OF, born, freeze, make_report_practice, sort_hypertension
from support.rows import add_event, add_run


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


def test_there_is_none_before_anybody_was_sorted(session: Session) -> None:
    assert not freeze(session)
    sort_hypertension(session, {})
    assert not freeze(session)  # a run that found nobody
    assert baseline.baselines(session.practice.db) == {}


def test_it_is_frozen_once_from_the_earliest_run_that_found_anybody(session: Session) -> None:
    sort_hypertension(session, {}, date(2026, 6, 1))
    add_run(session, "hypertension", {1: ("1", "urgent")}, as_of=date(2026, 6, 2))
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET cause = 'reading' WHERE id = 2")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b"}, date(2026, 7, 1))
    sort_hypertension(session, {1: "4a"}, date(2026, 8, 1))
    assert freeze(session)
    assert not freeze(session)
    (found,) = baseline.baselines(session.practice.db).values()
    assert (found.framework, found.as_of, found.run) == ("hypertension", date(2026, 7, 1), 3)
    assert (found.patients, found.open) == (3, 2)
    assert found.tiers == {"high": 1, "data gap": 1, "low": 1}
    assert (found.pack, found.version, found.signed) == ("uclpartners", "2022.1", True)
    assert found.reason == baseline.FIRST


def test_starting_again_is_a_new_row(session: Session) -> None:
    sort_hypertension(session, {1: "2a", 2: "2a"}, date(2026, 7, 1))
    freeze(session)
    sort_hypertension(session, {1: "4a", 2: "2a"}, AS_OF)
    with session.practice.transaction() as db:
        assert baseline.freeze_again(db, "hypertension", "medications came later", born())
        assert not baseline.freeze_again(db, "copd", "nobody is sorted", born())
    (found,) = baseline.baselines(session.practice.db).values()
    assert (found.open, found.reason) == (1, "medications came later")
    assert session.practice.db["backlog_baseline"].count == 2


@pytest.mark.parametrize(
    "change", ["UPDATE backlog_baseline SET open = 0", "DELETE FROM backlog_baseline"]
)
def test_nobody_can_move_it(session: Session, change: str) -> None:
    sort_hypertension(session, {1: "2a"})
    freeze(session)
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        session.practice.db.conn.execute(change)


def test_the_first_sorting_freezes_it_by_itself(session: Session) -> None:
    add_event(session, 1, "hypertension", date(2012, 5, 14), None)
    frameworks.stratify(session, AS_OF)
    add_event(session, 2, "hypertension", date(2012, 5, 14), None)
    frameworks.stratify(session, AS_OF)
    found = baseline.baselines(session.practice.db)
    assert {name: row.patients for name, row in found.items()} == {"hypertension": 1}

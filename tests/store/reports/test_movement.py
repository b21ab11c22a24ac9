"""Movement between two runs, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.reports.basis import CODES
from proactive_care.store.reports import movement
from proactive_care.store.reports.movement import TierCount, Transition
from proactive_care.store.reports.population import population
from support.report_practice import AS_OF, make_report_practice, sort_copd, sort_hypertension


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b", 6: "1", 7: "3a"}, date(2026, 7, 10))
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b", 6: "1", 7: "3a"}, date(2026, 7, 30))
    sort_copd(session, {2: "4"}, date(2026, 7, 30))
    sort_hypertension(session, {1: "4a", 2: "2c", 5: "2a", 8: "2c"}, date(2026, 9, 14))
    yield session
    session.practice.close_all()


def test_the_last_run_of_each_month_counts(session: Session) -> None:
    runs = movement.runs_at_month_ends(session.practice.db, date(2026, 7, 1), AS_OF)
    assert [(run.framework, run.run, run.month) for run in runs] == [
        ("copd", 3, date(2026, 7, 1)),
        ("hypertension", 2, date(2026, 7, 1)),
        ("hypertension", 4, date(2026, 9, 1)),
    ]
    assert (
        movement.runs_at_month_ends(session.practice.db, date(2026, 8, 1), date(2026, 8, 31)) == ()
    )


def test_tiers_of_a_run_are_those_of_then(session: Session) -> None:
    assert movement.tier_counts(session.practice.db, (3, 4)) == (
        TierCount(3, "low", 1),
        TierCount(4, "data gap", 2),
        TierCount(4, "high", 1),
        TierCount(4, "low", 1),
    )


def test_everybody_in_either_run_is_in_one_transition(session: Session) -> None:
    found = movement.transitions(session.practice.db, 2, 4, AS_OF)
    assert set(found) == {
        Transition("", "", "2a", "high", "", 1),  # 5 joined
        Transition("", "", "2c", "data gap", "", 1),  # 8 joined
        Transition("1", "urgent", "", "", movement.DECEASED, 1),  # 6
        Transition("2a", "high", "4a", "low", "", 1),  # 1
        Transition("2c", "data gap", "2c", "data gap", "", 1),  # 2
        Transition("3a", "medium", "", "", movement.LEFT, 1),  # 7
        Transition("4b", "low", "", "", movement.OFF_REGISTER, 1),  # 3
    }
    assert sum(each.patients for each in found) == 7


def test_a_death_after_the_month_is_not_its_reason(session: Session) -> None:
    found = movement.transitions(session.practice.db, 2, 4, date(2026, 7, 31))
    assert {each.gone for each in found if not each.after} == {movement.OFF_REGISTER}


def test_to_now_leaves_out_who_has_gone_since_the_newest_run(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE patient SET date_of_death = ? WHERE id = 1", (date(2026, 9, 14).toordinal(),)
        )
    db = session.practice.db
    with population(db, AS_OF, CODES):
        found = movement.transitions_to_now(db, 2, "hypertension", AS_OF)
    assert Transition("2a", "high", "", "", movement.DECEASED, 1) in found

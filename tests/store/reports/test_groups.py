"""Groups, gaps and who is gone since, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.reports.basis import CODES
from proactive_care.store.reports import groups
from proactive_care.store.reports.groups import GapReason, GroupCount
from proactive_care.store.reports.population import population
from support.report_practice import AS_OF, make_report_practice, sort_copd, sort_hypertension
from support.rows import add_event


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2a", 3: "4b", 6: "1", 7: "3a"})
    sort_copd(session, {2: "4"})
    yield session
    session.practice.close_all()


def test_groups_count_the_living_and_registered(session: Session) -> None:
    add_event(session, 1, "palliative_care", date(2026, 1, 1), None)
    add_event(session, 2, "hypertension_pca_declined", date(2026, 1, 1), None)
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE stratification_result SET local_tier = 'urgent' WHERE patient = 2 AND run = 1"
        )
        db.conn.execute(
            "UPDATE stratification_result SET local_tier = tier WHERE patient = 1 AND run = 1"
        )
    db = session.practice.db
    with population(db, AS_OF, CODES):
        assert groups.group_counts(db) == (
            GroupCount("copd", "4", "low", 1, 0, 0, 1),
            GroupCount("hypertension", "2a", "high", 2, 1, 1, 1),
            GroupCount("hypertension", "4b", "low", 1, 0, 0, 0),
        )
        assert groups.gone_since(db) == {"hypertension": {"deceased": 1, "left": 1}}
        assert groups.overall_tiers(db) == {1: 2, 4: 1}
        assert groups.patients_with_conditions(db) == {1: 2, 2: 1}


def test_gaps_are_counted_by_reason_and_over_all_frameworks(session: Session) -> None:
    with session.practice.transaction() as db:
        for run, patient, texts in (
            (1, 1, '["no eGFR", "no BMI"]'),
            (1, 2, '["no eGFR"]'),
            (2, 2, '["no eGFR"]'),
            (1, 6, '["no eGFR"]'),  # dead
        ):
            db.conn.execute(
                "UPDATE stratification_result SET could_not_check = ?"
                " WHERE run = ? AND patient = ?",
                (texts, run, patient),
            )
    db = session.practice.db
    with population(db, AS_OF, CODES):
        assert groups.gap_reasons(db) == (
            GapReason("hypertension", "no eGFR", 2),
            GapReason("copd", "no eGFR", 1),
            GapReason("hypertension", "no BMI", 1),
        )
        assert groups.patients_with_gap(db) == {"no eGFR": 2, "no BMI": 1}


def test_the_runs_are_the_newest_over_everybody_up_to_the_day(session: Session) -> None:
    sort_hypertension(session, {1: "4a"}, date(2026, 10, 1))
    runs = groups.framework_runs(session.practice.db, AS_OF)
    assert [(run.framework, run.run, run.as_of) for run in runs] == [
        ("hypertension", 1, AS_OF),
        ("copd", 2, AS_OF),
    ]
    assert runs[0].signed

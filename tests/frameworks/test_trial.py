"""Sorting without storing gives what a stored run gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.frameworks import (
    Moved,
    TrialGroup,
    latest_results,
    stratify,
    switch_adaptation,
    try_sorting,
    who_moves,
)
from support.little_practice import make_little_practice
from support.practice import add_user


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_little_practice(tmp_path / "practice")
    yield made
    made.practice.close_all()


@pytest.mark.parametrize("adapted", [False, True])
def test_a_trial_is_what_would_be_stored(session: Session, adapted: bool) -> None:
    if adapted:
        switch_adaptation(session, "multimorbidity", True)
        switch_adaptation(session, "no-review", True)
    runs = session.practice.db["stratification_run"].count
    seen: list[str] = []
    tried = try_sorting(session, session.today(), progress=lambda d, t, what: seen.append(what))
    assert session.practice.db["stratification_run"].count == runs
    assert len(seen) == len(Framework)
    stratify(session, session.today())
    stored = {
        (framework, row.patient): TrialGroup(row.group, Tier(row.local_tier or row.tier))
        for framework in Framework
        for row in latest_results(session, framework.value)
    }
    assert tried == stored
    assert len(tried) >= 10


def test_who_moves_between_two_sortings() -> None:
    high, low = TrialGroup("2a", Tier.HIGH), TrialGroup("4a", Tier.LOW)
    asthma, hypertension = Framework.ASTHMA, Framework.HYPERTENSION
    before = {(asthma, 1): high, (hypertension, 2): low, (hypertension, 1): high}
    after = {(asthma, 2): low, (hypertension, 2): high, (hypertension, 1): high}
    assert who_moves(before, after) == (
        Moved(hypertension, 2, low, high),
        Moved(asthma, 1, high, None),
        Moved(asthma, 2, None, low),
    )


def test_who_may_not_see_patients_may_not_try(session: Session) -> None:
    with pytest.raises(NotPermitted):
        try_sorting(add_user(session, "admin", Role.ADMINISTRATOR), session.today())

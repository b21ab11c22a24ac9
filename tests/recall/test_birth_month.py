"""Whose turn it is by the month of birth, and whose month passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.recall import Basis, Due, NotDue, load_settings
from proactive_care.recall.decisions import Candidate, Group
from proactive_care.recall.engine import decide
from support.people import a_patient

AS_OF = date(2026, 9, 14)
MIXED = load_settings()
HIGH = Group(Framework.HYPERTENSION, "2a", Tier.HIGH, "BP 164/96 clinic")
LOW = Group(Framework.HYPERTENSION, "4a", Tier.LOW, "BP 130/80 clinic")
COPD_LOW = Group(Framework.COPD, "4", Tier.LOW, "the rest")


def somebody(*groups: Group, **changes: object) -> Candidate:
    return Candidate(a_patient(), groups or (HIGH,), **changes)  # type: ignore[arg-type]


def with_patient(candidate: Candidate, **changes: object) -> Candidate:
    return replace(candidate, patient=replace(candidate.patient, **changes))  # type: ignore[arg-type]


def days_ago(*back: int) -> tuple[date, ...]:
    return tuple(AS_OF - timedelta(days=days) for days in back)


def test_low_waits_for_the_birth_month_unless_by_risk() -> None:
    march = with_patient(somebody(LOW), date_of_birth=date(1959, 3, 3))
    decision = decide(march, AS_OF, MIXED)
    assert isinstance(decision, NotDue)
    assert decision.detail == "In the month of birth, March"
    assert isinstance(decide(march, date(2026, 3, 1), MIXED), Due)
    assert isinstance(decide(march, AS_OF, load_settings(Basis.RISK)), Due)
    high = with_patient(somebody(HIGH), date_of_birth=date(1959, 3, 3))
    assert isinstance(decide(high, AS_OF, load_settings(Basis.BIRTH_MONTH)), NotDue)
    unknown = with_patient(somebody(LOW), date_of_birth=None)
    assert isinstance(decide(unknown, AS_OF, MIXED), Due), "nobody is lost for want of a birthday"


def test_a_round_that_has_begun_goes_on_after_the_month_of_birth() -> None:
    august = with_patient(somebody(LOW), date_of_birth=date(1959, 8, 3))
    decision = decide(replace(august, invited=days_ago(21)), AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert (decision.number, decision.turn) == (2, "2nd invitation: no answer so far")
    fourth = replace(MIXED, invitations=5)
    decision = decide(replace(august, invited=days_ago(90, 60, 30)), AS_OF, fourth)
    assert isinstance(decision, Due)
    assert decision.turn.startswith("4th")


@pytest.mark.parametrize(
    ("born", "changes", "missed"),
    [
        (date(1959, 8, 3), {}, True),
        (date(1959, 6, 3), {}, True),
        (date(1959, 5, 3), {}, False),  # 1 May is 136 days ago
        (date(1959, 10, 3), {}, False),  # still to come
        (date(1959, 8, 3), {"invited": (date(2026, 8, 1),)}, False),  # and begun: see below
        (date(1959, 8, 3), {"invited": (date(2025, 8, 31),)}, True),
        # The review became due on 10 September, after the month; next August is too far away.
        (date(1959, 8, 3), {"newest": {"annual_review_done": date(2025, 9, 10)}}, True),
        (date(1959, 8, 3), {"newest": {"annual_review_done": date(2025, 9, 20)}}, False),
    ],
)
def test_a_month_of_birth_that_passed_without_an_invitation_is_named(
    born: date, changes: dict[str, object], missed: bool
) -> None:
    decision = decide(with_patient(somebody(LOW, **changes), date_of_birth=born), AS_OF, MIXED)
    found = isinstance(decision, NotDue) and decision.missed
    assert found is missed
    assert ("passed lately without an invitation" in getattr(decision, "detail", "")) is missed


def test_a_december_that_passed_is_named_in_january() -> None:
    december = with_patient(somebody(LOW), date_of_birth=date(1959, 12, 3))
    decision = decide(december, date(2027, 1, 4), MIXED)
    assert isinstance(decision, NotDue)
    assert decision.missed


def test_a_condition_that_waits_is_not_hidden_behind_one_that_was_reviewed() -> None:
    both = with_patient(somebody(LOW, COPD_LOW), date_of_birth=date(1959, 8, 3))
    decision = decide(replace(both, newest={"copd_review": date(2026, 3, 2)}), AS_OF, MIXED)
    assert isinstance(decision, NotDue)
    assert decision.missed


def test_who_was_invited_in_the_month_and_came_for_one_condition_is_not_named() -> None:
    both = with_patient(somebody(LOW, COPD_LOW), date_of_birth=date(1959, 8, 3))
    came = replace(both, invited=(date(2026, 8, 5),), newest={"copd_review": date(2026, 8, 20)})
    decision = decide(came, AS_OF, MIXED)
    assert isinstance(decision, NotDue)
    assert not decision.missed


def test_urgent_patients_do_not_wait_for_their_birthday() -> None:
    urgent = with_patient(somebody(replace(HIGH, tier=Tier.URGENT)), date_of_birth=date(1959, 3, 3))
    assert isinstance(decide(urgent, AS_OF, load_settings(Basis.BIRTH_MONTH)), Due)

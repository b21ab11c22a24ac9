"""Who is invited and who is not: readable examples of every rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.recall import Basis, Due, NotDue, NotInvited, load_settings
from proactive_care.recall.engine import Candidate, Group, decide
from support.people import a_patient

AS_OF = date(2026, 9, 14)
MIXED = load_settings()
HIGH = Group(Framework.HYPERTENSION, "2a", Tier.HIGH, "BP 164/96 clinic")
LOW = Group(Framework.HYPERTENSION, "4a", Tier.LOW, "BP 130/80 clinic")
COPD_LOW = Group(Framework.COPD, "4", Tier.LOW, "the rest")


def somebody(*groups: Group, **changes: object) -> Candidate:
    return Candidate(a_patient(), groups or (HIGH,), **changes)  # type: ignore[arg-type]


def reason(candidate: Candidate) -> str:
    decision = decide(candidate, AS_OF, MIXED)
    return "" if isinstance(decision, Due) else decision.reason


def with_patient(candidate: Candidate, **changes: object) -> Candidate:
    return replace(candidate, patient=replace(candidate.patient, **changes))  # type: ignore[arg-type]


def test_a_high_patient_is_invited_now() -> None:
    decision = decide(somebody(), AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert (decision.number, decision.tier, decision.why) == (1, Tier.HIGH, "BP 164/96 clinic")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date_of_death": AS_OF}, "Deceased"),
        ({"date_of_death": AS_OF + timedelta(days=1)}, "Deceased"),  # a typing error is no comfort
        ({"deregistered_on": AS_OF}, "Left the practice"),
        ({"deregistered_on": AS_OF + timedelta(days=1)}, ""),
        ({"seen_in_latest": False}, "No longer in the extract"),
        ({"date_of_birth": date(2010, 9, 15)}, "Needs its own route"),  # 15 years old
        ({"date_of_birth": date(2010, 9, 14)}, ""),  # 16 today
        ({"date_of_birth": None}, ""),
    ],
)
def test_demographics(change: dict[str, object], expected: str) -> None:
    assert reason(with_patient(somebody(), **change)) == expected


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        ({"palliative_care": date(2025, 1, 1)}, "End of life"),
        (
            {"palliative_care": date(2025, 1, 1), "palliative_care_ended": date(2025, 1, 1)},
            "",
        ),
        ({"housebound": date(2020, 1, 1)}, "Needs its own route"),
        (
            {"housebound": date(2021, 1, 1), "not_housebound": date(2020, 1, 1)},
            "Needs its own route",
        ),
        ({"dementia": date(2020, 1, 1)}, "Needs its own route"),
        ({"learning_disability": date(1990, 1, 1)}, "Needs its own route"),
        ({"care_home": date(2024, 1, 1)}, "Needs its own route"),
        ({"hypertension_pca_declined": AS_OF - timedelta(days=365)}, "Dissent recorded"),
        ({"hypertension_pca_declined": AS_OF - timedelta(days=366)}, ""),
        ({"diabetes_pca_declined": AS_OF}, ""),  # another condition
        ({"annual_review_done": AS_OF - timedelta(days=27)}, "Reviewed already"),
        ({"annual_review_done": AS_OF - timedelta(days=28)}, ""),
        ({"asthma_review": AS_OF}, ""),  # another condition
    ],
)
def test_codes_in_the_import(newest: dict[str, date], expected: str) -> None:
    assert reason(somebody(newest=newest)) == expected


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ({"dissent_here": date(2026, 1, 1)}, "Dissent recorded"),
        ({"paused_until": AS_OF}, "Paused"),
        ({"paused_until": AS_OF - timedelta(days=1)}, ""),
        ({"booked_for": AS_OF}, "Appointment already booked"),
        ({"booked_for": AS_OF - timedelta(days=1)}, ""),
        ({"reviewed_here": AS_OF - timedelta(days=2)}, "Reviewed already"),
        ({"invited": (AS_OF - timedelta(days=20),)}, "Invited recently"),
        ({"invited": (AS_OF - timedelta(days=21),)}, ""),
    ],
)
def test_what_happened_here(here: dict[str, object], expected: str) -> None:
    assert reason(somebody(**here)) == expected


def test_letters_are_numbered_in_a_round_and_end_at_three() -> None:
    days = [AS_OF - timedelta(days=back) for back in (90, 60, 30)]
    for sent in range(3):
        decision = decide(somebody(invited=tuple(days[:sent])), AS_OF, MIXED)
        assert isinstance(decision, Due)
        assert decision.number == sent + 1
    assert reason(somebody(invited=tuple(days))) == "No reply to letters: phone"


def test_a_review_starts_a_new_round() -> None:
    decision = decide(
        somebody(
            invited=(date(2026, 3, 1), date(2026, 3, 25), date(2026, 4, 20)),
            reviewed_here=date(2026, 5, 1),
        ),
        AS_OF,
        MIXED,
    )
    assert isinstance(decision, Due)
    assert decision.number == 1


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


def test_one_letter_for_every_condition_that_is_due() -> None:
    september = with_patient(somebody(HIGH, COPD_LOW), date_of_birth=date(1959, 9, 3))
    decision = decide(september, AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert {group.framework for group in decision.groups} == {
        Framework.HYPERTENSION,
        Framework.COPD,
    }
    assert decision.tier is Tier.HIGH
    reviewed = replace(september, newest={"copd_review": AS_OF - timedelta(days=100)})
    decision = decide(reviewed, AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert {group.framework for group in decision.groups} == {Framework.HYPERTENSION}


def test_declining_every_condition_is_dissent() -> None:
    declined = somebody(HIGH, newest={"hypertension_pca_declined": AS_OF})
    decision = decide(declined, AS_OF, MIXED)
    assert isinstance(decision, NotInvited)
    assert decision.detail == "Coded: Hypertension 14 Sep 2026"


days_near = st.dates(date(2024, 1, 1), date(2027, 1, 1))


@given(
    death=days_near,
    tier=st.sampled_from(Tier),
    basis=st.sampled_from(Basis),
    invited=st.lists(days_near, max_size=4),
)
def test_nobody_dead_is_ever_invited(
    death: date, tier: Tier, basis: Basis, invited: list[date]
) -> None:
    candidate = with_patient(
        somebody(replace(HIGH, tier=tier), invited=tuple(sorted(invited))), date_of_death=death
    )
    assert not isinstance(decide(candidate, AS_OF, load_settings(basis)), Due)


@given(
    invited=st.lists(days_near.filter(lambda day: day <= AS_OF), min_size=1, max_size=5),
    review=st.none() | days_near.filter(lambda day: day <= AS_OF),
)
def test_never_inside_the_gap_never_more_than_three(
    invited: list[date], review: date | None
) -> None:
    decision = decide(somebody(invited=tuple(sorted(invited)), reviewed_here=review), AS_OF, MIXED)
    if isinstance(decision, Due):
        since = [day for day in invited if review is None or day > review]
        assert decision.number <= 3
        assert all((AS_OF - day).days >= 21 for day in since)

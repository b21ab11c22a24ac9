"""Who is invited and who is not: readable examples of every rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.recall import Basis, Due, NotInvited, Way, load_settings
from proactive_care.recall.decisions import (
    Candidate,
    Escalated,
    Group,
    Hold,
    OtherRoute,
    Stage,
    Unreachable,
)
from proactive_care.recall.engine import choose_way, decide
from support.people import a_patient

AS_OF = date(2026, 9, 14)
MIXED = load_settings()
HIGH = Group(Framework.HYPERTENSION, "2a", Tier.HIGH, "BP 164/96 clinic")
LOW = Group(Framework.HYPERTENSION, "4a", Tier.LOW, "BP 130/80 clinic")
UNPLACED = Group(Framework.HYPERTENSION, "?", Tier.DATA_GAP, "cannot be placed: no date of birth")
COPD_LOW = Group(Framework.COPD, "4", Tier.LOW, "the rest")


def somebody(*groups: Group, **changes: object) -> Candidate:
    return Candidate(a_patient(), groups or (HIGH,), **changes)  # type: ignore[arg-type]


def reason(candidate: Candidate) -> str:
    """The reason why somebody is not invited; for a letter of their own, the stream."""
    decision = decide(candidate, AS_OF, MIXED)
    return decision.stream if isinstance(decision, Due) else decision.reason


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
        ({"housebound": date(2020, 1, 1)}, "housebound"),
        ({"housebound": date(2021, 1, 1), "not_housebound": date(2020, 1, 1)}, "housebound"),
        ({"housebound": date(2021, 1, 1), "not_housebound": date(2021, 1, 1)}, ""),
        ({"dementia": date(2020, 1, 1)}, "dementia"),
        ({"learning_disability": date(1990, 1, 1)}, "learning_disability"),
        ({"care_home": date(2024, 1, 1)}, "care_home"),
        ({"dementia": date(2020, 1, 1), "care_home": date(2024, 1, 1)}, "care_home"),
        ({"reasonable_adjustment": date(2024, 1, 1)}, "reasonable_adjustment"),
        ({"care_home": date(2024, 1, 1), "palliative_care": date(2025, 1, 1)}, "End of life"),
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
        ({"booked_for": AS_OF - timedelta(days=7)}, "Booked, outcome not recorded"),
        ({"booked_for": AS_OF - timedelta(days=8)}, ""),
        ({"deceased_reported": date(2020, 1, 1)}, "Reported as deceased"),
        ({"dissent_here": AS_OF - timedelta(days=366)}, ""),
        ({"attended": AS_OF - timedelta(days=27)}, "Reviewed already"),
        ({"attended": AS_OF - timedelta(days=28)}, ""),
        ({"hold": Hold(AS_OF + timedelta(days=1), "Message left")}, "Waiting for an answer"),
        ({"hold": Hold(AS_OF, "Message left")}, ""),
        ({"said_no": AS_OF}, "Escalated to a clinician"),
        ({"passed_on": AS_OF}, "Escalated to a clinician"),
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
    assert reason(somebody(invited=tuple(days))) == "Escalated to a phone call"


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


def days_ago(*back: int) -> tuple[date, ...]:
    return tuple(AS_OF - timedelta(days=days) for days in back)


SEPTEMBER = {"date_of_birth": date(1959, 9, 3)}


def test_low_patients_rest_after_three_and_begin_again_next_year() -> None:
    low = with_patient(somebody(LOW), **SEPTEMBER)
    assert reason(replace(low, invited=days_ago(90, 60, 30))) == "No reply"
    fresh = decide(replace(low, invited=days_ago(330, 300, 270)), AS_OF, MIXED)
    assert isinstance(fresh, Due)
    assert fresh.number == 1
    third = decide(replace(low, invited=days_ago(269, 40)), AS_OF, MIXED)
    assert isinstance(third, Due)
    assert third.number == 3


def test_every_inclusion_says_why_now() -> None:
    turns = [
        decide(candidate, AS_OF, MIXED).turn  # type: ignore[union-attr]
        for candidate in (
            somebody(HIGH),
            with_patient(somebody(LOW), **SEPTEMBER),
            with_patient(somebody(LOW), date_of_birth=None),
        )
    ]
    assert turns == ["By risk: high", "Month of birth, September", "Date of birth unknown"]


def test_urgent_and_high_are_escalated_to_the_phone_then_to_a_clinician() -> None:
    silent = somebody(invited=days_ago(90, 60, 30))
    first = decide(silent, AS_OF, MIXED)
    assert isinstance(first, Escalated)
    assert (first.stage, first.tries, first.due) == (Stage.PHONE, 0, AS_OF - timedelta(days=9))
    later = AS_OF + timedelta(days=3)
    again = decide(replace(silent, tries=days_ago(40, 5), hold=Hold(later, "")), AS_OF, MIXED)
    assert isinstance(again, Escalated)
    assert (again.stage, again.tries, again.due) == (Stage.PHONE, 1, later)
    assert "1 calls" in again.detail
    tried = decide(replace(silent, tries=days_ago(9, 8, 7)), AS_OF, MIXED)
    assert isinstance(tried, Escalated)
    assert (tried.stage, tried.tries, tried.due) == (Stage.CLINICIAN, 3, AS_OF)
    mute = decide(with_patient(silent, home_phone=""), AS_OF, MIXED)
    assert isinstance(mute, Escalated)
    assert mute.stage is Stage.CLINICIAN
    assert mute.detail.endswith("no phone number")
    one = decide(replace(silent, invited=days_ago(30)), AS_OF, replace(MIXED, invitations=1))
    assert one.detail == "1 invitation, the last 15 Aug 2026"  # type: ignore[union-attr]


def test_nobody_drops_off_because_the_value_that_made_them_urgent_became_too_old() -> None:
    unknown = Group(Framework.HYPERTENSION, "2c", Tier.DATA_GAP, "no BP within 18 months")
    silent = somebody(unknown, invited=days_ago(90, 60, 30))
    urgent = replace(silent, invited_as=(Tier.URGENT, Tier.URGENT, Tier.DATA_GAP))
    still = decide(urgent, AS_OF, MIXED)
    assert isinstance(still, Escalated)
    assert still.tier is Tier.URGENT
    assert reason(replace(silent, invited_as=(Tier.DATA_GAP,) * 3)) == "No reply"
    answered = replace(urgent, said_no=AS_OF, invited=days_ago(20), invited_as=(Tier.HIGH,))
    assert isinstance(decide(answered, AS_OF, MIXED), Escalated)
    new = replace(urgent, invited=days_ago(330, 300, 280))
    assert isinstance(decide(new, AS_OF, MIXED), Due)


def test_who_said_no_is_left_alone_until_a_clinician_has_talked_to_them() -> None:
    low = with_patient(somebody(LOW), **SEPTEMBER)
    assert reason(replace(low, said_no=AS_OF - timedelta(days=269))) == "Said no"
    assert isinstance(decide(replace(low, said_no=AS_OF - timedelta(days=270)), AS_OF, MIXED), Due)
    passed = decide(replace(low, passed_on=AS_OF), AS_OF, MIXED)
    assert isinstance(passed, Escalated)
    assert passed.detail == "Passed on 14 Sep 2026"


BRAILLE = Unreachable("needs braille", phone_instead=False)
RETURNED = Unreachable("the address is not right", phone_instead=True)


@pytest.mark.parametrize(
    ("number", "changes", "expected"),
    [
        (1, {}, Way.LETTER),
        (2, {"last_way": Way.LETTER}, Way.PHONE),
        (2, {"last_way": Way.PHONE}, Way.LETTER),
        (2, {"last_way": Way.TEXT}, Way.PHONE),
        (3, {"last_way": Way.LETTER}, Way.LETTER),
        (1, {"preferred": Way.PHONE}, Way.PHONE),
        (1, {"preferred": Way.TEXT}, Way.LETTER),  # no mobile number
        (1, {"no_letter": RETURNED}, Way.PHONE),
        (3, {"no_letter": RETURNED}, Way.PHONE),
        (1, {"no_letter": BRAILLE}, None),
        (1, {"no_letter": BRAILLE, "preferred": Way.PHONE}, Way.PHONE),
        (3, {"no_letter": BRAILLE, "preferred": Way.PHONE}, Way.PHONE),
    ],
)
def test_the_way_of_an_invitation(
    number: int, changes: dict[str, object], expected: Way | None
) -> None:
    assert choose_way(somebody(**changes), number, 3) is expected


def test_a_text_needs_a_mobile_and_the_wish_for_it() -> None:
    mobile = with_patient(somebody(preferred=Way.TEXT), home_phone="", mobile_phone="07700 900123")
    assert choose_way(mobile, 1, 3) is Way.TEXT
    assert choose_way(replace(mobile, last_way=Way.TEXT), 2, 3) is Way.PHONE
    no_phone = with_patient(somebody(last_way=Way.LETTER), home_phone="")
    assert choose_way(no_phone, 2, 3) is Way.LETTER, "better the same way than none"


def test_whom_nothing_reaches_is_named_with_the_reason() -> None:
    decision = decide(somebody(no_letter=BRAILLE), AS_OF, MIXED)
    assert isinstance(decision, OtherRoute)
    assert (decision.detail, decision.tier) == ("needs braille", Tier.HIGH)
    nowhere = with_patient(somebody(no_letter=RETURNED), home_phone="")
    assert isinstance(decide(nowhere, AS_OF, MIXED), OtherRoute)


def test_whom_no_group_could_be_found_for_without_a_date_of_birth_is_not_written_to() -> None:
    nobody_knows = with_patient(somebody(UNPLACED), date_of_birth=None)
    decision = decide(nobody_knows, AS_OF, MIXED)
    assert isinstance(decision, OtherRoute)
    assert decision.reason == "Needs another route"
    assert decision.detail == "no date of birth recorded: correct the record first"
    assert decision.tier is Tier.DATA_GAP
    dated = with_patient(somebody(UNPLACED), date_of_birth=date(1959, 9, 3))
    assert isinstance(decide(dated, AS_OF, MIXED), Due), "data was not imported: ask for it"


def test_a_group_that_was_found_without_a_date_of_birth_counts_beside_one_that_was_not() -> None:
    urgent = Group(Framework.ATRIAL_FIBRILLATION, "1a", Tier.URGENT, "no anticoagulant")
    decision = decide(with_patient(somebody(UNPLACED, urgent), date_of_birth=None), AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert (decision.groups, decision.tier, decision.why) == (
        (urgent,), Tier.URGENT, "no anticoagulant",
    )  # fmt: skip
    low = with_patient(somebody(UNPLACED, LOW), date_of_birth=None)
    decision = decide(low, AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert (decision.groups, decision.tier) == ((LOW,), Tier.LOW)


def test_who_has_died_or_is_escalated_is_told_so_before_a_missing_date_of_birth() -> None:
    unplaced = with_patient(somebody(UNPLACED), date_of_birth=None)
    assert reason(with_patient(unplaced, date_of_death=AS_OF)) == "Deceased"
    assert reason(replace(unplaced, passed_on=AS_OF)) == "Escalated to a clinician"


@given(
    invited=st.lists(days_near.filter(lambda day: day <= AS_OF), max_size=6),
    tries=st.lists(days_near.filter(lambda day: day <= AS_OF), max_size=4),
    tier=st.sampled_from([Tier.URGENT, Tier.HIGH]),
    hold=st.none() | st.dates(AS_OF - timedelta(days=9), AS_OF + timedelta(days=9)),
)
def test_urgent_and_high_are_invited_waiting_or_escalated(
    invited: list[date], tries: list[date], tier: Tier, hold: date | None
) -> None:
    decision = decide(
        somebody(
            replace(HIGH, tier=tier),
            invited=tuple(sorted(invited)),
            tries=tuple(sorted(tries)),
            hold=None if hold is None else Hold(hold, "Message left"),
        ),
        AS_OF,
        MIXED,
    )
    waiting = {"Invited recently", "Waiting for an answer"}
    assert isinstance(decision, Due | Escalated) or decision.reason in waiting

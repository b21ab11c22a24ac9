"""One visit for all conditions: tests first, nothing twice, by the earliest time limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.documents import Check, usual_checks
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.recall import OneVisit, load_settings, one_visit
from proactive_care.recall.one_visit import Condition, plan_visit, visit_words
from support.coding import add_contact
from support.little_practice import make_little_practice
from support.practice import add_user
from support.rows import add_event, add_issue

AS_OF = date(2026, 9, 14)
SETTINGS, WORDS = load_settings(), visit_words()
HTN = Condition(
    Framework.HYPERTENSION, "2a", Tier.HIGH, "pharmacist or GP", AS_OF + timedelta(days=14)
)
T2DM = Condition(Framework.TYPE_2_DIABETES, "4", Tier.MEDIUM, "nurse", AS_OF + timedelta(days=90))
ASTHMA = Condition(Framework.ASTHMA, "3", Tier.LOW, "HCA", AS_OF + timedelta(days=365))


def visit(*conditions: Condition, newest: Mapping[str, date] | None = None) -> OneVisit:
    return plan_visit(conditions, newest or {}, AS_OF, SETTINGS, WORDS)


def test_checks_are_joined_without_repeats_and_say_whom_they_serve() -> None:
    found = visit(T2DM, HTN)
    assert [each.check for each in found.tests] == [
        Check.BLOOD_TEST, Check.BLOOD_PRESSURE, Check.WEIGHT, Check.FEET, Check.URINE,
        Check.SMOKING,
    ]  # fmt: skip
    serves = {each.check: each.conditions for each in found.tests}
    assert serves[Check.BLOOD_PRESSURE] == (Framework.HYPERTENSION, Framework.TYPE_2_DIABETES)
    assert serves[Check.FEET] == (Framework.TYPE_2_DIABETES,)
    bloods = found.tests[0]
    assert bloods.parts == (
        "HbA1c", "kidney function", "cholesterol",
    )  # fmt: skip
    assert bloods.note == "never recorded"


def test_one_review_by_the_most_urgent_condition_and_the_earliest_limit() -> None:
    found = visit(T2DM, ASTHMA, HTN)
    assert [each.framework for each in found.due] == [
        Framework.HYPERTENSION, Framework.TYPE_2_DIABETES, Framework.ASTHMA,
    ]  # fmt: skip
    assert (found.review_role, found.review_minutes) == (Role.PHARMACIST, 30)
    assert (found.test_role, found.test_minutes) == (Role.HCA, 20)
    assert found.by == AS_OF + timedelta(days=14)
    assert not found.is_overdue
    assert visit(replace(HTN, by=AS_OF - timedelta(days=1))).is_overdue
    assert not visit(replace(HTN, by=AS_OF)).is_overdue


def test_a_result_of_the_last_days_is_not_asked_for_again() -> None:
    recent, old = AS_OF - timedelta(days=28), AS_OF - timedelta(days=29)
    found = visit(HTN, newest={"systolic_bp_home": recent, "body_weight": old})
    assert [each.check for each in found.done] == [Check.BLOOD_PRESSURE]
    assert found.done[0].note == "done 17 Aug 2026"
    notes = {each.check: each.note for each in found.tests}
    assert notes[Check.WEIGHT] == "last 16 Aug 2026"
    assert notes[Check.URINE] == "never recorded"


def test_the_blood_test_names_only_the_parts_that_are_due() -> None:
    recent = AS_OF - timedelta(days=3)
    newest = {"hba1c": recent, "egfr": AS_OF - timedelta(days=300), "ldl_cholesterol": recent}
    bloods = visit(T2DM, newest=newest).tests[0]
    assert bloods.parts == ("kidney function",)
    assert bloods.note == "last 18 Nov 2025"
    partly = visit(T2DM, newest={"hba1c": recent - timedelta(days=90), "egfr": recent}).tests[0]
    assert partly.note == "HbA1c: last 13 Jun 2026; cholesterol: never recorded"
    everything = visit(T2DM, newest={**newest, "serum_creatinine": recent})
    assert everything.done[0].check is Check.BLOOD_TEST
    assert len(everything.done[0].parts) == 3


def test_what_is_done_at_every_visit_says_so() -> None:
    notes = {each.check: each.note for each in visit(ASTHMA).tests}
    assert notes[Check.INHALERS] == "at every visit"
    assert notes[Check.SMOKING] == "never recorded"


def test_a_condition_that_was_reviewed_waits_for_its_turn() -> None:
    reviewed = replace(
        T2DM, reviewed=AS_OF - timedelta(days=10), again_from=AS_OF + timedelta(days=81)
    )
    found = visit(reviewed, HTN)
    assert [each.framework for each in found.due] == [Framework.HYPERTENSION]
    assert found.later == (reviewed,)
    assert Check.FEET not in [each.check for each in found.tests]
    nothing = visit(reviewed)
    assert (nothing.tests, nothing.due, nothing.by) == ((), (), None)
    assert (nothing.review_role, nothing.review_minutes, nothing.test_minutes) == (None, 0, 0)
    assert not nothing.is_overdue


@given(st.sets(st.sampled_from(list(Framework)), min_size=1))
def test_the_visit_has_exactly_the_checks_of_the_letter(chosen: set[Framework]) -> None:
    conditions = [replace(HTN, framework=framework) for framework in chosen]
    found = visit(*conditions)
    assert tuple(each.check for each in found.tests) == usual_checks(chosen)
    for planned in found.tests:
        assert set(planned.conditions) == {
            f for f in chosen if planned.check in SETTINGS.checks[f]
        }  # fmt: skip


def test_every_check_of_a_letter_has_words_for_staff() -> None:
    assert set(WORDS.checks) == set(Check)
    for framework in Framework:
        if Check.BLOOD_TEST in SETTINGS.checks[framework]:
            assert any(framework in part.conditions for part in WORDS.bloods)


@pytest.fixture
def practice(tmp_path: Path) -> Session:
    return make_little_practice(tmp_path)


def test_a_patient_of_the_practice(practice: Session) -> None:
    add_event(practice, 1, "asthma", date(2015, 1, 1), None, line=900)
    add_issue(practice, 1, "saba", date(2026, 8, 1), "Salbutamol inhaler")
    frameworks.stratify(practice, AS_OF + timedelta(days=10))
    found = one_visit(practice, 1, AS_OF + timedelta(days=10))
    first = found.due[0]
    assert (first.framework, first.group, first.who) == (
        Framework.HYPERTENSION, "2a", "pharmacist or GP",
    )  # fmt: skip
    assert first.by == AS_OF + timedelta(days=14)  # since the first sorting, not the newest
    assert found.due[1].by == AS_OF + timedelta(days=10 + 90)  # in this group since the second
    assert Check.BLOOD_PRESSURE in [each.check for each in found.done]
    assert Check.INHALERS in [each.check for each in found.tests]
    add_contact(practice, 1, "review", AS_OF + timedelta(days=9))
    after = one_visit(practice, 1, AS_OF + timedelta(days=10))
    assert after.due == ()
    assert after.later[0].reviewed == AS_OF + timedelta(days=9)


def test_a_coded_review_of_one_condition_leaves_the_others_due(practice: Session) -> None:
    add_event(practice, 1, "asthma", date(2015, 1, 1), None, line=900)
    add_event(practice, 1, "asthma_review", date(2026, 9, 10), None, line=901)
    add_issue(practice, 1, "ics", date(2026, 8, 1), "Clenil inhaler")
    frameworks.stratify(practice, AS_OF)
    found = one_visit(practice, 1)
    assert [each.framework for each in found.later] == [Framework.ASTHMA]
    assert [each.framework for each in found.due] == [Framework.HYPERTENSION]


def test_a_raised_tier_has_the_time_limit_of_its_tier(practice: Session) -> None:
    frameworks.switch_adaptation(practice, "no-review", True)
    frameworks.stratify(practice, AS_OF)
    found = one_visit(practice, 1)
    assert found.due[0].tier is Tier.URGENT
    assert found.by == AS_OF + timedelta(days=SETTINGS.review_interval_days[Tier.URGENT])


def test_somebody_who_cannot_be_sorted_has_the_time_limit_of_the_tier(practice: Session) -> None:
    add_event(practice, 1, "copd", date(2015, 1, 1), None, line=900)
    add_event(practice, 1, "atrial_fibrillation", date(2015, 1, 1), None, line=901)
    with practice.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    frameworks.stratify(practice, AS_OF)
    found = {each.framework: each for each in one_visit(practice, 1).due}
    unsorted = found[Framework.ATRIAL_FIBRILLATION]
    assert (unsorted.group, unsorted.tier, unsorted.who) == ("?", Tier.DATA_GAP, "")
    assert unsorted.by == AS_OF + timedelta(days=28)


def test_who_needs_another_route_is_told(practice: Session) -> None:
    assert one_visit(practice, 1).route == ""
    add_event(practice, 1, "palliative_care", date(2026, 8, 1), None, line=900)
    assert one_visit(practice, 1).route.startswith("End of life: ")
    assert one_visit(practice, 99).due == ()


def test_reception_does_not_see_it(practice: Session) -> None:
    with pytest.raises(NotPermitted):
        one_visit(add_user(practice, "rita", Role.RECEPTIONIST), 1)

"""What became of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proactive_care import care_plans
from proactive_care.care_plans import TO_PATIENT, PlanStep, PlanWords
from proactive_care.documents import STANDARD
from proactive_care.domain.errors import InvalidInput, NotFound
from support.plan_practice import ALDER, AS_OF, EMPTY


def print_words(session, **changes):
    words = replace(PlanWords(), **changes)
    shown = care_plans.preview_plan(session, ALDER, words, AS_OF, print_as=STANDARD)
    return care_plans.print_plan(session, shown).version


def step(session, what, **options):
    return care_plans.record_step(session, ALDER, what, AS_OF, **options)


def test_steps_are_kept_with_their_version(session):
    version = print_words(session)
    step(session, PlanStep.AGREED, version=version, note=" with his wife ")
    step(session, PlanStep.COPY_GIVEN, version=version, to_whom=TO_PATIENT)
    found = care_plans.plan_steps(session, ALDER)
    assert {each.what for each in found} == {PlanStep.AGREED, PlanStep.COPY_GIVEN}
    agreed = next(each for each in found if each.what is PlanStep.AGREED)
    assert (agreed.version, agreed.note, agreed.by) == (1, "with his wife", "lead")
    assert care_plans.plan_steps(session, EMPTY) == ()


def test_somebody_can_decline_without_a_plan(session):
    step(session, PlanStep.DECLINED)
    assert care_plans.plan_steps(session, ALDER)[0].version is None


def test_a_step_needs_a_version_that_exists_and_a_day_that_has_come(session):
    with pytest.raises(InvalidInput, match="which version"):
        step(session, PlanStep.AGREED)
    with pytest.raises(NotFound, match="no version 4"):
        step(session, PlanStep.REVIEWED, version=4)
    with pytest.raises(InvalidInput, match="not come yet"):
        care_plans.record_step(session, ALDER, PlanStep.DECLINED, date(2026, 9, 15))


def test_the_carer_gets_a_copy_only_with_permission(session):
    allowed = print_words(session, carer="Hazel", carer_may_know=True)
    step(session, PlanStep.COPY_GIVEN, version=allowed, to_whom="hazel")
    for may in (False, None):
        version = print_words(session, carer="Hazel", carer_may_know=may)
        with pytest.raises(InvalidInput, match="has not agreed"):
            step(session, PlanStep.COPY_GIVEN, version=version, to_whom="Hazel")
    for somebody in ("", "a neighbour"):
        with pytest.raises(InvalidInput, match="to the carer whom the plan names"):
            step(session, PlanStep.COPY_GIVEN, version=allowed, to_whom=somebody)


def test_a_mistake_is_taken_back_once_and_both_rows_stay(session):
    wrong = step(session, PlanStep.DECLINED)
    with pytest.raises(InvalidInput, match="Say why"):
        care_plans.take_back_step(session, ALDER, wrong, " ")
    with pytest.raises(NotFound):
        care_plans.take_back_step(session, EMPTY, wrong, "wrong patient")
    care_plans.take_back_step(session, ALDER, wrong, "wrong patient")
    assert care_plans.plan_steps(session, ALDER) == ()
    with pytest.raises(NotFound):
        care_plans.take_back_step(session, ALDER, wrong, "wrong patient")
    assert session.practice.db["care_plan_step"].count == 2

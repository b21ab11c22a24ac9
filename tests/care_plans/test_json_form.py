"""Words and papers as JSON, and back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.care_plans import OwnTarget, PlanWords
from proactive_care.care_plans.json_form import from_json, to_json
from proactive_care.documents import ActionStatus, CarePlanPaper, Involved, PlanAction, PlanGoal
from support.care_plans import a_plan, emptiest_plan, longest_plan

texts = st.text(max_size=30)
days = st.one_of(st.none(), st.dates())
truths = st.one_of(st.none(), st.booleans())
plan_actions = st.builds(PlanAction, texts, texts, days, st.sampled_from(ActionStatus))
goals = st.builds(PlanGoal, texts, st.lists(plan_actions, max_size=3).map(tuple))
words = st.builds(
    PlanWords, matters=texts, matters_on=days, interpreter=truths, carer_may_know=truths,
    own_targets=st.lists(st.builds(OwnTarget, texts, texts, texts), max_size=2).map(tuple),
    goals=st.lists(goals, max_size=3).map(tuple),
    people=st.lists(st.builds(Involved, texts, texts), max_size=2).map(tuple),
    confidence=st.one_of(st.none(), st.integers(0, 10)), review_on=days,
)  # fmt: skip


@given(words)
def test_words_come_back_as_they_were(said):
    assert from_json(PlanWords, to_json(said)) == said


@pytest.mark.parametrize("make", [a_plan, emptiest_plan, longest_plan])
def test_papers_come_back_as_they_were(make):
    assert from_json(CarePlanPaper, to_json(make())) == make()


def test_a_version_of_another_release_can_be_read():
    kept = json.loads(to_json(PlanWords(matters="x", review_on=date(2026, 1, 1))))
    del kept["worries"]
    kept["from the future"] = 1
    assert from_json(PlanWords, json.dumps(kept)).matters == "x"

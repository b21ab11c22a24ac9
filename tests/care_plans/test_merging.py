"""Advice and red flags merged over conditions: each topic once, nothing against another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.care_plans.merging import chosen, red_flags, self_care
from proactive_care.care_plans.texts import CALL_999, EVERYBODY, SAME_DAY, Topic, shipped_texts
from proactive_care.documents.words.readability import flesch_kincaid_grade

TEXTS = shipped_texts()
CONDITIONS = [text.id for text in TEXTS.conditions]
FACTS = sorted(
    {
        fact
        for topic in (*TEXTS.self_care, *TEXTS.get_help)
        for variant in topic.variants
        for fact in (*variant.when, *variant.unless)
    }
    | set(CONDITIONS)
)
facts = st.frozensets(st.sampled_from(FACTS))
# Words that would contradict each other if both were said.
AGAINST = (
    ("Lose a little weight", "put on weight"),
    ("Drink no alcohol", "14 units"),
    ("drink less. Do not stop all at once", "14 units"),
    ("at home for 7 days", "taken by hand"),
    ("Eat more fruit, vegetables", "right for my kidneys"),
    ("Eat more vegetables", "green leaves about the same"),
    ("Move for 30 minutes", "at my own pace"),
    ("trouble breathing so bad", "call 999 for any shortness of breath"),
)


@given(facts)
def test_each_topic_is_said_once_and_nothing_contradicts(known):
    said = self_care(TEXTS.self_care, known)
    variants = [v for t in TEXTS.self_care if (v := chosen(t, known))]
    assert len(said) == len(variants) <= len(TEXTS.self_care)
    together = " ".join(said)
    for one, other in AGAINST:
        assert not (one in together and other in together)


@given(facts)
def test_no_red_flag_is_both_for_999_and_for_the_same_day(known):
    urgent, same_day = red_flags(TEXTS.get_help, known)
    assert not set(urgent) & set(same_day)
    assert "chest pain that does not go away" in urgent
    assert "a weak arm, or slurred speech" in urgent
    assert len(set(urgent)) == len(urgent)


@given(facts, st.sampled_from(CONDITIONS))
def test_another_condition_never_takes_a_red_flag_away(known, more):
    """A topic may be said in other words, but it is still said, and not less urgently."""
    for topic in TEXTS.get_help:
        before, after = chosen(topic, known), chosen(topic, known | {more})
        if before is not None:
            assert after is not None
            assert before.call == SAME_DAY or after.call == CALL_999


@given(st.permutations(CONDITIONS), facts)
def test_the_order_of_conditions_does_not_matter(order, known):
    assert self_care(TEXTS.self_care, known | set(order[:3])) == self_care(
        TEXTS.self_care, frozenset(reversed(order[:3])) | known
    )


@given(facts)
def test_nobody_who_is_frail_underweight_or_pregnant_is_told_to_lose_weight(known):
    said = " ".join(self_care(TEXTS.self_care, known | {"overweight"}))
    if known & {"frailty_moderate", "frailty_severe", "underweight", "pregnancy"}:
        assert "Lose" not in said


def test_unknown_medicines_bring_the_warnings_that_depend_on_them():
    without = red_flags(TEXTS.get_help, frozenset({"atrial_fibrillation"}))[0]
    unknown = red_flags(TEXTS.get_help, frozenset({"atrial_fibrillation", "medicines_unknown"}))[0]
    assert not any("bleeding" in text for text in without)
    assert any("bleeding" in text for text in unknown)


def test_a_topic_for_other_conditions_is_not_said():
    topic = Topic("x", frozenset({"asthma"}), TEXTS.get_help[0].variants)
    assert chosen(topic, frozenset({"copd"})) is None
    assert chosen(topic, frozenset({"asthma"})) is not None


@pytest.mark.parametrize("topics", [TEXTS.self_care, TEXTS.get_help], ids=["care", "help"])
def test_topics_are_complete(topics):
    assert len({topic.id for topic in topics}) == len(topics)
    for topic in topics:
        assert topic.applies - {EVERYBODY} <= set(CONDITIONS), topic.id
        for variant in topic.variants:
            assert variant.text
            assert variant.source
            assert variant.grade in {"A", "B", "C"}
            assert variant.call in ({CALL_999, SAME_DAY} if topics is TEXTS.get_help else {""})


def test_every_text_is_easy_to_read_and_waits_for_a_sign_off():
    assert "sign-off" in TEXTS.sign_off
    parts = {
        "conditions": [text.words for text in TEXTS.conditions],
        "self-care": [v.text for t in TEXTS.self_care for v in t.variants],
        "red flags": [v.text for t in TEXTS.get_help for v in t.variants],
    }
    for name, lines in parts.items():
        grade = flesch_kincaid_grade("\n".join(lines))
        print(f"{name}: grade {grade:.1f}")
        assert grade <= 6, name
    for text in TEXTS.conditions:
        assert flesch_kincaid_grade(text.words) <= 7.5, text.id
        assert text.grade in {"A", "B", "C"}
        assert text.source

"""Merging advice over all of a patient's conditions: each topic once, nothing against another."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from proactive_care.care_plans.texts import CALL_999, EVERYBODY, SAME_DAY, Topic, Variant


def chosen(topic: Topic, facts: AbstractSet[str]) -> Variant | None:
    """Return what is said about a topic for these facts; None if there is nothing to say.

    ``facts`` holds the patient's conditions, the concepts in force and the classes of medicine in
    use. Something that is not known is not in it: then the usual variant is said.
    """
    if EVERYBODY not in topic.applies and not topic.applies & facts:
        return None
    for variant in topic.variants:
        if variant.when and not variant.when & facts:
            continue
        if not variant.unless & facts:
            return variant
    return None


def self_care(topics: Iterable[Topic], facts: AbstractSet[str]) -> tuple[str, ...]:
    """Return the advice for looking after oneself, most important first."""
    said = (chosen(topic, facts) for topic in topics)
    return tuple(dict.fromkeys(variant.text for variant in said if variant))


def red_flags(
    topics: Iterable[Topic], facts: AbstractSet[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return when to call 999, and when to call the surgery on the same day."""
    said = [variant for topic in topics if (variant := chosen(topic, facts))]
    urgent, same_day = (
        tuple(dict.fromkeys(variant.text for variant in said if variant.call == call))
        for call in (CALL_999, SAME_DAY)
    )
    return urgent, tuple(text for text in same_day if text not in urgent)

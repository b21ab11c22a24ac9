"""Short human texts: what a fact is, why a group was entered, what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from proactive_care.domain.blood_pressure import round_half_up
from proactive_care.domain.dates import show_date
from proactive_care.frameworks.conditions import Leaf, Missing, YesNo, leaf_facts, quantity_facts
from proactive_care.frameworks.facts import (
    Choose,
    Count,
    Fact,
    FirstKnown,
    Formula,
    PatientNumber,
    Points,
    Recorded,
)
from proactive_care.frameworks.values import FactValue, Judge, sources_of
from proactive_care.frameworks.wording import NO_EVENTS, NO_MEDICATIONS

_SIGNS = {-1: "<", 0: "", 1: ">"}


def show_number(value: float, unit: str = "") -> str:
    """Return a number with its unit, to two decimals at most: ``2.35 mmol/L``, ``40 %``."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text


def value_text(fact: Fact, value: FactValue) -> str:
    """Return a known fact with value, unit and date: ``eGFR >90 mL/min/1.73m2, 4 Jan 2026``."""
    dated = f", {_show_day(value.day)}" if value.day else ""
    words = fact.words
    if value.systolic is not None and value.diastolic is not None:
        pair = f"{round_half_up(value.systolic)}/{round_half_up(value.diastolic)}"
        return f"{words.says} {pair} {value.setting}{dated}"
    if fact.gives == "yes":
        return f"{words.says}{dated}"
    if isinstance(fact, PatientNumber):
        return f"{words.says} {show_number(value.shown)}"
    if isinstance(fact, Count):
        times = _counted(fact, int(value.shown))
        return f"{words.says}: {times}{fact.window.words}"
    if value.low != value.high and value.low is not None and value.high is not None:
        return f"{words.says} {show_number(value.low)} to {show_number(value.high)}"
    return f"{words.says} {_SIGNS[value.comparator]}{show_number(value.shown, words.unit)}{dated}"


@lru_cache(maxsize=4096)
def _show_day(day: int) -> str:
    return show_date(date.fromordinal(day))


def _counted(fact: Count, number: int) -> str:
    noun = "issue" if fact.is_drug else "result" if fact.above or fact.below else "record"
    return f"{number} {noun}{'' if number == 1 else 's'}"


def leaf_texts(leaf: Leaf, met: bool, judge: Judge, values: Mapping[str, FactValue]) -> list[str]:
    """Return what a settled test rests on, one text for each fact."""
    if isinstance(leaf, YesNo):
        fact = judge.facts[leaf.fact]
        return [value_text(fact, values[leaf.fact]) if met else fact.words.says_no]
    if isinstance(leaf, Missing) and met:
        return [judge.facts[leaf.fact].words.missing]
    return [
        value_text(judge.facts[name], values[name])
        for name in leaf_facts(leaf)
        if values[name].low is not None or values[name].settled
    ]


def unknown_texts(leaf: Leaf, judge: Judge, values: Mapping[str, FactValue]) -> Iterator[str]:
    """Yield, in plain words, what is missing for a test that could not be made."""
    for name in leaf_facts(leaf):
        value = values[name]
        if isinstance(leaf, Missing) or not (value.settled or value.truth is not None):
            yield from _unknown_fact(name, judge, values)


def _unknown_fact(name: str, judge: Judge, values: Mapping[str, FactValue]) -> Iterator[str]:
    fact, value = judge.facts[name], values[name]
    if value.settled or value.truth is not None:
        return
    inner: list[str] = []
    match fact:
        case Points(items=items) | Choose(items=items):
            for when, _ in items:
                for leaf, truth in judge.support(when, values)[1]:
                    if truth is None:
                        inner += unknown_texts(leaf, judge, values)
            if isinstance(fact, Choose):
                for _, quantity in fact.items:
                    for part in quantity_facts(quantity):
                        inner += _unknown_fact(part, judge, values)
        case Formula(quantity=quantity):
            for part in quantity_facts(quantity):
                inner += _unknown_fact(part, judge, values)
        case FirstKnown(facts=facts):
            inner += _unknown_fact(facts[0], judge, values)
        case Recorded() if not sources_of(name, judge.facts) <= judge.covered:
            inner.append(NO_MEDICATIONS if fact.is_drug else NO_EVENTS)
    yield from inner or [fact.words.missing]

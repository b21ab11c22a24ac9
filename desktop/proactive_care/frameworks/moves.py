"""What would move a patient to a lower group: one new result, tried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from proactive_care.domain.vocabulary import Tier
from proactive_care.frameworks.conditions import (
    Comparison,
    Condition,
    Leaf,
    Literal,
    PressureTest,
    ValueOf,
    leaf_facts,
    leaves,
)
from proactive_care.frameworks.facts import AnyRecord, Fact, Latest, LatestGrade, Newest, Pressure
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.outcomes import Describer, Evaluation, judge_values
from proactive_care.frameworks.phrases import show_number
from proactive_care.frameworks.python_facts import PatientRecord, patient_facts
from proactive_care.frameworks.values import Record

_LATER = 1 << 60  # a source number after every real one: the new result is the newest of its day
_MOST_TRIED = 24


@dataclass(frozen=True)
class Move:
    """A change that puts the patient into a lower group. ``text`` says what it needs."""

    text: str
    group: str
    tier: Tier


@dataclass(frozen=True)
class _Trial:
    text: str
    records: tuple[Record, ...]


def moves(
    describer: Describer, patient: PatientRecord, as_of: date, found: Evaluation
) -> tuple[Move, ...]:
    """Return the ways to lower groups, the nearest lower group first, one for each group.

    Every new result that could matter (a value beside a threshold, a drug, a review) is added to
    the patient's records, as of today, and the rules are tried again.
    """
    rules = describer.rules
    chosen = found.truths.index(True)
    when = rules.groups[chosen].when
    if when is None:
        return ()
    reached: dict[int, Move] = {}
    for trial in list(_trials(describer, when, found, as_of))[:_MOST_TRIED]:
        changed = replace(patient, records=(*patient.records, *trial.records))
        values = patient_facts(rules.facts, changed, as_of, describer.judge.covered)
        truths = judge_values(describer, values).truths
        index = truths.index(True)
        if index > chosen:
            group = rules.groups[index]
            reached.setdefault(index, Move(trial.text, group.id, group.tier))
    return tuple(reached[index] for index in sorted(reached))


def _trials(
    describer: Describer, when: Condition, found: Evaluation, as_of: date
) -> Iterator[_Trial]:
    """Yield new results for the facts that put the patient into the group."""
    facts, seen = describer.rules.facts, set[str]()
    for leaf, met in describer.judge.support(when, found.values)[1]:
        for name in leaf_facts(leaf):
            for fact in _measured(facts[name], describer.rules):
                if fact.name not in seen:
                    seen.add(fact.name)
                    yield from _new_results(fact, describer.rules, found, as_of, bool(met))


def _measured(fact: Fact, rules: FrameworkRules) -> list[Fact]:
    return [rules.facts[name] for name in fact.facts] if isinstance(fact, Newest) else [fact]


def _new_results(
    fact: Fact, rules: FrameworkRules, found: Evaluation, as_of: date, met: bool
) -> Iterator[_Trial]:
    today = as_of.toordinal()
    if isinstance(fact, Pressure):
        yield from _pressures(fact, rules, today)
    elif isinstance(fact, Latest):
        yield from _values(fact, rules, found, today)
    elif isinstance(fact, LatestGrade):
        for concept, grade in zip(fact.concepts, fact.grades, strict=True):
            record = Record(concept.id, today, source=_LATER)
            yield _Trial(f"{fact.words.says} {show_number(grade)}", (record,))
    elif isinstance(fact, AnyRecord) and not met:
        record = Record(fact.concepts[0].id, today, source=_LATER)
        word = "issued" if fact.is_drug else "recorded"
        yield _Trial(f"{fact.words.says} {word}", (record,))


def _pressures(fact: Pressure, rules: FrameworkRules, today: int) -> Iterator[_Trial]:
    tests = {
        (leaf.clinic, leaf.home)
        for leaf in _all_leaves(rules)
        if isinstance(leaf, PressureTest) and leaf.fact == fact.name
    }
    for clinic, home in sorted(tests, reverse=True):
        records = tuple(
            Record(concept.id, today, source=_LATER, value=figure - 1)
            for concept, figure in zip(fact.concepts[:2], clinic, strict=True)
        )
        shown = [f"{pair[0]:g}/{pair[1]:g}" for pair in (clinic, home)]
        where = shown[0] if clinic == home else f"{shown[0]} in the clinic, {shown[1]} at home"
        yield _Trial(f"{fact.words.says} below {where}", records)


def _values(fact: Latest, rules: FrameworkRules, found: Evaluation, today: int) -> Iterator[_Trial]:
    concept, unit = fact.concepts[0], fact.words.unit
    assert concept.low is not None
    assert concept.high is not None
    step = 1.0 if concept.high - concept.low > 50 else 0.1
    tries = {
        (value, words, limit)
        for limit in _limits(fact, rules)
        for value, words in ((limit - step, "below"), (limit, ""), (limit + step, "above"))
        if concept.low <= value <= concept.high
    }
    now = found.values[fact.name].low if fact.name in found.values else None
    for value, words, limit in sorted(tries, key=lambda each: (abs(each[0] - (now or 0)), each)):
        record = Record(concept.id, today, source=_LATER, value=value)
        shown = show_number(limit, unit)
        yield _Trial(f"{fact.words.says} {words or 'of'} {shown}", (record,))


def _limits(fact: Latest, rules: FrameworkRules) -> set[float]:
    """Return the thresholds of every fact that reads the same measurement."""
    same = {
        name
        for name, other in rules.facts.items()
        if (isinstance(other, Latest) and other.concepts == fact.concepts)
        or (isinstance(other, Newest) and fact.name in other.facts)
    }
    found: set[float] = set()
    for leaf in _all_leaves(rules):
        if isinstance(leaf, Comparison):
            for one, other in ((leaf.left, leaf.right), (leaf.right, leaf.left)):
                if isinstance(one, ValueOf) and one.fact in same and isinstance(other, Literal):
                    found.add(other.value)
    return found


def _all_leaves(rules: FrameworkRules) -> Iterator[Leaf]:
    for group in rules.groups:
        if group.when is not None:
            yield from (leaf for leaf, _ in leaves(group.when))

"""Whoever has only the rule book has every number of the pack: limits, windows, points, doses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import facts as kinds
from proactive_care.frameworks import list_packs, rule_text
from proactive_care.frameworks.conditions import (
    Arithmetic,
    Comparison,
    Condition,
    Literal,
    PressureTest,
    Quantity,
    leaves,
)
from proactive_care.frameworks.model import FrameworkRules

BOOKS = [(pack, framework) for pack in list_packs() for framework in pack.frameworks]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def conditions(rules: FrameworkRules) -> Iterator[Condition]:
    yield rules.register
    yield from (group.when for group in rules.groups if group.when)
    yield from (flag.when for flag in rules.flags)
    for fact in rules.facts.values():
        if isinstance(fact, kinds.Points | kinds.Choose):
            yield from (item[0] for item in fact.items)


def literals(quantity: Quantity) -> Iterator[float]:
    if isinstance(quantity, Literal):
        yield quantity.value
    elif isinstance(quantity, Arithmetic):
        yield from literals(quantity.left)
        yield from literals(quantity.right)


def printed_numbers(rules: FrameworkRules) -> Iterator[float]:
    """Yield every number that decides anything in a framework."""
    for condition in conditions(rules):
        for leaf, _ in leaves(condition):
            if isinstance(leaf, PressureTest):
                yield from (*leaf.clinic, *leaf.home)
            elif isinstance(leaf, Comparison):
                yield from (*literals(leaf.left), *literals(leaf.right))
    for fact in rules.facts.values():
        if isinstance(fact, kinds.Recorded):
            window = fact.window
            spans = (window.within, window.newer_than, window.older_than)
            yield from (float(span.number) for span in spans if span)
        match fact:
            case kinds.Points(items=items):
                yield from (points for _, points in items)
            case kinds.Choose(items=items):
                yield from (n for _, value in items for n in literals(value))
            case kinds.Formula(quantity=quantity):
                yield from literals(quantity)
            case kinds.Count(above=above, below=below):
                yield from (limit for limit in (above, below) if limit is not None)
            case kinds.Highest(before_age=age) if age is not None:
                yield float(age)


@pytest.mark.parametrize(("pack", "framework"), BOOKS, ids=[f"{p.id}-{f.value}" for p, f in BOOKS])
def test_every_number_of_the_pack_is_in_the_book(pack: object, framework: Framework) -> None:
    rules = pack.frameworks[framework]  # type: ignore[attr-defined]
    said = {float(number) for number in _NUMBER.findall(rule_text(pack, framework.value))}  # type: ignore[arg-type]
    wanted = set(printed_numbers(rules))
    assert len(wanted) > 3
    assert wanted - said == set()


@pytest.mark.parametrize(("pack", "framework"), BOOKS, ids=[f"{p.id}-{f.value}" for p, f in BOOKS])
def test_every_word_of_a_condition_is_defined(pack: object, framework: Framework) -> None:
    """A fact with a window says it where it is used, or where its word is explained."""
    rules = pack.frameworks[framework]  # type: ignore[attr-defined]
    text = rule_text(pack, framework.value)  # type: ignore[arg-type]
    lost = []
    for fact in rules.facts.values():
        if isinstance(fact, kinds.Recorded) and fact.window.words:
            where = fact.window.words.strip()
            if where not in text:
                lost.append((fact.name, where))
    assert lost == []

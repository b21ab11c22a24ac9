"""What is refused in a pack although it can be read: thresholds that do not fit, dead groups."""

from __future__ import annotations

from collections.abc import Mapping

from proactive_care.frameworks.conditions import (
    Comparison,
    Condition,
    FigureOf,
    Leaf,
    Literal,
    PressureTest,
    Quantity,
    ValueOf,
    leaves,
)
from proactive_care.frameworks.facts import (
    Difference,
    Fact,
    Highest,
    Latest,
    PatientNumber,
    Pressure,
)
from proactive_care.frameworks.problems import RuleError

_AGES = (0.0, 130.0)


def check_thresholds(condition: Condition, facts: Mapping[str, Fact]) -> None:
    """Raise RuleError if a number is compared with something that its fact can never be.

    7.5 for HbA1c in mmol/mol is such a slip (it is a percentage): the unit does not fit.
    """
    for leaf, _ in leaves(condition):
        _check_leaf(leaf, facts)


def _check_leaf(leaf: Leaf, facts: Mapping[str, Fact]) -> None:
    if isinstance(leaf, PressureTest):
        fact = facts[leaf.fact]
        assert isinstance(fact, Pressure)
        for systolic, diastolic in (leaf.clinic, leaf.home):
            _inside(systolic, fact.concepts[0].low, fact.concepts[0].high, "systolic BP", "mmHg")
            _inside(diastolic, fact.concepts[1].low, fact.concepts[1].high, "diastolic BP", "mmHg")
    elif isinstance(leaf, Comparison):
        _check_sides(leaf.left, leaf.right, facts)
        _check_sides(leaf.right, leaf.left, facts)


def _check_sides(quantity: Quantity, other: Quantity, facts: Mapping[str, Fact]) -> None:
    if not isinstance(other, Literal):
        return
    if isinstance(quantity, FigureOf):
        fact = facts[quantity.fact]
        assert isinstance(fact, Pressure)
        concept = fact.concepts[0 if quantity.figure == "systolic" else 1]
        _inside(other.value, concept.low, concept.high, f"{quantity.figure} BP", "mmHg")
    elif isinstance(quantity, ValueOf):
        _check_value(other.value, facts[quantity.fact])


def _check_value(value: float, fact: Fact) -> None:
    if isinstance(fact, PatientNumber):
        if value != int(value):
            raise RuleError(f"{fact.name} is a whole number, not {value:g}.")
        if fact.name == "age":
            _inside(value, *_AGES, "age", "years")
    elif isinstance(fact, Difference):
        _inside(value, fact.of.low, fact.of.high, fact.words.says, fact.of.unit)
    elif isinstance(fact, Latest | Highest):
        concept = fact.concepts[0]
        _inside(value, concept.low, concept.high, fact.words.says, concept.unit)


def _inside(value: float, low: float | None, high: float | None, says: str, unit: str) -> None:
    if low is not None and high is not None and not low <= value <= high:
        between = f"which lies between {low:g} and {high:g} {unit}".rstrip()
        raise RuleError(
            f"{value:g} does not fit {says}, {between}.", "Is the threshold in another unit?"
        )

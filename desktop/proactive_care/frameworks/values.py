"""The value of a fact, and conditions over such values: the plain-Python half of the engine."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proactive_care.domain.truth import Truth, all_true, any_true, negated
from proactive_care.frameworks.conditions import (
    All,
    AnyOf,
    Arithmetic,
    Comparison,
    Condition,
    DayOf,
    FigureOf,
    Leaf,
    Literal,
    Named,
    Not,
    PressureTest,
    Quantity,
    ValueOf,
    YesNo,
)
from proactive_care.frameworks.facts import DECIMALS, JUST_BESIDE, Fact

Range = tuple[float | None, float | None]
Support = tuple[Truth, list[tuple[Leaf, Truth]]]
UNKNOWN: Range = (None, None)
OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CALCULATIONS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
SOURCES = ("events", "medications")


@dataclass(frozen=True, slots=True)
class Record:
    """One clinical event or medication issue, as both evaluators see it. ``day`` is an ordinal."""

    concept: int
    day: int
    source: int = 0
    line: int = 0
    item: int = 0
    value: float | None = None
    comparator: int = 0
    term: str = ""
    code: str = ""
    file: str = ""

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """Later in this order wins: day, then file, line and item."""
        return (self.day, self.source, self.line, self.item, self.concept)


@dataclass(frozen=True, slots=True)
class FactValue:
    """What a fact is for one patient. Everything None: unknown.

    ``truth`` belongs to yes-or-no facts. A number has ``low`` = ``high``; a score with unknown
    parts has a range. A comparator has been added as a hair's breadth (``JUST_BESIDE``).
    """

    truth: Truth = None
    low: float | None = None
    high: float | None = None
    day: int | None = None
    comparator: int = 0
    systolic: float | None = None
    diastolic: float | None = None
    setting: str = ""
    evidence: tuple[Record, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether there is a value: a pair, or a number that is not a range."""
        return self.systolic is not None or (self.low is not None and self.low == self.high)

    @property
    def shown(self) -> float:
        """The number as recorded, without the hair's breadth of its comparator."""
        assert self.low is not None
        return self.low - self.comparator * JUST_BESIDE


def number(value: float | None, day: int | None = None, comparator: int = 0) -> FactValue:
    """Return the value of a settled number (or unknown, for None)."""
    return FactValue(low=value, high=value, day=day, comparator=comparator)


class Judge:
    """Evaluates conditions for patients whose facts are known, with what was imported at all."""

    def __init__(self, facts: Mapping[str, Fact], covered: frozenset[str]) -> None:
        self.facts = facts
        self.covered = covered
        self._unanswerable = frozenset(
            name for name in facts if not sources_of(name, facts) <= covered
        )

    def truth(self, condition: Condition, values: Mapping[str, FactValue]) -> Truth:
        """Return whether a condition is met: True, False, or None when that is not known."""
        if isinstance(condition, All):
            return all_true(self.truth(part, values) for part in condition.parts)
        if isinstance(condition, AnyOf):
            return any_true(self.truth(part, values) for part in condition.parts)
        if isinstance(condition, Named):
            return self.truth(condition.part, values)
        if isinstance(condition, Not):
            return negated(self.truth(condition.part, values))
        return self.leaf(condition, values)

    def leaf(self, leaf: Leaf, values: Mapping[str, FactValue]) -> Truth:
        """Return the truth of one test."""
        if isinstance(leaf, YesNo):
            return values[leaf.fact].truth
        if isinstance(leaf, Comparison):
            left = self.quantity(leaf.left, values)
            return compare(left, leaf.operator, self.quantity(leaf.right, values))
        if isinstance(leaf, PressureTest):
            return pressure_test(leaf, values[leaf.fact])
        if values[leaf.fact].settled:
            return False
        return None if leaf.fact in self._unanswerable else True

    def quantity(self, quantity: Quantity, values: Mapping[str, FactValue]) -> Range:
        """Return the range in which a quantity lies; (None, None) if it is unknown."""
        if isinstance(quantity, ValueOf):
            value = values[quantity.fact]
            return value.low, value.high
        if isinstance(quantity, Literal):
            return quantity.value, quantity.value
        if isinstance(quantity, DayOf):
            day = values[quantity.fact].day
            return UNKNOWN if day is None else (day + quantity.days, day + quantity.days)
        if isinstance(quantity, FigureOf):
            pair = values[quantity.fact]
            figure = pair.systolic if quantity.figure == "systolic" else pair.diastolic
            return figure, figure
        result = self._calculated(quantity, values)
        return UNKNOWN if result is None else (round(result, DECIMALS), round(result, DECIMALS))

    def _calculated(self, quantity: Quantity, values: Mapping[str, FactValue]) -> float | None:
        """Return a number before it is rounded, or None if it is not known."""
        if not isinstance(quantity, Arithmetic):
            return self.quantity(quantity, values)[0]
        left = self._calculated(quantity.left, values)
        return _calculate(left, quantity.operator, self._calculated(quantity.right, values))

    def support(self, condition: Condition, values: Mapping[str, FactValue]) -> Support:
        """Return the truth of a condition, and the tests that make it so with their own truth.

        For an unknown condition these are the tests that could not be made.
        """
        if isinstance(condition, All | AnyOf):
            parts = [self.support(part, values) for part in condition.parts]
            combine = all_true if isinstance(condition, All) else any_true
            truth = combine([part[0] for part in parts])
            return truth, [leaf for part in parts if part[0] is truth for leaf in part[1]]
        if isinstance(condition, Named):
            return self.support(condition.part, values)
        if isinstance(condition, Not):
            truth, tests = self.support(condition.part, values)
            return negated(truth), tests
        truth = self.leaf(condition, values)
        return truth, [(condition, truth)]


def sources_of(name: str, facts: Mapping[str, Fact]) -> frozenset[str]:
    """Return what must have been imported for a fact to be answered: events, medications."""
    fact = facts[name]
    own = {fact.source} & set(SOURCES)
    return frozenset(own).union(*(sources_of(each, facts) for each in fact.depends_on))


def pressure_test(test: PressureTest, pair: FactValue) -> Truth:
    """Compare a pair with the thresholds of its setting."""
    if pair.systolic is None or pair.diastolic is None:
        return None
    systolic, diastolic = test.clinic if pair.setting == "clinic" else test.home
    compared = OPERATORS[test.operator]
    results = (compared(pair.systolic, systolic), compared(pair.diastolic, diastolic))
    return any(results) if test.operator in (">", ">=") else all(results)


def compare(left: Range, sign: str, right: Range) -> Truth:
    """Compare two ranges: true or false only when every value in them agrees."""
    (low, high), (other_low, other_high) = left, right
    if low is None or high is None or other_low is None or other_high is None:
        return None
    if sign in ("=", "!="):
        if low == high == other_low == other_high:
            return sign == "="
        return sign == "!=" if high < other_low or low > other_high else None
    compared = OPERATORS[sign]
    least, most = (low, other_high), (high, other_low)
    if sign in ("<", "<="):
        least, most = most, least
    if compared(*least):
        return True
    return None if compared(*most) else False


def _calculate(left: float | None, sign: str, right: float | None) -> float | None:
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    return _CALCULATIONS[sign](left, right)

"""The value of a fact, and conditions over such values: the plain-Python half of the engine."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
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
    Missing,
    Named,
    Not,
    PressureTest,
    Quantity,
    ValueOf,
    YesNo,
)
from proactive_care.frameworks.facts import JUST_BESIDE, Fact

Range = tuple[float | None, float | None]
UNKNOWN: Range = (None, None)
OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
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
        match condition:
            case All(parts):
                return all_true(self.truth(part, values) for part in parts)
            case AnyOf(parts):
                return any_true(self.truth(part, values) for part in parts)
            case Not(part):
                return negated(self.truth(part, values))
            case Named(_, part):
                return self.truth(part, values)
            case _:
                return self.leaf(condition, values)

    def leaf(self, leaf: Leaf, values: Mapping[str, FactValue]) -> Truth:
        """Return the truth of one test."""
        match leaf:
            case YesNo(fact):
                return values[fact].truth
            case Missing(fact):
                if values[fact].settled:
                    return False
                return None if fact in self._unanswerable else True
            case PressureTest():
                return pressure_test(leaf, values[leaf.fact])
            case Comparison(left, sign, right):
                return compare(self.quantity(left, values), sign, self.quantity(right, values))

    def quantity(self, quantity: Quantity, values: Mapping[str, FactValue]) -> Range:
        """Return the range in which a quantity lies; (None, None) if it is unknown."""
        match quantity:
            case Literal(value):
                return value, value
            case ValueOf(fact):
                return values[fact].low, values[fact].high
            case DayOf(fact, days):
                day = values[fact].day
                return UNKNOWN if day is None else (day + days, day + days)
            case FigureOf(figure, fact):
                pair = values[fact]
                mmhg = pair.systolic if figure == "systolic" else pair.diastolic
                return mmhg, mmhg
            case Arithmetic(sign, left, right):
                return _calculate(
                    self.quantity(left, values)[0], sign, self.quantity(right, values)[0]
                )

    def unknown_leaves(
        self, condition: Condition, values: Mapping[str, FactValue]
    ) -> Iterator[Leaf]:
        """Yield the tests that keep an unknown condition from being settled."""
        match condition:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    if self.truth(part, values) is None:
                        yield from self.unknown_leaves(part, values)
            case Not(part) | Named(_, part):
                yield from self.unknown_leaves(part, values)
            case _:
                yield condition

    def supporting_leaves(
        self, condition: Condition, values: Mapping[str, FactValue], *, is_true: bool = True
    ) -> Iterator[tuple[Leaf, bool]]:
        """Yield the tests that make a condition what it is, each with its own truth."""
        match condition:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    if self.truth(part, values) is is_true:
                        yield from self.supporting_leaves(part, values, is_true=is_true)
            case Not(part):
                yield from self.supporting_leaves(part, values, is_true=not is_true)
            case Named(_, part):
                yield from self.supporting_leaves(part, values, is_true=is_true)
            case _:
                yield condition, is_true


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


def _calculate(left: float | None, sign: str, right: float | None) -> Range:
    if left is None or right is None or (sign == "/" and right == 0):
        return UNKNOWN
    result = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
    }[sign](left, right)
    return result, result

"""Conditions as trees: what the parser makes, and both evaluators read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

MIRRORED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}
"""The sign of a comparison whose sides are exchanged."""

OPPOSITE = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}
"""The sign of a comparison that is true where another one is false."""


@dataclass(frozen=True)
class Literal:
    value: float


@dataclass(frozen=True)
class ValueOf:
    """The number of a fact. A points fact may be a range."""

    fact: str


@dataclass(frozen=True)
class DayOf:
    """The day of a fact, moved by ``days``, as a day number."""

    fact: str
    days: int = 0


@dataclass(frozen=True)
class FigureOf:
    """One figure of a blood pressure pair, whatever its setting."""

    figure: str  # systolic, diastolic
    fact: str


@dataclass(frozen=True)
class Arithmetic:
    operator: str  # + - * /
    left: Quantity
    right: Quantity


Quantity: TypeAlias = "Literal | ValueOf | DayOf | FigureOf | Arithmetic"


@dataclass(frozen=True)
class YesNo:
    """A fact that is yes, no or unknown."""

    fact: str


@dataclass(frozen=True)
class Missing:
    """The fact has no value. Only unknown when its source was never imported."""

    fact: str


@dataclass(frozen=True)
class Comparison:
    left: Quantity
    operator: str  # < <= = != >= >
    right: Quantity


@dataclass(frozen=True)
class PressureTest:
    """``bp >= 160/100 | 150/95``. At or above: either figure; below: both (the exact opposite)."""

    fact: str
    operator: str  # < <= >= >
    clinic: tuple[float, float]
    home: tuple[float, float]


@dataclass(frozen=True)
class Not:
    part: Condition


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Named:
    """A named condition, kept for the words; it means its part."""

    name: str
    part: Condition


Leaf: TypeAlias = YesNo | Missing | Comparison | PressureTest
Condition: TypeAlias = "Leaf | Not | All | AnyOf | Named"


def leaves(condition: Condition) -> Iterator[tuple[Leaf, bool]]:
    """Yield every leaf, from left to right, and whether it is wanted (False: under a ``not``)."""
    yield from _leaves(condition, True)


def _leaves(condition: Condition, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    match condition:
        case Not(part):
            yield from _leaves(part, not wanted)
        case Named(_, part):
            yield from _leaves(part, wanted)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part, wanted)
        case _:
            yield condition, wanted


def quantity_facts(quantity: Quantity) -> Iterator[str]:
    """Yield the facts that a quantity reads."""
    if isinstance(quantity, Arithmetic):
        yield from quantity_facts(quantity.left)
        yield from quantity_facts(quantity.right)
    elif not isinstance(quantity, Literal):
        yield quantity.fact


def leaf_facts(leaf: Leaf) -> tuple[str, ...]:
    """Return the facts that a leaf reads, without repeats."""
    if isinstance(leaf, Comparison):
        found = [*quantity_facts(leaf.left), *quantity_facts(leaf.right)]
        return tuple(dict.fromkeys(found))
    return (leaf.fact,)


def facts_in(condition: Condition) -> tuple[str, ...]:
    """Return the facts that a condition reads, without repeats, in order."""
    return tuple(dict.fromkeys(f for leaf, _ in leaves(condition) for f in leaf_facts(leaf)))

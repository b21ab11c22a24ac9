"""Finding groups that nobody can be in, from the conditions alone.

Conditions are opened up into alternatives (a list of tests that must all hold). An alternative
is dead when its tests contradict each other, or when an earlier group has an alternative that
asks for no more. The search is sound, not complete: a group that it calls dead is dead; the
examples of every group prove the rest alive.
"""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

from proactive_care.frameworks.conditions import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Leaf,
    Literal,
    Named,
    Not,
    PressureTest,
    ValueOf,
)

Test: TypeAlias = tuple[Leaf, bool]
Alternative: TypeAlias = frozenset[Test]
_MOST_ALTERNATIVES = 2000
_OPPOSITE = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">=": "<", ">": "<="}
_MIRRORED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}


def first_dead_group(conditions: list[Condition | None]) -> tuple[int, str] | None:
    """Return the index of the first group that cannot be entered and why, or None."""
    earlier: list[Alternative] = []
    for index, condition in enumerate(conditions):
        if condition is None:
            continue
        alternatives = _alternatives(condition, True)
        if alternatives is None:
            continue
        possible = [each for each in alternatives if not _contradicts(each)]
        if not possible:
            return index, "its condition contradicts itself"
        if all(any(_covers(taken, each) for taken in earlier) for each in possible):
            return index, "earlier groups take everybody who fits"
        earlier += possible
    return None


def _alternatives(condition: Condition, wanted: bool) -> list[Alternative] | None:
    """Return the disjunctive normal form, or None if it is too large to look at."""
    match condition:
        case Not(part):
            return _alternatives(part, not wanted)
        case Named(_, part):
            return _alternatives(part, wanted)
        case All(parts) | AnyOf(parts):
            opened = [_alternatives(part, wanted) for part in parts]
            if isinstance(condition, All) == wanted:
                return _joined(opened)
            flat: list[Alternative] = []
            for each in opened:
                if each is None:
                    return None
                flat += each
            return flat if len(flat) <= _MOST_ALTERNATIVES else None
        case _:
            return [frozenset({(condition, wanted)})]


def _joined(parts: list[list[Alternative] | None]) -> list[Alternative] | None:
    result: list[Alternative] = [frozenset()]
    for part in parts:
        if part is None or len(result) * len(part) > _MOST_ALTERNATIVES:
            return None
        result = [left | right for left, right in product(result, part)]
    return result


def _contradicts(alternative: Alternative) -> bool:
    return any(
        _excludes(one, other) for one in alternative for other in alternative if one != other
    )


def _covers(taken: Alternative, alternative: Alternative) -> bool:
    """Whether everybody who fits ``alternative`` also fits ``taken``."""
    return all(any(_implies(have, need) for have in alternative) for need in taken)


def _excludes(one: Test, other: Test) -> bool:
    return _implies(one, (other[0], not other[1]))


def _implies(have: Test, need: Test) -> bool:
    if have == need:
        return True
    pressure = _pressure(have), _pressure(need)
    if pressure[0] and pressure[1]:
        return _pressure_implies(pressure[0], pressure[1])
    left, right = _bound(have), _bound(need)
    return bool(left and right and left[0] == right[0] and _bound_implies(left[1:], right[1:]))


def _bound(test: Test) -> tuple[str, str, float] | None:
    """Return (fact, operator, number) of a simple comparison, else None."""
    leaf, wanted = test
    if not isinstance(leaf, Comparison):
        return None
    match leaf.left, leaf.right:
        case ValueOf(fact), Literal(value):
            operator = leaf.operator
        case Literal(value), ValueOf(fact):
            operator = _MIRRORED[leaf.operator]
        case _:
            return None
    return fact, operator if wanted else _OPPOSITE[operator], value


def _bound_implies(have: tuple[str, float], need: tuple[str, float]) -> bool:
    (held, value), (operator, limit) = have, need
    if held == "=":
        return _holds(value, operator, limit)
    if operator == "!=":
        return held != "!=" and _holds(limit, _OPPOSITE[held], value)
    if held in (">", ">=") and operator in (">", ">="):
        return value > limit or (value == limit and not (held == ">=" and operator == ">"))
    if held in ("<", "<=") and operator in ("<", "<="):
        return value < limit or (value == limit and not (held == "<=" and operator == "<"))
    return False


def _holds(value: float, operator: str, limit: float) -> bool:
    return {
        "<": value < limit,
        "<=": value <= limit,
        "=": value == limit,
        "!=": value != limit,
        ">=": value >= limit,
        ">": value > limit,
    }[operator]


def _pressure(test: Test) -> tuple[str, str, tuple[float, ...]] | None:
    leaf, wanted = test
    if not isinstance(leaf, PressureTest):
        return None
    operator = leaf.operator if wanted else _OPPOSITE[leaf.operator]
    return leaf.fact, operator, (*leaf.clinic, *leaf.home)


def _pressure_implies(
    have: tuple[str, str, tuple[float, ...]], need: tuple[str, str, tuple[float, ...]]
) -> bool:
    return have[0] == need[0] and all(
        _bound_implies((have[1], mine), (need[1], theirs))
        for mine, theirs in zip(have[2], need[2], strict=True)
    )

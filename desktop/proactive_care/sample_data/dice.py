"""Chance that gives the same results everywhere.

Everything is built on ``random.Random.random()``, the one method whose sequence Python promises
to keep, and on plain arithmetic: the mathematical library of a platform is never asked, because
its last bit may differ from another's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

_BELL_SCALE = 3**0.5  # four uniform numbers have the variance 1/3


class Dice:
    """A seeded source of chance."""

    def __init__(self, seed: int) -> None:
        self.roll = Random(seed).random  # noqa: S311 - reproducible, not secret

    def chance(self, probability: float) -> bool:
        """Return True with this probability (0 to 1)."""
        return self.roll() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.roll() * (high - low + 1))

    def bell(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """Return a bell-shaped number: near to normal, and never beyond 3.47 spreads."""
        roll = self.roll
        return mean + spread * _BELL_SCALE * (roll() + roll() + roll() + roll() - 2.0)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, all equally likely."""
        return items[int(self.roll() * len(items))]

    def shuffle(self, items: list[T]) -> None:
        """Put the items in a random order, in place."""
        for last in range(len(items) - 1, 0, -1):
            other = int(self.roll() * (last + 1))
            items[last], items[other] = items[other], items[last]


class Weighted(Generic[T]):
    """Items that are drawn in proportion to their weights."""

    def __init__(self, items: Sequence[tuple[T, float]]) -> None:
        self._items = [item for item, _ in items]
        self._edges = list(accumulate(weight for _, weight in items))

    def draw(self, dice: Dice) -> T:
        """Return one item. A weight of twice the size is drawn twice as often."""
        return self._items[bisect_right(self._edges, dice.roll() * self._edges[-1])]

"""Chance: bounds, proportions, and the same numbers for the same seed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from proactive_care.sample_data.dice import Dice, Weighted


def test_the_same_seed_gives_the_same_numbers() -> None:
    first, second = Dice(7), Dice(7)
    assert [first.between(0, 99) for _ in range(50)] == [second.between(0, 99) for _ in range(50)]


@given(st.integers(0, 10**6), st.integers(-50, 50), st.integers(0, 50))
def test_between_keeps_its_bounds(seed: int, low: int, width: int) -> None:
    dice = Dice(seed)
    assert all(low <= dice.between(low, low + width) <= low + width for _ in range(20))


def test_between_reaches_both_bounds() -> None:
    dice = Dice(1)
    assert {dice.between(1, 3) for _ in range(100)} == {1, 2, 3}


def test_bell_is_centred_and_has_the_spread_asked_for() -> None:
    dice = Dice(3)
    numbers = [dice.bell(10, 2) for _ in range(20000)]
    mean = sum(numbers) / len(numbers)
    spread = (sum((number - mean) ** 2 for number in numbers) / len(numbers)) ** 0.5
    assert abs(mean - 10) < 0.05
    assert abs(spread - 2) < 0.05


def test_weighted_items_come_in_proportion() -> None:
    dice = Dice(5)
    letters = Weighted([("a", 3.0), ("b", 1.0), ("never", 0.0)])
    drawn = Counter(letters.draw(dice) for _ in range(8000))
    assert 0.72 < drawn["a"] / 8000 < 0.78
    assert set(drawn) == {"a", "b"}


@given(st.integers(0, 10**6), st.lists(st.integers(), max_size=30))
def test_shuffling_keeps_the_items(seed: int, items: list[int]) -> None:
    shuffled = list(items)
    Dice(seed).shuffle(shuffled)
    assert sorted(shuffled) == sorted(items)

"""What a batch weighs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proactive_care.recall import load_settings
from proactive_care.recall.weight import postage_of

RULES = load_settings().post


def test_the_letter_class_ends_at_19_sheets_and_an_envelope() -> None:
    """5 g for each A4 sheet of 80 gsm and 5 g for the envelope: 100 g is still a letter."""
    found = postage_of([2, 19, 20], ["a", "a", "b"], RULES)
    assert (found.letters, found.in_class, found.heavier) == (3, 2, 1)
    assert (found.heaviest_grams, found.grams, found.homes) == (105, 15 + 100 + 105, 2)
    assert found.words == "1 over 100 g"
    assert found.assumes == "5 g a sheet (A4, 80 gsm), 5 g an envelope"


def test_most_batches_are_of_one_class_and_an_empty_one_of_none() -> None:
    assert postage_of([2, 3], ["a", "b"], RULES).words == "all up to 100 g"
    empty = postage_of([], [], RULES)
    assert (empty.words, empty.grams, empty.heaviest_grams) == ("nothing to post", 0, 0)


@given(st.lists(st.integers(1, 40)))
def test_the_sum_is_that_of_the_letters(sheets: list[int]) -> None:
    found = postage_of(sheets, map(str, sheets), RULES)
    assert found.grams == 5 * (sum(sheets) + len(sheets))
    assert found.in_class + found.heavier == found.letters == len(sheets)
    assert found.heaviest_grams == max((5 + 5 * count for count in sheets), default=0)

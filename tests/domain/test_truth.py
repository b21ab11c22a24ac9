"""Kleene's three-valued logic."""

from __future__ import annotations

from itertools import product

import pytest

from proactive_care.domain.truth import Truth, all_true, any_true, negated

VALUES: tuple[Truth, ...] = (True, False, None)


@pytest.mark.parametrize(("one", "other"), list(product(VALUES, VALUES)))
def test_and_or_not_are_kleene(one: Truth, other: Truth) -> None:
    rank = {False: 0, None: 1, True: 2}
    back = {number: truth for truth, number in rank.items()}
    assert all_true([one, other]) is back[min(rank[one], rank[other])]
    assert any_true([one, other]) is back[max(rank[one], rank[other])]
    assert negated(all_true([one, other])) is any_true([negated(one), negated(other)])


def test_nothing_at_all() -> None:
    assert all_true([]) is True
    assert any_true([]) is False

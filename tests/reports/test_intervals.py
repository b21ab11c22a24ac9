"""Wilson's interval: published values, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.reports.intervals import share
from proactive_care.reports.small_numbers import for_outside


def test_a_published_example() -> None:
    # Newcombe, Statistics in Medicine 1998: 81 of 263 and 15 of 148 by the score method.
    first, second = share(81, 263), share(15, 148)
    assert first is not None
    assert second is not None
    assert (round(first.low, 4), round(first.high, 4)) == (0.2553, 0.3662)
    assert (round(second.low, 4), round(second.high, 4)) == (0.0624, 0.1605)


def test_nobody_has_no_share() -> None:
    assert share(0, 0) is None


@pytest.mark.parametrize(("count", "of"), [(-1, 5), (6, 5), (1, 0)])
def test_what_is_no_share_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        share(count, of)


@given(st.integers(1, 100_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_is_inside_its_interval(pair: tuple[int, int]) -> None:
    found = share(*pair)
    assert found is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    opposite = share(pair[1] - pair[0], pair[1])
    assert opposite is not None
    assert abs(opposite.low - (1 - found.high)) < 1e-9


@given(st.integers(0, 100_000))
def test_small_numbers_never_leave(count: int) -> None:
    shown = for_outside(count)
    if 1 <= count <= 4:
        assert shown is None
    else:
        assert shown is not None
        assert shown % 5 == 0
        assert abs(shown - count) <= 2

"""BMI and peak flow arithmetic."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.measures import best_blow, body_mass_index, summarise_peak_flows

DAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("weight", "height", "bmi"),
    [(80.0, 1.75, 26.1), (70.0, 1.7, 24.2), (100.0, 2.0, 25.0), (62.65, 1.0, 62.7)],
)
def test_bmi_has_one_decimal_halves_up(weight: float, height: float, bmi: float) -> None:
    assert body_mass_index(weight, height) == bmi


@pytest.mark.parametrize(("weight", "height"), [(0, 1.7), (70, 0)])
def test_bmi_needs_weight_and_height(weight: float, height: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        body_mass_index(weight, height)


def test_a_peak_flow_diary() -> None:
    summary = summarise_peak_flows([(DAY, 400), (DAY, 300), (DAY + timedelta(1), 350)])
    assert summary is not None
    assert (summary.days, summary.entries, summary.best, summary.lowest) == (2, 3, 400, 300)
    assert summary.mean == 350
    assert summary.variability == Fraction(100, 350)


def test_an_empty_diary_and_one_without_variability() -> None:
    assert summarise_peak_flows([]) is None
    summary = summarise_peak_flows([(DAY, 400)])
    assert summary is not None
    assert summary.variability is None
    assert best_blow([300, 420, 410]) == 420


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(50, 900)), min_size=1), st.randoms())
def test_the_order_of_entry_never_matters(entries: list[tuple[int, int]], dice: object) -> None:
    dated = [(DAY + timedelta(day), flow) for day, flow in entries]
    mixed = list(dated)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert summarise_peak_flows(dated) == summarise_peak_flows(mixed)

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.dates import (
    age_on,
    latest_birth_for_age,
    months_before,
    show_date,
    show_long_date,
    years_before,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 9, 14), 18, date(2025, 3, 14)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2026, 9, 14), 0, date(2026, 9, 14)),
    ],
)
def test_months_before(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


@given(days, st.integers(0, 600))
def test_months_before_goes_back_by_exactly_that_many_months(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day <= day.day


@given(days, days, st.integers(0, 60))
def test_months_before_keeps_the_order_of_days(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert months_before(first, months) <= months_before(second, months)


def test_months_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        months_before(date(2026, 1, 1), -1)


def test_years_before_a_leap_day() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1946, 9, 15), date(2026, 9, 14), 79),
        (date(1946, 9, 14), date(2026, 9, 14), 80),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 9, 14), date(2026, 9, 14), 0),
    ],
)
def test_age_in_completed_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@given(days, days, st.integers(0, 110))
def test_an_age_limit_is_the_same_as_a_latest_birth(birth: date, day: date, age: int) -> None:
    if birth <= day and day.year - age >= 1:
        assert (age_on(birth, day) >= age) is (birth <= latest_birth_for_age(age, day))


def test_dates_are_shown_in_the_house_forms() -> None:
    assert show_date(date(2026, 9, 4)) == "4 Sep 2026"
    assert show_long_date(date(2026, 9, 14)) == "14 September 2026"

"""Dates in every form that exports and Excel write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.date_text import DateText, Order

DAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "01-Apr-2024",
        "1-apr-2024",
        "01 Apr 2024",
        "01 Apr 2024 10:31:22",
        "1 April 2024",
        "01/04/2024",
        "01/04/2024 08:15",
        "01/04/2024 08:15:30",
        "01.04.2024",
        "01-04-2024",
        "2024-04-01",
        "2024-04-01T08:15:00",
        "2024-04-01 08:15:00",
        "2024-04-01T08:15:00.000Z",
        "2024/04/01",
        "20240401",
        "20240401081500",
        "Apr 1 2024",
        "Apr 1, 2024",
        "April 1, 2024 8:15 AM",
        "01-Apr-24",
        "01/04/24",
        "  01-Apr-2024 ",
    ],
)
def test_every_form_of_the_first_of_april(text: str) -> None:
    assert DateText(2026).read(text) == date(2024, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31-Feb-2026",
        "2026-02-30",
        "99/99/2026",
        "45234",
        "1/2",
        "12-Foo-2024",
        "0000-01-01",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert DateText(2026).read(text) is None


def test_two_digit_years_are_the_latest_century_not_after_the_run() -> None:
    dates = DateText(2026)
    assert dates.read("01/02/26") == date(2026, 2, 1)
    assert dates.read("01/02/27") == date(1927, 2, 1)
    assert dates.two_digit_years == 2


def test_a_file_proves_its_order() -> None:
    dates = DateText(2026)
    assert dates.read("14/03/2026") == date(2026, 3, 14)
    assert dates.read("03/14/2026") is None
    assert dates.read("03/04/2026") == date(2026, 4, 3)
    assert (dates.day_first_proofs, dates.month_first_proofs) == (1, 1)
    assert dates.forms == {"dd/mm/yyyy": 2}


def test_month_first_when_that_was_proved() -> None:
    dates = DateText(2026, Order.MONTH_FIRST)
    assert dates.read("03/14/2026") == date(2026, 3, 14)
    assert dates.forms == {"mm/dd/yyyy": 1}


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_what_is_written_is_read_back(day: date) -> None:
    dates = DateText(2026)
    for form in ("%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%b %d %Y", "%d %B %Y %H:%M"):
        assert dates.read(day.strftime(form)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    found = DateText(2026).read(text)
    assert found is None or isinstance(found, date)

"""Windows of time: calendar months, both ends included."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.frameworks.problems import RuleError
from proactive_care.frameworks.windows import Offset, Span, Window, parse_offset, parse_span


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("3 months", date(2026, 2, 28)),
        ("18 months", date(2024, 11, 30)),
        ("1 year", date(2025, 5, 31)),
        ("2 weeks", date(2026, 5, 17)),
        ("1 day", date(2026, 5, 30)),
    ],
)
def test_a_span_begins_a_calendar_length_before(text: str, start: date) -> None:
    span = parse_span(text)
    assert span.start(date(2026, 5, 31)) == start
    assert str(span) == text


@pytest.mark.parametrize("text", ["", "months", "3 fortnights", "0 days", "-1 days", "131 years"])
def test_impossible_spans_are_refused(text: str) -> None:
    with pytest.raises(RuleError):
        parse_span(text)


def test_offsets() -> None:
    assert parse_offset("first_statin") == Offset("first_statin", 0)
    assert parse_offset("first - 93 days") == Offset("first", -93)
    assert parse_offset("first + 1 day") == Offset("first", 1)
    assert (str(Offset("first", -93)), str(Offset("first", 0))) == ("first -93 days", "first")
    with pytest.raises(RuleError):
        parse_offset("first - 3 months")


def test_a_window_has_a_first_and_a_last_day() -> None:
    day = date(2026, 9, 14)
    within = Window(within=Span(12, "month"))
    assert within.first_day(day) == date(2025, 9, 14).toordinal()
    assert within.last_day(day) == day.toordinal()
    assert within.words == " within 12 months"
    older = Window(older_than=Span(1, "year"), before=Offset("x", 1))
    assert older.first_day(day) is None
    assert older.last_day(day) == date(2025, 9, 13).toordinal()
    assert (older.words, older.depends_on) == (" more than 1 year ago", ("x",))
    assert Window().words == ""


def test_newer_than_lies_strictly_inside_and_joins_older_than() -> None:
    day = date(2026, 9, 14)
    newer = Window(newer_than=Span(12, "month"))
    assert newer.first_day(day) == date(2025, 9, 15).toordinal()
    assert newer.last_day(day) == day.toordinal()
    assert newer.words == " less than 12 months ago"
    between = Window(newer_than=Span(1, "year"), older_than=Span(1, "month"))
    assert between.first_day(day) == date(2025, 9, 15).toordinal()
    assert between.last_day(day) == date(2026, 8, 13).toordinal()
    assert between.words == " more than 1 month and less than 1 year ago"
    until = Window(within=Span(365, "day"), older_than=Span(90, "day"))
    assert until.words == " within 365 days but more than 90 days ago"
    assert between.limited
    assert not between.empty
    assert Window(within=Span(1, "month"), older_than=Span(1, "year")).empty
    assert not Window(before=Offset("x", 0)).limited

"""Days by which something is due."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.domain.working_days import days_after, working_days_after


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 9, 14), 1, date(2026, 9, 15)),  # Monday to Tuesday
        (date(2026, 9, 11), 1, date(2026, 9, 14)),  # Friday to Monday
        (date(2026, 9, 12), 1, date(2026, 9, 14)),  # Saturday to Monday
        (date(2026, 9, 11), 6, date(2026, 9, 21)),
        (date(2026, 9, 13), 0, date(2026, 9, 13)),
    ],
)
def test_weekends_do_not_count(start: date, days: int, due: date) -> None:
    assert working_days_after(start, days) == due


def test_calendar_days() -> None:
    assert days_after(date(2026, 9, 14), 7) == date(2026, 9, 21)

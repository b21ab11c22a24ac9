"""When something must be done by: calendar days and working days."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def days_after(day: date, days: int) -> date:
    """Return the day so many calendar days later."""
    return day + timedelta(days=days)


def working_days_after(day: date, days: int) -> date:
    """Return the day so many working days (Monday to Friday) later.

    Bank holidays differ between the four countries and years and are not known here: they count
    as working days, so that what is due comes due too early and never too late.
    """
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day

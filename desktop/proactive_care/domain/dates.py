"""Calendar arithmetic exactly as the frameworks define it (frameworks.md section 1).

Days are stored as proleptic Gregorian ordinals (``date.toordinal()``).
"""

from __future__ import annotations

import calendar
from datetime import date


def months_before(day: date, months: int) -> date:
    """Return the same day of the month ``months`` earlier, or that month's last day.

    31 May minus 3 months is 28 (or 29) February. Raises ValueError for negative ``months``.
    """
    if months < 0:
        raise ValueError("months must not be negative")
    index = day.year * 12 + (day.month - 1) - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def years_before(day: date, years: int) -> date:
    """Return the same day ``years`` earlier (29 February becomes 28 February)."""
    return months_before(day, years * 12)


def age_on(birth: date, day: date) -> int:
    """Return completed years on ``day``. Somebody born on 29 February turns on 1 March."""
    before_birthday = (day.month, day.day) < (birth.month, birth.day)
    return day.year - birth.year - int(before_birthday)


def latest_birth_for_age(age: int, day: date) -> date:
    """Return the latest date of birth of anybody who is at least ``age`` on ``day``.

    ``age_on(b, day) >= age`` is the same as ``b <= latest_birth_for_age(age, day)``: the rule
    compiler uses this to turn an age into a comparison of day numbers.
    """
    return years_before(day, age)


def show_date(day: date) -> str:
    """Return the house form, for example ``14 Sep 2026``."""
    return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"


def show_long_date(day: date) -> str:
    """Return the form for letters, for example ``14 September 2026``."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"

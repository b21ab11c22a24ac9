"""Days as a document's language writes them: in words, or in figures where words do not fit."""

from __future__ import annotations

import calendar
from datetime import date

from proactive_care.documents.words.wording import Wording
from proactive_care.domain.dates import show_date, show_long_date


def day_in(words: Wording, day: date, *, long: bool = False) -> str:
    """Return a day in the language of ``words``; ``long``: with the month's full name.

    A translation has its months under [dates]; English has them in the code.
    """
    months = words.texts("dates.months")
    if not months:
        return show_long_date(day) if long else show_date(day)
    return words.words("dates.long", day=day.day, month=months[day.month - 1], year=day.year)


def figures_of(day: date) -> str:
    """Return a day in figures, as 14/09/2026."""
    return f"{day:%d/%m/%Y}"


def short_month(words: Wording, month: int) -> str:
    """Return a month's short name (its full one where a language has no other), from 1."""
    months = words.texts("dates.short")
    return months[month - 1] if months else calendar.month_abbr[month]

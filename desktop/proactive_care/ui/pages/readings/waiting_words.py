"""How long a reading has waited, and who was told about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from proactive_care.readings import Waiting


def waited_words(since: datetime, now: datetime) -> str:
    """Return how long something has waited, in the largest unit: ``3 hours``."""
    waited = max(timedelta(), now - since)
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        count = waited // length
        if count:
            return f"{count} {unit}" + ("s" if count > 1 else "")
    minutes = waited // timedelta(minutes=1)
    return f"{minutes} minute" + ("" if minutes == 1 else "s") if minutes else "just now"


def told_words(row: Waiting, now: datetime) -> str:
    """Return who was told and when; the day if it was not today."""
    if row.told_at is None:
        return row.told
    at = row.told_at.astimezone()
    today = at.date() == now.astimezone().date()
    day = "" if today else f"{at.day} {at:%b} "
    return f"{row.told}, {day}{at:%H:%M}"

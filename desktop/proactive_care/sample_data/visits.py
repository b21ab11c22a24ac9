"""When a person comes: called in every year, now and then, or not any more."""

from __future__ import annotations

from proactive_care.sample_data.record import YEAR, Record

HISTORY_YEARS = 8


def review_days(record: Record) -> list[int]:
    """Return the days of the yearly reviews that the person came to, oldest first.

    Empty for people whom the practice does not call in. The month is near the birthday.
    """
    health, dice = record.health, record.dice
    if not (health.long_term or "asthma" in health.onset):
        return []
    onset = min(health.onset.values())
    first = max(onset - 200, record.today - HISTORY_YEARS * YEAR, record.born + 500)
    birthday = (record.born - record.today) % YEAR
    anchor = record.today - YEAR + birthday + dice.between(-45, 45)
    days: list[int] = []
    while anchor > record.today - 2:
        anchor -= YEAR
    while anchor >= first:
        if dice.chance(health.attendance):
            days.append(anchor)
        anchor -= YEAR + dice.between(-25, 25)
    return _seen(record, days)


def other_days(record: Record) -> list[int]:
    """Return the days of other contacts at which something was measured, oldest first."""
    health, dice = record.health, record.dice
    if health.age < 17:
        return []
    if health.long_term:
        expected = HISTORY_YEARS * (0.9 if health.diabetes or health.has("hypertension") else 0.5)
    elif 40 <= health.age < 75:
        expected = 3.4
    else:
        expected = 2.2 if health.sex == "F" else 1.3
    visits = int(expected * dice.roll() * 2 * (0.35 + 0.65 * health.attendance) + 0.5)
    adult = record.born + 16 * YEAR
    first = max(record.today - HISTORY_YEARS * YEAR, adult)
    return _seen(record, [dice.between(first, record.today - 1) for _ in range(visits)])


def _seen(record: Record, days: list[int]) -> list[int]:
    away = record.health.away_since
    return sorted(day for day in days if not away or day < away)

"""Blood pressure histories: level, treatment, noise, digit preference, home and clinic."""

from __future__ import annotations

from proactive_care.sample_data.dice import Dice
from proactive_care.sample_data.medicines import Treatment
from proactive_care.sample_data.record import YEAR, Record


def write_blood_pressures(record: Record, treatment: Treatment, days: list[int]) -> None:
    """Record a clinic pressure at each visit, and home and ambulatory ones for some people."""
    health, dice = record.health, record.dice
    if health.age < 17:
        return
    history = _History(record, treatment)
    examined = dice.chance(0.12)
    for day in days:
        if dice.chance(0.93):
            _clinic(record, history, day, examined)
    if dice.chance(0.006):
        record.note("bp_declined", record.today - dice.between(5, 500))
    if not health.has("hypertension"):
        return
    onset = health.onset["hypertension"]
    if dice.chance(0.3):
        _pair(record, onset - dice.between(2, 20), "day", history.at(onset - 5, -6, -4))
    if dice.chance(0.24):
        _home(record, history, days)
    if treatment.blood_pressure_steps >= 3 and dice.chance(0.12):
        record.note("hypertension_maximal", record.today - dice.between(10, 700))


class _History:
    """One person's underlying pressure over the years."""

    def __init__(self, record: Record, treatment: Treatment) -> None:
        health, dice = record.health, record.dice
        self._dice = dice
        self._today = record.today
        self._onset = 0
        if health.has("hypertension"):
            level = dice.bell(134.5, 9.5) + (7 if treatment.blood_pressure_steps == 0 else 0)
            if dice.chance(0.045):
                level += dice.between(22, 45)
            self._onset = health.onset["hypertension"]
            self._fall = dice.bell(20, 6)
        else:
            level = 111 + 0.24 * min(health.age, 80) + dice.bell(0, 8) + (health.bmi - 26) * 0.4
            self._fall = 0.0
        self._systolic = level
        self._diastolic = (
            79 - 0.22 * max(health.age - 55, 0) + 0.33 * (level - 132) + dice.bell(0, 6)
        )
        self._slope = dice.bell(0, 0.9)

    def at(self, day: int, systolic: float = 0.0, diastolic: float = 0.0) -> tuple[float, float]:
        """Return a pressure as measured on a day, moved by the two numbers given."""
        years = (self._today - day) / YEAR
        level = self._systolic - self._slope * years
        low = self._diastolic - self._slope * years * 0.4
        if self._onset:
            treated = min(max((day - self._onset) / 300, 0.0), 1.0)
            level += self._fall * (1 - treated)
            low += self._fall * 0.45 * (1 - treated)
        noise = self._dice.bell(0, 7.5)
        top = max(level + noise + systolic, 84.0)
        bottom = max(low + noise * 0.4 + self._dice.bell(0, 3.5) + diastolic, 42.0)
        return top, min(bottom, top - 14)


def _clinic(record: Record, history: _History, day: int, examined: bool) -> None:
    dice = record.dice
    pressure = history.at(day)
    kind = "oe" if examined else ""
    _pair(record, day, kind, pressure)
    if dice.chance(0.55):
        record.note("pulse", day, str(int(dice.bell(74, 9))))
    repeats = 0
    while pressure[0] >= 139.5 and repeats < 2 and dice.chance(0.4):
        pressure = (pressure[0] - dice.bell(5, 3), pressure[1] - dice.bell(2, 2))
        _pair(record, day, kind, (max(pressure[0], 84.0), max(pressure[1], 42.0)))
        repeats += 1


def _home(record: Record, history: _History, days: list[int]) -> None:
    """Averages of home diaries, for some on the very day of a visit."""
    dice = record.dice
    day = record.today - dice.between(3, 420)
    if days and dice.chance(0.25):
        day = days[-1]
    for _ in range(dice.between(1, 3)):
        _pair(record, day, "home", history.at(day, -5, -3))
        day -= dice.between(150, 420)


def _pair(record: Record, day: int, kind: str, pressure: tuple[float, float]) -> None:
    """Record one pressure. Clinic figures show the observer's liking for 0 and even digits."""
    dice = record.dice
    suffix = f"_{kind}" if kind else ""
    measured = kind in ("", "oe")
    systolic = _as_read(pressure[0], dice) if measured else int(pressure[0] + 0.5)
    diastolic = _as_read(pressure[1], dice) if measured else int(pressure[1] + 0.5)
    record.note(f"systolic{suffix}", day, str(max(systolic, diastolic + 4)))
    if not dice.chance(0.002):
        record.note(f"diastolic{suffix}", day, str(diastolic))


def _as_read(value: float, dice: Dice) -> int:
    roll = dice.roll()
    if roll < 0.24:
        return int(value / 10 + 0.5) * 10
    if roll < 0.72:
        return int(value / 2 + 0.5) * 2
    return int(value + 0.5)

"""From values and days to pixels, and the ticks on the axes."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Scale:
    """Maps ``low`` … ``high`` onto ``start`` … ``end`` pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value. A scale of no length puts everything in the middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def rounded_range(values: Sequence[float], step: float) -> tuple[float, float]:
    """Return the range of ``values``, widened to multiples of ``step``."""
    return math.floor(min(values) / step) * step, math.ceil(max(values) / step) * step


def month_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Return up to ``most`` month starts with their labels; the year where it changes."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, math.ceil((months + 1) / most))
    ticks: list[tuple[date, str]] = []
    year = 0
    for number in range(0, months + 1, step):
        index = first.year * 12 + first.month - 1 + number
        day = date(index // 12, index % 12 + 1, 1)
        label = calendar.month_abbr[day.month]
        if day.year != year:
            label, year = f"{label} {day.year % 100:02d}", day.year
        ticks.append((max(day, first), label))
    return ticks

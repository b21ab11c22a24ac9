"""The small chart beside a number: how it went, and in blue where it should be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.documents.care_plan.content import Better, Measured
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.ink import BLUE, GREY, INK, PALE, TINT, WHITE, Colour, Pen
from proactive_care.documents.words.dates import short_month
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Wording

_ROOM = 0.18  # of the range, above and below what is drawn
_DOT = 2.1


@dataclass(frozen=True)
class TrendChart:
    """One line for a value, two below each other for a pair. Dates under it, limits beside it.

    ``figures`` are the limits as the target writes them. ``size`` is their size in points;
    ``plot`` is the height of one line's field. Time runs from left to right in every language:
    ``words`` only name the months.
    """

    trend: tuple[Measured, ...]
    limits: tuple[float, ...]
    figures: tuple[str, ...]
    better: Better
    width: float
    size: float
    plot: float
    words: Wording

    @property
    def fields(self) -> int:
        """How many lines there are."""
        return len(self.trend[0].values)

    @property
    def height(self) -> float:
        return (
            self.fields * self.plot + (self.fields - 1) * self._gap + self.size * 1.35 * self._air
        )

    @property
    def _air(self) -> float:
        return language_of(self.words.language).leading

    @property
    def _gap(self) -> float:
        return self.size * 0.35

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw bands, lines, dots, limits and dates."""
        with pen.upright(x, self.width) as left:
            self._draw(pen, left, y)

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        labels = [self._label(limit) for limit in self.limits]
        right = x + self.width - max((text_width(t, self.size) + 4 for t in labels), default=0)
        for index in range(self.fields):
            top = y + index * (self.plot + self._gap)
            limit = self.limits[index] if index < len(self.limits) else None
            self._field(pen, index, limit, (x, top, right))
        base = y + self.fields * self.plot + (self.fields - 1) * self._gap + 1.5
        pen.rule(x, base, right, 0.7, GREY)
        first, last = _date_labels(self.trend[0].day, self.trend[-1].day, self.words)
        rtl = language_of(self.words.language).rtl
        baseline = base + self.size * self._air
        if first and text_width(first, self.size) + text_width(last, self.size) + 8 < right - x:
            pen.text(x, baseline, first, self.size, ink=GREY, rtl=rtl)
        at = right - text_width(last, self.size)
        pen.text(max(x, at), baseline, last, self.size, ink=GREY, rtl=rtl)

    def _field(
        self, pen: Pen, index: int, limit: float | None, place: tuple[float, float, float]
    ) -> None:
        left, top, right = place
        values = [point.values[index] for point in self.trend]
        low, high = _bounds(values, limit)

        def down(value: float) -> float:
            return top + self.plot * (high - value) / (high - low)

        if limit is not None and self.better is not Better.NONE:
            line = down(limit)
            bottom = top + self.plot
            start, end = (line, bottom) if self.better is Better.AT_MOST else (top, line)
            pen.box(left, start, right - left, end - start, fill=_BAND)
            pen.rule(left, line, right, 1.0, BLUE)
            pen.text(right + 4, line + self.size * 0.36, self._label(limit), self.size, ink=BLUE)
        points = [(self._across(p.day, left, right), down(p.values[index])) for p in self.trend]
        if len(points) > 1:
            pen.trace(points, 1.5, INK)
        for point in points[:-1]:
            pen.disc(*point, _DOT, INK)
        pen.disc(*points[-1], _DOT * 2.0, WHITE)
        pen.disc(*points[-1], _DOT * 1.4, INK)

    def _label(self, limit: float) -> str:
        """A limit as the target beside the chart writes it."""
        return next((each for each in self.figures if float(each) == limit), f"{limit:g}")

    def _across(self, day: date, left: float, right: float) -> float:
        edge = _DOT * 2.4
        first, last = self.trend[0].day, self.trend[-1].day
        span = (last - first).days
        share = (day - first).days / span if span else 1.0
        return left + edge + (right - left - 2 * edge) * share


def _between(one: Colour, other: Colour) -> Colour:
    red, green, blue = ((a + b) / 2 for a, b in zip(one, other, strict=True))
    return red, green, blue


_BAND = _between(PALE, TINT)


def _bounds(values: list[float], limit: float | None) -> tuple[float, float]:
    """Return the lowest and highest value drawn, with room around them. Never an empty range."""
    every = [*values, *([] if limit is None else [limit])]
    low, high = min(every), max(every)
    span = high - low or max(abs(high) * 0.1, 1.0)
    return low - span * _ROOM - span * 0.2, high + span * _ROOM


def _date_labels(first: date, last: date, words: Wording) -> tuple[str, str]:
    end = f"{short_month(words, last.month)} {last.year}"
    if first == last:
        return "", end
    if first.year == last.year:
        return (short_month(words, first.month) if first.month != last.month else ""), end
    return str(first.year), str(last.year)

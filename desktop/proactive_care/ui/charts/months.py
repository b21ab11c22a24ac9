"""A count month by month, against what it was at the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.charts.scale import Scale, month_ticks
from proactive_care.ui.theme import Look


@dataclass(frozen=True)
class MonthPoint:
    """The count at the end of a month; ``month`` is its first day."""

    month: date
    count: int


class MonthLine(QWidget):
    """A line from 0 upwards; the baseline is dashed and says so."""

    def __init__(self, look: Look, what: str) -> None:
        super().__init__()
        self._look, self._what = look, what
        self._points: tuple[MonthPoint, ...] = ()
        self._baseline: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_points(self, points: Sequence[MonthPoint], baseline: int | None) -> None:
        """Show these months, oldest first."""
        self._points, self._baseline = tuple(points), baseline
        self.setAccessibleName(month_words(self._what, self._points, baseline))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(320), self._look.pixels(170))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(220), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(12))
        if not self._points:
            painter.setPen(self._look.colour("secondary"))
            words = "The first month appears after the first sorting"
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        else:
            across, up, plot = self._scales()
            self._paint_axes(painter, across, up, plot)
            self._paint_baseline(painter, up, plot)
            self._paint_line(painter, across, up)
        painter.end()

    def _scales(self) -> tuple[Scale, Scale, QRectF]:
        look = self._look
        top = _rounded_up(max([self._baseline or 0, *(p.count for p in self._points), 1]))
        wide = QFontMetrics(look.font(12)).horizontalAdvance(f"{top:,}")
        plot = QRectF(self.rect()).adjusted(
            wide + 8, look.pixels(20), -look.pixels(26), -look.pixels(22)
        )
        days = [point.month.toordinal() for point in self._points]
        across = Scale(days[0], days[-1], plot.left() + 8, plot.right() - 8)
        return across, Scale(0, top, plot.bottom(), plot.top()), plot

    def _paint_axes(self, painter: QPainter, across: Scale, up: Scale, plot: QRectF) -> None:
        look = self._look
        metrics = QFontMetrics(painter.font())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in (0, up.high / 2, up.high):
            y = up.at(value)
            painter.setPen(QPen(look.colour("divider"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("secondary"))
            box = QRectF(0, y - metrics.height() / 2, plot.left() - 6, metrics.height())
            painter.drawText(box, right, f"{value:,.0f}")
        widest = metrics.horizontalAdvance("Sep 26") + 12
        end = 0.0
        first, last = self._points[0].month, self._points[-1].month
        for day, label in month_ticks(first, last, max(2, int(plot.width() // widest))):
            wide = metrics.horizontalAdvance(label)
            left = across.at(day.toordinal()) - wide / 2
            left = min(max(left, plot.left()), self.width() - wide - 1)
            if left > end:
                painter.drawText(QPointF(left, self.height() - metrics.descent() - 2), label)
                end = left + wide + 8

    def _paint_baseline(self, painter: QPainter, up: Scale, plot: QRectF) -> None:
        if self._baseline is None:
            return
        y, look = up.at(self._baseline), self._look
        painter.setPen(QPen(look.colour("secondary"), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(look.colour("secondary"))
        words = f"baseline {self._baseline:,}"
        painter.drawText(QPointF(plot.left() + 4, y - 5), words)

    def _paint_line(self, painter: QPainter, across: Scale, up: Scale) -> None:
        look = self._look
        places = [QPointF(across.at(p.month.toordinal()), up.at(p.count)) for p in self._points]
        painter.setPen(QPen(look.colour("primary"), 2))
        painter.drawPolyline(places)
        painter.setBrush(look.colour("primary"))
        for place in places:
            painter.drawEllipse(place, 3.5, 3.5)
        last, words = places[-1], f"{self._points[-1].count:,}"
        painter.setFont(look.font(13, bold=True))
        painter.setPen(look.colour("text"))
        metrics = QFontMetrics(painter.font())
        wide = metrics.horizontalAdvance(words)
        left = min(last.x() - wide / 2, self.width() - wide - 2)
        # Below the point when the baseline's words would be in the way.
        near = self._baseline is not None and abs(up.at(self._baseline) - last.y()) < 24
        drop = metrics.ascent() + 10 if near and len(places) == 1 else -9
        painter.drawText(QPointF(left, last.y() + drop), words)


def _rounded_up(value: int) -> int:
    """Return the next round number, so that the axis has even figures."""
    size = 1
    while size * 10 <= value:
        size *= 10
    for step in (1, 2, 4, 6, 8, 10):
        if size * step >= value:
            return max(2, size * step)
    return size * 10


def month_words(what: str, points: Sequence[MonthPoint], baseline: int | None) -> str:
    """Return the line as it is read aloud."""
    if not points:
        return f"{what}: no month yet"
    months = ", ".join(f"{point.month:%B %Y} {point.count:,}" for point in points)
    start = "" if baseline is None else f" Baseline {baseline:,}."
    return f"{what} by month: {months}.{start}"

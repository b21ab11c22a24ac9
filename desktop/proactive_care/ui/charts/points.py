"""What every trend has in common: points in time, one of them marked by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from proactive_care.ui.charts.scale import Scale, month_ticks, rounded_range
from proactive_care.ui.theme import Look

_NEAR = 14


class TrendPoint(Protocol):
    """A point of a trend: its day, its values, and how it is read aloud and shown on hover."""

    @property
    def day(self) -> date: ...

    @property
    def values(self) -> tuple[float, ...]: ...

    def words(self) -> str: ...

    def short(self) -> str: ...


@dataclass(frozen=True)
class Limit:
    """A line across a chart where treatment changes, with the words at its right end."""

    value: float
    words: str


P = TypeVar("P", bound=TrendPoint)


class PointChart(QWidget, Generic[P]):
    """Paints points over time. With the keyboard, left and right go from point to point;
    ``chosen`` is sent with what the marked one is, in words.

    ``step`` is what the axis is rounded to. A subclass paints the target and the marks, and says
    the chart in words.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, step: float, nothing: str) -> None:
        super().__init__()
        self._look, self._step, self._nothing = look, step, nothing
        self._points: tuple[P, ...] = ()
        self._limits: tuple[Limit, ...] = ()
        self._marked = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        look.changed.connect(self.updateGeometry)

    def load(self, points: Sequence[P], limits: Sequence[Limit] = ()) -> None:
        """Show these points, oldest first, and lines where they are within reach."""
        self._points, self._limits = tuple(points), tuple(limits)
        self._marked = -1
        self.setAccessibleName(self.in_words())
        self.setAccessibleDescription("")
        self.update()

    def in_words(self) -> str:
        """The chart for who cannot see it."""
        raise NotImplementedError

    def targets(self) -> tuple[float, ...]:
        """Values of the target: they are always within the chart and on its axis."""
        raise NotImplementedError

    def paint_target(self, painter: QPainter, plot: QRectF, up: Scale) -> None:
        """Paint the ground behind the points."""
        raise NotImplementedError

    def paint_mark(self, painter: QPainter, place: QPointF, point: P, side: float) -> None:
        """Paint the mark of a point."""
        raise NotImplementedError

    def mark(self, number: int) -> None:
        """Mark a point and say what it is."""
        if self._points:
            self._marked = max(0, min(len(self._points) - 1, number))
            words = self._points[self._marked].words()
            self.setAccessibleDescription(words)
            self.chosen.emit(words)
            self.update()

    def marked(self) -> P | None:
        """The point that is marked."""
        return self._points[self._marked] if self._marked >= 0 else None

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(300), self._look.pixels(190))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self.mark(len(self._points) - 1 if self._marked < 0 else self._marked - 1)
        elif event.key() == Qt.Key.Key_Right:
            self.mark(self._marked + 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        across, up = self._scales()
        where = event.position()
        for number, point in enumerate(self._points):
            x = across.at(point.day.toordinal())
            for value in point.values:
                if abs(where.x() - x) + abs(where.y() - up.at(value)) < _NEAR:
                    self.mark(number)
                    QToolTip.showText(event.globalPosition().toPoint(), point.words(), self)
                    return
        QToolTip.hideText()

    # Painting ----------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        look = self._look
        return QRectF(self.rect()).adjusted(look.pixels(36), look.pixels(18), -10, -look.pixels(22))

    def _scales(self) -> tuple[Scale, Scale]:
        plot = self._plot()
        values = [value for point in self._points for value in point.values]
        margin = self._step / 2
        targets = self.targets()
        edges = [max(targets) + margin, min(targets) - margin] if targets else []
        low, high = rounded_range([*values, *edges] or [0, 1], self._step)
        if low == high:
            low, high = low - self._step, high + self._step
        days = [point.day.toordinal() for point in self._points] or [0, 1]
        across = Scale(days[0], days[-1], plot.left() + 8, plot.right() - 8)
        return across, Scale(low, high, plot.bottom(), plot.top())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(12))
        if not self._points:
            painter.setPen(self._look.colour("secondary"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._nothing)
        else:
            across, up = self._scales()
            self.paint_target(painter, self._plot(), up)
            self._paint_limits(painter, up)
            self._paint_axes(painter, across, up)
            for line in range(len(self._points[0].values)):
                self._paint_line(painter, across, up, line)
            self._paint_label(painter, across, up)
        painter.end()

    def _paint_limits(self, painter: QPainter, up: Scale) -> None:
        plot, metrics = self._plot(), QFontMetrics(painter.font())
        for limit in self._limits:
            if not up.low < limit.value < up.high:
                continue
            y = up.at(limit.value)
            painter.setPen(QPen(self._look.colour("warning"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self._look.colour("warning"))
            painter.drawText(QPointF(plot.left() + 4, y - metrics.descent()), limit.words)

    def _paint_axes(self, painter: QPainter, across: Scale, up: Scale) -> None:
        plot, grey = self._plot(), self._look.colour("secondary")
        metrics = QFontMetrics(painter.font())
        painter.setPen(grey)
        taken: list[float] = []
        for value in (*self.targets(), up.low, up.high):
            middle = up.at(value)
            if any(abs(middle - other) < metrics.height() for other in taken):
                continue
            taken.append(middle)
            room = QRectF(0, middle - metrics.height() / 2, plot.left() - 6, metrics.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}"
            )
        first, last = self._points[0].day, self._points[-1].day
        widest = metrics.horizontalAdvance("Sep 26") + 12
        end = 0.0
        for day, label in month_ticks(first, last, max(2, int(plot.width() // widest))):
            wide = metrics.horizontalAdvance(label)
            left = across.at(day.toordinal()) - wide / 2
            left = min(max(left, plot.left()), plot.right() - wide)
            if left > end:
                painter.drawText(QPointF(left, self.height() - metrics.descent() - 2), label)
                end = left + wide + 8

    def _paint_line(self, painter: QPainter, across: Scale, up: Scale, line: int) -> None:
        places = [
            QPointF(across.at(point.day.toordinal()), up.at(point.values[line]))
            for point in self._points
        ]
        painter.setPen(QPen(self._look.colour("secondary"), 1.2))
        painter.drawPolyline(places)
        for number, (point, place) in enumerate(zip(self._points, places, strict=True)):
            self.paint_mark(painter, place, point, 5.5 if number == self._marked else 4.0)

    def _paint_label(self, painter: QPainter, across: Scale, up: Scale) -> None:
        point = self._points[self._marked]  # -1: the newest
        painter.setFont(self._look.font(13, bold=True))
        painter.setPen(self._look.colour("text"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(point.short())
        left = min(across.at(point.day.toordinal()) - wide / 2, self.width() - wide - 2)
        left = max(0, left)
        under = [
            up.at(each.values[0])
            for each in self._points
            if left - _NEAR / 2 < across.at(each.day.toordinal()) < left + wide + _NEAR / 2
        ]
        painter.drawText(QPointF(left, min(under) - 8), point.short())  # over every mark near it

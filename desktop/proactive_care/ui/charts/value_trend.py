"""One measurement over time: target and treatment lines drawn, every source named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from proactive_care.domain.dates import show_date
from proactive_care.ui.charts.points import Limit, PointChart
from proactive_care.ui.charts.scale import Scale
from proactive_care.ui.theme import Look


@dataclass(frozen=True)
class ValuePoint:
    """One value with its unit and where it came from. ``sign`` is < or > as it was recorded."""

    day: date
    value: float
    unit: str
    source: str
    sign: str = ""

    @property
    def values(self) -> tuple[float, ...]:
        return (self.value,)

    def short(self) -> str:
        """The figure alone."""
        return f"{self.sign}{self.value:g}"

    def words(self) -> str:
        """The point as it is read aloud and shown on hover."""
        return f"{self.short()} {self.unit}".strip() + f", {show_date(self.day)}, {self.source}"


@dataclass(frozen=True)
class Goal:
    """A value is in target below ``below`` or at least ``least``; None where there is none."""

    below: float | None = None
    least: float | None = None

    def met(self, value: float) -> bool:
        """Whether a value is in target."""
        high = self.below is not None and value >= self.below
        low = self.least is not None and value < self.least
        return not (high or low)


class ValueTrend(PointChart[ValuePoint]):
    """The chart of a measurement that ``show_points`` names."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 1, "Nothing recorded")
        self._name, self._goal = "Measurement", Goal()
        self.load(())

    def show_points(
        self,
        name: str,
        points: Sequence[ValuePoint],
        goal: Goal,
        limits: Sequence[Limit] = (),
        step: float = 1,
    ) -> None:
        """Show a measurement. ``limits`` are where treatment changes, ``step`` rounds the axis."""
        self._name, self._goal, self._step = name, goal, step
        self.load(sorted(points, key=lambda point: point.day), limits)

    def in_words(self) -> str:
        if not self._points:
            return f"{self._name} chart: nothing recorded"
        values = [point.value for point in self._points]
        first, last = self._points[0], self._points[-1]
        words = (
            f"{self._name} chart: {len(values)} values from {show_date(first.day)} to "
            f"{show_date(last.day)}. Newest {last.words()}. From {min(values):g} to "
            f"{max(values):g}. "
        )
        if self._goal != Goal():
            met = sum(map(self._goal.met, values))
            words += f"{met} in target. "
        return words + "Left and right arrows go from value to value."

    def targets(self) -> tuple[float, ...]:
        edges = (self._goal.below, self._goal.least)
        return tuple(edge for edge in edges if edge is not None)

    def paint_target(self, painter: QPainter, plot: QRectF, up: Scale) -> None:
        if self._goal == Goal():
            return
        high = plot.top() if self._goal.below is None else up.at(self._goal.below)
        low = plot.bottom() if self._goal.least is None else up.at(self._goal.least)
        painter.fillRect(
            QRectF(plot.left(), high, plot.width(), low - high), self._look.colour("good_tint")
        )
        painter.setPen(QPen(self._look.colour("good"), 1, Qt.PenStyle.DashLine))
        for value in self.targets():
            y = up.at(value)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def paint_mark(self, painter: QPainter, place: QPointF, point: ValuePoint, side: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("text"))
        painter.drawRect(
            QRectF(place.x() - side + 1, place.y() - side + 1, 2 * side - 2, 2 * side - 2)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)

"""Blood pressure over time: clinic and home told apart, targets drawn, every source named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Setting
from proactive_care.ui.charts.points import Limit, PointChart
from proactive_care.ui.charts.scale import Scale
from proactive_care.ui.theme import Look

STAGES = (Limit(160, "stage 2"), Limit(180, "severe"))  # clinic systolic in mmHg; NICE NG136 (A)


@dataclass(frozen=True)
class PressurePoint:
    """One pair in mmHg, with where it came from."""

    day: date
    setting: Setting
    systolic: float
    diastolic: float
    source: str

    @property
    def values(self) -> tuple[float, ...]:
        return self.systolic, self.diastolic

    def short(self) -> str:
        """The pair alone."""
        return f"{self.systolic:.0f}/{self.diastolic:.0f}"

    def words(self) -> str:
        """The point as it is read aloud and shown on hover."""
        return f"{self.short()} mmHg, {self.setting.value}, {show_date(self.day)}, {self.source}"


class PressureTrend(PointChart[PressurePoint]):
    """The chart. ``target`` is systolic and diastolic for clinic readings, in mmHg."""

    def __init__(self, look: Look, target: tuple[int, int] = (140, 90)) -> None:
        super().__init__(look, 20, "No blood pressure recorded")
        self._target = target
        self.show_points(())

    def show_points(
        self, points: Sequence[PressurePoint], target: tuple[int, int] | None = None
    ) -> None:
        """Show these points, in any order, against a target (the last one if None)."""
        self._target = target or self._target
        self.load(sorted(points, key=lambda point: (point.day, point.setting.value)), STAGES)

    def in_words(self) -> str:
        return trend_words(self._points, self._target)

    def targets(self) -> tuple[float, ...]:
        return self._target

    def paint_target(self, painter: QPainter, plot: QRectF, up: Scale) -> None:
        top, bottom = up.at(self._target[0]), up.at(self._target[1])
        band = QRectF(plot.left(), top, plot.width(), plot.bottom() - top)
        painter.fillRect(band, self._look.colour("good_tint"))
        painter.setPen(QPen(self._look.colour("good"), 1, Qt.PenStyle.DashLine))
        for y in (top, bottom):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def paint_mark(
        self, painter: QPainter, place: QPointF, point: PressurePoint, side: float
    ) -> None:
        ink, ground = self._look.colour("text"), self._look.colour("surface")
        _paint_point(painter, place, point.setting, side, ink, ground)


class SettingLegend(QWidget):
    """Which mark is which."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName("Filled square: clinic. Open circle: home. Band: in clinic target")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(260), self._look.pixels(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(12))
        metrics, middle, left = QFontMetrics(painter.font()), self.height() / 2, 8.0
        ink, ground = look.colour("text"), look.colour("surface")
        for words, setting in (
            ("Clinic", Setting.CLINIC),
            ("Home", Setting.HOME),
            ("Target", None),
        ):
            if setting is not None:
                _paint_point(painter, QPointF(left, middle), setting, 4.0, ink, ground)
            else:
                painter.fillRect(QRectF(left - 6, middle - 5, 14, 10), look.colour("good_tint"))
                painter.setPen(QPen(look.colour("good"), 1, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(left - 6, middle - 5), QPointF(left + 8, middle - 5))
            painter.setPen(look.colour("secondary"))
            base = middle + metrics.ascent() / 2 - 2
            painter.drawText(QPointF(left + 12, base), words)
            left += metrics.horizontalAdvance(words) + look.pixels(36)
        painter.end()


def _paint_point(
    painter: QPainter, place: QPointF, setting: Setting, side: float, ink: QColor, ground: QColor
) -> None:
    box = QRectF(place.x() - side, place.y() - side, 2 * side, 2 * side)
    painter.setPen(QPen(ink, 1.8))
    if setting is Setting.CLINIC:
        painter.setBrush(ink)
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    else:
        painter.setBrush(ground)
        painter.drawEllipse(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def trend_words(points: Sequence[PressurePoint], target: tuple[int, int]) -> str:
    """Return the chart in words: how many, the newest, the range, against the target."""
    if not points:
        return "Blood pressure chart: no blood pressure recorded"
    systolic = [point.systolic for point in points]
    above = sum(1 for p in points if p.systolic >= target[0] or p.diastolic >= target[1])
    return (
        f"Blood pressure chart: {len(points)} readings from {show_date(points[0].day)} to "
        f"{show_date(points[-1].day)}. Newest {points[-1].words()}. Systolic from "
        f"{min(systolic):.0f} to {max(systolic):.0f}; {above} at or above {target[0]}/{target[1]}. "
        "Left and right arrows go from reading to reading."
    )

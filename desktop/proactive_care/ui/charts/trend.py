"""Blood pressure over time: clinic and home told apart, targets drawn, every source named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Setting
from proactive_care.ui.charts.scale import Scale, month_ticks, rounded_range
from proactive_care.ui.theme import Look

_NEAR = 14


@dataclass(frozen=True)
class PressurePoint:
    """One pair in mmHg, with where it came from."""

    day: date
    setting: Setting
    systolic: float
    diastolic: float
    source: str

    def words(self) -> str:
        """The point as it is read aloud and shown on hover."""
        place = self.setting.value
        pair = f"{self.systolic:.0f}/{self.diastolic:.0f}"
        return f"{pair} mmHg, {place}, {show_date(self.day)}, {self.source}"


class PressureTrend(QWidget):
    """The chart. With the keyboard, left and right go from point to point.

    ``target`` is systolic and diastolic for clinic readings, in mmHg.
    """

    def __init__(self, look: Look, target: tuple[int, int] = (140, 90)) -> None:
        super().__init__()
        self._look, self._target = look, target
        self._points: tuple[PressurePoint, ...] = ()
        self._marked = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        look.changed.connect(self.updateGeometry)
        self.show_points(())

    def show_points(self, points: Sequence[PressurePoint]) -> None:
        """Show these points, in any order."""
        self._points = tuple(sorted(points, key=lambda point: (point.day, point.setting.value)))
        self._marked = -1
        self.setAccessibleName(trend_words(self._points, self._target))
        self.setAccessibleDescription("")
        self.update()

    def mark(self, number: int) -> None:
        """Mark a point and say what it is."""
        if self._points:
            self._marked = max(0, min(len(self._points) - 1, number))
            self.setAccessibleDescription(self._points[self._marked].words())
            self.update()

    def marked(self) -> PressurePoint | None:
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
            for value in (point.systolic, point.diastolic):
                if abs(where.x() - x) + abs(where.y() - up.at(value)) < _NEAR:
                    self.mark(number)
                    QToolTip.showText(event.globalPosition().toPoint(), point.words(), self)
                    return
        QToolTip.hideText()

    # Painting ----------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        look = self._look
        return QRectF(self.rect()).adjusted(look.pixels(32), look.pixels(14), -10, -look.pixels(22))

    def _scales(self) -> tuple[Scale, Scale]:
        plot = self._plot()
        values = [v for p in self._points for v in (p.systolic, p.diastolic)]
        low, high = rounded_range([*values, self._target[0] + 10, self._target[1] - 10], 20)
        days = [point.day.toordinal() for point in self._points] or [0, 1]
        across = Scale(days[0], days[-1], plot.left() + 8, plot.right() - 8)
        return across, Scale(low, high, plot.bottom(), plot.top())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(12))
        if not self._points:
            painter.setPen(self._look.colour("secondary"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, "No blood pressure recorded"
            )
        else:
            across, up = self._scales()
            self._paint_target(painter, up)
            self._paint_axes(painter, across, up)
            self._paint_line(painter, across, up, upper=True)
            self._paint_line(painter, across, up, upper=False)
            self._paint_label(painter, across, up)
        painter.end()

    def _paint_target(self, painter: QPainter, up: Scale) -> None:
        plot = self._plot()
        top, bottom = up.at(self._target[0]), up.at(self._target[1])
        band = QRectF(plot.left(), top, plot.width(), plot.bottom() - top)
        painter.fillRect(band, self._look.colour("good_tint"))
        pen = QPen(self._look.colour("good"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for y in (top, bottom):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_axes(self, painter: QPainter, across: Scale, up: Scale) -> None:
        plot, grey = self._plot(), self._look.colour("secondary")
        metrics = QFontMetrics(painter.font())
        painter.setPen(grey)
        for value in sorted({up.low, *self._target, up.high}):
            room = QRectF(0, up.at(value) - metrics.height() / 2, plot.left() - 6, metrics.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:.0f}"
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

    def _paint_line(self, painter: QPainter, across: Scale, up: Scale, *, upper: bool) -> None:
        places = [
            QPointF(
                across.at(point.day.toordinal()),
                up.at(point.systolic if upper else point.diastolic),
            )
            for point in self._points
        ]
        painter.setPen(QPen(self._look.colour("secondary"), 1.2))
        painter.drawPolyline(places)
        ink, ground = self._look.colour("text"), self._look.colour("surface")
        for number, (point, place) in enumerate(zip(self._points, places, strict=True)):
            side = 5.5 if number == self._marked else 4.0
            _paint_point(painter, place, point.setting, side, ink, ground)

    def _paint_label(self, painter: QPainter, across: Scale, up: Scale) -> None:
        point = self._points[self._marked]  # -1: the newest
        painter.setFont(self._look.font(13, bold=True))
        painter.setPen(self._look.colour("text"))
        words = f"{point.systolic:.0f}/{point.diastolic:.0f}"
        wide = QFontMetrics(painter.font()).horizontalAdvance(words)
        left = min(across.at(point.day.toordinal()) - wide / 2, self.width() - wide - 2)
        painter.drawText(QPointF(max(0, left), up.at(point.systolic) - 8), words)


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

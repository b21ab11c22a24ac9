"""The steps of a task: what is done, where one is, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.theme import Look


class Steps(QWidget):
    """``current`` counts from 0."""

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        self._look, self._names = look, tuple(names)
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.go_to(0)

    def go_to(self, step: int) -> None:
        """Show another step as the present one."""
        self.current = step
        name = self._names[step]
        self.setAccessibleName(f"Step {step + 1} of {len(self._names)}: {name}")
        self.update()

    def sizeHint(self) -> QSize:
        wide = sum(width for *_, width in self._places())
        return QSize(wide, self._look.pixels(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(160), self._look.pixels(32))

    def _places(self) -> list[tuple[int, str, bool, int]]:
        """Return number, name, whether the name is written, and width of each step."""
        side, gap = self._look.pixels(20), 24
        widths = [
            QFontMetrics(self._look.font(14, bold=number == self.current)).horizontalAdvance(name)
            for number, name in enumerate(self._names)
        ]
        whole = sum(side + 8 + wide + gap for wide in widths)
        all_named = not self.isVisible() or whole <= self.width() + gap
        return [
            (number, name, named, side + gap + (8 + widths[number] if named else 0))
            for number, name in enumerate(self._names)
            for named in (all_named or number == self.current,)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, left, middle = look.pixels(20), 1.0, self.height() / 2
        for number, name, named, wide in self._places():
            circle = QRectF(left, middle - side / 2, side, side)
            self._paint_circle(painter, circle, number)
            if named:
                now = number == self.current
                painter.setFont(look.font(14, bold=now))
                painter.setPen(look.colour("text" if now else "secondary"))
                room = QRectF(left + side + 8, 0, wide, self.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
            left += wide
        painter.end()

    def _paint_circle(self, painter: QPainter, circle: QRectF, number: int) -> None:
        look, done, now = self._look, number < self.current, number == self.current
        colour = look.colour("good" if done else "primary" if now else "secondary")
        painter.setPen(QPen(colour, 1.3))
        painter.setBrush(look.colour("primary") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(0.7, 0.7, -0.7, -0.7))
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour("on_primary") if now else colour)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "✓" if done else str(number + 1))

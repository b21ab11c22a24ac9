"""How often each last digit occurs: bars, with the tenth that is expected as a dashed line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.theme import Look


class DigitsChart(QWidget):
    """Ten bars, that of 0 in the primary colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: tuple[int, ...] = (0,) * 10
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Last digits")
        look.changed.connect(self.updateGeometry)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show how many figures end in 0, 1 … 9."""
        if tuple(counts) != self._counts:
            self._counts = tuple(counts)
            told = ", ".join(f"{count} end in {digit}" for digit, count in enumerate(counts))
            self.setAccessibleDescription(told)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(180), self._look.pixels(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self._look.pixels(16)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -text - 2)
        total = sum(self._counts)
        highest = max(0.2, max(self._counts) / total if total else 0)
        step = room.width() / 10
        for digit, count in enumerate(self._counts):
            tall = room.height() * (count / total) / highest if total else 0
            bar = QRectF(room.left() + digit * step + step * 0.17, 0, step * 0.66, tall)
            bar.moveBottom(room.bottom())
            colour = self._look.colour("primary" if digit == 0 else "control")
            painter.fillRect(bar, colour)
            painter.setFont(self._look.font(12))
            painter.setPen(self._look.colour("text" if digit == 0 else "secondary"))
            below = QRectF(room.left() + digit * step, room.bottom() + 2, step, text)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(digit))
        expected = room.bottom() - room.height() * 0.1 / highest
        painter.setPen(QPen(self._look.colour("text"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(int(room.left()), int(expected), int(room.right()), int(expected))
        painter.end()

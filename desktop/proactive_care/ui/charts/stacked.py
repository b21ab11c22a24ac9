"""One bar of several parts: accepted, rejected, ignored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.theme import Look

_NARROWEST = 6.0


class StackedBar(QWidget):
    """Parts are (name, value, colour of the theme). A part that is not 0 can always be seen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: tuple[tuple[str, int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[tuple[str, int, str]]) -> None:
        """Show these parts."""
        self._parts = tuple(parts)
        self.setAccessibleName(", ".join(f"{value:,} {name}" for name, value, _ in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        present = [part for part in self._parts if part[1]]
        whole = sum(value for _, value, _ in present)
        room = self.width() - 2.0 * max(0, len(present) - 1) - _NARROWEST * len(present)
        left = 0.0
        for _name, value, colour in present:
            wide = _NARROWEST + max(0.0, room) * value / whole
            painter.setBrush(self._look.colour(colour))
            painter.drawRoundedRect(QRectF(left, 0, wide, self.height()), 2, 2)
            left += wide + 2
        painter.end()

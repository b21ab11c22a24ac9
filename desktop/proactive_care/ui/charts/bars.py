"""Minutes of work by role, as bars with their figures."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.theme import Look

_ROW = 24


class WorkBars(QWidget):
    """``minutes`` by role, with a line where the available ones end; the largest fills the room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._minutes: Mapping[str, int] = {}
        self._available: Mapping[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_minutes(
        self, minutes: Mapping[str, int], available: Mapping[str, int] | None = None
    ) -> None:
        """Show these figures; ``available`` are the minutes that there are, where it is known."""
        self._minutes, self._available = dict(minutes), dict(available or {})
        words = ", ".join(
            f"{role} {work:,} minutes{self._spoken(role)}" for role, work in self._minutes.items()
        )
        self.setAccessibleName(f"Work: {words}" if words else "No work")
        self.updateGeometry()
        self.update()

    def _spoken(self, role: str) -> str:
        return f" ({self._beside(role)})" if role in self._available else ""

    def _beside(self, role: str) -> str:
        """What is said at the end of a bar."""
        minutes = self._minutes[role]
        if role not in self._available:
            return hours_words(minutes)
        spare = self._available[role] - minutes
        return f"{spare:,} min free" if spare >= 0 else f"{-spare:,} min over"

    def sizeHint(self) -> QSize:
        rows = max(1, len(self._minutes))
        return QSize(self._look.pixels(360), self._look.pixels(_ROW) * rows)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = look.pixels(_ROW)
        largest = max((*self._minutes.values(), *self._available.values()), default=1)
        plain, bold = look.font(13), look.font(13, bold=True)
        names = max((QFontMetrics(plain).horizontalAdvance(n) for n in self._minutes), default=0)
        figures = QFontMetrics(bold).horizontalAdvance("0,000,000")
        hours = QFontMetrics(plain).horizontalAdvance("00,000 min over")
        left = names + figures + 24
        room = self.width() - left - hours - 16
        for number, (name, minutes) in enumerate(self._minutes.items()):
            top = number * row
            vertical = Qt.AlignmentFlag.AlignVCenter
            painter.setFont(plain)
            painter.setPen(look.colour("text"))
            painter.drawText(QRectF(0, top, names + 2, row), vertical, name)
            painter.setFont(bold)
            place = QRectF(names, top, figures + 12, row)
            painter.drawText(place, vertical | Qt.AlignmentFlag.AlignRight, f"{minutes:,}")
            bar = QRectF(left, top + row * 0.36, max(2, room * minutes / largest), row * 0.28)
            painter.setPen(Qt.PenStyle.NoPen)
            over = minutes > self._available.get(name, minutes)
            painter.setBrush(look.colour("warning" if over else "primary"))
            painter.drawRoundedRect(bar, 2, 2)
            if name in self._available:
                end = left + room * self._available[name] / largest
                painter.setBrush(look.colour("text"))
                painter.drawRect(QRectF(end, top + row * 0.18, 2, row * 0.64))
            painter.setFont(bold if over else plain)
            painter.setPen(look.colour("warning" if over else "secondary"))
            place = QRectF(self.width() - hours, top, hours, row)
            painter.drawText(place, vertical | Qt.AlignmentFlag.AlignRight, self._beside(name))
        painter.end()


def hours_words(minutes: int) -> str:
    """Return minutes as hours, to the half hour."""
    halves = round(minutes / 30)
    if halves == 0:
        return f"{minutes} min"
    whole, half = divmod(halves, 2)
    figure = f"{whole:,}{'½' if half else ''}" if whole else "½"
    return f"{figure} hour" if halves <= 2 else f"{figure} hours"

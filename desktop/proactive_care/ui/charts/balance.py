"""Two directions beside each other: to the left what got worse, to the right what got better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.theme import Look

_ROW = 24


@dataclass(frozen=True)
class BalanceRow:
    """One line. ``left`` and ``right`` are counts; ``note`` is said at the end."""

    name: str
    left: int
    right: int
    note: str = ""


class BalanceRows(QWidget):
    """``left`` and ``right`` say what the two directions mean."""

    def __init__(self, look: Look, left: str, right: str) -> None:
        super().__init__()
        self._look, self._left, self._right = look, left, right
        self._rows: tuple[BalanceRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[BalanceRow]) -> None:
        """Show these rows."""
        self._rows = tuple(rows)
        said = ". ".join(
            f"{row.name}: {row.left:,} {self._left}, {row.right:,} {self._right}"
            f"{f', {row.note}' if row.note else ''}"
            for row in rows
        )
        self.setAccessibleName(said or "No movement yet")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(380), self._look.pixels(_ROW) * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(240), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_height = look.pixels(_ROW)
        plain = look.font(13)
        metrics = QFontMetrics(plain)
        names = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=0) + 10
        most = max([1, *(max(row.left, row.right) for row in self._rows)])
        figure = metrics.horizontalAdvance("0,000") + 8
        axis = names + (self.width() - names) / 2
        room = max(1.0, (self.width() - names) / 2 - figure)
        self._paint_head(painter, axis, row_height)
        for number, row in enumerate(self._rows, start=1):
            painter.setFont(plain)
            top = number * row_height
            painter.setPen(look.colour("text"))
            painter.drawText(
                QRectF(0, top, names, row_height), Qt.AlignmentFlag.AlignVCenter, row.name
            )
            for count, side, colour in ((row.left, -1, "danger"), (row.right, 1, "good")):
                wide = room * count / most
                self._paint_bar(painter, axis, top, side * wide, colour)
                self._paint_figure(painter, axis + side * (wide + 6), top, side, f"{count:,}")
        painter.setPen(QPen(look.colour("control"), 1))
        painter.drawLine(QPointF(axis, row_height), QPointF(axis, self.height()))
        painter.end()

    def _paint_head(self, painter: QPainter, axis: float, height: int) -> None:
        painter.setFont(self._look.font(12))
        painter.setPen(self._look.colour("secondary"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRectF(0, 0, axis - 8, height), middle | Qt.AlignmentFlag.AlignRight, f"◂ {self._left}"
        )
        painter.drawText(QRectF(axis + 8, 0, self.width(), height), middle, f"{self._right} ▸")

    def _paint_bar(
        self, painter: QPainter, axis: float, top: float, wide: float, colour: str
    ) -> None:
        height = self._look.pixels(12)
        bar = QRectF(axis, top + (self._look.pixels(_ROW) - height) / 2, wide, height).normalized()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(colour))
        painter.drawRect(bar)

    def _paint_figure(
        self, painter: QPainter, at: float, top: float, side: int, words: str
    ) -> None:
        painter.setPen(self._look.colour("text"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(words) + 2
        box = QRectF(at if side > 0 else at - wide, top, wide, self._look.pixels(_ROW))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

"""Shares as bars, with how sure they are as a line on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.ui.theme import Look

_ROW = 26
_WIDEST_NAME = 0.4


@dataclass(frozen=True)
class ShareRow:
    """One bar: ``value`` from 0 to 1 (None: there is none), its interval, and words behind it."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""

    def words(self) -> str:
        """The row as it is read aloud."""
        if self.value is None:
            return f"{self.name}: {self.note or 'nobody'}"
        sure = ""
        if self.low is not None and self.high is not None:
            sure = f", 95 % confidence {100 * self.low:.0f} to {100 * self.high:.0f} %"
        note = f", {self.note}" if self.note else ""
        return f"{self.name}: {percent(self.value)}{sure}{note}"


class ShareRows(QWidget):
    """Bars from 0 % to the largest interval; the same scale for all rows."""

    def __init__(self, look: Look, what: str) -> None:
        super().__init__()
        self._look, self._what = look, what
        self._rows: tuple[ShareRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.show_rows(what, ())

    def show_rows(self, what: str, rows: Sequence[ShareRow]) -> None:
        """Show these rows; ``what`` is the share that they have in common."""
        self._what, self._rows = what, tuple(rows)
        said = ". ".join(row.words() for row in rows)
        self.setAccessibleName(f"{what}. {said}" if said else f"{what}: nothing yet")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(420), self._look.pixels(_ROW) * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(260), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain, bold = look.font(13), look.font(13, bold=True)
        metrics = QFontMetrics(plain)
        names = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=0)
        names = min(names, round(self.width() * _WIDEST_NAME))
        figures = QFontMetrics(bold).horizontalAdvance("100 %")
        notes = max((metrics.horizontalAdvance(row.note) for row in self._rows), default=0) + 12
        left = names + figures + 22
        room = max(20.0, self.width() - left - notes)
        most = max([0.01, *(max(row.high or 0, row.value or 0) for row in self._rows)])
        height, middle = look.pixels(_ROW), Qt.AlignmentFlag.AlignVCenter
        for number, row in enumerate(self._rows):
            top = number * height
            painter.setFont(plain)
            painter.setPen(look.colour("text"))
            name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, names + 2)
            painter.drawText(QRectF(0, top, names + 2, height), middle, name)
            painter.setPen(look.colour("secondary"))
            end = QRectF(left + room + 12, top, notes, height)
            painter.drawText(end, middle, row.note)
            painter.setFont(bold)
            painter.setPen(look.colour("text"))
            box = QRectF(names + 8, top, figures, height)
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, percent(row.value))
            if row.value is not None and (row.value or row.high):
                self._paint_bar(painter, row, QRectF(left, top, room / most, height))
        painter.end()

    def _paint_bar(self, painter: QPainter, row: ShareRow, whole: QRectF) -> None:
        """``whole`` is where a share of 1 would reach."""
        look, height = self._look, self._look.pixels(12)
        assert row.value is not None
        middle = whole.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("primary"))
        wide = max(1.0, whole.width() * row.value)
        painter.drawRect(QRectF(whole.left(), middle - height / 2, wide, height))
        if row.low is None or row.high is None:
            return
        low, high = (whole.left() + whole.width() * end for end in (row.low, row.high))
        for colour, width in (("surface", 3.2), ("text", 1.6)):
            painter.setPen(QPen(look.colour(colour), width))
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for end in (low, high):
                painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))


def percent(value: float | None) -> str:
    """Return a share in whole percent; what is not nothing is never shown as 0 %."""
    if value is None:
        return "–"
    return "<1 %" if 0 < value < 0.0051 else f"{100 * value:.0f} %"

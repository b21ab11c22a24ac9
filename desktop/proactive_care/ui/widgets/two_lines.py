"""Paints the lines of a list as everywhere else: what it is, and smaller below it what about it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from proactive_care.ui.theme import Look

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 16


class TwoLines(QStyledItemDelegate):
    """An item's words are its two lines; what does not fit is in its tooltip."""

    def __init__(self, parent: QObject, look: Look) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        bold, small = (QFontMetrics(self._look.font(size)) for size in (13, 12))
        return QSize(0, bold.height() + small.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        first, _, second = str(index.data() or "").partition("\n")
        look, box = self._look, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("selection"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), look.colour("primary"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        painter.setPen(QPen(look.colour("divider"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        room = box.adjusted(_SIDE, 4, -8, -5)
        lines = (
            (first, look.font(13, bold=True), "text", Qt.AlignmentFlag.AlignTop),
            (second, look.font(12), "secondary", Qt.AlignmentFlag.AlignBottom),
        )
        for words, font, colour, edge in lines:
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | edge, shown)
        painter.restore()

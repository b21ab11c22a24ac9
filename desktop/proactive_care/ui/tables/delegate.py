"""The one painter of table cells."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from proactive_care.ui.tables.cells import Cell, Kind
from proactive_care.ui.tables.model import Index, TableModel
from proactive_care.ui.theme import Look, paint_tier_mark
from proactive_care.ui.widgets.bands import band_size, paint_band
from proactive_care.ui.widgets.tags import paint_tag, tag_size
from proactive_care.ui.widgets.tick_box import paint_tick_box

PADDING = 8
LEAD = 7  # more before the first column, so that it stands below the heading of its card
_COLOURS = {
    Kind.SECONDARY: "secondary",
    Kind.SECTION: "secondary",
    Kind.GOOD: "good",
    Kind.WARNING: "warning",
    Kind.DANGER: "danger",
}
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop.value)
_BOLD = {Kind.STRONG, Kind.SECTION, Kind.GOOD, Kind.WARNING, Kind.DANGER, Kind.MARK}


class CellDelegate(QStyledItemDelegate):
    """Paints every kind of cell. ``tick_column`` has the tick box before its words.

    ``wraps``: words may use several lines.
    """

    def __init__(self, parent: QObject, look: Look, *, tick_column: int | None, wrap: bool) -> None:
        super().__init__(parent)
        self._look, self._tick_column, self.wraps = look, tick_column, wrap
        look.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._font = self._look.font(13)
        self._bold = self._look.font(13, bold=True)
        self._small = self._look.font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = _model(index).cell(index.row(), index.column())
        metrics = QFontMetrics(self._bold if cell.kind in _BOLD else self._font)
        wide = metrics.horizontalAdvance(cell.text)
        if cell.kind in (Kind.TAG, Kind.MARK):
            wide = tag_size(self._look, cell.text).width()
        if cell.kind is Kind.BOXED:
            wide += 14
        if cell.chips:
            small = QFontMetrics(self._small)
            wide = sum(small.horizontalAdvance(word) + 16 for word in cell.chips) - 4
        wide = max(wide, QFontMetrics(self._small).horizontalAdvance(cell.second))
        if index.column() == self._tick_column:
            wide += self.tick_room()
        wide += lead_of(_model(index), index.column())
        return QSize(wide + 2 * PADDING + 2, metrics.height() + 10)

    def wrapped_height(self, cell: Cell, width: int) -> int:
        """How tall a cell with ``width`` pixels is when its words may use several lines."""
        if cell.kind is Kind.SECTION:
            return QFontMetrics(self._bold).height() + 10
        room = QRect(0, 0, max(24, width - 2 * PADDING), 10_000)
        font = self._bold if cell.kind in _BOLD else self._font
        tall = QFontMetrics(font).boundingRect(room, _WRAPPED, cell.text).height()
        if cell.second:
            tall += QFontMetrics(self._small).boundingRect(room, _WRAPPED, cell.second).height()
        return tall + 10

    def tick_room(self) -> int:
        """How much the tick box takes from the left of its column."""
        return self._look.pixels(16) + 2 * PADDING

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self.tip(index, QRect(option.rect).width()), view)
        return True

    def tip(self, index: Index, width: int) -> str:
        """What hovering over a cell of this width says: all its words where some are not shown."""
        cell = _model(index).cell(index.row(), index.column())
        if self.wraps or self.sizeHint(QStyleOptionViewItem(), index).width() <= width + 2:
            return cell.tip
        whole = cell.spoken()
        if not cell.tip or cell.tip in whole:
            return whole
        return cell.tip if whole in cell.tip else f"{whole}\n{cell.tip}"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = _model(index).cell(index.row(), index.column())
        box = QRect(option.rect)  # a copy: the option lives only while Qt paints
        painter.save()
        self._paint_ground(painter, option, box, index, cell)
        inner = box.adjusted(PADDING + lead_of(_model(index), index.column()), 0, -PADDING, -1)
        if index.column() == self._tick_column:
            self._paint_tick(painter, inner, _is_ticked(index))
            inner.setLeft(inner.left() + self.tick_room() - PADDING + 4)
        self._paint_cell(painter, inner, index, cell)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        box: QRect,
        index: Index,
        cell: Cell,
    ) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected) or _is_ticked(index)
        if chosen and cell.kind is not Kind.SECTION:
            painter.fillRect(box, self._look.colour("selection"))
        elif cell.kind is Kind.SECTION:
            painter.fillRect(box, self._look.colour("header"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, self._look.colour("hover"))
        painter.setPen(QPen(self._look.colour("divider"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        view: QObject = option.widget
        if (
            state & QStyle.StateFlag.State_HasFocus
            and isinstance(view, QAbstractItemView)
            and view.hasFocus()
        ):
            painter.setPen(QPen(self._look.colour("primary"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _paint_tick(self, painter: QPainter, inner: QRect, ticked: bool) -> None:
        side = self._look.pixels(16)
        box = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_tick_box(
            painter, self._look, box, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        )

    def _paint_cell(self, painter: QPainter, inner: QRect, index: Index, cell: Cell) -> None:
        if cell.kind is Kind.TAG and cell.band is not None:
            size = band_size(self._look, cell.band)
            top = inner.center().y() - size.height() / 2 + 1
            wide = min(size.width(), inner.width() + PADDING)
            box = QRectF(inner.left(), top, wide, size.height())
            paint_band(painter, self._look, box, cell.band)
        elif cell.kind is Kind.TAG and cell.tier is not None:
            size = tag_size(self._look, cell.text)
            top = inner.center().y() - size.height() / 2 + 1
            wide = min(size.width(), inner.width() + PADDING)
            paint_tag(
                painter,
                self._look,
                QRectF(inner.left(), top, wide, size.height()),
                cell.tier,
                cell.text,
            )
        elif cell.kind is Kind.MARK and cell.tier is not None:
            self._paint_mark(painter, inner, cell)
        elif cell.chips:
            self._paint_chips(painter, inner, cell.chips)
        elif cell.kind is Kind.BOXED:
            self._paint_boxed(painter, inner, cell.text)
        else:
            self._paint_words(painter, inner, index, cell)

    def _paint_mark(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        assert cell.tier is not None
        colour = self._look.tokens.tiers[cell.tier].text
        side = self._look.pixels(12)
        mark = QRectF(inner.left(), inner.center().y() - side / 2 + 1, side, side)
        paint_tier_mark(painter, mark, cell.tier, colour)
        words = inner.adjusted(side + 6, 0, PADDING, 0)
        self._text(painter, words, cell.text, self._bold, QColor(colour), left=True)

    def _paint_chips(self, painter: QPainter, inner: QRect, chips: tuple[str, ...]) -> None:
        metrics = QFontMetrics(self._small)
        left = inner.left()
        for word in chips:
            wide = metrics.horizontalAdvance(word) + 12
            tall = metrics.height() + 4
            if left + wide > inner.right() + PADDING and left > inner.left():
                more = QRect(left, inner.top(), inner.right() - left, inner.height())
                self._text(
                    painter, more, "…", self._small, self._look.colour("secondary"), left=True
                )
                return
            room = inner.right() + PADDING - 2 - left  # the first one may be too long by itself
            if wide > room:
                word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room - 12)
                wide = room
            frame = QRectF(left, inner.center().y() - tall / 2 + 1, wide, tall)
            painter.setPen(QPen(self._look.colour("border"), 1))
            painter.setBrush(self._look.colour("surface"))
            painter.drawRoundedRect(frame, 4, 4)
            painter.setFont(self._small)
            painter.setPen(self._look.colour("text"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, word)
            left += wide + 4

    def _paint_boxed(self, painter: QPainter, inner: QRect, words: str) -> None:
        metrics = QFontMetrics(self._small)
        wide = min(metrics.horizontalAdvance(words) + 14, inner.width())
        tall = metrics.height() + 4
        frame = QRectF(inner.left(), inner.center().y() - tall / 2 + 1, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("background"))
        painter.drawRoundedRect(frame, 4, 4)
        room = frame.toRect().adjusted(7, 0, -5, 0)
        self._text(painter, room, words, self._small, self._look.colour("text"), left=True)

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, cell: Cell) -> None:
        font = self._bold if cell.kind in _BOLD else self._font
        if cell.kind is Kind.SECTION:
            font = self._bold
        colour = self._look.colour(_COLOURS.get(cell.kind, "text"))
        left = not _model(index).columns[index.column()].figures
        if self.wraps:
            self._paint_wrapped(painter, inner.adjusted(0, 5, 0, -4), cell, font, colour)
            return
        if not cell.second:
            self._text(painter, inner, cell.text, font, colour, left=left)
            return
        upper, lower = QFontMetrics(font).height(), QFontMetrics(self._small).height()
        top = inner.top() + (inner.height() - upper - lower) // 2
        first = QRect(inner.left(), top, inner.width(), upper)
        second = QRect(inner.left(), top + upper, inner.width(), lower)
        self._text(painter, first, cell.text, font, colour, left=left)
        grey = self._look.colour("secondary")
        self._text(painter, second, cell.second, self._small, grey, left=left)

    def _paint_wrapped(
        self, painter: QPainter, room: QRect, cell: Cell, font: QFont, colour: QColor
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(room, _WRAPPED, cell.text)
        if cell.second:
            used = QFontMetrics(font).boundingRect(room, _WRAPPED, cell.text).height()
            painter.setFont(self._small)
            painter.setPen(self._look.colour("secondary"))
            painter.drawText(room.adjusted(0, used, 0, 0), _WRAPPED, cell.second)

    def _text(
        self, painter: QPainter, room: QRect, words: str, font: QFont, colour: QColor, *, left: bool
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _model(index: Index) -> TableModel[object]:
    """The model itself: asking it through Qt would let a bug in a cell end the program."""
    model = index.model()
    assert isinstance(model, TableModel)
    return model


def lead_of(model: TableModel[Any], column: int) -> int:
    """How many pixels a column has at its left besides ``PADDING``; a tick box needs none."""
    return LEAD if column == 0 and not model.tickable else 0


def _is_ticked(index: Index) -> bool:
    model = _model(index)
    return model.tickable and model.is_ticked(index.row())

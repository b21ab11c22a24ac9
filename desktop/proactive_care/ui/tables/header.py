"""The heading of a table: click to sort, Shift and click to sort by one more column."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from proactive_care.ui.tables.delegate import PADDING, lead_of
from proactive_care.ui.tables.model import TableModel
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets.tick_box import paint_tick_box


class Heading(QHeaderView):
    """Shows what the table is sorted by: an arrow, with a figure when there are several."""

    def __init__(self, look: Look, parent: QWidget, *, height: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._height = look, height
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._look.pixels(self._height))

    def table_model(self) -> TableModel[object]:
        """The model that this is the heading of."""
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        before = self._section_pressed
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if section < 0 or section != before or self._near_edge(event):
            return
        model = self.table_model()
        if model.tickable and section == 0 and event.position().x() < self._tick_room():
            model.tick_all_shown()
        elif model.columns[section].sort is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            model.add_sort(model.columns[section].key, keep_others=shift)

    _section_pressed = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = self._near_edge(event)
        self._section_pressed = -1 if near else self.logicalIndexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def _near_edge(self, event: QMouseEvent) -> bool:
        return self.cursor().shape() == Qt.CursorShape.SplitHCursor

    def _tick_room(self) -> int:
        return self._look.pixels(16) + 2 * PADDING

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.table_model()
        column = model.columns[section]
        painter.save()
        painter.fillRect(rect, self._look.colour("header"))
        painter.setPen(QPen(self._look.colour("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(PADDING + lead_of(model, section), 0, -PADDING, -1)
        if model.tickable and section == 0:
            side = self._look.pixels(16)
            box = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_tick_box(painter, self._look, box, model.tick_state())
            inner.setLeft(inner.left() + side + PADDING + 4)
        font = self._look.font(13, bold=True)
        metrics = QFontMetrics(font)
        arrow = self._arrow(column.key)
        if arrow and column.figures:  # the words stay in line with the figures below
            inner.setLeft(inner.left() - PADDING)
        room = inner.width() - (metrics.horizontalAdvance(arrow) if arrow else 0)
        words = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room) + arrow
        painter.setFont(font)
        painter.setPen(self._look.colour("text" if arrow else "secondary"))
        side_flag = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side_flag | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _arrow(self, key: str) -> str:
        order = self.table_model().order
        for number, (name, descending) in enumerate(order, start=1):
            if name == key:
                figure = str(number) if len(order) > 1 else ""
                return (" ▾" if descending else " ▴") + figure
        return ""

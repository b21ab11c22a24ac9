"""A row that breaks into several when the window is narrow or the text is large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from proactive_care.ui.widgets.items import Items, ItemsLayout


class FlowLayout(ItemsLayout):
    """Lays its items out like words of a paragraph. ``gap`` and ``line_gap`` are in pixels."""

    def __init__(self, gap: int = 8, line_gap: int = 8) -> None:
        super().__init__()
        self._gap, self._line_gap = gap, line_gap

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() + self._gap for size in shown) - (self._gap if shown else 0)
        tall = max((size.height() for size in shown), default=0)
        return QSize(
            wide + margins.left() + margins.right(), tall + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, box: QRect, *, move: bool) -> int:
        inner = box.marginsRemoved(self.contentsMargins())
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 1), 16_777_215))
            size = size.expandedTo(item.minimumSize())
            if lines[-1] and used + size.width() > inner.width():
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        top = inner.top()
        for line in lines:
            tall = max((size.height() for _, size in line), default=0)
            left = inner.left()
            for item, size in line:
                if move:
                    corner = QPoint(left, top + (tall - size.height()) // 2)
                    item.setGeometry(QRect(corner, size))
                left += size.width() + self._gap
            top += tall + self._line_gap
        margins = self.contentsMargins()
        return top - self._line_gap - inner.top() + margins.top() + margins.bottom()


class Flow(Items):
    """A widget whose children flow."""

    def __init__(self, *children: QWidget, gap: int = 8, line_gap: int = 8) -> None:
        preferred = QSizePolicy.Policy.Preferred
        super().__init__(FlowLayout(gap, line_gap), preferred, preferred)
        for child in children:
            self.add(child)

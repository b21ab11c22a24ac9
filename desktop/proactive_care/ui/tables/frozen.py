"""The first column of a wide table, drawn over it so that it never scrolls away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from proactive_care.ui.theme import Look

if TYPE_CHECKING:
    from proactive_care.ui.tables.view import Table


class FrozenColumn(QTableView):
    """Shares the table's model and selection and shows only its first column."""

    def __init__(self, table: Table[Any], look: Look) -> None:
        super().__init__(table)
        self._table, self._look = table, look
        self.setModel(table.rows)
        self.setSelectionModel(table.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{table.accessibleName()}, first column")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(table.verticalScrollMode())
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        self.doubleClicked.connect(table.doubleClicked)
        self.raise_()

    def follow(self) -> None:
        """Take the place and the sizes of the table's first column."""
        table = self._table
        for number in range(1, len(table.rows.columns)):
            self.setColumnHidden(number, True)
        wide = table.columnWidth(0)
        self.setColumnWidth(0, wide)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        heading = table.horizontalHeader().sizeHint().height()
        self.horizontalHeader().setFixedHeight(heading)
        frame = table.frameWidth()
        self.setGeometry(frame, frame, wide, table.viewport().height() + heading)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self._table.press_on_tick(self, event):
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)

    def scrollTo(
        self,
        index: object,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The table itself decides what is shown."""

"""A table among other things on a scrolling page: as tall as its rows, up to a limit."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.theme import Look

Row = TypeVar("Row")


class WholeTable(Table[Row]):
    """Shows up to ``most`` rows without scrolling of its own; without rows it is not shown."""

    def __init__(
        self,
        look: Look,
        model: TableModel[Row],
        name: str,
        *,
        most: int = 12,
    ) -> None:
        self._most = most
        super().__init__(look, model, name, header_height=32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        model.modelReset.connect(self._fit_page)
        model.layoutChanged.connect(self._fit_page)
        look.changed.connect(self.updateGeometry)
        self._fit_page()

    def sizeHint(self) -> QSize:
        shown = min(self._most, self.rows.rowCount())
        rows = sum(self.rowHeight(place) for place in range(shown))
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), head + rows + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _fit_page(self) -> None:
        self.setVisible(self.rows.rowCount() > 0)
        self.updateGeometry()

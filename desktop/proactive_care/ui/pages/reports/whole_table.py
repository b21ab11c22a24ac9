"""A table among other things on a scrolling page: as tall as its rows, up to a limit."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.theme import Look

Row = TypeVar("Row")


class WholeTable(Table[Row]):
    """Shows up to ``most`` rows without scrolling of its own."""

    def __init__(
        self,
        look: Look,
        model: TableModel[Row],
        name: str,
        *,
        most: int = 12,
        header_height: int = 32,
        wrap: bool = False,
    ) -> None:
        self._most = most
        super().__init__(look, model, name, header_height=header_height, wrap=wrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        model.modelReset.connect(self.updateGeometry)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        shown = min(self._most, self.rows.rowCount())
        rows = sum(self.rowHeight(place) for place in range(shown))
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), head + max(rows, self.rowHeight(0)) + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

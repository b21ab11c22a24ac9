"""The button that chooses a table's columns and order, for those who do not use a mouse."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from proactive_care.ui.tables.view import Table
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button

Row = TypeVar("Row")


class ColumnsButton(Button):
    """Opens a menu: which columns are shown, what the rows are sorted by, copy."""

    def __init__(self, look: Look, table: Table[Row]) -> None:
        super().__init__(look, "&View", icon="columns", tip="Columns, order and copy")
        self._table = table
        menu = QMenu(self)
        menu.setAccessibleName("Columns and order")
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.setProperty("menu", "true")
        self._fill()

    def _fill(self) -> None:
        menu, table = self.menu(), self._table
        menu.clear()
        columns = menu.addMenu("&Columns")
        for column in table.rows.columns:
            if column.optional:
                action = columns.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(table.is_shown(column.key))
                action.toggled.connect(lambda on, key=column.key: self._table.show_column(key, on))
        menu.addMenu(self._order_menu("&Sort by", keep_others=False))
        menu.addMenu(self._order_menu("&Then by", keep_others=True))
        if table.rows.tickable:
            menu.addAction("&Tick all shown\tCtrl+A", table.rows.tick_all_shown)
        menu.addAction("Co&py the highlighted rows\tCtrl+C", table.copy)

    def _order_menu(self, title: str, *, keep_others: bool) -> QMenu:
        menu = QMenu(title, self)
        group = QActionGroup(menu)
        order = dict(self._table.rows.order)
        for column in self._table.rows.columns:
            if column.sort is None:
                continue
            action = QAction(column.title, group)
            action.setCheckable(True)
            action.setChecked(column.key in order)
            action.triggered.connect(
                lambda _on=False, key=column.key: self._table.rows.add_sort(
                    key, keep_others=keep_others
                )
            )
            menu.addAction(action)
        return menu

"""The table: virtual, sortable, keyboard-first, with a first column that never scrolls away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from proactive_care.ui.tables.cells import Kind
from proactive_care.ui.tables.delegate import CellDelegate, lead_of
from proactive_care.ui.tables.frozen import FrozenColumn
from proactive_care.ui.tables.header import Heading
from proactive_care.ui.tables.model import TableModel
from proactive_care.ui.theme import Look

Row = TypeVar("Row")
_NARROWEST, _WIDEST = 24, 1_000  # pixels at 100 % text, of a remembered width


class Table(QTableView, Generic[Row]):
    """Shows a TableModel. ``opened`` is sent with a row on Enter or a double click.

    Space ticks the current row; Ctrl+A ticks all; Ctrl+C copies the chosen rows.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        look: Look,
        model: TableModel[Row],
        name: str,
        *,
        row_height: int = 28,
        header_height: int = 36,
        freeze: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self._look, self._row_height, self._wrap = look, row_height, wrap
        self.rows = model
        self.may_copy: Callable[[list[Row]], bool] | None = None  # asked before Ctrl+C copies
        self.setAccessibleName(name)
        self.setModel(model)
        self._dress(self, header_height)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._frozen: FrozenColumn | None = None
        self._widths: dict[str, int] = {}  # that the user chose, in pixels at 100 % text
        self._fitting = False
        self.horizontalHeader().sectionResized.connect(self._resized)
        if freeze:
            self._frozen = FrozenColumn(self, look)
            self._dress(self._frozen, header_height)
            self._frozen.follow()
            self._frozen.horizontalHeader().sectionResized.connect(self._first_resized)
        self.doubleClicked.connect(self._open_index)
        model.sort_changed.connect(self._redraw_heading)
        model.ticks_changed.connect(self._redraw_heading)
        self.selectionModel().currentRowChanged.connect(self._moved)
        look.changed.connect(self.fit_text)
        model.modelReset.connect(self._fit_rows)
        model.layoutChanged.connect(self._fit_rows)
        self.fit_text()

    def _dress(self, view: QTableView, header_height: int) -> None:
        view.setHorizontalHeader(Heading(self._look, view, height=header_height))
        tick_column = 0 if self.rows.tickable else None
        view.setItemDelegate(
            CellDelegate(view, self._look, tick_column=tick_column, wrap=self._wrap)
        )
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setMinimumSectionSize(16)

    def fit_text(self) -> None:
        """Give rows and columns the sizes that the text size asks for."""
        self.verticalHeader().setDefaultSectionSize(self._look.pixels(self._row_height))
        for number in range(len(self.rows.columns)):
            self._fit_column(number, self._wanted(number))
        self._share_room()
        if self._frozen is not None:
            self._frozen.follow()

    def sizeHint(self) -> QSize:
        """Room for a few rows; layouts give more where there is more."""
        tall = self.horizontalHeader().sizeHint().height() + 3 * self._look.pixels(self._row_height)
        return QSize(self._look.pixels(240), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(120), self.sizeHint().height())

    # Rows -------------------------------------------------------------------------------------

    def current_row(self) -> Row | None:
        """The row that the keyboard is on."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def go_to(self, place: int) -> None:
        """Make a row the current one and show it."""
        if 0 <= place < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place, 0))
            self.scrollTo(self.currentIndex())

    def chosen_places(self) -> list[int]:
        """The places of the highlighted rows, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def copy(self) -> str:
        """Copy the highlighted rows, tab-separated with their headings. Returns the text."""
        rows = [self.rows.row_at(place) for place in self.chosen_places()]
        return self.copy_rows(rows) if self.may_copy is None or self.may_copy(rows) else ""

    def copy_rows(self, rows: Sequence[Row]) -> str:
        """Copy these rows, tab-separated with the headings of the columns that are shown."""
        columns = [column for column in self.rows.columns if self.is_shown(column.key)]
        lines = ["\t".join(column.title for column in columns)]
        lines += ["\t".join(column.cell(row).spoken() for column in columns) for row in rows]
        text = "\n".join(lines)
        QGuiApplication.clipboard().setText(text)
        return text

    def toggle(self, places: list[int]) -> None:
        """Tick these rows, or clear them if all of them are ticked."""
        if self.rows.tickable and places:
            self.rows.tick(places, on=not all(self.rows.is_ticked(place) for place in places))

    # Columns ----------------------------------------------------------------------------------

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column that may be hidden."""
        for number, column in enumerate(self.rows.columns):
            if column.key == key and column.optional:
                self.setColumnHidden(number, not shown)
        self._share_room()

    def is_shown(self, key: str) -> bool:
        """Whether a column is shown."""
        keys = [column.key for column in self.rows.columns]
        return not self.isColumnHidden(keys.index(key))

    def arrangement(self) -> dict[str, object]:
        """What is remembered about this table: hidden columns and the order. No patient data."""
        return {
            "hidden": [c.key for c in self.rows.columns if not self.is_shown(c.key)],
            "order": [[key, down] for key, down in self.rows.order],
            "widths": dict(self._widths),
        }

    def restore(self, arrangement: Mapping[str, object]) -> None:
        """Put back what ``arrangement`` returned; anything that no longer fits is ignored."""
        hidden = arrangement.get("hidden")
        order = arrangement.get("order")
        if isinstance(hidden, list):
            for column in self.rows.columns:
                self.show_column(column.key, column.key not in hidden)
        widths = arrangement.get("widths")
        if isinstance(widths, dict):
            self._widths = {
                str(key): min(max(width, _NARROWEST), _WIDEST)
                for key, width in widths.items()
                if isinstance(width, int)
            }
            self.fit_text()
        if isinstance(order, list):
            pairs = [pair for pair in order if isinstance(pair, list) and len(pair) == 2]
            self.rows.sort_by(tuple((str(key), bool(down)) for key, down in pairs))

    def _share_room(self) -> None:
        """Give the columns that stretch whatever room is left."""
        columns = self.rows.columns
        stretching = [
            n
            for n, column in enumerate(columns)
            if column.stretch and column.key not in self._widths and not self.isColumnHidden(n)
        ]
        used = sum(
            self._wanted(n) if n in stretching else self.columnWidth(n)
            for n in range(len(columns))
            if not self.isColumnHidden(n)
        )
        spare = max(0, self.viewport().width() - used) // max(1, len(stretching))
        for number in stretching:
            self._fit_column(number, self._wanted(number) + spare)
        self._fit_rows()

    def _wanted(self, number: int) -> int:
        column = self.rows.columns[number]
        lead = lead_of(self.rows, number)
        return self._look.pixels(self._widths.get(column.key, column.width)) + lead

    def _fit_column(self, number: int, width: int) -> None:
        self._fitting = True
        self.setColumnWidth(number, width)
        self._fitting = False

    def _resized(self, number: int, before: int, after: int) -> None:
        """Keep a width that the user drew; hiding and showing a column is none."""
        if before and after and not self._fitting:
            self._widths[self.rows.columns[number].key] = round(
                (after - lead_of(self.rows, number)) * 100 / self._look.pixels(100)
            )
            if self._frozen is not None and number == 0:
                self._frozen.follow()

    def _first_resized(self, number: int, before: int, after: int) -> None:
        if number == 0 and after and after != self.columnWidth(0):
            self.setColumnWidth(0, after)

    def _fit_rows(self) -> None:
        """Give each row of a wrapping table the height of its tallest cell."""
        delegate = self.itemDelegate()
        if not self._wrap or not isinstance(delegate, CellDelegate):
            return
        shown = [n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)]
        for place in range(self.rows.rowCount()):
            heights = [
                delegate.wrapped_height(
                    self.rows.cell(place, n), self.columnWidth(n) - lead_of(self.rows, n)
                )
                for n in shown
            ]
            self.setRowHeight(place, max(self._look.pixels(self._row_height), *heights))

    # Events -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        if self._frozen is not None:
            self._frozen.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        elif key == Qt.Key.Key_Space and self.rows.tickable:
            self.toggle(self.chosen_places() or [self.currentIndex().row()])
        elif key == Qt.Key.Key_A and control and self.rows.tickable:
            self.rows.tick_all_shown()
        elif key == Qt.Key.Key_C and control:
            self.copy()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.press_on_tick(self, event):
            super().mousePressEvent(event)

    def press_on_tick(self, view: QTableView, event: QMouseEvent) -> bool:
        """Tick the row whose box was pressed; returns whether a box was pressed."""
        index = view.indexAt(event.position().toPoint())
        delegate = view.itemDelegate()
        if not (self.rows.tickable and index.isValid() and index.column() == 0):
            return False
        assert isinstance(delegate, CellDelegate)
        if event.position().x() - view.visualRect(index).left() > delegate.tick_room():
            return False
        self.toggle([index.row()])
        return True

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Keep the current cell out from under the fixed column."""
        if index.column() == 0 and self._frozen is not None:
            bar = self.horizontalScrollBar()
            before = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(before)
            return
        super().scrollTo(index, hint)
        if self._frozen is not None:
            covered = self._frozen.width() - self.visualRect(index).left()
            if covered > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - covered)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.viewport().update()

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid() and self.rows.cell(index.row(), 0).kind is not Kind.SECTION:
            self.opened.emit(self.rows.row_at(index.row()))

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.rows.row_at(current.row()) if current.isValid() else None)

    def _redraw_heading(self) -> None:
        self.horizontalHeader().viewport().update()
        if self._frozen is not None:
            self._frozen.horizontalHeader().viewport().update()

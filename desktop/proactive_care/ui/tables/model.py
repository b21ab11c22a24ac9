"""A table's rows in memory: filtered and sorted in milliseconds, painted only where visible."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from proactive_care.ui.tables.cells import Cell, Column, Sortable

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole)
TICKED = CELL + 1
_SPOKEN_ROLES = {
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
}
_NO_PARENT = QModelIndex()

SortOrder = tuple[tuple[str, bool], ...]
"""Column keys in order of weight, each with whether it is descending."""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of any type behind columns.

    ``identity`` gives a row a name that stays the same when the rows are loaded again: ticks and
    the current row hold on to it. ``words`` is what the quick filter searches.
    """

    ticks_changed = Signal()
    sort_changed = Signal()
    shown_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identity: Callable[[Row], Hashable],
        words: Callable[[Row], str],
        *,
        tickable: bool = False,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.tickable = tickable
        self._identity, self._words = identity, words
        self._rows: list[Row] = []
        self._shown: list[int] = []
        self._searchable: list[str] | None = None
        self._sort_values: dict[str, list[Sortable | None]] = {}
        self._order: SortOrder = ()
        self._predicate: Callable[[Row], bool] | None = None
        self._needles: tuple[str, ...] = ()
        self._ticked: set[Hashable] = set()

    # Rows -------------------------------------------------------------------------------------

    def load(self, rows: Iterable[Row]) -> None:
        """Show other rows, with the same filter and order. Ticks of rows that are gone go too."""
        self.beginResetModel()
        self._rows = list(rows)
        self._searchable = None
        self._sort_values.clear()
        self._shown = self._arranged()
        self.endResetModel()
        if self._ticked:
            self._ticked &= {self._identity(row) for row in self._rows}
            self.ticks_changed.emit()
        self.shown_changed.emit()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._sort_values.clear()
        known = {column.key for column in self.columns}
        self._order = tuple(pair for pair in self._order if pair[0] in known)
        self._shown = self._arranged()
        self.endResetModel()

    @property
    def all_rows(self) -> Sequence[Row]:
        """Every row, filtered out or not."""
        return self._rows

    def shown_rows(self) -> list[Row]:
        """The rows that pass the filter, in the order that they are shown."""
        return [self._rows[position] for position in self._shown]

    def row_at(self, shown: int) -> Row:
        """The row that is shown at this place."""
        return self._rows[self._shown[shown]]

    def place_of(self, identity: Hashable) -> int | None:
        """Where a row is shown, or None if the filter hides it."""
        for place, position in enumerate(self._shown):
            if self._identity(self._rows[position]) == identity:
                return place
        return None

    def identity_at(self, shown: int) -> Hashable:
        """The identity of the row that is shown at this place."""
        return self._identity(self.row_at(shown))

    # Filter and order -------------------------------------------------------------------------

    def filter(self, predicate: Callable[[Row], bool] | None = None, text: str = "") -> None:
        """Show the rows for which ``predicate`` is true and that hold every word of ``text``."""
        self._predicate = predicate
        self._needles = tuple(text.casefold().split())
        self.beginResetModel()
        self._shown = self._arranged()
        self.endResetModel()
        self.shown_changed.emit()

    def sort_by(self, order: SortOrder) -> None:
        """Sort by several columns; an empty order is that in which the rows came."""
        known = {column.key for column in self.columns if column.sort is not None}
        self._order = tuple((key, down) for key, down in order if key in known)
        self.layoutAboutToBeChanged.emit()
        self._shown = self._arranged()
        self.layoutChanged.emit()
        self.sort_changed.emit()

    def add_sort(self, key: str, *, keep_others: bool) -> None:
        """Sort by a column as a click on its heading asks: again turns the direction round."""
        before = dict(self._order)
        descending = key in before and not before[key]
        rest = tuple((k, d) for k, d in self._order if k != key) if keep_others else ()
        if keep_others and key in before:
            self.sort_by(tuple((k, (not d) if k == key else d) for k, d in self._order))
        else:
            self.sort_by((*rest, (key, descending)))

    @property
    def order(self) -> SortOrder:
        """What the rows are sorted by."""
        return self._order

    def _arranged(self) -> list[int]:
        shown: list[int] = list(range(len(self._rows)))
        if self._predicate is not None:
            predicate, rows = self._predicate, self._rows
            shown = [position for position in shown if predicate(rows[position])]
        for needle in self._needles:
            words = self._search_words()
            shown = [position for position in shown if needle in words[position]]
        for key, descending in reversed(self._order):
            values = self._values_of(key)
            present = [position for position in shown if values[position] is not None]
            absent = [position for position in shown if values[position] is None]
            present.sort(key=values.__getitem__, reverse=descending)  # type: ignore[arg-type]
            shown = present + absent
        return shown

    def _search_words(self) -> list[str]:
        if self._searchable is None:
            self._searchable = [self._words(row).casefold() for row in self._rows]
        return self._searchable

    def _values_of(self, key: str) -> list[Sortable | None]:
        if key not in self._sort_values:
            column = next(column for column in self.columns if column.key == key)
            assert column.sort is not None
            self._sort_values[key] = [column.sort(row) for row in self._rows]
        return self._sort_values[key]

    # Ticks ------------------------------------------------------------------------------------

    def ticked_rows(self) -> list[Row]:
        """The ticked rows, those first that are shown, in their order."""
        ticked = [row for row in self.shown_rows() if self._identity(row) in self._ticked]
        if len(ticked) < len(self._ticked):
            seen = {self._identity(row) for row in ticked}
            ticked += [r for r in self._rows if self._identity(r) in self._ticked - seen]
        return ticked

    def is_ticked(self, shown: int) -> bool:
        """Whether the row at this place is ticked."""
        return self.identity_at(shown) in self._ticked

    def tick(self, shown: Iterable[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away."""
        names = {self.identity_at(place) for place in shown}
        self._ticked = self._ticked | names if on else self._ticked - names
        self._tell_ticks()

    def tick_all_shown(self) -> None:
        """Tick everything that is shown; if it all is, clear it."""
        names = {self._identity(row) for row in self.shown_rows()}
        self._ticked = self._ticked - names if names <= self._ticked else self._ticked | names
        self._tell_ticks()

    def clear_ticks(self) -> None:
        """Take every tick away, also of rows that the filter hides."""
        self._ticked = set()
        self._tell_ticks()

    def tick_state(self) -> Qt.CheckState:
        """Whether all, some or none of the rows that are shown are ticked."""
        if not self._ticked or not self._shown:
            return Qt.CheckState.Unchecked
        count = sum(1 for row in self.shown_rows() if self._identity(row) in self._ticked)
        if count == 0:
            return Qt.CheckState.Unchecked
        whole = count == len(self._shown)
        return Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked

    def _tell_ticks(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [TICKED])
        self.ticks_changed.emit()

    # What Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, shown: int, column: int) -> Cell:
        """The cell at this place."""
        return self.columns[column].cell(self.row_at(shown))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == CELL:
            return self.cell(index.row(), index.column())
        if role == TICKED:
            return self.tickable and self.is_ticked(index.row())
        if role in _SPOKEN_ROLES:
            return self.cell(index.row(), index.column()).spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.cell(index.row(), index.column()).tip or None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].tip or self.columns[section].title
        return None

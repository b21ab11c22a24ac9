"""A list of things that wait, what is to be known about the current one, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from proactive_care.ui.tables import Column, Table, TableModel
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Flow, Words, across, down
from proactive_care.ui.work import EmptyPage

Row = TypeVar("Row")
_ROW_HEIGHT = 44


class ListPanel(QWidget, Generic[Row]):
    """One table in a card, words about the current row, buttons, and a page for an empty list.

    Whoever derives from it calls ``arrange`` once, and ``load`` to show rows; ``fit`` is called
    when another row becomes the current one.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        heading: str,
        columns: Sequence[Column[Row]],
        *,
        identity: Callable[[Row], str],
        words: Callable[[Row], str],
    ) -> None:
        super().__init__()
        self._identity, self._heading = identity, heading
        self.model: TableModel[Row] = TableModel(list(columns), identity=identity, words=words)
        self.table = Table(look, self.model, name, row_height=_ROW_HEIGHT)
        self.about = Words("", "secondary", wrap=True)
        self._stack = QStackedWidget()

    def arrange(
        self,
        empty: EmptyPage,
        buttons: Sequence[Button],
        *,
        actions: Sequence[Button] = (),
        many: bool = False,
    ) -> None:
        """Put everything in its place. ``actions`` stand beside the heading, ``buttons`` below the
        table; ``many`` of them go on as many lines as they need."""
        self.empty = empty
        self.card = Card(self._heading, actions=tuple(actions), padded=False)
        self.card.add(self.table, 1)
        bar: QBoxLayout
        if many:
            bar = down(self.about, Flow(*buttons, gap=8), gap=8)
        else:
            bar = across(self.about, *buttons, gap=8)
            bar.setStretch(0, 1)
        full = QWidget()
        column = down(self.card, bar, gap=8, margins=(16, 12, 16, 12))
        column.setStretch(0, 1)
        full.setLayout(column)
        self._stack.addWidget(full)
        self._stack.addWidget(empty)
        self.setLayout(down(self._stack, gap=0))
        self._many = many
        self.table.current_changed.connect(lambda _row: self._fit_all())

    def load(self, rows: Sequence[Row], note: str = "") -> None:
        """Show these rows; the current one stays current; if it is gone, the next one is."""
        current, before = self.current(), self.table.currentIndex().row()
        self.model.load(tuple(rows))
        self.card.note.setText(note)
        self._stack.setCurrentIndex(0 if rows else 1)
        place = None if current is None else self.model.place_of(self._identity(current))
        if rows:
            self.table.go_to(min(max(before, 0), len(rows) - 1) if place is None else place)
        self._fit_all()

    def current(self) -> Row | None:
        """The current row, or None while the list is empty."""
        row: Row | None = self.table.current_row()
        return row

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        if self.model.all_rows:
            return self.table
        return self.empty if self.empty.button.isHidden() else self.empty.button

    def _fit_all(self) -> None:
        self.fit()
        if self._many:  # a line of its own, and no gap where there is nothing to say
            self.about.setVisible(bool(self.about.text()))

    def fit(self) -> None:
        """Make words and buttons fit the current row."""

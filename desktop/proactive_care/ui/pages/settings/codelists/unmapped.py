"""Codes in the data that no concept has, the most frequent first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QWidget

from proactive_care.importing import UnmappedUse
from proactive_care.ui.pages.settings.codelists.concepts import system_words
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across, down
from proactive_care.ui.work import EmptyPage


class Unmapped(QWidget):
    """``map_asked`` is sent with the ticked codes, or with the one that Enter was pressed on."""

    map_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a code or a description")
        self.search.setAccessibleName("Find a code that is not mapped")
        self.search.setClearButtonEnabled(True)
        self.model: TableModel[UnmappedUse] = TableModel(
            _columns(),
            identity=lambda use: (use.system, use.code, use.term),
            words=lambda use: f"{use.code} {use.term}",
            tickable=True,
        )
        self.search.textChanged.connect(lambda text: self.model.filter(None, text))
        self.model.ticks_changed.connect(self._tell_ticks)
        self.table = Table(look, self.model, "Codes that are not mapped", header_height=32)
        self.table.opened.connect(lambda use: self.map_asked.emit((use,)))
        words = Words(
            "No rule reads these. Most are of no use to the rules and can stay. Tick those that "
            "mean something here, then say what they mean.",
            "secondary",
            wrap=True,
        )
        card = Card(padded=False)
        card.add(across(self.search, margins=(8, 8, 8, 8)))
        card.add(self.table, 1)
        self.ticked = Words("Nothing is ticked", "strong")
        self.button = Button(look, "&Map to…", self._ask, kind="primary")
        bar = QFrame()
        bar.setProperty("part", "bar")
        bar.setLayout(across(self.ticked, None, self.button, margins=(16, 7, 8, 7)))
        full = QWidget()
        column = down(words, card, bar, gap=8, margins=(16, 12, 16, 12))
        column.setStretch(1, 1)
        full.setLayout(column)
        empty = EmptyPage(
            look,
            "done",
            "Every code in your data is known",
            "When an import brings a code that no concept has, it is listed here.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(empty)
        self.setLayout(down(self._stack, gap=0))
        self._tell_ticks()

    def show_uses(self, uses: tuple[UnmappedUse, ...]) -> None:
        """List the codes."""
        self.model.load(uses)
        self._stack.setCurrentIndex(0 if uses else 1)
        if uses and not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def _ask(self) -> None:
        self.map_asked.emit(tuple(self.model.ticked_rows()))

    def _tell_ticks(self) -> None:
        rows = self.model.ticked_rows()
        events = sum(use.events for use in rows)
        codes = "1 code" if len(rows) == 1 else f"{len(rows):,} codes"
        self.ticked.setText(f"{codes}, {events:,} entries" if rows else "Nothing is ticked")
        self.button.setEnabled(bool(rows))


def number_words(use: UnmappedUse) -> str:
    """Return the range of a code's numbers in words; empty if it has none."""
    if use.low is None or use.high is None:
        return ""
    return f"{use.low:g}" if use.low == use.high else f"{use.low:g} to {use.high:g}"


def _columns() -> list[Column[UnmappedUse]]:
    return [
        Column("term", "Description", _term, lambda u: u.term.casefold(), 260, stretch=True),
        Column("code", "Code", _code, lambda u: u.code or None, 160),
        Column(
            "system", "System", lambda u: Cell(system_words(u.system), Kind.SECONDARY),
            lambda u: system_words(u.system), 100,
        ),
        Column(
            "events", "Entries", lambda u: Cell(f"{u.events:,}"), lambda u: u.events, 80,
            figures=True,
        ),
        Column(
            "patients", "Patients", lambda u: Cell(f"{u.patients:,}"), lambda u: u.patients, 80,
            figures=True,
        ),
        Column("numbers", "Numbers", _numbers, lambda u: u.low, 120, figures=True),
    ]  # fmt: skip


def _term(use: UnmappedUse) -> Cell:
    if not use.term:
        return dash("The export gave a code without a description")
    return Cell(use.term, Kind.STRONG, tip=use.term)


def _code(use: UnmappedUse) -> Cell:
    return Cell(use.code, tip=use.code) if use.code else dash("The export gave a name only")


def _numbers(use: UnmappedUse) -> Cell:
    words = number_words(use)
    return Cell(words) if words else dash("No entry has a number")

"""The history of a patient: a card with the latest lines, and a tab with all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.ui.pages.patients.history import Entry, EntryKind
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, IconLabel, Words, across, down, link_button
from proactive_care.ui.work import EmptyPage

CONTACTS = "Co&ntacts"
_LATEST = 4
_ICONS = {
    EntryKind.LETTER: "recall",
    EntryKind.PHONE: "phone",
    EntryKind.TEXT: "phone",
    EntryKind.READING: "readings",
    EntryKind.PLAN: "file",
    EntryKind.HANDOUT: "print",
    EntryKind.OTHER: "info",
}


class ContactsCard(Card):
    """The newest of what happened; the link opens the rest."""

    def __init__(self, look: Look, open_all: Callable[[], object]) -> None:
        self.every = link_button(look, "A&ll", open_all)
        super().__init__("Contacts", " ", (self.every,), padded=False)
        self._look = look
        self._lines = down(gap=6, margins=(16, 8, 16, 10))
        holder = QWidget()
        holder.setLayout(self._lines)
        self.add(holder)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show the newest lines."""
        while (item := self._lines.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        standing = [entry for entry in entries if not entry.ended]
        self.every.setVisible(len(entries) > 0)
        self.every.rename(f"A&ll {len(entries):,}")
        for entry in standing[:_LATEST]:
            line = QWidget()
            row = across(
                IconLabel(self._look, _ICONS[entry.kind], "secondary", 16),
                Words(f"{entry.day.day} {entry.day:%b %Y}", "secondary"),
                Words(entry.what, elide=True),
                gap=8,
            )
            row.setStretch(2, 1)
            line.setLayout(row)
            self._lines.addWidget(line)
        if not standing:
            self._lines.addWidget(Words("Nothing has been recorded here", "secondary"))


class ContactsTab(QWidget):
    """Every line. ``opened`` is sent with one on Enter."""

    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.model: TableModel[Entry] = TableModel(
            _columns(), identity=id, words=lambda entry: f"{entry.what} {entry.about} {entry.by}"
        )
        self.table = Table(look, self.model, "Contacts", row_height=44)
        self.table.opened.connect(self.opened.emit)
        card = Card(padded=False)
        card.add(self.table, 1)
        full = QWidget()
        full.setLayout(down(card, margins=(16, 12, 16, 12)))
        empty = EmptyPage(
            look,
            "phone",
            "Nothing has been recorded here",
            "Invitations, calls, replies, readings and care plans of this patient are listed here.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(empty)
        self.setLayout(down(self._stack, gap=0))

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show a patient's history."""
        self.model.load(entries)
        self._stack.setCurrentIndex(0 if entries else 1)
        if entries:
            self.table.go_to(0)


def _columns() -> list[Column[Entry]]:
    return [
        Column("day", "Date", lambda e: Cell(show_date(e.day)), lambda e: e.day, 110),
        Column("what", "What", _what, lambda e: e.what, 320, stretch=True),
        Column("about", "Details", _about, None, 320, stretch=True),
        Column("by", "Entered by", lambda e: Cell(e.by, Kind.SECONDARY), lambda e: e.by, 120),
    ]


def _what(entry: Entry) -> Cell:
    if entry.ended:
        return Cell(entry.what, Kind.SECONDARY, second="taken back", tip=entry.ended)
    return Cell(entry.what, Kind.STRONG)


def _about(entry: Entry) -> Cell:
    words = f"Taken back: {entry.ended}" if entry.ended else entry.about
    return Cell(words, tip=words) if words else dash("Nothing more was noted")

"""What this practice has added to the code lists, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.importing import MadeChange
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across, down
from proactive_care.ui.work import EmptyPage


class Made(QWidget):
    """``undo_asked`` is sent with a change that stands."""

    undo_asked = Signal(object)

    def __init__(self, look: Look, named: Callable[[str], str]) -> None:
        super().__init__()
        self.model: TableModel[MadeChange] = TableModel(
            _columns(named), identity=lambda made: made.id, words=lambda made: made.concept.label
        )
        self.table = Table(look, self.model, "Changes of the code lists", row_height=36)
        self.table.current_changed.connect(self._tell)
        self.table.opened.connect(self._ask_for)
        card = Card("Changes made here", "newest first", padded=False)
        card.add(self.table, 1)
        self.words = Words("", "secondary", wrap=True)
        self.button = Button(look, "Ta&ke back…", self._ask)
        row = across(self.words, self.button, gap=16)
        row.setStretch(0, 1)
        full = QWidget()
        column = down(card, row, gap=8, margins=(16, 12, 16, 12))
        column.setStretch(0, 1)
        full.setLayout(column)
        empty = EmptyPage(
            look,
            "edit",
            "Nothing has been added",
            "Codes that you map and lists that you import are listed here, with who did it. Each "
            "can be taken back.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(empty)
        self.setLayout(down(self._stack, gap=0))
        self._tell(None)

    def show_changes(self, made: tuple[MadeChange, ...]) -> None:
        """List the changes."""
        self.model.load(made)
        self._stack.setCurrentIndex(0 if made else 1)
        self.table.go_to(0)
        self._tell(self.table.current_row())

    def _tell(self, made: MadeChange | None) -> None:
        self.button.setEnabled(made is not None and made.stands)
        self.words.setText(codes_words(made) if made is not None else "")

    def _ask(self) -> None:
        self._ask_for(self.table.current_row())

    def _ask_for(self, made: MadeChange | None) -> None:
        if made is not None and made.stands:
            self.undo_asked.emit(made)


def codes_words(made: MadeChange, most: int = 4) -> str:
    """Name the first codes of a change."""
    names = [code.term or code.code for code in made.codes[:most]]
    more = len(made.codes) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def _columns(named: Callable[[str], str]) -> list[Column[MadeChange]]:
    return [
        Column(
            "at", "When", lambda m: Cell(f"{show_date(m.at.astimezone().date())}"),
            lambda m: m.at, 110,
        ),
        Column("by", "Who", lambda m: Cell(named(m.by)), lambda m: m.by, 130),
        Column(
            "concept", "Concept", lambda m: Cell(m.concept.label, Kind.STRONG),
            lambda m: m.concept.label, 200,
        ),
        Column(
            "codes", "Codes", lambda m: Cell(f"{len(m.codes):,}", tip=codes_words(m)),
            lambda m: len(m.codes), 70, figures=True,
        ),
        Column("from", "From", _from, lambda m: m.list_name, 200, stretch=True),
        Column("state", "State", lambda m: _state(m, named), lambda m: not m.stands, 230),
    ]  # fmt: skip


def _from(made: MadeChange) -> Cell:
    words = made.list_name or "Mapped by hand"
    unit = f", numbers in {made.unit}" if made.unit else ""
    return Cell(f"{words}{unit}", tip=f"{words}{unit}")


def _state(made: MadeChange, named: Callable[[str], str]) -> Cell:
    if made.undone_at is None:
        return Cell("In use", Kind.GOOD)
    day = show_date(made.undone_at.astimezone().date())
    return Cell(f"Taken back {day} by {named(made.undone_by)}", Kind.SECONDARY)

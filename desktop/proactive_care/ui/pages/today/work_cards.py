"""Paper that waits to be keyed, and people who wait to be phoned or booked."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.readings import FormKind
from proactive_care.ui.pages.today.loading import LetterCount, ToDo, TrayCount
from proactive_care.ui.shell import Desk, OpenPatient, Place, ToPhone
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.widgets import Button, Card, Words, across, down, link_button

_OLD_DAYS = 4
_COMPACT = 6  # rows; fewer stand beside the lists, where there is less room
_ROW, _HEADER = 44, 30
_HELD = "cannot be printed as they are"
_KINDS = {
    FormKind.BP_DIARY: "Blood pressure diaries",
    FormKind.PEAK_FLOW_DIARY: "Peak flow diaries",
    FormKind.REPLY_SLIP: "Reply slips",
}


class TrayCard(Card):
    """How many forms wait, and how long the oldest has."""

    def __init__(self, desk: Desk) -> None:
        self.key = Button(
            desk.look, "Key the tra&y", partial(desk.go, Place("readings", "tray")), kind="small"
        )
        super().__init__("Paper tray", " ", (self.key,), padded=False)
        self._rows = QWidget()
        self._column = down(gap=6, margins=(16, 10, 16, 12))
        self._rows.setLayout(self._column)
        self.add(self._rows)

    def show_tray(self, tray: tuple[TrayCount, ...] | None) -> None:
        """Show the counts; None hides the card."""
        self.setVisible(tray is not None)
        while (item := self._column.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        waiting = sum(each.count for each in tray or ())
        self.note.setText(f"{waiting:,} waiting" if waiting else "")
        for each in tray or ():
            self._column.addWidget(_line(each))
        if not waiting:
            self._column.addWidget(Words("The tray is empty", "secondary"))


def _line(each: TrayCount) -> QWidget:
    old = each.oldest >= _OLD_DAYS
    age = "today" if each.oldest == 0 else f"oldest {each.oldest} day"
    age += "s" if each.oldest > 1 else ""
    line = QWidget()
    row = across(
        Words(_KINDS[each.kind]),
        Words(f"{each.count:,}", "strong"),
        Words(age, "warning" if old else "secondary"),
        gap=12,
    )
    row.setStretch(0, 1)
    line.setLayout(row)
    return line


class LettersCard(Card):
    """How many letters about readings and monitors wait to be printed; hidden while none does."""

    def __init__(self, desk: Desk) -> None:
        self.open = Button(
            desk.look, "Open le&tters", partial(desk.go, Place("readings", "letters")), kind="small"
        )
        super().__init__("Letters to print", " ", (self.open,), padded=False)
        self._words = Words("", "secondary", wrap=True)
        self._words.setContentsMargins(16, 10, 16, 12)
        self.add(self._words)

    def show_letters(self, letters: LetterCount | None) -> None:
        """Show the counts; None, or no letter, hides the card."""
        waiting = 0 if letters is None else letters.results + letters.loans
        self.setVisible(waiting > 0)
        if letters is None or not waiting:
            return
        self.note.setText(f"{waiting:,} waiting")
        parts = (
            (letters.results, "result letter" if letters.results == 1 else "result letters"),
            (letters.loans, "about a monitor"),
            (letters.held, "cannot be printed as it is" if letters.held == 1 else _HELD),
        )
        self._words.setText(" · ".join(f"{count:,} {words}" for count, words in parts if count))


class ToDoCard(Card):
    """Whom to phone, book or write to, the longest due first. Nothing clinical."""

    def __init__(self, desk: Desk, *, rows: int) -> None:
        look = desk.look
        calls = link_button(look, "Call li&st", partial(desk.go, Place("readings", "phone")))
        super().__init__("To phone or book", " ", (calls,), padded=False)
        self._desk, self._most = desk, rows
        columns = _columns if rows > _COMPACT else _compact_columns
        self.model: TableModel[ToDo] = TableModel(
            columns(desk.session.today()),
            identity=lambda row: (row.patient, row.what),
            words=lambda r: r.name,
        )
        self.table = Table(
            look, self.model, "To phone or book", row_height=_ROW, header_height=_HEADER
        )
        self.table.opened.connect(self._open)
        self.add(self.table, 1)
        self._none = Words("Nobody is due today", "secondary")
        self._none.setContentsMargins(16, 10, 16, 12)
        self.add(self._none)
        look.changed.connect(self._fit)

    def show_todo(self, todo: tuple[ToDo, ...] | None) -> None:
        """Show who is due; None hides the card."""
        self.setVisible(todo is not None)
        self.model.load(todo or ())
        self.note.setText(f"{len(todo):,} due" if todo else "")
        self.table.setVisible(bool(todo))
        self._none.setVisible(not todo)
        if todo and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._fit()

    def _fit(self) -> None:
        look, rows = self._desk.look, max(1, min(self._most, self.model.rowCount()))
        self.table.setFixedHeight(look.pixels(_HEADER) + rows * look.pixels(_ROW) + 4)

    def _open(self, row: ToDo) -> None:
        if self._desk.session.may(Permission.VIEW_CLINICAL):
            among = tuple(dict.fromkeys(each.patient for each in self.model.shown_rows()))
            self._desk.go(Place("patients", OpenPatient(row.patient, among, "to phone or book")))
        elif row.for_readings:
            self._desk.go(Place("readings", ToPhone(row.patient)))
        else:
            self._desk.go(Place("recall", OpenPatient(row.patient)))


def _columns(today: date) -> list[Column[ToDo]]:
    return [
        Column("name", "Patient", _name, lambda r: r.name.casefold(), 220),
        Column(
            "why", "Why", lambda r: Cell(r.what, second=r.why, tip=r.why), None, 200, stretch=True
        ),
        Column("due", "Due", lambda r: _due(r, today), lambda r: r.due, 110),
    ]


def _compact_columns(today: date) -> list[Column[ToDo]]:
    def why(row: ToDo) -> Cell:
        due = _due(row, today)
        return Cell(row.what, second=f"due {due.text}", tip=f"{row.what}: {row.why}")

    return [
        Column("name", "Patient", _name, lambda r: r.name.casefold(), 150, stretch=True),
        Column("why", "Why", why, lambda r: r.due, 140),
    ]


def _name(row: ToDo) -> Cell:
    return Cell(row.name, Kind.STRONG, second=row.phone or "no phone number")


def _due(row: ToDo, today: date) -> Cell:
    late = (today - row.due).days
    if late <= 0:
        return Cell("today")
    return Cell(show_date(row.due), Kind.WARNING if late > 7 else Kind.TEXT)

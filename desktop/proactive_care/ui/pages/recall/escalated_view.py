"""Escalated: urgent and high patients whom invitations have not brought, and the own routes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.recall import (
    Escalated,
    EscalatedCalls,
    InStream,
    Stage,
    escalated,
    in_streams,
    print_escalated_calls,
)
from proactive_care.ui.pages.recall.paper import show_pages
from proactive_care.ui.shell import Desk, OpenPatient, Place
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Button, Card, Flow, Words, down
from proactive_care.ui.work import EmptyPage

_ABOUT = (
    "Nobody on this list drops off: a phone call first, a clinician after three calls without an "
    "answer. An outcome takes them off."
)
_ROUTES = (
    "They are due and kept apart from the usual letters. Where there is a letter of their own, "
    "print it as a batch of its own; for the others, the route says what is done instead."
)


class EscalatedView(QWidget):
    """``record`` asks to record an outcome for a patient, ``letters`` for the batch of a stream;
    ``changed`` is never sent."""

    changed = Signal()
    record = Signal(int)
    letters = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        today = desk.session.today()
        self.people: TableModel[Escalated] = TableModel(
            _columns(today), identity=lambda row: row.patient.id, words=lambda row: row.detail
        )
        self.table = Table(look, self.people, "Escalated patients", row_height=36)
        self.streams: TableModel[InStream] = TableModel(
            _stream_columns(), identity=lambda row: row.patient.id, words=lambda row: row.stream
        )
        self.routes = Table(look, self.streams, "Patients with their own route", row_height=36)
        for table in (self.table, self.routes):
            table.opened.connect(lambda row: self.record.emit(row.patient.id))
        self.routes.current_changed.connect(lambda _row: self._fit())
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Escalated, or their own route")
        self.tabs.setExpanding(False)
        self.tabs.addTab("Escalated")
        self.tabs.addTab("Own routes")
        self.about = Words(_ABOUT, "secondary", wrap=True)
        self.outcome = Button(look, "Record an &outcome", self._record, kind="primary")
        self.open = Button(look, "Open the &patient", self._open)
        self.calls = Button(look, "Print the &call list", self.print_calls, icon="print")
        self.calls.setEnabled(desk.session.may(Permission.PRINT_RECALL))
        self.own = Button(look, "Check their own &letters", self._own_letters)
        self.own.hide()
        self._lists = QStackedWidget()
        for part in (self._list(self.table, _none()), self._list(self.routes, _no_routes())):
            self._lists.addWidget(part)
        self.tabs.currentChanged.connect(self._turned)
        card = Card(padded=False)
        card.add(self.tabs)
        card.add(self._lists, 1)
        bar = Flow(self.calls, self.own, self.open, self.outcome, gap=8)
        column = down(card, self.about, bar, gap=8, margins=(24, 12, 24, 12))
        column.setStretch(0, 1)
        self.setLayout(column)
        self._fit()

    def refresh(self) -> None:
        """Work out who is escalated, off the window's thread."""
        session = self._desk.session

        def work(progress: Progress) -> tuple[Sequence[Escalated], Sequence[InStream]]:
            return escalated(session, progress=progress), in_streams(session, progress=progress)

        self._desk.fetch("Looking for the escalated", work, self._show)

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.tabs

    def print_calls(self) -> None:
        """Print the call list of those whose turn is a phone call."""
        session = self._desk.session

        def work(_progress: Progress) -> EscalatedCalls:
            return print_escalated_calls(session)

        def done(made: EscalatedCalls) -> None:
            show_pages(
                self.window(), self._desk, "Call list: escalated", "call-list.pdf", made.data
            )

        self._desk.run("Setting out the call list", work, done)

    def _show(self, found: tuple[Sequence[Escalated], Sequence[InStream]]) -> None:
        people, streams = found
        self.people.load(people)
        self.streams.load(streams)
        self.tabs.setTabText(0, f"Escalated  {len(people):,}")
        self.tabs.setTabText(1, f"Own routes  {len(streams):,}")
        for number, found_any in enumerate((bool(people), bool(streams))):
            part = self._lists.widget(number)
            assert isinstance(part, QStackedWidget)
            part.setCurrentIndex(0 if found_any else 1)
        self.table.go_to(0)
        self.routes.go_to(0)
        self._fit()

    def _list(self, table: QWidget, empty: tuple[str, str]) -> QStackedWidget:
        stack = QStackedWidget()
        stack.addWidget(table)
        stack.addWidget(EmptyPage(self._desk.look, "tick", *empty))
        stack.setCurrentIndex(1)
        return stack

    def _turned(self, tab: int) -> None:
        self._lists.setCurrentIndex(tab)
        self.about.setText(_ROUTES if tab else _ABOUT)
        self._fit()

    def _current(self) -> Escalated | InStream | None:
        if self.tabs.currentIndex():
            return self.routes.current_row()
        return self.table.current_row()

    def _fit(self) -> None:
        for button in (self.outcome, self.open):
            button.setEnabled(self._current() is not None)
        may = self._desk.session.may(Permission.PRINT_RECALL)
        waiting = any(row.stage is Stage.PHONE for row in self.people.all_rows)
        routes = self.tabs.currentIndex() == 1
        self.calls.setEnabled(may and waiting and not routes)
        self.calls.setVisible(not routes)
        self.own.setVisible(routes)
        row = self.routes.current_row()
        self.own.setEnabled(row is not None and bool(row.letter))

    def _record(self) -> None:
        row = self._current()
        if row is not None:
            self.record.emit(row.patient.id)

    def _own_letters(self) -> None:
        row = self.routes.current_row()
        if row is not None and row.letter:
            self.letters.emit(row.letter)

    def _open(self) -> None:
        row = self._current()
        if row is not None:
            self._desk.go(Place("patients", OpenPatient(row.patient.id)))


def _none() -> tuple[str, str]:
    return (
        "Nobody is escalated",
        "Urgent and high patients who do not answer three invitations, who said no, or whom no "
        "letter can reach are listed here until somebody has dealt with it.",
    )


def _no_routes() -> tuple[str, str]:
    return (
        "Nobody with their own route is due",
        "Children, people with dementia or a learning disability, in a care home, housebound or "
        "with a reasonable adjustment are listed here until their own letter is printed.",
    )


def _columns(today: date) -> list[Column[Escalated]]:
    def due(row: Escalated) -> Cell:
        late = row.due < today
        return Cell(show_date(row.due), Kind.DANGER if late else Kind.TEXT)

    return [
        Column("name", "Patient", _name, _name_order, 180, optional=False),
        Column("tier", "Tier", _tier, lambda r: r.tier.rank, 106),
        Column("stage", "Whose turn", _stage, lambda r: r.stage, 110),
        Column("due", "Due", due, lambda r: r.due, 104),
        Column("tries", "Calls", lambda r: Cell(str(r.tries)), lambda r: r.tries, 60, True),
        Column("phone", "Phone", _phone, None, 124),
        Column("why", "Why", lambda r: Cell(r.detail, tip=r.detail), None, 220, stretch=True),
    ]


def _stream_columns() -> list[Column[InStream]]:
    return [
        Column("name", "Patient", _name, _name_order, 180, optional=False),
        Column("tier", "Tier", _tier, lambda r: r.tier.rank, 106),
        Column("stream", "Kept apart", lambda r: Cell(r.stream, tip=r.detail), _stream, 150),
        Column("village", "Village", _village, lambda r: r.patient.village or None, 110),
        Column("phone", "Phone", _phone, None, 124),
        Column("route", "Route", _route, None, 240, stretch=True),
    ]


def _name(row: Escalated | InStream) -> Cell:
    return Cell(f"{row.patient.family_name}, {row.patient.given_name}", Kind.STRONG)


def _name_order(row: Escalated | InStream) -> tuple[str, str]:
    return row.patient.family_name.casefold(), row.patient.given_name.casefold()


def _tier(row: Escalated | InStream) -> Cell:
    return Cell(row.tier.value.capitalize(), Kind.TAG, row.tier)


def _stage(row: Escalated) -> Cell:
    return Cell(row.stage.label)


def _stream(row: InStream) -> str:
    return row.stream


def _route(row: InStream) -> Cell:
    """What is done; without a letter also why there is none."""
    words = row.route if row.letter else f"{row.route} {row.detail}."
    return Cell(words, tip=words)


def _village(row: InStream) -> Cell:
    village = row.patient.village
    return Cell(village) if village else dash("No village in the extract")


def _phone(row: Escalated | InStream) -> Cell:
    phone = row.patient.mobile_phone or row.patient.home_phone
    return Cell(phone) if phone else dash("No phone number in the extract")

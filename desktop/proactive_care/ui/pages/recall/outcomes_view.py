"""Outcomes: work down the invited people, next steps first, one key for each outcome."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import clean_form_code
from proactive_care.domain.progress import Progress
from proactive_care.patients import PatientRow
from proactive_care.recall import (
    NO_ANSWER_YET,
    ContactEntry,
    NextStep,
    contacts,
    find_invitation,
    outcome_list,
    outcome_rules,
    person_to_contact,
    record_outcome,
    take_back,
)
from proactive_care.ui.pages.readings.finding import choose_patient
from proactive_care.ui.pages.readings.outcome_dialogs import ReasonDialog
from proactive_care.ui.pages.recall.outcome_form import Entered, OutcomeForm
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.widgets import Beside, Button, Card, Words, across, down, scrolling
from proactive_care.ui.work import EmptyPage

_SHOWN_CONTACTS = 4


class _PeopleTable(Table[NextStep]):
    """A letter or figure on a row is an outcome."""

    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, plain = event.text(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if text.isalnum() and len(text) == 1 and plain == Qt.KeyboardModifier.NoModifier:
            self.pressed_key.emit(text)
            return
        super().keyPressEvent(event)


class OutcomesView(QWidget):
    """``changed``: an outcome was recorded or taken back."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look, today = desk.look, desk.session.today()
        self.patient: PatientRow | None = None
        self._invitation: str | None = None
        self._asked_for: int | None = None  # somebody who was opened, whatever the list says
        self._last: tuple[str, str] | None = None  # contact, and words for it
        self.form = OutcomeForm(look, today, clinician=desk.session.may(Permission.CLOSE_ALERTS))
        self.form.record.connect(self.record)
        self.scan = QLineEdit()
        self.scan.setPlaceholderText("Scan or type a form code; Enter goes to the list")
        self.scan.setAccessibleName("Form code")
        self.scan.setMinimumWidth(look.pixels(240))
        self.scan.returnPressed.connect(self.find_by_code)
        self.find_patient = Button(look, "&Find a patient", self.choose_patient, icon="search")
        self.model: TableModel[NextStep] = TableModel(
            _columns(today), identity=_identity, words=lambda s: s.patient.family_name
        )
        self.table = _PeopleTable(look, self.model, "People to work down", row_height=36)
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.form.list.setFocus())
        self.card = Card("Next steps, then no answer yet", padded=False)
        self.nobody = EmptyPage(
            look,
            "done",
            "Nobody waits for a next step",
            "Whoever is invited by letter, phone or text is listed here until it is known what "
            "came of it. Anybody else is found by form code or by name, above.",
        )
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self.nobody)
        self.card.add(self._list, 1)
        self.model.modelReset.connect(self._fit_list)
        self._fit_list()
        self.keys = Words(
            "On a row, press the letter of an outcome: it is recorded, and the next row follows.",
            "secondary",
            wrap=True,
        )
        left = QWidget()
        top = across(self.scan, self.find_patient, gap=8)
        top.setStretch(0, 1)
        column = down(top, self.card, self.keys, gap=8)
        column.setStretch(1, 1)
        left.setLayout(column)
        self.table.pressed_key.connect(self._pressed)
        beside = Beside(left, self._person(), lambda: look.pixels(940), shares=(3, 2), gap=16)
        content = QWidget()
        content.setLayout(down(beside, margins=(24, 12, 24, 12)))
        self.setLayout(down(scrolling(content), gap=0))
        self._show_person(None, None)

    def refresh(self) -> None:
        """Load whom to work down, off the window's thread."""
        session = self._desk.session

        def work(_progress: Progress) -> tuple[NextStep, ...]:
            return outcome_list(session)

        self._desk.fetch("Looking for next steps", work, self._load)

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        if self._asked_for is not None:
            return self.form.list
        return self.table if self.model.rowCount() else self.scan

    def open_patient(self, patient: int, invitation: str | None = None) -> None:
        """Record an outcome for somebody who need not be on the list."""
        self._asked_for = patient
        self._mark(patient)
        self._show_person(person_to_contact(self._desk.session, patient), invitation)
        self.form.list.setFocus()

    def _fit_list(self) -> None:
        """Say why there is no list, instead of an empty one."""
        self._list.setCurrentIndex(0 if self.model.rowCount() else 1)

    def find_by_code(self) -> None:
        """Open the invitation whose form code was scanned."""

        if not self.scan.text().strip():
            self.table.setFocus()
            return

        def find() -> None:
            found = find_invitation(self._desk.session, self.scan.text())
            self.open_patient(found.patient.id, found.invitation.id)
            self.scan.clear()

        if not self._desk.attempt(find) and clean_form_code(self.scan.text()) is None:
            self.scan.selectAll()

    def choose_patient(self) -> None:
        """Ask for a patient."""
        chosen = choose_patient(
            self.window(), self._desk.look, self._desk.session, "Whose answer is it?"
        )
        if chosen is not None:
            self._desk.attempt(partial(self.open_patient, chosen))

    def record(self, entered: Entered) -> None:
        """Write down what came of it, and go to the next row."""
        person = self.patient
        if person is None:
            return
        label = outcome_rules()[entered.outcome].label

        def do() -> None:
            contact = record_outcome(
                self._desk.session,
                person.id,
                entered.outcome,
                on=entered.on,
                until=entered.until,
                note=entered.note,
                way=entered.way,
                invitation=self._invitation,
            )
            self._last = (contact, f"{label}: {_name(person)}")

        if self._desk.attempt(do):
            self._desk.messages.tell("good", f"{label}. Recorded for {_name(person)}.")
            self._after(person.id)

    def take_back_last(self) -> None:
        """Take back what was recorded last."""
        if self._last is None:
            return
        contact, words = self._last
        dialog = ReasonDialog(
            self.window(), self._desk.look, "Take it back?", words, "&Take it back"
        )
        dialog.reason.setText("Recorded by mistake")
        if dialog.ask(lambda: take_back(self._desk.session, contact, dialog.reason.text())):
            self._last = None
            self._desk.messages.tell("good", f"Taken back. {words}.")
            self._fit()
            self.changed.emit()
            self.refresh()

    def _person(self) -> QWidget:
        look = self._desk.look
        self.name = Words("", "title", wrap=True)
        self.about = Words("", "secondary", wrap=True)
        self.phones = Words("", "strong", wrap=True)
        self.history = Words("", "secondary", wrap=True)
        self.back = Button(look, "Take &back the last", self.take_back_last, kind="small")
        who = Card()
        for part in (self.name, self.about, self.phones, self.history):
            who.add(part)
        what = Card("What came of it", actions=(self.back,))
        what.add(self.form)
        side = QWidget()
        column = down(who, what, gap=12)
        column.setStretch(1, 1)
        side.setLayout(column)
        return side

    def _load(self, rows: tuple[NextStep, ...]) -> None:
        current = self.table.current_row()
        self.model.load(rows)
        due = sum(row.what != NO_ANSWER_YET for row in rows)
        self.card.note.setText(f"{due:,} due, {len(rows) - due:,} without an answer")
        place = None if current is None else self.model.place_of(_identity(current))
        if self._asked_for is not None:
            self._mark(self._asked_for)
        elif rows and (self.patient is None or current is not None):
            self.table.go_to(min(place or 0, len(rows) - 1))
        self._fit()

    def _after(self, patient: int) -> None:
        """Go on with the row below the one that is done."""
        self._asked_for = None
        rows = self.model.shown_rows()
        place = next((n for n, row in enumerate(rows) if row.patient.id == patient), None)
        self.form.clear()
        self.model.load([row for row in rows if row.patient.id != patient])
        left = self.model.rowCount()
        if left and place is not None:
            self.table.go_to(min(place, left - 1))
            self.table.setFocus()
        else:
            self._show_person(None, None)
            self.scan.setFocus()
        self._fit()
        self.changed.emit()

    def _pressed(self, key: str) -> None:
        if self.patient is not None and not self.form.press(key):
            self._desk.messages.tell("warning", f"No outcome has the key {key.upper()}.")

    def _mark(self, patient: int) -> None:
        """Put the list on somebody's row, if they have one."""
        rows = self.model.shown_rows()
        place = next((n for n, row in enumerate(rows) if row.patient.id == patient), None)
        if place is not None:
            self.table.go_to(place)

    def _chosen(self, row: NextStep | None) -> None:
        if row is not None:
            if row.patient.id != self._asked_for:
                self._asked_for = None
            self._show_person(row.patient, row.invitation)

    def _show_person(self, person: PatientRow | None, invitation: str | None) -> None:
        self.patient, self._invitation = person, invitation
        if person is None:
            self.name.setText("Nobody chosen")
            for words in (self.about, self.phones, self.history):
                words.setText("")
            self.about.setText("Scan the code of a letter or a reply slip, or find a patient.")
            self._fit()
            return
        born = person.date_of_birth
        self.name.setText(_name(person))
        parts = (f"born {show_date(born)}" if born else "", person.village)
        self.about.setText(" · ".join(part for part in parts if part))
        phones = [phone for phone in (person.mobile_phone, person.home_phone) if phone]
        self.phones.setText("  or  ".join(phones) or "No phone number")
        self.history.setText(
            "\n".join(map(_line, contacts(self._desk.session, person.id)[:_SHOWN_CONTACTS]))
        )
        self._fit()

    def _fit(self) -> None:
        self.form.setEnabled(self.patient is not None)
        self.back.setEnabled(self._last is not None)


def _line(entry: ContactEntry) -> str:
    until = f", {show_date(entry.until)}" if entry.until else ""
    back = " (taken back)" if entry.taken_back else ""
    note = f": {entry.note}" if entry.note else ""
    return f"{show_date(entry.on)}  {entry.label}{until}{note}{back}"


def _columns(today: date) -> list[Column[NextStep]]:
    def due(step: NextStep) -> Cell:
        late = step.due < today and step.what != NO_ANSWER_YET
        return Cell(show_date(step.due), Kind.WARNING if late else Kind.TEXT)

    return [
        Column("name", "Patient", _named, lambda s: s.patient.family_name.casefold(), 180,
               optional=False),
        Column("what", "To do", _what, lambda s: s.what, 140, stretch=True),
        Column("due", "Due since", due, lambda s: s.due, 104),
        Column("because", "Because", _because, lambda s: s.because, 216),
    ]  # fmt: skip


def _named(step: NextStep) -> Cell:
    return Cell(f"{step.patient.family_name}, {step.patient.given_name}", Kind.STRONG)


def _what(step: NextStep) -> Cell:
    if step.what == NO_ANSWER_YET:
        return Cell(step.what, Kind.SECONDARY)
    return Cell(step.what, tip=f"{step.what} ({step.who})")


def _because(step: NextStep) -> Cell:
    told = f"{step.because}, {show_date(step.because_on)}"
    return Cell(step.because, tip=f"{told}: {step.note}" if step.note else told)


def _identity(step: NextStep) -> tuple[int, str]:
    return step.patient.id, step.topic


def _name(person: PatientRow) -> str:
    return " ".join(part for part in (person.title, person.given_name, person.family_name) if part)

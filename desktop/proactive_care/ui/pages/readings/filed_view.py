"""What was filed for a patient: look at it, copy it, correct it, withdraw it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.triage import read_symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    Keyed,
    Origin,
    ReadingPatient,
    Regrouped,
    SessionDetail,
    SessionSummary,
    diary_of,
    letter_of_session,
    letter_was_printed,
    open_patient,
    question_sets,
    session_detail,
    sessions_of,
    summary_text,
    withdraw_session,
)
from proactive_care.ui.pages.readings.band_tag import TIER_OF, band_words
from proactive_care.ui.pages.readings.correction_dialog import CanCorrect, correction_for
from proactive_care.ui.pages.readings.diary import DiaryEntry, Task
from proactive_care.ui.pages.readings.diary.form import fits
from proactive_care.ui.pages.readings.diary.top import describe
from proactive_care.ui.pages.readings.finding import choose_patient
from proactive_care.ui.pages.readings.outcome_dialogs import ReasonDialog
from proactive_care.ui.pages.readings.results import filed_words, regrouped_words
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Button, Card, Words, across, capitalised, down
from proactive_care.ui.work import EmptyPage

_KINDS = {"bp diary": "Blood pressure diary", "bp clinic": "Blood pressure, clinic"}


class FiledView(QWidget):
    """``changed``: something was corrected or withdrawn."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.patient: ReadingPatient | None = None
        self.model: TableModel[SessionSummary] = TableModel(
            _columns(desk.full_name), identity=lambda row: row.id, words=lambda row: row.kind
        )
        self.table = Table(look, self.model, "Filed readings", row_height=44)
        self.table.current_changed.connect(lambda _row: self._fit())
        self.choose = Button(look, "Choose &patient", self.choose_patient, icon="search")
        self.correct = Button(look, "Correc&t", self.correct_current)
        self.withdraw = Button(look, "&Withdraw", self.withdraw_current)
        self.copy = Button(look, "&Copy summary", self.copy_current, icon="copy")
        self.about = Words("", "secondary", wrap=True)
        self.card = Card("Filed readings", actions=(self.choose,), padded=False)
        self.card.add(self.table, 1)
        bar = across(self.about, self.copy, self.withdraw, self.correct, gap=8)
        bar.setStretch(0, 1)
        full = QWidget()
        column = down(self.card, bar, gap=8, margins=(16, 12, 16, 12))
        column.setStretch(0, 1)
        full.setLayout(column)
        self.empty = EmptyPage(
            look,
            "search",
            "Choose a patient",
            "Everything that was filed for them is listed here. A wrong figure is corrected, and "
            "readings of the wrong patient are withdrawn; the original always stays.",
            "Choose &patient",
            self.choose_patient,
        )
        self.entry = DiaryEntry(desk)
        self.entry.filed.connect(self._corrected)
        self.entry.left.connect(self.refresh)
        self._stack = QStackedWidget()
        for part in (full, self.empty, self.entry):
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(self.empty)
        self.setLayout(down(self._stack, gap=0))

    def refresh(self) -> None:
        """Load the patient's sessions again."""
        if self.entry.task is not None:
            return
        if self.patient is None:
            self._stack.setCurrentWidget(self.empty)
            return
        rows = sessions_of(self._desk.session, self.patient.id, with_withdrawn=True)
        self.model.load(rows)
        self.card.heading.setText(f"Filed readings of {self.patient.name}")
        self.card.note.setText(describe(self.patient, self._desk.session.today()))
        self._stack.setCurrentIndex(0)
        if rows:
            self.table.go_to(0)
        self._fit()

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.empty.button if self.patient is None else self.table

    def choose_patient(self) -> None:
        """Ask whose readings are looked at."""
        chosen = choose_patient(
            self.window(), self._desk.look, self._desk.session, "Whose readings?"
        )
        if chosen is not None:
            self.open_patient(chosen)

    def open_patient(self, patient_id: int) -> None:
        """Show what was filed for a patient."""

        def opened() -> None:
            self.patient = open_patient(self._desk.session, patient_id)
            self.refresh()

        self._desk.attempt(opened)
        self.table.setFocus()

    def correct_current(self) -> None:
        """Key the current readings again, from the original."""
        row = self.table.current_row()
        if row is None or self.patient is None:
            return
        detail = session_detail(self._desk.session, row.id)
        patient = self.patient
        make = correction_for(row.kind)
        if make is not None:
            self._correct_in(make, patient, detail)
            return
        dialog = ReasonDialog(
            self.window(),
            self._desk.look,
            "Correct these readings",
            "The original stays, with your reason.",
            "&Correct",
        )

        def begin() -> None:
            reason = dialog.reason.text().strip()
            self.entry.open(
                Task(
                    patient,
                    Origin(Channel.PAPER),
                    corrects=row.id,
                    reason=reason,
                    start=detail.diary,
                    symptoms=read_symptoms(detail.symptoms),
                )
            )

        if dialog.ask(begin):
            self._stack.setCurrentWidget(self.entry)
            self.entry.start()

    def _correct_in(self, make: CanCorrect, patient: ReadingPatient, detail: SessionDetail) -> None:
        dialog = make(self.window(), self._desk.look, self._desk.session, patient, detail)
        dialog.exec()
        dialog.deleteLater()
        if dialog.filed is not None:
            self.refresh()
            self._desk.messages.tell("good", *filed_words(patient.name, dialog.filed))
            self.changed.emit()

    def withdraw_current(self) -> None:
        """Withdraw the current session: it was the wrong patient's, say."""
        row = self.table.current_row()
        if row is None:
            return
        dialog = ReasonDialog(
            self.window(),
            self._desk.look,
            "Withdraw these readings?",
            "They stay in the file but count nowhere any more. An open red alert stays until a "
            "clinician has seen that it was withdrawn.",
            "&Withdraw",
        )
        session = self._desk.session
        sent = letter_was_printed(session, row.id)
        regrouped: list[Regrouped] = []
        if dialog.ask(
            lambda: regrouped.append(withdraw_session(session, row.id, dialog.reason.text()))
        ):
            self.refresh()
            moved = " ".join(regrouped_words(regrouped[0]))
            if sent:
                self._desk.messages.tell(
                    "warning",
                    "Withdrawn, but a letter about these readings was printed.",
                    f"Take it out of the post, or phone the patient. {moved}".strip(),
                )
            else:
                self._desk.messages.tell(
                    "good",
                    "Withdrawn: these readings count nowhere any more.",
                    f"They stay in the file. {moved}".strip(),
                )
            self.changed.emit()

    def copy_current(self) -> None:
        """Copy the current session for pasting into the clinical system."""
        row = self.table.current_row()
        if row is not None:
            QGuiApplication.clipboard().setText(summary_text(self._desk.session, row.id))
            self._desk.messages.tell("good", "The summary is on the clipboard.")

    def _corrected(self, keyed: Keyed) -> None:
        assert keyed.filed is not None
        assert self.patient is not None
        self.refresh()
        self._desk.messages.tell("good", *filed_words(self.patient.name, keyed.filed))
        self.changed.emit()

    def _fit(self) -> None:
        row = self.table.current_row()
        for button in (self.copy, self.withdraw):
            button.setEnabled(row is not None)
        self.withdraw.setEnabled(row is not None and row.counts)
        can = row is not None and row.counts
        if row is not None and row.kind == "bp diary":
            can = can and fits(diary_of(self._desk.session, row.id))
        elif row is not None:
            can = can and correction_for(row.kind) is not None
        self.correct.setEnabled(can)
        self.correct.setToolTip("" if can else "Withdraw it, and file it again")
        words = "" if row is None else letter_of_session(self._desk.session, row.id)
        about = (row.ended if row else "", words)
        self.about.setText(capitalised("; ".join(part for part in about if part)))


def _columns(named: Callable[[str], str]) -> list[Column[SessionSummary]]:
    return [
        Column("day", "Taken", _day, lambda r: r.last_day, 130, optional=False),
        Column("kind", "What", _kind, width=220, stretch=True),
        Column("reading", "Reading", _reading, width=120),
        Column("band", "Band", _band, width=120),
        Column("from", "From", _from, width=170),
        Column("entered", "Entered", lambda r: _entered(r, named), lambda r: r.entered_at, 170),
    ]


def _day(row: SessionSummary) -> Cell:
    first = "" if row.first_day == row.last_day else f"from {show_date(row.first_day)}"
    return Cell(show_date(row.last_day), Kind.STRONG, second=first)


def _kind(row: SessionSummary) -> Cell:
    form = question_sets().get(row.kind)
    title = form.title if form is not None else _KINDS.get(row.kind, row.kind.capitalize())
    if not row.counts:
        return Cell(title, Kind.SECONDARY, second=row.ended, tip=row.ended)
    return Cell(title, second=row.status if row.status != "recorded" else "")


def _reading(row: SessionSummary) -> Cell:
    if row.systolic is None:
        return dash("No pressure")
    return Cell(row.reading, Kind.STRONG if row.counts else Kind.SECONDARY, second="mmHg")


def _band(row: SessionSummary) -> Cell:
    if row.band is None:
        return dash("Only pressures are banded")
    return Cell(band_words(row.band), Kind.TAG, TIER_OF[row.band], band=row.band)


def _from(row: SessionSummary) -> Cell:
    return Cell(row.channel.value.capitalize(), second=row.taken_by, tip=row.taken_by)


def _entered(row: SessionSummary, named: Callable[[str], str]) -> Cell:
    at = row.entered_at.astimezone()
    return Cell(named(row.entered_by), second=f"{show_date(at.date())}, {at:%H:%M}")

"""Everything that waits for a clinician, most severe first, until one closes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.readings import (
    Waiting,
    close_alert,
    close_task,
    open_alerts,
    open_tasks,
    outcome_words,
    summary_text,
)
from proactive_care.ui.pages.readings.band_tag import TIER_OF, band_words
from proactive_care.ui.pages.readings.diary.side import long_day
from proactive_care.ui.pages.readings.list_panel import ListPanel
from proactive_care.ui.pages.readings.outcome_dialogs import OutcomeDialog
from proactive_care.ui.pages.readings.waiting_words import told_words
from proactive_care.ui.shell import Desk, OpenPatient, Place
from proactive_care.ui.tables import Cell, Column, Kind, dash
from proactive_care.ui.widgets import Button
from proactive_care.ui.work import EmptyPage


class AlertsView(ListPanel[Waiting]):
    """``changed``: an alert or a task was closed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        super().__init__(
            look,
            "Readings awaiting a clinician",
            "Readings awaiting a clinician",
            _columns(desk.session.now, desk.full_name),
            identity=lambda row: row.id,
            words=lambda row: row.name,
        )
        self._desk = desk
        self.table.opened.connect(lambda _row: self.record_outcome())
        self.outcome = Button(look, "&Record outcome", self.record_outcome, kind="primary")
        self.patient = Button(look, "&Open patient", self.open_patient)
        self.copy = Button(look, "&Copy summary", self.copy_summary, icon="copy")
        empty = EmptyPage(
            look,
            "done",
            "Nothing waits for a clinician",
            "Red readings stay here until a clinician records what was done; amber and low ones "
            "with who should look, and by when.",
        )
        self.arrange(empty, (self.copy, self.patient, self.outcome))

    def refresh(self) -> None:
        """Load what is open."""
        session = self._desk.session
        rows = (*open_alerts(session), *open_tasks(session))
        acute = sum(row.is_alert for row in rows)
        self.load(rows, f"{acute} red or emergency, {len(rows) - acute} other")

    def record_outcome(self) -> None:
        """Ask what was done about the current line, and close it."""
        row = self.table.current_row()
        if row is None:
            return
        close = close_alert if row.is_alert else close_task
        dialog = OutcomeDialog(
            self.window(),
            self._desk.look,
            f"What was done for {row.name}?",
            f"{band_words(row.band)}: {row.reading}, {row.about}. {'; '.join(row.reasons)}",
            outcome_words("alert" if row.is_alert else "task"),
        )
        if dialog.ask(lambda: close(self._desk.session, row.id, *dialog.words)):
            self.refresh()
            self.changed.emit()

    def open_patient(self) -> None:
        """Go to the patient's page."""
        row = self.table.current_row()
        if row is not None:
            among = tuple(dict.fromkeys(each.patient_id for each in self.model.shown_rows()))
            self._desk.go(Place("patients", OpenPatient(row.patient_id, among, "the alerts")))

    def copy_summary(self) -> None:
        """Copy the session for pasting into the clinical system."""
        row = self.table.current_row()
        if row is not None and row.session_id is not None:
            text = summary_text(self._desk.session, row.session_id)
            QGuiApplication.clipboard().setText(text)
            self._desk.messages.tell("good", "The summary is on the clipboard.")

    def fit(self) -> None:
        """Make the buttons fit who may do what with the current line."""
        row = self.table.current_row()
        clinical = row is not None and (row.is_alert or row.what == "review")
        needed = Permission.CLOSE_ALERTS if clinical else Permission.RECORD_CONTACTS
        self.outcome.setEnabled(row is not None and self._desk.session.may(needed))
        self.outcome.setToolTip("" if self.outcome.isEnabled() else "A clinician records this")
        self.patient.setEnabled(row is not None)
        self.copy.setEnabled(row is not None and row.session_id is not None)
        words = [] if row is None else [*row.reasons, *([row.remark] if row.remark else [])]
        self.about.setText("; ".join(words))


def _columns(now: Callable[[], datetime], named: Callable[[str], str]) -> list[Column[Waiting]]:
    return [
        Column("band", "Band", _band, width=120, optional=False),
        Column("patient", "Patient", _patient, lambda r: r.name.casefold(), 280),
        Column("reading", "Reading, mmHg", _reading, width=170),
        Column("from", "From", lambda r: _from(r, named), lambda r: r.entered_at, 180),
        Column(
            "told", "Told, or due", lambda r: _told(r, now()), lambda r: r.due, 240, stretch=True
        ),
    ]


def _band(row: Waiting) -> Cell:
    return Cell(band_words(row.band), Kind.TAG, TIER_OF[row.band], band=row.band)


def _patient(row: Waiting) -> Cell:
    age = "" if row.age is None else str(row.age)
    second = " · ".join(part for part in (age, row.village, row.phone) if part)
    return Cell(row.name, Kind.STRONG, second=second)


def _reading(row: Waiting) -> Cell:
    return Cell(row.reading, Kind.STRONG, second=row.about)


def _from(row: Waiting, named: Callable[[str], str]) -> Cell:
    entered = row.entered_at.astimezone()
    return Cell(
        f"{row.channel.capitalize()}, {named(row.entered_by)}",
        second=f"{show_date(entered.date())}, {entered:%H:%M}",
    )


def _told(row: Waiting, now: datetime) -> Cell:
    if row.is_alert and row.told_at is not None:
        told = told_words(row, now)
        return Cell(told, Kind.DANGER, second=row.remark or "no outcome yet")
    what = row.who.capitalize() if row.what == "review" else row.what.capitalize()
    if row.due is None:
        return Cell(what or dash("").text, second="no date")
    late = row.is_overdue(now.astimezone().date())
    second = f"overdue since {long_day(row.due)}" if late else f"by {long_day(row.due)}"
    return Cell(what, Kind.WARNING if late else Kind.STRONG, second=second)

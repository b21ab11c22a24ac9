"""Monitors on loan: who has which, until when, and what it needs before the next loan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.readings import (
    CUFFS,
    Monitor,
    add_monitor,
    give_monitor,
    lend_monitor,
    monitors,
    note_monitor,
    receipt_by_letter,
    remind_by_letter,
    remind_overdue,
)
from proactive_care.ui.pages.readings.day_field import DayField
from proactive_care.ui.pages.readings.finding import choose_patient
from proactive_care.ui.pages.readings.list_panel import ListPanel
from proactive_care.ui.pages.readings.outcome_dialogs import ActingDialog
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, capitalised
from proactive_care.ui.work import EmptyPage

_LOAN_DAYS = 14
_NOTES = {
    "in": ("cleaned", "calibrated", "lost", "retired"),
    "lent": ("returned", "reminded", "lost"),
    "given": ("returned",),
    "lost": ("found",),
    "retired": (),
}


class MonitorsView(ListPanel[Monitor]):
    """The register. ``changed``: a letter waits to be printed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        super().__init__(
            look,
            "Monitors",
            "Blood pressure monitors",
            _columns(desk.session.today()),
            identity=lambda row: row.asset,
            words=lambda row: f"{row.asset} {row.name}",
        )
        self._desk = desk
        self.add = Button(look, "&Add a monitor", self.add_monitor, icon="plus")
        self.remind_all = Button(look, "Remind all &overdue", self.remind_all_overdue)
        self.lend = Button(look, "&Lend", self.lend_current, kind="primary")
        self.give = Button(look, "&Give for good", self.give_current)
        self.letter = Button(look, "Reminder l&etter", self.remind_current, icon="print")
        self.receipt = Button(look, "R&eceipt letter", self.receipt_current, icon="print")
        self.notes = {
            what: Button(look, f"{what.capitalize()}", self._noting(what))
            for what in (
                "returned",
                "cleaned",
                "reminded",
                "calibrated",
                "lost",
                "found",
                "retired",
            )
        }
        empty = EmptyPage(
            look,
            "readings",
            "No monitors yet",
            "Enter the monitors that the practice lends, by the number on their label. Then it is "
            "always known who has which.",
            "&Add a monitor",
            self.add_monitor,
        )
        buttons = (*self.notes.values(), self.letter, self.receipt, self.give, self.lend)
        self.arrange(empty, buttons, actions=(self.remind_all, self.add), many=True)

    def refresh(self) -> None:
        """Load the register."""
        rows = monitors(self._desk.session)
        today = self._desk.session.today()
        out = sum(row.state == "lent" for row in rows)
        late = sum(row.is_overdue(today) for row in rows)
        self.load(rows, f"{len(rows)} in the register, {out} lent, {late} overdue")
        self.remind_all.setEnabled(late > 0)

    def add_monitor(self) -> None:
        """Enter a monitor."""
        dialog = _MonitorDialog(self.window(), self._desk.look, self._desk.session.today())
        if dialog.ask(
            lambda: add_monitor(
                self._desk.session,
                dialog.asset.text(),
                dialog.model.text(),
                str(dialog.cuff.currentData()),
                validated=dialog.validated.text(),
                calibration_due=dialog.day.day(),
            )
        ):
            self.refresh()

    def lend_current(self) -> None:
        """Lend the current monitor."""
        row = self.table.current_row()
        if row is None:
            return
        chosen = choose_patient(
            self.window(), self._desk.look, self._desk.session, "Who borrows it?"
        )
        if chosen is None:
            return
        dialog = _DayDialog(
            self.window(),
            self._desk.look,
            f"Lend {row.asset}",
            "Due back on",
            self._desk.session.today() + timedelta(_LOAN_DAYS),
            "&Lend",
        )
        session = self._desk.session
        if dialog.ask(lambda: lend_monitor(session, row.asset, chosen, dialog.day.day())):
            self.refresh()
            self._desk.messages.tell("good", "The loan agreement waits under Letters.")
            self.changed.emit()

    def give_current(self) -> None:
        """Give the current monitor to a patient for good."""
        row = self.table.current_row()
        if row is None:
            return
        session = self._desk.session
        chosen = choose_patient(self.window(), self._desk.look, session, "Who gets it for good?")
        if chosen is not None:
            self._desk.attempt(lambda: give_monitor(session, row.asset, chosen))
            self.refresh()

    def remind_current(self) -> None:
        """Let a reminder to the borrower of the current monitor wait to be printed."""
        row = self.table.current_row()
        if row is not None:
            session = self._desk.session
            self._queue(lambda: remind_by_letter(session, row.asset), "The reminder")

    def receipt_current(self) -> None:
        """Let a receipt for the last return of the current monitor wait to be printed."""
        row = self.table.current_row()
        if row is not None:
            session = self._desk.session
            self._queue(lambda: receipt_by_letter(session, row.asset), "The receipt")

    def remind_all_overdue(self) -> None:
        """Let a reminder wait for every overdue loan that has none yet."""
        queued = remind_overdue(self._desk.session)
        words = "1 reminder waits" if queued == 1 else f"{queued} reminders wait"
        self._desk.messages.tell("good", f"{words} under Letters to be printed.")
        self.changed.emit()

    def _queue(self, act: Callable[[], object], what: str) -> None:
        if self._desk.attempt(act):
            self._desk.messages.tell("good", f"{what} waits under Letters to be printed.")
            self.changed.emit()

    def _noting(self, what: str) -> Callable[[], None]:
        return lambda: self.note_current(what)

    def note_current(self, what: str) -> None:
        """Write down that something happened to the current monitor."""
        row = self.table.current_row()
        if row is None:
            return
        session = self._desk.session
        if what != "calibrated":
            self._desk.attempt(lambda: note_monitor(session, row.asset, what))
            self.refresh()
            return
        dialog = _DayDialog(
            self.window(),
            self._desk.look,
            f"{row.asset} was calibrated",
            "Next calibration due on",
            session.today() + timedelta(365),
            "&Record it",
        )
        if dialog.ask(lambda: note_monitor(session, row.asset, what, due=dialog.day.day())):
            self.refresh()

    def fit(self) -> None:
        """Show what can be done with the current monitor."""
        row = self.table.current_row()
        possible = () if row is None or row.owned else _NOTES[row.state]
        for what, button in self.notes.items():
            button.setVisible(what in possible)
        inside = row is not None and row.state == "in"
        self.lend.setVisible(inside)
        self.give.setVisible(inside)
        self.letter.setVisible(row is not None and row.state == "lent")
        self.receipt.setVisible(inside and row is not None and row.needs_cleaning)


class _DayDialog(ActingDialog):
    def __init__(
        self, parent: QWidget, look: Look, heading: str, label: str, start: date, verb: str
    ) -> None:
        super().__init__(parent, look, heading, verb)
        self.day = DayField(label, start)
        self.labelled(label, self.day)
        self.day.setFocus()


class _MonitorDialog(ActingDialog):
    def __init__(self, parent: QWidget, look: Look, today: date) -> None:
        super().__init__(parent, look, "Add a monitor", "&Add it")
        self.day = DayField("Calibration due on", today + timedelta(365))
        self.asset, self.model, self.validated = QLineEdit(), QLineEdit(), QLineEdit()
        self.cuff = QComboBox()
        for cuff in CUFFS:
            self.cuff.addItem(capitalised(cuff), cuff)
        self.cuff.setCurrentIndex(self.cuff.findData("medium"))
        self.validated.setPlaceholderText("For example BIHS or STRIDE BP; empty if not known")
        self.labelled("Number on its label", self.asset)
        self.labelled("Make and model", self.model)
        self.labelled("Cuff", self.cuff)
        self.labelled("Validated by", self.validated)
        self.labelled("Calibration due on", self.day)
        self.asset.setFocus()


def _columns(today: date) -> list[Column[Monitor]]:
    return [
        Column("asset", "Monitor", _asset, lambda r: r.asset, 180, optional=False),
        Column("state", "Where", lambda r: _where(r, today), lambda r: r.state, 240, stretch=True),
        Column("cuff", "Cuff", lambda r: Cell(capitalised(r.cuff)), lambda r: r.cuff, 110),
        Column("valid", "Validated", _validated, lambda r: r.validated or None, 120),
        Column("calibration", "Calibration due", lambda r: _calibration(r, today), width=140),
    ]


def _asset(row: Monitor) -> Cell:
    return Cell(row.asset, Kind.STRONG, second=row.model)


def _where(row: Monitor, today: date) -> Cell:
    if row.owned:
        return Cell(f"{row.name}'s own")
    if row.state == "in":
        return Cell("In the practice", second="to be cleaned" if row.needs_cleaning else "ready")
    if row.state != "lent" or row.due is None:
        return Cell(f"{row.state.capitalize()} {row.name}".strip())
    late = row.is_overdue(today)
    reminded = "" if row.reminded_on is None else f", reminded {show_date(row.reminded_on)}"
    second = f"{'overdue since' if late else 'due back'} {show_date(row.due)}{reminded}"
    return Cell(f"Lent to {row.name}", Kind.WARNING if late else Kind.STRONG, second=second)


def _validated(row: Monitor) -> Cell:
    return Cell(row.validated) if row.validated else dash("Not known to be on a validated list")


def _calibration(row: Monitor, today: date) -> Cell:
    if row.calibration_due is None:
        return dash("No calibration date")
    late = row.calibration_due < today
    return Cell(show_date(row.calibration_due), Kind.WARNING if late else Kind.TEXT)

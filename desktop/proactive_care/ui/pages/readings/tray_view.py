"""Keying the paper tray."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.domain.identifiers import clean_form_code
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    Draft,
    FormKind,
    FormOutcome,
    Keyed,
    Origin,
    ReadingPatient,
    Route,
    TrayLine,
    agreed,
    finish_form,
    finished_today,
    kind_of_form,
    match_form,
    next_form,
    open_drafts,
    open_patient,
    patient_of_form,
    receive_forms,
    to_settle,
    waiting_forms,
)
from proactive_care.ui.pages.readings.diary import DiaryEntry, Task
from proactive_care.ui.pages.readings.finding import choose_patient
from proactive_care.ui.pages.readings.outcome_dialogs import ReceiveDialog, UnkeyedDialog
from proactive_care.ui.pages.readings.peak_flow_dialog import PeakFlowDialog
from proactive_care.ui.pages.readings.results import filed_words
from proactive_care.ui.pages.readings.tray_panel import TrayPanel
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import across
from proactive_care.ui.work import EmptyPage


class TrayView(QWidget):
    """The tray at the left, the form that is keyed beside it. ``changed``: something was filed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._task: Task | None = None
        self.panel = TrayPanel(
            look,
            receive=self.receive,
            put_aside=self.put_aside,
            other=self.without_form,
            half=self.go_on_with_draft,
        )
        self.panel.chosen.connect(self.open_line)
        self.panel.scanned.connect(self.scan)
        self.entry = DiaryEntry(desk)
        self.entry.filed.connect(self._filed)
        self.entry.left.connect(self._close)
        self.entry.wrong_patient.connect(self.not_this_patient)
        self.empty = EmptyPage(
            look,
            "file",
            "The tray is empty",
            "Diaries and slips that came in on paper wait here, oldest first, until each is keyed.",
            "&Receive forms",
            self.begin,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.entry)
        look.changed.connect(self._fit)
        row = across(self.panel, self._stack, gap=0)
        row.setStretch(1, 1)
        self.setLayout(row)

    def refresh(self) -> None:
        """Load the tray again; what is being keyed stays."""
        session = self._desk.session
        lines = waiting_forms(session)
        current = "" if self._task is None or self._task.form is None else self._task.form.form_id
        self.panel.show_lines(lines, finished_today(session), current)
        self.panel.show_half_typed(len(self._loose_drafts()))
        self._fit()
        if self._task is None:
            if lines:
                self.empty.say(
                    "1 form waits" if len(lines) == 1 else f"{len(lines)} forms wait",
                    "Choose one at the left, scan its code, or begin with the oldest.",
                )
                self.empty.button.rename("Key the &oldest")
            else:
                self.empty.say(
                    "The tray is empty",
                    "Diaries and slips that came in on paper wait here, oldest first, until each "
                    "is keyed.",
                )
                self.empty.button.rename("&Receive forms")

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.panel.code if self._task is None else self.entry.grid.rows[0].cells[0]

    def begin(self) -> None:
        """Key the oldest form; in an empty tray, receive some."""
        if self.panel.list.count():
            self.key_next()
        else:
            self.receive()

    def key_next(self) -> None:
        """Open the oldest form that this person can key."""
        line = next_form(self._desk.session)
        if line is not None:
            self.open_line(line)
        elif self.panel.list.count():
            self._desk.messages.tell(
                "info", "What waits was keyed by you.", "Somebody else must key it a second time."
            )

    def scan(self, code: str) -> None:
        """Open the form with a code: from the tray, or straight away."""
        session = self._desk.session
        clean = clean_form_code(code)
        for line in waiting_forms(session):
            if line.form_code is not None and line.form_code == clean:
                self.panel.code.clear()
                self.open_line(line)
                return

        def straight() -> None:
            patient = open_patient(session, patient_of_form(session, code))
            self.panel.code.clear()
            if kind_of_form(session, code) is FormKind.PEAK_FLOW_DIARY:
                self._key_peak_flows(patient, Origin(Channel.PAPER, form_code=clean))
                return
            self._open(Task(patient, Origin(Channel.PAPER, form_code=clean)))

        self._desk.attempt(straight)

    def without_form(self) -> None:
        """Key a diary that has no form in the tray."""
        chosen = choose_patient(
            self.window(), self._desk.look, self._desk.session, "Whose diary is it?"
        )
        if chosen is not None:
            self._desk.attempt(
                lambda: self._open(
                    Task(open_patient(self._desk.session, chosen), Origin(Channel.PAPER))
                )
            )

    def go_on_with_draft(self) -> None:
        """Go on with the oldest half-typed diary that is not in the tray."""
        drafts = self._loose_drafts()
        if not drafts:
            return
        oldest = drafts[-1]
        if self._task is not None:
            self.entry.put_away()
        session = self._desk.session
        self._desk.attempt(
            lambda: self._open(
                Task(open_patient(session, oldest.patient_id), Origin(oldest.channel))
            )
        )

    def _loose_drafts(self) -> list[Draft]:
        """Those that belong to no form of the tray, newest first."""
        drafts = open_drafts(self._desk.session)
        return [draft for draft in drafts if draft.tray_form is None and draft.readings]

    def open_line(self, line: TrayLine) -> None:
        """Begin with a form of the tray."""
        if self._task is not None and self._task.form == line:
            self.entry.start()
            return
        if self._task is not None:
            self.entry.put_away()
        if line.kind is FormKind.REPLY_SLIP:
            self._finish(line, may_be_done=True)
            return
        if line.patient_id is None and not self._match(line, "Whose form is it?"):
            return
        self._desk.attempt(lambda: self._begin(line.form_id))

    def receive(self) -> None:
        """Count forms in, and begin with the oldest."""
        session = self._desk.session
        dialog = ReceiveDialog(self.window(), self._desk.look, session.today())
        if dialog.ask(
            lambda: receive_forms(
                session,
                FormKind(dialog.kind.currentData()),
                Route(dialog.route.currentData()),
                dialog.count.value(),
                received_on=dialog.day.day(),
                form_codes=dialog.form_codes(),
            )
        ):
            self.refresh()
            self.key_next()

    def put_aside(self) -> None:
        """Take the marked form out of the tray without keying it."""
        line = self.panel.line()
        if line is not None:
            self._finish(line, may_be_done=line.kind is FormKind.REPLY_SLIP)

    def not_this_patient(self) -> None:
        """The form is somebody else's: choose whose, and go on with what was typed thrown away."""
        task = self._task
        if task is None:
            return
        if task.form is None:
            self.entry.put_away()
            self.without_form()
            return
        if self._match(task.form, "Whose form is it really?"):
            self.entry.start_again()
            self._task = None
            self._desk.attempt(lambda: self._begin(task.form.form_id if task.form else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """With little room the tray gives way to the form that is keyed."""
        room = self.width() >= self._desk.look.pixels(228 + 740)
        self.panel.setVisible(room or self._task is None)

    # Inside -----------------------------------------------------------------------------------

    def _begin(self, form_id: str) -> None:
        session = self._desk.session
        line = next(line for line in waiting_forms(session) if line.form_id == form_id)
        assert line.patient_id is not None
        patient = open_patient(session, line.patient_id)
        origin = Origin(Channel.PAPER, form_code=line.form_code, tray_form=form_id)
        if line.kind is FormKind.PEAK_FLOW_DIARY:
            self._key_peak_flows(patient, origin)
            return
        mismatches = to_settle(session, form_id)
        start, symptoms = agreed(session, form_id)
        self._open(Task(patient, origin, line, settle=mismatches, start=start, symptoms=symptoms))

    def _key_peak_flows(self, patient: ReadingPatient, origin: Origin) -> None:
        session, look = self._desk.session, self._desk.look
        dialog = PeakFlowDialog(self.window(), look, session, patient, origin)
        if dialog.exec() and dialog.filed is not None:
            self._desk.messages.tell("good", *filed_words(patient.name, dialog.filed))
            self.changed.emit()
        dialog.deleteLater()
        self.refresh()

    def _open(self, task: Task) -> None:
        self._task = task
        self._stack.setCurrentWidget(self.entry)
        self.entry.open(task)
        self.refresh()
        self.entry.start()

    def _match(self, line: TrayLine, heading: str) -> bool:
        chosen = choose_patient(self.window(), self._desk.look, self._desk.session, heading)
        if chosen is None:
            return False
        return self._desk.attempt(lambda: match_form(self._desk.session, line.form_id, chosen))

    def _finish(self, line: TrayLine, *, may_be_done: bool) -> None:
        dialog = UnkeyedDialog(self.window(), self._desk.look, line.name, may_be_done=may_be_done)
        session = self._desk.session
        if dialog.ask(
            lambda: finish_form(
                session,
                line.form_id,
                FormOutcome(dialog.outcome.currentData()),
                dialog.note.text(),
            )
        ):
            if self._task is not None and self._task.form == line:
                self.entry.put_away()
            self.refresh()

    def _filed(self, keyed: Keyed) -> None:
        task, self._task = self._task, None
        assert task is not None
        messages = self._desk.messages
        if keyed.mismatches and task.form is not None:
            form_id = task.form.form_id
            self._desk.attempt(lambda: self._begin(form_id))
            return
        if keyed.filed is not None:
            messages.tell("good", *filed_words(task.patient.name, keyed.filed))
        else:
            messages.tell(
                "info", f"Keyed once for {task.patient.name}.", "It waits for a second person."
            )
        self._next(None if task.form is None else task.form.form_id)
        self.changed.emit()

    def _next(self, after: str | None) -> None:
        line = None if after is None else next_form(self._desk.session, after)
        ready = line is not None and line.patient_id is not None
        if line is not None and ready and line.kind is FormKind.BP_DIARY:
            self._desk.attempt(lambda: self._begin(line.form_id))
        else:
            self._close()

    def _close(self) -> None:
        self._task = None
        self._stack.setCurrentWidget(self.empty)
        self.refresh()
        self.panel.code.setFocus()

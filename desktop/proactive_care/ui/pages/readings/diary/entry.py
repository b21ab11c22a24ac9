"""Keying one diary from the first digit to the filing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from proactive_care.domain.errors import KnownError
from proactive_care.domain.triage import Band, Symptoms, Triage
from proactive_care.readings import (
    Acknowledgement,
    DiaryCheck,
    Keyed,
    MustTellClinician,
    check_for,
    discard_draft,
    follow_ups,
    load_bands,
    new_draft_id,
    open_drafts,
    people_to_tell,
    save_draft,
    telling_hint,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog
from proactive_care.ui.pages.readings.band_tag import BandTag
from proactive_care.ui.pages.readings.carer_dialog import CarerDialog
from proactive_care.ui.pages.readings.diary.form import fits
from proactive_care.ui.pages.readings.diary.grid import DiaryGrid
from proactive_care.ui.pages.readings.diary.hints import Hints
from proactive_care.ui.pages.readings.diary.side import DiarySide
from proactive_care.ui.pages.readings.diary.symptoms import SymptomsCard
from proactive_care.ui.pages.readings.diary.task import Task
from proactive_care.ui.pages.readings.diary.top import TopStrip
from proactive_care.ui.pages.readings.diary.words import mismatch_words
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Words, across, down, scrolling


class DiaryEntry(QWidget):
    """``filed`` is sent with what became of the diary (a Keyed), ``left`` when it is put away
    unfinished, ``wrong_patient`` when the form is somebody else's."""

    filed = Signal(object)
    left = Signal()
    wrong_patient = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.task: Task | None = None
        self._draft = ""
        self.check: DiaryCheck | None = None
        self.top = TopStrip(look, self.wrong_patient.emit, self.ask_who_took)
        self.grid = DiaryGrid(look, desk.session.today())
        self.hints = Hints(look)
        self.symptoms = SymptomsCard(look)
        self.side = DiarySide(look)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note (F2), if something else is written on the form")
        self.note.setAccessibleName("Note")
        self.making = Words("", "secondary", elide=True)
        self.keep = Button(look, "K&eep as draft", self.put_away)
        self.again = Button(look, "Start a&gain", self.start_again)
        self.file_button = Button(look, "&File, open next", self.file, kind="primary")
        self.file_button.setToolTip("Ctrl+Enter")
        self._lay_out()
        self._connect()

    # Showing ----------------------------------------------------------------------------------

    def open(self, task: Task) -> None:
        """Begin to key a diary; what was half typed before is there again."""
        session = self._desk.session
        self.task = task
        self._draft = new_draft_id(session)
        self.note.clear()
        self.note.hide()
        self.hints.say("cell", "")
        self.grid.blockSignals(True)
        restored = self._restore(task)
        self.grid.blockSignals(False)
        self.again.setVisible(restored)
        today = session.today()
        self.top.show_task(task, today)
        home, _ = load_bands(session)
        self.side.show_patient(task.patient, home, task.patient.age_on(today))
        words = "&File, open next" if task.form is not None else "&File"
        self.file_button.rename(f"{words}   Ctrl Enter")
        self.keep.setVisible(not task.corrects)
        self.refresh()
        if restored:
            self._desk.messages.tell(
                "info", "A half-typed diary was kept.", "Go on where it stops, or start again."
            )
        if task.settle:
            self._tell_mismatches(task)

    def start(self) -> None:
        """Give the keyboard to what is keyed first."""
        self.grid.start()

    def refresh(self) -> None:
        """Judge what is keyed, and show it."""
        if self.task is None:
            return
        session = self._desk.session
        self.grid.form.irregular = self.symptoms.irregular.isChecked()
        symptoms = self.symptoms.symptoms()
        self.check = check_for(session, self.task.patient, self.grid.readings(), symptoms)
        todo = follow_ups(self.check.mean.triage, self.check.status.value, session.today())
        self.grid.show_check(self.check)
        self.side.show_check(self.check, todo, session.today())
        mean = self.check.mean
        if mean.counts_for_frameworks and mean.last_day is not None:
            words = f"Home mean {mean.mean}: filing makes one reading of it."
        else:
            words = "Filing keeps the readings; the rules do not use them."
        self.making.setText(words)
        self.foot_tag.show_band(self.check.band)

    # Doing ------------------------------------------------------------------------------------

    def file(self) -> None:
        """File the diary; a red one first asks who was told."""
        if self.task is None or not self._is_ready():
            return
        assert self.check is not None
        if self._needs_telling():
            self._ask_who_was_told()
            return
        try:
            self._filed(self._file(None, self.symptoms.symptoms()))
        except MustTellClinician:  # the other person's keying was milder
            self._ask_who_was_told()
        except KnownError as error:
            self._desk.messages.tell_error(error)

    def put_away(self) -> None:
        """Keep the half-typed diary for later."""
        self._save_draft()
        self.task = None
        self.left.emit()

    def leave(self) -> None:
        """Keep what is half typed, because the window is closing."""
        self._save_draft()

    def ask_who_took(self) -> None:
        """Ask which carer took the readings, and with what permission."""
        if self.task is None:
            return
        dialog = CarerDialog(self.window(), self._desk.look, self.task.origin.carer)
        if dialog.exec():
            self.task = self.task.taken_by(dialog.carer())
            self.top.show_task(self.task, self._desk.session.today())
        dialog.deleteLater()
        self.start()

    def start_again(self) -> None:
        """Throw the half-typed diary away and begin with an empty form."""
        discard_draft(self._desk.session, self._draft)
        self.grid.clear(self._desk.session.today())
        self.symptoms.show_symptoms(Symptoms())
        self.again.hide()
        self.refresh()
        self.start()

    # Inside -----------------------------------------------------------------------------------

    def _restore(self, task: Task) -> bool:
        session = self._desk.session
        self.grid.clear(session.today())
        self.symptoms.show_symptoms(Symptoms())
        if task.corrects or task.settle:
            self.grid.show_diary(task.start)
            self.symptoms.show_symptoms(task.symptoms)
            return False
        wanted = None if task.form is None else task.form.form_id
        for draft in open_drafts(session, task.patient.id):
            own = draft.by == session.user_name
            if draft.tray_form != wanted or (task.is_second_keying and not own):
                continue
            if not draft.readings or not fits(draft.readings):
                continue
            self._draft = draft.id
            self.grid.show_diary(draft.readings)
            self.symptoms.show_symptoms(draft.symptoms)
            return True
        return False

    def _is_ready(self) -> bool:
        """Whether there is nothing left to correct; else the cursor goes there."""
        self.refresh()
        assert self.task is not None
        row = self.grid.form.missing_day
        if row is not None:
            self.grid.go_to_day(row)
            self.hints.say("wrong", f"Which day is row {row + 1}? Type day and month, as 0109.")
            return False
        check = check_for(
            self._desk.session,
            self.task.patient,
            self.grid.finished_readings(),
            self.symptoms.symptoms(),
        )
        if check.problems:
            self.grid.show_check(check)
            first = check.problems[0]
            self.grid.go_to_reading(first.position, first.field)
            kind = "wrong"
            words = first.text
            if first.kind.value in ("confirm", "swapped"):
                kind, words = "offer", f"{first.text} Press Enter if it is so."
            self.hints.say(kind, words)
            return False
        self.check = check
        return True

    def _needs_telling(self) -> bool:
        """A settled red form may have its alert already: then the service asks only if it must."""
        assert self.task is not None
        assert self.check is not None
        known = self.task.is_second_keying or bool(self.task.settle)
        return self.check.must_tell_clinician and not known

    def _file(self, told: Acknowledgement | None, symptoms: Symptoms) -> Keyed:
        assert self.task is not None
        return self.task.file(
            self._desk.session,
            self.grid.finished_readings(),
            symptoms,
            told,
            draft=self._draft,
            note=self.note.text(),
        )

    def _ask_who_was_told(self) -> None:
        assert self.task is not None
        assert self.check is not None
        mean = self.check.mean
        outcome: list[Keyed] = []

        def attempt(told: Acknowledgement, symptoms: Symptoms) -> None:
            outcome.append(self._file(told, symptoms))

        dialog = AlertDialog(
            self.window(),
            self._desk.look,
            self.task.patient,
            shown="–" if mean.mean is None else str(mean.mean),
            about=f"home mean, {mean.days} days",
            provenance=f"{mean.status.value.capitalize()}: {mean.days} days, {mean.pairs_used} "
            f"pairs counted. {self.task.about}.",
            symptoms=self.symptoms.symptoms(),
            judge=self._judge,
            attempt=attempt,
            people=people_to_tell(self._desk.session),
            hint=telling_hint(self._desk.session),
            now=self._desk.session.now(),
        )
        if dialog.exec() and outcome:
            self._filed(outcome[0])
        else:
            self.symptoms.show_symptoms(
                dialog.symptoms(), irregular=self.symptoms.irregular.isChecked()
            )
            self.refresh()
            self.start()

    def _judge(self, symptoms: Symptoms) -> Triage:
        assert self.task is not None
        readings = self.grid.finished_readings()
        return check_for(self._desk.session, self.task.patient, readings, symptoms).mean.triage

    def _filed(self, keyed: Keyed) -> None:
        self.task = None
        self.filed.emit(keyed)

    def _save_draft(self) -> None:
        """Write what is typed to the disk: the cursor has only moved on when this returns."""
        task = self.task
        if task is None or task.corrects or task.settle:
            return
        self._desk.attempt(
            partial(
                save_draft,
                self._desk.session,
                self._draft,
                task.patient.id,
                self.grid.finished_readings(),
                symptoms=self.symptoms.symptoms(),
                tray_form=None if task.form is None else task.form.form_id,
                channel=task.origin.channel,
            )
        )

    def _tell_mismatches(self, task: Task) -> None:
        places = "; ".join(mismatch_words(mismatch) for mismatch in task.settle)
        self._desk.messages.tell("warning", "Two people keyed this differently.", places)

    # Layout -----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.foot_tag = BandTag(self._desk.look, Band.REPEAT)
        foot = across(self.foot_tag, self.making, self.again, self.keep, self.file_button, gap=8)
        foot.setStretch(1, 1)
        self._form = down(
            self.top,
            self.grid,
            self.hints,
            self.symptoms,
            self.note,
            None,
            gap=6,
            margins=(12, 10, 12, 4),
        )
        form = QWidget()
        form.setLayout(self._form)
        self._scroll = scrolling(form)
        self._sticky = down(foot, gap=4, margins=(12, 4, 12, 8))
        middle = down(self._scroll, self._sticky, gap=0)
        middle.setStretch(0, 1)
        self._aside = scrolling(self.side)
        body = across(middle, self._aside, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)
        self.note.hide()
        self._narrow = False
        self._desk.look.changed.connect(self._fit)
        self._fit()

    def _connect(self) -> None:
        self.grid.edited.connect(self.refresh)
        self.grid.cell_done.connect(self._save_draft)
        self.grid.past_end.connect(
            lambda: self.symptoms.first().setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.grid.said.connect(self.hints.say)
        self.grid.moved.connect(lambda cell: self._scroll.ensureWidgetVisible(cell, 24, 40))
        self.grid.asked_note.connect(self._write_note)
        self.symptoms.ticked.connect(self.refresh)
        self.symptoms.ticked.connect(self._save_draft)
        self.hints.pulse_wanted.connect(self._with_pulse)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.file)

    def _write_note(self) -> None:
        self.note.show()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _with_pulse(self, on: bool) -> None:
        self.grid.with_pulse = on
        self._fit()
        self.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Beside each other while there is room. In a narrow window, or with large text, what the
        diary says goes below the form, and the line about the cell stays in view."""
        bar = self._aside.verticalScrollBar().sizeHint().width()
        side = max(self._desk.look.pixels(284), self.side.minimumSizeHint().width() + bar)
        narrow = self.width() < self._desk.look.pixels(740) + side
        self.foot_tag.setVisible(narrow)
        self.hints.show_keys(not narrow)
        self.grid.show_pulses(not narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            self._move_parts()
        self._aside.setVisible(not narrow)
        self._aside.setFixedWidth(side)

    def _move_parts(self) -> None:
        if self._narrow:
            self._aside.takeWidget()
            self._form.addWidget(self.side)
            self._sticky.insertWidget(0, self.hints)
        else:
            self._aside.setWidget(self.side)
            self._form.insertWidget(2, self.hints)
        self.side.show()

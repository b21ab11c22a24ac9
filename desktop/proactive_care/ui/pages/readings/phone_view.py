"""Phoning for readings: whom to call, what to say, and the figures keyed as they are spoken."""

from __future__ import annotations

import tomllib
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from proactive_care.accounts import Permission, practice_details
from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    Call,
    CallOutcome,
    Keyed,
    Origin,
    call_list,
    open_patient,
    record_call,
)
from proactive_care.resource_files import resource_path
from proactive_care.ui.pages.readings.day_field import DayField
from proactive_care.ui.pages.readings.diary import DiaryEntry, Task
from proactive_care.ui.pages.readings.results import filed_words
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, TwoLines, Words, across, down, scrolling
from proactive_care.ui.work import EmptyPage

_CALL = int(Qt.ItemDataRole.UserRole)


class PhoneView(QWidget):
    """``changed``: readings were filed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.list = QListWidget()
        self.list.setAccessibleName("Call list")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(TwoLines(self.list, look))
        self.list.itemActivated.connect(lambda _item: self.show_call())
        self.list.currentItemChanged.connect(lambda _new, _old: self.show_call())
        self.count = Words("", "secondary")
        side = QFrame()
        side.setProperty("part", "side")
        column = down(
            across(Words("Calls due", "heading"), None, self.count, margins=(16, 12, 12, 8)),
            self.list,
            gap=0,
        )
        column.setStretch(1, 1)
        side.setLayout(column)
        side.setMinimumWidth(look.pixels(240))
        side.setMaximumWidth(look.pixels(280))
        self.name = Words("", "title")
        self.person = Words("", "secondary", wrap=True)
        self.phones = Words("", "figure")
        self.why = Words("", wrap=True)
        self.outcome = QComboBox()
        self.outcome.setAccessibleName("What came of the call")
        self.outcome.setPlaceholderText("What came of it")
        for outcome in CallOutcome:
            self.outcome.addItem(outcome.value.capitalize(), outcome)
        self.outcome.setCurrentIndex(-1)  # nothing is recorded that nobody has chosen
        self.outcome.currentIndexChanged.connect(lambda _n: self._fit())
        self.next_day = DayField("Next call on", desk.session.today())
        self.next_words = Words("Next call on", "strong")
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note, without clinical values")
        self.note.setAccessibleName("Note")
        self.note.setToolTip("A note, without clinical values")
        self.record = Button(look, "&Record the call", self.record_call, kind="primary")
        self.take = Button(look, "&Take readings now", self.take_readings)
        if not desk.session.may(Permission.TAKE_READINGS):
            self.take.hide()
        self.entry = DiaryEntry(desk)
        self.entry.filed.connect(self._filed)
        self.entry.left.connect(self._back)
        self.entry.wrong_patient.connect(self.entry.put_away)
        self.empty = EmptyPage(
            look,
            "phone",
            "Nobody is to be phoned",
            "Diaries that are not back after two weeks, diaries that were too short, and calls "
            "that were promised are listed here.",
        )
        self._stack = QStackedWidget()
        for part in (scrolling(self._call_page()), self.entry, self.empty):
            self._stack.addWidget(part)
        row = across(side, self._stack, gap=0)
        row.setStretch(1, 1)
        self.setLayout(row)

    def refresh(self) -> None:
        """Load the calls that are due."""
        calls = call_list(self._desk.session)
        before, place = self.call(), max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for call in calls:
            item = QListWidgetItem(f"{call.name}\n{call.why}")
            item.setData(_CALL, call)
            item.setToolTip(f"{call.name}: {call.why}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.count.setText(f"{len(calls)} today")
        if self._stack.currentWidget() is self.entry and self.entry.task is not None:
            return
        same = [
            n for n, call in enumerate(calls) if before and call.patient_id == before.patient_id
        ]
        self.list.blockSignals(True)
        self.list.setCurrentRow(same[0] if same else min(place, len(calls) - 1))
        self.list.blockSignals(False)
        if not same or self._stack.currentIndex() != 0:  # what is typed about a call stays
            self.show_call()

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.list

    def call(self) -> Call | None:
        """The call that is shown."""
        item = self.list.currentItem()
        if item is None:
            return None
        call: Call = item.data(_CALL)
        return call

    def go_to(self, patient: int) -> None:
        """Show the call to a patient, if one is due."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_CALL).patient_id == patient:
                self.list.setCurrentRow(row)

    def show_call(self) -> None:
        """Show whom to call and why."""
        call = self.call()
        if call is None:
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentIndex(0)
        self.name.setText(call.name)
        born = "" if call.born is None else f"born {show_date(call.born)}"
        language = f"interpreter: {call.language}" if call.interpreter else ""
        times = "once" if call.tries == 1 else f"{call.tries} times"
        tried = f"tried {times}" if call.tries else ""
        parts = (born, call.village, language, tried, call.last_outcome)
        self.person.setText(" · ".join(part for part in parts if part))
        self.phones.setText("  or  ".join(call.phones) or "no phone number")
        self.why.setText(call.why)
        self.next_day.show_day(self._desk.session.today() + timedelta(days=1))
        self.note.clear()
        self.outcome.setCurrentIndex(-1)
        self._fit()

    def record_call(self) -> None:
        """Write down what came of the call."""
        call = self.call()
        chosen = self.outcome.currentData()
        if call is None or chosen is None:
            return
        outcome = CallOutcome(chosen)
        day = self.next_day.day()
        done = self._desk.attempt(
            lambda: record_call(
                self._desk.session,
                call.patient_id,
                outcome,
                next_call=day if outcome.needs_next_call else None,
                note=self.note.text(),
            )
        )
        if done:
            self._desk.messages.tell("good", f"The call to {call.name} is recorded.")
            self.refresh()
            if self.list.count():
                self.list.setFocus()  # the next call

    def take_readings(self) -> None:
        """Key readings while the patient speaks."""
        call = self.call()
        if call is None:
            return

        def begin() -> None:
            patient = open_patient(self._desk.session, call.patient_id)
            self._stack.setCurrentWidget(self.entry)
            self.entry.open(Task(patient, Origin(Channel.PHONE)))
            self.entry.start()

        self._desk.attempt(begin)

    def _call_page(self) -> QWidget:
        page = QWidget()
        script = Card("What to say")
        lines = QGridLayout()
        lines.setHorizontalSpacing(16)
        said = script_lines(practice_details(self._desk.session).name)
        for number, (step, words) in enumerate(said):
            lines.addWidget(Words(step, "strong"), number, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(Words(words, wrap=True), number, 1)
        lines.setColumnStretch(1, 1)
        script.add(lines)
        who = Card()
        for part in (self.name, self.person, self.phones, self.why):
            who.add(part)
        after = Card("After the call")
        row = across(self.outcome, self.next_words, self.next_day, self.note, gap=8)
        row.setStretch(3, 1)
        after.add(row)
        after.add(across(None, self.take, self.record))
        page.setLayout(down(who, script, after, None, gap=12, margins=(16, 12, 16, 12)))
        return page

    def _fit(self) -> None:
        chosen = self.outcome.currentData()
        again = chosen is not None and CallOutcome(chosen).needs_next_call
        for part in (self.next_day, self.next_words):
            part.setVisible(again)
        self.record.setEnabled(chosen is not None)

    def _filed(self, keyed: Keyed) -> None:
        call = self.call()
        assert keyed.filed is not None
        if call is not None and call.patient_id == keyed.filed.patient_id:
            record_call(self._desk.session, call.patient_id, CallOutcome.READINGS_TAKEN)
            self._desk.messages.tell("good", *filed_words(call.name, keyed.filed))
        self.refresh()
        self.changed.emit()

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.show_call()


def script_lines(practice: str) -> list[tuple[str, str]]:
    """Return the steps of the call and what to say, with the practice's name."""
    raw = tomllib.loads(resource_path("readings", "phone_script.toml").read_text("utf-8"))
    return [(line["step"], line["say"].replace("{practice}", practice)) for line in raw["line"]]

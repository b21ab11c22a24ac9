"""In the clinic: one patient, one reading, or any of the short forms."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.domain.diary import find_problems
from proactive_care.domain.errors import KnownError
from proactive_care.domain.triage import Symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    Acknowledgement,
    AnswersRefused,
    FiledReadings,
    Origin,
    ReadingPatient,
    check_form,
    file_clinic_reading,
    file_measure,
    open_patient,
    people_to_tell,
    question_sets,
    telling_hint,
)
from proactive_care.ui.pages.readings.alert_dialog import CLINIC, AlertDialog
from proactive_care.ui.pages.readings.carer_dialog import CarerDialog
from proactive_care.ui.pages.readings.diary.top import describe
from proactive_care.ui.pages.readings.finding import choose_patient
from proactive_care.ui.pages.readings.measure_form import MeasureForm
from proactive_care.ui.pages.readings.pressure_form import PressureForm
from proactive_care.ui.pages.readings.results import filed_words
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, Flow, Words, across, down, scrolling

_PRESSURE = "blood pressure"
_SOURCES = {
    "Measured or asked here": Channel.CLINIC,
    "Told by phone": Channel.PHONE,
    "Told by a carer": Channel.CARER,
}


class ClinicView(QWidget):
    """``changed``: something was filed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.patient: ReadingPatient | None = None
        self.name = Words("Nobody chosen", "title")
        self.person = Words("", "secondary")
        self.choose = Button(look, "Choose pati&ent", self.choose_patient, icon="search")
        self.forms = QListWidget()
        self.forms.setAccessibleName("What was measured")
        self.forms.addItem(_item("Blood pressure", _PRESSURE))
        for form in question_sets().values():
            self.forms.addItem(_item(form.title, form.key))
        self.forms.setCurrentRow(0)
        self.forms.currentRowChanged.connect(lambda _row: self._show_form())
        side = QFrame()
        side.setProperty("part", "side")
        column = down(Words("Measured", "heading"), self.forms, gap=8, margins=(12, 12, 0, 8))
        column.setStretch(1, 1)
        side.setLayout(column)
        side.setMinimumWidth(look.pixels(228))
        side.setMaximumWidth(look.pixels(260))
        self.file_button = Button(look, "&File   Ctrl Enter", self.file, kind="primary")
        self.pressure = PressureForm(look, desk.session)
        self.pressure.ready.connect(lambda: self.file_button.setFocus())
        self.measure: MeasureForm | None = None
        self._confirmed: dict[str, str] = {}
        self.source = QComboBox()
        self.source.setAccessibleName("How these values reached us")
        for words, channel in _SOURCES.items():
            self.source.addItem(words, channel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pressure)
        self.card = Card("Blood pressure")
        self.card.add(self._stack)
        who = Card()
        who.add(Flow(self.name, self.person, self.choose, gap=12))
        middle = QWidget()
        middle.setLayout(
            down(
                who,
                self.card,
                across(self.source, None, self.file_button),
                None,
                gap=12,
                margins=(16, 12, 16, 12),
            )
        )
        whole = across(side, scrolling(middle), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.file)
        self.source.hide()
        self._fit()

    def refresh(self) -> None:
        """Nothing here is loaded: what is typed stays."""

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.choose if self.patient is None else self.pressure.fields["systolic"]

    def choose_patient(self) -> None:
        """Ask whose readings are entered."""
        chosen = choose_patient(
            self.window(), self._desk.look, self._desk.session, "Who is measured?"
        )
        if chosen is not None:
            self.open_patient(chosen)

    def open_patient(self, patient_id: int) -> None:
        """Enter readings of a patient."""

        def opened() -> None:
            self.patient = open_patient(self._desk.session, patient_id)

        if self._desk.attempt(opened):
            self._fit()
            self._show_form()

    def file(self) -> None:
        """File what is typed."""
        if self.patient is None:
            self.choose_patient()
            return
        if self.measure is not None:
            self._file_measure(self.patient, self.measure)
        elif not self.pressure.confirm():
            self._file_pressure(self.patient)

    def _file_pressure(self, patient: ReadingPatient) -> None:
        reading = self.pressure.reading()
        origin = Origin(Channel.CLINIC)

        def attempt(told: Acknowledgement | None, symptoms: Symptoms) -> None:
            filed = file_clinic_reading(
                self._desk.session,
                patient.id,
                reading,
                origin,
                symptoms=symptoms,
                acknowledgement=told,
            )
            self._done(filed)

        pair = reading.at_home.pair
        symptoms = self.pressure.symptoms()
        impossible = pair is None or bool(find_problems([reading]))
        if impossible or not self.pressure.judge(symptoms).band.must_be_acknowledged:
            if not self._desk.attempt(lambda: attempt(None, symptoms)):
                figures = (self.pressure.fields[name] for name in ("systolic", "diastolic"))
                next(
                    (f for f in figures if not f.text()), self.pressure.fields["systolic"]
                ).setFocus()
            return
        AlertDialog(
            self.window(),
            self._desk.look,
            patient,
            shown=str(pair),
            about=CLINIC,
            provenance=f"Taken in the clinic at {reading.time}.",
            symptoms=symptoms,
            judge=self.pressure.judge,
            attempt=attempt,
            people=people_to_tell(self._desk.session),
            hint=telling_hint(self._desk.session),
            now=self._desk.session.now(),
        ).exec()

    def _file_measure(self, patient: ReadingPatient, measure: MeasureForm) -> None:
        typed = measure.answers()
        origin = self._origin()
        if origin is None:
            return
        try:
            filed = file_measure(
                self._desk.session,
                patient.id,
                measure.form.key,
                typed,
                origin,
                confirmed=typed == self._confirmed,
            )
        except AnswersRefused as refused:
            first = refused.problems[0]
            if all(p.kind is Plausibility.CONFIRM for p in refused.problems):
                self._confirmed = typed
                measure.problem.setText(f"{first.text} File again to keep it.")
            else:
                measure.problem.setText(first.text)
            measure.go_to(first.key)
            return
        except KnownError as error:
            self._desk.messages.tell_error(error)
            return
        self._done(filed)

    def _origin(self) -> Origin | None:
        """How the values of a short form reached us; None if no carer was named after all."""
        channel = Channel(self.source.currentData())
        if channel is not Channel.CARER:
            return Origin(channel)
        dialog = CarerDialog(self.window(), self._desk.look, None)
        carer = dialog.carer() if dialog.exec() else None
        dialog.deleteLater()
        return None if carer is None else Origin(channel, carer=carer)

    def _done(self, filed: FiledReadings) -> None:
        assert self.patient is not None
        self._desk.messages.tell("good", *filed_words(self.patient.name, filed))
        self._show_form()
        self.changed.emit()

    def _show_form(self) -> None:
        key = str(self.forms.currentItem().data(int(Qt.ItemDataRole.UserRole)))
        self.card.heading.setText(self.forms.currentItem().text())
        if self.measure is not None:
            self._stack.removeWidget(self.measure)
            self.measure.deleteLater()
            self.measure = None
        self._confirmed = {}
        patient = self.patient
        self.pressure.begin(patient)
        self.source.setCurrentIndex(0)
        self.source.setVisible(key != _PRESSURE and patient is not None)
        if key == _PRESSURE or patient is None:
            self._stack.setCurrentWidget(self.pressure)
            if patient is not None:
                self.pressure.fields["systolic"].setFocus()
            return
        session = self._desk.session
        form = question_sets()[key]
        self.measure = MeasureForm(
            self._desk.look, form, lambda typed: check_form(session, patient, key, typed)
        )
        self._stack.addWidget(self.measure)
        self._stack.setCurrentWidget(self.measure)
        self.measure.first().setFocus()

    def _fit(self) -> None:
        if self.patient is None:
            self.person.setText("Choose whose readings these are")
            return
        self.name.setText(self.patient.name)
        self.person.setText(describe(self.patient, self._desk.session.today()))
        self.choose.rename("&Choose another patient")


def _item(title: str, key: str) -> QListWidgetItem:
    item = QListWidgetItem(title)
    item.setData(int(Qt.ItemDataRole.UserRole), key)
    return item

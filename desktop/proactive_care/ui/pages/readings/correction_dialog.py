"""Correcting a clinic pressure or a short form: the original stays, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading
from proactive_care.domain.errors import KnownError
from proactive_care.domain.triage import Symptoms, read_symptoms
from proactive_care.readings import (
    Acknowledgement,
    FiledReadings,
    MustTellClinician,
    ReadingPatient,
    SessionDetail,
    check_form,
    correct_session,
    people_to_tell,
    question_sets,
    telling_hint,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog
from proactive_care.ui.pages.readings.measure_form import MeasureForm
from proactive_care.ui.pages.readings.pressure_form import PressureForm
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog


class CorrectionDialog(Dialog):
    """``filed`` says what became of it once the dialog was accepted."""

    def __init__(
        self, parent: QWidget, look: Look, session: Session, patient: ReadingPatient, heading: str
    ) -> None:
        super().__init__(parent, look, heading)
        self._session, self._patient = session, patient
        self.filed: FiledReadings | None = None
        self.add(Words("The original stays, with your reason.", "secondary", wrap=True))
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason")
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add_button(Button(look, "&Cancel", self.reject))
        self.verb = self.add_button(
            Button(look, "&Correct", self.correct, kind="primary"), default=True
        )

    def correct(self) -> None:
        """File what should have been there; stay open if it cannot be filed."""
        try:
            self.filed = self.attempt()
        except KnownError as error:
            self.tell(str(error))
            return
        if self.filed is not None:
            self.accept()

    def attempt(self) -> FiledReadings | None:
        """File the correction; None if the person went back. Raises KnownError."""
        raise NotImplementedError

    def tell(self, words: str) -> None:
        """Say what is in the way."""
        self.problem.setText(words)
        self.problem.show()

    def _end(self) -> None:
        self.add(Words("Why", "strong"))
        self.add(self.reason)
        self.add(self.problem)


class PressureCorrection(CorrectionDialog):
    """A clinic pressure again, with the day and the time at which it was taken."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        session: Session,
        patient: ReadingPatient,
        detail: SessionDetail,
    ) -> None:
        super().__init__(parent, look, session, patient, "Correct this clinic pressure")
        self._detail = detail
        (self._original,) = detail.diary
        self.form = PressureForm(look, session, flag_columns=2)
        self.form.begin(patient)
        for name, field in self.form.fields.items():
            figure = getattr(self._original, name)
            field.setText("" if figure is None else str(figure))
        self.form.irregular.setChecked(self._original.irregular)
        self.form.show_symptoms(read_symptoms(detail.symptoms))
        self.add(self.form)
        self._end()
        self.form.fields["systolic"].setFocus()
        self.form.fields["systolic"].selectAll()

    def reading(self) -> DiaryReading:
        """What is typed, at the time of the original."""
        return replace(self.form.reading(), day=self._original.day, time=self._original.time)

    def attempt(self) -> FiledReadings | None:
        """File it; a red one first asks who was told."""
        if self.form.confirm():
            return None
        symptoms = self.form.symptoms()
        try:
            return self._file(None, symptoms)
        except MustTellClinician:
            return self._ask_who_was_told(symptoms)

    def _file(self, told: Acknowledgement | None, symptoms: Symptoms) -> FiledReadings:
        return correct_session(
            self._session,
            self._detail.summary.id,
            self.reason.text(),
            readings=[self.reading()],
            symptoms=symptoms,
            acknowledgement=told,
        )

    def _ask_who_was_told(self, symptoms: Symptoms) -> FiledReadings | None:
        outcome: list[FiledReadings] = []

        def attempt(told: Acknowledgement, found: Symptoms) -> None:
            outcome.append(self._file(told, found))

        AlertDialog(
            self,
            self.look,
            self._patient,
            shown=str(self.reading().at_home.pair),
            about="clinic reading, corrected",
            provenance=f"Correction: {self.reason.text().strip()}.",
            symptoms=symptoms,
            judge=self.form.judge,
            attempt=attempt,
            people=people_to_tell(self._session),
            hint=telling_hint(self._session),
            now=self._session.now(),
        ).exec()
        return outcome[0] if outcome else None


class MeasureCorrection(CorrectionDialog):
    """A short form again, filled in as it was."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        session: Session,
        patient: ReadingPatient,
        detail: SessionDetail,
    ) -> None:
        form = question_sets()[detail.summary.kind]
        super().__init__(parent, look, session, patient, f"Correct {form.title.lower()}")
        self._detail = detail
        self._confirmed: dict[str, str] = {}
        self.form = MeasureForm(
            look, form, lambda typed: check_form(session, patient, form.key, typed)
        )
        for reading in detail.readings:
            self.form.show_answer(reading.what, reading.value, reading.answer)
        self.add(self.form)
        self._end()
        self.form.first().setFocus()

    def attempt(self) -> FiledReadings | None:
        """File it; what is unusual is filed when it is corrected a second time unchanged."""
        typed = self.form.answers()
        confirmed, self._confirmed = typed == self._confirmed, typed
        return correct_session(
            self._session,
            self._detail.summary.id,
            self.reason.text(),
            answers=typed,
            confirmed=confirmed,
        )


CanCorrect = Callable[[QWidget, Look, Session, ReadingPatient, SessionDetail], CorrectionDialog]


def correction_for(kind: str) -> CanCorrect | None:
    """Return the dialog that corrects a kind of session, or None if none does."""
    if kind == "bp clinic":
        return PressureCorrection
    return MeasureCorrection if kind in question_sets() else None

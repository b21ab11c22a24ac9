"""One blood pressure in the clinic: three fields that go on by themselves, and what it means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from proactive_care.accounts import Session
from proactive_care.domain.blood_pressure import Plausibility, check_pair
from proactive_care.domain.diary import LIMITS, DiaryReading, Part, Typed, judge_digits
from proactive_care.domain.triage import Band, Symptoms, Triage
from proactive_care.readings import ReadingPatient, check_clinic
from proactive_care.ui.pages.readings.band_tag import BandTag
from proactive_care.ui.pages.readings.diary.symptoms import FlagBoxes
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Words, across, down, set_words

_FIELDS = ("systolic", "diastolic", "pulse")


class FigureField(QLineEdit):
    """Digits only; ``complete`` is sent when they can be only one number."""

    complete = Signal()

    def __init__(self, name: str, back: Callable[[], object]) -> None:
        super().__init__()
        self.name, self._back = name, back
        self.setMaxLength(3)
        self.setAccessibleName(name.capitalize())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text and text.isprintable() and not event.modifiers() & _COMMANDS:
            if text in "0123456789":
                super().keyPressEvent(event)
                if judge_digits(self.text(), LIMITS[self.name]) is Typed.COMPLETE:
                    self.complete.emit()
            elif text in "/ ." and self.text():
                self.complete.emit()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self._back()
            return
        super().keyPressEvent(event)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PressureForm(QWidget):
    """``ready`` is sent when the last figure is complete. ``flag_columns`` as in FlagBoxes."""

    ready = Signal()

    def __init__(self, look: Look, session: Session, *, flag_columns: int = 0) -> None:
        super().__init__()
        self._session = session
        self._patient: ReadingPatient | None = None
        self.fields = {name: FigureField(name, self._back_from(name)) for name in _FIELDS}
        for name, field in self.fields.items():
            field.setFixedWidth(look.pixels(72))
            field.textChanged.connect(lambda _text: self._tell())
            field.complete.connect(self._after(name))
        self.irregular = QCheckBox("&Irregular heartbeat")
        self.irregular.toggled.connect(lambda _on: self._tell())
        self.flags = FlagBoxes(columns=flag_columns)
        self.flags.ticked.connect(self._tell)
        self.dizziness, self.fall = QCheckBox("&Dizzy spells"), QCheckBox("A fa&ll")
        for box in (self.irregular, self.dizziness, self.fall):
            box.setAccessibleName(box.text().replace("&", ""))
        for box in (self.dizziness, self.fall):
            box.toggled.connect(lambda _on: self._tell())
        self.tag = BandTag(look, Band.GREEN)
        self.tag.hide()
        self.words = Words("", "secondary", wrap=True)
        self._confirmed = ""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for column, (name, unit) in enumerate(
            (("systolic", "/"), ("diastolic", "mmHg"), ("pulse", "/min"))
        ):
            grid.addWidget(Words(name.capitalize(), "secondary"), 0, 2 * column)
            grid.addWidget(self.fields[name], 1, 2 * column)
            grid.addWidget(Words(unit, "secondary"), 1, 2 * column + 1)
        grid.setColumnStretch(6, 1)
        self.setLayout(
            down(
                grid,
                self.irregular,
                Words("Symptoms now", "heading"),
                self.flags,
                across(self.dizziness, self.fall, None, gap=12),
                across(self.tag, self.words, gap=8),
                gap=10,
            )
        )

    def begin(self, patient: ReadingPatient | None) -> None:
        """Empty the form for a patient."""
        self._patient = patient
        for field in self.fields.values():
            field.clear()
        self.irregular.setChecked(False)
        self.show_symptoms(Symptoms())
        self._confirmed = ""
        self._tell()

    def show_symptoms(self, symptoms: Symptoms) -> None:
        """Tick these symptoms and no others."""
        self.flags.show_flags(symptoms.red_flags)
        self.dizziness.setChecked(symptoms.dizziness)
        self.fall.setChecked(symptoms.fall)

    def reading(self) -> DiaryReading:
        """What is typed, as taken now."""
        now = self._session.now().astimezone()
        systolic, diastolic, pulse = (
            int(field.text()) if field.text() else None for field in self.fields.values()
        )
        return DiaryReading(
            now.date(),
            Part.UNSAID,
            1,
            systolic,
            diastolic,
            pulse,
            self.irregular.isChecked(),
            confirmed=self._confirmed == f"{systolic}/{diastolic}",
            time=f"{now:%H:%M}",
        )

    def symptoms(self) -> Symptoms:
        """The ticked symptoms."""
        return Symptoms(self.flags.chosen(), self.dizziness.isChecked(), self.fall.isChecked())

    def confirm(self) -> bool:
        """Ask for a second look at an unusual pair; the next filing keeps it. True if asked."""
        reading = self.reading()
        if reading.systolic is None or reading.diastolic is None or reading.confirmed:
            return False
        check = check_pair(reading.systolic, reading.diastolic)
        if check.plausibility is not Plausibility.CONFIRM:
            return False
        self._confirmed = f"{reading.systolic}/{reading.diastolic}"
        self.words.setText(f"{check.reason} File again to keep it.")
        set_words(self.words, "warning")
        return True

    def judge(self, symptoms: Symptoms) -> Triage:
        """Band the pair with these symptoms."""
        assert self._patient is not None
        reading = self.reading()
        pair = reading.at_home.pair
        assert pair is not None
        return check_clinic(self._session, self._patient, pair, reading.day, symptoms)

    def _tell(self) -> None:
        reading = self.reading()
        pair = reading.at_home.pair
        self.tag.hide()
        set_words(self.words, "secondary")
        if pair is None or self._patient is None:
            self.words.setText("")
            return
        check = check_pair(pair.systolic, pair.diastolic)
        unfinished = judge_digits(self.fields["diastolic"].text(), LIMITS["diastolic"])
        if check.plausibility in (Plausibility.REFUSED, Plausibility.SWAPPED):
            if unfinished is not Typed.WAITS:
                self.words.setText(check.reason)
                set_words(self.words, "danger")
            return
        triage = self.judge(self.symptoms())
        self.tag.show_band(triage.band)
        self.tag.show()
        self.words.setText("; ".join(reason.text for reason in triage.reasons))

    def _after(self, name: str) -> Callable[[], object]:
        place = _FIELDS.index(name) + 1
        if place == len(_FIELDS):
            return self.ready.emit
        return lambda: self.fields[_FIELDS[place]].setFocus()

    def _back_from(self, name: str) -> Callable[[], object]:
        place = _FIELDS.index(name)
        return lambda: self._back_to(_FIELDS[place - 1]) if place else None

    def _back_to(self, name: str) -> None:
        field = self.fields[name]
        field.setFocus()
        field.setText(field.text()[:-1])

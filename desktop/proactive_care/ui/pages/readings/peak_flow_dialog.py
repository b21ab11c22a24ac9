"""A peak flow diary: each morning and evening, up to three blows, the best counts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from proactive_care.accounts import Session
from proactive_care.domain.diary import Part
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.measures import summarise_peak_flows
from proactive_care.readings import (
    FiledReadings,
    Origin,
    PeakFlowEntry,
    ReadingPatient,
    file_peak_flow_diary,
)
from proactive_care.ui.pages.readings.day_field import DayField
from proactive_care.ui.pages.readings.diary.words import day_words
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog

_DAYS = 14
_PARTS = (Part.MORNING, Part.EVENING)


class PeakFlowDialog(Dialog):
    """``filed`` says what became of it once the dialog was accepted."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        session: Session,
        patient: ReadingPatient,
        origin: Origin,
    ) -> None:
        super().__init__(parent, look, f"Peak flow diary of {patient.name}")
        self._session, self._patient, self._origin = session, patient, origin
        self.filed: FiledReadings | None = None
        today = session.today()
        first = today - timedelta(_DAYS)
        self.first = DayField("First day of the diary", first)
        self.first.dateChanged.connect(lambda _day: self._name_days())
        self._labels = [Words("", "strong") for _ in range(_DAYS)]
        self.fields = {(row, part): QLineEdit() for row in range(_DAYS) for part in _PARTS}
        grid = QGridLayout()
        for column, words in enumerate(("Day", "Morning, L/min", "Evening, L/min")):
            grid.addWidget(Words(words, "secondary"), 0, column)
        for row, label in enumerate(self._labels):
            grid.addWidget(label, row + 1, 0)
            for column, part in enumerate(_PARTS, start=1):
                field = self.fields[row, part]
                field.setPlaceholderText("380 400 390")
                field.textChanged.connect(lambda _text: self._tell())
                grid.addWidget(field, row + 1, column)
        self.add(Words("First day", "strong"))
        self.add(self.first)
        self.add(grid)
        self.summary = Words("", "secondary", wrap=True)
        self.add(self.summary)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "&File", self._file, kind="primary"))
        self._name_days()
        self.first.setFocus()

    def entries(self) -> list[PeakFlowEntry]:
        """What is keyed. Raises InvalidInput for something that is no number."""
        found = []
        for (row, part), field in self.fields.items():
            words = [word for word in re.split(r"[\s,/]+", field.text().strip()) if word]
            if not words:
                continue
            if not all(word.isascii() and word.isdigit() for word in words):
                raise InvalidInput(
                    f"{self._labels[row].text()}, {part}: type whole numbers.", field="blows"
                )
            found.append(PeakFlowEntry(self._day(row), part, tuple(map(int, words))))
        return found

    def _day(self, row: int) -> date:
        return self.first.day() + timedelta(row)

    def _name_days(self) -> None:
        for row, label in enumerate(self._labels):
            label.setText(day_words(self._day(row), row))
            for part in _PARTS:
                self.fields[row, part].setAccessibleName(f"{label.text()}, {part}, blows")

    def _tell(self) -> None:
        try:
            best = summarise_peak_flows((e.day, max(e.blows)) for e in self.entries())
        except InvalidInput as error:
            self.summary.setText(error.happened)
            return
        if best is None:
            self.summary.setText("")
            return
        varies = "" if best.variability is None else f", variability {float(best.variability):.0%}"
        self.summary.setText(
            f"{best.entries} entries over {best.days} days: best {best.best}, lowest "
            f"{best.lowest} L/min{varies}"
        )

    def _file(self) -> None:
        try:
            self.filed = file_peak_flow_diary(
                self._session, self._patient.id, self.entries(), self._origin
            )
        except KnownError as error:
            self.summary.setText(str(error))
            return
        self.accept()

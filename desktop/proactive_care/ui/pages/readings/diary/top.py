"""The strip above the grid: whose diary it is, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QSizePolicy

from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.readings import ReadingPatient
from proactive_care.ui.pages.readings.diary.task import Task
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, IconLabel, Words, across, down


class TopStrip(QFrame):
    """Name, age, birth, village, NHS number; "Not this patient", and who took the readings."""

    def __init__(
        self, look: Look, not_this: Callable[[], object], whose_hand: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.name = Words("", "heading")
        self._match_icon = IconLabel(look, "done", "good", 16)
        self._match = Words("form code matches", "good")
        self._age = Words("", "strong")
        self._person = Words("", elide=True)
        self._about = Words("", "secondary", wrap=True)
        self._received = Words("", "secondary", elide=True)
        self._received.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.wrong = Button(look, "Not &this patient", not_this)
        self.carer = Button(look, "Ca&rer", whose_hand)
        self.carer.setToolTip("A carer took these readings")
        second = across(self._age, self._person, gap=6)
        second.setStretch(1, 1)
        left = down(across(self.name, self._match_icon, self._match, None, gap=8), second, gap=4)
        right = down(self._about, self._received, gap=4)
        row = across(left, right, self.carer, self.wrong, gap=12, margins=(13, 6, 9, 6))
        row.setStretch(0, 1)
        self.setLayout(row)

    def show_task(self, task: Task, today: date) -> None:
        """Show whose diary is keyed."""
        row = task.patient.row
        self.name.setText(task.patient.name)
        matched = task.form is not None and task.form.form_code is not None
        self._match.setVisible(matched)
        self._match_icon.setVisible(matched)
        age = task.patient.age_on(today)
        self._age.setText("" if age is None else str(age))
        parts = []
        if row.date_of_birth is not None:
            parts.append(f"born {show_date(row.date_of_birth)}")
        if row.nhs_number is not None:
            parts.append(f"NHS {show_nhs_number(row.nhs_number)}")
        if row.village:  # last: what is cut when there is no room says least about who it is
            parts.append(row.village)
        self._person.setText(", ".join(parts))
        self._about.setText(task.about)
        received = None if task.form is None else task.form.received_on
        self._received.setText("" if received is None else f"Received {show_date(received)}")
        self._received.setVisible(received is not None)
        self.wrong.setVisible(not task.corrects)
        self.carer.setVisible(not task.corrects)
        self.setAccessibleName(f"Diary of {task.patient.name}, {describe(task.patient, today)}")


def describe(patient: ReadingPatient, today: date) -> str:
    """Return who somebody is in a few words."""
    age = patient.age_on(today)
    born = patient.row.date_of_birth
    words = "" if age is None else f"{age}, "
    return words + ("date of birth unknown" if born is None else f"born {show_date(born)}")

"""Choosing a patient: by name, date of birth, NHS number or form code, from the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from proactive_care.accounts import Session
from proactive_care.patients import FoundPatient, find_patients
from proactive_care.ui.shell.finder import patient_lines
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog

_MOST = 12


class PatientDialog(Dialog):
    """Find somebody and choose them. ``chosen`` is the patient's id after ``exec``."""

    def __init__(
        self, parent: QWidget, look: Look, session: Session, heading: str, words: str = ""
    ) -> None:
        super().__init__(parent, look, heading)
        self._session = session
        self.chosen: int | None = None
        if words:
            self.add(Words(words, "secondary", wrap=True))
        self.text = QLineEdit()
        self.text.setPlaceholderText("Name, initials and birth, NHS number or form code")
        self.text.setToolTip(self.text.placeholderText())
        self.text.setAccessibleName("Find a patient")
        self.text.textEdited.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName("Patients found")
        self.list.setMinimumHeight(look.pixels(200))
        self.list.setWordWrap(True)  # the end may say that somebody else has the same name
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.note = Words("Type at least two letters or figures.", "secondary", wrap=True)
        self.add(self.text)
        self.add(self.list)
        self.add(self.note)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.button = self.add_button(
            Button(look, "&Choose", self._choose_current, kind="primary"), default=True
        )
        self.button.setEnabled(False)
        self.setMinimumWidth(look.pixels(680))
        self.text.setFocus()

    def _search(self, text: str) -> None:
        self.list.clear()
        found = find_patients(self._session, text, _MOST) if len(text.strip()) > 1 else ()
        lines = patient_lines(found, self._session.today())
        for line, patient in zip(lines, found, strict=True):
            item = QListWidgetItem(line)
            item.setData(int(Qt.ItemDataRole.UserRole), patient)
            item.setToolTip(line)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        self.button.setEnabled(bool(found))
        self.note.setText(_note(len(found), text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
            self.list.setCurrentRow(row)
            return
        super().keyPressEvent(event)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        patient: FoundPatient = item.data(int(Qt.ItemDataRole.UserRole))
        self.chosen = patient.id
        self.accept()


def _note(found: int, text: str) -> str:
    """Say what the list shows, and what to try when it is empty."""
    if len(text.strip()) < 2:
        return "Type at least two letters or figures."
    if not found:
        return "Nobody is found. Try the surname alone, the date of birth or the NHS number."
    if found == _MOST:
        return f"The nearest {_MOST}. Type more to see fewer."
    return "1 patient" if found == 1 else f"{found} patients, the nearest first"


def choose_patient(
    parent: QWidget, look: Look, session: Session, heading: str, words: str = ""
) -> int | None:
    """Ask for a patient. Returns their id, or None if nobody was chosen."""
    dialog = PatientDialog(parent, look, session, heading, words)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen

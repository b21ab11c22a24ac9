"""Finding a patient: the page before somebody is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.patients import FoundPatient
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, Words, across, down
from proactive_care.ui.work import EmptyPage

_PAUSE_MS = 80


class Finding(QWidget):
    """``find`` answers what was typed; ``opened`` is called with the patient that was chosen."""

    def __init__(
        self,
        look: Look,
        find: Callable[[str], tuple[FoundPatient, ...]],
        opened: Callable[[FoundPatient], object],
    ) -> None:
        super().__init__()
        self._find, self._opened = find, opened
        self.text = QLineEdit()
        self.text.setAccessibleName("Find a patient")
        self.text.setPlaceholderText("Name, initials and birth, NHS number or form code")
        self.text.setToolTip(self.text.placeholderText())
        self.text.setFixedWidth(look.pixels(440))
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.search)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.text.returnPressed.connect(self._enter)
        self.count = Words("", "secondary")
        self.model: TableModel[FoundPatient] = TableModel(
            _columns(), identity=lambda p: p.id, words=lambda p: p.family_name
        )
        self.table = Table(look, self.model, "Patients found", row_height=36)
        self.table.opened.connect(opened)
        card = Card(padded=False)
        card.add(self.table, 1)
        self.empty = EmptyPage(
            look,
            "search",
            "Find a patient",
            "Type the beginnings of names in any order, initials and a birth as JS 3/2/1959, an "
            "NHS number, or scan the code of a form. One slip in a name is forgiven.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(card)
        column = down(
            across(self.text, self.count, None, gap=16), self._stack, margins=(24, 16, 24, 16)
        )
        column.setStretch(1, 1)
        self.setLayout(column)

    def search(self) -> None:
        """Look for what is typed."""
        self._timer.stop()
        words = self.text.text().strip()
        found = self._find(words) if len(words) > 1 else ()
        self.model.load(found)
        self.count.setText(_count_words(len(found)) if found else "")
        self._stack.setCurrentIndex(1 if found else 0)
        if len(words) > 1 and not found:
            self.empty.say(
                "Nobody found", "Try fewer letters, only the family name, or the date of birth."
            )
        if found:
            self.table.go_to(0)

    def _enter(self) -> None:
        self.search()
        if self.model.rowCount() == 1:
            self._opened(self.model.row_at(0))
        elif self.model.rowCount():
            self.table.setFocus()


def _count_words(count: int) -> str:
    if count == 1:
        return "1 patient"
    return f"{count} patients" if count < 50 else "The first 50: type more letters"


def _columns() -> list[Column[FoundPatient]]:
    return [
        Column("name", "Patient", _name, _name_order, 260, optional=False),
        Column("birth", "Born", _birth, lambda p: p.date_of_birth, 120),
        Column("nhs", "NHS number", _nhs, lambda p: p.nhs_number, 140),
        Column("village", "Village", _village, lambda p: p.village or None, 200),
        Column("status", "Status", _status, None, 180, stretch=True),
    ]


def _name_order(patient: FoundPatient) -> tuple[str, str]:
    return patient.family_name.casefold(), patient.given_name.casefold()


def _name(patient: FoundPatient) -> Cell:
    return Cell(f"{patient.family_name}, {patient.given_name}", Kind.STRONG)


def _birth(patient: FoundPatient) -> Cell:
    birth = patient.date_of_birth
    return Cell(show_date(birth)) if birth else dash("No date of birth in the extract")


def _nhs(patient: FoundPatient) -> Cell:
    number = patient.nhs_number
    return Cell(show_nhs_number(number)) if number else dash("No valid NHS number")


def _village(patient: FoundPatient) -> Cell:
    return Cell(patient.village) if patient.village else dash("No village in the extract")


def _status(patient: FoundPatient) -> Cell:
    if patient.date_of_death is not None:
        return Cell(f"Died {show_date(patient.date_of_death)}", Kind.WARNING)
    if patient.deregistered_on is not None:
        return Cell(f"Left {show_date(patient.deregistered_on)}", Kind.WARNING)
    return Cell("Registered", Kind.SECONDARY)

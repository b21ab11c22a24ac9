"""The lists of patients in use, on the first step of the Data page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.frameworks import stratify
from proactive_care.importing import PatientList, forget_list, patient_lists
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Button, Card, Words, across
from proactive_care.ui.work import confirm


class ListsCard(Card):
    """Shown once there is a list. A list can be taken away; a newer file replaces it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Lists of patients", "flags, registers and named lists", padded=False)
        self._desk = desk
        self.model: TableModel[PatientList] = TableModel(
            _columns(), identity=lambda each: each.name, words=lambda each: each.name
        )
        self.table = Table(desk.look, self.model, "Lists of patients", header_height=30)
        self.table.setMinimumHeight(desk.look.pixels(110))
        self.button = Button(desk.look, "Take awa&y…", self.take_away)
        words = Words("The next export of the same search takes a list’s place.", "secondary",
                      wrap=True)  # fmt: skip
        row = across(words, self.button, gap=12, margins=(16, 8, 16, 8))
        row.setStretch(0, 1)
        foot = QWidget()
        foot.setLayout(row)
        self.add(self.table, 1)
        self.add(foot)
        self.hide()

    def refresh(self) -> None:
        """Read the lists again."""
        lists = patient_lists(self._desk.session)
        self.model.load(lists)
        self.table.go_to(0)
        self.setVisible(bool(lists))

    def take_away(self) -> None:
        """Ask, then take the chosen list away and sort everybody."""
        chosen = self.table.current_row()
        if chosen is None:
            return
        who = "1 patient" if chosen.patients == 1 else f"{chosen.patients:,} patients"
        rules = f" The rules then no longer know this: {chosen.stands_for}." * bool(
            chosen.stands_for
        )
        asked = f"{who} will not be on it any more.{rules} The file stays in the history."
        question = f"Take the list “{chosen.name}” away?"
        if confirm(self, self._desk.look, question, asked, "&Take it away", danger=True):
            self._desk.run(
                "Taking a list away", partial(self._forget, chosen.name), self._forgotten
            )

    def _forget(self, name: str, progress: Progress) -> int:
        session = self._desk.session
        patients = forget_list(session, name)
        stratify(session, session.today(), cause="import", progress=progress)
        return patients

    def _forgotten(self, patients: int) -> None:
        self._desk.practice_changed.emit()
        self.refresh()
        self._desk.messages.tell("good", f"The list was taken away; {patients:,} were on it.")


def _columns() -> list[Column[PatientList]]:
    return [
        Column("name", "List", lambda p: Cell(p.name, Kind.STRONG), lambda p: p.name, 230,
               stretch=True),
        Column("use", "Stands for", _use, lambda p: p.stands_for or None, 210),
        Column("patients", "Patients", lambda p: Cell(f"{p.patients:,}"), lambda p: p.patients, 84,
               figures=True),
        Column("day", "Run date", lambda p: Cell(show_date(p.run_date)), lambda p: p.run_date, 110),
        Column("file", "File", lambda p: Cell(p.files, Kind.SECONDARY, tip=p.files), None, 220),
    ]  # fmt: skip


def _use(each: PatientList) -> Cell:
    return Cell(each.stands_for) if each.stands_for else dash("Only for finding these patients")

"""Giving the chosen patients to a person or a role."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.ui.entrance.form import Field, text_field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog
from proactive_care.worklists import Assignee


class AssignDialog(Dialog):
    """Asks to whom; ``whom`` is empty for nobody."""

    def __init__(
        self, parent: QWidget, look: Look, patients: int, choices: Sequence[Assignee]
    ) -> None:
        people = "1 patient" if patients == 1 else f"{patients:,} patients"
        super().__init__(parent, look, f"Assign {people}")
        self.add(
            Words(
                "Everybody sees on worklists to whom a patient is assigned, and can filter by it. "
                "It is kept in the patient's contacts.",
                "secondary",
                wrap=True,
            )
        )
        self.box = QComboBox()
        for each in choices:
            self.box.addItem(f"{each.name[:1].upper()}{each.name[1:]}, {each.about}", each.name)
        self.box.addItem("Nobody: end the assignment", "")
        Field("Assign &to", self.box).add_to(self.body)
        note, self.note = text_field("&Note (optional)", "For example: phone before Friday.")
        self.note.setMaxLength(200)
        note.add_to(self.body)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "&Assign", self.accept, kind="primary"), default=True)
        self.setMinimumWidth(look.pixels(480))
        self.box.setFocus()

    @property
    def whom(self) -> str:
        """The person or role that was chosen."""
        return str(self.box.currentData())

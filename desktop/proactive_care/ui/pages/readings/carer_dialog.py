"""Who took the readings, if it was not the patient: a carer's name, relation and permission."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from proactive_care.domain.errors import KnownError
from proactive_care.readings import PERMISSIONS, Carer, check_carer
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog

_RELATIONS = (
    "wife",
    "husband",
    "partner",
    "daughter",
    "son",
    "parent",
    "care home staff",
    "friend",
)


class CarerDialog(Dialog):
    """``carer`` is who was entered, or None for the patient themselves."""

    def __init__(self, parent: QWidget, look: Look, carer: Carer | None) -> None:
        super().__init__(parent, look, "Who took the readings?")
        self._patient = False
        self.add(Words("The readings are kept under this name.", "secondary", wrap=True))
        self.name = QLineEdit()
        self.relation = QComboBox()
        self.relation.setEditable(True)
        self.relation.addItems(list(_RELATIONS))
        self.relation.setCurrentIndex(-1)
        self.permission = QComboBox()
        self.permission.addItem("Choose the permission", "")
        for words in PERMISSIONS:
            self.permission.addItem(words[0].upper() + words[1:], words)
        for label, field in (
            ("Name of the carer", self.name),
            ("What they are to the patient", self.relation),
            ("With what permission", self.permission),
        ):
            field.setAccessibleName(label)
            self.add(Words(label, "strong"))
            self.add(field)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "The &patient took them", self._by_patient))
        self.keep = self.add_button(Button(look, "&Keep", self._keep, kind="primary"), default=True)
        if carer is not None:
            self.name.setText(carer.name)
            self.relation.setEditText(carer.relation)
            self.permission.setCurrentIndex(self.permission.findData(carer.permission))
        self.name.setFocus()

    def carer(self) -> Carer | None:
        """Who took the readings; None: the patient."""
        if self._patient:
            return None
        relation = self.relation.currentText().strip()
        return Carer(self.name.text().strip(), relation, str(self.permission.currentData()))

    def _by_patient(self) -> None:
        self._patient = True
        self.accept()

    def _keep(self) -> None:
        entered = self.carer()
        assert entered is not None
        try:
            check_carer(entered)
        except KnownError as error:
            self.problem.setText(f"{error.happened} {error.advice}".strip())
            self.problem.show()
            return
        self.accept()

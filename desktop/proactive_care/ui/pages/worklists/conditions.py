"""The Conditions button of a worklist: which conditions somebody must have together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QRadioButton, QWidget

from proactive_care.domain.vocabulary import Framework
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, NumberBox, Words, across, down
from proactive_care.ui.work import Dialog
from proactive_care.worklists import Together, WorklistRow, condition_counts

_ANY = "Con&ditions"


class ConditionsButton(Button):
    """``changed`` is sent when another choice is made; the button says what is chosen."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, _ANY, self.ask, tip="Conditions together, for example HTN + T2DM")
        self._look = look
        self._rows: Sequence[WorklistRow] = ()
        self._choice = Together()

    @property
    def choice(self) -> Together:
        return self._choice

    def offer(self, rows: Sequence[WorklistRow]) -> None:
        """Count in these rows."""
        self._rows = rows

    def choose(self, choice: Together) -> None:
        """Choose, and say so on the button."""
        self._choice = choice
        self.rename(f"Con&ditions: {choice.words}" if choice else _ANY)
        self.changed.emit()

    def ask(self) -> None:
        """Open the dialog."""
        dialog = ConditionsDialog(self, self._look, self._rows, self._choice)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.choose(dialog.choice)


class ConditionsDialog(Dialog):
    """Six boxes, all or any of them, and a least number; it counts while one chooses."""

    def __init__(
        self, parent: QWidget, look: Look, rows: Sequence[WorklistRow], choice: Together
    ) -> None:
        super().__init__(parent, look, "Conditions together")
        self._rows = rows
        counts, self._at_least = condition_counts(rows)
        self.boxes: dict[Framework, QCheckBox] = {}
        for framework in Framework:
            box = QCheckBox(f"{framework.label} ({counts.get(framework, 0):,})")
            box.setAccessibleName(box.text())
            box.setChecked(framework in choice.chosen)
            box.toggled.connect(self._count)
            self.boxes[framework] = box
        self.all_of = QRadioButton("A&ll of these")
        self.any_of = QRadioButton("An&y of these")
        (self.all_of if choice.all_of else self.any_of).setChecked(True)
        for button in (self.all_of, self.any_of):
            button.setAccessibleName(button.text().replace("&", ""))
            button.toggled.connect(self._count)
        label = Words("And &at least this many conditions in all")
        self.at_least = NumberBox()
        self.at_least.setRange(1, len(Framework))
        self.at_least.setValue(max(1, choice.at_least))
        self.at_least.setAccessibleName("At least this many conditions in all")
        self.at_least.valueChanged.connect(self._count)
        label.setBuddy(self.at_least)
        self.add(down(*self.boxes.values(), gap=6))
        self.add(across(self.all_of, self.any_of, None, gap=16))
        self.add(across(label, self.at_least, None, gap=8))
        self.found = Words("", "strong", wrap=True)
        self.add(self.found)
        self.add_button(Button(look, "Cl&ear", self.clear))
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "&Show", self.accept, kind="primary"), default=True)
        self._count()
        self.boxes[Framework.HYPERTENSION].setFocus()

    @property
    def choice(self) -> Together:
        """What is chosen now."""
        chosen = frozenset(each for each, box in self.boxes.items() if box.isChecked())
        return Together(chosen, self.all_of.isChecked(), self.at_least.value())

    def clear(self) -> None:
        """Ask for nothing in particular."""
        for box in self.boxes.values():
            box.setChecked(False)
        self.all_of.setChecked(True)
        self.at_least.setValue(1)

    def _count(self) -> None:
        choice = self.choice
        fitting = sum(1 for row in self._rows if choice.fits(row))
        several = self._at_least[2]
        patients = "1 patient" if fitting == 1 else f"{fitting:,} patients"
        self.found.setText(f"{patients} of {len(self._rows):,}. {several:,} have 2 or more.")

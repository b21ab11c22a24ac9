"""The symptoms on the form: ticked as they are written, never guessed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QWidget

from proactive_care.domain.triage import RedFlag, Symptoms
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Flow, Words, down

FLAG_WORDS = {
    RedFlag.CHEST_PAIN: "&Chest pain",
    RedFlag.BREATHLESSNESS: "&Breathless",
    RedFlag.NEW_CONFUSION: "New c&onfusion",
    RedFlag.WEAKNESS_OR_SPEECH: "&Weakness or speech",
    RedFlag.SEVERE_HEADACHE: "Severe &headache",
    RedFlag.VISUAL_LOSS: "Loss of &vision",
}


class FlagBoxes(QWidget):
    """A tick box for each red flag, in ``columns``; without columns they flow, after a heading.

    ``ticked`` is sent after every change.
    """

    ticked = Signal()

    def __init__(self, heading: str = "", *, columns: int = 0) -> None:
        super().__init__()
        self.boxes = {flag: QCheckBox(words) for flag, words in FLAG_WORDS.items()}
        for box in self.boxes.values():
            box.setAccessibleName(box.text().replace("&", ""))
            box.toggled.connect(lambda _on: self.ticked.emit())
        if columns:
            grid = QGridLayout(self)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(4)
            for place, box in enumerate(self.boxes.values()):
                grid.addWidget(box, place // columns, place % columns)
        else:
            self.flow = Flow(gap=12, line_gap=4)
            if heading:
                self.flow.add(Words(heading, "heading"))
            for box in self.boxes.values():
                self.flow.add(box)
            self.setLayout(down(self.flow, gap=0))

    def chosen(self) -> frozenset[RedFlag]:
        """The ticked red flags."""
        return frozenset(flag for flag, box in self.boxes.items() if box.isChecked())

    def show_flags(self, flags: frozenset[RedFlag]) -> None:
        """Tick these and no others, silently."""
        for flag, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(flag in flags)
            box.blockSignals(False)


class SymptomsCard(QFrame):
    """Everything that can be ticked on the diary. ``ticked`` is sent after every change."""

    ticked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAccessibleName("Symptoms on the form")
        self.flags = FlagBoxes("Symptoms on the form")
        self.dizziness = QCheckBox("&Dizzy spells")
        self.fall = QCheckBox("A fa&ll")
        self.irregular = QCheckBox("&Uneven heartbeat sign")
        self.flags.ticked.connect(self.ticked)
        for box in (self.dizziness, self.fall, self.irregular):
            box.setAccessibleName(box.text().replace("&", ""))
            box.toggled.connect(lambda _on: self.ticked.emit())
            self.flags.flow.add(box)
        self.setToolTip("Tick only what is written")
        self.setLayout(down(self.flags, margins=(15, 7, 11, 7)))

    def symptoms(self) -> Symptoms:
        """What is ticked (an uneven heartbeat belongs to the readings)."""
        return Symptoms(self.flags.chosen(), self.dizziness.isChecked(), self.fall.isChecked())

    def show_symptoms(self, symptoms: Symptoms, *, irregular: bool = False) -> None:
        """Tick these and no others, silently."""
        self.flags.show_flags(symptoms.red_flags)
        for box, on in (
            (self.dizziness, symptoms.dizziness),
            (self.fall, symptoms.fall),
            (self.irregular, irregular),
        ):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)

    def first(self) -> QWidget:
        """The box that the keyboard goes to after the last figure."""
        return self.flags.boxes[RedFlag.CHEST_PAIN]

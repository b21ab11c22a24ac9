"""The line below the grid: where the cursor is, what is wrong, and which keys there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Flow, IconLabel, Words, across, down, set_words

_KEYS = (
    ("Enter", "next day"),
    ("-", "not written"),
    ("*", "cannot read"),
    ("+", "irregular"),
    ("F2", "note"),
    ("F4", "date"),
    ("Backspace", "back"),
)
_LOOKS = {
    "cell": ("edit", "secondary", "strong"),
    "offer": ("warning", "warning", "warning"),
    "wrong": ("danger", "danger", "danger"),
}


class Hints(QWidget):
    """``pulse_wanted`` is sent when pulses are to be keyed too, or passed over."""

    pulse_wanted = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = IconLabel(look, "edit", "secondary", 16)
        self.first = Words("", "strong", wrap=True)
        self.rest = Words("", "secondary", elide=True)
        self.pulse = QCheckBox("&Pulse too")
        self.pulse.setAccessibleName("Pulse too")
        self.pulse.toggled.connect(self.pulse_wanted)
        keys = Flow(gap=12, line_gap=4)
        for key, words in _KEYS:
            both = QWidget()
            both.setLayout(across(Words(key, "keys"), Words(words, "secondary"), gap=6))
            keys.add(both)
        line = across(self._icon, self.first, self.rest, self.pulse, gap=8)
        line.setStretch(2, 1)
        self._keys = keys
        self.setLayout(down(line, keys, gap=4, margins=(4, 0, 4, 0)))

    def show_keys(self, shown: bool) -> None:
        """Show or hide the list of keys (the guide has it too)."""
        self._keys.setVisible(shown)

    def say(self, kind: str, words: str) -> None:
        """Show a message: ``kind`` is cell, offer or wrong; what follows a ``|`` is quieter."""
        icon, colour, look = _LOOKS[kind]
        first, _, rest = words.partition("|")
        self._icon.show_icon(icon, colour)
        self.first.setText(first)
        set_words(self.first, look)
        self.first.setWordWrap(kind != "cell")
        self.rest.setText(rest)
        self.rest.setVisible(bool(rest))
        if kind != "cell":
            QAccessible.updateAccessibility(QAccessibleEvent(self.first, QAccessible.Event.Alert))

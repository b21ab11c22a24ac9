"""Labelled fields, one below the other, with the message that belongs to each."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from proactive_care.domain.errors import KnownError
from proactive_care.ui.widgets import Words, down, set_words
from proactive_care.ui.widgets.words import refresh_style


class Field:
    """A label with its key, a field, and a line for advice or what is wrong."""

    def __init__(self, label: str, control: QWidget, advice: str = "") -> None:
        self.control = control
        self.label = QLabel(label)
        self.label.setProperty("words", "strong")
        self.label.setBuddy(control)
        self.label.setAccessibleName(label.replace("&", ""))
        control.setAccessibleName(label.replace("&", ""))
        self._advice = advice
        self.note = Words(advice, "secondary", wrap=True)
        if not advice:
            self.note.hide()
        if isinstance(control, QLineEdit):
            control.textEdited.connect(self._forgive)

    def add_to(self, column: QVBoxLayout) -> None:
        """Put the parts below each other."""
        column.addLayout(down(self.label, self.control, self.note, gap=min(4, column.spacing())))

    def advise(self, words: str, kind: str = "secondary") -> None:
        """Say something below the field."""
        set_words(self.note, kind)
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def mark_wrong(self, error: KnownError) -> None:
        """Show what is wrong and put the keyboard there."""
        self.advise(f"{error.happened} {error.advice}".strip(), "danger")
        self._mark(True)
        self.control.setFocus()

    def mark_right(self) -> None:
        """Take the error away."""
        self.advise(self._advice)
        self._mark(False)

    def _forgive(self) -> None:
        """What is being put right is no longer called wrong."""
        if self.control.property("wrong"):
            self.mark_right()

    def _mark(self, wrong: bool) -> None:
        self.control.setProperty("wrong", wrong)
        refresh_style(self.control)


def password_field(label: str, advice: str = "") -> tuple[Field, QLineEdit]:
    """Return a field for a password."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return Field(label, line, advice), line


def text_field(label: str, advice: str = "") -> tuple[Field, QLineEdit]:
    """Return a field for a line of text."""
    line = QLineEdit()
    return Field(label, line, advice), line


def password_advice(password: str) -> tuple[str, str]:
    """Return kind and words about a new password: its length is what counts.

    Nothing is forced beyond the shortest length; people choose better when they are told why.
    """
    if not password:
        return "secondary", "At least 8 characters. Three random words are easy to remember."
    if len(password) < 8:
        return "danger", f"{8 - len(password)} more needed."
    if password.isdigit() or len(set(password)) < 5:
        return "warning", "Easy to guess: use different words or letters."
    if len(password) < 12:
        return "warning", "Fair. Longer is better: add a word."
    return "good", "Strong."

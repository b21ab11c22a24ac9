"""The rules of a framework as one text, to be read from beginning to end."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button
from proactive_care.ui.work import Dialog


class RuleTextDialog(Dialog):
    """Shows the text; closed with Esc or the button."""

    def __init__(self, parent: QWidget, desk: Desk, text: str) -> None:
        super().__init__(parent, desk.look, "The rules in full")
        words = QPlainTextEdit(text)
        words.setReadOnly(True)
        words.setTabChangesFocus(True)
        words.setAccessibleName("The rules in full")
        self.add_roomy(words, 640, 420)
        close = Button(desk.look, "&Close", self.accept, kind="primary")
        self.add_button(close, default=True)

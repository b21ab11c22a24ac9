"""One text: its words now, the shipped ones below, and the fields that can stand in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QPlainTextEdit

from proactive_care.templates import TextPart
from proactive_care.ui.entrance.form import Field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Flow, Words

_CLINICAL = "This text says when not to wait. Only a clinical lead can change it."
_OUTDATED = "The program's own words have changed since you wrote yours. Read both."


class TextEditor(Card):
    """``typed(text)`` is called after every change by hand."""

    def __init__(self, look: Look, typed: Callable[[str], None]) -> None:
        super().__init__("Text")
        self._typed = typed
        self.part: TextPart | None = None
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(look.pixels(150))
        self.field = Field("&Words", self.text)
        self.field.add_to(self.body)
        self.fields = Button(look, "&Insert a field")
        self._menu = QMenu(self.fields)
        self.fields.setMenu(self._menu)
        self.bold = Button(look, "&Bold", self._make_bold)
        self.as_shipped = Button(look, "As s&hipped", self._take_shipped)
        self.add(Flow(self.fields, self.bold, self.as_shipped, gap=8))
        self.note = Words("", "secondary", wrap=True)
        self.add(self.note)
        self.add(Words("As shipped", "strong"))
        self.shipped = Words("", "secondary", wrap=True)
        self.add(self.shipped)
        self.body.addStretch(1)
        self.text.textChanged.connect(self._changed)

    def show_part(self, part: TextPart, text: str, *, may_change: bool) -> None:
        """Show a text with the words that it has now."""
        self.part = part
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)
        self.text.setReadOnly(not may_change)
        self.text.setAccessibleName(f"{part.group}: {part.label}")
        self.field.label.setText(f"&Words: {part.label}")
        self.shipped.setText(part.shipped or "Nothing: this is room for words of your own.")
        notes = [_CLINICAL] if not may_change else []
        notes += [_OUTDATED] if part.outdated else []
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))
        self._menu.clear()
        for name in part.fields:
            self._menu.addAction(f"{{{name}}}", partial(self._insert, f"{{{name}}}"))
        self.fields.setEnabled(may_change and bool(part.fields))
        for button in (self.bold, self.as_shipped):
            button.setEnabled(may_change)
        self.field.mark_right()

    def tell(self, problem: str) -> None:
        """Say what is wrong with the words; empty takes it away."""
        self.field.advise(problem, "danger")

    def _changed(self) -> None:
        self._typed(self.text.toPlainText())

    def _insert(self, words: str) -> None:
        self.text.insertPlainText(words)
        self.text.setFocus()

    def _make_bold(self) -> None:
        cursor = self.text.textCursor()
        chosen = cursor.selectedText()
        cursor.insertText(f"**{chosen or 'words'}**")
        self.text.setFocus()

    def _take_shipped(self) -> None:
        if self.part is not None:
            self.text.setPlainText(self.part.shipped)
            self.text.setFocus()

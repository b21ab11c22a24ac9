"""One text: its words now, the shipped ones below, and the fields that can stand in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QMenu, QPlainTextDocumentLayout, QPlainTextEdit

from proactive_care.documents import reading_grade
from proactive_care.templates import TextPart
from proactive_care.ui.entrance.form import Field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Flow, Words

_CLINICAL = "This text is clinical. Only a clinical lead can change it."
_OUTDATED = "The program's own words have changed since you wrote yours. Read both."
_EASY = 6.0
_FEWEST_WORDS = 8  # the grade of a heading says nothing


class TextEditor(Card):
    """``typed(text)`` is called after every change by hand. Each text has its own undo."""

    def __init__(self, look: Look, typed: Callable[[str], None]) -> None:
        super().__init__("Text")
        self._typed = typed
        self._filling = False
        self._documents: dict[tuple[str, str], QTextDocument] = {}
        self.part: TextPart | None = None
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(look.pixels(96))
        self.field = Field("&Words", self.text)
        self.field.add_to(self.body)
        self.fields = Button(look, "&Insert a field")
        self._menu = QMenu(self.fields)
        self.fields.setMenu(self._menu)
        self.bold = Button(look, "&Bold", self._make_bold)
        self.undo = Button(look, "U&ndo", self.text.undo)
        self.undo.setToolTip("Take the last change of this text back (Ctrl+Z)")
        self.redo = Button(look, "Redo", self.text.redo)
        self.redo.setToolTip("Make it again (Ctrl+Y)")
        self.as_shipped = Button(look, "As s&hipped", self._take_shipped)
        self.add(Flow(self.fields, self.bold, self.undo, self.redo, self.as_shipped, gap=8))
        self.grade = Words("", "warning", wrap=True)
        self.note = Words("", "secondary", wrap=True)
        self.add(self.grade)
        self.add(self.note)
        self.add(Words("As shipped", "strong"))
        self.shipped = Words("", "secondary", wrap=True)
        self.add(self.shipped)
        self.body.addStretch(1)
        self.text.textChanged.connect(self._changed)
        self.text.undoAvailable.connect(lambda _can: self._tell_undo())
        self.text.redoAvailable.connect(lambda _can: self._tell_undo())

    def show_part(self, name: str, part: TextPart, text: str, *, may_change: bool) -> None:
        """Show a text of a document with the words that it has now."""
        self.part = part
        self._filling = True
        self.text.setDocument(self._document(name, part.key, text))
        self._filling = False
        self.text.setReadOnly(not may_change)
        self.text.setAccessibleName(f"{part.group}: {part.label}")
        self.field.label.setText(f"&Words: {part.label}")
        self.shipped.setText(part.shipped or "Nothing: this is room for words of your own.")
        self._menu.clear()
        for field in part.fields:
            words = f"{field.told[0].upper()}{field.told[1:]}: {field.written}"
            self._menu.addAction(words, partial(self._insert, field.written))
        self.fields.setEnabled(may_change and bool(part.fields))
        for button in (self.bold, self.as_shipped):
            button.setEnabled(may_change)
        self._tell_undo()
        self._tell_grade()
        self.field.mark_right()

    def tell_notes(self, more: tuple[str, ...]) -> None:
        """Say what else there is to know about the text."""
        assert self.part is not None
        told = [_CLINICAL] if self.text.isReadOnly() else []
        told += [_OUTDATED] if self.part.outdated else []
        told += more
        self.note.setText("\n".join(told))
        self.note.setVisible(bool(told))

    def forget(self, name: str) -> None:
        """Give up the undo of a document's texts: they were saved, or taken back."""
        self._documents = {key: doc for key, doc in self._documents.items() if key[0] != name}

    def tell(self, problem: str) -> None:
        """Say what is wrong with the words; empty takes it away."""
        self.field.advise(problem, "danger")

    def _document(self, name: str, key: str, text: str) -> QTextDocument:
        found = self._documents.get((name, key))
        if found is None:
            found = QTextDocument(text)
            found.setDocumentLayout(QPlainTextDocumentLayout(found))
            found.setDefaultFont(self.text.font())
            found.clearUndoRedoStacks()
            self._documents[(name, key)] = found
        return found

    def _changed(self) -> None:
        if not self._filling:
            self._tell_grade()
            self._typed(self.text.toPlainText())

    def _tell_undo(self) -> None:
        document, may = self.text.document(), not self.text.isReadOnly()
        self.undo.setEnabled(may and document.isUndoAvailable())
        self.redo.setEnabled(may and document.isRedoAvailable())

    def _tell_grade(self) -> None:
        words = self.text.toPlainText().replace("**", "")
        grade = reading_grade(words) if len(words.split()) >= _FEWEST_WORDS else 0.0
        hard = grade > _EASY
        if hard:
            self.grade.setText(
                f"This text has reading grade {grade:.1f}: harder than 6. Use shorter words and "
                "sentences."
            )
        self.grade.setVisible(hard)

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
            cursor = self.text.textCursor()  # through the cursor, so that it can be undone
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self.part.shipped)
            self.text.setFocus()

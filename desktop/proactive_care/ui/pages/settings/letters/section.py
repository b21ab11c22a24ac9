"""The section: a letter's texts, the one that is being changed, the letter, and Save."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QWidget

from proactive_care.accounts import Permission
from proactive_care.documents import shipped_wording
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.templates import (
    OpenTemplate,
    TextPart,
    check_text,
    open_template,
    reset_template,
    save_template,
    template_titles,
    template_versions,
)
from proactive_care.ui.pages.settings.letters.editor import TextEditor
from proactive_care.ui.pages.settings.letters.preview import LetterPreview
from proactive_care.ui.pages.settings.letters.texts import TextList
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Beside, Button, Flow, Words, across, down, scrolling
from proactive_care.ui.work import Dialog, confirm

_PAUSE_MS = 400  # after the last key before the letter is drawn again


class Letters(Section):
    """What is typed stays until it is saved, letter by letter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._open: OpenTemplate | None = None
        self._texts: dict[str, str] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._follow)
        self.letter = QComboBox()
        self.letter.setAccessibleName("Letter")
        self.letter.currentIndexChanged.connect(lambda _index: self.open_letter())
        self.version = Words("", "secondary", wrap=True)
        self.history_button = Button(look, "Hist&ory", self.show_history)
        self.reset_button = Button(look, "&Go back to shipped…", self.reset)
        head = Flow(
            Words("Letter", "strong"), self.letter, self.history_button, self.reset_button,
            self.version, gap=12,
        )  # fmt: skip
        self.list = TextList(self._choose)
        self.list.setMinimumHeight(look.pixels(420))
        self.editor = TextEditor(look, self._typed)
        self.preview = LetterPreview(desk)
        left, right = QWidget(), QWidget()
        beside = Beside(self.list, self.editor, lambda: look.pixels(420), shares=(2, 3))
        left.setLayout(down(beside, None, gap=0))
        right.setLayout(down(self.preview, None, gap=0))
        content = QWidget()
        whole = Beside(left, right, lambda: look.pixels(900), shares=(3, 2))
        content.setLayout(down(head, whole, gap=12, margins=(24, 16, 24, 16)))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why the words are changed")
        self.reason.setAccessibleName("Why the words are changed")
        self.reason.textChanged.connect(lambda _text: self._tell_state())
        self.state = Words("", "secondary", wrap=True)
        self.save_button = Button(look, "&Save", self.save, kind="primary")
        foot = QFrame()
        foot.setProperty("part", "status")
        row = across(self.state, self.reason, self.save_button, gap=16, margins=(24, 8, 24, 8))
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        foot.setLayout(row)
        column = down(scrolling(content), foot, gap=0)
        column.setStretch(0, 1)
        self.setLayout(column)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._open is None:
            for name, title in template_titles(self._desk.session).items():
                self.letter.addItem(title, name)

    def refresh(self) -> None:
        """Load again what is saved, unless something was typed that is not saved yet."""
        if self._open is not None and not self._changes():
            self.open_letter()

    def open_letter(self) -> None:
        """Show the letter that is chosen; what was typed into another one is not kept."""
        self._open = open_template(self._desk.session, self.letter.currentData())
        self._texts = {part.key: part.text for part in self._open.parts}
        self.list.show_parts(self._open.parts)
        self._choose(self.list.key())
        self._tell_version()
        self._follow()

    def save(self) -> None:
        """Keep the words as a version, or say at the text what cannot be."""
        assert self._open is not None
        try:
            number = save_template(
                self._desk.session, self._open.name, self._texts, self.reason.text()
            )
        except InvalidInput as error:
            self._show_error(error)
            return
        except KnownError as error:
            self._desk.messages.tell_error(error)
            return
        self._saved(f"Saved as version {number}. Letters now have these words.")

    def reset(self) -> None:
        """Ask, and go back to the shipped words."""
        assert self._open is not None
        if not confirm(
            self,
            self._desk.look,
            "Go back to the shipped words?",
            "Every text of this letter will be as shipped. Your versions stay in the history.",
            "&Go back",
        ):
            return
        name = self._open.name
        if self._desk.attempt(
            lambda: reset_template(self._desk.session, name, "Back to the shipped words")
        ):
            self._saved("The letter has its shipped words again.")

    def show_history(self) -> None:
        """Show every saved version: when, by whom, why."""
        assert self._open is not None
        dialog = Dialog(self, self._desk.look, f"Versions of {self._open.title.lower()}")
        versions = template_versions(self._desk.session, self._open.name)
        for version in versions:
            day = show_date(version.at.astimezone().date())
            texts = {0: "as shipped", 1: "1 text"}.get(version.texts, f"{version.texts} texts")
            dialog.add(Words(f"Version {version.version}, {day}, {version.by}: {texts}", "strong"))
            dialog.add(Words(version.reason, wrap=True))
        if not versions:
            dialog.add(Words("Nobody has changed this letter yet.", "secondary"))
        dialog.add_button(
            Button(self._desk.look, "&Close", dialog.accept, kind="primary"), default=True
        )
        dialog.exec()

    def _saved(self, words: str) -> None:
        self.reason.clear()
        self.open_letter()
        self._desk.practice_changed.emit()
        self._desk.messages.tell("good", words)

    def _choose(self, key: str) -> None:
        part = self._part(key)
        if part is not None:
            lead = self._desk.session.may(Permission.SIGN_OFF_PACKS)
            self.editor.show_part(part, self._texts[key], may_change=lead or not part.clinical)
            self._tell_problem(key)

    def _part(self, key: str) -> TextPart | None:
        parts = self._open.parts if self._open else ()
        return next((part for part in parts if part.key == key), None)

    def _typed(self, text: str) -> None:
        part = self.editor.part
        assert part is not None
        self._texts[part.key] = text
        self.list.mark(part.key, changed=text.strip() != part.shipped)
        self._tell_problem(part.key)
        self._tell_state()
        self._pause.start()

    def _tell_problem(self, key: str) -> None:
        assert self._open is not None
        shipped = shipped_wording(f"{self._open.name}.en")
        problem = check_text(self._open.name, shipped, key, self._texts[key].strip())
        self.editor.tell(problem.words if problem else "")

    def _changes(self) -> bool:
        parts = self._open.parts if self._open else ()
        return any(self._texts[part.key].strip() != part.text for part in parts)

    def _follow(self) -> None:
        """Draw the letter with what is typed, where it can be printed."""
        assert self._open is not None
        shipped = shipped_wording(f"{self._open.name}.en")
        usable = {
            part.key: self._texts[part.key].strip()
            for part in self._open.parts
            if self._texts[part.key].strip() != part.shipped
            and not check_text(self._open.name, shipped, part.key, self._texts[part.key].strip())
        }
        self.preview.show_words(self._open.name, usable)
        self._tell_state()

    def _tell_state(self) -> None:
        changed = self._changes()
        self.save_button.setEnabled(changed and bool(self.reason.text().strip()))
        self.state.setText(
            "Not saved yet: say why, then save." if changed else "Nothing was changed."
        )

    def _tell_version(self) -> None:
        assert self._open is not None
        words = f"Version {self._open.version}"
        if self._open.changed_at is not None:
            day = show_date(self._open.changed_at.astimezone().date())
            words += f", changed by {self._open.changed_by} on {day}"
        self.version.setText(words)
        self.reset_button.setEnabled(any(part.changed for part in self._open.parts))

    def _show_error(self, error: InvalidInput) -> None:
        if self._part(error.field) is not None:
            self.list.choose(error.field)
            self.editor.tell(f"{error.happened} {error.advice}".strip())
            self.editor.text.setFocus()
        else:
            self._desk.messages.tell_error(error)

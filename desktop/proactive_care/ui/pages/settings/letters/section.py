"""The section: a document's texts, the one that is being changed, its preview, and Save."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QLineEdit, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.templates import (
    GroupChoice,
    TextPart,
    group_choices,
    new_group_part,
    open_template,
    reset_template,
    save_template,
    template_titles,
    template_versions,
    text_problem,
)
from proactive_care.ui.pages.settings.letters.drafts import Draft, Drafts
from proactive_care.ui.pages.settings.letters.editor import TextEditor
from proactive_care.ui.pages.settings.letters.group_dialog import GroupDialog, who_words
from proactive_care.ui.pages.settings.letters.history import HistoryDialog
from proactive_care.ui.pages.settings.letters.preview import LetterPreview
from proactive_care.ui.pages.settings.letters.texts import TextList
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Beside, Button, Flow, Words, across, down, scrolling
from proactive_care.ui.work import confirm

_PAUSE_MS = 400  # after the last key before the document is drawn again


class Letters(Section):
    """What is typed stays until it is saved, document by document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = Drafts()
        self._draft: Draft | None = None
        self._groups: tuple[GroupChoice, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._follow)
        self._build()

    def _build(self) -> None:
        look = self._desk.look
        self.letter = QComboBox()
        self.letter.setAccessibleName("Document")
        self.letter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.letter.currentIndexChanged.connect(lambda _index: self.open_letter())
        self.version = Words("", "secondary", wrap=True)
        self.history_button = Button(look, "Hist&ory", self.show_history)
        self.reset_button = Button(look, "&Go back to shipped…", self.reset)
        head = Flow(
            Words("Document", "strong"), self.letter, self.history_button, self.reset_button,
            self.version, gap=12,
        )  # fmt: skip
        self.add_paragraph = Button(look, "&Add for a group…", self.ask_group)
        self.list = TextList(self._choose)
        self.list.setMinimumHeight(look.pixels(260))
        texts = QWidget()
        column = down(self.add_paragraph, self.list, gap=8)
        column.setStretch(1, 1)
        texts.setLayout(column)
        self.editor = TextEditor(look, self._typed)
        self.preview = LetterPreview(self._desk)
        left, right = QWidget(), QWidget()
        beside = Beside(texts, self.editor, lambda: look.pixels(420), shares=(2, 3))
        left.setLayout(down(beside, gap=0))
        right.setLayout(down(self.preview, gap=0))
        content = QWidget()
        whole = Beside(left, right, lambda: look.pixels(900), shares=(3, 2))
        filled = down(head, whole, gap=12, margins=(24, 16, 24, 16))
        filled.setStretch(1, 1)
        content.setLayout(filled)
        page = down(scrolling(content), self._foot(), gap=0)
        page.setStretch(0, 1)
        self.setLayout(page)

    def _foot(self) -> QFrame:
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why the words are changed")
        self.reason.setToolTip("Why the words are changed: it is kept with the version")
        self.reason.setAccessibleName("Why the words are changed")
        self.reason.textChanged.connect(self._keep_reason)
        self.reason.returnPressed.connect(self._save_if_ready)
        self.state = Words("", "secondary", wrap=True)
        self.save_button = Button(self._desk.look, "&Save", self.save, kind="primary")
        foot = QFrame()
        foot.setProperty("part", "status")
        row = across(self.state, self.reason, self.save_button, gap=16, margins=(24, 8, 24, 8))
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        foot.setLayout(row)
        return foot

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._draft is not None:
            return
        self._groups = group_choices(self._desk.session)
        kind = ""
        for each in template_titles(self._desk.session):
            if kind and each.kind != kind:
                self.letter.insertSeparator(self.letter.count())
            kind = each.kind
            self.letter.addItem(each.title, each.name)

    def refresh(self) -> None:
        """Load again what is saved, unless something was typed that is not saved yet."""
        if self._draft is not None and not self._draft.changed:
            self._groups = group_choices(self._desk.session)
            self._load()

    def unsaved(self) -> str:
        """Say which documents have words that are not saved; empty if none has."""
        return ", ".join(self._drafts.unsaved())

    def discard(self) -> None:
        """Give up what was typed and not saved."""
        for row in range(self.letter.count()):
            name = self.letter.itemData(row)
            if name:
                self._drafts.forget(name)
                self.editor.forget(name)
        if self._draft is not None:
            self._load()

    def open_letter(self) -> None:
        """Show the document that is chosen, with what was typed into it before."""
        name = self.letter.currentData()
        if name is None:
            return
        kept = self._drafts.of(name)
        if kept is None or not kept.changed:
            self._load()
        else:
            self._show(kept)

    def _load(self) -> None:
        name = self.letter.currentData()
        self.editor.forget(name)
        self._show(self._drafts.start(open_template(self._desk.session, name)))

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.reason.setText(draft.reason)
        self.add_paragraph.setVisible(draft.opened.for_groups)
        self.list.show_parts(draft.parts)
        for part in draft.parts:
            self._mark(part)
        self._choose(self.list.key())
        self._tell_version()
        self._follow()

    # What is done ------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the words as a version, or say at the text what cannot be."""
        draft, session = self._draft, self._desk.session
        assert draft is not None
        name, texts, reason = draft.opened.name, draft.own_texts(), self.reason.text()

        def work(_progress: Progress) -> int:
            return save_template(session, name, texts, reason)

        self.setEnabled(False)  # what is typed meanwhile would be lost
        self._desk.run(
            "Checking and saving the words",
            work,
            lambda number: self._saved(f"Saved as version {number}. Documents now have it."),
            failed=self._show_error,
            ended=self._go_on,
            can_cancel=False,
        )

    def _go_on(self) -> None:
        """Give the section back, with the keyboard where the words are."""
        self.setEnabled(True)
        if self.isVisible():
            self.editor.text.setFocus()

    def reset(self) -> None:
        """Ask, and go back to the shipped words."""
        assert self._draft is not None
        if not confirm(
            self,
            self._desk.look,
            "Go back to the shipped words?",
            "Every text of this document will be as shipped. Your versions stay in the history.",
            "&Go back",
        ):
            return
        name = self._draft.opened.name
        if self._desk.attempt(
            lambda: reset_template(self._desk.session, name, "Back to the shipped words")
        ):
            self._saved("The document has its shipped words again.")

    def show_history(self) -> None:
        """Show every saved version: when, by whom, why."""
        assert self._draft is not None
        opened = self._draft.opened
        versions = template_versions(self._desk.session, opened.name)
        HistoryDialog(self, self._desk.look, opened, versions).exec()

    def ask_group(self) -> None:
        """Ask for which group a paragraph is added."""
        dialog = GroupDialog(self, self._desk.look, self._groups)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.add_group(dialog.chosen)

    def add_group(self, choice: GroupChoice) -> None:
        """Add a paragraph for a group, or go to the one there is, to be typed."""
        assert self._draft is not None
        if self._draft.part(choice.key) is None:
            self._draft.added.append(new_group_part(self._draft.opened.name, choice.key))
            self.list.show_parts(self._draft.parts)
            for part in self._draft.parts:
                self._mark(part)
        self.list.choose(choice.key)
        self.editor.text.setFocus()

    def _keep_reason(self, text: str) -> None:
        if self._draft is not None:
            self._draft.reason = text
            self._tell_state()

    def _save_if_ready(self) -> None:
        if self.save_button.isEnabled():
            self.save()

    def _saved(self, words: str) -> None:
        self._load()
        self._desk.practice_changed.emit()
        self._desk.messages.tell("good", words)

    def _show_error(self, error: KnownError) -> None:
        draft = self._draft
        assert draft is not None
        if isinstance(error, InvalidInput) and draft.part(error.field) is not None:
            self.list.choose(error.field)
            self.editor.tell(f"{error.happened} {error.advice}".strip())
            self.editor.text.setFocus()
        else:
            self._desk.messages.tell_error(error)

    # What is shown -----------------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        draft = self._draft
        part = draft.part(key) if draft is not None else None
        if draft is None or part is None:
            return
        lead = self._desk.session.may(Permission.SIGN_OFF_PACKS)
        may = lead or not part.clinical
        self.editor.show_part(draft.opened.name, part, draft.text(key), may_change=may)
        self.editor.tell_notes(self._notes(part))
        self._tell_problem(key)
        self._pause.start()

    def _notes(self, part: TextPart) -> tuple[str, ...]:
        """Say for whom a group's paragraph is, and who does not get these words."""
        assert self._draft is not None
        notes = [who_words(each) for each in self._groups if each.key == part.key]
        if ".groups." in part.key and not notes:
            notes.append("The rules in use have no such group: nobody gets this paragraph.")
        others = self._draft.opened.translations
        if others and self._draft.text(part.key).strip() != part.shipped:
            notes.append(
                f"In English only. Translations keep the shipped words: {_listed(others)}."
            )
        return tuple(notes)

    def _typed(self, text: str) -> None:
        part, draft = self.editor.part, self._draft
        assert part is not None
        assert draft is not None
        draft.texts[part.key] = text
        self._mark(part)
        self.editor.tell_notes(self._notes(part))
        self._tell_problem(part.key)
        self._tell_state()
        self._pause.start()

    def _mark(self, part: TextPart) -> None:
        assert self._draft is not None
        self.list.mark(part, changed=self._draft.text(part.key).strip() != part.shipped)

    def _problem(self, key: str) -> str:
        assert self._draft is not None
        found = text_problem(
            self._desk.session, self._draft.opened.name, key, self._draft.text(key)
        )
        return found.words if found else ""

    def _tell_problem(self, key: str) -> None:
        self.editor.tell(self._problem(key))

    def _follow(self) -> None:
        """Draw the document with what is typed, where it can be printed."""
        draft = self._draft
        assert draft is not None
        usable = {key: text for key, text in draft.own_texts().items() if not self._problem(key)}
        key = self.list.key()
        self.preview.show_words(draft.opened.name, usable, key, draft.text(key))
        self._tell_state()

    def _tell_state(self) -> None:
        assert self._draft is not None
        changed, others = self._draft.changed, self._drafts.unsaved()
        self.save_button.setEnabled(changed and bool(self.reason.text().strip()))
        elsewhere = [title for title in others if title != self._draft.opened.title]
        words = "Not saved yet: say why, then save." if changed else "Nothing was changed."
        if elsewhere:
            words += f" Not saved either: {', '.join(elsewhere)}."
        self.state.setText(words)

    def _tell_version(self) -> None:
        assert self._draft is not None
        opened = self._draft.opened
        words = f"Version {opened.version}"
        if opened.changed_at is not None:
            day = show_date(opened.changed_at.astimezone().date())
            words += f", changed by {opened.changed_by} on {day}"
        self.version.setText(words)
        self.reset_button.setEnabled(any(part.changed for part in opened.parts))


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

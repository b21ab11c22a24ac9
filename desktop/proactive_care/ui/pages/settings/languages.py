"""Languages of letters: which may be printed, the letter to have checked, and signing it off."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.recall import (
    LanguageState,
    LetterLanguage,
    letter_languages,
    preview_language,
    sign_off_language,
    withdraw_language,
)
from proactive_care.resource_files import resource_path
from proactive_care.ui.entrance.form import text_field
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Flow, Words, down, scrolling
from proactive_care.ui.work import Dialog

_SHORTEST = 3
_SCRIPT_FONTS = (
    "NotoNaskhArabic", "NotoSansBengali", "NotoSansGurmukhi", "NotoSansGujarati",
)  # fmt: skip
_ABOUT = (
    "English is final. Every other language is a draft that nobody has checked. Have the "
    "letters, diaries and care plan texts read by somebody who knows the language and health "
    "care, then sign it off. Until then nobody gets anything in it: whoever needs the language is "
    "listed under Another route when a batch is checked, and a care plan in it can only be looked "
    "at."
)
_STATES = {
    LanguageState.SIGNED_OFF: ("Signed off", Kind.GOOD, "letters and care plans are printed in it"),
    LanguageState.DRAFT: ("Draft", Kind.TEXT, "not checked"),
    LanguageState.CHANGED: ("Changed", Kind.WARNING, "the wording is new: have it checked again"),
    LanguageState.WITHDRAWN: ("Withdrawn", Kind.TEXT, "nothing is printed in it"),
}


class Languages(Section):
    """The list, and what can be done with the chosen language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._loaded = False
        look = desk.look
        load_script_fonts()
        self.model: TableModel[LetterLanguage] = TableModel(
            _columns(),
            identity=lambda row: row.language.code,
            words=lambda row: row.language.name,
        )
        self.table = Table(look, self.model, "Languages of letters", row_height=44, wrap=True)
        self.table.setMinimumHeight(look.pixels(400))
        self.table.current_changed.connect(self._tell)
        self.table.opened.connect(lambda _row: self.view())
        card = Card("Languages of letters", " ", padded=False)
        card.add(self.table, 1)
        self.about = Words("", wrap=True)
        self.view_button = Button(look, "&View the letter…", self.view)
        self.sign_button = Button(look, "&Sign off…", self.ask_sign, kind="primary")
        self.withdraw_button = Button(look, "&Withdraw…", self.ask_withdraw)
        self._may = desk.session.may(Permission.MANAGE_SETTINGS)
        detail = Card()
        detail.add(self.about)
        detail.add(Flow(self.view_button, self.sign_button, self.withdraw_button, gap=8))
        content = QWidget()
        column = down(
            Words(_ABOUT, "secondary", wrap=True), card, detail, gap=12, margins=(16, 12, 16, 12)
        )
        column.setStretch(1, 1)
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))
        self._tell(None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.refresh()

    def refresh(self) -> None:
        """Load the states again."""
        self._loaded = True
        place = max(0, self.table.currentIndex().row())
        self.model.load(letter_languages(self._desk.session))
        self.table.go_to(place)
        self._tell(self.table.current_row())

    def view(self) -> None:
        """Show the example letter with its diary, to print it for whoever checks it."""
        row, session = self.table.current_row(), self._desk.session
        if row is None:
            return
        code = row.language.code

        def work(_progress: Progress) -> bytes:
            return preview_language(session, code)

        self._desk.run("Drawing the letter", work, lambda data: self._show(row, data))

    def ask_sign(self) -> None:
        """Ask who checked the wording, and sign it off."""
        row = self.table.current_row()
        if row is None or not self._may:
            return
        dialog = SignOffDialog(self, self._desk.look, row)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.sign(row, dialog.who.text())

    def sign(self, row: LetterLanguage, checked_by: str) -> None:
        """Sign a language off."""
        if self._desk.attempt(
            lambda: sign_off_language(self._desk.session, row.language.code, checked_by)
        ):
            self._done(f"Letters and care plans are now printed in {row.language.name}.")

    def ask_withdraw(self) -> None:
        """Ask why, and take the sign-off back."""
        row = self.table.current_row()
        if row is None or not self._may:
            return
        dialog = WithdrawDialog(self, self._desk.look, row)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.withdraw(row, dialog.why.text())

    def withdraw(self, row: LetterLanguage, reason: str) -> None:
        """Take a sign-off back."""
        if self._desk.attempt(
            lambda: withdraw_language(self._desk.session, row.language.code, reason)
        ):
            self._done(f"No more letters or care plans are printed in {row.language.name}.")

    def _done(self, words: str) -> None:
        self.refresh()
        self._desk.practice_changed.emit()
        self._desk.messages.tell("good", words, "It is kept who decided it, and when.")

    def _show(self, row: LetterLanguage, data: bytes) -> None:
        look = self._desk.look
        dialog = Dialog(self, look, f"The recall letter in {row.language.name}")
        viewer = PdfViewer(self._desk)
        viewer.show_document(PdfDocument(data, f"recall-letter-{row.language.code}.pdf"))
        dialog.add_roomy(viewer, 620, 520)
        dialog.add_button(Button(look, "C&lose", dialog.accept), default=True)
        dialog.exec()

    def _tell(self, row: LetterLanguage | None) -> None:
        self.view_button.setEnabled(row is not None)
        self.sign_button.setEnabled(row is not None and self._may and not row.may_print)
        self.withdraw_button.setEnabled(row is not None and self._may and row.may_print)
        self.about.setText("" if row is None else state_words(row))


@cache
def load_script_fonts() -> None:
    """Let the window write the languages' own names on a PC that has no fonts for them."""
    for name in _SCRIPT_FONTS:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", f"{name}-Regular.ttf")))


class SignOffDialog(Dialog):
    """Who checked the wording, and that all of it was checked."""

    def __init__(self, parent: QWidget, look: Look, row: LetterLanguage) -> None:
        super().__init__(parent, look, f"Sign off {row.language.name}?")
        self.add(
            Words(
                "Letters will be printed in it for patients whose record asks for it. The sign-off "
                "is for exactly this wording: when an update changes a text, sign it again.",
                wrap=True,
            )
        )
        field, self.who = text_field(
            "Who &checked it", "Name and what they are, for example Anna Mockford, interpreter."
        )
        field.add_to(self.body)
        self.read = QCheckBox("The whole &letter and diary were read, warning signs included")
        self.read.setAccessibleName(self.read.text().replace("&", ""))
        self.add(self.read)
        self.add_button(Button(look, "C&ancel", self.reject))
        self.button = Button(look, "&Sign off", self.accept, kind="primary")
        self.add_button(self.button, default=True)
        self.who.textChanged.connect(lambda _text: self._follow())
        self.read.toggled.connect(lambda _on: self._follow())
        self._follow()

    def _follow(self) -> None:
        long_enough = len(self.who.text().strip()) >= _SHORTEST
        self.button.setEnabled(long_enough and self.read.isChecked())


class WithdrawDialog(Dialog):
    """Why nobody should get letters in a language any more."""

    def __init__(self, parent: QWidget, look: Look, row: LetterLanguage) -> None:
        super().__init__(parent, look, f"Withdraw {row.language.name}?")
        self.add(
            Words(
                "No more letters are printed in it. Letters that were printed stay as they are.",
                wrap=True,
            )
        )
        field, self.why = text_field("W&hy")
        field.add_to(self.body)
        self.add_button(Button(look, "C&ancel", self.reject), default=True)
        self.button = Button(look, "&Withdraw", self.accept, kind="danger")
        self.add_button(self.button)
        self.why.textChanged.connect(lambda _text: self._follow())
        self._follow()

    def _follow(self) -> None:
        self.button.setEnabled(len(self.why.text().strip()) >= _SHORTEST)


def state_words(row: LetterLanguage) -> str:
    """Say what holds for a language, and who decided it."""
    name = row.language.name
    on = "" if row.decided_on is None else f" on {show_date(row.decided_on)}"
    match row.state:
        case LanguageState.SIGNED_OFF:
            return f"{name}: checked by {row.checked_by}, signed off by {row.decided_by}{on}."
        case LanguageState.CHANGED:
            return (
                f"{name}: an update has changed the wording that {row.checked_by} checked. "
                "Have it checked again, then sign it off."
            )
        case LanguageState.WITHDRAWN:
            return f"{name}: withdrawn by {row.decided_by}{on}. {row.reason}"
        case _:
            return f"{name}: nobody has checked this draft yet. View it, and print it for somebody."


def _columns() -> list[Column[LetterLanguage]]:
    return [
        Column("language", "Language", _language, lambda r: r.language.name, 190),
        Column("state", "State", _state, lambda r: r.state.value, 230, stretch=True),
        Column("checked", "Checked by", _checked, lambda r: r.checked_by, 220),
        Column("decided", "Decided by", _decided, lambda r: r.decided_by, 180),
    ]


def _language(row: LetterLanguage) -> Cell:
    return Cell(row.language.name, Kind.STRONG, second=row.language.own_name)


def _state(row: LetterLanguage) -> Cell:
    words, kind, second = _STATES[row.state]
    return Cell(words, kind, second=second)


def _checked(row: LetterLanguage) -> Cell:
    return Cell(row.checked_by) if row.checked_by else dash("Nobody has checked it")


def _decided(row: LetterLanguage) -> Cell:
    if row.decided_on is None:
        return dash("Nothing was decided")
    return Cell(row.decided_by, second=show_date(row.decided_on))

"""Languages of letters in Settings: looked at, signed off with a name, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care.recall import letter_languages, sign_off_language
from proactive_care.ui.pages.recall.people import due_columns
from proactive_care.ui.pages.settings import languages as module
from proactive_care.ui.pages.settings.languages import (
    Languages,
    SignOffDialog,
    WithdrawDialog,
    state_words,
)
from proactive_care.ui.pdf import PdfViewer
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import Dialog

Ready = Callable[[MainWindow], None]
WHO = "Anna Mockford, interpreter"


@pytest.fixture
def section(window: MainWindow, ready: Ready) -> Languages:
    window.go(Place("settings", "Languages"))
    ready(window)
    found = window.page.findChild(Languages)
    assert isinstance(found, Languages)
    return found


def go_to(section: Languages, code: str) -> None:
    place = section.model.place_of(code)
    assert place is not None
    section.table.go_to(place)


def test_every_language_is_a_draft_at_first(section: Languages) -> None:
    assert section.model.rowCount() == 9
    go_to(section, "pl")
    assert "nobody has checked this draft" in section.about.text()
    assert section.sign_button.isEnabled()
    assert not section.withdraw_button.isEnabled()
    assert section.model.cell(0, 1).text == "Draft"


def test_signing_off_and_withdrawing(
    section: Languages, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: SignOffDialog) -> int:
        assert not dialog.button.isEnabled()
        dialog.who.setText(WHO)
        assert not dialog.button.isEnabled()
        dialog.read.setChecked(True)
        assert dialog.button.isEnabled()
        return 1

    monkeypatch.setattr(SignOffDialog, "exec", answer)
    go_to(section, "pl")
    QTest.keyClick(section.sign_button, Qt.Key.Key_Space)
    ready(window)
    assert "now printed in Polish" in window.messages.text()
    assert f"checked by {WHO}" in section.about.text()
    assert window.session.full_name in section.about.text()
    assert not section.sign_button.isEnabled()

    def why(dialog: WithdrawDialog) -> int:
        assert not dialog.button.isEnabled()
        dialog.why.setText("A word was wrong")
        assert dialog.button.isEnabled()
        return 1

    monkeypatch.setattr(WithdrawDialog, "exec", why)
    QTest.keyClick(section.withdraw_button, Qt.Key.Key_Space)
    ready(window)
    assert "No more letters or care plans are printed in Polish" in window.messages.text()
    assert "A word was wrong" in section.about.text()


def test_cancelling_changes_nothing(
    section: Languages, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dialog, "exec", lambda _dialog: 0)
    go_to(section, "ur")
    section.ask_sign()
    assert not any(each.may_print for each in letter_languages(window.session))
    sign_off_language(window.session, "ur", WHO)
    section.refresh()
    section.ask_withdraw()
    assert any(each.may_print for each in letter_languages(window.session))


def test_the_letter_is_shown_by_the_enter_key(
    section: Languages, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, int]] = []

    def look_at(dialog: Dialog) -> int:
        viewer = dialog.findChild(PdfViewer)
        assert viewer is not None
        assert viewer.document is not None
        shown.append((dialog.windowTitle(), viewer.document.page_count()))
        return 1

    monkeypatch.setattr(Dialog, "exec", look_at)
    go_to(section, "ar")
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    ready(window)
    ((title, pages),) = shown
    assert title == "The recall letter in Arabic"
    assert pages > 10, "letters, a diary, and every text"


def test_a_changed_wording_says_so(
    section: Languages, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off_language(window.session, "cy", WHO)
    monkeypatch.setattr("proactive_care.recall.languages.wording_hash", lambda _code: "b" * 64)
    section.refresh()
    go_to(section, "cy")
    assert "an update has changed the wording" in section.about.text()
    assert section.sign_button.isEnabled()


def test_what_cannot_be_done_is_said_in_the_strip(section: Languages, window: MainWindow) -> None:
    go_to(section, "cy")
    row = section.table.current_row()
    section.withdraw(row, "no reason")
    assert "Welsh is not signed off" in window.messages.text()
    section.sign(row, "")
    assert "Say who checked the wording" in window.messages.text()
    assert state_words(row).startswith("Welsh: nobody")
    assert module.Languages is Languages


def test_nothing_chosen_does_nothing(section: Languages) -> None:
    section.model.load(())
    section._tell(None)
    for action in (section.view, section.ask_sign, section.ask_withdraw):
        action()
    assert not section.view_button.isEnabled()


@pytest.mark.parametrize(
    ("need", "language", "shown"),
    [
        ("", "", "Standard"),
        ("", "English", "Standard"),
        ("", "Polish", "Polish"),
        ("Large print", "Urdu", "Large print, Urdu"),
        ("Easy read", "", "Easy read"),
    ],
)
def test_the_batch_shows_the_language_of_each_letter(need: str, language: str, shown: str) -> None:
    person = SimpleNamespace(patient=SimpleNamespace(format_need=need, language=language))
    (column,) = (each for each in due_columns(date(2026, 9, 14)) if each.key == "format")
    assert column.cell(person).text == shown

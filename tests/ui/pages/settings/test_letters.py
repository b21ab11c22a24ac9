"""The practice's own words, typed in the window: checked, previewed, saved, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest

from proactive_care.accounts import Session
from proactive_care.templates import open_template, practice_wording, template_versions
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.settings.letters import Letters
from proactive_care.ui.pages.settings.letters import section as section_module
from proactive_care.ui.pages.settings.letters.preview import grade_words
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.widgets import Words
from proactive_care.ui.work import Dialog

Ready = Callable[[MainWindow], None]


def letters_of(window: MainWindow, ready: Ready) -> Letters:
    window.go(Place("settings", "Letters"))
    ready(window)
    page = window.page
    assert isinstance(page, SettingsPage)
    found = page.findChild(Letters)
    assert found is not None
    return found


@pytest.fixture
def letters(window: MainWindow, ready: Ready) -> Letters:
    return letters_of(window, ready)


def type_words(letters: Letters, key: str, words: str) -> None:
    letters.list.choose(key)
    letters.editor.text.selectAll()
    QTest.keyClicks(letters.editor.text, words)


def listed(letters: Letters) -> list[str]:
    return [letters.list.item(row).text() for row in range(letters.list.count())]


def test_words_are_typed_previewed_and_saved(
    letters: Letters, window: MainWindow, ready: Ready
) -> None:
    session = window.desk.session
    assert letters.letter.currentText() == "Recall letter"
    assert not letters.save_button.isEnabled()
    type_words(letters, "own.everybody", "Our car park is closed.")
    assert "For everybody\nyours" in listed(letters)
    assert not letters.save_button.isEnabled()  # until somebody says why
    QTest.keyClicks(letters.reason, "The car park")
    assert letters.save_button.isEnabled()
    QTest.qWait(450)
    ready(window)
    assert letters.preview._document is not None
    assert "Our car park is closed." in letters.preview._document.words(0)
    letters.save_button.click()
    ready(window)
    assert "Saved as version 1." in window.desk.messages.text()
    assert practice_wording(session, "recall_invitation").text("own.everybody").startswith("Our")
    assert letters.reason.text() == ""
    assert "Version 1.1, changed by" in letters.version.text()


def test_a_broken_text_says_so_at_once_and_is_not_saved(letters: Letters) -> None:
    type_words(letters, "letter.why", "We help you.")
    assert "{conditions} must stay" in letters.editor.field.note.text()
    QTest.keyClicks(letters.reason, "Shorter")
    letters.list.choose("letter.closing")
    assert letters.editor.field.note.text() == ""
    letters.save_button.click()
    assert letters.list.key() == "letter.why"  # it goes to the text that cannot be saved
    assert "must stay" in letters.editor.field.note.text()
    letters.editor.as_shipped.click()
    assert letters.editor.field.note.text() == ""
    assert letters.state.text() == "Nothing was changed."


def test_fields_and_bold_are_put_in_at_the_cursor(letters: Letters) -> None:
    letters.list.choose("own.everybody")
    letters.editor.fields.menu().actions()[0].trigger()
    assert letters.editor.text.toPlainText() == "{phone}"
    letters.editor.text.selectAll()
    letters.editor.bold.click()
    assert letters.editor.text.toPlainText() == "**{phone}**"
    letters.list.choose("letter.closing")
    assert not letters.editor.fields.isEnabled()


def test_what_is_typed_survives_choosing_another_text_and_a_refresh(letters: Letters) -> None:
    type_words(letters, "letter.closing", "Best wishes")
    letters.list.choose("before.food")
    letters.refresh()
    letters.list.choose("letter.closing")
    assert letters.editor.text.toPlainText() == "Best wishes"


def test_the_shipped_words_come_back_after_a_question(
    letters: Letters, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.desk.session
    assert not letters.reset_button.isEnabled()
    type_words(letters, "letter.closing", "Best wishes")
    QTest.keyClicks(letters.reason, "Warmer")
    letters.save_button.click()
    assert letters.reset_button.isEnabled()
    monkeypatch.setattr(section_module, "confirm", lambda *a, **k: False)
    letters.reset_button.click()
    assert open_template(session, "recall_invitation").version == "1.1"
    monkeypatch.setattr(section_module, "confirm", lambda *a, **k: True)
    letters.reset_button.click()
    assert open_template(session, "recall_invitation").version == "1"
    assert len(template_versions(session, "recall_invitation")) == 2


def test_the_history_says_who_when_and_why(
    letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(dialog: Dialog) -> int:
        seen.append(" | ".join(words.text() for words in dialog.findChildren(Words)))
        return 0

    monkeypatch.setattr(Dialog, "exec", look)
    letters.history_button.click()
    assert "Nobody has changed this letter yet." in seen[0]
    type_words(letters, "letter.closing", "Best wishes")
    QTest.keyClicks(letters.reason, "Warmer")
    letters.save_button.click()
    letters.history_button.click()
    assert "Version 1, 14 Sep 2026" in seen[1]
    assert "1 text" in seen[1]
    assert "Warmer" in seen[1]


def test_another_letter_and_another_invented_patient(
    letters: Letters, window: MainWindow, ready: Ready
) -> None:
    letters.letter.setCurrentIndex(2)
    ready(window)
    assert letters.editor.part is not None
    assert letters.editor.part.key == "head.heading"
    letters.preview.example.setCurrentIndex(letters.preview.example.count() - 1)
    ready(window)
    assert letters.preview.place.text().startswith("1 of ")
    letters.preview.following.click()
    assert letters.preview.place.text().startswith("2 of ")
    letters.preview.previous.click()
    assert not letters.preview.previous.isEnabled()


def test_words_that_no_font_has_show_their_problem_in_the_preview(
    letters: Letters, window: MainWindow, ready: Ready
) -> None:
    letters.list.choose("letter.closing")
    letters.editor.text.setPlainText("Yours \U0001f600")
    QTest.qWait(450)
    ready(window)
    assert not letters.preview.problem.isHidden()
    QTest.keyClicks(letters.reason, "Friendly")
    letters.save_button.click()
    assert "could not be printed" in letters.editor.field.note.text()


def test_a_manager_reads_but_does_not_change_when_not_to_wait(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    letters = letters_of(open_window(sign_in("manager")), ready)
    letters.list.choose("urgent.everyone_999")
    assert letters.editor.text.isReadOnly()
    assert "Only a clinical lead" in letters.editor.note.text()
    letters.list.choose("letter.closing")
    assert not letters.editor.text.isReadOnly()


def test_the_grade_is_said_in_words() -> None:
    assert grade_words(4.24) == "Reading grade 4.2: most people of 11 can read it."
    assert "harder than 6" in grade_words(8.0)
    assert grade_words(-1.0).startswith("Reading grade 0.0")

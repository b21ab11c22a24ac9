"""The practice's own words, typed in the window: checked, previewed, saved, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.own_words import practice_wording
from proactive_care.templates import open_template, template_versions
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.settings.letters import Letters
from proactive_care.ui.pages.settings.letters import section as section_module
from proactive_care.ui.pages.settings.letters.group_dialog import GroupDialog
from proactive_care.ui.pages.settings.letters.preview import grade_words
from proactive_care.ui.shell import Place, closing
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


def choose_document(letters: Letters, title: str) -> None:
    letters.letter.setCurrentIndex(letters.letter.findText(title))


def drawn(letters: Letters, window: MainWindow, ready: Ready) -> str:
    """The words on the page that the preview shows, once it has caught up."""
    QTest.qWait(450)
    ready(window)
    preview = letters.preview
    assert preview._document is not None
    return " ".join(preview._document.words(preview._page).split())


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
    assert "Our car park is closed." in drawn(letters, window, ready)
    letters.save_button.click()
    ready(window)
    assert "Saved as version 1." in window.desk.messages.text()
    assert practice_wording(session, "recall_invitation").text("own.everybody").startswith("Our")
    assert letters.reason.text() == ""
    assert letters.editor.text.hasFocus()  # the keyboard can go on
    assert "Version 1.1, changed by" in letters.version.text()


def test_a_broken_text_says_so_at_once_and_is_not_saved(
    letters: Letters, window: MainWindow, ready: Ready
) -> None:
    type_words(letters, "letter.why", "We help you.")
    assert "{conditions} must stay" in letters.editor.field.note.text()
    QTest.keyClicks(letters.reason, "Shorter")
    letters.list.choose("letter.closing")
    assert letters.editor.field.note.text() == ""
    letters.save_button.click()
    ready(window)
    assert letters.list.key() == "letter.why"  # it goes to the text that cannot be saved
    assert "must stay" in letters.editor.field.note.text()
    letters.editor.as_shipped.click()
    assert letters.editor.field.note.text() == ""
    assert letters.state.text() == "Nothing was changed."


def test_fields_and_bold_are_put_in_at_the_cursor(letters: Letters) -> None:
    letters.list.choose("own.everybody")
    actions = letters.editor.fields.menu().actions()
    assert actions[0].text() == "The practice's phone number: {phone}"
    assert any("{conditions}" in action.text() for action in actions)
    actions[0].trigger()
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
    letters: Letters, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.desk.session
    assert not letters.reset_button.isEnabled()
    type_words(letters, "letter.closing", "Best wishes")
    QTest.keyClicks(letters.reason, "Warmer")
    letters.save_button.click()
    ready(window)
    assert letters.reset_button.isEnabled()
    monkeypatch.setattr(section_module, "confirm", lambda *a, **k: False)
    letters.reset_button.click()
    assert open_template(session, "recall_invitation").version == "1.1"
    monkeypatch.setattr(section_module, "confirm", lambda *a, **k: True)
    letters.reset_button.click()
    assert open_template(session, "recall_invitation").version == "1"
    assert len(template_versions(session, "recall_invitation")) == 2


def test_the_history_says_who_when_and_why(
    letters: Letters, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(dialog: Dialog) -> int:
        seen.append(" | ".join(words.text() for words in dialog.findChildren(Words)))
        return 0

    monkeypatch.setattr(Dialog, "exec", look)
    letters.history_button.click()
    assert "Nobody has changed this document yet." in seen[0]
    type_words(letters, "letter.closing", "Best wishes")
    QTest.keyClicks(letters.reason, "Warmer")
    letters.save_button.click()
    ready(window)
    letters.history_button.click()
    assert "Version 1, 14 Sep 2026" in seen[1]
    assert "1 text" in seen[1]
    assert "Warmer" in seen[1]


def test_another_letter_and_another_invented_patient(
    letters: Letters, window: MainWindow, ready: Ready
) -> None:
    choose_document(letters, "Privacy leaflet")
    ready(window)
    assert letters.editor.part is not None
    assert letters.editor.part.key == "head.heading"
    assert not letters.preview.example.isEnabled()  # it is for everybody
    assert letters.add_paragraph.isHidden()
    letters.preview.format.setCurrentIndex(letters.preview.format.count() - 1)
    ready(window)
    choose_document(letters, "Getting ready for a review")
    ready(window)
    assert letters.preview.format.currentText() == "Large, 24 point"  # it stays
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
    QTest.keyClick(letters.reason, Qt.Key.Key_Return)  # saves as the button does
    ready(window)
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


def test_each_text_has_an_undo_that_survives_looking_at_another(letters: Letters) -> None:
    letters.list.choose("letter.closing")
    assert not letters.editor.undo.isEnabled()
    type_words(letters, "letter.closing", "Best wishes")
    letters.list.choose("before.food")
    assert not letters.editor.undo.isEnabled()
    letters.list.choose("letter.closing")
    letters.editor.as_shipped.click()
    assert letters.state.text() == "Nothing was changed."
    letters.editor.undo.click()
    assert letters.editor.text.toPlainText() == "Best wishes"
    while letters.editor.undo.isEnabled():
        letters.editor.undo.click()
    assert letters.editor.text.toPlainText() == "Yours sincerely"
    letters.editor.redo.click()
    assert letters.editor.text.toPlainText() != "Yours sincerely"


def test_a_paragraph_for_a_group_is_chosen_in_a_menu_and_seen(
    letters: Letters, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: Dialog) -> int:
        assert isinstance(dialog, GroupDialog)
        dialog.condition.setCurrentIndex(dialog.condition.findData(Framework.COPD.value))
        assert dialog.group.currentText() == "Group 1, urgent"
        assert "Group 1 by the rules in use:" in dialog.who.text()
        return Dialog.DialogCode.Accepted.value

    monkeypatch.setattr(GroupDialog, "exec", choose)
    letters.add_paragraph.click()
    assert letters.list.key() == "own.groups.copd.1"
    assert letters.editor.field.label.text() == "&Words: COPD, group 1"
    assert "Group 1 by the rules in use:" in letters.editor.note.text()
    rows = listed(letters)
    assert rows.index("COPD, group 1") == rows.index("COPD") + 1
    letters.editor.text.insertPlainText("We kept a place for you at {practice}.")
    assert "We kept a place for you at" in drawn(letters, window, ready)
    assert letters.preview.note.text() == "Shown with COPD group 1, so that this text is seen."
    letters.add_paragraph.click()  # a second time goes to the one there is
    assert listed(letters).count("COPD, group 1\nyours") == 1
    QTest.keyClicks(letters.reason, "Places kept")
    letters.save_button.click()
    ready(window)
    saved = practice_wording(window.desk.session, "recall_invitation")
    assert saved.text("own.groups.copd.1").startswith("We kept a place")
    assert "COPD, group 1\nyours" in listed(letters)


def test_what_is_typed_into_one_document_waits_while_another_is_changed(
    letters: Letters, window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_words(letters, "letter.closing", "Best wishes")
    choose_document(letters, "Privacy leaflet")
    assert letters.state.text() == "Nothing was changed. Not saved either: Recall letter."
    asked: list[str] = []

    def answer(_parent: object, _look: object, question: str, told: str, *_: object, **__: object):  # type: ignore[no-untyped-def]
        asked.append(f"{question} {told}")
        return False

    monkeypatch.setattr(closing, "confirm", answer)
    assert not window.close()
    assert "Close without saving? Not saved yet: your words in Settings, Letters" in asked[0]
    assert "Recall letter" in asked[0]
    choose_document(letters, "Recall letter")
    letters.list.choose("letter.closing")
    assert letters.editor.text.toPlainText() == "Best wishes"
    letters.discard()
    assert letters.unsaved() == ""
    assert letters.editor.text.toPlainText() == "Yours sincerely"


def test_the_preview_turns_to_the_page_of_the_text_and_says_who_does_not_get_it(
    letters: Letters, window: MainWindow, ready: Ready
) -> None:
    letters.list.choose("decline.text")
    assert "You can say no." in drawn(letters, window, ready)
    assert not letters.preview.place.text().startswith("1 of")
    type_words(letters, "decline.text", "You may say no. Ring us, or tick the slip.")
    assert "In English only" in letters.editor.note.text()
    assert "Welsh" in letters.editor.note.text()
    letters.list.choose("own.urgent")
    hard = "Notwithstanding considerable organisational difficulties attendance is imperative now."
    letters.editor.text.insertPlainText(hard)
    assert "harder than 6" in letters.editor.grade.text()
    assert not letters.editor.grade.isHidden()
    assert "Notwithstanding" in drawn(letters, window, ready)


def test_the_grade_is_said_in_words() -> None:
    assert grade_words(4.24) == "Reading grade 4.2: most people of 11 can read it."
    assert "harder than 6" in grade_words(8.0)
    assert grade_words(-1.0).startswith("Reading grade 0.0")

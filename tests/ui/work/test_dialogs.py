"""Questions, known errors and bugs, each told in its own way."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.domain.errors import FileProblem
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import MessageStrip
from proactive_care.ui.work import (
    BugDialog,
    EmptyPage,
    ErrorDialog,
    Incident,
    QuestionDialog,
    confirm,
)


def _texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_safe_answer_has_the_focus_when_it_is_dangerous(look: Look, qtbot: QtBot) -> None:
    dialog = QuestionDialog(None, look, "Delete?", "It is gone.", "&Delete", danger=True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_enter_says_yes_when_it_is_not(look: Look, qtbot: QtBot) -> None:
    dialog = QuestionDialog(None, look, "Print?", "40 letters.", "&Print")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_confirm_returns_the_answer(look: Look, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def press(name: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(b for b in dialog.findChildren(QPushButton) if b.text() == name).click()

    QTimer.singleShot(50, lambda: press("&Print"))
    assert confirm(parent, look, "Print?", "40 letters.", "&Print")
    QTimer.singleShot(50, lambda: press("&Cancel"))
    assert not confirm(parent, look, "Print?", "40 letters.", "&Print")


def test_an_error_says_what_happened_what_was_kept_and_what_to_do(look: Look, qtbot: QtBot) -> None:
    error = FileProblem("It is open.", kept="Nothing was imported.", advice="Close it.")
    dialog = ErrorDialog(None, look, error)
    qtbot.addWidget(dialog)
    for words in ("It is open.", "Nothing was imported.", "Close it."):
        assert words in _texts(dialog)


def test_a_bug_can_be_copied(look: Look, qtbot: QtBot) -> None:
    dialog = BugDialog(None, look, Incident("PC-ABCDEFGH", "Incident PC-ABCDEFGH\n"))
    qtbot.addWidget(dialog)
    assert "PC-ABCDEFGH" in _texts(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "Incident PC-ABCDEFGH\n"
    assert dialog.copy.text() == "Copied"


def test_messages_are_shown_acted_on_and_closed(look: Look, qtbot: QtBot) -> None:
    strip = MessageStrip(look)
    qtbot.addWidget(strip)
    assert strip.text() == ""
    strip.clear()
    pressed: list[str] = []
    strip.tell("good", "Done.", "All of it.", action="&Open", do=lambda: pressed.append("open"))
    assert strip.text() == "Done. All of it."
    strip._action.click()
    assert pressed == ["open"]
    assert strip.text() == ""
    strip.tell_error(FileProblem("It is open.", kept="Kept.", advice="Close it."))
    assert strip.text() == "It is open. Kept. Close it."
    with qtbot.waitSignal(strip.closed):
        strip.clear()


def test_a_message_without_an_action_has_no_button(look: Look, qtbot: QtBot) -> None:
    strip = MessageStrip(look)
    qtbot.addWidget(strip)
    strip.tell("info", "Done.")
    assert strip._action.isHidden()
    strip._act()
    assert strip.text() == ""


def test_an_empty_page_says_what_would_be_here(look: Look, qtbot: QtBot) -> None:
    pressed: list[str] = []
    page = EmptyPage(look, "data", "Nothing yet", "Import.", "&Import", lambda: pressed.append("x"))
    qtbot.addWidget(page)
    page.button.click()
    assert pressed == ["x"]
    page.say("Nobody found", "Try fewer letters.")
    assert "Nobody found" in _texts(page)
    silent = EmptyPage(look, "data", "Nothing", "Here.")
    qtbot.addWidget(silent)
    assert silent.button.isHidden()

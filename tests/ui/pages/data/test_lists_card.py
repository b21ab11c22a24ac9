"""The lists of patients on the Data page: seen, and taken away after a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.importing import ListChoice
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import QuestionDialog
from support.importing import IDRIS, NIA, PATIENTS, load, write

Ready = Callable[[MainWindow], None]


@pytest.fixture
def page(
    empty_session: Session,
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
    tmp_path: Path,
) -> DataPage:
    load(empty_session, write(tmp_path, "patients.csv", PATIENTS))
    home = write(tmp_path, "home.csv", f"NHS Number,Name\n{NIA},Nia\n")
    load(empty_session, home, lists={home: ListChoice("Home visits", "housebound")})
    both = write(tmp_path, "mdt.csv", f"NHS Number,Name\n{NIA},Nia\n{IDRIS},Idris\n")
    load(empty_session, both, lists={both: ListChoice("Meeting")})
    window = open_window(empty_session)
    window.go(Place("data"))
    ready(window)
    assert isinstance(window.page, DataPage)
    return window.page


def _answer(yes: bool, asked: list[str]) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QuestionDialog)
    asked.append(dialog.windowTitle())
    if yes:
        dialog.accept()
    else:
        dialog.reject()


def test_lists_are_shown_and_taken_away(
    page: DataPage, ready: Ready, empty_session: Session
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    card = page.home.lists
    assert card.isVisible()
    cells = [[card.model.cell(row, column).text for column in range(5)] for row in range(2)]
    assert cells == [
        ["Home visits", "Housebound", "1", "12 Sep 2026", "home.csv"],
        ["Meeting", "–", "2", "12 Sep 2026", "mdt.csv"],
    ]
    asked: list[str] = []
    QTimer.singleShot(0, lambda: _answer(False, asked))
    card.button.click()
    assert len(importing.patient_lists(empty_session)) == 2
    for left in (1, 0):
        QTimer.singleShot(0, lambda: _answer(True, asked))
        card.button.click()
        ready(window)
        assert len(importing.patient_lists(empty_session)) == left
    assert asked == ["Take the list “Home visits” away?"] * 2 + ["Take the list “Meeting” away?"]
    assert "2 were on it" in window.messages.text()
    assert not card.isVisible()
    card.take_away()  # nothing to take away

"""What window tests share: a look, a sorted practice, and the real main window, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.ui.pages import PAGES
from proactive_care.ui.shell import Remembered
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.little_practice import make_little_practice
from support.practice import make_session


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The light look at 100 %, dressed."""
    look = Look("light", 100)
    look.apply()
    return look


@pytest.fixture
def sorted_session(tmp_path: Path) -> Iterator[Session]:
    """A clinical lead in a practice of ten sorted patients."""
    session = make_little_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


@pytest.fixture
def empty_session(tmp_path: Path) -> Iterator[Session]:
    """A clinical lead in a practice without any data."""
    session = make_session(tmp_path / "empty", name="lead")
    yield session
    session.practice.close_all()


@pytest.fixture
def open_window(qtbot: QtBot, look: Look, tmp_path: Path) -> Callable[[Session], MainWindow]:
    """Return a function that opens the main window for a session and waits until it is ready."""

    def opened(session: Session) -> MainWindow:
        window = MainWindow(session, look, Remembered(tmp_path), PAGES)
        qtbot.addWidget(window, before_close_func=lambda w: w.workshop.close())
        window.resize(1366, 738)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: not window.busy, timeout=15_000)
        return window

    return opened


@pytest.fixture
def window(open_window: Callable[[Session], MainWindow], sorted_session: Session) -> MainWindow:
    """The main window on the little practice, showing Today."""
    return open_window(sorted_session)


@pytest.fixture
def ready(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Return a function that waits until a window has nothing to do."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.busy, timeout=15_000)
        qtbot.wait(1)

    return wait

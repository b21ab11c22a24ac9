"""A folder without a practice, exports of invented people, and hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from proactive_care import sample_data
from proactive_care.accounts import Session
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.pages import PAGES
from proactive_care.ui.shell import Remembered
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.hands import Keys, Mouse
from support.practice import Clock
from support.windows import stop_work

EXTRACT = date(2026, 9, 12)


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """EMIS-shaped exports of a small synthetic practice."""
    folder = tmp_path_factory.mktemp("exports")
    sample_data.write_exports(sample_data.make_practice(150, 1, EXTRACT), "emis", folder)
    return folder


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def mouse() -> Mouse:
    return Mouse()


def in_front(window: QMainWindow) -> None:
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


@pytest.fixture
def entrance(look: Look, qtbot: QtBot, tmp_path: Path) -> Callable[[], SignInWindow]:
    """Return a function that opens the window before the window, on the practice's folder."""

    def opened() -> SignInWindow:
        window = SignInWindow(look, tmp_path / "practice", Clock())
        qtbot.addWidget(window)
        in_front(window)
        return window

    return opened


@pytest.fixture
def enter(look: Look, qtbot: QtBot, tmp_path: Path) -> Callable[[Session], MainWindow]:
    """Return a function that opens the main window, as the program does after signing in."""

    def opened(session: Session) -> MainWindow:
        memory = Remembered(tmp_path / "practice")
        window = MainWindow(session, look, memory, PAGES)
        qtbot.addWidget(window, before_close_func=stop_work)
        window.resize(1366, 738)
        in_front(window)
        qtbot.waitUntil(lambda: not window.busy, timeout=60_000)
        return window

    return opened

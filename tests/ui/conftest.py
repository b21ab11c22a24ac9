"""What window tests share: a look, a sorted practice, and the real main window, offscreen."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from proactive_care import accounts
from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.ui.pages import PAGES
from proactive_care.ui.shell import Remembered
from proactive_care.ui.shell.collector import Collector
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from proactive_care.ui.tour import settle
from support.little_practice import make_little_practice
from support.practice import CHEAP, PASSWORD, Clock, make_session
from support.windows import stop_work

# The offscreen platform says that it cannot do what no test needs.
_OFFSCREEN = r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN, extend=True))


_KEPT = pytest.StashKey[list[QWidget]]()
_LOOK = pytest.StashKey[Look]()
_LEFT_WINDOWS = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def _keep_widgets(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold on to every widget of a test until it is closed, and dress it as a window is.

    pytest-qt keeps weak references: a window that only it knows can be collected while it paints.
    """
    kept = request.node.stash.setdefault(_KEPT, [])
    add = qtbot.addWidget

    def keep(widget: QWidget, **more: object) -> None:
        kept.append(widget)
        look = request.node.stash.get(_LOOK, None)
        if look is not None and widget.isWindow() and not widget.styleSheet():
            look.dress(widget)
        add(widget, **more)

    qtbot.addWidget = keep
    yield
    request.session.stash[_LEFT_WINDOWS] = bool(kept)
    kept.clear()  # closed by now; kept for longer, every later test would pay for them


@pytest.fixture(autouse=True, scope="session")
def _collect_in_this_thread(qapp: QApplication) -> Iterator[None]:
    """As in the running window: only this thread collects garbage."""
    collector = Collector()
    collector.start()
    yield
    collector.stop()


@pytest.fixture(autouse=True)
def _old_windows_go_first(qapp: QApplication, request: pytest.FixtureRequest) -> None:
    """Destroy the windows of the test before, which would be dressed anew with every look."""
    if not request.session.stash.get(_LEFT_WINDOWS, True):
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    """The light look at 100 %, applied."""
    look = Look("light", 100)
    look.apply()
    request.node.stash[_LOOK] = look
    return look


@pytest.fixture(scope="session")
def little_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a practice of ten sorted patients, to be copied: it takes a while to make."""
    folder = tmp_path_factory.mktemp("little") / "practice"
    session = make_little_practice(folder)
    for role in Role:
        accounts.add_user(session, role.value, role, PASSWORD, cost=CHEAP)
    session.practice.close_all()
    return folder


@pytest.fixture
def sign_in(little_practice: Path, tmp_path: Path) -> Iterator[Callable[[str], Session]]:
    """Return a function that signs somebody in to a copy of the little practice."""
    folder = tmp_path / "practice"
    shutil.copytree(little_practice, folder)
    sessions: list[Session] = []

    def signed_in(name: str) -> Session:
        session = accounts.sign_in(
            folder, name, PASSWORD, clock=Clock(), sleep=lambda seconds: None, device="test"
        )
        sessions.append(session)
        return session

    yield signed_in
    for session in sessions:
        session.practice.close_all()


@pytest.fixture
def sorted_session(sign_in: Callable[[str], Session]) -> Session:
    """A clinical lead in a practice of ten sorted patients."""
    return sign_in("lead")


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
        qtbot.addWidget(window, before_close_func=stop_work)
        window.resize(1366, 738)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: not window.busy, timeout=60_000)
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
        qtbot.waitUntil(lambda: not window.busy, timeout=60_000)
        settle()

    return wait

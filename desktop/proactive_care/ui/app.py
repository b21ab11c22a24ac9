"""Starts the window: sign-in, main window, and again after a sign-out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from proactive_care import __version__
from proactive_care.accounts import Session, record_sign_out
from proactive_care.domain.errors import KnownError
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.only_window import OnlyWindow, Taken, bring_to_front
from proactive_care.ui.shell.collector import Collector
from proactive_care.ui.shell.remembered import Remembered
from proactive_care.ui.theme import THEMES, Look
from proactive_care.ui.work import ErrorDialog, QuestionDialog
from proactive_care.ui.work.incidents import incident_from

if TYPE_CHECKING:
    from proactive_care.ui.shell.window import MainWindow

_SILENT = KnownError(
    "This practice is open already on this computer.",
    kept="Nothing was changed.",
    advice="Look for its window in the task bar. If there is none, restart the computer.",
)
_SOMEBODY_ELSES = KnownError(
    "This practice is open on this computer already, by somebody else who is signed in to it.",
    kept="Nothing was changed.",
    advice="Ask them to close the program, or restart the computer.",
)
_STILL_ELSEWHERE = KnownError(
    "This practice is still open on the other computer.",
    kept="Nothing was changed.",
    advice="Close the program there, then start it here again.",
)


def run(data_folder: Path, session: Session | None = None) -> int:
    """Open the window on the practice in ``data_folder`` and return the exit status.

    Without a ``session`` somebody signs in first; if the folder holds no practice yet, one can be
    set up. The practice is closed when this returns. If the practice has a window already, that
    one comes to the front, and nothing else happens.
    """
    application = _application()
    only = OnlyWindow(data_folder)
    if not _is_ours(only):
        if session is not None:
            session.practice.close_all()
        return 0
    only.asked.connect(bring_to_front)
    try:
        return _stay_open(application, data_folder, session)
    finally:
        only.release()


def is_open(data_folder: Path) -> bool:
    """Whether the practice has a window already, which then comes to the front."""
    _application()
    only = OnlyWindow(data_folder)
    taken = only.take()
    only.release()
    return taken is not Taken.OURS


def _application() -> QApplication:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Proactive Care Desktop")
    application.setApplicationVersion(__version__)
    application.setQuitOnLastWindowClosed(False)
    return application


def _is_ours(only: OnlyWindow) -> bool:
    """Whether a window may be opened; if not, the user knows why."""
    taken = only.take()
    if taken in (Taken.OURS, Taken.IN_FRONT):
        return taken is Taken.OURS
    look = Look()
    look.apply()
    if taken is Taken.SILENT:
        ErrorDialog(None, look, _SILENT).exec()
    elif taken is Taken.SOMEBODY_ELSES:
        ErrorDialog(None, look, _SOMEBODY_ELSES).exec()
    else:
        question = QuestionDialog(
            None,
            look,
            f"This practice is open on another computer, {only.other_computer}",
            "Two computers must not work on one practice at the same time: close it there first. "
            "If that computer crashed or was switched off while it was open, open it here.",
            "&Open it here",
            danger=True,
        )
        if question.exec():
            if only.take_over():
                return True
            ErrorDialog(None, look, _STILL_ELSEWHERE).exec()
    return False


def _stay_open(application: QApplication, data_folder: Path, session: Session | None) -> int:
    remembered = Remembered(data_folder)
    look = Look(_theme(remembered), remembered.number("text_percent", 100))
    look.apply()
    collector = Collector()
    collector.start()
    try:
        while True:
            signed_in = session or _sign_in(application, look, data_folder)
            if signed_in is None:
                return 0
            if not _work(application, signed_in, look, remembered, collector):
                return 0
            session = None
    finally:
        collector.stop()


def _theme(remembered: Remembered) -> str:
    """Return the remembered theme; the first time, the one that is nearest to the system's."""
    name = remembered.text("theme", _system_theme())
    return name if name in THEMES else "light"


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def _now() -> datetime:
    return datetime.now(UTC)


def _sign_in(application: QApplication, look: Look, folder: Path) -> Session | None:
    window = SignInWindow(look, folder, _now)
    window.closed.connect(application.quit)
    window.show()
    threading.Thread(target=_read_pages, name="pages", daemon=True).start()
    application.exec()
    session = window.session
    window.deleteLater()
    return session


def _read_pages() -> None:
    """Import the modules of every page, while somebody types their password: it takes a second."""
    from proactive_care.ui import pages
    from proactive_care.ui.shell import window

    del pages, window


def _work(
    application: QApplication,
    session: Session,
    look: Look,
    remembered: Remembered,
    collector: Collector,
) -> bool:
    """Show the window until it closes. Returns whether somebody else is to sign in."""
    from proactive_care.ui.pages import PAGES
    from proactive_care.ui.shell.window import Leaving, MainWindow

    collector.set_aside()
    own = remembered.of(session.user_name)
    if (_theme(own), own.number("text_percent", 100)) != (look.tokens.name, look.text_percent):
        look.choose(_theme(own), own.number("text_percent", 100))
    window = MainWindow(session, look, remembered, PAGES)
    window.closed.connect(application.quit)
    before = sys.excepthook
    sys.excepthook = exception_hook(window)
    try:
        window.show()
        application.exec()
    finally:
        sys.excepthook = before
    record_sign_out(session, window.leaving.value)
    window.deleteLater()
    return window.leaving is Leaving.SIGN_OUT


def exception_hook(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return what is done with an exception that reached Qt: known errors and bugs differ."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KnownError):
            window.tell_error(error)
        elif issubclass(kind, Exception):
            window.tell_bug(incident_from(error, window.session.now()))
        else:
            sys.__excepthook__(kind, error, trace)

    return hook

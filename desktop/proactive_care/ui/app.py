"""Starts the window: sign-in, main window, and again after a sign-out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from proactive_care import __version__
from proactive_care.accounts import Session, record_sign_out
from proactive_care.domain.errors import KnownError
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.pages import PAGES
from proactive_care.ui.shell.collector import Collector
from proactive_care.ui.shell.remembered import Remembered
from proactive_care.ui.shell.window import Leaving, MainWindow
from proactive_care.ui.theme import THEMES, Look
from proactive_care.ui.work.incidents import incident_from


def run(data_folder: Path, session: Session | None = None) -> int:
    """Open the window on the practice in ``data_folder`` and return the exit status.

    Without a ``session`` somebody signs in first; if the folder holds no practice yet, one can be
    set up. The practice is closed when this returns.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Proactive Care Desktop")
    application.setApplicationVersion(__version__)
    application.setQuitOnLastWindowClosed(False)
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
            if _work(application, signed_in, look, remembered) is Leaving.CLOSED:
                return 0
            session = None
    finally:
        collector.stop()


def _theme(remembered: Remembered) -> str:
    """Return the remembered theme; the first time, light or dark as the system is."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    name = remembered.text("theme", "dark" if dark else "light")
    return name if name in THEMES else "light"


def _now() -> datetime:
    return datetime.now(UTC)


def _sign_in(application: QApplication, look: Look, folder: Path) -> Session | None:
    window = SignInWindow(look, folder, _now)
    window.closed.connect(application.quit)
    window.show()
    application.exec()
    session = window.session
    window.deleteLater()
    return session


def _work(
    application: QApplication, session: Session, look: Look, remembered: Remembered
) -> Leaving:
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
    return window.leaving


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

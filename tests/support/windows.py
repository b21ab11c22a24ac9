"""Windows of tests: closing one must never wait for an answer that nobody gives."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QCoreApplication

from proactive_care.ui.shell.page import Page
from proactive_care.ui.shell.window import MainWindow

_PATIENCE = 10.0  # seconds


def stop_work(window: MainWindow) -> None:
    """Stop what a window still does and forget what was typed, so that closing asks no question."""
    for page in window.findChildren(Page):
        page.unsaved = str  # type: ignore[method-assign]  # an empty text
    window.workshop.close()
    end = time.monotonic() + _PATIENCE
    while window.workshop.busy and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def running_test() -> str:
    """Return the name of the test that runs now."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]

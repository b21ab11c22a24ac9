"""Windows of tests: closing one must never wait for an answer that nobody gives."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication

from proactive_care.ui.shell.window import MainWindow

_PATIENCE = 10.0  # seconds


def stop_work(window: MainWindow) -> None:
    """Stop what a window still does, so that closing it asks no question."""
    window.workshop.close()
    end = time.monotonic() + _PATIENCE
    while window.workshop.busy and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)

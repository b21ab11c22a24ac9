"""The Recall page on the real window: going there, printing, answering dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.recall import Basis
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.windows import running_test

Ready = Callable[[MainWindow], None]


def page_of(window: MainWindow, ready: Ready) -> RecallPage:
    window.go(Place("recall"))
    ready(window)
    page = window.page
    assert isinstance(page, RecallPage)
    return page


def print_all(session: Session, folder: Path) -> recall.PrintedBatch:
    preview = recall.preview_batch(session, session.today(), basis=Basis.RISK)
    return recall.print_batch(session, preview, folder / "letters.pdf")


def answer_dialogs(*answers: Callable[[QDialog], object]) -> None:
    """Answer the modal dialogs that come, one after the other.

    An answer that fails closes its dialog, and none outlives its test: either would leave a test
    waiting for ever.
    """
    waiting = list(answers)
    asked_by = running_test()

    def answer() -> None:
        if running_test() != asked_by:
            return
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and waiting:
            try:
                waiting.pop(0)(dialog)
            except BaseException:
                dialog.reject()
                raise
        if waiting:
            QTimer.singleShot(30, answer)

    QTimer.singleShot(30, answer)


def close(dialog: QDialog) -> None:
    dialog.accept()

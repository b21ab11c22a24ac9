"""What every form before the window does: it asks the practice, off its thread, and tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from proactive_care.accounts import Session
from proactive_care.domain.errors import KnownError
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, set_words
from proactive_care.ui.work import Workshop


class AskingForm(Card):
    """A form whose answer is a session, sent with ``ready``. ``back`` leaves it."""

    ready = Signal(object)
    back = Signal()

    def __init__(
        self,
        look: Look,
        folder: Path,
        clock: Callable[[], datetime],
        workshop: Workshop,
        button: str,
    ) -> None:
        super().__init__()
        self._folder, self._clock, self._workshop = folder, clock, workshop
        self.body.setContentsMargins(32, 24, 32, 24)
        self.message = Words("", "danger", wrap=True)
        self.button = Button(look, button, self.submit, kind="primary")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.button.isEnabled():
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Ask with what was typed."""
        raise NotImplementedError

    def _begin_asking(self) -> None:
        self.button.setEnabled(False)
        set_words(self.message, "secondary")

    def _ask_practice(self, title: str, words: str, ask: Callable[[], Session]) -> None:
        """Run ``ask`` off the window's thread. The window opens a connection of its own later."""

        def work(_progress: object) -> Session:
            session = ask()
            session.practice.close()
            return session

        self.message.setText(words)
        self._workshop.run(
            title, work, self._right, failed=self._wrong, ended=self._ended, can_cancel=False
        )

    def _ended(self) -> None:
        self.button.setEnabled(True)

    def _right(self, session: object) -> None:
        self.message.setText("")
        self.ready.emit(session)

    def _wrong(self, error: KnownError) -> None:
        set_words(self.message, "danger")
        self.message.setText(str(error))

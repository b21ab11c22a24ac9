"""The lock screen: nothing of the practice is visible until the same person is back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from proactive_care.domain.errors import KnownError
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, IconLabel, Words, across, down, set_words
from proactive_care.ui.work import Workshop


class LockScreen(QWidget):
    """Asks for the password again. ``unlocked`` and ``leave`` tell what came of it.

    ``check`` verifies a password (it is slow, and waits after wrong ones, so it runs off the
    window's thread); ``waiting`` tells how long the next check will wait, in seconds.
    """

    unlocked = Signal()
    leave = Signal()

    def __init__(
        self,
        look: Look,
        full_name: str,
        workshop: Workshop,
        check: Callable[[str], object],
        waiting: Callable[[], float],
    ) -> None:
        super().__init__()
        self._workshop, self._check, self._waiting = workshop, check, waiting
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Password")
        self.password.setPlaceholderText("Password")
        self.password.returnPressed.connect(self.try_unlock)
        self.message = Words("", "secondary", wrap=True)
        self.unlock_button = Button(look, "&Unlock", self.try_unlock, kind="primary")
        card = Card()
        card.body.setContentsMargins(32, 28, 32, 28)
        card.add(across(IconLabel(look, "lock", "primary", 26), Words("Locked", "title"), None))
        card.add(Words(f"{full_name} is signed in.", wrap=True))
        card.add(self.password)
        card.add(self.message)
        card.add(
            across(
                self.unlock_button,
                Button(look, "&Sign out", self.leave.emit, icon="sign-out"),
                None,
            )
        )
        card.setFixedWidth(look.pixels(420))
        look.changed.connect(lambda: card.setFixedWidth(look.pixels(420)))
        row = across(None, card, None)
        self.setLayout(down(None, row, None))

    def begin(self) -> None:
        """Show an empty field."""
        self.password.clear()
        set_words(self.message, "secondary")
        self.message.setText("")
        self.password.setFocus()

    def try_unlock(self) -> None:
        """Check what was typed."""
        password = self.password.text()
        if not password or not self.unlock_button.isEnabled():
            return
        self.unlock_button.setEnabled(False)
        seconds = self._waiting()
        set_words(self.message, "secondary")
        self.message.setText(wait_words(seconds))
        self._workshop.run(
            "Checking the password",
            lambda progress: self._check(password),
            self._right,
            failed=self._wrong,
            ended=self._ended,
            can_cancel=False,
        )

    def _ended(self) -> None:
        self.unlock_button.setEnabled(True)

    def _right(self, _result: object) -> None:
        self.password.clear()
        self.unlocked.emit()

    def _wrong(self, error: KnownError) -> None:
        set_words(self.message, "danger")
        self.message.setText(error.happened)
        self.password.selectAll()
        self.password.setFocus()


def wait_words(seconds: float) -> str:
    """Say how long the check will take after wrong attempts."""
    if seconds < 1:
        return "Checking"
    return f"Checking. After wrong attempts this takes {seconds:.0f} seconds longer"

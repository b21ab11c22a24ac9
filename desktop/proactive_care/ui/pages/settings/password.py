"""Changing one's own password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from proactive_care.accounts import change_password
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.ui.entrance.form import password_advice, password_field
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, Words, across, down, scrolling


class OwnPassword(QWidget):
    """The old password once, the new one twice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        card = Card("Change my password")
        self._old, self.old = password_field("&Old password")
        self._new, self.new = password_field("&New password", password_advice("")[1])
        self._again, self.again = password_field("New password a&gain")
        for field in (self._old, self._new, self._again):
            field.add_to(card.body)
            field.control.setMaximumWidth(desk.look.pixels(360))
        self.new.textChanged.connect(
            lambda text: self._new.advise(*reversed(password_advice(text)))
        )
        self.button = Button(desk.look, "&Change the password", self.submit, kind="primary")
        self.again.returnPressed.connect(self.submit)
        card.add(across(self.button, None))
        card.add(
            Words(
                "Everybody signs in with their own name, so that the audit says who did what.",
                "secondary",
                wrap=True,
            )
        )
        content = QWidget()
        content.setLayout(down(card, None, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))

    def submit(self) -> None:
        """Change it, off the window's thread: it is slow on purpose."""
        if not self.button.isEnabled():
            return
        for field in (self._old, self._again):
            field.mark_right()
        if self.new.text() != self.again.text():
            self._again.mark_wrong(InvalidInput("The two passwords are not the same."))
            return
        session, old, new = self._desk.session, self.old.text(), self.new.text()

        def work(_progress: Progress) -> None:
            change_password(session, old, new)

        self.button.setEnabled(False)
        self._desk.run(
            "Changing the password", work, self._right, failed=self._wrong, ended=self._ended
        )

    def _ended(self) -> None:
        self.button.setEnabled(True)

    def _right(self, _result: object) -> None:
        for line in (self.old, self.new, self.again):
            line.clear()
        self._desk.messages.tell("good", "Your password is changed.")

    def _wrong(self, error: KnownError) -> None:
        field = self._new if isinstance(error, InvalidInput) else self._old
        field.mark_wrong(error)

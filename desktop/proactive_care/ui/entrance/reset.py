"""A forgotten password: the practice's recovery key sets a new one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from proactive_care.accounts import reset_password
from proactive_care.domain.errors import InvalidInput
from proactive_care.ui.entrance.asking import AskingForm
from proactive_care.ui.entrance.form import password_advice, password_field, text_field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across
from proactive_care.ui.work import Workshop


class ResetForm(AskingForm):
    """User name, recovery key and the new password twice."""

    def __init__(
        self, look: Look, folder: Path, clock: Callable[[], datetime], workshop: Workshop
    ) -> None:
        super().__init__(look, folder, clock, workshop, "&Set the password")
        self.body.setSpacing(6)
        self.add(Words("New password with the recovery key", "title", wrap=True))
        self.add(
            Words(
                "The recovery key was printed when the practice was set up. "
                "The practice manager keeps it.",
                "secondary",
                wrap=True,
            )
        )
        user, self.user = text_field("&User name")
        key, self.key = text_field("&Recovery key")
        self._new, self.password = password_field("&New password", password_advice("")[1])
        self._again, self.again = password_field("New password &again")
        for field in (user, key, self._new, self._again):
            field.add_to(self.body)
        self.password.textChanged.connect(self._advise)
        self.add(self.message)
        self.add(across(self.button, Button(look, "&Back", self.back.emit), None))
        self.body.addStretch(1)
        self.again.returnPressed.connect(self.submit)

    def begin(self) -> None:
        """Put the keyboard on the first field."""
        self.user.setFocus()

    def submit(self) -> None:
        """Set the password and sign in."""
        if not self.button.isEnabled():
            return
        self._again.mark_right()
        if self.password.text() != self.again.text():
            self._again.mark_wrong(InvalidInput("The two passwords are not the same."))
            return
        name, key, password = self.user.text().strip(), self.key.text(), self.password.text()
        self._begin_asking()
        self._ask_practice(
            "Checking",
            "Checking",
            lambda: reset_password(
                self._folder, key, name, password, clock=self._clock, sleep=time.sleep
            ),
        )

    def _advise(self, password: str) -> None:
        kind, words = password_advice(password)
        self._new.advise(words, kind)

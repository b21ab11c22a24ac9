"""Before signing in: a backup takes the place of a damaged practice file."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog

from proactive_care.accounts import BackupFile, backups_in, restore_and_sign_in
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.ui.entrance.asking import AskingForm
from proactive_care.ui.entrance.form import Field, password_field, text_field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across, set_words
from proactive_care.ui.work import Workshop

_WHY = {
    "asked": "made by hand",
    "import": "before an import",
    "upgrade": "before an upgrade",
    "restore": "before a restore",
}


class RestoreForm(AskingForm):
    """Which backup, and who asks. ``ready`` brings the session, ``back`` the sign-in."""

    def __init__(
        self, look: Look, folder: Path, clock: Callable[[], datetime], workshop: Workshop
    ) -> None:
        super().__init__(look, folder, clock, workshop, "&Restore")
        self.body.setSpacing(6)
        self.add(Words("Restore a backup", "title"))
        self.add(
            Words(
                "The backup takes the place of the practice file. What was done after the backup "
                "is not in it. The file that is there now is kept beside it.",
                "secondary",
                wrap=True,
            )
        )
        self.backup = QComboBox()
        self.backup.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.backup.setMinimumContentsLength(24)
        self._backup = Field("Back&up", self.backup)
        user, self.user = text_field("User &name")
        secret, self.password = password_field(
            "Pass&word", "Yours on the day of the backup. You need the right to restore."
        )
        self._backup.add_to(self.body)
        self.add(across(Button(look, "Choose another &file…", self._ask, icon="folder"), None))
        for field in (user, secret):
            field.add_to(self.body)
        self.add(self.message)
        self.add(across(self.button, Button(look, "&Back", self.back.emit), None))
        self.body.addStretch(1)
        self.password.returnPressed.connect(self.submit)

    def begin(self) -> None:
        """List the backups and put the keyboard on the first field."""
        self.backup.clear()
        for each in backups_in(self._folder):
            self.backup.addItem(backup_words(each), each.path)
        self._backup.advise("" if self.backup.count() else _NONE)
        self.message.setText("")
        (self.backup if self.backup.count() else self.user).setFocus()

    def submit(self) -> None:
        """Restore and sign in, off the window's thread."""
        backup = self.backup.currentData()
        if not isinstance(backup, Path):
            self._backup.mark_wrong(InvalidInput("Choose a backup."))
            return
        name, password = self.user.text().strip(), self.password.text()
        if not self.button.isEnabled():
            return
        if not name or not password:
            set_words(self.message, "danger")
            self.message.setText("Type your user name and your password.")
            (self.password if name else self.user).setFocus()
            return
        self._begin_asking()
        self._ask_practice(
            "Restoring",
            "Opening and checking the backup",
            lambda: restore_and_sign_in(
                self._folder, backup, name, password, clock=self._clock, sleep=time.sleep
            ),
        )

    def choose(self, path: Path) -> None:
        """Take a backup from somewhere else, a stick for example."""
        self.backup.insertItem(0, path.name, path)
        self.backup.setCurrentIndex(0)
        self._backup.mark_right()

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Choose a backup", "", "Backups (*.pcbackup);;All files (*)"
        )
        if name:
            self.choose(Path(name))

    def _right(self, session: object) -> None:
        self.password.clear()
        super()._right(session)

    def _wrong(self, error: KnownError) -> None:
        super()._wrong(error)
        self.password.selectAll()
        self.password.setFocus()


_NONE = "There is none in the practice's folder. Choose one from a stick or another disk."


def backup_words(backup: BackupFile) -> str:
    """Return when a backup was made and why, in words."""
    at = backup.made_at.astimezone()
    why = next((words for key, words in _WHY.items() if backup.path.stem.endswith(key)), "")
    return f"{show_date(at.date())} {at:%H:%M}" + (f", {why}" if why else "")

"""A backup on another disk: what is left when the PC is broken, stolen or locked by a crook."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from proactive_care.accounts import (
    BackupCopy,
    Permission,
    back_up_elsewhere,
    newest_copy,
    verify,
)
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.store import BackupCheck
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, Words, across, down, set_words

_FILTER = "Backups (*.pcbackup)"
_SUFFIX = ".pcbackup"
_OLD_DAYS = 7


class BackupCard(Card):
    """Two buttons: put a backup elsewhere, and see whether one can be opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Backup", "on another disk, for the day when this PC is gone")
        self._desk = desk
        self.state = Words("", "strong", wrap=True)
        about = Words(
            "“Back up” on Today keeps its file beside the practice. Keep one on a stick or a "
            "network drive too: it is encrypted, and opens with a user name and the password of "
            "its day. To restore one, sign out and choose “Restore a backup”.",
            "secondary",
            wrap=True,
        )
        self.copy_button = Button(desk.look, "Back up to another &disk…", self._ask_copy)
        self.check_button = Button(desk.look, "Check a &backup…", self._ask_check)
        row = across(down(self.state, about, gap=4), self.copy_button, self.check_button)
        row.setStretch(0, 1)
        self.add(row)
        if not desk.session.may(Permission.MANAGE_BACKUPS):
            self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Say when a backup was put elsewhere."""
        copy = newest_copy(self._desk.session)
        if copy is None:
            words, old = "No backup has been put on another disk yet.", True
        else:
            day = copy.made_at.astimezone().date()
            old = (self._desk.session.today() - day).days > _OLD_DAYS
            words = f"Last put on another disk on {show_date(day)}, as {copy.file}."
        set_words(self.state, "warning" if old else "strong")
        self.state.setText(words)

    def copy_to(self, target: Path) -> None:
        """Make a verified backup there, off the window's thread."""
        if target.suffix.lower() != _SUFFIX:
            target = target.with_name(target.name + _SUFFIX)
        session = self._desk.session

        def work(_progress: Progress) -> BackupCopy:
            return back_up_elsewhere(session, target)

        self._desk.run("Backing up", work, partial(self._copied, target), can_cancel=False)

    def check(self, backup: Path) -> None:
        """Open a backup and read all of it, off the window's thread."""
        session = self._desk.session

        def work(_progress: Progress) -> BackupCheck:
            return verify(session, backup)

        self._desk.run("Checking the backup", work, partial(self._checked, backup))

    def _copied(self, target: Path, copy: BackupCopy) -> None:
        self._desk.remembered.keep("backup_folder", str(target.parent))
        if copy.same_disk:
            self._desk.messages.tell(
                "warning",
                "The backup was made, but it lies on the same disk as the practice.",
                "What breaks or locks that disk takes both. Choose a stick or a network drive.",
            )
        else:
            self._desk.messages.tell(
                "good",
                "Backup made, opened and checked.",
                f"It is {copy.file} in {target.parent}.",
            )
        self.refresh()
        self._desk.practice_changed.emit()

    def _checked(self, backup: Path, found: BackupCheck) -> None:
        self._desk.messages.tell(
            "good",
            f"{backup.name} is sound.",
            f"It opens with this practice's key and holds {found.patients:,} patients.",
        )

    def _ask_copy(self) -> None:
        session = self._desk.session
        name = session.practice.backup_path(session.now(), "copy").name
        folder = self._desk.remembered.text("backup_folder", "")
        start = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
        chosen, _ = QFileDialog.getSaveFileName(self, "Where to keep the backup", start, _FILTER)
        if chosen:
            self.copy_to(Path(chosen))

    def _ask_check(self) -> None:
        folder = self._desk.remembered.text("backup_folder", "")
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a backup", folder, _FILTER)
        if chosen:
            self.check(Path(chosen))

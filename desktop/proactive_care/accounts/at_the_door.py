"""Restoring a backup before anybody is signed in: the practice file may be damaged or gone."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from proactive_care.accounts.permissions import Permission, permissions_of
from proactive_care.accounts.session import Session
from proactive_care.accounts.sign_in import Sleep, sign_in
from proactive_care.domain.errors import NotPermitted, PracticeDamaged, SignInRefused
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME, keys, restore_backup
from proactive_care.store.backup import read_backup_keys, user_in_backup

_NAMED = re.compile(r"practice-(\d{8}-\d{6})-")


@dataclass(frozen=True)
class BackupFile:
    """A backup in the practice's own folder, and when it was made."""

    path: Path
    made_at: datetime


def backups_in(folder: Path) -> tuple[BackupFile, ...]:
    """Return the backups in a practice's own folder, newest first.

    None if the folder cannot be read, on a stick that was taken out for example.
    """
    files = []
    with contextlib.suppress(OSError):
        for path in (folder / "backups").glob("*.pcbackup"):
            files.append(BackupFile(path, _made_at(path)))
    return tuple(sorted(files, key=lambda each: each.made_at, reverse=True))


def _made_at(path: Path) -> datetime:
    """Return when a backup was made: its name says it, and the file's own date may be a copy's."""
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    named = _NAMED.match(path.name)
    with contextlib.suppress(ValueError):
        if named is not None:
            return datetime.strptime(f"{named[1]}+0000", "%Y%m%d-%H%M%S%z")
    return changed


def restore_and_sign_in(
    folder: Path,
    backup: Path,
    user_name: str,
    password: str,
    *,
    clock: Callable[[], datetime],
    sleep: Sleep,
    device: str = "",
) -> Session:
    """Put a backup in place of the practice in ``folder`` and sign in; nothing needs to be open.

    The user and password are those of the backup, whose role must allow restoring. What was in
    the folder is kept beside it (``practice.db.before-restore``). Wrong attempts wait and are
    kept as at every sign-in. Raises SignInRefused, NotPermitted, PracticeProblem, FileProblem.
    """
    before = _earlier_failures(folder)
    if before is not None and (wait := before.wait_before_next(clock())) > 0:
        sleep(wait)
    data_key = keys.unwrap_for_user(read_backup_keys(backup), user_name, password)
    user = None if data_key is None else user_in_backup(backup, data_key, user_name)
    if data_key is None or user is None or not user.active:
        if before is not None:
            keys.write_key_file(folder / KEYS_NAME, before.with_failure(user_name, clock()))
        raise SignInRefused(
            "The user name or the password is not right for this backup.",
            kept="Nothing was restored.",
            advice="Use the password of the day of the backup, or another backup.",
        )
    if Permission.MANAGE_BACKUPS not in permissions_of(Role(user.role)):
        raise NotPermitted(
            f"A {Role(user.role).label} may not restore a backup.",
            kept="Nothing was restored.",
            advice="Ask the practice manager or a clinical lead.",
        )
    restore_backup(backup, folder, data_key)
    if before is not None:
        restored = keys.read_key_file(folder / KEYS_NAME)
        keys.write_key_file(folder / KEYS_NAME, replace(restored, failures=before.failures))
    session = sign_in(
        folder, user_name, password, clock=clock, sleep=lambda seconds: None, device=device
    )
    with session.act(Permission.MANAGE_BACKUPS, "backup.restored", file=backup.name):
        return session


def _earlier_failures(folder: Path) -> keys.KeyFile | None:
    """Return the key file with its refused attempts; None if it is damaged too, or not there."""
    if not (folder / KEYS_NAME).exists():
        return None  # another computer, on which nothing was set up yet
    try:
        return keys.read_key_file(folder / KEYS_NAME)
    except PracticeDamaged:
        return None

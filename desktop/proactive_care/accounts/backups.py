"""Backups as a user sees them: made, verified and restored by people who may."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from proactive_care.accounts.at_the_door import BackupFile, backups_in
from proactive_care.accounts.permissions import Permission
from proactive_care.accounts.session import Session
from proactive_care.store import (
    BackupCheck,
    Practice,
    create_backup,
    restore_backup,
    verify_backup,
)
from proactive_care.store.audit import newest_of

KEPT_BEFORE = 5
_COPIED = "backup.copied"


@dataclass(frozen=True)
class BackupCopy:
    """A backup that somebody put elsewhere; on the ``same_disk`` it is lost with the practice."""

    file: str
    made_at: datetime
    same_disk: bool = False


def back_up(session: Session, target: Path | None = None) -> tuple[Path, BackupCheck]:
    """Make a verified backup, by default in the practice's own ``backups`` folder."""
    path = target or session.practice.backup_path(session.now(), "asked")
    with session.act(Permission.MANAGE_BACKUPS, "backup.create", file=path.name):
        pass  # the row is part of the copy, so it is written first
    return path, create_backup(session.practice, path)


def back_up_elsewhere(session: Session, target: Path) -> BackupCopy:
    """Make a verified backup on a stick, a network drive or wherever somebody chose.

    One that lies on the practice's own disk is made too, but not counted by ``newest_copy``.
    """
    path, _ = back_up(session, target)
    if path.parent.stat().st_dev == session.practice.folder.stat().st_dev:
        return BackupCopy(path.name, session.now(), same_disk=True)
    with session.act(Permission.MANAGE_BACKUPS, _COPIED, file=path.name) as act:
        return BackupCopy(path.name, act.at)


def newest_copy(session: Session) -> BackupCopy | None:
    """Return the last backup that was put on another disk; None if there never was one."""
    found = newest_of(session.practice.db, _COPIED)
    return None if found is None else BackupCopy(str(found[1]["file"]), found[0])


def back_up_before(session: Session, what: str) -> Path:
    """Make a verified backup before something that replaces data, such as an ``import``.

    Of this kind only the newest five are kept; backups that somebody asked for are never removed.
    Who may do the thing may have it backed up: no permission of its own is asked for.
    """
    path = session.practice.backup_path(session.now(), f"before-{what}")
    create_backup(session.practice, path)
    earlier = sorted(set(path.parent.glob(f"*-before-{what}.pcbackup")) - {path})
    for old in earlier[: 1 - KEPT_BEFORE]:  # never this one, even if the clock was put back
        with contextlib.suppress(OSError):  # it is being copied elsewhere; the next one removes it
            old.unlink()
    return path


def verify(session: Session, backup: Path) -> BackupCheck:
    """Check a backup by opening it with this practice's key."""
    session.require(Permission.MANAGE_BACKUPS)
    check = verify_backup(backup, session.practice.data_key)
    with session.act(Permission.MANAGE_BACKUPS, "backup.verify", file=backup.name):
        return check


def restore(session: Session, backup: Path) -> BackupCheck:
    """Put a backup in place of the practice, after a verified backup of what is there now.

    The session ends: everybody must sign in again.
    """
    session.require(Permission.MANAGE_BACKUPS)
    verify_backup(backup, session.practice.data_key)
    with session.act(Permission.MANAGE_BACKUPS, "backup.restore", file=backup.name):
        pass
    create_backup(session.practice, session.practice.backup_path(session.now(), "before-restore"))
    session.practice.close_all()
    check = restore_backup(backup, session.practice.folder, session.practice.data_key)
    _say_so_in_the_restored_audit(session, backup)
    return check


def _say_so_in_the_restored_audit(session: Session, backup: Path) -> None:
    """The row written before the restore is in the file that was put aside."""
    folder, key = session.practice.folder, session.practice.data_key
    restored = replace(session, practice=Practice.open(folder, key, session.now()))
    with restored.act(Permission.MANAGE_BACKUPS, "backup.restored", file=backup.name):
        pass
    restored.practice.close_all()


def newest_backup(session: Session) -> BackupFile | None:
    """Return the newest backup in the practice's own folder, or None if there is none yet."""
    return next(iter(backups_in(session.practice.folder)), None)

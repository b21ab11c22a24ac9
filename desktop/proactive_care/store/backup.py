"""Backups: a copy through SQLite's backup API, with the key file, opened and checked afterwards.

A backup is one ZIP file (stored, not compressed: ciphertext does not shrink) with the encrypted
database and the key file, so that it can be opened with any user's password or the recovery key.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from proactive_care.domain.errors import FileProblem, PracticeProblem
from proactive_care.store import keys, people
from proactive_care.store.audit import verify_audit
from proactive_care.store.connection import connect, known_errors
from proactive_care.store.durable import sync_folder

if TYPE_CHECKING:
    from proactive_care.store.practice import Practice

_DATABASE, _KEYS, _PART = "practice.db", "practice.keys", "backup.part"


@dataclass(frozen=True)
class BackupCheck:
    """What a verified backup holds."""

    patients: int
    audit_rows: int
    size_bytes: int


def create_backup(practice: Practice, target: Path) -> BackupCheck:
    """Write a backup to ``target`` and verify it by opening it.

    Raises FileProblem if it cannot be written and PracticeProblem if the copy does not pass the
    check; then nothing is left at ``target`` (an older backup there stays).
    """
    with _file_problems("The backup could not be written."), known_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        with _scratch_folder(target.parent) as folder:  # its own: two programs may back up at once
            part = folder / _PART
            _copy_database(practice, folder / _DATABASE)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
                archive.write(folder / _DATABASE, _DATABASE)
                archive.write(practice.folder / _KEYS, _KEYS)
            with part.open("rb+") as stream:
                os.fsync(stream.fileno())
            check = verify_backup(part, practice.data_key)
            part.replace(target)
            sync_folder(target.parent)
    return check


def verify_backup(backup: Path, data_key: bytes) -> BackupCheck:
    """Open a backup with the practice's key, check every page and the audit chain.

    Raises PracticeProblem if it is damaged or belongs to another practice.
    """
    with _file_problems("The backup could not be read."), _scratch_folder(backup.parent) as folder:
        _unpack(backup, folder)
        connection = connect(folder / _DATABASE, data_key)
        try:
            with known_errors("The practice itself was not touched."):
                damage = connection.execute("PRAGMA cipher_integrity_check").fetchall()
                broken = connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
                audit = verify_audit(Database(connection, execute_plugins=False))
                patients = connection.execute("SELECT count(*) FROM patient").fetchone()[0]
        finally:
            connection.close()
        if damage or broken or not audit.ok:
            raise PracticeProblem(
                "This backup is damaged.",
                kept="The practice itself was not touched.",
                advice="Use another backup, and make a new one today.",
            )
        return BackupCheck(patients, audit.rows, backup.stat().st_size)


def restore_backup(backup: Path, folder: Path, data_key: bytes) -> BackupCheck:
    """Put a verified backup in place of the practice in ``folder``.

    The practice that was there is kept beside it as ``practice.db.before-restore``. Every
    connection to it must be closed.
    """
    check = verify_backup(backup, data_key)
    with _file_problems("The backup could not be restored."):
        folder.mkdir(parents=True, exist_ok=True)
        with _scratch_folder(folder) as scratch:
            _unpack(backup, scratch)
            for name in (_DATABASE, _KEYS):
                current = folder / name
                if current.exists():
                    current.replace(folder / f"{name}.before-restore")
                (scratch / name).replace(current)
            for suffix in ("-wal", "-shm"):
                (folder / f"{_DATABASE}{suffix}").unlink(missing_ok=True)
            sync_folder(folder)
    return check


def read_backup_keys(backup: Path) -> keys.KeyFile:
    """Return the key file inside a backup, to unlock it with a password or the recovery key."""
    with _file_problems("The backup could not be read."), _scratch_folder(backup.parent) as folder:
        _unpack(backup, folder)
        return keys.read_key_file(folder / _KEYS)


def user_in_backup(backup: Path, data_key: bytes, name: str) -> people.UserRow | None:
    """Return a user as the practice in a backup knows them, or None if it does not."""
    with _file_problems("The backup could not be read."), _scratch_folder(backup.parent) as folder:
        _unpack(backup, folder)
        connection = connect(folder / _DATABASE, data_key)
        try:
            with known_errors("The practice itself was not touched."):
                return people.find_user(Database(connection, execute_plugins=False), name)
        finally:
            connection.close()


def _copy_database(practice: Practice, target: Path) -> None:
    copy = connect(target, practice.data_key)
    try:
        copy.execute("PRAGMA journal_mode = DELETE")
        practice.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _unpack(backup: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            for name in (_DATABASE, _KEYS):
                with archive.open(name) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
    except (zipfile.BadZipFile, KeyError) as error:
        raise PracticeProblem(
            "This file is not a backup of Proactive Care Desktop, or it is damaged.",
            kept="The practice itself was not touched.",
            advice="Choose another file whose name ends in .pcbackup.",
        ) from error


@contextlib.contextmanager
def _scratch_folder(beside: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".proactive-care-", dir=beside) as name:
        yield Path(name)


@contextlib.contextmanager
def _file_problems(happened: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileProblem(
            f"{happened} ({error.strerror or error})",
            kept="The practice is unchanged.",
            advice="Check the disk and the folder, then try again.",
        ) from error

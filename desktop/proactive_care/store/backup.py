"""Backups: a copy through SQLite's backup API, with the key file, opened and checked afterwards.

A backup is one ZIP file (stored, not compressed: ciphertext does not shrink) with the encrypted
database and the key file, so that it can be opened with any user's password or the recovery key.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlite_utils import Database

from proactive_care.domain.errors import FileProblem, PracticeProblem
from proactive_care.store import keys, people
from proactive_care.store.audit import verify_audit
from proactive_care.store.connection import DATABASE_NAME, Connection, connect, known_errors
from proactive_care.store.durable import replace_file, sync_folder
from proactive_care.store.keys import KEYS_NAME
from proactive_care.store.migrations import all_migrations
from proactive_care.store.schema import schema_version

_PART = "backup.part"
_SUFFIX, _ASIDE = ".pcbackup", ".before-restore"
_SCRATCH, _A_DAY = ".proactive-care-", 86_400.0
_ROOM = 2  # times the practice: the copy and the archive are there together for a while


class Copied(Protocol):
    """What is backed up: an open practice. That makes a backup itself before an upgrade."""

    folder: Path

    @property
    def data_key(self) -> bytes: ...

    @property
    def database_path(self) -> Path: ...

    @property
    def connection(self) -> Connection: ...


@dataclass(frozen=True)
class BackupCheck:
    """What a verified backup holds."""

    patients: int
    audit_rows: int
    size_bytes: int


def create_backup(practice: Copied, target: Path) -> BackupCheck:
    """Write a backup to ``target`` and verify it by opening it.

    Raises FileProblem if it cannot be written and PracticeProblem if the copy does not pass the
    check; then nothing is left at ``target`` (an older backup there stays).
    """
    with _file_problems("The backup could not be written."), known_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        _refuse_own_file(practice.folder, target)
        _refuse_without_room(practice, target.parent)
        with _scratch_folder(target.parent) as folder:  # its own: two programs may back up at once
            part = folder / _PART
            _copy_database(practice, folder / DATABASE_NAME)
            with zipfile.ZipFile(part, "w", strict_timestamps=False) as archive:
                archive.write(folder / DATABASE_NAME, DATABASE_NAME)
                archive.write(practice.folder / KEYS_NAME, KEYS_NAME)
            (folder / DATABASE_NAME).unlink()
            _sync(part)
            check = verify_backup(part, practice.data_key)
            replace_file(part, target)
            sync_folder(target.parent)
    return check


def verify_backup(backup: Path, data_key: bytes) -> BackupCheck:
    """Open a backup with the practice's key, check every page and the audit chain.

    Raises PracticeProblem if it is damaged, belongs to another practice, or a newer version of the
    application made it.
    """
    with _file_problems("The backup could not be read."), _reading_folder(backup) as folder:
        _unpack(backup, folder)
        connection = connect(folder / DATABASE_NAME, data_key, alone=True)
        try:
            with known_errors("The practice itself was not touched."):
                _refuse_newer(connection)
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
    connection to it must be closed. If one is open elsewhere, which Windows does not allow for,
    FileProblem is raised and the practice is as it was. After a crash there is either the one or
    the other practice, or none, which can be restored again.
    """
    check = verify_backup(backup, data_key)
    with _file_problems("The backup could not be restored."):
        folder.mkdir(parents=True, exist_ok=True)
        with _scratch_folder(folder) as scratch:
            _unpack(backup, scratch)
            for name in (DATABASE_NAME, KEYS_NAME):
                _sync(scratch / name)
            _put_in_place(scratch, folder)
            sync_folder(folder)
    return check


def _put_in_place(scratch: Path, folder: Path) -> None:
    """Move the practice in ``folder`` aside and the files in ``scratch`` to its place.

    The journal goes with its database, and before the new one comes: beside another database it
    would be played into that one.
    """
    database, journal = folder / DATABASE_NAME, folder / f"{DATABASE_NAME}-wal"
    aside = folder / f"{DATABASE_NAME}{_ASIDE}"
    moved: list[tuple[Path, Path]] = []
    try:
        if database.exists():  # or what is aside was put there by a restore that was cut off
            aside.with_name(f"{aside.name}-wal").unlink(missing_ok=True)
        for source, target in (
            (database, aside),
            (journal, aside.with_name(f"{aside.name}-wal")),
            (scratch / DATABASE_NAME, database),
        ):
            if source.exists():
                replace_file(source, target)
                moved.append((source, target))
        (folder / f"{DATABASE_NAME}-shm").unlink(missing_ok=True)
        if (folder / KEYS_NAME).exists():
            shutil.copyfile(folder / KEYS_NAME, folder / f"{KEYS_NAME}{_ASIDE}")
        replace_file(scratch / KEYS_NAME, folder / KEYS_NAME)
    except OSError:
        for source, target in reversed(moved):
            replace_file(target, source)
        raise


def read_backup_keys(backup: Path) -> keys.KeyFile:
    """Return the key file inside a backup, to unlock it with a password or the recovery key."""
    with _file_problems("The backup could not be read."), _reading_folder(backup) as folder:
        _unpack(backup, folder)
        return keys.read_key_file(folder / KEYS_NAME)


def user_in_backup(backup: Path, data_key: bytes, name: str) -> people.UserRow | None:
    """Return a user as the practice in a backup knows them, or None if it does not."""
    with _file_problems("The backup could not be read."), _reading_folder(backup) as folder:
        _unpack(backup, folder)
        connection = connect(folder / DATABASE_NAME, data_key, alone=True)
        try:
            with known_errors("The practice itself was not touched."):
                return people.find_user(Database(connection, execute_plugins=False), name)
        finally:
            connection.close()


def _refuse_own_file(folder: Path, target: Path) -> None:
    """A backup never takes the place of the practice, or of what belongs to it."""
    if target.resolve().parent == folder.resolve() and target.suffix.lower() != _SUFFIX:
        raise FileProblem(
            "A backup in the practice's own folder needs a name that ends in .pcbackup.",
            kept="Nothing was written.",
            advice="Choose such a name, or better a folder on another disk.",
        )


def _refuse_without_room(practice: Copied, folder: Path) -> None:
    need = _ROOM * practice.database_path.stat().st_size
    free = shutil.disk_usage(folder).free
    if free < need:
        raise FileProblem(
            f"There is not enough room for the backup: it needs {_megabytes(need)} for a moment, "
            f"and {_megabytes(free)} are free.",
            kept="The practice is unchanged, and so are the backups that are there.",
            advice="Free some space there, or choose another disk.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _refuse_newer(connection: Connection) -> None:
    if schema_version(connection) > len(all_migrations()):
        raise PracticeProblem(
            "This backup was made with a newer version of Proactive Care Desktop.",
            kept="The practice itself was not touched.",
            advice="Install the newest version on this computer, then restore it.",
        )


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _copy_database(practice: Copied, target: Path) -> None:
    copy = connect(target, practice.data_key, alone=True)
    try:
        practice.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _unpack(backup: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            for name in (DATABASE_NAME, KEYS_NAME):
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
    """Make a folder for a while. What a crash left behind in ``beside`` is cleared away.

    It holds nothing readable. So it is no failure if a scanner has a file of it open at the end.
    """
    with tempfile.TemporaryDirectory(
        prefix=_SCRATCH, dir=beside, ignore_cleanup_errors=True
    ) as name:
        made = Path(name).stat().st_mtime
        for left in beside.glob(f"{_SCRATCH}*"):
            with contextlib.suppress(OSError):
                if made - left.stat().st_mtime > _A_DAY:
                    shutil.rmtree(left, ignore_errors=True)
        yield Path(name)


@contextlib.contextmanager
def _reading_folder(backup: Path) -> Iterator[Path]:
    """Make a folder to unpack a backup into: beside it, or where that is allowed and has room."""
    with contextlib.ExitStack() as stack:
        yield _first_with_room(backup, stack)


def _first_with_room(backup: Path, stack: contextlib.ExitStack) -> Path:
    need = backup.stat().st_size
    for place in (backup.parent, Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):  # a write-protected stick
            if shutil.disk_usage(place).free > need:
                return stack.enter_context(_scratch_folder(place))
    raise OSError(errno.ENOSPC, "there is not enough room to unpack it")


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

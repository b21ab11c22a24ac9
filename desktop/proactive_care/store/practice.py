"""The practice: one folder with an encrypted database and its key file."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from proactive_care.domain.errors import PracticeDamaged, PracticeProblem
from proactive_care.store import backup, concepts, schema
from proactive_care.store.audit import AuditCheck, verify_audit
from proactive_care.store.connection import DATABASE_NAME, Connection, connect, known_errors
from proactive_care.store.migrations import Migration, all_migrations


@dataclass(frozen=True)
class PracticeCheck:
    """Outcome of ``check``: the file's structure, its references and the audit chain."""

    integrity: tuple[str, ...]
    dangling_references: int
    audit: AuditCheck

    @property
    def ok(self) -> bool:
        return not self.integrity and not self.dangling_references and self.audit.ok


class Practice:
    """An open practice. Every thread gets its own connection; SQLite does the locking.

    ``folder`` holds ``practice.db`` (SQLCipher), ``practice.keys`` and ``backups/``. ``memory`` is
    where services keep what they read and may need again; it is forgotten when all is closed.
    """

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self.folder = folder
        self._data_key = data_key
        self._local = threading.local()
        self._all: list[Connection] = []
        self._guard = threading.Lock()
        self.memory: dict[str, object] = {}

    @classmethod
    def create(cls, folder: Path, data_key: bytes) -> Practice:
        """Make the database of a new practice. Raises PracticeProblem if there is one already."""
        path = folder / DATABASE_NAME
        if path.exists():
            raise PracticeProblem(
                "There is already a practice in this folder.",
                kept="It was not touched.",
                advice="Sign in to it, or choose an empty folder for a new practice.",
            )
        practice = cls(folder, data_key)
        with known_errors("No practice was made."):
            connect(path, data_key).close()  # makes the file
            schema.migrate(practice.connection, all_migrations())
            with practice.transaction() as db:
                concepts.synchronise(db)
        return practice

    @classmethod
    def open(
        cls,
        folder: Path,
        data_key: bytes,
        now: datetime,
        migrations: tuple[Migration, ...] | None = None,
    ) -> Practice:
        """Open a practice, upgrading an older file after a verified backup.

        Raises PracticeProblem if there is none, it is damaged, or a newer version wrote it.
        """
        practice = cls(folder, data_key)
        steps = all_migrations() if migrations is None else migrations
        try:
            schema.refuse_newer(practice.connection, steps)
            if not schema.schema_version(practice.connection):  # nothing was ever kept in it
                raise PracticeDamaged(
                    "The practice file practice.db is empty.",
                    kept="Nothing was changed.",
                    advice="Keep the folder as it is and restore the newest backup.",
                )
            if schema.schema_version(practice.connection) < len(steps):
                backup.create_backup(practice, practice.backup_path(now, "before-upgrade"))
                with known_errors():
                    schema.migrate(practice.connection, steps)
            if concepts.differ(practice.db):
                with practice.transaction() as db:
                    concepts.synchronise(db)
        except BaseException:
            practice.close_all()
            raise
        return practice

    @property
    def data_key(self) -> bytes:
        """The raw key, for wrapping it for another user and for scratch and backup files."""
        return self._data_key

    @property
    def database_path(self) -> Path:
        return self.folder / DATABASE_NAME

    @property
    def connection(self) -> Connection:
        """This thread's own connection, opened when first needed.

        Raises PracticeDamaged if the file is gone: SQLite would make an empty one without a word.
        """
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if not self.database_path.exists():
                raise PracticeDamaged(
                    "The practice file practice.db is missing from this folder.",
                    kept="Nothing was changed.",
                    advice="If the folder is on a stick or a network drive, connect it again. "
                    "Otherwise restore the newest backup.",
                )
            connection = connect(self.database_path, self._data_key)
            self._local.connection = connection
            with self._guard:
                self._all.append(connection)
        return connection

    @property
    def db(self) -> Database:
        """This thread's connection as a ``sqlite_utils.Database``."""
        database: Database | None = getattr(self._local, "database", None)
        if database is None:
            database = Database(self.connection, execute_plugins=False)
            self._local.database = database
        return database

    @contextlib.contextmanager
    def transaction(self, kept: str = "The practice is unchanged.") -> Iterator[Database]:
        """Run the block in one write transaction: all of it is kept, or nothing.

        Raises PracticeProblem with ``kept`` for a full disk, a lock and the like. Not nestable:
        what belongs together is one transaction from the start.
        """
        db = self.db
        with known_errors(kept):
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:  # a full disk rolls back by itself
                    db.conn.execute("ROLLBACK")
                raise

    def check(self) -> PracticeCheck:
        """Read every page, every reference and the whole audit chain."""
        with known_errors():
            damaged = self.connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if damaged:  # reading further would only fail
                found = tuple(str(row[0]) for row in damaged)
                return PracticeCheck(found, 0, AuditCheck(0, None, "not read"))
            structure = self.connection.execute("PRAGMA integrity_check").fetchall()
            integrity = [str(row[0]) for row in structure if row[0] != "ok"]
            dangling = len(self.connection.execute("PRAGMA foreign_key_check").fetchall())
            return PracticeCheck(tuple(integrity), dangling, verify_audit(self.db))

    def backup_path(self, now: datetime, why: str) -> Path:
        """Return the name of a new backup in the practice's own ``backups`` folder."""
        return self.folder / "backups" / f"practice-{now:%Y%m%d-%H%M%S}-{why}.pcbackup"

    def close(self) -> None:
        """Close this thread's connection."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            with self._guard:
                self._all.remove(connection)
            self._local.connection = self._local.database = None
            connection.close()

    def close_all(self) -> None:
        """Close every connection; no other thread may be using one."""
        with self._guard:
            connections, self._all = self._all, []
        self.memory.clear()
        self._local = threading.local()
        for connection in connections:
            connection.close()

"""A scratch file for rows that are being checked: encrypted with a key that only memory knows.

Checking a file, its preview and Cancel never touch the practice and hold no lock on it: the rows
wait here. The file is deleted when the check is closed; what a crash leaves behind cannot be read
by anybody and is deleted by the next check.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from proactive_care.store.connection import Connection, DatabaseError, known_errors, raw_key

KEPT = "The practice is unchanged; the file that you chose was only read."
PATIENT_TEXTS = (
    "family_name", "given_name", "title", "address_1", "address_2", "address_3", "address_4",
    "village", "postcode", "home_phone", "mobile_phone", "email", "language", "format_need",
    "usual_gp",
)  # fmt: skip
PATIENT_DAYS = ("registered_on", "deregistered_on", "date_of_death")
PATIENT_KEPT = ("date_of_birth", "sex", "ethnicity")  # a blank never erases these
PATIENT_COLUMNS = (
    "nhs_number", "local_id", *PATIENT_KEPT, *PATIENT_TEXTS, *PATIENT_DAYS, "interpreter",
    "imd_quintile", "sensitive",
)  # fmt: skip
"""What a file may say about a patient, in the order of the scratch table's columns."""

_SCHEMA = f"""
CREATE TABLE event (source, patient, concept, day, line, item, code, value, comparator DEFAULT 0);
CREATE TABLE issue (source, patient, concept, day, line, item, product, quantity, dosage);
CREATE TABLE patient (
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL, line INTEGER NOT NULL,
  covered INTEGER NOT NULL, is_new INTEGER NOT NULL, {", ".join(PATIENT_COLUMNS)}
);
CREATE TABLE seen (source, patient, line, PRIMARY KEY (source, patient)) WITHOUT ROWID;
CREATE TABLE code (id INTEGER PRIMARY KEY, system, code, term);
CREATE TABLE rejection (source, line, item, column_name, value_shown, reason);
CREATE TABLE merged_line (other, source, line);
"""
EVENT_COLUMNS = "source, patient, concept, day, line, item, code, value, comparator"
ISSUE_COLUMNS = "source, patient, concept, day, line, item, product, quantity, dosage"
_SORTED_AT_ONCE = 1_200_000  # rows: SQLite sorts them in memory, about 150 MB
_IN_A_PART = 400_000
_EVENT = "INSERT INTO event (source, patient, concept, day, line, item, code, value, comparator)"
_EVENT_WITHOUT_VALUE = "INSERT INTO event (source, patient, concept, day, line, item, code)"
_LATER = {"date_of_death": "coalesce(excluded.date_of_death, date_of_death)"}
_PATIENT = (
    f"INSERT INTO patient (id, source, line, covered, is_new, {', '.join(PATIENT_COLUMNS)})"
    f" VALUES ({', '.join('?' * (len(PATIENT_COLUMNS) + 5))})"
    " ON CONFLICT (id) DO UPDATE SET source = excluded.source, line = excluded.line,"
    " covered = covered | excluded.covered, "
    + ", ".join(
        f"{name} = CASE WHEN excluded.covered & {1 << bit}"
        f" THEN {_LATER.get(name, f'excluded.{name}')} ELSE {name} END"
        for bit, name in enumerate(PATIENT_COLUMNS)
    )
)


class Scratch:
    """One scratch file. Made by a check, read by its preview and by the commit, then deleted."""

    def __init__(self, folder: Path) -> None:
        remove_stale(folder)
        self.path = folder / f"import-{secrets.token_hex(8)}.scratch"
        self._key = secrets.token_bytes(32)
        self._lock = _hold(_lock_path(self.path))
        self._connection: Connection | None = None
        try:
            self._connection = self._open()
            with known_errors(KEPT):
                for statement in _SCHEMA.strip().split(";\n"):
                    self._connection.execute(statement)
                self._connection.execute("BEGIN")
        except BaseException:
            self.close()
            raise

    def add_events(self, rows: list[tuple[Any, ...]]) -> None:
        """Add events with a value; a comparator of 0 means none.

        Columns: source, patient, concept, day, line, item, code, value, comparator. None is
        avoided on purpose: binding it is three times as slow as binding a number.
        """
        self._many(f"{_EVENT} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def add_plain_events(self, rows: list[tuple[Any, ...]]) -> None:
        """Add events without a value: source, patient, concept, day, line, item, code."""
        self._many(f"{_EVENT_WITHOUT_VALUE} VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def add_issues(self, rows: list[tuple[Any, ...]]) -> None:
        """Add medication issues: source, patient, concept, day, line, item, product, quantity,
        dosage."""
        self._many("INSERT INTO issue VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def add_patients(self, rows: list[tuple[Any, ...]]) -> None:
        """Add or complete patients: id, source, line, covered, is_new, then PATIENT_COLUMNS.

        ``covered`` has the bit of each column that the file has; a later row for the same patient
        replaces those columns only, and takes no death back that an earlier one has told.
        """
        self._many(_PATIENT, rows)

    def add_seen(self, rows: list[tuple[int, int, int]]) -> None:
        """Remember that a file describes patients: source, patient, line."""
        self._many("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", rows)

    def add_codes(self, rows: list[tuple[int, str, str, str]]) -> None:
        """Add codes that the practice does not know yet: id, system, code, term."""
        self._many("INSERT INTO code VALUES (?, ?, ?, ?)", rows)

    def add_rejections(self, rows: list[tuple[int, int, int, str, str, str]]) -> None:
        """Add what was rejected: source, line, item, column, value shown, reason."""
        self._many("INSERT INTO rejection VALUES (?, ?, ?, ?, ?, ?)", rows)

    def count_merged(self, merged: Mapping[int, int]) -> None:
        """Count what was staged for merged records for the records that are kept.

        ``merged`` is {merged record: kept record}. Which lines that was is staged as well.
        """
        if not merged:
            return
        connection = self._writing()
        with known_errors(KEPT):
            connection.execute("CREATE TEMP TABLE alias (other INTEGER PRIMARY KEY, kept)")
            connection.executemany("INSERT INTO temp.alias VALUES (?, ?)", merged.items())
            for table in ("event", "issue"):
                about = "WHERE patient IN (SELECT other FROM temp.alias)"
                connection.execute(
                    "INSERT INTO merged_line"
                    f" SELECT DISTINCT patient, source, line FROM {table} {about}"
                )
                connection.execute(
                    f"UPDATE {table} SET patient ="
                    f" (SELECT kept FROM temp.alias WHERE other = patient) {about}"
                )

    def finish(self, ask: Callable[[], None] = lambda: None) -> None:
        """End writing. Afterwards the rows can be attached and read. ``ask`` may raise to stop."""
        connection = self._writing()
        with known_errors(KEPT), interruptible(connection, ask):
            for table, columns in (("event", EVENT_COLUMNS), ("issue", ISSUE_COLUMNS)):
                _part(connection, table, columns)
            connection.execute("COMMIT")
        connection.close()
        self._connection = None

    def rejections(self, source: int) -> Iterator[tuple[int, str, str, str]]:
        """Return (line, column, value shown, reason) of everything rejected in one file."""
        connection = self._open()
        try:
            with known_errors(KEPT):
                yield from connection.execute(
                    "SELECT line, column_name, value_shown, reason FROM rejection"
                    " WHERE source = ? ORDER BY line, item",
                    (source,),
                )
        finally:
            connection.close()

    @contextlib.contextmanager
    def attached(self, db: Database) -> Iterator[None]:
        """Attach the finished scratch file to a practice connection as ``scratch``."""
        with known_errors(KEPT):
            db.conn.execute("ATTACH ? AS scratch KEY ?", (str(self.path), raw_key(self._key)))
        try:
            yield
        finally:
            db.conn.execute("DETACH scratch")

    def close(self) -> None:
        """Delete the file. Closing twice is allowed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._lock.close()
        for path in (self.path, _lock_path(self.path)):
            with contextlib.suppress(OSError):  # it is unreadable, and the next check tries again
                path.unlink(missing_ok=True)

    def _writing(self) -> Connection:
        if self._connection is None:
            raise ValueError("the scratch file is finished")
        return self._connection

    def _many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with known_errors(KEPT):
            self._writing().executemany(sql, rows)

    def _open(self) -> Connection:
        with known_errors(KEPT):
            connection = cast(Connection, sqlcipher.connect(str(self.path), isolation_level=None))
            try:
                connection.execute(f'PRAGMA key = "{raw_key(self._key)}"')
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA temp_store = MEMORY")
            except BaseException:
                connection.close()
                raise
            return connection


@contextlib.contextmanager
def interruptible(connection: Connection, ask: Callable[[], None]) -> Iterator[None]:
    """Let ``ask`` stop a long SQL statement: whatever it raises comes out of the block."""
    stopped: list[BaseException] = []

    def asked() -> int:
        try:
            ask()
        except BaseException as error:  # noqa: BLE001 - carried across SQLite and raised below
            stopped.append(error)
            return 1
        return 0

    connection.set_progress_handler(asked, 400_000)
    try:
        yield
    except DatabaseError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def remove_stale(folder: Path) -> None:
    """Delete scratch files whose process is gone: their lock can be taken.

    Killed at the wrong moment, a process leaves a lock alone: it is taken before there is a file.
    """
    for path in {each.with_suffix(".scratch") for each in folder.glob("import-*")}:
        lock = _lock_path(path)
        try:
            held = _hold(lock)
        except sqlite3.OperationalError:
            continue  # somebody is using it
        held.close()
        for gone in (path, lock):
            with contextlib.suppress(OSError):
                gone.unlink(missing_ok=True)


def _part(connection: Connection, table: str, columns: str) -> None:
    """Divide a table that is too large to be sorted at once by ranges of patients.

    One pass that only ever appends to as many places as there are parts. ``table`` becomes a view.
    """
    rows, last = connection.execute(
        f"SELECT coalesce(max(rowid), 0), coalesce(max(patient), 0) FROM {table}"
    ).fetchone()
    if rows <= _SORTED_AT_ONCE:
        return
    width = max(1, last * _IN_A_PART // rows)
    connection.execute(
        f"CREATE TABLE {table}_part (part, place, {columns}, PRIMARY KEY (part, place))"
        " WITHOUT ROWID"
    )
    connection.execute(
        f"INSERT INTO {table}_part SELECT patient / {width}, rowid, {columns} FROM {table}"
    )
    connection.execute(f"DROP TABLE {table}")
    connection.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM {table}_part")


def _lock_path(path: Path) -> Path:
    return path.with_suffix(".lock")


def _hold(path: Path) -> sqlite3.Connection:
    """Take a lock that the operating system gives back when the process ends, on every system.

    The lock file is an empty SQLite file; nothing is ever written into it.
    """
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise
        with known_errors(KEPT):
            raise sqlcipher.OperationalError(str(error)) from error
    return connection

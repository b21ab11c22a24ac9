"""Opening encrypted SQLite files, and turning SQLite's errors into known errors."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, cast

from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care.domain.errors import PracticeDamaged, PracticeProblem
from proactive_care.store.places import Place, place_of

Connection: TypeAlias = sqlite3.Connection  # the type only: sqlcipher3's has the same methods
DatabaseError: type[Exception] = sqlcipher.DatabaseError
SYNCHRONOUS = "FULL"  # a commit waits for the disk: what was saved outlives a loss of power
DATABASE_NAME = "practice.db"
_CACHE_KB, _ROOMY_CACHE_KB = 65_536, 262_144


def connect(path: Path, data_key: bytes, *, alone: bool = False) -> Connection:
    """Open (or make) the encrypted file at ``path``.

    ``alone``: nobody else opens this file meanwhile. Then, and on a network drive, which cannot
    share the memory of the quick journal, SQLite keeps its plain one.

    The raw 256-bit key is given to SQLCipher directly: the slow derivation from a password has
    already happened in ``store.keys``. Raises PracticeProblem if the key does not fit, or the file
    is damaged, locked or not readable.
    """
    with known_errors():
        # uncached statements would be re-prepared; 256 covers the importer and the rule compiler
        connection = cast(
            Connection,
            sqlcipher.connect(str(path), timeout=10.0, isolation_level=None, cached_statements=256),
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to standard error
            connection.execute(f'PRAGMA key = "{raw_key(data_key)}"')
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            plain = alone or place_of(path.parent) is Place.NETWORK
            connection.execute(f"PRAGMA journal_mode = {'DELETE' if plain else 'WAL'}")
            connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        except BaseException:
            connection.close()
            raise
    return connection


def raw_key(data_key: bytes) -> str:
    """Return SQLCipher's form of a raw key, for PRAGMA key and ATTACH … KEY."""
    if len(data_key) != 32:
        raise ValueError("a data key has 32 bytes")
    return f"x'{data_key.hex()}'"


@contextlib.contextmanager
def roomy_cache(connection: Connection) -> Iterator[None]:
    """Keep more pages for questions that go over everything several times.

    A page that has been dropped must be read and deciphered again, which takes longer than the
    question. At most 256 MB, and never more than the file; given back at the end.
    """
    connection.execute(f"PRAGMA cache_size = -{_ROOMY_CACHE_KB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")


@contextlib.contextmanager
def known_errors(kept: str = "The practice is unchanged.") -> Iterator[None]:
    """Turn what can go wrong outside our control (disk, lock, damage) into PracticeProblem.

    ``kept`` is the sentence that tells the user what state the practice is in. Everything else
    (a constraint, wrong SQL) is a bug and passes through.
    """
    try:
        yield
    except DatabaseError as error:
        for pattern, happened, advice, kind in _SQLITE_ERRORS:
            if pattern.search(str(error)):
                raise kind(happened, kept=kept, advice=advice) from error
        raise


_SQLITE_ERRORS: list[tuple[re.Pattern[str], str, str, type[PracticeProblem]]] = [
    (
        re.compile("disk is full"),
        "The disk is full.",
        "Free some space on the disk that holds the practice, then try again.",
        PracticeProblem,
    ),
    (
        re.compile("disk I/O error|readonly database"),
        "The practice file could not be written.",
        "Check that the disk is connected, not full, and that you may write to the folder.",
        PracticeProblem,
    ),
    (
        re.compile("database is locked|database table is locked"),
        "The practice is busy in another window or on another computer.",
        "Wait until the other work has finished, then try again.",
        PracticeProblem,
    ),
    (
        re.compile("unable to open database"),
        "The practice file could not be opened.",
        "Check that the folder exists and that you may open it.",
        PracticeProblem,
    ),
    (
        re.compile("file is not a database|malformed|file is encrypted|hmac check failed"),
        "The practice file is damaged, or does not belong to this key file.",
        "Keep the folder as it is and restore the newest backup.",
        PracticeDamaged,
    ),
]

"""Bringing a practice file to the current schema, all or nothing."""

from __future__ import annotations

import re
import sqlite3

from proactive_care.domain.errors import PracticeProblem
from proactive_care.store.connection import Connection
from proactive_care.store.migrations import Migration


def schema_version(connection: Connection) -> int:
    """Return the number of the last migration that the file has seen (0: a new file)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: Connection, migrations: tuple[Migration, ...]) -> None:
    """Raise PracticeProblem if a newer version of the application has written this file."""
    if schema_version(connection) > len(migrations):
        raise PracticeProblem(
            "This practice was last used with a newer version of Proactive Care Desktop.",
            kept="Nothing was changed.",
            advice="Install the newest version on this computer, then open the practice again.",
        )


def migrate(connection: Connection, migrations: tuple[Migration, ...]) -> int:
    """Apply what is missing in one transaction and return how many migrations that was.

    A failing migration leaves the file exactly as it was. The caller takes the backup first.
    """
    refuse_newer(connection, migrations)
    missing = migrations[schema_version(connection) :]
    if not missing:
        return 0
    connection.execute("BEGIN EXCLUSIVE")
    try:
        for migration in missing:
            for statement in split_statements(migration.sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return len(missing)


def split_statements(script: str) -> list[str]:
    """Split an SQL script into statements; triggers with inner semicolons stay whole.

    ``executescript`` cannot be used: it commits the open transaction first.
    """
    statements, current = [], ""
    for piece in re.split(r"(?<=;)", script):
        current += piece
        if sqlite3.complete_statement(current):
            if _has_sql(current):
                statements.append(current.strip())
            current = ""
    if _has_sql(current):
        raise ValueError("the migration ends in an unfinished statement")
    return statements


def _has_sql(text: str) -> bool:
    lines = (line.split("--", 1)[0].strip() for line in text.splitlines())
    return any(line not in ("", ";") for line in lines)

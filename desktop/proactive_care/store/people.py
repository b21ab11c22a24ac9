"""Rows about the practice itself: its details and the people who sign in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database


@dataclass(frozen=True)
class UserRow:
    """Somebody who can sign in, or could."""

    name: str
    full_name: str
    role: str
    active: bool


def insert_user(db: Database, name: str, full_name: str, role: str, now: datetime) -> None:
    """Write the user's row inside an open transaction."""
    db.conn.execute(
        "INSERT INTO user (name, name_key, full_name, role, created_at) VALUES (?, ?, ?, ?, ?)",
        (name, name.casefold(), full_name, role, now.isoformat(timespec="milliseconds")),
    )


def find_user(db: Database, name: str) -> UserRow | None:
    """Return the user whose name is the same but for capitals, or None."""
    row = db.conn.execute(
        "SELECT name, full_name, role, active FROM user WHERE name_key = ?", (name.casefold(),)
    ).fetchone()
    return None if row is None else UserRow(row[0], row[1], row[2], bool(row[3]))


def update_user(db: Database, name: str, role: str, *, active: bool) -> None:
    """Change a user's role and whether they may sign in, inside an open transaction."""
    db.conn.execute(
        "UPDATE user SET role = ?, active = ? WHERE name_key = ?",
        (role, int(active), name.casefold()),
    )


def users(db: Database) -> Iterator[UserRow]:
    """Yield every user, by name."""
    rows = db.conn.execute("SELECT name, full_name, role, active FROM user ORDER BY name_key")
    for name, full_name, role, active in rows:
        yield UserRow(name, full_name, role, bool(active))


def read_setting(db: Database, name: str) -> Mapping[str, object] | None:
    """Return a stored setting, or None if it was never saved."""
    row = db.conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    value: Mapping[str, object] = json.loads(row[0])
    return value


def save_setting(db: Database, name: str, value: Mapping[str, object]) -> None:
    """Write a setting inside an open transaction."""
    db.conn.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False, sort_keys=True)),
    )

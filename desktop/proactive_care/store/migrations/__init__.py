"""Numbered migrations of the practice file, each an SQL file beside this module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"^(\d{4})_(\w+)\.sql$")


@dataclass(frozen=True)
class Migration:
    """One step of the schema. ``number`` becomes the file's ``user_version``."""

    number: int
    name: str
    sql: str


def all_migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """Return the shipped migrations in order. Raises ValueError for a gap or a double number."""
    found = []
    for path in (folder or Path(__file__).parent).iterdir():
        match = _NAME.match(path.name)
        if match:
            found.append(Migration(int(match[1]), match[2], path.read_text("utf-8")))
    found.sort(key=lambda migration: migration.number)
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise ValueError("migrations must be numbered 1, 2, 3 … without gaps")
    return tuple(found)

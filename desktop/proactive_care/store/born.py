"""Rows that are born here: one dataclass is the one list of a table's columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlite_utils import Database

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Born:
    """What every row that is born here says: its UUIDv7, when it was entered (ISO 8601, UTC), by
    whom, in which role and at which computer."""

    id: str
    entered_at: str
    by: str
    role: str
    device: str


def insert(db: Database, table: str, *rows: object) -> None:
    """Write rows of one dataclass, whose fields are the table's columns, in an open transaction.

    Days become ordinals, truth 0 or 1, and tuples and mappings JSON.
    """
    if rows:
        names = [field.name for field in fields(rows[0])]  # type: ignore[arg-type]
        marks = ", ".join("?" * len(names))
        db.conn.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
            [tuple(_stored(getattr(row, name)) for name in names) for row in rows],
        )


def select(db: Database, kind: type[Row], source: str, parameters: Iterable[Any] = ()) -> list[Row]:
    """Return rows of ``FROM source``, whose (first) table is called ``t``, as ``kind``."""
    names, readers = _reading(cast(Hashable, kind))
    columns = ", ".join(f"t.{name}" for name in names)
    rows = db.conn.execute(f"SELECT {columns} FROM {source}", tuple(parameters))
    return [
        kind(**{n: read(v) for n, read, v in zip(names, readers, row, strict=True)}) for row in rows
    ]


def _stored(value: object) -> object:
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


@lru_cache(maxsize=64)
def _reading(kind: Any) -> tuple[tuple[str, ...], tuple[Callable[[Any], Any], ...]]:
    columns = fields(kind)
    return tuple(c.name for c in columns), tuple(_reader(str(c.type)) for c in columns)


def _reader(type_name: str) -> Callable[[Any], Any]:
    if type_name.startswith("date"):
        return _day
    if type_name == "bool":
        return bool
    if type_name.startswith("tuple"):
        return _texts
    if type_name.startswith(("dict", "Mapping")):
        return json.loads
    return _as_it_is


def _day(value: int | None) -> date | None:
    return None if value is None else date.fromordinal(value)


def _texts(value: str) -> tuple[Any, ...]:
    return tuple(json.loads(value))


def _as_it_is(value: Any) -> Any:
    return value

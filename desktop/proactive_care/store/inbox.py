"""The digital inbox: what files brought, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class ItemRow(Born):
    """What one file held of one person."""

    file_name: str
    sha256: str
    kind: str
    person: Mapping[str, object]
    content: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class InboxStepRow(Born):
    """Something that happened to an item."""

    item: str
    what: str
    patient: int | None
    how: str
    note: str


@dataclass(frozen=True)
class ItemState:
    """Whose an item is, how that was known, and where it went ('' while it waits)."""

    patient: int | None
    how: str
    outcome: str


def insert_item(db: Database, row: ItemRow) -> None:
    """Write an item inside an open transaction."""
    insert(db, "inbox_item", row)


def insert_step(db: Database, row: InboxStepRow) -> None:
    """Write what happened to an item inside an open transaction."""
    insert(db, "inbox_step", row)


def item_by_id(db: Database, item: str) -> ItemRow | None:
    """Return one item, or None."""
    rows = select(db, ItemRow, "inbox_item t WHERE t.id = ?", (item,))
    return rows[0] if rows else None


def item_of_file(db: Database, sha256: str) -> ItemRow | None:
    """Return an item that came from exactly this file before, or None."""
    rows = select(db, ItemRow, "inbox_item t WHERE t.sha256 = ? ORDER BY t.rowid", (sha256,))
    return rows[0] if rows else None


def state_of(db: Database, item: str) -> ItemState:
    """Return where an item is."""
    steps = select(db, InboxStepRow, "inbox_step t WHERE t.item = ? ORDER BY t.rowid", (item,))
    matches = [step for step in steps if step.what == "matched"]
    others = [step.what for step in steps if step.what != "matched"]
    outcome = others[-1] if others and others[-1] != "reopened" else ""
    if not matches:
        return ItemState(None, "", outcome)
    return ItemState(matches[-1].patient, matches[-1].how, outcome)


def items(db: Database) -> tuple[ItemRow, ...]:
    """Return every item, oldest first."""
    return tuple(select(db, ItemRow, "inbox_item t ORDER BY t.entered_at, t.rowid"))

"""Drafts: what is half typed, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import insert, select


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """One half-typed form. ``saved_at`` is ISO 8601 in UTC."""

    id: str
    patient: int
    kind: str
    tray_form: str | None
    content: Mapping[str, object]
    saved_at: str
    by: str
    role: str
    device: str


def save_draft(db: Database, row: DraftRow) -> None:
    """Write a draft over what was kept of it before, inside an open transaction."""
    discard_draft(db, row.id)
    insert(db, "reading_draft", row)


def discard_draft(db: Database, draft: str) -> None:
    """Throw a draft away inside an open transaction; one that is gone already is no error."""
    db.conn.execute("DELETE FROM reading_draft WHERE id = ?", (draft,))


def drafts(db: Database, patient: int | None = None) -> tuple[DraftRow, ...]:
    """Return the drafts (of one patient), newest first."""
    return tuple(
        select(
            db,
            DraftRow,
            "reading_draft t WHERE ? IS NULL OR t.patient = ?"
            " ORDER BY t.saved_at DESC, t.rowid DESC",
            (patient, patient),
        )
    )

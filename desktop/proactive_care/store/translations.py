"""Which languages a practice has signed off, for which wording. Rows are only added."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class TranslationSignOff(Born):
    """A language signed off, or the sign-off taken back with a ``reason``.

    ``wording`` is the SHA-256 of its texts; ``checked_by`` says who read them, and what they are.
    """

    language: str
    wording: str
    signed: bool
    checked_by: str = ""
    reason: str = ""


def add_sign_off(db: Database, row: TranslationSignOff) -> None:
    """Write a row inside an open transaction."""
    insert(db, "translation_sign_off", row)


def newest_sign_offs(db: Database) -> dict[str, TranslationSignOff]:
    """Return the newest row of each language."""
    rows = select(db, TranslationSignOff, "translation_sign_off t ORDER BY t.entered_at, t.rowid")
    return {row.language: row for row in rows}

"""The practice's own wording of letters, version by version."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class TemplateRow(Born):
    """One version of a template. ``changes``: key to ``text``, and ``was`` as shipped then."""

    name: str
    version: int
    changes: dict[str, dict[str, str]]
    reason: str


def add_version(db: Database, row: TemplateRow) -> None:
    """Write a version inside an open transaction."""
    insert(db, "letter_template", row)


def versions_of(db: Database, name: str) -> tuple[TemplateRow, ...]:
    """Return the versions of a template, newest first."""
    source = "letter_template t WHERE t.name = ? ORDER BY t.version DESC"
    return tuple(select(db, TemplateRow, source, (name,)))


def newest_version(db: Database, name: str) -> TemplateRow | None:
    """Return the version of a template that is printed now, or None if it was never changed."""
    source = "letter_template t WHERE t.name = ? ORDER BY t.version DESC LIMIT 1"
    return next(iter(select(db, TemplateRow, source, (name,))), None)

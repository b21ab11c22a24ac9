"""Groups that a clinician has chosen for one patient, for a while. Rows are only added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select

_TABLE = "group_override"


@dataclass(frozen=True, kw_only=True)
class GroupOverride(Born):
    """One decision. ``until`` is the last day; ``takes_back`` names the row that it ends."""

    patient: int
    framework: str
    pack: str
    priority_group: str
    tier: str
    computed_group: str
    computed_tier: str
    reason: str
    since: date
    until: date
    takes_back: str | None = None


def add_override(db: Database, row: GroupOverride) -> None:
    """Store a decision, or that one is taken back."""
    insert(db, _TABLE, row)


def standing_overrides(
    db: Database, framework: str, as_of: date, patient: int | None = None
) -> dict[int, GroupOverride]:
    """Return the newest decision that holds on a day, by patient."""
    rows = select(
        db,
        GroupOverride,
        f"{_TABLE} t WHERE t.framework = ? AND ? BETWEEN t.since AND t.until"
        " AND t.takes_back IS NULL AND (? IS NULL OR t.patient = ?)"
        f" AND NOT EXISTS (SELECT 1 FROM {_TABLE} w WHERE w.takes_back = t.id)"
        " ORDER BY t.entered_at, t.rowid",
        (framework, as_of.toordinal(), patient, patient),
    )
    return {row.patient: row for row in rows}


def overrides_of(db: Database, patient: int) -> tuple[GroupOverride, ...]:
    """Return everything that was ever decided for a patient, newest first."""
    source = f"{_TABLE} t WHERE t.patient = ? ORDER BY t.entered_at DESC, t.rowid DESC"
    return tuple(select(db, GroupOverride, source, (patient,)))


def override_by_id(db: Database, override: str) -> GroupOverride | None:
    """Return one row, or None."""
    rows = select(db, GroupOverride, f"{_TABLE} t WHERE t.id = ?", (override,))
    return rows[0] if rows else None

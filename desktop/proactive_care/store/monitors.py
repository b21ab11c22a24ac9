"""The register of blood pressure monitors: the practice's own and patients' own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class MonitorRow(Born):
    """One monitor. ``validated`` names the list that it is on; ``owner`` None is the practice."""

    asset: str
    model: str
    cuff: str
    validated: str
    owner: int | None


@dataclass(frozen=True, kw_only=True)
class MonitorStepRow(Born):
    """Something that happened to a monitor on a day."""

    monitor: str
    what: str
    patient: int | None
    due: date | None
    note: str
    day: date


def insert_monitor(db: Database, row: MonitorRow) -> None:
    """Write a monitor inside an open transaction."""
    insert(db, "monitor", row)


def insert_step(db: Database, row: MonitorStepRow) -> None:
    """Write what happened to a monitor inside an open transaction."""
    insert(db, "monitor_step", row)


def monitors(db: Database) -> tuple[MonitorRow, ...]:
    """Return every monitor, by the number on its label."""
    return tuple(select(db, MonitorRow, "monitor t ORDER BY t.asset"))


def monitor_by_asset(db: Database, asset: str) -> MonitorRow | None:
    """Return the monitor with this number on its label, or None."""
    rows = select(db, MonitorRow, "monitor t WHERE t.asset = ?", (asset,))
    return rows[0] if rows else None


def steps(db: Database) -> dict[str, list[MonitorStepRow]]:
    """Return what happened to each monitor, oldest first."""
    found: dict[str, list[MonitorStepRow]] = {}
    for row in select(db, MonitorStepRow, "monitor_step t ORDER BY t.rowid"):
        found.setdefault(row.monitor, []).append(row)
    return found

"""Calls: whom to phone for readings, and what came of earlier calls (rows of ``contact``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select

PHONE = "phone"


@dataclass(frozen=True, kw_only=True)
class CallRow(Born):
    """One call. ``until`` is the day of the next one, if there is to be one."""

    patient: int
    kind: str
    outcome: str
    until: date | None
    note: str
    corrects: str | None
    taken_on: date


@dataclass(frozen=True)
class Outstanding:
    """A diary that was given out and has not come back."""

    patient: int
    given_on: str


def insert_call(db: Database, row: CallRow) -> None:
    """Write a call inside an open transaction."""
    insert(db, "contact", row)


def calls_since(db: Database, since: date) -> tuple[CallRow, ...]:
    """Return the phone calls since a day, oldest first."""
    return tuple(
        select(
            db,
            CallRow,
            "contact t WHERE t.kind = ? AND t.taken_on >= ? ORDER BY t.taken_on, t.rowid",
            (PHONE, since.toordinal()),
        )
    )


def outstanding_diaries(db: Database, before: str) -> tuple[Outstanding, ...]:
    """Return patients whose newest diary was printed before a moment and has not come back.

    Back is: a session entered since, or a form with its code in the tray.
    """
    rows = db.conn.execute(
        "WITH given AS (SELECT f.patient, max(f.made_at) AS at FROM form_code f"
        " JOIN patient p ON p.id = f.patient WHERE f.kind = 'bp diary'"
        " AND p.date_of_death IS NULL AND p.deregistered_on IS NULL GROUP BY f.patient)"
        " SELECT g.patient, g.at FROM given g WHERE g.at < ?"
        " AND NOT EXISTS (SELECT 1 FROM reading_session s WHERE s.patient = g.patient"
        "  AND s.kind = 'bp diary' AND s.entered_at >= g.at)"
        " AND NOT EXISTS (SELECT 1 FROM form_code c JOIN tray_form t ON t.form_code = c.code"
        "  WHERE c.patient = g.patient AND c.made_at >= g.at) ORDER BY g.at, g.patient",
        (before,),
    )
    return tuple(Outstanding(patient, made_at) for patient, made_at in rows)

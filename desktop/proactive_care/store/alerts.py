"""Alerts and tasks: what must follow from a reading, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class AlertRow(Born):
    """A red or emergency reading, and which clinician was told about it, when (UTC) and how."""

    patient: int
    band: str
    reading: str
    about: str
    reasons: tuple[str, ...]
    told_clinician: str
    told_at: str
    told_how: str
    symptoms_asked: bool


@dataclass(frozen=True, kw_only=True)
class AlertOutcomeRow(Born):
    """What a clinician did about an alert. It closes it."""

    alert: str
    outcome: str
    note: str


@dataclass(frozen=True, kw_only=True)
class TaskRow(Born):
    """Something that somebody must do by a day because of a session."""

    session: str
    patient: int
    band: str
    what: str
    who: str
    due: date | None


@dataclass(frozen=True, kw_only=True)
class TaskOutcomeRow(Born):
    """What came of a task. It closes it."""

    task: str
    outcome: str
    note: str


def insert_alert(db: Database, row: AlertRow) -> None:
    """Write an alert inside an open transaction."""
    insert(db, "alert", row)


def close_alert(db: Database, row: AlertOutcomeRow) -> None:
    """Write an alert's outcome inside an open transaction."""
    insert(db, "alert_outcome", row)


def insert_tasks(db: Database, *rows: TaskRow) -> None:
    """Write tasks inside an open transaction."""
    insert(db, "task", *rows)


def close_task(db: Database, row: TaskOutcomeRow) -> None:
    """Write a task's outcome inside an open transaction."""
    insert(db, "task_outcome", row)


def alert_by_id(db: Database, alert: str) -> AlertRow | None:
    """Return one alert, open or closed, or None."""
    rows = select(db, AlertRow, "alert t WHERE t.id = ?", (alert,))
    return rows[0] if rows else None


def task_by_id(db: Database, task: str) -> TaskRow | None:
    """Return one task, open or closed, or None."""
    rows = select(db, TaskRow, "task t WHERE t.id = ?", (task,))
    return rows[0] if rows else None


def open_alerts(db: Database) -> tuple[AlertRow, ...]:
    """Return alerts without an outcome, emergencies first, then the oldest."""
    rows = select(
        db,
        AlertRow,
        "alert t WHERE NOT EXISTS (SELECT 1 FROM alert_outcome o WHERE o.alert = t.id)"
        " ORDER BY t.band <> 'emergency', t.entered_at, t.rowid",
    )
    return tuple(rows)


def open_tasks(db: Database) -> tuple[TaskRow, ...]:
    """Return tasks without an outcome, the soonest due first, those without a day last."""
    rows = select(
        db,
        TaskRow,
        "task t WHERE NOT EXISTS (SELECT 1 FROM task_outcome o WHERE o.task = t.id)"
        " ORDER BY t.due IS NULL, t.due, t.entered_at, t.rowid",
    )
    return tuple(rows)


def open_tasks_of(db: Database, session: str) -> tuple[TaskRow, ...]:
    """Return a session's tasks that have no outcome."""
    rows = select(
        db,
        TaskRow,
        "task t WHERE t.session = ?"
        " AND NOT EXISTS (SELECT 1 FROM task_outcome o WHERE o.task = t.id) ORDER BY t.rowid",
        (session,),
    )
    return tuple(rows)


def outcome_of_alert(db: Database, alert: str) -> AlertOutcomeRow | None:
    """Return what came of an alert, or None while it is open."""
    rows = select(db, AlertOutcomeRow, "alert_outcome t WHERE t.alert = ?", (alert,))
    return rows[0] if rows else None


def session_of_alert(db: Database, alert: str) -> str | None:
    """Return the newest session that an alert was raised for, or None if none is filed yet."""
    row = db.conn.execute(
        "SELECT id FROM reading_session WHERE alert = ? ORDER BY rowid DESC LIMIT 1", (alert,)
    ).fetchone()
    return None if row is None else str(row[0])


def form_of_alert(db: Database, alert: str) -> tuple[str, str | None] | None:
    """Return what became of the paper whose keying raised an alert: where the form went (empty:
    it still waits) and the newest session filed from it; None if no keying raised it."""
    row = db.conn.execute(
        "SELECT coalesce((SELECT s.what FROM tray_step s WHERE s.form = k.form"
        " AND s.what <> 'matched' ORDER BY s.rowid DESC LIMIT 1), ''),"
        " (SELECT r.id FROM reading_session r WHERE r.tray_form = k.form ORDER BY r.rowid DESC"
        " LIMIT 1) FROM tray_keying k WHERE k.alert = ? ORDER BY k.rowid LIMIT 1",
        (alert,),
    ).fetchone()
    if row is None:
        return None
    return ("" if row[0] == "reopened" else str(row[0])), row[1]

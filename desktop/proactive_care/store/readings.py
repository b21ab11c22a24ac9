"""Reading sessions, their single readings, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select
from proactive_care.store.merges import merged_with


@dataclass(frozen=True, kw_only=True)
class SessionRow(Born):
    """One filed session. ``systolic`` and ``diastolic`` are unrounded, in mmHg."""

    patient: int
    kind: str
    channel: str
    setting: str
    first_day: date
    last_day: date
    taken_by: str
    form_code: str | None
    tray_form: str | None
    inbox_item: str | None
    note: str
    status: str
    days: int
    pairs_used: int
    systolic: float | None
    diastolic: float | None
    band: str | None
    reasons: tuple[str, ...]
    symptoms: tuple[str, ...]
    age: int | None
    af: bool
    fingerprint: str
    alert: str | None
    corrects: str | None


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    """One reading of a session as it was entered. Kept for ever, whatever becomes of it."""

    id: str
    session: str
    place: int
    what: str
    day: date
    part: str
    number: int
    time: str
    state: str
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    irregular: bool = False
    confirmed: bool = False
    value: float | None = None
    answer: str | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawalRow(Born):
    """That a session no longer counts, why, and which session replaced it (None: none did)."""

    session: str
    replaced_by: str | None
    reason: str


def insert_session(db: Database, row: SessionRow, readings: Sequence[ReadingRow]) -> None:
    """Write a session and its readings inside an open transaction."""
    insert(db, "reading_session", row)
    insert(db, "reading", *readings)


def session_by_id(db: Database, session: str) -> SessionRow | None:
    """Return one session, counting or not, or None."""
    rows = select(db, SessionRow, "reading_session t WHERE t.id = ?", (session,))
    return rows[0] if rows else None


def readings_of(db: Database, session: str) -> tuple[ReadingRow, ...]:
    """Return the single readings of a session in the order of entry."""
    return tuple(
        select(db, ReadingRow, "reading t WHERE t.session = ? ORDER BY t.place", (session,))
    )


def sessions_of(
    db: Database, patient: int, *, with_withdrawn: bool = False
) -> tuple[SessionRow, ...]:
    """Return a patient's sessions, newest first; those that no longer count only if asked for.

    Sessions of records that were merged into this one are among them.
    """
    records = (patient, *merged_with(db, patient))
    rows = select(
        db,
        SessionRow,
        f"reading_session t WHERE t.patient IN ({','.join('?' * len(records))})"
        f"{'' if with_withdrawn else _COUNTS}"
        " ORDER BY t.last_day DESC, t.entered_at DESC, t.rowid DESC",
        records,
    )
    return tuple(rows)


def same_session(db: Database, patient: int, fingerprint: str) -> SessionRow | None:
    """Return the counting session of this patient that has exactly these values, or None."""
    rows = select(
        db,
        SessionRow,
        f"reading_session t WHERE t.fingerprint = ? AND t.patient = ?{_COUNTS}",
        (fingerprint, patient),
    )
    return rows[0] if rows else None


def counting_sessions(db: Database, since: date | None = None) -> tuple[SessionRow, ...]:
    """Return every session that counts, oldest entry first; ``since``: last day on or after it."""
    rows = select(
        db,
        SessionRow,
        f"reading_session t WHERE t.last_day >= ?{_COUNTS} ORDER BY t.entered_at, t.rowid",
        (0 if since is None else since.toordinal(),),
    )
    return tuple(rows)


def withdrawal_of(db: Database, session: str) -> WithdrawalRow | None:
    """Return why a session no longer counts, or None if it counts."""
    rows = select(db, WithdrawalRow, "session_withdrawal t WHERE t.session = ?", (session,))
    return rows[0] if rows else None


def insert_withdrawal(db: Database, row: WithdrawalRow) -> None:
    """Write that a session no longer counts, inside an open transaction."""
    insert(db, "session_withdrawal", row)


_COUNTS = " AND NOT EXISTS (SELECT 1 FROM session_withdrawal w WHERE w.session = t.id)"

"""Form codes: random tokens on paper that lead back to one patient, only inside this practice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from proactive_care.store.merges import merged_with


def taken(db: Database, code: str) -> bool:
    """Return whether this practice has printed a form code before."""
    return db.conn.execute("SELECT 1 FROM form_code WHERE code = ?", (code,)).fetchone() is not None


def add(db: Database, code: str, kind: str, patient: int, made_at: datetime) -> None:
    """Remember whom a form was printed for, inside an open transaction."""
    db.conn.execute(
        "INSERT INTO form_code (code, kind, patient, made_at) VALUES (?, ?, ?, ?)",
        (code, kind, patient, made_at.isoformat(timespec="milliseconds")),
    )


def handed_out(
    db: Database, patient: int, kinds: Sequence[str]
) -> tuple[tuple[str, datetime], ...]:
    """Return the kinds and times of forms made for a patient, newest first.

    Forms that went out with an invitation, or were kept whole (``store.handouts``), are not among
    them; those of records that were merged into this one are.
    """
    records = (patient, *merged_with(db, patient))
    rows = db.conn.execute(
        f"SELECT kind, made_at FROM form_code f WHERE patient IN ({_marks(records)})"
        f" AND kind IN ({_marks(kinds)})"
        " AND NOT EXISTS (SELECT 1 FROM invitation i"
        "   WHERE i.patient = f.patient AND i.at = f.made_at)"
        " AND NOT EXISTS (SELECT 1 FROM handout h WHERE h.form_code = f.code)"
        " ORDER BY made_at DESC, code",
        (*records, *kinds),
    )
    return tuple((str(kind), datetime.fromisoformat(made)) for kind, made in rows)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))

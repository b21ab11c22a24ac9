"""Form codes: random tokens on paper that lead back to one patient, only inside this practice."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database


def taken(db: Database, code: str) -> bool:
    """Return whether this practice has printed a form code before."""
    return db.conn.execute("SELECT 1 FROM form_code WHERE code = ?", (code,)).fetchone() is not None


def add(db: Database, code: str, kind: str, patient: int, made_at: datetime) -> None:
    """Remember whom a form was printed for, inside an open transaction."""
    db.conn.execute(
        "INSERT INTO form_code (code, kind, patient, made_at) VALUES (?, ?, ?, ?)",
        (code, kind, patient, made_at.isoformat(timespec="milliseconds")),
    )

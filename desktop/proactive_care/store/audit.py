"""The audit: append-only, hash-chained, verifiable. Triggers in the schema guard the table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database


@dataclass(frozen=True)
class AuditEntry:
    """Who did what, when, and about whom. ``detail`` is JSON-able and holds no clinical values."""

    at: datetime
    user_name: str
    role: str
    device: str
    action: str
    patient: int | None
    detail: Mapping[str, object]


@dataclass(frozen=True)
class AuditCheck:
    """Outcome of verifying the chain: ``broken_at`` is the first row that does not fit."""

    rows: int
    broken_at: int | None
    problem: str = ""

    @property
    def ok(self) -> bool:
        return self.broken_at is None


LOOKS = ("patient.view", "patient.explain", "readings.view", "readings.open")
"""Actions that change nothing and are too frequent to be taken for a change."""


def newest_change(db: Database) -> int:
    """Return the number of the newest row that is not one of LOOKS; 0 without any.

    Everything that is changed is audited, so what was read before is still right while this
    number is the same.
    """
    marks = ", ".join("?" * len(LOOKS))
    row = db.conn.execute(
        f"SELECT id FROM audit WHERE action NOT IN ({marks}) ORDER BY id DESC LIMIT 1", LOOKS
    ).fetchone()
    return 0 if row is None else int(row[0])


def newest_of(db: Database, action: str) -> tuple[datetime, dict[str, object]] | None:
    """Return when something was done last, and its detail; None if it never was."""
    row = db.conn.execute(
        "SELECT at, detail FROM audit WHERE action = ? ORDER BY id DESC LIMIT 1", (action,)
    ).fetchone()
    return None if row is None else (datetime.fromisoformat(row[0]), json.loads(row[1]))


def append_audit(db: Database, entry: AuditEntry) -> None:
    """Write one row at the end of the chain. Must run inside the transaction that it describes."""
    if not db.conn.in_transaction:
        raise RuntimeError("an audit row belongs to the transaction that it describes")
    last = db.conn.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    previous = last[0] if last else ""
    fields = (
        entry.at.isoformat(timespec="milliseconds"),
        entry.user_name,
        entry.role,
        entry.device,
        entry.action,
        entry.patient,
        json.dumps(entry.detail, sort_keys=True, ensure_ascii=False, default=str),
    )
    db.conn.execute(
        "INSERT INTO audit (at, user_name, role, device, action, patient, detail,"
        " previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, previous, _chain_hash(previous, fields)),
    )


def verify_audit(db: Database) -> AuditCheck:
    """Recompute the whole chain and compare. Also notices rows missing at the end."""
    previous, rows, last_id = "", 0, 0
    for row in _audit_rows(db):
        identifier, stored_previous, stored_hash, fields = row[0], row[8], row[9], row[1:8]
        if identifier != last_id + 1:
            return AuditCheck(rows, last_id + 1, "a row is missing")
        if stored_previous != previous or stored_hash != _chain_hash(previous, fields):
            return AuditCheck(rows, identifier, "a row was changed")
        previous, rows, last_id = stored_hash, rows + 1, identifier
    counter = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    if counter is not None and counter[0] != last_id:
        return AuditCheck(rows, last_id + 1, "rows are missing at the end")
    return AuditCheck(rows, None)


def _audit_rows(db: Database) -> Iterator[tuple[object, ...]]:
    rows: Iterator[tuple[object, ...]] = db.conn.execute(
        "SELECT id, at, user_name, role, device, action, patient, detail, previous_hash, hash"
        " FROM audit ORDER BY id"
    )
    return rows


def _chain_hash(previous: str, fields: tuple[object, ...]) -> str:
    payload = json.dumps([previous, *fields], ensure_ascii=False)
    return hashlib.sha256(payload.encode()).hexdigest()

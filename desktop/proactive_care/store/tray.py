"""The tray: batches of paper that arrived, their forms, and where each of them went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class BatchRow(Born):
    """Paper that arrived together and was counted in."""

    received_on: date
    route: str
    counted_in: int


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One sheet of a batch; ``number`` from 1."""

    id: str
    batch: str
    number: int
    kind: str
    form_code: str | None


@dataclass(frozen=True, kw_only=True)
class StepRow(Born):
    """Something that happened to a form."""

    form: str
    what: str
    patient: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class KeyingRow(Born):
    """A form keyed for the two-person check; the second keying says how many figures differed."""

    form: str
    number: int
    patient: int
    content: Mapping[str, object]
    band: str
    alert: str | None
    figures: int | None
    mismatches: int | None


@dataclass(frozen=True)
class TrayForm:
    """A form with where it is: ``outcome`` is empty while it waits. ``keyed_by``: once, by whom."""

    form: FormRow
    received_on: date
    route: str
    patient: int | None
    outcome: str
    keyed_by: str


def insert_batch(db: Database, batch: BatchRow, forms: Sequence[FormRow]) -> None:
    """Write a batch and its forms inside an open transaction."""
    insert(db, "tray_batch", batch)
    insert(db, "tray_form", *forms)


def insert_steps(db: Database, *steps: StepRow) -> None:
    """Write what happened to forms inside an open transaction."""
    insert(db, "tray_step", *steps)


def insert_keying(db: Database, keying: KeyingRow) -> None:
    """Write a keying inside an open transaction."""
    insert(db, "tray_keying", keying)


def keyings_of(db: Database, form: str) -> tuple[KeyingRow, ...]:
    """Return how often and as what a form was keyed, the first keying first."""
    return tuple(select(db, KeyingRow, "tray_keying t WHERE t.form = ? ORDER BY t.number", (form,)))


def form_by_id(db: Database, form: str) -> TrayForm | None:
    """Return one form with where it is, or None."""
    found = _forms(db, "f.id = ?", (form,))
    return found[0] if found else None


def waiting_forms(db: Database) -> tuple[TrayForm, ...]:
    """Return the forms that have no outcome yet, oldest first."""
    return tuple(form for form in _forms(db, "1", ()) if not form.outcome)


def printed_kind(db: Database, code: str) -> str | None:
    """Return what a form code was printed on (``bp diary``, say), or None if it is unknown."""
    row = db.conn.execute("SELECT kind FROM form_code WHERE code = ?", (code,)).fetchone()
    return None if row is None else str(row[0])


def outcomes_on(db: Database, since: str, by: str) -> int:
    """Return how many forms somebody has finished since a moment (ISO 8601, UTC)."""
    row = db.conn.execute(
        "SELECT count(DISTINCT form) FROM tray_step WHERE what NOT IN ('matched', 'reopened')"
        " AND entered_at >= ? AND by = ?",
        (since, by),
    ).fetchone()
    return int(row[0])


def keying_errors(db: Database, since: date | None = None) -> tuple[int, int]:
    """Return how many figures were compared by second keyings, and how many differed."""
    row = db.conn.execute(
        "SELECT coalesce(sum(figures), 0), coalesce(sum(mismatches), 0) FROM tray_keying"
        " WHERE number = 2 AND entered_at >= ?",
        ("" if since is None else since.isoformat(),),
    ).fetchone()
    return int(row[0]), int(row[1])


def _forms(db: Database, condition: str, parameters: tuple[object, ...]) -> list[TrayForm]:
    rows = db.conn.execute(
        "SELECT f.id, f.batch, f.number, f.kind, f.form_code, b.received_on, b.route,"
        " (SELECT s.patient FROM tray_step s WHERE s.form = f.id AND s.what = 'matched'"
        "  ORDER BY s.rowid DESC LIMIT 1),"
        " (SELECT s.what FROM tray_step s WHERE s.form = f.id AND s.what <> 'matched'"
        "  ORDER BY s.rowid DESC LIMIT 1),"
        " (SELECT k.by FROM tray_keying k WHERE k.form = f.id AND k.number = 1"
        "  AND NOT EXISTS (SELECT 1 FROM tray_keying x WHERE x.form = f.id AND x.number = 2))"
        " FROM tray_form f JOIN tray_batch b ON b.id = f.batch"
        f" WHERE {condition} ORDER BY b.received_on, b.entered_at, b.rowid, f.number",
        parameters,
    )
    return [
        TrayForm(
            FormRow(id=row[0], batch=row[1], number=row[2], kind=row[3], form_code=row[4]),
            date.fromordinal(row[5]),
            row[6],
            row[7],
            "" if row[8] in (None, "reopened") else row[8],
            row[9] or "",
        )
        for row in rows
    ]

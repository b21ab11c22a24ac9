"""Contacts of recall: outcomes, corrections, and the practice's stop of all invitations.

What belongs to a record that is merged into another comes back under the one that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select
from proactive_care.store.merges import merged_pairs, merged_with

TAKEN_BACK = "taken back"


@dataclass(frozen=True, kw_only=True)
class RecallContact(Born):
    """One contact. ``until`` is the day that was agreed, ``next_on`` the day of the next step.

    ``address`` is the simplified address that failed or was confirmed; ``corrects`` the contact
    that this one takes back.
    """

    patient: int
    kind: str
    taken_on: date
    outcome: str = ""
    until: date | None = None
    note: str = ""
    channel: str = ""
    invitation: str | None = None
    next_on: date | None = None
    address: str = ""
    corrects: str | None = None


@dataclass(frozen=True)
class SentInvitation:
    """An invitation with its batch: to find it by its form code, and for a patient's history."""

    id: str
    batch: str
    sequence: int
    patient: int
    number: int
    channel: str
    on: date
    form_code: str
    by: str


@dataclass(frozen=True, kw_only=True)
class StopRow(Born):
    """All invitations stop, or go on again (``stopped`` false)."""

    stopped: bool
    reason: str


_SENT = (
    "SELECT i.id, b.number, i.sequence, coalesce(p.merged_into, p.id), i.number, i.channel,"
    " b.as_of, i.form_code, i.by FROM invitation i JOIN recall_batch b ON b.id = i.batch"
    " JOIN patient p ON p.id = i.patient"
)


def insert_contact(db: Database, row: RecallContact) -> None:
    """Write a contact inside an open transaction."""
    insert(db, "contact", row)


def contact_by_id(db: Database, contact: str) -> RecallContact | None:
    """Return one contact, or None."""
    rows = select(db, RecallContact, "contact t WHERE t.id = ?", (contact,))
    return rows[0] if rows else None


def contacts_of(db: Database, patient: int) -> tuple[RecallContact, ...]:
    """Return everything recorded about one patient's contacts, oldest first, corrections too."""
    records = (patient, *merged_with(db, patient))
    source = (
        f"contact t WHERE t.patient IN ({','.join('?' * len(records))})"
        " ORDER BY t.taken_on, t.entered_at, t.rowid"
    )
    return tuple(select(db, RecallContact, source, records))


def standing_contacts(db: Database, kinds: Sequence[str]) -> tuple[RecallContact, ...]:
    """Return the contacts of some kinds that nobody has taken back, oldest first."""
    marks = ",".join("?" * len(kinds))
    source = (
        f"contact t WHERE t.kind IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.corrects = t.id)"
        " ORDER BY t.taken_on, t.entered_at, t.rowid"
    )
    kept = merged_pairs(db)
    return tuple(
        replace(row, patient=kept[row.patient]) if row.patient in kept else row
        for row in select(db, RecallContact, source, tuple(kinds))
    )


def is_taken_back(db: Database, contact: str) -> bool:
    """Return whether a later row corrects a contact."""
    row = db.conn.execute("SELECT 1 FROM contact WHERE corrects = ?", (contact,)).fetchone()
    return row is not None


def invitations_of(db: Database, patient: int) -> tuple[SentInvitation, ...]:
    """Return one patient's invitations, oldest first."""
    rows = db.conn.execute(
        f"{_SENT} WHERE i.patient = ?1 OR p.merged_into = ?1 ORDER BY i.at, i.sequence", (patient,)
    )
    return tuple(map(_sent, rows))


def invitation_by_code(db: Database, form_code: str) -> SentInvitation | None:
    """Return the invitation that bears a form code, or that went with the diary that bears it."""
    row = db.conn.execute(f"{_SENT} WHERE i.form_code = ?", (form_code,)).fetchone()
    if row is None:
        row = db.conn.execute(
            f"{_SENT} JOIN form_code f ON f.patient = i.patient AND f.made_at = i.at"
            " WHERE f.code = ?",
            (form_code,),
        ).fetchone()
    return None if row is None else _sent(row)


def sent_invitations(db: Database) -> tuple[SentInvitation, ...]:
    """Return every invitation, oldest first."""
    return tuple(map(_sent, db.conn.execute(f"{_SENT} ORDER BY i.at, i.sequence")))


def newest_stop(db: Database) -> StopRow | None:
    """Return the newest word on stopping all invitations, None if nobody has ever stopped them."""
    rows = select(db, StopRow, "recall_stop t ORDER BY t.rowid DESC LIMIT 1")
    return rows[0] if rows else None


def add_stop(db: Database, row: StopRow) -> None:
    """Stop all invitations or let them go on, inside an open transaction."""
    insert(db, "recall_stop", row)


def _sent(row: Sequence[object]) -> SentInvitation:
    id_, batch, sequence, patient, number, channel, day, code, by = row
    return SentInvitation(
        str(id_), str(batch), int(str(sequence)), int(str(patient)), int(str(number)),
        str(channel), date.fromordinal(int(str(day))), str(code), str(by),
    )  # fmt: skip

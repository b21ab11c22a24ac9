"""What worklists read beside the results: the last contact, and whose patient somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import insert
from proactive_care.store.recall_contacts import TAKEN_BACK, RecallContact

ASSIGNED = "assigned"


@dataclass(frozen=True)
class LastContact:
    """The newest day on which a patient was invited, spoken to, or gave readings; and how."""

    day: date
    how: str


def last_contacts(db: Database) -> dict[int, LastContact]:
    """Return, by patient, the newest invitation, contact or reading session that stands.

    Assigning a patient to somebody is no contact with the patient.
    """
    rows = db.conn.execute(
        "SELECT patient, max(day), how FROM ("
        "SELECT i.patient, b.as_of AS day, i.channel AS how FROM invitation i"
        " JOIN recall_batch b ON b.id = i.batch"
        " UNION ALL SELECT c.patient, c.taken_on, CASE WHEN c.channel <> '' THEN c.channel"
        " ELSE c.kind END FROM contact c WHERE c.kind NOT IN (?, ?)"
        " AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.corrects = c.id)"
        " UNION ALL SELECT s.patient, s.last_day, s.channel FROM reading_session s"
        " WHERE NOT EXISTS (SELECT 1 FROM session_withdrawal w WHERE w.session = s.id)"
        ") GROUP BY patient",
        (ASSIGNED, TAKEN_BACK),
    )
    return {patient: LastContact(date.fromordinal(day), how) for patient, day, how in rows}


def assignments(db: Database) -> dict[int, str]:
    """Return, by patient, the person or role of the newest assignment; ended ones are left out."""
    rows = db.conn.execute(
        "SELECT c.patient, c.outcome, max(c.entered_at || printf('%012d', c.rowid))"
        " FROM contact c WHERE c.kind = ?"
        " GROUP BY c.patient",
        (ASSIGNED,),
    )
    return {patient: whom for patient, whom, _ in rows if whom}


def add_assignments(db: Database, rows: Sequence[RecallContact]) -> None:
    """Write assignments inside an open transaction; an empty outcome ends one."""
    insert(db, "contact", *rows)

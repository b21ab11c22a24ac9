"""Invitations: how many, by what way, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

REVIEWED_IN_RECORD = "reviewed (seen in the clinical system)"
NOTHING_YET = "no answer recorded"
_NOT_AN_ANSWER = (
    "letter", "paused", "assigned", "prefers", "address right", "text sent", "taken back",
)  # fmt: skip


@dataclass(frozen=True)
class InvitationCount:
    """Invitations of one number (first, second …), channel, tier and outcome."""

    number: int
    channel: str
    tier: str
    outcome: str
    invitations: int


@dataclass(frozen=True)
class MonthOfInvitations:
    """Invitations printed in one month; ``month`` is its first day."""

    month: date
    invitations: int


def invitation_counts(
    db: Database, since: date, until: date, reviews: Sequence[str]
) -> tuple[InvitationCount, ...]:
    """Count the invitations of batches from ``since`` to ``until``, with what came of each.

    The outcome is the patient's newest contact from the day of the invitation to the day before
    the next one; without a contact, whether one of the ``reviews`` codes is recorded in that time.
    """
    marks = ",".join("?" * len(reviews))
    kinds = ", ".join(f"'{kind}'" for kind in _NOT_AN_ANSWER)
    rows = db.conn.execute(
        "WITH sent AS MATERIALIZED (SELECT i.id, i.patient, i.number, i.channel, i.tier,"
        " b.as_of AS day, coalesce(lead(b.as_of) OVER (PARTITION BY i.patient"
        " ORDER BY b.as_of, i.at), ? + 1) AS next FROM invitation i"
        " JOIN recall_batch b ON b.id = i.batch WHERE b.as_of <= ?),"
        " answered AS (SELECT s.*, (SELECT CASE WHEN c.outcome <> '' THEN c.outcome ELSE c.kind END"
        " FROM contact c WHERE c.patient = s.patient AND c.taken_on >= s.day"
        f" AND c.taken_on < s.next AND c.kind NOT IN ({kinds})"
        " AND c.id NOT IN (SELECT corrects FROM contact WHERE corrects IS NOT NULL)"
        " ORDER BY c.taken_on DESC, c.entered_at DESC LIMIT 1) AS answer,"
        " EXISTS (SELECT 1 FROM clinical_event e WHERE e.patient = s.patient"
        f" AND e.concept IN (SELECT id FROM concept WHERE name IN ({marks}))"
        " AND e.day >= s.day AND e.day < s.next) AS reviewed FROM sent s WHERE s.day >= ?)"
        " SELECT number, channel, tier, coalesce(answer, CASE WHEN reviewed THEN ? ELSE ? END),"
        " count(*) FROM answered GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        (
            until.toordinal(),
            until.toordinal(),
            *reviews,
            since.toordinal(),
            REVIEWED_IN_RECORD,
            NOTHING_YET,
        ),
    )
    return tuple(InvitationCount(*row) for row in rows)


def invitations_by_month(db: Database, since: date, until: date) -> tuple[MonthOfInvitations, ...]:
    """Count the invitations of each month, oldest first; months without any are left out."""
    counts: dict[date, int] = {}
    rows = db.conn.execute(
        "SELECT b.as_of, count(*) FROM invitation i JOIN recall_batch b ON b.id = i.batch"
        " WHERE b.as_of BETWEEN ? AND ? GROUP BY b.as_of ORDER BY b.as_of",
        (since.toordinal(), until.toordinal()),
    )
    for day, invitations in rows:
        month = date.fromordinal(day).replace(day=1)
        counts[month] = counts.get(month, 0) + invitations
    return tuple(MonthOfInvitations(month, number) for month, number in counts.items())

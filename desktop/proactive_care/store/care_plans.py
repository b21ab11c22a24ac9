"""Care plans: printed versions, what became of them, the draft of the next, and what the record
says that a plan needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class PlanVersionRow(Born):
    """One printed version, without its paper. ``words`` and ``printed`` are JSON."""

    patient: int
    version: int
    words: str
    printed: str
    sha256: str
    pages: int
    format: str
    made_on: date
    review_on: date | None
    extract_on: date | None


@dataclass(frozen=True, kw_only=True)
class NewPlanVersion(PlanVersionRow):
    """A version to be kept, with its paper."""

    pdf: bytes


@dataclass(frozen=True, kw_only=True)
class PlanStepRow(Born):
    """That a plan was agreed, reviewed, declined or handed over, or that this was a mistake."""

    patient: int
    plan: str | None
    what: str
    to_whom: str
    note: str
    day: date
    takes_back: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanDraftRow:
    """The conversation that is not printed yet. ``words`` is JSON, ``saved_at`` ISO 8601, UTC."""

    patient: int
    words: str
    saved_at: str
    by: str
    role: str
    device: str


@dataclass(frozen=True)
class ValueRow:
    """One recorded value, in its concept's unit. ``comparator``: -1 for '<value', 1 for '>'."""

    day: date
    value: float
    comparator: int


def add_version(db: Database, row: NewPlanVersion) -> None:
    """Keep a printed version inside an open transaction."""
    insert(db, "care_plan", row)


def versions_of(db: Database, patient: int) -> tuple[PlanVersionRow, ...]:
    """Return a patient's versions, newest first."""
    return tuple(
        select(db, PlanVersionRow, "care_plan t WHERE t.patient = ? ORDER BY t.version DESC",
               (patient,))
    )  # fmt: skip


def paper_of(db: Database, plan: str) -> bytes:
    """Return the PDF of a version that exists."""
    return bytes(db.conn.execute("SELECT pdf FROM care_plan WHERE id = ?", (plan,)).fetchone()[0])


def add_step(db: Database, row: PlanStepRow) -> None:
    """Write what became of a plan inside an open transaction."""
    insert(db, "care_plan_step", row)


def steps_of(db: Database, patient: int) -> tuple[PlanStepRow, ...]:
    """Return the steps that stand, newest first: neither taken back nor taking back."""
    return tuple(
        select(
            db,
            PlanStepRow,
            "care_plan_step t WHERE t.patient = ? AND t.what <> 'taken back' AND NOT EXISTS"
            " (SELECT 1 FROM care_plan_step b WHERE b.takes_back = t.id)"
            " ORDER BY t.day DESC, t.entered_at DESC, t.id DESC",
            (patient,),
        )
    )


def save_draft(db: Database, row: PlanDraftRow) -> None:
    """Write a draft over what was kept of it before, inside an open transaction."""
    discard_draft(db, row.patient)
    insert(db, "care_plan_draft", row)


def discard_draft(db: Database, patient: int) -> None:
    """Throw a patient's draft away inside an open transaction; none is no error."""
    db.conn.execute("DELETE FROM care_plan_draft WHERE patient = ?", (patient,))


def draft_of(db: Database, patient: int) -> PlanDraftRow | None:
    """Return a patient's draft, or None."""
    rows = select(db, PlanDraftRow, "care_plan_draft t WHERE t.patient = ?", (patient,))
    return rows[0] if rows else None


def concept_days(db: Database, patient: int, as_of: date) -> dict[str, tuple[date, date]]:
    """Return the first and the newest day up to ``as_of`` of each coded concept."""
    rows = db.conn.execute(
        "SELECT n.name, min(e.day), max(e.day) FROM clinical_event e"
        " JOIN concept n ON n.id = e.concept WHERE e.patient = ? AND e.day <= ? GROUP BY n.name",
        (patient, as_of.toordinal()),
    )
    return {name: (date.fromordinal(a), date.fromordinal(b)) for name, a, b in rows}


def values_of(db: Database, patient: int, concept: str, as_of: date) -> tuple[ValueRow, ...]:
    """Return the values of a concept up to ``as_of``, oldest first, the last of each day."""
    rows = db.conn.execute(
        "SELECT e.day, e.value, coalesce(e.comparator, 0) FROM clinical_event e"
        " JOIN concept n ON n.id = e.concept"
        " WHERE e.patient = ? AND n.name = ? AND e.value IS NOT NULL AND e.day <= ?"
        " ORDER BY e.day, e.source, e.line, e.item",
        (patient, concept, as_of.toordinal()),
    )
    by_day = {day: ValueRow(date.fromordinal(day), value, sign) for day, value, sign in rows}
    return tuple(by_day.values())


def drug_classes(db: Database, patient: int, since: date, as_of: date) -> frozenset[str]:
    """Return the classes of medicine that were issued from ``since`` to ``as_of``."""
    rows = db.conn.execute(
        "SELECT DISTINCT n.name FROM medication_issue m JOIN concept n ON n.id = m.concept"
        " WHERE m.patient = ? AND m.day BETWEEN ? AND ?",
        (patient, since.toordinal(), as_of.toordinal()),
    )
    return frozenset(row[0] for row in rows)


def covered(db: Database) -> frozenset[str]:
    """Return the kinds of data that current imports can answer: events, medications, …"""
    rows = db.conn.execute(
        "SELECT DISTINCT c.what FROM import_coverage c"
        " JOIN import_file f ON f.source = c.source WHERE f.current = 1"
    )
    return frozenset(row[0] for row in rows)


def most_conditions(db: Database, concepts: Sequence[str]) -> int | None:
    """Return the living, registered patient with an NHS number who has most of ``concepts``.

    The first by name among equals; None in a practice without patients.
    """
    marks = ",".join("?" * len(concepts))
    row = db.conn.execute(
        "SELECT p.id FROM patient p LEFT JOIN clinical_event e ON e.patient = p.id"
        f" AND e.concept IN (SELECT id FROM concept WHERE name IN ({marks}))"
        " WHERE p.date_of_death IS NULL AND p.deregistered_on IS NULL AND p.nhs_number IS NOT NULL"
        " AND p.merged_into IS NULL"
        " GROUP BY p.id ORDER BY count(DISTINCT e.concept) DESC, p.family_name, p.given_name, p.id"
        " LIMIT 1",
        tuple(concepts),
    ).fetchone()
    return None if row is None else int(row[0])

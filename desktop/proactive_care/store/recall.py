"""What recall reads and writes: groups, statuses, reviews, invitations, contacts, batches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.domain.vocabulary import Framework
from proactive_care.store.stratification import COMPARE_CAUSE, PATIENT_CAUSE, latest_results


@dataclass(frozen=True)
class GroupRow:
    """A patient's group in the newest run of one framework."""

    patient: int
    framework: str
    group: str
    tier: str
    reasons: tuple[str, ...]
    signed: bool


@dataclass(frozen=True)
class InvitationRow:
    """An invitation that was printed, newest last."""

    patient: int
    on: date
    number: int
    channel: str
    tier: str


@dataclass(frozen=True)
class NewInvitation:
    """One row of a batch, before it is written."""

    id: str
    sequence: int
    patient: int
    number: int
    format: str
    frameworks: tuple[str, ...]
    tier: str
    form_code: str
    diary_code: str
    sheets: int
    pages: int
    channel: str = "letter"


@dataclass(frozen=True)
class NewBatch:
    """A batch, before it is written. ``id`` is fixed at the preview: it can be written once."""

    id: str
    number: str
    as_of: date
    made_at: str
    made_by: str
    role: str
    device: str
    options: dict[str, object]
    invitations: tuple[NewInvitation, ...]


@dataclass(frozen=True)
class BatchFiles:
    """Where the files of a batch were to go, by kind; none of batches from before that was kept."""

    id: str
    number: str
    files: dict[str, str]


@dataclass(frozen=True)
class BatchRow:
    """A batch that was printed. ``reprints`` counts how often letters of it were printed again;
    ``stream`` is the kind of people that it was for, empty for the usual letters."""

    id: str
    number: str
    as_of: date
    made_at: str
    made_by: str
    letters: int
    calls: int
    texts: int
    reprints: int
    stream: str = ""


def latest_groups(db: Database) -> Iterator[GroupRow]:
    """Yield every patient's newest group in each framework, single patients sorted since included.

    The tier is the local one where an adaptation has raised it.
    """
    for framework in Framework:
        for row in latest_results(db, framework.value):
            yield GroupRow(
                row.patient,
                row.framework,
                row.group,
                row.local_tier or row.tier,
                row.reasons,
                row.signed,
            )


def latest_run_day(db: Database) -> date | None:
    """Return the oldest as-of day among the newest runs over everybody, None without a run."""
    row = db.conn.execute(
        "SELECT min(as_of) FROM stratification_run WHERE id IN"
        " (SELECT max(id) FROM stratification_run WHERE cause NOT IN (?, ?) GROUP BY framework)",
        (PATIENT_CAUSE, COMPARE_CAUSE),
    ).fetchone()
    return None if row[0] is None else date.fromordinal(row[0])


def newest_days(db: Database, concepts: Sequence[str], as_of: date) -> dict[int, dict[str, date]]:
    """Return, by patient, the newest day on or before ``as_of`` of each named concept."""
    marks = ",".join("?" * len(concepts))
    rows = db.conn.execute(
        "SELECT e.patient, n.name, max(e.day) FROM clinical_event e"
        " JOIN concept n ON n.id = e.concept"
        f" WHERE e.concept IN (SELECT id FROM concept WHERE name IN ({marks})) AND e.day <= ?"
        " GROUP BY e.patient, e.concept",
        (*concepts, as_of.toordinal()),
    )
    days: dict[int, dict[str, date]] = {}
    for patient, name, day in rows:
        days.setdefault(patient, {})[name] = date.fromordinal(day)
    return days


def gone_with_condition(db: Database, concepts: Sequence[str], as_of: date) -> tuple[int, ...]:
    """Return patients who have died, left by ``as_of`` or are missing from the newest extract, and
    who have one of the conditions or were in a group after an import: a whole extract without
    somebody takes their codes away too."""
    marks = ",".join("?" * len(concepts))
    day = as_of.toordinal()
    rows = db.conn.execute(
        "SELECT p.id FROM patient p WHERE p.merged_into IS NULL"
        " AND (p.date_of_death <= ? OR p.deregistered_on <= ? OR NOT p.seen_in_latest)"
        " AND (EXISTS (SELECT 1 FROM concept n JOIN clinical_event e"
        f" ON e.patient = p.id AND e.concept = n.id WHERE n.name IN ({marks}))"
        " OR EXISTS (SELECT 1 FROM stratification_run s CROSS JOIN stratification_result r"
        " ON r.run = s.id AND r.patient = p.id"
        " WHERE s.cause = 'import' AND r.priority_group <> '')) ORDER BY p.id",
        (day, day, *concepts),
    )
    return tuple(row[0] for row in rows)


def invitations(db: Database) -> Iterator[InvitationRow]:
    """Yield every invitation, oldest first."""
    rows = db.conn.execute(
        "SELECT coalesce(p.merged_into, p.id), b.as_of, i.number, i.channel, i.tier"
        " FROM invitation i JOIN recall_batch b ON b.id = i.batch"
        " JOIN patient p ON p.id = i.patient"
        " ORDER BY i.at, i.sequence"
    )
    for patient, day, number, channel, tier in rows:
        yield InvitationRow(patient, date.fromordinal(day), number, channel, tier)


def plan_reviews(db: Database) -> dict[int, date]:
    """Return the newest day on which each patient's care plan was agreed or reviewed here.

    Steps that were taken back do not count.
    """
    rows = db.conn.execute(
        "SELECT coalesce(p.merged_into, p.id), max(t.day) FROM care_plan_step t"
        " JOIN patient p ON p.id = t.patient WHERE t.what IN ('agreed', 'reviewed')"
        " AND NOT EXISTS (SELECT 1 FROM care_plan_step b WHERE b.takes_back = t.id)"
        " GROUP BY 1"
    )
    return {patient: date.fromordinal(day) for patient, day in rows}


def next_batch_number(db: Database, year: int) -> str:
    """Return the number that the next batch of a year gets, for example ``2026-037``."""
    row = db.conn.execute(
        "SELECT max(number) FROM recall_batch WHERE number LIKE ?", (f"{year}-%",)
    ).fetchone()
    last = 0 if row[0] is None else int(row[0].split("-")[1])
    return f"{year}-{last + 1:03d}"


def batch_exists(db: Database, batch: str) -> str | None:
    """Return the number of the batch with this id if it was printed before, else None."""
    row = db.conn.execute("SELECT number FROM recall_batch WHERE id = ?", (batch,)).fetchone()
    return None if row is None else str(row[0])


def newest_files(db: Database) -> BatchFiles | None:
    """Return the files of the newest batch, None before the first."""
    row = db.conn.execute(
        "SELECT id, number, coalesce(json_extract(options, '$.files'), '{}') FROM recall_batch"
        " ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return None if row is None else BatchFiles(row[0], row[1], json.loads(row[2]))


def form_code_taken(db: Database, code: str) -> bool:
    """Return whether this practice has printed a form code before."""
    return db.conn.execute("SELECT 1 FROM form_code WHERE code = ?", (code,)).fetchone() is not None


def insert_batch(db: Database, batch: NewBatch) -> None:
    """Write a batch with its form codes and invitations inside an open transaction."""
    db.conn.execute(
        "INSERT INTO recall_batch (id, number, as_of, made_at, made_by, role, device, options)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch.id,
            batch.number,
            batch.as_of.toordinal(),
            batch.made_at,
            batch.made_by,
            batch.role,
            batch.device,
            json.dumps(batch.options, sort_keys=True),
        ),
    )
    db.conn.executemany(
        "INSERT INTO form_code (code, kind, patient, made_at) VALUES (?, ?, ?, ?)",
        _form_codes(batch),
    )
    db.conn.executemany(
        "INSERT INTO invitation (id, batch, sequence, patient, number, channel, format,"
        " frameworks, tier, form_code, sheets, pages, at, by, role, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row.id,
                batch.id,
                row.sequence,
                row.patient,
                row.number,
                row.channel,
                row.format,
                json.dumps(row.frameworks),
                row.tier,
                row.form_code,
                row.sheets,
                row.pages,
                batch.made_at,
                batch.made_by,
                batch.role,
                batch.device,
            )
            for row in batch.invitations
        ],
    )


def batches(db: Database) -> tuple[BatchRow, ...]:
    """Return the printed batches, newest first."""
    rows = db.conn.execute(
        "SELECT b.id, b.number, b.as_of, b.made_at, b.made_by,"
        " coalesce(sum(i.channel = 'letter'), 0), coalesce(sum(i.channel = 'phone'), 0),"
        " coalesce(sum(i.channel = 'text'), 0),"
        " (SELECT count(*) FROM batch_reprint r WHERE r.batch = b.id),"
        " coalesce(json_extract(b.options, '$.stream'), '')"
        " FROM recall_batch b LEFT JOIN invitation i ON i.batch = b.id GROUP BY b.id"
        " ORDER BY b.made_at DESC, b.number DESC"
    )
    return tuple(
        BatchRow(id_, number, date.fromordinal(as_of), *rest) for id_, number, as_of, *rest in rows
    )


def _form_codes(batch: NewBatch) -> Iterable[tuple[str, str, int, str]]:
    for row in batch.invitations:
        yield row.form_code, "invitation", row.patient, batch.made_at
        if row.diary_code:
            yield row.diary_code, "bp diary", row.patient, batch.made_at

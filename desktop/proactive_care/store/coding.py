"""What was done here and belongs into the clinical system, and what is seen there already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import insert

_AT_ONCE = 500  # patients in one query
# What shows that an invitation on a list was made: a call that reached nobody is none.
_MADE = ("booked", "attended", "ring back", "says no", "declined", "cancelled", "invite again",
         "paused", "passed on", "text sent")  # fmt: skip


@dataclass(frozen=True)
class DoneHere:
    """Something done here. ``kind``: invitation, review, home bp, or the step of a care plan.

    ``frameworks`` is a JSON list, empty where it is about all of them; pressures are unrounded, in
    mmHg. ``entered_at`` is ISO 8601 in UTC. ``channel`` is how an invitation was made.
    """

    origin: str
    kind: str
    patient: int
    day: date
    frameworks: str
    systolic: float | None
    diastolic: float | None
    days: int
    entered_at: str
    by: str
    channel: str = ""


@dataclass(frozen=True)
class CodedEvent:
    """A code of a patient in an import, with where it stands and when it was imported."""

    patient: int
    code: str
    day: date
    file_name: str
    line: int
    imported_at: str


@dataclass(frozen=True, kw_only=True)
class CodingDoneRow:
    """That the clinical system has a code now: seen in an import (``day``), or a person said so."""

    origin: str
    code: str
    how: str
    day: date | None
    file_name: str
    line: int | None
    entered_at: str
    by: str
    role: str
    device: str


def done_here(db: Database) -> tuple[DoneHere, ...]:
    """Return everything that stands and may have to be coded, oldest first.

    Left out are contacts that were corrected, steps that were taken back, reading sessions that
    were withdrawn or are not valid, and calls and texts of a batch that nobody has made yet.
    """
    made = ", ".join(f"'{kind}'" for kind in _MADE)
    rows = db.conn.execute(
        "SELECT i.id, 'invitation', i.patient, b.as_of, i.frameworks, NULL, NULL, 0, i.at, i.by,"
        " i.channel FROM invitation i JOIN recall_batch b ON b.id = i.batch"
        " WHERE i.channel = 'letter' OR EXISTS (SELECT 1 FROM contact c WHERE c.invitation = i.id"
        f" AND c.kind IN ({made}) AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.corrects = c.id))"
        " UNION ALL SELECT c.id, 'review', c.patient, c.taken_on, '[]', NULL, NULL, 0,"
        " c.entered_at, c.by, '' FROM contact c WHERE c.kind = 'review'"
        " AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.corrects = c.id)"
        " UNION ALL SELECT s.id, s.what, s.patient, s.day, '[]', NULL, NULL, 0, s.entered_at,"
        " s.by, '' FROM care_plan_step s WHERE s.what <> 'taken back'"
        " AND NOT EXISTS (SELECT 1 FROM care_plan_step x WHERE x.takes_back = s.id)"
        " UNION ALL SELECT r.id, 'home bp', r.patient, r.last_day, '[]', r.systolic, r.diastolic,"
        " r.days, r.entered_at, r.by, '' FROM reading_session r"
        " WHERE r.kind = 'bp diary' AND r.status = 'valid'"
        " AND NOT EXISTS (SELECT 1 FROM session_withdrawal w WHERE w.session = r.id)"
        " ORDER BY 4, 9, 1"
    )
    return tuple(
        DoneHere(
            origin, kind, patient, date.fromordinal(day), frameworks, top, bottom, days, at, by, way
        )
        for origin, kind, patient, day, frameworks, top, bottom, days, at, by, way in rows
    )


def coded_events(
    db: Database, patients: Sequence[int], codes: Iterable[str]
) -> tuple[CodedEvent, ...]:
    """Return the events of current imports that have one of these SNOMED codes, oldest first."""
    wanted = tuple(codes)
    code_marks = ",".join("?" * len(wanted))
    found: list[CodedEvent] = []
    for start in range(0, len(patients), _AT_ONCE):
        part = patients[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        rows = db.conn.execute(
            "SELECT DISTINCT e.patient, c.code, e.day, f.file_name, e.line, f.imported_at, e.item"
            " FROM clinical_event e JOIN code c ON c.id = e.code"
            " JOIN import_file f ON f.source = e.source"
            f" WHERE e.patient IN ({marks}) AND c.system = 'snomed' AND c.code IN ({code_marks})"
            " ORDER BY e.day, e.line, e.item",
            (*part, *wanted),
        )
        found += [
            CodedEvent(patient, code, date.fromordinal(day), file, line, at)
            for patient, code, day, file, line, at, _ in rows
        ]
    return tuple(found)


def coding_done(db: Database) -> dict[tuple[str, str], date | None]:
    """Return what the clinical system has, by origin and code, with its day there if known."""
    rows = db.conn.execute("SELECT origin, code, day FROM coding_done")
    return {(o, c): None if day is None else date.fromordinal(day) for o, c, day in rows}


def add_coding_done(db: Database, rows: Iterable[CodingDoneRow]) -> None:
    """Write down that codes are in the clinical system, inside an open transaction."""
    insert(db, "coding_done", *rows)


def newest_import(db: Database) -> str:
    """Return when the newest import was stored (ISO 8601, UTC), empty without one."""
    row = db.conn.execute("SELECT max(imported_at) FROM import_file").fetchone()
    return row[0] or ""

"""The clinical events that a session becomes. They are derived: withdrawing removes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.merges import counted_as, note_line

_LINE = 1


@dataclass(frozen=True)
class SessionEvent:
    """One value for the rules, in its concept's unit, or None for a concept without values."""

    concept: str
    code: str
    term: str
    day: date
    value: float | None


def put_events(db: Database, patient: int, session: str, events: Sequence[SessionEvent]) -> None:
    """Write what a session means to the rules, as a source of its own, in an open transaction.

    A session of a merged record counts for the record that is kept.
    """
    if not events:
        return
    source = db.conn.execute("INSERT INTO source (kind) VALUES ('reading_session')").lastrowid
    db.conn.execute("INSERT INTO session_source (source, session) VALUES (?, ?)", (source, session))
    person = counted_as(db, patient)
    if person != patient:
        note_line(db, patient, source, _LINE)
    concepts = dict(db.conn.execute("SELECT name, id FROM concept"))
    db.conn.executemany(
        "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                person,
                concepts[event.concept],
                event.day.toordinal(),
                source,
                _LINE,
                item,
                _code(db, event.code, event.term),
                event.value,
            )
            for item, event in enumerate(events)
        ],
    )


def remove_events(db: Database, patient: int, session: str) -> int:
    """Take a session's events away, inside an open transaction. Returns how many there were."""
    return db.conn.execute(
        "DELETE FROM clinical_event WHERE patient = ?"
        " AND source = (SELECT source FROM session_source WHERE session = ?)",
        (counted_as(db, patient), session),
    ).rowcount


def events_of_session(db: Database, session: str) -> tuple[SessionEvent, ...]:
    """Return the events that a session stands behind now."""
    rows = db.conn.execute(
        "SELECT n.name, c.code, c.term, e.day, e.value FROM session_source s"
        " JOIN reading_session r ON r.id = s.session JOIN patient p ON p.id = r.patient"
        " JOIN clinical_event e ON e.patient = coalesce(p.merged_into, p.id)"
        " AND e.source = s.source"
        " JOIN concept n ON n.id = e.concept JOIN code c ON c.id = e.code"
        " WHERE s.session = ? ORDER BY e.item",
        (session,),
    )
    return tuple(
        SessionEvent(name, code, term, date.fromordinal(day), value)
        for name, code, term, day, value in rows
    )


def newest_value(db: Database, patient: int, concept: str) -> tuple[date, float] | None:
    """Return the newest value of a concept and its day, however it reached us, or None."""
    row = db.conn.execute(
        "SELECT e.day, e.value FROM clinical_event e JOIN concept n ON n.id = e.concept"
        " WHERE e.patient = ? AND n.name = ? AND e.value IS NOT NULL"
        " ORDER BY e.day DESC, e.source DESC, e.line DESC, e.item DESC LIMIT 1",
        (patient, concept),
    ).fetchone()
    return None if row is None else (date.fromordinal(row[0]), float(row[1]))


def _code(db: Database, code: str, term: str) -> int:
    db.conn.execute(
        "INSERT OR IGNORE INTO code (system, code, term) VALUES ('snomed', ?, ?)", (code, term)
    )
    row = db.conn.execute(
        "SELECT id FROM code WHERE system = 'snomed' AND code = ? AND term = ?", (code, term)
    ).fetchone()
    return int(row[0])

"""Two records of one person: who is counted as whom, and moving what is counted, both ways.

Events and medicines of a merged record stand under the record that is kept, so nothing that reads
them has to know. ``merged_line`` notes which lines they came from: that is what un-merging moves
back. The merged record's own row is not touched but for ``merged_into``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select

_COUNTED = ("clinical_event", "medication_issue")
_MOVED = (*_COUNTED, "codelist_moved")
_STANDS = "NOT EXISTS (SELECT 1 FROM patient_match b WHERE b.takes_back = t.id)"


@dataclass(frozen=True, kw_only=True)
class MatchRow(Born):
    """A decision about two records. ``what``: same, different, taken back."""

    what: str
    kept: int
    other: int
    reason: str
    takes_back: str | None = None


@dataclass(frozen=True)
class PairRow:
    """Two records with one date of birth, of which at most one has an NHS number."""

    first: int
    second: int
    first_family: str
    second_family: str
    first_given: str
    second_given: str
    first_sex: str
    second_sex: str


@dataclass(frozen=True)
class RecordSize:
    """How much is recorded of a patient; the days are of the oldest and the newest event."""

    events: int
    medicines: int
    first_day: date | None
    last_day: date | None
    born_here: int
    files: tuple[str, ...]


def counted_as(db: Database, patient: int) -> int:
    """Return the patient under whom everything about this one is counted: mostly the same."""
    row = db.conn.execute("SELECT merged_into FROM patient WHERE id = ?", (patient,)).fetchone()
    return patient if row is None or row[0] is None else int(row[0])


def merged_pairs(db: Database) -> dict[int, int]:
    """Return {merged record: the record that is kept} of all that are merged now."""
    rows = db.conn.execute("SELECT id, merged_into FROM patient WHERE merged_into IS NOT NULL")
    return dict(rows.fetchall())


def merged_with(db: Database, patient: int) -> tuple[int, ...]:
    """Return the records that are merged into a patient's."""
    rows = db.conn.execute("SELECT id FROM patient WHERE merged_into = ? ORDER BY id", (patient,))
    return tuple(row[0] for row in rows)


def merge(db: Database, decision: MatchRow) -> None:
    """Count everything of ``decision.other`` for ``decision.kept``, in an open transaction."""
    insert(db, "patient_match", decision)
    kept, other = decision.kept, decision.other
    for table in _COUNTED:
        db.conn.execute(
            "INSERT OR IGNORE INTO merged_line (other, source, line)"
            f" SELECT DISTINCT patient, source, line FROM {table} WHERE patient = ?",
            (other,),
        )
    for table in _MOVED:
        db.conn.execute(f"UPDATE {table} SET patient = ? WHERE patient = ?", (kept, other))
    db.conn.execute("UPDATE patient SET merged_into = ? WHERE id = ?", (kept, other))


def unmerge(db: Database, decision: MatchRow) -> None:
    """Give the other record back what came from its lines, in an open transaction."""
    insert(db, "patient_match", decision)
    kept, other = decision.kept, decision.other
    for table in _MOVED:
        db.conn.execute(
            f"UPDATE {table} SET patient = ?1 WHERE patient = ?2"
            " AND (source, line) IN (SELECT source, line FROM merged_line WHERE other = ?1)",
            (other, kept),
        )
    db.conn.execute("DELETE FROM merged_line WHERE other = ?", (other,))
    db.conn.execute("UPDATE patient SET merged_into = NULL WHERE id = ?", (other,))


def note_line(db: Database, other: int, source: int | None, line: int) -> None:
    """Note that a line that is written for the kept record is about the merged one."""
    db.conn.execute(
        "INSERT INTO merged_line (other, source, line) VALUES (?, ?, ?)", (other, source, line)
    )


def keep_apart(db: Database, decision: MatchRow) -> None:
    """Remember that two records are of different people, in an open transaction."""
    insert(db, "patient_match", decision)


def match_by_id(db: Database, match: str) -> MatchRow | None:
    """Return one decision, or None."""
    rows = select(db, MatchRow, "patient_match t WHERE t.id = ?", (match,))
    return rows[0] if rows else None


def standing_match(db: Database, match: str) -> bool:
    """Return whether a decision was not taken back."""
    row = db.conn.execute("SELECT 1 FROM patient_match WHERE takes_back = ?", (match,)).fetchone()
    return row is None


def standing_matches(db: Database) -> tuple[MatchRow, ...]:
    """Return the decisions that stand, newest first."""
    source = f"patient_match t WHERE t.what <> 'taken back' AND {_STANDS}"
    return tuple(select(db, MatchRow, f"{source} ORDER BY t.entered_at DESC, t.rowid DESC"))


def decisions(db: Database) -> int:
    """Return how many decisions were ever made: an import that was checked before one is stale."""
    return int(db.conn.execute("SELECT count(*) FROM patient_match").fetchone()[0])


def pairs_born_together(db: Database) -> Iterator[PairRow]:
    """Yield pairs of records with one date of birth, of which at most one has an NHS number.

    Merged records and pairs that a person has decided about are left out.
    """
    decided = (
        "SELECT 1 FROM patient_match t WHERE t.what <> 'taken back'"
        f" AND t.kept IN (a.id, b.id) AND t.other IN (a.id, b.id) AND {_STANDS}"
    )
    rows = db.conn.execute(
        "SELECT a.id, b.id, a.family_name, b.family_name, a.given_name, b.given_name, a.sex, b.sex"
        " FROM patient b JOIN patient a ON a.date_of_birth = b.date_of_birth AND a.id <> b.id"
        " WHERE b.nhs_number IS NULL AND (a.nhs_number IS NOT NULL OR a.id < b.id)"
        " AND a.merged_into IS NULL AND b.merged_into IS NULL"
        f" AND NOT EXISTS ({decided}) ORDER BY a.id, b.id"
    )
    for row in rows:
        yield PairRow(*row)


def record_size(db: Database, patient: int) -> RecordSize:
    """Return how much is recorded of a patient, imported and born here."""
    events, first, last = db.conn.execute(
        "SELECT count(*), min(day), max(day) FROM (SELECT DISTINCT day, source, line, item"
        " FROM clinical_event WHERE patient = ?)",
        (patient,),
    ).fetchone()
    medicines = db.conn.execute(
        "SELECT count(*) FROM (SELECT DISTINCT day, source, line, item FROM medication_issue"
        " WHERE patient = ?)",
        (patient,),
    ).fetchone()[0]
    here = " + ".join(
        f"(SELECT count(*) FROM {table} WHERE patient = ?1)"
        for table in ("reading_session", "contact", "invitation", "care_plan", "group_override")
    )
    born_here = db.conn.execute(f"SELECT {here}", (patient,)).fetchone()[0]
    files = db.conn.execute(
        "SELECT file_name FROM import_file WHERE source IN ("
        "SELECT source FROM import_patient WHERE patient = ?1 UNION"
        " SELECT source FROM patient WHERE id = ?1) ORDER BY source",
        (patient,),
    )
    return RecordSize(
        events,
        medicines,
        None if first is None else date.fromordinal(first),
        None if last is None else date.fromordinal(last),
        born_here,
        tuple(dict.fromkeys(row[0] for row in files)),
    )

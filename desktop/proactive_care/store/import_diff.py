"""What an import would change: staged rows against the rows that they would replace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.imports import kept_value
from proactive_care.store.scratch import PATIENT_COLUMNS


@dataclass(frozen=True)
class Changes:
    """How many are new, changed, gone and the same."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0


def patient_changes(db: Database, source: int) -> tuple[int, int, int]:
    """Return (new, changed, same) patients of one staged file.

    A patient of several files counts as new or changed in the first of them only.
    """
    differs = " OR ".join(
        f"patient.{name} IS NOT ({kept_value(name, bit)})"
        for bit, name in enumerate(PATIENT_COLUMNS)
    )
    row = db.conn.execute(
        "WITH first AS (SELECT patient, min(source) AS source FROM scratch.seen GROUP BY patient)"
        " SELECT coalesce(sum(s.is_new AND first.source = seen.source), 0),"
        f" coalesce(sum(NOT s.is_new AND first.source = seen.source AND ({differs})), 0), count(*)"
        " FROM scratch.seen seen JOIN first ON first.patient = seen.patient"
        " JOIN scratch.patient s ON s.id = seen.patient"
        " LEFT JOIN patient ON patient.id = s.id WHERE seen.source = ?",
        (source,),
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2]) - int(row[0]) - int(row[1])


def patients_gone(
    db: Database, replaced: Sequence[int], all_replaced: Sequence[int]
) -> tuple[int, int, int]:
    """Return how many patients of ``replaced`` files no file has any more: (dead, left, other).

    ``all_replaced`` are all sources that this import takes the place of. Staged dates of death
    and deregistration count.
    """
    if not replaced:
        return 0, 0, 0
    marks, every = ",".join("?" * len(replaced)), ",".join("?" * len(all_replaced))
    row = db.conn.execute(
        "WITH gone AS (SELECT patient FROM import_patient"
        f" WHERE source IN ({marks})"
        " EXCEPT SELECT patient FROM scratch.seen"
        " EXCEPT SELECT p.patient FROM import_patient p JOIN import_file f ON f.source = p.source"
        f" WHERE f.current AND p.source NOT IN ({every}))"
        " SELECT coalesce(sum(patient.date_of_death IS NOT NULL), 0),"
        " coalesce(sum(patient.date_of_death IS NULL AND patient.deregistered_on IS NOT NULL), 0),"
        " count(*) FROM gone JOIN patient ON patient.id = gone.patient",
        (*replaced, *all_replaced),
    ).fetchone()
    dead, left, everyone = map(int, row)
    return dead, left, everyone - dead - left


def patients_before(db: Database, replaced: Sequence[int]) -> int:
    """Return how many patients the replaced files described."""
    marks = ",".join("?" * len(replaced))
    row = db.conn.execute(
        f"SELECT count(DISTINCT patient) FROM import_patient WHERE source IN ({marks})",
        tuple(replaced),
    ).fetchone()
    return int(row[0])


def event_changes(db: Database, source: int, replaced: Sequence[int]) -> dict[int, Changes]:
    """Return changes of events by their (lowest) concept id, for one staged file."""
    staged = (
        "SELECT patient, min(concept) AS concept, day, code, value, nullif(comparator, 0) AS sign"
        " FROM scratch.event WHERE source = ? GROUP BY patient, day, source, line, item"
    )
    stored = (
        "SELECT patient, min(concept) AS concept, day, code, value, comparator AS sign"
        " FROM clinical_event WHERE source IN ({marks}) GROUP BY patient, day, source, line, item"
    )
    return _changes(
        db, staged, stored, "patient, concept, day, code, value, sign", source, replaced
    )


def issue_changes(db: Database, source: int, replaced: Sequence[int]) -> dict[int, Changes]:
    """Return changes of medication issues by their (lowest) concept id, for one staged file."""
    staged = (
        "SELECT patient, min(concept) AS concept, day, product, quantity, dosage"
        " FROM scratch.issue WHERE source = ? GROUP BY patient, day, source, line, item"
    )
    stored = (
        "SELECT patient, min(concept) AS concept, day, product, coalesce(quantity, '') AS quantity,"
        " coalesce(dosage, '') AS dosage FROM medication_issue"
        " WHERE source IN ({marks}) GROUP BY patient, day, source, line, item"
    )
    columns = "patient, concept, day, product, quantity, dosage"
    return _changes(db, staged, stored, columns, source, replaced)


def _changes(
    db: Database, staged: str, stored: str, columns: str, source: int, replaced: Sequence[int]
) -> dict[int, Changes]:
    if not replaced:
        rows = db.conn.execute(
            f"SELECT concept, count(*) FROM ({staged}) GROUP BY concept",
            (source,),
        )
        return {int(concept): Changes(new=int(count)) for concept, count in rows}
    stored = stored.format(marks=",".join("?" * len(replaced)))
    rows = db.conn.execute(
        "WITH counted AS ("
        f" SELECT {columns}, sum(now) AS now, sum(was) AS was FROM ("
        f" SELECT *, 1 AS now, 0 AS was FROM ({staged})"
        f" UNION ALL SELECT *, 0, 1 FROM ({stored})) GROUP BY {columns}),"
        " daily AS (SELECT patient, concept, day, sum(min(now, was)) AS same,"
        " sum(max(now - was, 0)) AS new, sum(max(was - now, 0)) AS gone"
        " FROM counted GROUP BY patient, concept, day)"
        " SELECT concept, sum(new - min(new, gone)), sum(min(new, gone)),"
        " sum(gone - min(new, gone)), sum(same) FROM daily GROUP BY concept",
        (source, *replaced),
    )
    return {int(row[0]): Changes(*map(int, row[1:])) for row in rows}

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
    return _changes(
        db,
        "event",
        "SELECT patient, min(concept) AS concept, day, code, value, nullif(comparator, 0) AS sign",
        "SELECT patient, min(concept) AS concept, day, code, value, comparator AS sign"
        " FROM clinical_event",
        "patient, concept, day, code, value, sign",
        (source, replaced),
    )


def issue_changes(db: Database, source: int, replaced: Sequence[int]) -> dict[int, Changes]:
    """Return changes of medication issues by their (lowest) concept id, for one staged file."""
    return _changes(
        db,
        "issue",
        "SELECT patient, min(concept) AS concept, day, product, quantity, dosage",
        "SELECT patient, min(concept) AS concept, day, product, coalesce(quantity, '') AS quantity,"
        " coalesce(dosage, '') AS dosage FROM medication_issue",
        "patient, concept, day, product, quantity, dosage",
        (source, replaced),
    )


def _changes(
    db: Database,
    table: str,
    staged: str,
    stored: str,
    columns: str,
    sources: tuple[int, Sequence[int]],
) -> dict[int, Changes]:
    """Compare as multisets, part by part where the scratch file was divided."""
    source, replaced = sources
    each = "GROUP BY patient, day, source, line, item"
    marks = ",".join("?" * len(replaced))
    total: dict[int, Changes] = {}
    for rows, first, last in _parts(db, table):
        found = db.conn.execute(
            "WITH counted AS ("
            f" SELECT {columns}, sum(now) AS now, sum(was) AS was FROM ("
            f" SELECT *, 1 AS now, 0 AS was FROM ({staged} FROM {rows} AND source = ? {each})"
            f" UNION ALL SELECT *, 0, 1 FROM ({stored} WHERE patient BETWEEN ? AND ?"
            f" AND source IN ({marks}) {each})) GROUP BY {columns}),"
            " daily AS (SELECT patient, concept, day, sum(min(now, was)) AS same,"
            " sum(max(now - was, 0)) AS new, sum(max(was - now, 0)) AS gone"
            " FROM counted GROUP BY patient, concept, day)"
            " SELECT concept, sum(new - min(new, gone)), sum(min(new, gone)),"
            " sum(gone - min(new, gone)), sum(same) FROM daily GROUP BY concept",
            (source, first, last, *replaced),
        )
        for concept, new, changed, gone, same in found:
            before = total.get(concept, Changes())
            total[concept] = Changes(
                before.new + new, before.changed + changed, before.gone + gone, before.same + same
            )
    return total


def _parts(db: Database, table: str) -> list[tuple[str, int, int]]:
    """Return (FROM clause of staged rows, first patient, last patient) of every part."""
    everybody = (0, 1 << 62)
    parted = db.conn.execute(
        "SELECT count(*) FROM scratch.sqlite_master WHERE name = ?", (f"{table}_part",)
    ).fetchone()[0]
    if not parted:
        return [(f"scratch.{table} WHERE 1", *everybody)]
    starts = db.conn.execute(
        f"SELECT part, min(patient) FROM scratch.{table}_part GROUP BY part ORDER BY part"
    ).fetchall()
    firsts = [everybody[0], *(first for _, first in starts[1:])]
    lasts = [*(first - 1 for first in firsts[1:]), everybody[1]]
    return [
        (f"scratch.{table}_part WHERE part = {part}", first, last)
        for (part, _), first, last in zip(starts, firsts, lasts, strict=True)
    ]

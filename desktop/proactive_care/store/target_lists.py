"""Lists of patients without values, as they stand in the practice: who is on which.

Membership is stored as a clinical event of the list's run date, under the concept that the list
stands for (0: none), with a code of the system ``list`` whose term is the list's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.import_diff import Changes

LIST_SYSTEM = "list"
"""The system of codes that are names of lists; no rule and no code list knows them."""
_CURRENT = "SELECT source FROM import_file WHERE profile = 'target_list' AND current"


@dataclass(frozen=True)
class OnList:
    """That somebody is on a list. ``concept`` is empty for a list that stands for nothing else."""

    name: str
    concept: str
    day: date


@dataclass(frozen=True)
class ListRow:
    """A list in use: how many are on it, and the files and the day that it is from."""

    name: str
    patients: int
    run_date: date
    files: str
    sources: tuple[int, ...]


def has_patients(db: Database) -> bool:
    """Return whether the practice has any patient."""
    return db.conn.execute("SELECT 1 FROM patient LIMIT 1").fetchone() is not None


def has_patient_file(db: Database, profile: str) -> bool:
    """Return whether files of a kind that describe patients and nothing else are in use."""
    covers = "SELECT 1 FROM import_coverage c WHERE c.source = f.source AND c.what"
    row = db.conn.execute(
        "SELECT 1 FROM import_file f WHERE f.current AND f.profile = ?"
        f" AND EXISTS ({covers} = 'patients')"
        f" AND NOT EXISTS ({covers} IN ('events', 'medications'))",
        (profile,),
    ).fetchone()
    return row is not None


def list_names(db: Database) -> tuple[str, ...]:
    """Return the names of the lists that are in use, by name."""
    rows = db.conn.execute(
        "SELECT DISTINCT substr(report, length('target_list: ') + 1) AS name FROM import_file"
        f" WHERE source IN ({_CURRENT}) ORDER BY name"
    )
    return tuple(row[0] for row in rows)


def lists_in_use(db: Database) -> tuple[ListRow, ...]:
    """Return the lists that are in use, by name."""
    rows = db.conn.execute(
        "SELECT substr(report, length('target_list: ') + 1) AS name, sum(rows_accepted),"
        " max(run_date), group_concat(DISTINCT file_name), group_concat(source) FROM import_file"
        f" WHERE source IN ({_CURRENT}) GROUP BY report ORDER BY name"
    )
    return tuple(
        ListRow(name, patients, date.fromordinal(day), files, tuple(map(int, sources.split(","))))
        for name, patients, day, files, sources in rows
    )


def lists_of(db: Database, patient: int) -> tuple[OnList, ...]:
    """Return the lists that a patient is on, by name."""
    rows = db.conn.execute(
        "SELECT c.term, coalesce(n.name, ''), max(e.day) FROM clinical_event e"
        " JOIN code c ON c.id = e.code AND c.system = ? LEFT JOIN concept n ON n.id = e.concept"
        " WHERE e.patient = ? GROUP BY 1, 2 ORDER BY 1",
        (LIST_SYSTEM, patient),
    )
    return tuple(OnList(name, concept, date.fromordinal(day)) for name, concept, day in rows)


def standing_marks(
    db: Database, concepts: Iterable[str]
) -> tuple[dict[int, dict[str, int]], dict[int, list[OnList]]]:
    """Return, by patient, the newest day of each of these concepts, and the lists they are on.

    One pass over the events: for lists of many patients.
    """
    names = tuple(concepts)
    marks = ",".join("?" * len(names))
    days: dict[int, dict[str, int]] = {}
    lists: dict[int, list[OnList]] = {}
    rows = db.conn.execute(
        "SELECT e.patient, coalesce(n.name, ''), max(e.day),"
        " CASE WHEN c.system = ? THEN c.term ELSE '' END AS list"
        " FROM clinical_event e JOIN code c ON c.id = e.code"
        " LEFT JOIN concept n ON n.id = e.concept"
        f" WHERE e.concept IN (SELECT id FROM concept WHERE name IN ({marks}))"
        f" OR e.source IN ({_CURRENT}) GROUP BY e.patient, e.concept, list",
        (LIST_SYSTEM, *names),
    )
    wanted = set(names)
    for patient, concept, day, name in rows:
        if concept in wanted:
            of_patient = days.setdefault(patient, {})
            of_patient[concept] = max(day, of_patient.get(concept, 0))
        if name:
            lists.setdefault(patient, []).append(OnList(name, concept, date.fromordinal(day)))
    return days, lists


def membership_changes(db: Database, source: int, replaced: Sequence[int]) -> Changes:
    """Return who joined (new), left (gone) and stayed, of one staged list against the stored one.

    The scratch file is attached.
    """
    marks = ",".join("?" * len(replaced))
    now = "SELECT patient FROM scratch.event WHERE source = ?"
    was = f"SELECT patient FROM clinical_event WHERE source IN ({marks})"
    joined, left, stayed = (
        int(db.conn.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])
        for sql, values in (
            (f"{now} EXCEPT {was}", (source, *replaced)),
            (f"{was} EXCEPT {now}", (*replaced, source)),
            (f"{now} INTERSECT {was}", (source, *replaced)),
        )
    )
    return Changes(new=joined, gone=left, same=stayed)

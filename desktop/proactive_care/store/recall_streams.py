"""What recall reads to write to somebody who is kept apart from the usual letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

_AT_ONCE = 10_000


def codes_of(
    db: Database, concept: str, patients: Sequence[int], as_of: date
) -> dict[int, frozenset[str]]:
    """Return, by patient, every code recorded for a concept by a day; an imported list has none."""
    found: dict[int, set[str]] = {}
    for start in range(0, len(patients), _AT_ONCE):
        part = patients[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        rows = db.conn.execute(
            "SELECT DISTINCT e.patient, c.code FROM clinical_event e"
            " JOIN concept n ON n.id = e.concept JOIN code c ON c.id = e.code"
            f" WHERE n.name = ? AND e.day <= ? AND e.patient IN ({marks})",
            (concept, as_of.toordinal(), *part),
        )
        for patient, code in rows:
            found.setdefault(patient, set()).add(code)
    return {patient: frozenset(codes) for patient, codes in found.items()}

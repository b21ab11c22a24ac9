"""Putting patients as the evaluators see them into a real practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlite_utils import Database

from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.store.concepts import load_concepts

ALL = ("patients", "events", "medications")


def add_import(db: Database, covered: Iterable[str] = ALL, file_name: str = "events.csv") -> int:
    """Store an import that can answer these kinds of data; return its source."""
    source = db.conn.execute("INSERT INTO source (kind) VALUES ('import')").lastrowid
    assert source is not None
    db.conn.execute(
        "INSERT INTO import_file (source, batch, report, profile, file_name, sha256, encoding,"
        " run_date, run_date_from, imported_at, imported_by, mode, rows_read, rows_accepted,"
        " rows_rejected, rows_ignored, ignored_reasons, patients_added, patients_changed,"
        " patients_gone, events_added) VALUES (?, ?, ?, 'plain', ?, ?, 'utf-8', ?, 'given',"
        " '2026-09-14T09:00:00+00:00', 'test', 'replace', 0, 0, 0, 0, '{}', 0, 0, 0, 0)",
        (source, f"b{source}", f"r{source}", file_name, f"h{source}",
         date(2026, 9, 14).toordinal()),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO import_coverage (source, what) VALUES (?, ?)",
        [(source, what) for what in covered],
    )
    return source


def add_patients(
    db: Database, patients: Sequence[PatientRecord], covered: Iterable[str] = ALL
) -> list[int]:
    """Store patients with their records and return their ids."""
    source = add_import(db, covered)
    drugs = {c.id for c in load_concepts().values() if c.kind == "medication"}
    codes: dict[str, int] = {}
    first = db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM patient").fetchone()[0]
    ids = list(range(first, first + len(patients)))
    events, issues = [], []
    for patient_id, patient in zip(ids, patients, strict=True):
        for record in patient.records:
            code = codes.setdefault(record.term or "x", len(codes) + 1)
            key = (patient_id, record.concept, record.day, source + record.source, record.line,
                   record.item, code)  # fmt: skip
            if record.concept in drugs:
                issues.append(key)
            else:
                events.append((*key, record.value, record.comparator))
    db.conn.executemany(
        "INSERT OR IGNORE INTO code (id, system, code, term) VALUES (?, 'test', ?, ?)",
        [(code, f"c{code}", term) for term, code in codes.items()],
    )
    db.conn.executemany(
        "INSERT INTO patient (id, nhs_number, family_name, date_of_birth, sex, ethnicity,"
        " imd_quintile) VALUES (?, ?, 'Testperson', ?, ?, ?, ?)",
        [
            (i, f"n{i}", p.birth.toordinal() if p.birth else None, p.sex, p.ethnicity,
             p.imd_quintile)
            for i, p in zip(ids, patients, strict=True)
        ],
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value,"
        " comparator) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        events,
    )
    db.conn.executemany(
        "INSERT INTO medication_issue (patient, concept, day, source, line, item, product)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        issues,
    )
    return ids

"""Rows put straight into a practice, for tests that are not about importing."""

from __future__ import annotations

from datetime import date

from proactive_care.accounts import Session
from proactive_care.store.concepts import load_concepts

RUN_DATE = date(2026, 9, 12)
_CONCEPTS = load_concepts()


def add_import(session: Session, run_date: date = RUN_DATE, name: str = "events.csv") -> int:
    """Add an import that covers patients, events and medications; return its source."""
    with session.practice.transaction() as db:
        source = db.conn.execute("INSERT INTO source (kind) VALUES ('import')").lastrowid
        db["import_file"].insert(
            {
                "source": source,
                "batch": "b",
                "report": name,
                "profile": "plain",
                "file_name": name,
                "sha256": f"{source}",
                "encoding": "utf-8",
                "run_date": run_date.toordinal(),
                "run_date_from": "given",
                "imported_at": "",
                "imported_by": "",
                "mode": "replace",
                "rows_read": 0,
                "rows_accepted": 0,
                "rows_rejected": 0,
                "rows_ignored": 0,
                "ignored_reasons": "{}",
                "patients_added": 0,
                "patients_changed": 0,
                "patients_gone": 0,
                "events_added": 0,
            }
        )
        for what in ("patients", "events", "medications"):
            db["import_coverage"].insert({"source": source, "what": what})
    assert source is not None
    return int(source)


def add_patient(
    session: Session,
    patient: int,
    nhs_number: str | None,
    family_name: str,
    given_name: str,
    birth: date | None,
    **columns: object,
) -> None:
    """Add one patient; ``columns`` are further columns of the table."""
    row = {
        "id": patient,
        "nhs_number": nhs_number,
        "family_name": family_name,
        "given_name": given_name,
        "date_of_birth": None if birth is None else birth.toordinal(),
        "source": 1,
        "line": patient + 1,
        **columns,
    }
    with session.practice.transaction() as db:
        db["patient"].insert(row)


def add_event(
    session: Session,
    patient: int,
    concept: str,
    day: date,
    value: float | None,
    *,
    line: int = 1,
    source: int = 1,
) -> None:
    """Add one event of a concept, with a code that says so."""
    with session.practice.transaction() as db:
        code = _code(db, "snomed", concept)
        db.conn.execute(
            "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value)"
            " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
            (patient, _CONCEPTS[concept].id, day.toordinal(), source, line, code, value),
        )


def add_issue(
    session: Session, patient: int, concept: str, day: date, product: str, *, line: int = 1
) -> None:
    """Add one issue of a medicine of a drug class."""
    with session.practice.transaction() as db:
        code = _code(db, "dmd", product)
        db.conn.execute(
            "INSERT INTO medication_issue (patient, concept, day, source, line, item, product)"
            " VALUES (?, ?, ?, 1, ?, 0, ?)",
            (patient, _CONCEPTS[concept].id, day.toordinal(), line, code),
        )


def _code(db: object, system: str, term: str) -> int:
    connection = db.conn  # type: ignore[attr-defined]
    connection.execute(
        "INSERT OR IGNORE INTO code (system, code, term) VALUES (?, ?, ?)", (system, term, term)
    )
    row = connection.execute(
        "SELECT id FROM code WHERE system = ? AND code = ?", (system, term)
    ).fetchone()
    return int(row[0])


def add_run(
    session: Session,
    framework: str,
    results: dict[int, tuple[str, str]],
    *,
    as_of: date = date(2026, 9, 14),
    signed: bool = True,
    reasons: str = '["BP 164/96 clinic, 4 Sep 2026"]',
) -> None:
    """Add a finished stratification: ``results`` gives each patient's group and tier."""
    with session.practice.transaction() as db:
        run = db["stratification_run"].insert(
            {
                "uuid": f"{framework}-{db['stratification_run'].count}",
                "as_of": as_of.toordinal(),
                "at": "",
                "by": "",
                "cause": "asked",
                "pack": "uclpartners",
                "version": "2022.1",
                "framework": framework,
                "signed": int(signed),
                "patients": len(results),
            }
        )
        db["stratification_result"].insert_all(
            {
                "run": run.last_pk,
                "patient": patient,
                "priority_group": group,
                "tier": tier,
                "local_tier": None,
                "reasons": reasons,
                "flags": "[]",
                "could_not_check": "[]",
            }
            for patient, (group, tier) in results.items()
        )

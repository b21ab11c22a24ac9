"""How the sorting of everybody grows: the same practice 1, 5 and 20 times over, 5,000 to 100,000.

Each size holds copies of the same patients, made inside the database, so that a patient costs the
same everywhere: what is left is growth. Linear means: 20 times the patients, 20 times the time.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.bench_stratify import AS_OF, ONE_TARGET, best, fill
from proactive_care import frameworks
from proactive_care.accounts import Session
from support.practice import make_session

BASE, EVENTS_EACH = 5_000, 50
COPIES = (1, 5, 20)
LINEAR = 1.3  # times what is expected, with the noise of a busy machine


def run(base: int = BASE, copies: tuple[int, ...] = COPIES) -> list[str]:
    """Measure and return printable rows; the last holds the growth with its target."""
    rows: list[str] = []
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        session = make_session(Path(folder) / "practice")
        try:
            fill(session, base, base * EVENTS_EACH)
            have = 1
            for number in copies:
                copy(session, base, have, number)
                have = number
                took.append(_seconds(session))
                rows.append(_row(session, base * number, took[-1]))
        finally:
            session.practice.close_all()
    times, expected = took[-1] / took[0], copies[-1] / copies[0]
    rows.append(
        f"{base * copies[0]:,} to {base * copies[-1]:,} patients: {times:.1f} x the time for"
        f" {expected:.0f} x the patients (linear: at most {LINEAR * expected:.0f} x)"
    )
    return rows


def copy(session: Session, base: int, have: int, wanted: int) -> None:
    """Add copies of the first ``base`` patients, with all their records."""
    with session.practice.transaction() as db:
        for number in range(have, wanted):
            shift = {"by": number * base, "base": base}
            for statement in _COPY:
                db.conn.execute(statement, shift)
        db.conn.execute("ANALYZE")


_COPY = (
    "INSERT INTO patient (id, nhs_number, family_name, date_of_birth, sex, ethnicity)"
    " SELECT id + :by, 'n' || (id + :by), family_name, date_of_birth, sex, ethnicity"
    " FROM patient WHERE id <= :base ORDER BY id",
    "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value)"
    " SELECT patient + :by, concept, day, source, line, item, code, value"
    " FROM clinical_event WHERE patient <= :base ORDER BY patient, concept, day",
    "INSERT INTO medication_issue (patient, concept, day, source, line, item, product)"
    " SELECT patient + :by, concept, day, source, line, item, product"
    " FROM medication_issue WHERE patient <= :base ORDER BY patient, concept, day",
)


def _seconds(session: Session) -> float:
    started = time.perf_counter()
    frameworks.stratify(session, AS_OF)
    return time.perf_counter() - started


def _row(session: Session, patients: int, seconds: float) -> str:
    (patient,) = session.practice.connection.execute(
        "SELECT max(patient) FROM stratification_result WHERE priority_group <> ''"
    ).fetchone()
    one = best(lambda: frameworks.stratify_patient(session, patient, AS_OF), 3)
    return (
        f"{patients:>7,} patients: all six frameworks {seconds:5.2f} s,"
        f" {seconds / patients * 1e6:.0f} µs a patient; one patient again {one * 1000:.1f} ms"
        f" (target <= {ONE_TARGET * 1000:.0f})"
    )

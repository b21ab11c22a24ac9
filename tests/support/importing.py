"""Small export files for import tests, with synthetic people only."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.identifiers import clean_nhs_number

NIA, IDRIS, SILAS, IOLO = "9990000018", "9990000026", "9990000034", "9990000042"
RUN_DATE = date(2026, 9, 12)
PATIENTS = (
    "nhs_number,date_of_birth,sex,family_name,given_name,ethnicity\n"
    f"{NIA},1950-06-01,F,Fixture,Nia,Indian\n"
    f"{IDRIS},1961-02-14,M,Mockford,Idris,White British\n"
)
EVENTS_HEADER = "nhs_number,date,code,term,value,unit\n"
SYSTOLIC, DIASTOLIC, HYPERTENSION = "271649006", "271650006", "38341003"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_text(rows: Sequence[Sequence[object]], line_end: str = "\r\n") -> str:
    """Return rows as CSV text."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator=line_end).writerows(rows)
    return stream.getvalue()


def check(session: Session, *paths: Path, **options: object) -> importing.CheckedImport:
    """Check files with the run date of these tests."""
    options.setdefault("run_date", RUN_DATE)
    return importing.check_files(session, list(paths), **options)  # type: ignore[arg-type]


def load(session: Session, *paths: Path, **options: object) -> tuple[importing.FileReport, ...]:
    """Check and commit files; return their reports."""
    with check(session, *paths, **options) as checked:
        return importing.commit_import(session, checked).files


def events(session: Session) -> list[tuple[str, str, str, float | None, int | None, int]]:
    """Return (NHS number, concept, ISO day, value, comparator, line) of all stored events."""
    rows = session.practice.db.conn.execute(
        "SELECT p.nhs_number, coalesce(c.name, '?'), e.day, e.value, e.comparator, e.line"
        " FROM clinical_event e JOIN patient p ON p.id = e.patient"
        " LEFT JOIN concept c ON c.id = e.concept"
        " ORDER BY p.nhs_number, e.day, c.name, e.source, e.line, e.item"
    )
    return [(nhs, c, date.fromordinal(d).isoformat(), v, s, line) for nhs, c, d, v, s, line in rows]


def issues(session: Session) -> list[tuple[str, str, str, str]]:
    """Return (NHS number, class, ISO day, product) of all stored medicines."""
    rows = session.practice.db.conn.execute(
        "SELECT p.nhs_number, coalesce(c.name, '?'), m.day, k.term FROM medication_issue m"
        " JOIN patient p ON p.id = m.patient JOIN code k ON k.id = m.product"
        " LEFT JOIN concept c ON c.id = m.concept ORDER BY p.nhs_number, m.day, c.name"
    )
    return [(nhs, c, date.fromordinal(d).isoformat(), term) for nhs, c, d, term in rows]


def valid_numbers(count: int, first: int = 9_990_001_000) -> list[str]:
    """Return synthetic NHS numbers with right check digits, from ``first`` upwards."""
    found: list[str] = []
    while len(found) < count:
        digits = clean_nhs_number(str(first))
        found += [digits] if digits else []
        first += 1
    return found


def patient(session: Session, nhs_number: str) -> dict[str, object]:
    """Return one patient's row."""
    return next(iter(session.practice.db["patient"].rows_where("nhs_number = ?", [nhs_number])))


def digest(session: Session) -> list[tuple[object, ...]]:
    """Return everything that an import can change, to prove that nothing was."""
    tables = ("patient", "clinical_event", "medication_issue", "import_file", "code", "source",
              "import_rejection", "import_coverage", "import_patient", "audit")  # fmt: skip
    conn = session.practice.db.conn
    return [row for table in tables for row in conn.execute(f"SELECT * FROM {table}")]


def reasons(report: importing.FileReport) -> list[tuple[int, str, str, str]]:
    """What was refused, and where."""
    return [(r.row, r.column, r.value_shown, r.reason) for r in report.rejections]


def balanced(report: importing.FileReport) -> bool:
    """Whether read = accepted + rejected + ignored, with a reason for each ignored row."""
    parts = report.rows_accepted + report.rows_rejected + report.rows_ignored
    return report.rows_read == parts and report.rows_ignored == sum(report.ignored_reasons.values())

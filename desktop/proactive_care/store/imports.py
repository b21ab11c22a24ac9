"""What was imported: the state that a check starts from, and the one act that commits it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from proactive_care.store.merges import decisions
from proactive_care.store.scratch import PATIENT_COLUMNS, PATIENT_KEPT

_EVENT_ORDER = "patient, concept, day, source, line, item"


@dataclass(frozen=True)
class ImportState:
    """How far a practice is: an import that was checked against the same state may commit."""

    source: int
    patient: int
    code: int
    matches: int  # decisions about records of one person: they say under whom rows are counted


@dataclass(frozen=True)
class FileRecord:
    """One file of an import, as it is kept for good. Days are ``date.toordinal()``."""

    source: int
    batch: str
    report: str
    profile: str
    file_name: str
    sha256: str
    encoding: str
    run_date: int
    run_date_from: str
    imported_at: str
    imported_by: str
    mode: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    ignored_reasons: Mapping[str, int]
    patients_added: int
    patients_changed: int
    patients_gone: int
    events_added: int
    covers: tuple[str, ...]


@dataclass(frozen=True)
class ImportRow:
    """One line of the import history."""

    source: int
    batch: str
    report: str
    profile: str
    file_name: str
    run_date: date
    run_date_from: str
    imported_at: str
    imported_by: str
    mode: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    patients_added: int
    patients_changed: int
    patients_gone: int
    events_added: int
    current: bool


def import_state(db: Database) -> ImportState:
    """Return the highest ids in use, and how many decisions about double records there are."""
    source, patient, code = (_highest(db, table) for table in ("source", "patient", "code"))
    return ImportState(source, patient, code, decisions(db))


def known_patients(db: Database) -> Iterator[tuple[int, str | None, str | None, int | None]]:
    """Return (id, nhs_number, local_id, date_of_birth) of every patient."""
    yield from db.conn.execute("SELECT id, nhs_number, local_id, date_of_birth FROM patient")


def known_codes(db: Database) -> Iterator[tuple[int, str, str, str]]:
    """Return (id, system, code, term) of every code that was ever imported."""
    yield from db.conn.execute("SELECT id, system, code, term FROM code")


def current_sources(db: Database, report: str) -> tuple[int, ...]:
    """Return the sources whose rows are the report's rows now."""
    rows = db.conn.execute(
        "SELECT source FROM import_file WHERE report = ? AND current ORDER BY source", (report,)
    )
    return tuple(int(row[0]) for row in rows)


def newest_run_date(db: Database) -> date | None:
    """Return the newest run date of all files that ever described patients, None before any."""
    row = db.conn.execute(
        "SELECT max(f.run_date) FROM import_file f JOIN import_coverage c ON c.source = f.source"
        " WHERE c.what = 'patients'"
    ).fetchone()
    return None if row[0] is None else date.fromordinal(row[0])


def import_with_bytes(db: Database, sha256: str) -> ImportRow | None:
    """Return the current import of exactly these bytes, if there is one."""
    found = _history(db, "WHERE sha256 = ? AND current ORDER BY source DESC LIMIT 1", (sha256,))
    return found[0] if found else None


def import_rows(db: Database, sources: Sequence[int] | None = None) -> tuple[ImportRow, ...]:
    """Return the import history (or only some sources of it), newest first."""
    if sources is None:
        return _history(db, "ORDER BY source DESC", ())
    marks = _marks(sources)
    return _history(db, f"WHERE source IN ({marks}) ORDER BY source DESC", tuple(sources))


def unmapped_code_counts(db: Database) -> tuple[tuple[str, str, str, int, int], ...]:
    """Return (system, code, term, events, patients) of events that have no concept, most first."""
    rows = db.conn.execute(
        "SELECT c.system, c.code, c.term, count(*), count(DISTINCT e.patient)"
        " FROM clinical_event e JOIN code c ON c.id = e.code WHERE e.concept = 0"
        " AND c.system <> 'list' GROUP BY e.code ORDER BY count(*) DESC, c.term, c.code"
    )
    return tuple(rows)


def commit_staged(
    db: Database, files: Sequence[FileRecord], replaced: Sequence[int], step: Callable[[str], None]
) -> None:
    """Move the attached scratch rows into the practice, in the caller's transaction.

    ``replaced`` are the sources whose rows these files take the place of. ``step`` is told what
    is being done, and may raise to stop it.
    """
    step("Recording the files")
    _insert_files(db, files)
    db.conn.execute("INSERT INTO code SELECT id, system, code, term FROM scratch.code")
    step("Patients")
    _insert_patients(db)
    if replaced:
        step("Removing the earlier rows of this report")
        _delete_rows(db, replaced)
    step("Events")
    _insert_in_parts(
        db,
        "event",
        "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value,"
        " comparator) SELECT patient, concept, day, source, line, item, code, value,"
        " nullif(comparator, 0) FROM scratch.event",
    )
    step("Medicines")
    _insert_in_parts(
        db,
        "issue",
        "INSERT INTO medication_issue (patient, concept, day, source, line, item, product,"
        " quantity, dosage) SELECT patient, concept, day, source, line, item, product,"
        " nullif(quantity, ''), nullif(dosage, '') FROM scratch.issue",
    )
    db.conn.execute(
        "INSERT OR IGNORE INTO merged_line SELECT other, source, line FROM scratch.merged_line"
    )
    step("Who is in the newest files")
    _mark_seen(db, replaced)


def withdraw(db: Database, sources: Sequence[int]) -> None:
    """Take the events and medicines of current files away, in an open transaction.

    The files stay in the history. Patients whom they described stay as they are.
    """
    _delete_rows(db, sources)


def _insert_files(db: Database, files: Sequence[FileRecord]) -> None:
    for file in files:
        db.conn.execute("INSERT INTO source (id, kind) VALUES (?, 'import')", (file.source,))
        row = {key: value for key, value in vars(file).items() if key != "covers"}
        row["ignored_reasons"] = json.dumps(dict(file.ignored_reasons), sort_keys=True)
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        db.conn.execute(
            f"INSERT INTO import_file ({columns}) VALUES ({marks})",
            tuple(row.values()),
        )
        db.conn.executemany(
            "INSERT INTO import_coverage (source, what) VALUES (?, ?)",
            [(file.source, what) for what in file.covers],
        )
    db.conn.execute(
        "INSERT INTO import_rejection (source, line, item, column_name, value_shown, reason)"
        " SELECT source, line, item, column_name, value_shown, reason FROM scratch.rejection"
        " ORDER BY source, line, item"
    )


def _insert_patients(db: Database) -> None:
    columns = ", ".join(PATIENT_COLUMNS)
    filled = ", ".join(_new_value(name) for name in PATIENT_COLUMNS)
    db.conn.execute(
        f"INSERT INTO patient (id, source, line, {columns})"
        f" SELECT id, source, line, {filled} FROM scratch.patient s WHERE is_new"
    )
    changes = ", ".join(
        f"{name} = {kept_value(name, bit)}" for bit, name in enumerate(PATIENT_COLUMNS)
    )
    db.conn.execute(
        f"UPDATE patient SET source = s.source, line = s.line, seen_in_latest = 1, {changes}"
        " FROM scratch.patient s WHERE s.id = patient.id AND NOT s.is_new"
    )
    db.conn.execute("INSERT INTO import_patient SELECT source, patient, line FROM scratch.seen")


def kept_value(name: str, bit: int) -> str:
    """Return SQL for a patient's column after the import (``s`` is the scratch row)."""
    if name == "local_id" or name in PATIENT_KEPT or name == "nhs_number":
        unknown = "'U'" if name == "sex" else "''"
        return f"coalesce(nullif(s.{name}, {unknown}), patient.{name})"
    if name == "sensitive":
        return (
            f"CASE WHEN s.covered & {1 << bit} THEN coalesce(s.{name}, 0) ELSE patient.{name} END"
        )
    return f"CASE WHEN s.covered & {1 << bit} THEN s.{name} ELSE patient.{name} END"


def _new_value(name: str) -> str:
    if name in ("sex",):
        return "coalesce(s.sex, 'U')"
    if name == "sensitive":
        return "coalesce(s.sensitive, 0)"
    if name in _NULLABLE:
        return f"s.{name}"
    return f"coalesce(s.{name}, '')"


_NULLABLE = frozenset(
    {
        "nhs_number", "local_id", "date_of_birth", "ethnicity", "registered_on", "deregistered_on",
        "date_of_death", "interpreter", "imd_quintile",
    }
)  # fmt: skip


def _delete_rows(db: Database, sources: Sequence[int]) -> None:
    marks = _marks(sources)
    for table in ("clinical_event", "medication_issue", "merged_line"):
        db.conn.execute(f"DELETE FROM {table} WHERE source IN ({marks})", tuple(sources))
    db.conn.execute(
        f"UPDATE import_file SET current = 0 WHERE source IN ({marks})",
        tuple(sources),
    )


def _insert_in_parts(db: Database, table: str, insert: str) -> None:
    """Insert in key order, part by part where the scratch file was divided (``Scratch.finish``)."""
    parted = db.conn.execute(
        "SELECT count(*) FROM scratch.sqlite_master WHERE name = ?", (f"{table}_part",)
    ).fetchone()[0]
    if not parted:
        db.conn.execute(f"{insert} ORDER BY {_EVENT_ORDER}")
        return
    last = db.conn.execute(f"SELECT max(part) FROM scratch.{table}_part").fetchone()[0]
    for part in range(last + 1):
        db.conn.execute(f"{insert}_part WHERE part = ? ORDER BY {_EVENT_ORDER}", (part,))


def _mark_seen(db: Database, replaced: Sequence[int]) -> None:
    """Patients of the replaced files that no current file has any more are gone."""
    if not replaced:
        return
    marks = _marks(replaced)
    db.conn.execute(
        "UPDATE patient SET seen_in_latest = 0 WHERE id IN ("
        f" SELECT patient FROM import_patient WHERE source IN ({marks})"
        " EXCEPT SELECT p.patient FROM import_patient p"
        " JOIN import_file f ON f.source = p.source WHERE f.current)",
        tuple(replaced),
    )
    db.conn.execute(f"DELETE FROM import_patient WHERE source IN ({marks})", tuple(replaced))


def _history(db: Database, where: str, parameters: tuple[object, ...]) -> tuple[ImportRow, ...]:
    rows = db.conn.execute(
        "SELECT source, batch, report, profile, file_name, run_date, run_date_from, imported_at,"
        " imported_by, mode, rows_read, rows_accepted, rows_rejected, rows_ignored,"
        f" patients_added, patients_changed, patients_gone, events_added, current"
        f" FROM import_file {where}",
        parameters,
    )
    return tuple(map(_import_row, rows))


def _import_row(row: tuple[Any, ...]) -> ImportRow:
    values = list(row)
    values[5], values[18] = date.fromordinal(values[5]), bool(values[18])
    return ImportRow(*values)


def _highest(db: Database, table: str) -> int:
    row = db.conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return int(row[0])


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def staged_counts(db: Database) -> tuple[int, int]:
    """Return how many rows of events and of medicines the attached scratch file has."""
    events = db.conn.execute("SELECT count(*) FROM scratch.event").fetchone()[0]
    issues = db.conn.execute("SELECT count(*) FROM scratch.issue").fetchone()[0]
    return int(events), int(issues)

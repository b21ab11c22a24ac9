"""Runs of the rules, their results, sign-offs, and what the rules read of one patient."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlite_utils import Database

_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make one each time
_FROM_JSON = json.JSONDecoder().decode
PATIENT_CAUSE = "reading"
"""The cause of runs of a single patient; every other cause is a run over everybody."""
COMPARE_CAUSE = "compare"
"""The cause of runs of a pack that is not in use: worklists and reports pass them over."""


@dataclass(frozen=True)
class NewRun:
    """A run to be stored. ``at`` is ISO 8601 in UTC."""

    uuid: str
    as_of: date
    at: str
    by: str
    cause: str  # import, reading (one patient), asked, compare (a pack that is not in use)
    pack: str
    version: str
    framework: str
    signed: bool
    patients: int


@dataclass(frozen=True)
class StoredResult:
    """One patient's place in one run. An empty group: no longer on the register."""

    patient: int
    group: str
    tier: str
    local_tier: str | None
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    could_not_check: tuple[str, ...]


class ResultRow(NamedTuple):
    """A line of a worklist: the newest result of one patient, with who it is.

    A named tuple because a worklist makes tens of thousands of them while somebody waits.
    """

    patient: int
    nhs_number: str | None
    family_name: str
    given_name: str
    title: str
    date_of_birth: date | None
    sex: str
    ethnicity: str | None
    village: str
    postcode: str
    home_phone: str
    mobile_phone: str
    language: str
    format_need: str
    imd_quintile: int | None
    usual_gp: str
    date_of_death: date | None
    deregistered_on: date | None
    sensitive: bool
    framework: str
    group: str
    tier: str
    local_tier: str | None
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    could_not_check: tuple[str, ...]
    pack: str
    pack_version: str
    as_of: date
    signed: bool
    run: int


@dataclass(frozen=True)
class StoredRecord:
    """A clinical event or medication issue of one patient, with where it came from."""

    concept: int
    day: int
    source: int
    line: int
    item: int
    value: float | None
    comparator: int
    term: str
    code: str
    file: str


@dataclass(frozen=True)
class SignOff:
    """Somebody's signature under one framework's rules. ``content_hash`` is what was signed."""

    id: str
    pack: str
    version: str
    framework: str
    content_hash: str
    signed_by: str
    signed_at: str
    entered_by: str


def coverage(db: Database) -> frozenset[str]:
    """Return the kinds of data that current imports can answer: events, medications, …"""
    rows = db.conn.execute(
        "SELECT DISTINCT c.what FROM import_coverage c"
        " JOIN import_file f ON f.source = c.source WHERE f.current = 1"
    )
    return frozenset(row[0] for row in rows)


def add_run(db: Database, run: NewRun) -> int:
    """Store a run and return its id."""
    cursor = db.conn.execute(
        "INSERT INTO stratification_run (uuid, as_of, at, by, cause, pack, version, framework,"
        " signed, patients) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.uuid,
            run.as_of.toordinal(),
            run.at,
            run.by,
            run.cause,
            run.pack,
            run.version,
            run.framework,
            int(run.signed),
            run.patients,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def set_run_patients(db: Database, run: int, patients: int) -> None:
    """Write down how many patients a run has grouped, once that is known."""
    db.conn.execute("UPDATE stratification_run SET patients = ? WHERE id = ?", (patients, run))


def add_results(db: Database, run: int, results: Iterable[StoredResult]) -> None:
    """Store results of a run."""
    db.conn.executemany(
        "INSERT INTO stratification_result (run, patient, priority_group, tier, local_tier,"
        " reasons, flags, could_not_check) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                run,
                result.patient,
                result.group,
                result.tier,
                result.local_tier,
                _packed(result.reasons),
                _packed(result.flags),
                _packed(result.could_not_check),
            )
            for result in results
        ),
    )


_LATEST = """
WITH whole AS (
  SELECT coalesce(max(id), 0) AS id FROM stratification_run s
  WHERE framework = :framework AND cause <> :patient_cause AND {counted}),
later AS MATERIALIZED (
  SELECT r.patient AS patient, max(r.run) AS run
  FROM stratification_run s JOIN stratification_result r ON r.run = s.id
  WHERE s.framework = :framework AND s.id > (SELECT id FROM whole) AND {counted}{one}
  GROUP BY r.patient),
current AS (
  SELECT r.* FROM stratification_result r
  WHERE r.run = (SELECT id FROM whole) AND r.patient NOT IN (SELECT patient FROM later){one}
  UNION ALL
  SELECT r.* FROM later l JOIN stratification_result r ON r.run = l.run AND r.patient = l.patient)
"""
_RESULT_COLUMNS = (
    "p.id, p.nhs_number, p.family_name, p.given_name, p.title, p.date_of_birth, p.sex,"
    " p.ethnicity, p.village, p.postcode, p.home_phone, p.mobile_phone, p.language,"
    " p.format_need, p.imd_quintile, p.usual_gp, p.date_of_death, p.deregistered_on, p.sensitive,"
    " s.framework, r.priority_group, r.tier, r.local_tier, r.reasons, r.flags, r.could_not_check,"
    " s.pack, s.version, s.as_of, s.signed, s.id"
)


def latest_results(
    db: Database, framework: str, patient: int | None = None, *, pack: str | None = None
) -> Iterator[ResultRow]:
    """Yield the newest result of everybody (or of one patient) in a framework, by patient.

    The newest run over everybody counts, and later runs of single patients replace its rows.
    ``pack``: only runs of this one, in use or not; None: runs of the pack that was in use.
    """
    counted = "s.cause <> :compare" if pack is None else "s.pack = :pack"
    one = "" if patient is None else " AND r.patient = :patient"
    rows = db.conn.execute(
        f"{_LATEST.format(counted=counted, one=one)} SELECT {_RESULT_COLUMNS} FROM current r"
        " JOIN stratification_run s ON s.id = r.run JOIN patient p ON p.id = r.patient"
        " WHERE r.priority_group <> '' AND p.merged_into IS NULL ORDER BY p.id",
        {
            "framework": framework,
            "patient_cause": PATIENT_CAUSE,
            "patient": patient,
            **({"compare": COMPARE_CAUSE} if pack is None else {"pack": pack}),
        },
    )
    return (_result(row) for row in rows)


def has_result(db: Database, framework: str, patient: int) -> bool:
    """Return whether a patient is in a group of the framework now."""
    return any(True for _ in latest_results(db, framework, patient))


def is_current(db: Database, packs: Mapping[str, str], as_of: date) -> bool:
    """Return whether everybody was sorted for this day since the last import.

    ``packs``: the frameworks that matter, and the id of the pack that must have sorted each.
    """
    rows = db.conn.execute(
        "SELECT framework, pack, as_of FROM stratification_run WHERE cause NOT IN (?, ?)"
        " AND at >= coalesce((SELECT max(imported_at) FROM import_file), '') ORDER BY id",
        (PATIENT_CAUSE, COMPARE_CAUSE),
    )
    newest = {framework: (pack, day) for framework, pack, day in rows}
    return all(newest.get(each) == (pack, as_of.toordinal()) for each, pack in packs.items())


def patient_records(db: Database, patient: int) -> list[StoredRecord]:
    """Return everything that rules can read of one patient, mapped codes only."""
    rows = db.conn.execute(
        "SELECT e.concept, e.day, e.source, e.line, e.item, e.value, coalesce(e.comparator, 0),"
        " c.term, c.code, coalesce(f.file_name, '')"
        " FROM clinical_event e JOIN code c ON c.id = e.code"
        " LEFT JOIN import_file f ON f.source = e.source"
        " WHERE e.patient = :patient AND e.concept > 0"
        " UNION ALL"
        " SELECT e.concept, e.day, e.source, e.line, e.item, NULL, 0, c.term, c.code,"
        " coalesce(f.file_name, '')"
        " FROM medication_issue e JOIN code c ON c.id = e.product"
        " LEFT JOIN import_file f ON f.source = e.source"
        " WHERE e.patient = :patient AND e.concept > 0",
        {"patient": patient},
    )
    return [StoredRecord(*row) for row in rows]


def add_sign_off(db: Database, sign_off: SignOff, withdraws: str | None = None) -> None:
    """Store a signature, or (``withdraws``: its id) that one is taken back."""
    db.conn.execute(
        "INSERT INTO pack_sign_off (id, pack, version, framework, content_hash, signed_by,"
        " signed_at, entered_by, withdraws) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sign_off.id,
            sign_off.pack,
            sign_off.version,
            sign_off.framework,
            sign_off.content_hash,
            sign_off.signed_by,
            sign_off.signed_at,
            sign_off.entered_by,
            withdraws,
        ),
    )


def standing_sign_off(db: Database, content_hash: str) -> SignOff | None:
    """Return the newest signature under exactly these rules that was not taken back."""
    row = db.conn.execute(
        "SELECT s.id, s.pack, s.version, s.framework, s.content_hash, s.signed_by, s.signed_at,"
        " s.entered_by FROM pack_sign_off s"
        " WHERE s.content_hash = ? AND s.withdraws IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM pack_sign_off w WHERE w.withdraws = s.id)"
        " ORDER BY s.signed_at DESC, s.id DESC LIMIT 1",
        (content_hash,),
    ).fetchone()
    return None if row is None else SignOff(*row)


def _packed(texts: tuple[str, ...]) -> str:
    return _AS_JSON(texts) if texts else "[]"


def _texts(packed: str) -> tuple[str, ...]:
    return tuple(_FROM_JSON(packed)) if packed != "[]" else ()


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _result(row: tuple[Any, ...]) -> ResultRow:
    return ResultRow._make(
        (
            *row[:5],
            _day(row[5]),
            *row[6:16],
            _day(row[16]),
            _day(row[17]),
            row[18] == 1,
            *row[19:23],
            *map(_texts, row[23:26]),
            *row[26:28],
            _day(row[28]),
            row[29] == 1,
            row[30],
        )
    )

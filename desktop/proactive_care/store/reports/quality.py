"""Data quality: what is missing, stale, implausible, not understood or perhaps double."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

# What counts as missing of a patient; ``p`` is the patient's row.
MISSING: Mapping[str, str] = {
    "no valid NHS number": "p.nhs_number IS NULL",
    "no date of birth": "p.date_of_birth IS NULL",
    "no sex": "p.sex = 'U'",
    "no ethnicity": "p.ethnicity IS NULL",
    "no address": "p.address_1 || p.address_2 || p.address_3 || p.address_4 = ''",
    "no postcode": "p.postcode = ''",
    "no phone number": "p.home_phone = '' AND p.mobile_phone = ''",
    "no deprivation fifth": "p.imd_quintile IS NULL",
    "no language": "p.language = ''",
    "interpreter need not known": "p.interpreter IS NULL",
}
_AFTER = "e.day > :day"
_BEFORE_BIRTH = "e.day < p.date_of_birth"


@dataclass(frozen=True)
class MissingCount:
    """Counted patients, and those on any register, who lack something."""

    what: str
    patients: int
    on_register: int


@dataclass(frozen=True)
class Freshness:
    """How recent something is on one register: ``patients`` = recent + stale + never."""

    patients: int
    recent: int
    stale: int
    never: int


@dataclass(frozen=True)
class RejectionCount:
    """Cells of current files that were not taken, by column and reason."""

    file: str
    column: str
    reason: str
    cells: int


@dataclass(frozen=True)
class ExtractAge:
    """One report that is in use now. ``run_date`` is the day that its newest file is from."""

    report: str
    profile: str
    file: str
    run_date: date
    imported_at: str
    rows_read: int
    rows_rejected: int
    rows_ignored: int


@dataclass(frozen=True)
class ImpossibleDates:
    """Events that rules leave out because of their day."""

    after_as_of: int
    before_birth: int


@dataclass(frozen=True)
class LikelyDuplicate:
    """Records of the same name and date of birth: a proposal, nothing is merged."""

    patients: tuple[int, ...]


@dataclass(frozen=True)
class QualityRow:
    """One patient with something to settle, by identifiers only."""

    nhs_number: str | None
    local_id: str | None
    what: str


def missing_counts(db: Database) -> tuple[MissingCount, ...]:
    """Count what counted patients lack (the tables of ``population``)."""
    sums = ", ".join(
        f"sum({test}), sum(({test}) AND h.tier_rank IS NOT NULL)" for test in MISSING.values()
    )
    row = db.conn.execute(
        f"SELECT {sums} FROM temp.report_person h JOIN patient p ON p.id = h.patient WHERE h.here"
    ).fetchone()
    return tuple(
        MissingCount(what, int(row[2 * place] or 0), int(row[2 * place + 1] or 0))
        for place, what in enumerate(MISSING)
    )


def freshness(
    db: Database, framework: str, concepts: Sequence[str], since: date, until: date
) -> Freshness:
    """Say how many on a register have any of the concepts since a day, only before it, or never."""
    marks = ",".join("?" * len(concepts))
    row = db.conn.execute(
        "SELECT count(*), sum(newest >= ?), sum(newest < ?), sum(newest IS NULL) FROM ("
        " SELECT (SELECT max(e.day) FROM clinical_event e WHERE e.patient = r.patient"
        f" AND e.concept IN (SELECT id FROM concept WHERE name IN ({marks})) AND e.day <= ?)"
        " AS newest FROM temp.report_place r"
        " JOIN temp.report_person h ON h.patient = r.patient AND h.here WHERE r.framework = ?)",
        (since.toordinal(), since.toordinal(), *concepts, until.toordinal(), framework),
    ).fetchone()
    return Freshness(*(int(count or 0) for count in row))


def rejection_counts(db: Database) -> tuple[RejectionCount, ...]:
    """Count the rejected cells of the files in use, by file, column and reason, most first."""
    rows = db.conn.execute(
        "SELECT f.file_name, r.column_name, r.reason, count(*) FROM import_rejection r"
        " JOIN import_file f ON f.source = r.source WHERE f.current"
        " GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"
    )
    return tuple(RejectionCount(*row) for row in rows)


def extract_ages(db: Database) -> tuple[ExtractAge, ...]:
    """Return the newest file of every report in use, the oldest data first."""
    rows = db.conn.execute(
        "SELECT report, profile, file_name, run_date, imported_at, rows_read, rows_rejected,"
        " rows_ignored FROM import_file WHERE source IN (SELECT max(source) FROM import_file"
        " WHERE current GROUP BY report) ORDER BY run_date, report"
    )
    return tuple(
        ExtractAge(report, profile, file, date.fromordinal(day), at, read, rejected, ignored)
        for report, profile, file, day, at, read, rejected, ignored in rows
    )


def impossible_dates(db: Database, as_of: date) -> ImpossibleDates:
    """Count the events of counted patients that are dated after ``as_of`` or before birth."""
    row = db.conn.execute(
        f"SELECT sum({_AFTER}), sum({_BEFORE_BIRTH}) FROM temp.report_person p"
        " CROSS JOIN clinical_event e ON e.patient = p.patient"
        f" WHERE p.here AND ({_AFTER} OR {_BEFORE_BIRTH})",
        {"day": as_of.toordinal()},
    ).fetchone()
    return ImpossibleDates(int(row[0] or 0), int(row[1] or 0))


def implausible_values(db: Database, limits: Mapping[int, tuple[float, float]]) -> dict[int, int]:
    """Count, by concept, the stored values outside their hard limits {concept: (low, high)}.

    Only concepts that have any are returned.
    """
    db.conn.execute(
        "CREATE TEMP TABLE report_limit (concept INTEGER PRIMARY KEY, low REAL, high REAL)"
    )
    db.conn.executemany(
        "INSERT INTO temp.report_limit VALUES (?, ?, ?)",
        [(concept, low, high) for concept, (low, high) in limits.items()],
    )
    found = db.conn.execute(
        "SELECT e.concept, count(*) FROM temp.report_person p"
        " CROSS JOIN clinical_event e ON e.patient = p.patient"
        " CROSS JOIN temp.report_limit a ON a.concept = e.concept"
        " WHERE p.here AND e.value IS NOT NULL AND e.value NOT BETWEEN a.low AND a.high"
        " GROUP BY e.concept"
    ).fetchall()
    db.conn.execute("DROP TABLE temp.report_limit")
    return dict(found)


def likely_duplicates(db: Database) -> tuple[LikelyDuplicate, ...]:
    """Return counted patients who share name and date of birth, capitals and spaces aside."""
    rows = db.conn.execute(
        "SELECT group_concat(id) FROM (SELECT p.id, lower(trim(p.family_name)) AS family,"
        " lower(trim(p.given_name)) AS given, p.date_of_birth AS born FROM patient p"
        " JOIN temp.report_person h ON h.patient = p.id AND h.here"
        " WHERE p.date_of_birth IS NOT NULL AND trim(p.family_name) <> '' ORDER BY p.id)"
        " GROUP BY family, given, born HAVING count(*) > 1 ORDER BY min(id)"
    )
    return tuple(LikelyDuplicate(tuple(map(int, ids.split(",")))) for (ids,) in rows)


def quality_rows(db: Database, duplicates: Sequence[LikelyDuplicate]) -> tuple[QualityRow, ...]:
    """Return every counted patient with something missing or perhaps double, by identifier.

    Only what keeps somebody from being identified, sorted or reached is listed: NHS number, date
    of birth, sex, ethnicity, address and phone.
    """
    found: list[QualityRow] = []
    for what in tuple(MISSING)[:7]:
        rows = db.conn.execute(
            "SELECT p.nhs_number, p.local_id FROM temp.report_person h"
            f" JOIN patient p ON p.id = h.patient WHERE h.here AND {MISSING[what]}"
            " ORDER BY p.nhs_number, p.local_id, p.id"
        )
        found += [QualityRow(number, local, what) for number, local in rows]
    for number, group in enumerate(duplicates, start=1):
        marks = ",".join("?" * len(group.patients))
        rows = db.conn.execute(
            f"SELECT nhs_number, local_id FROM patient WHERE id IN ({marks}) ORDER BY id",
            group.patients,
        )
        what = f"may be double (pair {number})"
        found += [QualityRow(nhs_number, local, what) for nhs_number, local in rows]
    return tuple(found)

"""Groups now: how many are in each, what they rest on, and what could not be checked.

Everything here reads the tables of ``population``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.stratification import COMPARE_CAUSE, PATIENT_CAUSE


@dataclass(frozen=True)
class FrameworkRun:
    """The newest run over everybody in a framework, for a day not after the report's."""

    framework: str
    run: int
    as_of: date
    at: str
    pack: str
    version: str
    signed: bool


@dataclass(frozen=True)
class GroupCount:
    """Patients in one priority group. ``raised`` is how many a local adaptation moved."""

    framework: str
    group: str
    tier: str
    patients: int
    raised: int
    end_of_life: int
    declined: int


@dataclass(frozen=True)
class GapReason:
    """Something that was missing to check everybody, in the words of the rules."""

    framework: str
    text: str
    patients: int


def framework_runs(db: Database, as_of: date) -> tuple[FrameworkRun, ...]:
    """Return the run that each framework's groups come from."""
    rows = db.conn.execute(
        "SELECT framework, id, as_of, at, pack, version, signed FROM stratification_run"
        " WHERE id IN (SELECT max(id) FROM stratification_run WHERE as_of <= ?"
        " AND cause NOT IN (?, ?) GROUP BY framework) ORDER BY id",
        (as_of.toordinal(), PATIENT_CAUSE, COMPARE_CAUSE),
    )
    return tuple(
        FrameworkRun(framework, run, date.fromordinal(day), at, pack, version, bool(signed))
        for framework, run, day, at, pack, version, signed in rows
    )


def group_counts(db: Database) -> tuple[GroupCount, ...]:
    """Count the living, registered patients of every group that anybody is in."""
    rows = db.conn.execute(
        "SELECT r.framework, r.priority_group, r.tier, count(*),"
        " sum(r.local_tier IS NOT NULL AND r.local_tier <> r.tier), sum(p.end_of_life),"
        " sum(p.declined) FROM temp.report_place r"
        " JOIN temp.report_person p ON p.patient = r.patient AND p.here"
        " GROUP BY r.framework, r.priority_group, r.tier ORDER BY r.framework, r.priority_group"
    )
    return tuple(GroupCount(*row) for row in rows)


def gone_since(db: Database) -> dict[str, dict[str, int]]:
    """Count, by framework, who was sorted and has since died or left: {framework: {state: n}}."""
    rows = db.conn.execute(
        "SELECT r.framework, p.state, count(*) FROM temp.report_place r"
        " JOIN temp.report_person p ON p.patient = r.patient AND NOT p.here GROUP BY 1, 2"
    )
    found: dict[str, dict[str, int]] = {}
    for framework, state, patients in rows:
        found.setdefault(framework, {})[state] = patients
    return found


def gap_reasons(db: Database) -> tuple[GapReason, ...]:
    """Count what could not be checked, by framework and reason, the most frequent first."""
    rows = db.conn.execute(
        "SELECT r.framework, j.value, count(DISTINCT r.patient) AS patients"
        " FROM temp.report_place r JOIN temp.report_person p ON p.patient = r.patient AND p.here"
        " JOIN json_each(r.could_not_check) j GROUP BY r.framework, j.value"
        " ORDER BY patients DESC, r.framework, j.value"
    )
    return tuple(GapReason(*row) for row in rows)


def patients_with_gap(db: Database) -> dict[str, int]:
    """Count, over all frameworks, the patients for whom each thing could not be checked."""
    rows = db.conn.execute(
        "SELECT j.value, count(DISTINCT r.patient) FROM temp.report_place r"
        " JOIN temp.report_person p ON p.patient = r.patient AND p.here"
        " JOIN json_each(r.could_not_check) j GROUP BY j.value ORDER BY 2 DESC, 1"
    )
    return dict(rows.fetchall())


def overall_tiers(db: Database) -> dict[int, int]:
    """Count the patients by their most urgent tier over all frameworks: {rank of the tier: n}."""
    rows = db.conn.execute(
        "SELECT tier_rank, count(*) FROM temp.report_person"
        " WHERE here AND tier_rank IS NOT NULL GROUP BY tier_rank ORDER BY tier_rank"
    )
    return dict(rows.fetchall())


def patients_with_conditions(db: Database) -> dict[int, int]:
    """Count the patients by the number of registers that they are on: {registers: patients}."""
    rows = db.conn.execute(
        "SELECT n, count(*) FROM (SELECT count(*) AS n FROM temp.report_place r"
        " JOIN temp.report_person p ON p.patient = r.patient AND p.here GROUP BY r.patient)"
        " GROUP BY n ORDER BY n"
    )
    return dict(rows.fetchall())

"""Movement between groups, from the runs that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.store.stratification import COMPARE_CAUSE, PATIENT_CAUSE

DECEASED, LEFT, OFF_REGISTER = "deceased", "left the practice", "off the register"


@dataclass(frozen=True)
class KeptRun:
    """A run over everybody. ``month`` is the first day of the month that it stands for."""

    run: int
    framework: str
    as_of: date
    pack: str
    version: str

    @property
    def month(self) -> date:
        return self.as_of.replace(day=1)


@dataclass(frozen=True)
class TierCount:
    """Patients of one tier in one run."""

    run: int
    tier: str
    patients: int


@dataclass(frozen=True)
class Transition:
    """Patients who were in one group and are now in another.

    Empty ``before``: they joined the register. Empty ``after``: they are gone, and ``gone`` says
    how: deceased, left the practice, or off the register for another reason.
    """

    before: str
    before_tier: str
    after: str
    after_tier: str
    gone: str
    patients: int


def runs_at_month_ends(db: Database, since: date, until: date) -> tuple[KeptRun, ...]:
    """Return, by framework, the last run over everybody of each month in which there was one.

    A run belongs to the month of its own day; only days from ``since`` to ``until`` count.
    """
    rows = db.conn.execute(
        "SELECT id, framework, as_of, pack, version FROM stratification_run"
        " WHERE cause NOT IN (?, ?) AND as_of BETWEEN ? AND ? ORDER BY framework, as_of, id",
        (PATIENT_CAUSE, COMPARE_CAUSE, since.toordinal(), until.toordinal()),
    )
    last: dict[tuple[str, date], KeptRun] = {}
    for run, framework, day, pack, version in rows:
        kept = KeptRun(run, framework, date.fromordinal(day), pack, version)
        last[framework, kept.month] = kept
    return tuple(last.values())


def tier_counts(db: Database, runs: Iterable[int]) -> tuple[TierCount, ...]:
    """Count the tiers of several runs, as they were then."""
    found: list[TierCount] = []
    for run in runs:
        rows = db.conn.execute(
            "SELECT run, tier, count(*) FROM stratification_result"
            " WHERE run = ? AND priority_group <> '' GROUP BY tier ORDER BY tier",
            (run,),
        )
        found += [TierCount(*row) for row in rows]
    return tuple(found)


def transitions(db: Database, before: int, after: int, until: date) -> tuple[Transition, ...]:
    """Compare two runs of one framework: who moved from which group to which.

    ``until`` is the day on which a death or a leaving date counts as the reason for being gone.
    """
    return _compare(db, before, _RUN, {"after": after, "day": until.toordinal()})


def transitions_to_now(
    db: Database, before: int, framework: str, until: date
) -> tuple[Transition, ...]:
    """Compare a run with the groups that the report counts now (the tables of ``population``)."""
    return _compare(db, before, _NOW, {"framework": framework, "day": until.toordinal()})


_RUN = "SELECT patient, priority_group, tier FROM stratification_result WHERE run = :after"
_NOW = (
    "SELECT r.patient, r.priority_group, r.tier FROM temp.report_place r"
    " JOIN temp.report_person h ON h.patient = r.patient AND h.here"
    " WHERE r.framework = :framework"
)


def _compare(
    db: Database, before: int, now: str, parameters: dict[str, object]
) -> tuple[Transition, ...]:
    rows = db.conn.execute(
        "WITH b AS MATERIALIZED (SELECT patient, priority_group, tier FROM stratification_result"
        " WHERE run = :before AND priority_group <> ''),"
        f" a AS MATERIALIZED ({now} AND priority_group <> ''),"
        " both AS (SELECT b.patient AS patient, b.priority_group AS was, b.tier AS was_tier,"
        " coalesce(a.priority_group, '') AS became, coalesce(a.tier, '') AS became_tier"
        " FROM b LEFT JOIN a ON a.patient = b.patient"
        " UNION ALL SELECT a.patient, '', '', a.priority_group, a.tier FROM a"
        " WHERE a.patient NOT IN (SELECT patient FROM b))"
        f" SELECT was, was_tier, became, became_tier, CASE WHEN became <> '' THEN ''"
        f" WHEN p.date_of_death <= :day THEN '{DECEASED}'"
        f" WHEN p.deregistered_on <= :day THEN '{LEFT}' ELSE '{OFF_REGISTER}' END AS gone,"
        " count(*) FROM both JOIN patient p ON p.id = both.patient"
        " GROUP BY was, was_tier, became, became_tier, gone"
        " ORDER BY was, became, gone",
        {"before": before, **parameters},
    )
    return tuple(Transition(*row) for row in rows)

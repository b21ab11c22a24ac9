"""The baseline of the backlog: frozen at the first sorting that found anybody, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.domain.vocabulary import Tier
from proactive_care.store.born import Born, insert, select
from proactive_care.store.stratification import COMPARE_CAUSE, PATIENT_CAUSE

FIRST = "first sorting after the first import"


@dataclass(frozen=True, kw_only=True)
class Baseline(Born):
    """A framework's frozen backlog: ``open`` of ``patients`` on the register not at low tier."""

    framework: str
    run: int
    as_of: date
    pack: str
    version: str
    signed: bool
    patients: int
    open: int
    tiers: dict[str, int]
    reason: str


def freeze_first(db: Database, framework: str, born: Born) -> bool:
    """Freeze a framework's baseline unless it has one; return whether it was frozen now.

    The earliest run over everybody that put anybody into a group is taken, whichever run was made
    just now: a practice from before baselines were kept gets its true first one.
    """
    if db.conn.execute(
        "SELECT 1 FROM backlog_baseline WHERE framework = ?", (framework,)
    ).fetchone():
        return False
    return _freeze(db, framework, "min", FIRST, born)


def freeze_again(db: Database, framework: str, reason: str, born: Born) -> bool:
    """Start a new baseline from the newest run; return False if there is no run to take."""
    return _freeze(db, framework, "max", reason, born)


def baselines(db: Database) -> dict[str, Baseline]:
    """Return the baseline that counts in each framework: the newest row. All rows are kept."""
    rows = select(db, Baseline, "backlog_baseline t ORDER BY t.entered_at, t.rowid")
    return {row.framework: row for row in rows}


def _freeze(db: Database, framework: str, which: str, reason: str, born: Born) -> bool:
    run = db.conn.execute(
        "SELECT id, as_of, pack, version, signed FROM stratification_run WHERE id = ("
        f"SELECT {which}(id) FROM stratification_run"
        " WHERE framework = ? AND cause NOT IN (?, ?) AND patients > 0)",
        (framework, PATIENT_CAUSE, COMPARE_CAUSE),
    ).fetchone()
    if run is None:
        return False
    tiers = dict(
        db.conn.execute(
            "SELECT tier, count(*) FROM stratification_result"
            " WHERE run = ? AND priority_group <> '' GROUP BY tier ORDER BY tier",
            (run[0],),
        ).fetchall()
    )
    patients = sum(tiers.values())
    insert(
        db,
        "backlog_baseline",
        Baseline(
            **vars(born),
            framework=framework,
            run=run[0],
            as_of=date.fromordinal(run[1]),
            pack=run[2],
            version=run[3],
            signed=bool(run[4]),
            patients=patients,
            open=patients - tiers.get(Tier.LOW.value, 0),
            tiers=tiers,
            reason=reason,
        ),
    )
    return True

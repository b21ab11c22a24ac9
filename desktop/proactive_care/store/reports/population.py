"""Who is counted: every report counts the same people in the same groups, at one moment."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.domain.dates import years_before
from proactive_care.domain.vocabulary import Tier
from proactive_care.store.connection import known_errors, roomy_cache
from proactive_care.store.stratification import COMPARE_CAUSE, PATIENT_CAUSE


@dataclass(frozen=True)
class Codes:
    """Concepts that mark people. ``end_of_life`` is on and off; ``declined`` counts for a year."""

    end_of_life: tuple[str, str]
    reviews: tuple[str, ...]
    declined: tuple[str, ...]


@dataclass(frozen=True)
class PopulationCounts:
    """Everybody in the practice file. ``counted`` = ``in_file`` − ``deceased`` − ``left``.

    The rest are parts of ``counted``: on a register, gone from the newest extract without a
    reason, end of life, and having said no to reviews.
    """

    in_file: int
    deceased: int
    left: int
    counted: int
    on_register: int
    not_in_extract: int
    end_of_life: int
    declined: int


@contextlib.contextmanager
def population(db: Database, as_of: date, codes: Codes) -> Iterator[None]:
    """Hold still everybody and their groups on ``as_of``, for the questions asked in the block.

    They are kept in the tables ``temp.report_person`` and ``temp.report_place``, in memory, and
    all questions in the block see the practice as it was at its start. A person counts while
    alive and registered. A group is that of the newest run for a day not after ``as_of``, or of a
    later run of that patient alone. The block must not write.
    """
    with known_errors(), roomy_cache(db.conn):
        db.conn.execute("SAVEPOINT report")
        try:
            _persons(db, as_of)
            _places(db, as_of)
            _marks(db, as_of, codes)
            yield
        finally:
            db.conn.execute("ROLLBACK TO report")
            db.conn.execute("RELEASE report")


def population_counts(db: Database) -> PopulationCounts:
    """Count the population, with those who are left out."""
    row = db.conn.execute(
        "SELECT count(*), sum(state = 'deceased'), sum(state = 'left'), sum(here),"
        " sum(here AND tier_rank IS NOT NULL), sum(here AND NOT seen_in_latest),"
        " sum(here AND end_of_life), sum(here AND declined) FROM temp.report_person"
    ).fetchone()
    return PopulationCounts(*(int(count or 0) for count in row))


def _persons(db: Database, as_of: date) -> None:
    db.conn.execute(
        "CREATE TEMP TABLE report_person (patient INTEGER PRIMARY KEY, state TEXT, here INTEGER,"
        " seen_in_latest INTEGER, date_of_birth INTEGER, sex TEXT, ethnicity TEXT,"
        " imd_quintile INTEGER, village TEXT, language TEXT, interpreter INTEGER,"
        " end_of_life INTEGER DEFAULT 0, declined INTEGER DEFAULT 0, invited INTEGER DEFAULT 0,"
        " reviewed INTEGER DEFAULT 0, tier_rank INTEGER)"
    )
    db.conn.execute(
        "INSERT INTO temp.report_person (patient, state, here, seen_in_latest, date_of_birth, sex,"
        " ethnicity, imd_quintile, village, language, interpreter)"
        " SELECT id, state, state = 'here', seen_in_latest, date_of_birth, sex, ethnicity,"
        " imd_quintile, village, language, interpreter FROM (SELECT p.*, CASE"
        " WHEN date_of_death <= :day THEN 'deceased' WHEN deregistered_on <= :day THEN 'left'"
        " ELSE 'here' END AS state FROM patient p WHERE merged_into IS NULL)",
        {"day": as_of.toordinal()},
    )


def _places(db: Database, as_of: date) -> None:
    db.conn.execute(
        "CREATE TEMP TABLE report_place (framework TEXT, patient INTEGER, priority_group TEXT,"
        " tier TEXT, local_tier TEXT, could_not_check TEXT, run INTEGER,"
        " PRIMARY KEY (framework, patient)) WITHOUT ROWID"
    )
    db.conn.execute(
        "WITH whole AS ("
        " SELECT framework, max(CASE WHEN cause <> :single THEN id ELSE 0 END) AS run"
        " FROM stratification_run WHERE as_of <= :day AND cause <> :compare GROUP BY framework),"
        " chosen AS (SELECT s.framework, r.patient, max(r.run) AS run FROM whole w"
        " JOIN stratification_run s ON s.framework = w.framework AND s.id >= w.run"
        " AND s.as_of <= :day AND s.cause <> :compare JOIN stratification_result r ON r.run = s.id"
        " GROUP BY s.framework, r.patient)"
        " INSERT INTO temp.report_place SELECT c.framework, r.patient, r.priority_group, r.tier,"
        " r.local_tier, r.could_not_check, r.run FROM chosen c JOIN stratification_result r"
        " ON r.run = c.run AND r.patient = c.patient WHERE r.priority_group <> ''",
        {"single": PATIENT_CAUSE, "compare": COMPARE_CAUSE, "day": as_of.toordinal()},
    )
    ranks = " ".join(f"WHEN '{tier.value}' THEN {tier.rank}" for tier in Tier)
    db.conn.execute(
        f"UPDATE temp.report_person SET tier_rank = found.rank FROM (SELECT patient,"
        f" min(CASE tier {ranks} END) AS rank FROM temp.report_place GROUP BY patient) AS found"
        " WHERE found.patient = report_person.patient"
    )


def _marks(db: Database, as_of: date, codes: Codes) -> None:
    today, year_ago = as_of.toordinal(), years_before(as_of, 1).toordinal()
    _mark_by_events(db, codes, year_ago, today)
    for mark, kind, since in (("declined", "declined", 0), ("reviewed", "review", year_ago)):
        _mark(
            db,
            mark,
            "SELECT patient FROM contact WHERE kind = ? AND taken_on BETWEEN ? AND ?"
            " AND id NOT IN (SELECT corrects FROM contact WHERE corrects IS NOT NULL)",
            (kind, since, today),
        )
    _mark(
        db,
        "invited",
        "SELECT i.patient FROM invitation i JOIN recall_batch b ON b.id = i.batch"
        " WHERE b.as_of BETWEEN ? AND ?",
        (year_ago, today),
    )


def _mark_by_events(db: Database, codes: Codes, year_ago: int, today: int) -> None:
    """Set the marks that codes give, in one walk over everybody's events."""
    on, off = codes.end_of_life
    wanted = (on, off, *codes.reviews, *codes.declined)
    ids: dict[str, int] = dict(
        db.conn.execute(
            f"SELECT name, id FROM concept WHERE name IN ({','.join('?' * len(wanted))})", wanted
        ).fetchall()
    )
    in_year = f"e.day >= {year_ago} AND e.concept IN"
    db.conn.execute(
        "UPDATE temp.report_person SET reviewed = found.reviewed, declined = found.declined,"
        " end_of_life = found.started IS NOT NULL"
        " AND (found.ended IS NULL OR found.ended < found.started) FROM (SELECT e.patient,"
        f" max(CASE WHEN e.concept IN {_ids(ids, (on,))} THEN e.day END) AS started,"
        f" max(CASE WHEN e.concept IN {_ids(ids, (off,))} THEN e.day END) AS ended,"
        f" max({in_year} {_ids(ids, codes.reviews)}) AS reviewed,"
        f" max({in_year} {_ids(ids, codes.declined)}) AS declined"
        f" FROM clinical_event e WHERE e.concept IN {_ids(ids, wanted)} AND e.day <= {today}"
        " GROUP BY e.patient) AS found WHERE found.patient = report_person.patient"
    )


def _ids(ids: Mapping[str, int], names: Sequence[str]) -> str:
    """Return the ids of some concepts as SQL's list; a name that the practice lacks has none."""
    return f"({', '.join(str(ids[name]) for name in names if name in ids)})"


def _mark(db: Database, column: str, who: str, parameters: Sequence[object]) -> None:
    db.conn.execute(
        f"UPDATE temp.report_person SET {column} = 1 WHERE patient IN ({who})", tuple(parameters)
    )

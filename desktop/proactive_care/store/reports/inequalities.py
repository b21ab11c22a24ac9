"""The same figures for different people: by deprivation, ethnicity, sex, age, place, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.domain.dates import latest_birth_for_age
from proactive_care.domain.vocabulary import Tier

# How ``temp.report_person`` (called p) is split. Each gives text, or NULL for unknown.
SPLITS: Mapping[str, str] = {
    "imd_quintile": "CAST(p.imd_quintile AS TEXT)",
    "ethnicity": "p.ethnicity",
    "sex": "nullif(p.sex, 'U')",
    "village": "nullif(trim(p.village), '')",
    "interpreter": "CASE p.interpreter WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END",
    "language": "nullif(trim(p.language), '')",
}


@dataclass(frozen=True)
class PeopleCount:
    """One row: counted people (None: the characteristic is unknown), and those on a register.

    ``tiers`` are by rank of the patient's most urgent tier; ``invited`` and ``reviewed`` are
    patients on a register in the 12 months to the report's day.
    """

    value: str | None
    people: int
    on_register: int
    tiers: tuple[int, ...]
    invited: int
    reviewed: int


def people_counts(db: Database, split: str) -> tuple[PeopleCount, ...]:
    """Count by one of SPLITS (the tables of ``population``)."""
    return _counted(db, SPLITS[split], ())


def people_by_age(db: Database, from_ages: tuple[int, ...], as_of: date) -> tuple[PeopleCount, ...]:
    """Count by age band. ``from_ages`` are the lower bounds, ascending, the first of them 0.

    ``value`` is the lower bound as text.
    """
    whens = " ".join("WHEN p.date_of_birth <= ? THEN ?" for _ in from_ages)
    parameters: list[object] = []
    for age in reversed(from_ages):
        parameters += [latest_birth_for_age(age, as_of).toordinal(), str(age)]
    return _counted(db, f"CASE {whens} END", tuple(parameters))


def everybody(db: Database) -> PeopleCount:
    """Count all, without a split."""
    found = _counted(db, "'everybody'", ())
    return found[0] if found else PeopleCount("everybody", 0, 0, (0,) * len(Tier), 0, 0)


def _counted(
    db: Database, expression: str, parameters: tuple[object, ...]
) -> tuple[PeopleCount, ...]:
    tiers = ", ".join(f"sum(p.tier_rank IS {tier.rank})" for tier in Tier)
    rows = db.conn.execute(
        f"SELECT {expression} AS value, count(*), sum(p.tier_rank IS NOT NULL), {tiers},"
        " sum(p.invited AND p.tier_rank IS NOT NULL), sum(p.reviewed AND p.tier_rank IS NOT NULL)"
        " FROM temp.report_person p WHERE p.here GROUP BY value ORDER BY value",
        parameters,
    )
    return tuple(
        PeopleCount(row[0], row[1], row[2], tuple(row[3:-2]), row[-2], row[-1]) for row in rows
    )

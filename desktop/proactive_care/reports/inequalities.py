"""Inequalities: the same figures for different people, with how sure they are.

Nothing here says why figures differ. Unknown is always a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Session
from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Tier
from proactive_care.reports.basis import Basis, Counted, counting
from proactive_care.reports.intervals import Share, share
from proactive_care.reports.small_numbers import SMALLEST_DENOMINATOR, for_outside
from proactive_care.store.reports import inequalities as store
from proactive_care.store.reports.inequalities import PeopleCount

UNKNOWN = "not recorded"
EVERYBODY = "everybody"
NO_CAUSES = (
    "Differences may have many reasons: age, other illness, who is coded, who was seen. This "
    "report shows where to look; it does not say why."
)
_AGES = (0, 18, 40, 50, 60, 70, 80)


@dataclass(frozen=True)
class PeopleRow:
    """One row as it is shown. A count that must not leave the practice is None.

    ``people`` are living and registered, ``on_register`` those with any of the conditions. The
    shares are of those on a register; None when there is nobody, or a part may not be shown.
    """

    label: str
    people: int | None
    on_register: int | None
    tiers: Mapping[Tier, int | None]
    invited: int | None
    reviewed: int | None
    soon: Share | None
    gap: Share | None
    invited_share: Share | None
    reviewed_share: Share | None


@dataclass(frozen=True)
class Split:
    """Everybody by one characteristic; the last row may be "not recorded"."""

    name: str
    title: str
    rows: tuple[PeopleRow, ...]


@dataclass(frozen=True)
class Inequalities:
    """``outside``: small numbers are hidden and the rest rounded, so that it may be sent out."""

    basis: Basis
    outside: bool
    everybody: PeopleRow
    splits: tuple[Split, ...]


def inequalities_report(
    session: Session, as_of: date, *, outside: bool = True, progress: Progress = no_progress
) -> Inequalities:
    """Count by deprivation, ethnicity, sex, age, village, interpreter and language.

    Raises NotPermitted, Cancelled.
    """
    with counting(session, as_of) as counted:
        return inequalities_of(counted, outside, progress)


def inequalities_of(counted: Counted, outside: bool, progress: Progress) -> Inequalities:
    """Count the people who are held still, by each characteristic. Raises Cancelled."""
    db, basis = counted
    as_of = basis.as_of
    splits = []
    for done, (name, title, read) in enumerate(_SPLITS):
        progress(done, len(_SPLITS), title)
        rows = tuple(_shown(count, outside) for count in read(db, as_of))
        splits.append(Split(name, title, rows))
    progress(len(_SPLITS), len(_SPLITS), "done")
    total = _shown(store.everybody(db), outside)
    return Inequalities(basis, outside, total, tuple(splits))


def _deprivation(db: Database, _as_of: date) -> list[PeopleCount]:
    names = {"1": "1, most deprived", "5": "5, least deprived"}
    return _named(store.people_counts(db, "imd_quintile"), lambda value: names.get(value, value))


def _ethnicity(db: Database, _as_of: date) -> list[PeopleCount]:
    """Group the census categories into the five of the census; a key that is none is unknown."""
    known = ethnic_groups()
    order = list(dict.fromkeys(group.group for group in known.values()))
    added: dict[str | None, PeopleCount] = {}
    for count in store.people_counts(db, "ethnicity"):
        group = known[count.value].group if count.value in known else None
        named = replace(count, value=group)
        added[group] = _add(added[group], named) if group in added else named
    rows = sorted(
        added.values(), key=lambda row: len(order) if row.value is None else order.index(row.value)
    )
    return _named(tuple(rows), str)


def _sex(db: Database, _as_of: date) -> list[PeopleCount]:
    names = {"F": "female", "M": "male", "I": "indeterminate"}
    return _named(store.people_counts(db, "sex"), lambda value: names[value])


def _age(db: Database, as_of: date) -> list[PeopleCount]:
    ends = dict(zip(_AGES, (*_AGES[1:], 0), strict=True))

    def band(value: str) -> str:
        low, next_low = int(value), ends[int(value)]
        return f"{low} to {next_low - 1}" if next_low else f"{low} and over"

    counts = store.people_by_age(db, _AGES, as_of)
    ordered = sorted(counts, key=lambda row: 999 if row.value is None else int(row.value))
    return _named(tuple(ordered), band)


def _largest_first(split: str) -> Callable[[Database, date], list[PeopleCount]]:
    def read(db: Database, _as_of: date) -> list[PeopleCount]:
        counts = store.people_counts(db, split)
        return _named(tuple(sorted(counts, key=lambda row: (-row.people, row.value or ""))), str)

    return read


_SPLITS: tuple[tuple[str, str, Callable[[Database, date], list[PeopleCount]]], ...] = (
    ("imd_quintile", "Deprivation fifth", _deprivation),
    ("ethnicity", "Ethnic group", _ethnicity),
    ("sex", "Sex", _sex),
    ("age", "Age", _age),
    ("village", "Village", _largest_first("village")),
    ("interpreter", "Needs an interpreter", _largest_first("interpreter")),
    ("language", "Language", _largest_first("language")),
)


def _named(counts: tuple[PeopleCount, ...], name: Callable[[str], str]) -> list[PeopleCount]:
    """Name the rows, with the unknown last."""
    known = [replace(row, value=name(row.value)) for row in counts if row.value is not None]
    unknown = [replace(row, value=UNKNOWN) for row in counts if row.value is None]
    return known + unknown


def _add(one: PeopleCount, other: PeopleCount) -> PeopleCount:
    return PeopleCount(
        one.value,
        one.people + other.people,
        one.on_register + other.on_register,
        tuple(a + b for a, b in zip(one.tiers, other.tiers, strict=True)),
        one.invited + other.invited,
        one.reviewed + other.reviewed,
    )


def _shown(count: PeopleCount, outside: bool) -> PeopleRow:
    def shown(number: int) -> int | None:
        return for_outside(number) if outside else number

    of = shown(count.on_register)
    soon = count.tiers[Tier.URGENT.rank] + count.tiers[Tier.HIGH.rank]
    gap = shown(count.tiers[Tier.DATA_GAP.rank])
    invited, reviewed = shown(count.invited), shown(count.reviewed)
    return PeopleRow(
        label=str(count.value),
        people=shown(count.people),
        on_register=of,
        tiers={tier: shown(count.tiers[tier.rank]) for tier in Tier},
        invited=invited,
        reviewed=reviewed,
        soon=_share(shown(soon), of, outside),
        gap=_share(gap, of, outside),
        invited_share=_share(invited, of, outside),
        reviewed_share=_share(reviewed, of, outside),
    )


def _share(count: int | None, of: int | None, outside: bool) -> Share | None:
    if count is None or of is None or (outside and of < SMALLEST_DENOMINATOR):
        return None
    return share(count, of)

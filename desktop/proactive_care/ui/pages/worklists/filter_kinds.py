"""What a worklist can be narrowed by: each kind offers what occurs and tests a row."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.worklists import WorklistRow, is_for

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Offering:
    """What choices are made from: the rows, their frameworks, and the present day."""

    rows: Sequence[WorklistRow]
    frameworks: Sequence[Framework]
    today: date


@dataclass(frozen=True)
class FilterKind:
    """One filter. Values are strings, numbers or tuples of strings, so that they can be saved."""

    key: str
    name: str
    anything: str
    offer: Callable[[Offering], Choices]
    fits: Callable[[WorklistRow, Any, date], bool]


def _counted(values: Iterable[str]) -> Choices:
    counts = Counter(values)
    return [(f"{value} ({counts[value]:,})", value) for value in sorted(counts, key=str.casefold)]


def _named(words: dict[Any, str], value_of: Callable[[WorklistRow], Any]) -> Callable[..., Choices]:
    """Return what offers fixed values with how many rows have each; those of none are left out."""

    def offer(given: Offering) -> Choices:
        counts = Counter(map(value_of, given.rows))
        return [(f"{words[v]} ({counts[v]:,})", v) for v in words if counts[v]]

    return offer


def _groups(given: Offering) -> Choices:
    counts = Counter(
        (framework, mark.group, mark.tier)
        for row in given.rows
        for framework, mark in row.groups.items()
    )
    several = len(given.frameworks) > 1
    order = sorted(counts, key=lambda k: (given.frameworks.index(k[0]), k[1]))
    return [
        (
            f"{framework.short_label + ' ' if several else ''}{group} · {tier.value} "
            f"({counts[framework, group, tier]:,})",
            (framework.value, group),
        )
        for framework, group, tier in order
    ]


def _in_group(row: WorklistRow, value: tuple[str, str], _today: date) -> bool:
    mark = row.groups.get(Framework(value[0]))
    return mark is not None and mark.group == value[1]


_ROLES = {
    Role.HCA: "HCA",
    Role.NURSE: "Nurse",
    Role.PHARMACIST: "Pharmacist",
    Role.PRESCRIBER: "GP or prescriber",
}


def _roles(given: Offering) -> Choices:
    counts = Counter(row.who for row in given.rows)
    found = []
    for role, name in _ROLES.items():
        count = sum(number for who, number in counts.items() if is_for(role, who))
        if count:
            found.append((f"{name} ({count:,})", role.value))
    return found


_NOBODY, _ANYBODY = "/nobody", "/anybody"  # no name has a slash in front


def _assigned(given: Offering) -> Choices:
    free = sum(not row.assigned for row in given.rows)
    some = [(f"Nobody ({free:,})", _NOBODY), (f"Anybody ({len(given.rows) - free:,})", _ANYBODY)]
    return [*some, *_counted(row.assigned for row in given.rows if row.assigned)]


def _is_assigned(row: WorklistRow, value: str, _today: date) -> bool:
    if value == _NOBODY:
        return not row.assigned
    return bool(row.assigned) if value == _ANYBODY else row.assigned == value


_AGES = {"0-39": "Under 40", "40-64": "40 to 64", "65-79": "65 to 79", "80-": "80 or over"}
_NOT_KNOWN = "?"


def age_band(row: WorklistRow) -> str:
    """Return the band that a row's age is in; unknown is a band of its own."""
    if row.age is None:
        return _NOT_KNOWN
    return next(band for band, limit in _UP_TO.items() if row.age <= limit)


_UP_TO = {"0-39": 39, "40-64": 64, "65-79": 79, "80-": 999}


def _birth_month(row: WorklistRow) -> int:
    return 0 if row.birth is None else row.birth.month


_MONTHS = {number: calendar.month_name[number] for number in range(1, 13)} | {0: "Not known"}

_CONTACTS = {
    "<30": "Within 30 days",
    ">30": "More than 30 days ago, or never",
    ">90": "More than 90 days ago, or never",
    "never": "Never from here",
}


def _contacts(given: Offering) -> Choices:
    counted = [
        (words, value, sum(_contacted(row, value, given.today) for row in given.rows))
        for value, words in _CONTACTS.items()
    ]
    return [(f"{words} ({count:,})", value) for words, value, count in counted if count]


def _contacted(row: WorklistRow, value: str, today: date) -> bool:
    if row.contact is None:
        return value != "<30"
    if value == "never":
        return False
    old = today - row.contact > timedelta(days=int(value[1:]))
    return old is (value[0] == ">")


_GAPS = {
    "gap": "A condition with a data gap",
    "unchecked": "Something could not be checked",
    "known": "Everything was known",
}


def _gaps(given: Offering) -> Choices:
    return [
        (f"{words} ({sum(_has_gap(row, value, given.today) for row in given.rows):,})", value)
        for value, words in _GAPS.items()
    ]


def _has_gap(row: WorklistRow, value: str, _today: date) -> bool:
    if value == "gap":
        return any(mark.tier is Tier.DATA_GAP for mark in row.groups.values())
    return bool(row.could_not_check) is (value == "unchecked")


FILTER_KINDS = (
    FilterKind("group", "Group", "Any group", _groups, _in_group),
    FilterKind("role", "Role", "Any role", _roles, lambda r, v, _t: is_for(Role(v), r.who)),
    FilterKind("assigned", "Assigned to", "Anybody or nobody", _assigned, _is_assigned),
    FilterKind(
        "village", "Village", "Any village",
        lambda given: _counted(row.village for row in given.rows if row.village),
        lambda row, value, _today: row.village == value,
    ),
    FilterKind(
        "flag", "Flag", "Any flag",
        lambda given: _counted(flag for row in given.rows for flag in row.flags),
        lambda row, value, _today: value in row.flags,
    ),
    FilterKind(
        "age", "Age", "Any age", _named({**_AGES, _NOT_KNOWN: "Not known"}, age_band),
        lambda row, value, _today: age_band(row) == value,
    ),
    FilterKind(
        "month", "Birth month", "Any month", _named(_MONTHS, _birth_month),
        lambda row, value, _today: _birth_month(row) == value,
    ),
    FilterKind("contact", "Last contact", "At any time", _contacts, _contacted),
    FilterKind("gaps", "Data gaps", "With and without", _gaps, _has_gap),
)  # fmt: skip

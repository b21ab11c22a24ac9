"""Changing one thing of a mapping, with what follows from it: dates that fit, units that prove."""

from __future__ import annotations

from dataclasses import replace

from proactive_care.importing.mapping.guess import proved_unit, unit_in_name
from proactive_care.importing.mapping.look import ColumnSeen, LookedAt
from proactive_care.importing.mapping.model import (
    HAPPENED,
    MEASURE,
    NEED_A_DATE,
    ColumnMeaning,
    DescriptionMeaning,
    FileMapping,
)
from proactive_care.importing.mapping.problems import DATE_ORDER, mapping_problems
from proactive_care.store.codes import plain_term


def with_meaning(looked: LookedAt, mapping: FileMapping, key: str, means: str) -> FileMapping:
    """Return the mapping with another meaning of a column. Entries that have no date any more,
    or had none yet, are given the nearest column of dates."""
    old = mapping.column(key)
    if old is None or old.means == means:
        return mapping
    mapping = mapping.with_column(ColumnMeaning(key, old.shown, means))
    for column in mapping.columns:
        if column.means in NEED_A_DATE and not _has_date(mapping, column):
            mapping = mapping.with_column(replace(column, date=_nearest(looked, mapping, column)))
    return mapping


def with_concept(looked: LookedAt, mapping: FileMapping, key: str, concept: str) -> FileMapping:
    """Return the mapping with what a column measures, or is the day of. The unit is settled if
    only one fits the numbers in the column."""
    old, seen = mapping.column(key), looked.seen(key)
    if old is None or seen is None or old.means not in (MEASURE, HAPPENED):
        return mapping
    unit = ""
    if concept and old.means == MEASURE:
        unit = proved_unit(concept, unit_in_name(seen.column.name), seen)
    return mapping.with_column(replace(old, concept=concept, unit=unit))


def with_description(mapping: FileMapping, text: str, concept: str, unit: str = "") -> FileMapping:
    """Return the mapping with what a description means; an empty concept: nothing is said."""
    rest = [each for each in mapping.descriptions if plain_term(each.text) != plain_term(text)]
    said = [DescriptionMeaning(text, concept, unit)] if concept else []
    return replace(mapping, descriptions=(*rest, *said))


def description_meaning(mapping: FileMapping, text: str) -> DescriptionMeaning | None:
    """Return what was said about a description."""
    plain = plain_term(text)
    return next((each for each in mapping.descriptions if plain_term(each.text) == plain), None)


def readable_part(mapping: FileMapping) -> FileMapping | None:
    """Return as much of a mapping as can be tried: columns with problems are left out.

    None if it does not say who the patient is, or if nothing else is left.
    """
    descriptions = tuple(
        each for each in mapping.descriptions
        if not mapping_problems(replace(mapping, columns=_ENOUGH, descriptions=(each,)))
    )  # fmt: skip
    mapping = replace(mapping, descriptions=descriptions)
    for _ in range(len(mapping.columns) + 1):
        problems = [p for p in mapping_problems(mapping) if p.key != DATE_ORDER]
        if not problems:
            return mapping
        column = next((c for p in problems if p.key and (c := mapping.column(p.key))), None)
        if column is None:
            return None
        mapping = mapping.with_column(ColumnMeaning(column.key, column.shown))
    return None


def _has_date(mapping: FileMapping, column: ColumnMeaning) -> bool:
    date = mapping.column(column.date)
    return date is not None and date.means == "date"


def _nearest(looked: LookedAt, mapping: FileMapping, column: ColumnMeaning) -> str:
    me = looked.seen(column.key)
    dates = [seen for date in mapping.having("date") if (seen := looked.seen(date.key))]
    if me is None or not dates:
        return ""
    here = me.column

    def away(seen: ColumnSeen) -> tuple[bool, int]:
        return seen.column.band != here.band, abs(seen.column.index - here.index)

    return min(dates, key=away).key


_ENOUGH = (ColumnMeaning("n", "n", "nhs_number"), ColumnMeaning("s", "s", "sex"))

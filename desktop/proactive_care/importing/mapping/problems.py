"""What is still wrong with a mapping, in words for the person who is making it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from proactive_care.importing.mapping.model import (
    HAPPENED,
    MEASURE,
    MEDICINE_FIELDS,
    NEED_A_DATE,
    ColumnMeaning,
    FileMapping,
    choice_label,
    concepts_of,
    meaning_label,
    meanings,
    unit_choices,
)

DATE_ORDER = "date order"
_ONCE = frozenset(m.id for m in meanings() if m.kind == "patient")


@dataclass(frozen=True)
class MappingProblem:
    """One thing to settle. ``key`` is the column it is about, DATE_ORDER, or empty."""

    key: str
    words: str


def mapping_problems(
    mapping: FileMapping, *, dates_open: bool = False
) -> tuple[MappingProblem, ...]:
    """Return everything that has to be settled before files can be read with a mapping.

    ``dates_open``: the file's dates can be read both ways and nothing in it proves which.
    """
    found = [
        *_who(mapping),
        *_twice(mapping),
        *(problem for column in mapping.columns for problem in _column(mapping, column)),
        *_descriptions(mapping),
        *_nothing(mapping),
    ]
    if dates_open and mapping.date_order is None:
        found.append(
            MappingProblem(
                DATE_ORDER,
                "Nothing in the file proves which number of its dates is the day: choose it.",
            )
        )
    return tuple(found)


def _who(mapping: FileMapping) -> Iterator[MappingProblem]:
    if not mapping.having("nhs_number", "local_id"):
        yield MappingProblem(
            "",
            "No column says who the patient is: choose the one with the NHS number, or with the "
            "clinical system's own patient number.",
        )


def _twice(mapping: FileMapping) -> Iterator[MappingProblem]:
    """The same field, or the same measurement on the same day, in two columns."""
    first: dict[tuple[str, ...], ColumnMeaning] = {}
    for column in mapping.columns:
        others = [first.setdefault(slot, column) for slot in _slots(column)]
        other = next((each for each in others if each is not column), None)
        if other is not None:
            what = choice_label(column.concept) or meaning_label(column.means)
            yield MappingProblem(
                column.key,
                f"“{other.shown}” and “{column.shown}” both mean {what}: only one of them can.",
            )


def _slots(column: ColumnMeaning) -> Iterator[tuple[str, ...]]:
    if column.means in _ONCE:
        yield (column.means,)
    elif column.means == MEASURE:
        for concept in concepts_of(column.concept):
            yield (column.means, concept.name, column.date)
    elif column.means in ("code", "term", "value") or column.means in MEDICINE_FIELDS:
        yield (column.means, column.date)


def _column(mapping: FileMapping, column: ColumnMeaning) -> Iterator[MappingProblem]:
    name = column.shown
    if column.means in (MEASURE, HAPPENED) and not concepts_of(column.concept):
        what = "measures" if column.means == MEASURE else "is the day of"
        yield MappingProblem(column.key, f"Choose what “{name}” {what}.")
    if column.unit and column.unit not in unit_choices(column.concept):
        units = _or(unit_choices(column.concept))
        yield MappingProblem(column.key, f"Which unit are the numbers of “{name}” in: {units}?")
    if column.means in NEED_A_DATE:
        date = mapping.column(column.date)
        if date is None or date.means != "date":
            yield MappingProblem(
                column.key,
                f"“{name}” needs the column with its date: a value without a day cannot be used.",
            )
    if column.means == "value" and not _beside(mapping, column, ("code", "term")):
        yield MappingProblem(
            column.key,
            f"“{name}” needs a code or a description on the same row. If the whole column is one "
            "measurement, choose “A measurement”.",
        )
    if column.means in ("quantity", "dosage") and not mapping.having("drug", "drug_code"):
        yield MappingProblem(column.key, f"“{name}” needs a column with the medicine.")


def _or(names: tuple[str, ...]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _beside(mapping: FileMapping, column: ColumnMeaning, means: tuple[str, ...]) -> bool:
    return any(other.date == column.date for other in mapping.having(*means))


def _descriptions(mapping: FileMapping) -> Iterator[MappingProblem]:
    for each in mapping.descriptions:
        if not concepts_of(each.concept):
            yield MappingProblem("", f"Choose what “{each.text}” means.")
        elif each.unit and each.unit not in unit_choices(each.concept):
            units = _or(unit_choices(each.concept))
            yield MappingProblem("", f"Which unit are the numbers of “{each.text}” in: {units}?")


def _nothing(mapping: FileMapping) -> Iterator[MappingProblem]:
    kept = [
        column for column in mapping.columns
        if column.means and column.means not in ("nhs_number", "local_id", "date", "unit")
    ]  # fmt: skip
    if not kept and mapping.having("nhs_number", "local_id"):
        yield MappingProblem(
            "", "Nothing but patient numbers would be read: say what another column means."
        )

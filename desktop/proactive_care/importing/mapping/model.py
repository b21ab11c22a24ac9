"""What a person says about the columns of a file, and the words for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from proactive_care.domain.date_text import Order
from proactive_care.domain.units import convertible_units
from proactive_care.importing.columns import Column, plain_name
from proactive_care.store.concepts import Concept, load_concepts

NOT_USED = ""
MEASURE = "measure"
HAPPENED = "happened"
ASK = "?"  # a unit that nobody has settled yet
ENTRY_FIELDS = ("code", "term", "value", "unit")
MEDICINE_FIELDS = ("drug", "drug_code", "quantity", "dosage")
NEED_A_DATE = frozenset({MEASURE, "code", "term", "value", "drug", "drug_code"})
_PAIR = "bp_"


@dataclass(frozen=True)
class Meaning:
    """One thing that a column can mean. ``kind``: patient, entry, concept or medicine."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True)
class ColumnMeaning:
    """What one column means. ``key`` is its identity (``column_key``), ``shown`` its name.

    ``concept`` belongs to ``measure`` (a value) and ``happened`` (the day of something). ``unit``
    is what numbers without a unit of their own are in; empty is the concept's own unit. ``date``
    is the key of the column with the day of this entry.
    """

    key: str
    shown: str
    means: str = NOT_USED
    concept: str = ""
    unit: str = ""
    date: str = ""


@dataclass(frozen=True)
class DescriptionMeaning:
    """What one description in the cells of a file means, where no code list knows it."""

    text: str
    concept: str
    unit: str = ""


@dataclass(frozen=True)
class FileMapping:
    """What all columns of a file mean.

    ``date_order`` is what a person said about dates that can be read both ways; a file that proves
    the opposite is believed. ``rows_continue``: a row without a patient belongs to the one above.
    """

    columns: tuple[ColumnMeaning, ...]
    descriptions: tuple[DescriptionMeaning, ...] = ()
    date_order: Order | None = None
    rows_continue: bool = False

    @property
    def shape(self) -> str:
        """The identity of files with these columns, in any order."""
        return shape_of(column.key for column in self.columns)

    def column(self, key: str) -> ColumnMeaning | None:
        """Return what a column means, by its key."""
        return next((column for column in self.columns if column.key == key), None)

    def having(self, *means: str) -> tuple[ColumnMeaning, ...]:
        """Return the columns that mean one of these."""
        return tuple(column for column in self.columns if column.means in means)

    def with_column(self, changed: ColumnMeaning) -> FileMapping:
        """Return the mapping with another meaning of one column."""
        columns = (changed if column.key == changed.key else column for column in self.columns)
        return replace(self, columns=tuple(columns))

    def date_columns(self) -> tuple[str, ...]:
        """Return the keys of all columns that hold dates."""
        return tuple(column.key for column in self.columns if column.means in _DATES)


def column_key(column: Column) -> str:
    """Return a column's identity: its band, its name and which of its kind it is.

    Capitals, spaces and punctuation do not count, so that a file saved anew is the same.
    """
    return f"{plain_name(column.band)}|{plain_name(column.name)}|{column.occurrence}"


def column_shown(column: Column) -> str:
    """Return a column's name for people, also when it has none."""
    return column.shown if column.name else f"Column {column.index + 1}, without a name"


def shape_of(keys: Iterable[str]) -> str:
    """Return the identity of a set of column keys."""
    text = "\n".join(sorted(keys))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def meanings() -> tuple[Meaning, ...]:
    """Return everything that a column can mean, in the order in which it is offered."""
    return _MEANINGS


def meaning_label(means: str) -> str:
    """Return the words for a meaning; "Not used" for none."""
    return next((m.label for m in _MEANINGS if m.id == means), "Not used")


def concept_choices(means: str) -> tuple[tuple[str, str], ...]:
    """Return (name, label) of what a person can choose for ``measure``, ``happened`` or, with an
    empty string, a description. Both figures of a blood pressure in one cell come first."""
    kinds = {MEASURE: {"measurement"}, HAPPENED: {"diagnosis", "status"}}.get(
        means, {"measurement", "diagnosis", "status"}
    )
    pairs = () if means == HAPPENED else _PAIR_LABELS
    concepts = (c for c in load_concepts().values() if c.kind in kinds)
    labels = ((c.name, f"{c.label}, {c.unit}" if c.unit else c.label) for c in concepts)
    return (*pairs, *sorted(labels, key=lambda pair: pair[1].casefold()))


def concepts_of(choice: str) -> tuple[Concept, ...]:
    """Return the concepts of a choice: two for a blood pressure in one cell. Empty if unknown."""
    known = load_concepts()
    if choice.startswith(_PAIR):
        setting = choice.removeprefix(_PAIR)
        names = [f"systolic_bp_{setting}", f"diastolic_bp_{setting}"]
    else:
        names = [choice]
    return tuple(known[name] for name in names if name in known)


def choice_label(choice: str) -> str:
    """Return the words for a choice."""
    pairs = dict(_PAIR_LABELS)
    found = concepts_of(choice)
    return pairs.get(choice) or (found[0].label if found else "")


def meaning_words(mapping: FileMapping, key: str, description: str = "") -> tuple[str, str]:
    """Return what a column (or a description) means, and its unit and day, in words."""
    if description:
        said = next((each for each in mapping.descriptions if each.text == description), None)
        return (choice_label(said.concept), _unit_words(said.unit)) if said else ("Not used", "")
    column = mapping.column(key)
    if column is None:
        return "Not used", ""
    date = mapping.column(column.date) if column.date else None
    day = f"on the day in “{date.shown}”" if date is not None else ""
    detail = ", ".join(part for part in (_unit_words(column.unit), day) if part)
    if column.means in (MEASURE, HAPPENED):
        what = choice_label(column.concept) or "something to choose"
        return what if column.means == MEASURE else f"The day of: {what}", detail
    return meaning_label(column.means), detail


def _unit_words(unit: str) -> str:
    if unit == ASK:
        return "unit to choose"
    return f"in {unit}" if unit else ""


def unit_choices(choice: str) -> tuple[str, ...]:
    """Return the units that numbers of a choice may be in; empty where that is no question."""
    return convertible_units(choice) if concepts_of(choice) else ()


_PAIR_LABELS = tuple(
    (f"{_PAIR}{setting}", f"Blood pressure, both figures ({setting})")
    for setting in ("clinic", "home", "ambulatory")
)
_DATES = frozenset(
    {"date", HAPPENED, "date_of_birth", "registered_on", "deregistered_on", "date_of_death"}
)
_MEANINGS = tuple(
    Meaning(field, label, kind)
    for kind, pairs in {
        "patient": (
            ("nhs_number", "NHS number"), ("local_id", "Local patient number"),
            ("full_name", "Full name"), ("family_name", "Family name"),
            ("given_name", "Given name"), ("title", "Title"),
            ("date_of_birth", "Date of birth"), ("sex", "Sex"),
            ("address_1", "Address, line 1"), ("address_2", "Address, line 2"),
            ("address_3", "Address, line 3"), ("address_4", "Address, line 4"),
            ("village", "Village"), ("postcode", "Postcode"), ("home_phone", "Home telephone"),
            ("mobile_phone", "Mobile telephone"), ("email", "Email address"),
            ("ethnicity", "Ethnic group"), ("language", "Language"),
            ("interpreter", "Interpreter needed"), ("format_need", "Format need"),
            ("imd_quintile", "Deprivation, 1 to 5"), ("imd_decile", "Deprivation, 1 to 10"),
            ("usual_gp", "Usual GP"), ("registered_on", "Registered on"),
            ("deregistered_on", "Left the practice on"), ("date_of_death", "Date of death"),
            ("patient_type", "Patient type"), ("sensitive", "Sensitive record"),
        ),
        "concept": ((MEASURE, "A measurement…"), (HAPPENED, "The day of something…")),
        "entry": (
            ("date", "Date of an entry"), ("code", "Code"), ("term", "Description"),
            ("value", "Value of the code or description"), ("unit", "Unit of the value beside it"),
        ),
        "medicine": (
            ("drug", "Medicine"), ("drug_code", "dm+d code"), ("quantity", "Quantity"),
            ("dosage", "Dosage"),
        ),
    }.items()
    for field, label in pairs
)  # fmt: skip

"""Guessing what columns mean: by their names, exactly, and by what their values prove.

Nothing clinical is guessed by likeness: a column is a measurement only if its name is exactly a
known term or label (without its bracketed unit). Everything else is left "not used" for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from proactive_care.domain.drug_names import drug_classes
from proactive_care.domain.units import Amount, clean_unit, to_standard
from proactive_care.importing.columns import plain_name
from proactive_care.importing.mapping.look import ColumnSeen, LookedAt
from proactive_care.importing.mapping.model import (
    ASK,
    HAPPENED,
    MEASURE,
    NEED_A_DATE,
    ColumnMeaning,
    FileMapping,
    concepts_of,
    meanings,
    unit_choices,
)
from proactive_care.importing.profiles import shared_names
from proactive_care.store.codes import CodeLists, plain_term

_MOST = 0.8  # of the filled cells have to look like it
_NEARLY_ALL = 0.9
_PATIENT = frozenset(meaning.id for meaning in meanings() if meaning.kind == "patient")
_DATES = 0.6  # nothing else looks like a date, and real files have many that are none
_DAYS = frozenset({"date_of_birth", "registered_on", "deregistered_on", "date_of_death"})
_BRACKET = re.compile(r"^(?P<name>.*?)\s*[\[(](?P<unit>[^\])]*)[\])]\s*$")
_DATE_WORDS = re.compile(
    r"\b(?:date of|date|day|when|taken on|taken|recorded on|recorded|diagnosed|since|on|at|of)\b"
)
_BIRTH = frozenset({"dob", "birth", "born"})
_WORDS = (
    ("nhs_number", {"nhs"}), ("family_name", {"surname"}), ("given_name", {"forename"}),
    ("given_name", {"first", "name"}), ("family_name", {"last", "name"}),
    ("family_name", {"family", "name"}), ("given_name", {"given", "name"}),
    ("postcode", {"postcode"}), ("postcode", {"post", "code"}), ("email", {"email"}),
    ("mobile_phone", {"mobile"}), ("usual_gp", {"usual", "gp"}),
)  # fmt: skip
_DESCRIPTIONS = frozenset({"measurement", "observation", "test", "test name", "reading type"})
_MEDICINE_WORDS = {"medicine": "drug", "dose": "dosage", "qty": "quantity"}
_VALUES = frozenset({"value", "result", "reading", "amount"})


@dataclass(frozen=True)
class Guess:
    """A guessed mapping, and for each column key why it was guessed so."""

    mapping: FileMapping
    why: dict[str, str]


def guess_mapping(looked: LookedAt, lists: CodeLists) -> Guess:
    """Return what the columns of a file probably mean, and why each is thought so."""
    return _Guessing(looked, lists).guess()


class _Guessing:
    def __init__(self, looked: LookedAt, lists: CodeLists) -> None:
        self._looked = looked
        self._lists = lists
        self._labels = {plain_term(c.label): (c.id,) for c in lists.concepts.values()}
        self._by_id = {concept.id: concept for concept in lists.concepts.values()}
        self._found: dict[str, ColumnMeaning] = {}
        self._why: dict[str, str] = {}
        self._titles: dict[str, str] = {}  # of columns whose date is named after them

    def guess(self) -> Guess:
        for seen in self._looked.columns:
            self._found[seen.key] = ColumnMeaning(seen.key, seen.shown)
        for step in (
            self._by_name, self._by_values, self._by_words, self._dates, self._medicines,
            self._concepts,
        ):  # fmt: skip
            for seen in self._looked.columns:
                if not self._found[seen.key].means:
                    step(seen)
        self._descriptions_and_values()
        self._point_at_dates()
        self._drop_what_cannot_be()
        return Guess(FileMapping(tuple(self._found.values())), self._why)

    def _take(self, seen: ColumnSeen, means: str, why: str, **more: str) -> None:
        self._found[seen.key] = ColumnMeaning(seen.key, seen.shown, means, **more)
        self._why[seen.key] = why

    def _is_taken(self, means: str) -> bool:
        return any(column.means == means for column in self._found.values())

    def _by_name(self, seen: ColumnSeen) -> None:
        """The exact names of the shipped exports."""
        name = plain_name(seen.column.name)
        if plain_name(seen.column.band) not in ("", "patient", "patient details", "demographics"):
            return
        field = shared_names("patient").get(name)
        if field not in _PATIENT or self._is_taken(field):
            return
        if field in _DAYS and seen.filled and seen.share(seen.dates) < _DATES:
            return
        if field == "nhs_number" and seen.filled and not seen.nhs_numbers:
            return
        self._take(seen, field, f"The name “{seen.column.name}” says so")

    def _by_values(self, seen: ColumnSeen) -> None:
        """Values that can be nothing else."""
        if (
            seen.filled
            and seen.share(seen.nhs_numbers) >= _MOST
            and not self._is_taken("nhs_number")
        ):
            words = f"{seen.nhs_numbers:,} of {seen.filled:,} cells are valid NHS numbers"
            self._take(seen, "nhs_number", words)
        elif seen.share(seen.sexes) >= 0.98 and not self._is_taken("sex"):
            self._take(seen, "sex", "Its cells say female and male")

    def _by_words(self, seen: ColumnSeen) -> None:
        """Words in the name that leave no doubt, if the values agree."""
        words = set(plain_name(seen.column.name).split())
        if (
            words & _BIRTH
            and seen.share(seen.dates) >= _MOST
            and not self._is_taken("date_of_birth")
        ):
            self._take(seen, "date_of_birth", f"“{seen.column.name}”, and its cells are dates")
            return
        if plain_name(seen.column.name) == "d o b" and seen.share(seen.dates) >= _MOST:
            self._take(seen, "date_of_birth", f"“{seen.column.name}”, and its cells are dates")
            return
        for field, needed in _WORDS:
            if needed <= words and not self._is_taken(field):
                if field == "nhs_number" and not seen.nhs_numbers:
                    continue
                self._take(seen, field, f"The name “{seen.column.name}” says so")
                return

    def _dates(self, seen: ColumnSeen) -> None:
        """Columns of dates: the day of a condition, or the day of other columns."""
        title = self._without_date_words(seen.column.name)
        says_date = title != seen.column.name.casefold().strip()
        if seen.share(seen.dates) < _DATES and (seen.filled or not says_date):
            return
        title = title or self._without_date_words(seen.column.band)
        self._titles[seen.key] = plain_term(title)
        concepts = self._concepts_named(title)
        names = {self._by_id[c].kind for c in concepts}
        if concepts and names <= {"diagnosis", "status"} and not self._has_values(title, seen):
            name = self._by_id[concepts[-1]].name
            words = f"Days, and “{title}” is the exact name of {self._by_id[concepts[-1]].label}"
            self._take(seen, HAPPENED, words, concept=name)
            return
        if seen.filled:
            self._take(seen, "date", "Its cells are dates")

    def _medicines(self, seen: ColumnSeen) -> None:
        """Medicines, by the column's name or because most cells are known ones."""
        name = plain_name(seen.column.name)
        field = {"name": "drug", **_MEDICINE_WORDS}.get(
            shared_names("issue").get(name, name), shared_names("group").get(name, "")
        )
        if field in ("quantity", "dosage") and self._is_taken("drug") and not self._is_taken(field):
            self._take(seen, field, f"The name “{seen.column.name}” says so")
        if not seen.filled or self._is_taken("drug"):
            return
        known = sum(count for text, count in seen.texts.items() if drug_classes(text))
        if (field == "drug" and seen.share(seen.numbers) < _MOST / 2) or (
            known >= 2 and seen.share(known) >= _MOST / 2
        ):
            words = f"{known:,} of {seen.filled:,} cells are medicines that the rules know"
            self._take(seen, "drug", words)

    def _concepts(self, seen: ColumnSeen) -> None:
        """Columns whose name is exactly that of a measurement."""
        if not seen.filled or seen.share(max(seen.numbers, seen.pairs)) < _MOST / 2:
            return
        for text in (seen.column.name, seen.column.band):
            name, unit = self._split_unit(text)
            choice = self._measurement(name)
            own = plain_term(name) not in _VALUES
            if choice and own:
                if choice.startswith("bp_") and seen.share(seen.pairs) < _MOST / 2:
                    return
                words = f"“{name}” is exactly the name of a measurement"
                self._take(
                    seen, MEASURE, words, concept=choice, unit=proved_unit(choice, unit, seen)
                )
                return

    def _measurement(self, name: str) -> str:
        """Return the concept (or pair) that a name is exactly, "" if it is none or several."""
        concepts = [self._by_id[c] for c in self._concepts_named(name)]
        measures = [concept for concept in concepts if concept.kind == "measurement"]
        if len(measures) == 1:
            return measures[0].name
        if len(measures) == 2 and all("_bp_" in concept.name for concept in measures):
            return f"bp_{measures[0].name.rpartition('_')[2]}"
        return ""

    def _concepts_named(self, name: str) -> tuple[int, ...]:
        plain = plain_term(name)
        if not plain:
            return ()
        return self._lists.concepts_of("term", "", name) or self._labels.get(plain, ())

    def _split_unit(self, name: str) -> tuple[str, str]:
        """Split ``HbA1c (mmol/mol)`` and ``Weight kg`` into name and unit."""
        match = _BRACKET.match(name)
        if match and match["name"]:
            return match["name"], match["unit"]
        front, _, last = name.rpartition(" ")
        choice = "" if self._measurement(name) else self._measurement(front)
        if choice and clean_unit(last) in unit_choices(choice):
            return front, last
        return name, ""

    def _without_date_words(self, name: str) -> str:
        return " ".join(_DATE_WORDS.sub(" ", name.casefold().replace("_", " ")).split(" ")).strip(
            " :-"
        )

    def _has_values(self, title: str, date: ColumnSeen) -> bool:
        """Whether another column has the values of which this is the date."""
        plain = plain_term(title)
        return any(
            plain_term(self._split_unit(seen.column.name)[0]) == plain
            for seen in self._looked.columns
            if seen is not date
        )

    def _descriptions_and_values(self) -> None:
        """Codes, descriptions and their values: one event a row."""
        events = shared_names("event")
        for seen in self._looked.columns:
            name = plain_name(seen.column.name)
            if self._found[seen.key].means or not seen.filled:
                continue
            field = events.get(name, "term" if name in _DESCRIPTIONS else "")
            taken = {
                c.means for s in self._looked.columns
                if s.column.band == seen.column.band and (c := self._found[s.key])
            }  # fmt: skip
            if field == "code" and seen.share(seen.codes) < _MOST:
                field = "term" if not seen.numbers else ""
            if field in ("code", "term", "value", "unit") and field not in taken:
                self._take(seen, field, f"The name “{seen.column.name}” says so")
            elif name in _VALUES and "value" not in taken and seen.numbers + seen.pairs:
                self._take(seen, "value", f"The name “{seen.column.name}” says so")
        if not self._is_taken("term") and not self._is_taken("code"):
            self._known_descriptions()

    def _known_descriptions(self) -> None:
        """A column whose texts are mostly known terms."""
        for seen in self._looked.columns:
            if self._found[seen.key].means or not seen.filled or seen.too_many_texts:
                continue
            known = sum(n for text, n in seen.texts.items() if self._concepts_named(text))
            if seen.share(known) >= _MOST / 2 and seen.share(seen.numbers) < _MOST / 2:
                words = f"{known:,} of {seen.filled:,} cells are known descriptions"
                self._take(seen, "term", words)
                return

    def _point_at_dates(self) -> None:
        """Give each entry its date: the one named after it, of its band, or the nearest."""
        dates = [s for s in self._looked.columns if self._found[s.key].means == "date"]
        if not dates:
            return
        for seen in self._looked.columns:
            column = self._found[seen.key]
            if column.means in NEED_A_DATE:
                self._found[seen.key] = replace(column, date=self._date_for(seen, dates).key)

    def _date_for(self, seen: ColumnSeen, dates: list[ColumnSeen]) -> ColumnSeen:
        title = plain_term(self._split_unit(seen.column.name)[0])
        band = [date for date in dates if date.column.band == seen.column.band]
        named = [date for date in band or dates if self._titles.get(date.key) == title]
        general = [date for date in band or dates if not self._titles.get(date.key)]
        own = {plain_term(self._split_unit(s.column.name)[0]) for s in self._looked.columns}
        free = [d for d in band or dates if self._titles.get(d.key, "") not in own or d in general]
        return min(
            named or general or free or band or dates,
            key=lambda date: abs(date.column.index - seen.column.index),
        )

    def _drop_what_cannot_be(self) -> None:
        """A value without a code or description beside it needs a person."""
        self._leave_out({"value"}, unless=("code", "term"))
        self._leave_out({"unit"}, unless=("value", MEASURE))
        pointed = {column.date for column in self._found.values()}
        for key, column in self._found.items():
            if column.means == "date" and key not in pointed and self._why.get(key):
                self._why[key] = "Its cells are dates; no other column needs them yet"

    def _leave_out(self, means: Iterable[str], unless: tuple[str, ...]) -> None:
        if not any(self._is_taken(other) for other in unless):
            for key, column in self._found.items():
                if column.means in means:
                    self._found[key] = ColumnMeaning(key, column.shown)
                    self._why[key] = "Numbers: choose what they measure"


def unit_in_name(name: str) -> str:
    """Return the unit that a column's name says in brackets, or with its last word."""
    match = _BRACKET.match(name)
    return match["unit"] if match else name.rpartition(" ")[2]


def proved_unit(choice: str, unit: str, seen: ColumnSeen) -> str:
    """Return the unit of numbers that have none: named in the heading, or proved by the limits of
    what a body can have; empty for the concept's own unit, ASK if nothing proves it."""
    units = unit_choices(choice)
    if not units or clean_unit(unit) in units:
        return clean_unit(unit) if clean_unit(unit) in units else ""
    if not seen.amounts:
        return ""
    concept = concepts_of(choice)[0]
    low = concept.low if concept.low is not None else float("-inf")
    high = concept.high if concept.high is not None else float("inf")
    fitting: dict[tuple[float, ...], str] = {}
    for candidate in ("", *units):
        values = tuple(
            to_standard(concept.name, Amount(amount), candidate).value for amount in seen.amounts
        )
        if sum(low <= value <= high for value in values) >= len(values) * _NEARLY_ALL:
            fitting.setdefault(values, candidate)  # two units that mean the same are one answer
    return next(iter(fitting.values())) if len(fitting) == 1 else ASK

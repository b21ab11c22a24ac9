"""What a recorded code and value mean: the concepts, and the value in the concept's unit.

Every different combination is worked out once and remembered, because a million rows repeat a
few thousand of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from proactive_care.domain.drug_names import drug_classes
from proactive_care.domain.units import Converted, NotAnAmount, read_amount, read_pair, to_standard
from proactive_care.store.codes import CodeLists, plain_term
from proactive_care.store.concepts import Concept

_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_SNOMED = re.compile(r"\d{6,18}")
_READ = re.compile(r"[A-Za-z0-9.]{5}(?:[-.]?\d{1,2})?")
_MOST_REMEMBERED = 200_000
UNMAPPED = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a code or value cannot be stored. ``cell`` is the field it was in: code or value."""

    cell: str
    shown: str
    reason: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one recorded entry is stored as.

    ``valued`` has (item, concept, code, value, comparator or 0), ``plain`` (item, concept, code).
    """

    valued: tuple[tuple[int, int, int, float, int], ...]
    plain: tuple[tuple[int, int, int], ...]
    conversion: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose for a column or a description: concepts, and the unit of its numbers."""

    concepts: tuple[int, ...]
    label: str
    unit: str = ""


@dataclass
class CodeBook:
    """Numbers codes as the practice will store them: known ones keep theirs, new ones follow."""

    lists: CodeLists
    next_id: int
    ids: dict[tuple[str, str, str], int] = field(default_factory=dict)
    new: list[tuple[int, str, str, str]] = field(default_factory=list)

    def learn(self, known: Iterable[tuple[int, str, str, str]]) -> None:
        """Take over the codes that the practice already has."""
        self.ids.update(((system, code, term), number) for number, system, code, term in known)

    def id_of(self, system: str, code: str, term: str) -> int:
        """Return the number of a code with its description."""
        key = (system, code, term)
        number = self.ids.get(key)
        if number is None:
            number = self.ids[key] = self.next_id
            self.next_id += 1
            self.new.append((number, *key))
        return number


_NOTHING: Mapping[str, Chosen] = MappingProxyType({})


class EventMeanings:
    """Works out coded events. ``chosen`` is what a person said that columns mean, by their title;
    ``chosen_terms`` that descriptions mean which no list knows, by their plain term."""

    def __init__(
        self,
        book: CodeBook,
        chosen: Mapping[str, Chosen] = _NOTHING,
        chosen_terms: Mapping[str, Chosen] = _NOTHING,
    ) -> None:
        self._book = book
        self._chosen = chosen
        self._chosen_terms = chosen_terms
        self._by_id = {concept.id: concept for concept in book.lists.concepts.values()}
        self._known: dict[tuple[str, str, str, str, str], Meaning | Refused] = {}

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """All concepts by name."""
        return self._book.lists.concepts

    @property
    def remembered(self) -> dict[tuple[str, str, str, str, str], Meaning | Refused]:
        """Meanings by (code, term, unit, value, title); for the hot loop."""
        return self._known

    def of(self, code: str, term: str, unit: str, value: str, title: str = "") -> Meaning | Refused:
        """Return what an entry means. ``title`` names it when it has neither code nor term."""
        key = (code, term, unit, value, title)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._work_out(
                clean_code(code), _clean(term), _clean(unit), _clean(value), title
            )
        return found

    def _work_out(
        self, code: str, term: str, unit: str, value: str, title: str
    ) -> Meaning | Refused:
        if _SHORTENED.fullmatch(code):
            return Refused("code", code, "Excel has shortened this code: export it again")
        if not code and not term and not title:
            return Refused("code", "(empty)", "Value with no code" if value else "No code")
        system = self._system_of(code)
        if system == "ctv3" and (system, code) not in self._book.lists.added:
            code = code[:5]  # what follows only says which of its descriptions was chosen
        term = term or self._book.lists.terms.get((system, code), "") or title
        found = self._concepts(system, code, term, title)
        chosen = self._choice(code, term, title, found)
        if chosen is not None:
            unit = unit or chosen.unit
            wanted = self._with_implied(chosen)
            if wanted != found:  # where it is looked up, it says who decided
                found, term = wanted, f"{term} (read as {chosen.label})"
        concepts = [self._by_id[c] for c in found]
        number = self._book.id_of(system, code, term)
        measures = [concept for concept in concepts if concept.kind == "measurement"]
        others = tuple((0, concept.id, number) for concept in concepts if concept not in measures)
        if measures and value:
            return self._measured(measures, others, number, unit, value)
        if measures and not others and title and not code:
            return Refused("value", "(empty)", "No value")
        return self._coded(others, number, value)

    def _concepts(self, system: str, code: str, term: str, title: str) -> tuple[int, ...]:
        lists = self._book.lists
        found = lists.concepts_of(system, code, term)
        return found or (lists.concepts_of("term", "", title) if title and not code else ())

    def _choice(self, code: str, term: str, title: str, found: tuple[int, ...]) -> Chosen | None:
        """Return what a person chose. For a description it never takes a list's meaning away."""
        if not code and term == title and title in self._chosen:
            return self._chosen[title]
        chosen = self._chosen_terms.get(plain_term(term)) if self._chosen_terms else None
        return chosen if chosen is None or not found else replace(chosen, concepts=found)

    def _with_implied(self, chosen: Chosen) -> tuple[int, ...]:
        """Return the concepts with those that they imply: type 2 diabetes is diabetes too."""
        exact = self._book.lists.concepts_of("term", "", chosen.label)
        return exact if set(chosen.concepts) <= set(exact) else chosen.concepts

    def _system_of(self, code: str) -> str:
        if not code:
            return "term"
        if _SNOMED.fullmatch(code):
            return "snomed"
        if _READ.fullmatch(code):
            return "ctv3" if ("ctv3", code[:5]) in self._book.lists.by_code else "read2"
        return "emis" if code.upper().startswith(("EMIS", "^ESCT", "ESCT")) else "local"

    def _coded(
        self, others: tuple[tuple[int, int, int], ...], number: int, value: str
    ) -> Meaning | Refused:
        """An entry that is not a measurement: a number beside it is kept for unmapped codes."""
        if others:
            return Meaning((), others)
        try:
            amount = read_amount(value)
        except NotAnAmount:
            return Meaning((), ((0, UNMAPPED, number),))
        return Meaning(((0, UNMAPPED, number, amount.value, amount.comparator or 0),), ())

    def _measured(
        self,
        measures: list[Concept],
        others: tuple[tuple[int, int, int], ...],
        number: int,
        unit: str,
        value: str,
    ) -> Meaning | Refused:
        pressures = [concept for concept in measures if "_bp_" in concept.name]
        pair = read_pair(value) if pressures else None
        if pair is not None:
            return self._pair(pressures[0], others, number, pair)
        if len(pressures) > 1:
            return Refused("value", value, "Needs two figures, such as 145/92")
        valued, conversion = [], ""
        for concept in measures:
            try:
                converted = to_standard(concept.name, read_amount(value), unit)
            except NotAnAmount as reason:
                return Refused("value", value, str(reason))
            refused = _outside(concept, converted, value)
            if refused:
                return refused
            conversion = conversion or converted.conversion
            valued.append((0, concept.id, number, converted.value, converted.comparator or 0))
        return Meaning(tuple(valued), others, conversion)

    def _pair(
        self,
        pressure: Concept,
        others: tuple[tuple[int, int, int], ...],
        number: int,
        pair: tuple[float, float],
    ) -> Meaning | Refused:
        setting = pressure.name.rpartition("_")[2]
        both = [
            self._book.lists.concepts[f"{part}_bp_{setting}"] for part in ("systolic", "diastolic")
        ]
        systolic, diastolic = pair
        shown = f"{systolic:g}/{diastolic:g}"
        for concept, figure in zip(both, pair, strict=True):
            refused = _outside(concept, Converted(figure, None), shown)
            if refused:
                return refused
        if diastolic >= systolic:
            return Refused("value", shown, "Diastolic not below systolic: looks swapped")
        return Meaning(
            tuple((item, both[item].id, number, pair[item], 0) for item in (0, 1)), others
        )


class IssueMeanings:
    """Works out medicines: the product's code, and its classes by name or else by dm+d code."""

    def __init__(self, book: CodeBook) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Meaning | Refused] = {}

    def of(self, name: str, code: str) -> Meaning | Refused:
        """Return the classes of a product as concepts (concept 0 when no rule knows it)."""
        key = (name, code)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._work_out(_clean(name), clean_code(code))
        return found

    def _work_out(self, name: str, code: str) -> Meaning | Refused:
        if not name and not code:
            return Refused("name", "(empty)", "No medicine named")
        if _SHORTENED.fullmatch(code):
            return Refused("code", code, "Excel has shortened this code: export it again")
        lists = self._book.lists
        name = name or lists.terms.get(("dmd", code), "")
        concepts = {lists.concepts[found].id for found in drug_classes(name)}
        if not concepts:  # the name decides, so that exports with and without codes agree
            concepts.update(lists.by_code.get(("dmd", code), ()))
        number = self._book.id_of("dmd" if code else "term", code, name)
        return Meaning(
            (), tuple((0, concept, number) for concept in sorted(concepts) or (UNMAPPED,))
        )


def clean_code(text: str) -> str:
    """Return a code without spaces and without the ``.0`` that Excel adds to numbers."""
    code = _clean(text)
    return code[:-2] if code.endswith(".0") and code[:-2].isdigit() else code


def split_product(text: str) -> tuple[str, str, str]:
    """Split ``Name, Dosage and Quantity`` of one cell into its parts, as far as they are there."""
    name, _, rest = text.partition(", ")
    dosage, _, quantity = rest.rpartition(", ")
    return name.strip(), (dosage or rest).strip(), quantity.strip() if dosage else ""


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _outside(concept: Concept, converted: Converted, shown: str) -> Refused | None:
    low = concept.low if concept.low is not None else float("-inf")
    high = concept.high if concept.high is not None else float("inf")
    if low <= converted.value <= high:
        return None
    return Refused("value", shown, f"Outside {low:g} to {high:g}: ignored as implausible")

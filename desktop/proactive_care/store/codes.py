"""The shipped code lists: which codes belong to which concepts (resources/codelists/codes.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from proactive_care.resource_files import resource_path
from proactive_care.store.concepts import Concept, load_concepts


@dataclass(frozen=True, slots=True)
class ListedCode:
    """One row of the code lists. ``system`` is snomed, ctv3, dmd or term (a name, no code)."""

    concept: str
    system: str
    code: str
    term: str
    source: str
    licence: str


@dataclass(frozen=True)
class CodeLists:
    """Codes and terms, ready for looking up. The values are concept ids in ascending order.

    ``added`` is what the practice has mapped itself, by code or, under the system "term", by plain
    term. It comes on top: it never takes a shipped meaning away.
    """

    concepts: Mapping[str, Concept]
    by_code: dict[tuple[str, str], tuple[int, ...]]
    by_term: dict[str, tuple[int, ...]]
    terms: dict[tuple[str, str], str]
    added: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    def concepts_of(self, system: str, code: str, term: str) -> tuple[int, ...]:
        """Return the concepts of a code; without a known code, those of exactly its term."""
        found = self.by_code.get((system, code)) if code else None
        if found is None and term:
            found = self.by_term.get(plain_term(term))
        if self.added:
            extra = self.added.get(added_key(system, code, term), ())
            found = tuple(sorted({*(found or ()), *extra}))
        return found or ()


def listed_codes() -> Iterator[ListedCode]:
    """Read the code lists in file order."""
    with resource_path("codelists", "codes.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        for row in rows:
            yield ListedCode(*row)


@lru_cache(maxsize=1)
def load_code_lists() -> CodeLists:
    """Return the shipped lists. Terms that belong to different concepts in different lists keep
    only what all of them agree on: a name alone never decides more than its codes do."""
    concepts = load_concepts()
    codes: dict[tuple[str, str], set[int]] = {}
    terms: dict[tuple[str, str], str] = {}
    names: dict[str, list[tuple[str, str]]] = {}
    plain_names: dict[str, set[int]] = {}
    for row in listed_codes():
        concept = concepts[row.concept].id
        if row.system == "term":
            plain_names.setdefault(plain_term(row.term), set()).add(concept)
            continue
        codes.setdefault((row.system, row.code), set()).add(concept)
        terms.setdefault((row.system, row.code), row.term)
        if row.term and row.system != "dmd":
            names.setdefault(plain_term(row.term), []).append((row.system, row.code))
    by_term = {
        name: set.intersection(*(codes[key] for key in keys)) for name, keys in names.items()
    }
    by_term.update(plain_names)
    return CodeLists(
        concepts,
        {key: tuple(sorted(found)) for key, found in codes.items()},
        {name: tuple(sorted(found)) for name, found in by_term.items() if found},
        terms,
    )


def added_key(system: str, code: str, term: str) -> tuple[str, str]:
    """Return what a practice's own mapping is known by: the code, or the plain term without one."""
    return (system, code) if code else ("term", plain_term(term))


def plain_term(term: str) -> str:
    """Return a description in the form in which descriptions are compared.

    Small letters, no punctuation, the usual abbreviations written out. Two descriptions are the
    same only if this is the same: nothing is matched by likeness.
    """
    words = _NOT_WORD.sub(" ", _SHORT.sub(_written_out, term.casefold())).split()
    return " ".join(_SPELLINGS.get(word, word) for word in words)


def _written_out(match: re.Match[str]) -> str:
    return f" {_ABBREVIATIONS[match[0]]} "


_ABBREVIATIONS = {
    "o/e": "on examination",
    "h/o": "history of",
    "hba1c": "haemoglobin a1c",
    "bp": "blood pressure",
    "egfr": "estimated glomerular filtration rate",
    "bmi": "body mass index",
    "ckd": "chronic kidney disease",
    "copd": "chronic obstructive pulmonary disease",
    "hdl": "high density lipoprotein",
    "ldl": "low density lipoprotein",
    "tia": "transient ischaemic attack",
    "mi": "myocardial infarction",
    "ifcc": "international federation of clinical chemistry and laboratory medicine",
}
_SHORT = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, _ABBREVIATIONS))})(?![a-z0-9])")
_NOT_WORD = re.compile(r"[^a-z0-9%]+")
_SPELLINGS = {
    "hemoglobin": "haemoglobin",
    "ischemic": "ischaemic",
    "ischemia": "ischaemia",
    "hemorrhage": "haemorrhage",
    "anemia": "anaemia",
    "edema": "oedema",
    "glycemia": "glycaemia",
    "hyperglycemia": "hyperglycaemia",
    "hypercholesterolemia": "hypercholesterolaemia",
}

"""Trying a mapping on the first rows of a file: what would be stored, and what would not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from proactive_care.accounts import Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.importing.check import read_first_rows
from proactive_care.importing.mapping.known import mapped_file
from proactive_care.importing.mapping.look import LookedAt, date_proof
from proactive_care.importing.mapping.model import FileMapping
from proactive_care.importing.meanings import CodeBook
from proactive_care.importing.results import Rejection
from proactive_care.importing.staging import InMemory
from proactive_care.store import patients as patient_store
from proactive_care.store.concepts import Concept, load_concepts
from proactive_care.store.scratch import PATIENT_COLUMNS

TRIED_ROWS = 200
_MOST_SHOWN = 100
_SEXES = {"F": "female", "M": "male", "I": "indeterminate"}


@dataclass(frozen=True)
class TriedEntry:
    """One thing as it would be stored, or that would not be taken (``refused``)."""

    row: int
    patient: str
    day: str
    what: str
    value: str
    refused: bool = False


@dataclass(frozen=True)
class Trial:
    """The first rows of a file, read with a mapping. rows_read = accepted + rejected + ignored."""

    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    ignored_reasons: dict[str, int]
    rejections: tuple[Rejection, ...]
    entries: tuple[TriedEntry, ...]
    conversions: dict[str, int]
    unknown_patients: int  # rows refused only because nobody here has that number yet


def try_mapping(session: Session, looked: LookedAt, mapping: FileMapping) -> Trial:
    """Read the first rows of a file with a mapping that has no problems. Nothing is kept.

    Rows go the very way that an import's rows go. Raises NotPermitted.
    """
    file = mapped_file(looked.source, looked.dialect, looked.layout, mapping, name="trial")
    order = date_proof(looked, mapping).order
    read, staged, book = read_first_rows(session, file, order, TRIED_ROWS)
    tally = read.reading.tally
    entries = [*_entries(session, staged, book), *map(_refused, tally.shown)]
    entries.sort(key=lambda entry: entry.row)  # stable: what belongs together stays so
    return Trial(
        tally.read,
        tally.accepted,
        tally.rejected,
        sum(tally.ignored.values()),
        dict(tally.ignored),
        tuple(tally.shown),
        tuple(entries[:_MOST_SHOWN]),
        dict(tally.conversions),
        sum(found.reason.startswith("No patient with this") for found in tally.shown),
    )


def _entries(session: Session, staged: InMemory, book: CodeBook) -> Iterator[TriedEntry]:
    people = _People(session, staged)
    concepts = {concept.id: concept for concept in load_concepts().values()}
    terms = {number: term or code for (_, code, term), number in book.ids.items()}
    introduced: set[int] = set()
    for number, _source, line, *_rest in staged.patients:
        if number not in introduced:
            introduced.add(number)
            yield TriedEntry(line, people.name(number), "", "Patient", people.about(number))
    for _, patient, concept, day, line, _item, code, value, sign in staged.events:
        known = concepts.get(concept)
        yield TriedEntry(
            line, people.name(patient), _day(day), _what(known, terms.get(code, "")),
            _value(known, value, sign),
        )  # fmt: skip
    for _, patient, concept, day, line, _item, code in staged.plain_events:
        what = _what(concepts.get(concept), terms.get(code, ""))
        yield TriedEntry(line, people.name(patient), _day(day), what, "")
    for _, patient, concept, day, line, _item, product, *texts in staged.issues:
        name, known = terms.get(product, ""), concepts.get(concept)
        what = f"{name}: {known.label}" if known else _what(None, name)
        amount = ", ".join(text for text in texts if text)
        yield TriedEntry(line, people.name(patient), _day(day), what, amount)


class _People:
    """The patients of a trial: those that the rows bring, and the practice's own."""

    def __init__(self, session: Session, staged: InMemory) -> None:
        self._staged: dict[int, dict[str, Any]] = {}
        for number, _source, _line, _covered, _is_new, *values in staged.patients:
            details = dict(zip(PATIENT_COLUMNS, values, strict=True))
            self._staged.setdefault(number, {}).update(
                {name: value for name, value in details.items() if value not in (None, "")}
            )
        entries = (*staged.events, *staged.plain_events, *staged.issues)
        wanted = {int(row[1]) for row in entries} | set(self._staged)
        known = patient_store.patients_by_id(session.practice.db, sorted(wanted))
        self._known = {number: vars(person) for number, person in known.items()}

    def name(self, number: int) -> str:
        """Return a patient's name, or their number if no name is known."""
        family, given = self._part(number, "family_name"), self._part(number, "given_name")
        if family or given:
            return ", ".join(part for part in (family, given) if part)
        nhs = self._part(number, "nhs_number")
        return show_nhs_number(nhs) if nhs else self._part(number, "local_id")

    def about(self, number: int) -> str:
        """Return what a row says about a patient, in short."""
        details = self._staged[number]
        nhs, born = details.get("nhs_number"), details.get("date_of_birth")
        parts = [
            show_nhs_number(nhs) if nhs else "",
            f"born {_day(born)}" if born else "",
            _SEXES.get(details.get("sex", ""), ""),
        ]
        return ", ".join(part for part in parts if part)

    def _part(self, number: int, name: str) -> str:
        staged = self._staged.get(number, {}).get(name)
        return str(staged or self._known.get(number, {}).get(name) or "")


def _refused(found: Rejection) -> TriedEntry:
    return TriedEntry(found.row, "", "", found.column, f"{found.value_shown}: {found.reason}", True)


def _day(ordinal: int) -> str:
    return show_date(date.fromordinal(ordinal))


def _what(concept: Concept | None, name: str) -> str:
    if concept is not None:
        return concept.label
    return f"{name or 'No description'} (kept, but no rule knows it)"


def _value(concept: Concept | None, value: float, sign: int) -> str:
    comparator = "<" if sign < 0 else ">" if sign > 0 else ""
    unit = f" {concept.unit}" if concept is not None and concept.unit else ""
    return f"{comparator}{value:g}{unit}"

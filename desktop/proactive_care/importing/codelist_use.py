"""What the code lists hold, and how often this practice's data uses it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import NotFound
from proactive_care.store import codelists as store
from proactive_care.store.codes import added_key, listed_codes
from proactive_care.store.concepts import Concept, load_concepts

_BY_NAME = "recognised by its name"


@dataclass(frozen=True)
class ConceptUse:
    """A concept: codes in the shipped lists, codes added here, and how often it occurs."""

    concept: Concept
    codes: int
    added: int
    events: int
    patients: int


@dataclass(frozen=True)
class ListedCodeUse:
    """A code of a concept. ``source`` and ``licence`` are those of its list.

    ``own`` marks what this practice has added. A code that occurs without being listed is one that
    its name decided; its source says so.
    """

    system: str
    code: str
    term: str
    source: str
    licence: str
    own: bool
    events: int
    patients: int


@dataclass(frozen=True)
class UnmappedUse:
    """A code in the data that belongs to no concept. ``low`` and ``high`` bound its numbers."""

    system: str
    code: str
    term: str
    events: int
    patients: int
    low: float | None
    high: float | None


def concept_uses(session: Session) -> tuple[ConceptUse, ...]:
    """Return every concept, by label, with its size and its use. Raises NotPermitted."""
    session.require(Permission.IMPORT)
    db = session.practice.db
    shipped = Counter(code.concept for code in listed_codes())
    added = Counter(change.concept for change, _ in store.standing_codes(db))
    use = store.concept_use(db)
    found = (
        ConceptUse(c, shipped[c.name], added[c.name], *use.get(c.id, (0, 0)))
        for c in load_concepts().values()
    )
    return tuple(sorted(found, key=lambda each: each.concept.label.casefold()))


def concept_codes(session: Session, concept: str) -> tuple[ListedCodeUse, ...]:
    """Return the codes of a concept, those in use first. Raises NotPermitted, NotFound."""
    session.require(Permission.IMPORT)
    known = load_concepts().get(concept)
    if known is None:
        raise NotFound(f'There is no concept "{concept}".')
    db = session.practice.db
    used: dict[tuple[str, str], tuple[int, int]] = {}
    names: dict[tuple[str, str], store.CodeUse] = {}
    for row in store.code_use(db, known.id):
        key = added_key(row.system, row.code, row.term)
        events, patients = used.get(key, (0, 0))
        used[key] = (events + row.events, max(patients, row.patients))
        names.setdefault(key, row)
    found: dict[tuple[str, str], ListedCodeUse] = {}
    for code in listed_codes():
        if code.concept == concept:
            key = added_key(code.system, code.code, code.term)
            found[key] = ListedCodeUse(
                code.system, code.code, code.term, code.source, code.licence, False,
                *used.get(key, (0, 0)),
            )  # fmt: skip
    for change, own in store.standing_codes(db):
        if change.concept == concept:
            key = added_key(own.system, own.code, own.term)
            found[key] = ListedCodeUse(
                own.system, own.code, own.term, change.list_name or f"mapped by {change.by}", "",
                True, *used.get(key, (0, 0)),
            )  # fmt: skip
    for key in used.keys() - found.keys():
        row = names[key]
        found[key] = ListedCodeUse(row.system, row.code, row.term, _BY_NAME, "", False, *used[key])
    return tuple(sorted(found.values(), key=lambda c: (-c.events, c.term.casefold(), c.code)))


def unmapped_uses(session: Session) -> tuple[UnmappedUse, ...]:
    """Return the codes in the data that belong to no concept, the most frequent first.

    The different descriptions of one code count together. A measurement's code that came without
    a value is not among them.
    """
    session.require(Permission.IMPORT)
    db = session.practice.db
    lists = store.practice_code_lists(db)
    found: dict[tuple[str, str], UnmappedUse] = {}
    for row in store.code_use(db, store.UNMAPPED):
        if lists.concepts_of(row.system, row.code, row.term):
            continue
        key = added_key(row.system, row.code, row.term)
        before = found.get(key)
        if before is None:
            found[key] = UnmappedUse(**vars(row))
        else:
            found[key] = UnmappedUse(
                before.system, before.code, before.term, before.events + row.events,
                max(before.patients, row.patients), _least(before.low, row.low),
                _most(before.high, row.high),
            )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda use: (-use.events, use.term, use.code)))


def _least(one: float | None, other: float | None) -> float | None:
    return min((value for value in (one, other) if value is not None), default=None)


def _most(one: float | None, other: float | None) -> float | None:
    return max((value for value in (one, other) if value is not None), default=None)

"""The practice's code lists: what they hold, what they miss, and adding to them.

Additions live in the practice and come on top of the shipped lists. A change is tried out first
(who would move), then done in one act that can be taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.units import Amount, convertible_units, to_standard
from proactive_care.frameworks import Moved, try_sorting, who_moves
from proactive_care.importing.codelist_files import ListCode
from proactive_care.store import codelists as store
from proactive_care.store import patients as patient_store
from proactive_care.store.codelists import ChangeRow, CodeRow, StoredValue
from proactive_care.store.concepts import Concept, load_concepts

NO_CHANGE = "The code lists are unchanged."


@dataclass(frozen=True)
class CodeChange:
    """Codes that become part of a concept. ``unit``: what the stored numbers of a measurement are
    in, where that is a question. ``list_name``: the file or list that they came from, if any."""

    concept: str
    codes: tuple[ListCode, ...]
    unit: str = ""
    list_name: str = ""


@dataclass(frozen=True)
class Applied:
    """What a change does to stored events.

    ``left`` are events of these codes that it cannot use: without a number, or with one outside
    the limits of the measurement.
    """

    id: str
    concept: Concept
    new_codes: int
    events: int
    patients: int
    left: int


@dataclass(frozen=True)
class MovedPatient:
    """Somebody whose group changes, with the name to show."""

    name: str
    moved: Moved


@dataclass(frozen=True)
class ChangePreview:
    """A change before it is made."""

    applied: Applied
    moved: tuple[MovedPatient, ...]


@dataclass(frozen=True)
class MadeChange:
    """A change that was made. ``undone_by`` and ``undone_at`` are empty while it stands."""

    id: str
    kind: str
    concept: Concept
    unit: str
    list_name: str
    codes: tuple[ListCode, ...]
    by: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.undone_at is None


def mappable_concepts() -> tuple[Concept, ...]:
    """Return what a code can be mapped to, by label. Medicines are told by their names instead."""
    concepts = (c for c in load_concepts().values() if c.kind != "medication")
    return tuple(sorted(concepts, key=lambda concept: concept.label.casefold()))


def units_to_choose(concept: str) -> tuple[str, ...]:
    """Return the units that stored numbers of a measurement may be in; empty: no question."""
    return convertible_units(concept)


def preview_change(
    session: Session, change: CodeChange, progress: Progress = no_progress
) -> ChangePreview:
    """Try a change out, and forget it again. Raises what ``apply_change`` raises, Cancelled."""
    session.require(Permission.VIEW_CLINICAL)
    return _tried(session, lambda db: _apply(session, db, session.now(), change), progress)


def apply_change(session: Session, change: CodeChange) -> Applied:
    """Add codes to a concept, here and in what was imported before. One act, audited.

    Groups follow at the next sorting. Raises NotPermitted, InvalidInput for codes that the concept
    has already, for a medicine, and without the unit where one is needed.
    """
    with session.act(
        Permission.IMPORT, f"codelist.{_kind(change)}", kept=NO_CHANGE, concept=change.concept,
        list=change.list_name, unit=change.unit,
    ) as act:  # fmt: skip
        applied = _apply(session, act.db, act.at, change)
        act.note(change=applied.id, codes=applied.new_codes, events=applied.events)
    return applied


def preview_undo(
    session: Session, change_id: str, progress: Progress = no_progress
) -> ChangePreview:
    """Try out taking a change back. Raises what ``undo_change`` raises, Cancelled."""
    session.require(Permission.VIEW_CLINICAL)
    return _tried(session, lambda db: _undo(session, db, session.now(), change_id), progress)


def undo_change(session: Session, change_id: str) -> Applied:
    """Take a change back: its events become unmapped again, as they were. One act, audited.

    Raises NotPermitted, NotFound, InvalidInput for a change that was taken back before.
    """
    with session.act(Permission.IMPORT, "codelist.undo", kept=NO_CHANGE, change=change_id) as act:
        applied = _undo(session, act.db, act.at, change_id)
        act.note(concept=applied.concept.name, codes=applied.new_codes, events=applied.events)
    return applied


def made_changes(session: Session) -> tuple[MadeChange, ...]:
    """Return every change of this practice's lists, newest first, taken back or not."""
    session.require(Permission.IMPORT)
    db, concepts = session.practice.db, load_concepts()
    rows = store.changes(db)
    undone = {row.undoes: row for row in rows if row.undoes}
    found = []
    for row in rows:
        if row.kind != "undo" and row.concept in concepts:
            back = undone.get(row.id)
            found.append(
                MadeChange(
                    row.id,
                    row.kind,
                    concepts[row.concept],
                    row.unit,
                    row.list_name,
                    tuple(
                        ListCode(code.system, code.code, code.term)
                        for code in store.codes_of_change(db, row.id)
                    ),
                    row.by,
                    datetime.fromisoformat(row.entered_at),
                    back.by if back else "",
                    datetime.fromisoformat(back.entered_at) if back else None,
                )
            )
    return tuple(found)


def moves_by_group(preview: ChangePreview) -> Counter[tuple[str, str, str]]:
    """Count who moves: (framework's label, group before, group after); "" is off the register."""
    return Counter(
        (
            person.moved.framework.label,
            person.moved.before.group if person.moved.before else "",
            person.moved.after.group if person.moved.after else "",
        )
        for person in preview.moved
    )


class _OnlyTried(Exception):
    """Ends a transaction that was only for looking."""


def _tried(
    session: Session, do: Callable[[Database], Applied], progress: Progress
) -> ChangePreview:
    session.require(Permission.IMPORT)
    as_of = session.today()
    result: ChangePreview | None = None
    try:
        with session.practice.transaction(NO_CHANGE) as db:
            before = try_sorting(session, as_of, progress=progress)
            progress(0, None, "Applying the change")
            applied = do(db)
            moved = who_moves(before, try_sorting(session, as_of, progress=progress))
            result = ChangePreview(applied, _named(db, moved))
            raise _OnlyTried
    except _OnlyTried:
        assert result is not None
        return result


def _named(db: Database, moved: tuple[Moved, ...]) -> tuple[MovedPatient, ...]:
    people = patient_store.patients_by_id(db, sorted({move.patient for move in moved}))
    return tuple(
        MovedPatient(f"{person.family_name}, {person.given_name}", move)
        for move in moved
        if (person := people.get(move.patient))
    )


def _apply(session: Session, db: Database, at: datetime, change: CodeChange) -> Applied:
    concept = _concept(change)
    before = store.practice_code_lists(db)
    new = [
        code
        for code in dict.fromkeys(change.codes)
        if concept.id not in before.concepts_of(code.system, code.code, code.term)
    ]
    if not new:
        raise InvalidInput(
            f"{concept.label} has all of these codes already.", field="concept", kept=NO_CHANGE
        )
    row = _row(
        session, at, kind=_kind(change), concept=concept.name, unit=change.unit,
        list_name=change.list_name,
    )  # fmt: skip
    store.add_change(db, row, [CodeRow(row.id, c.system, c.code, c.term) for c in new])
    gained, _ = store.codes_that_changed(db, concept.id, before, store.practice_code_lists(db))
    store.choose_codes(db, gained)
    if concept.kind == "measurement":
        values = store.unmapped_values(db)
        if values and units_to_choose(concept.name) and not change.unit:
            raise InvalidInput(
                "Which unit are the stored numbers in?", field="unit", kept=NO_CHANGE
            )
        store.add_values(db, concept.id, _converted(concept, change.unit, values))
    else:
        store.add_plain(db, concept.id)
    store.drop_unmapped(db, row.id)
    events, people, left = store.counts_of_chosen(db, concept.id)
    return Applied(row.id, concept, len(new), events, people, left)


def _undo(session: Session, db: Database, at: datetime, change_id: str) -> Applied:
    known = {row.id: row for row in store.changes(db)}
    row = known.get(change_id)
    if row is None or row.kind == "undo":
        raise NotFound("There is no such change of the code lists.", kept=NO_CHANGE)
    if any(other.undoes == change_id for other in known.values()):
        raise InvalidInput("This change was taken back before.", kept=NO_CHANGE)
    concept = load_concepts()[row.concept]
    before = store.practice_code_lists(db)
    codes = len(store.codes_of_change(db, change_id))
    back = _row(
        session, at, kind="undo", concept=row.concept, list_name=row.list_name, undoes=change_id
    )
    store.add_change(db, back, ())
    _, lost = store.codes_that_changed(db, concept.id, before, store.practice_code_lists(db))
    store.choose_codes(db, lost)
    events, people, left = store.counts_of_chosen(db, concept.id)
    store.take_back(db, concept.id)
    return Applied(back.id, concept, codes, events, people, left)


def _concept(change: CodeChange) -> Concept:
    concept = load_concepts().get(change.concept)
    if concept is None:
        raise InvalidInput("Choose what these codes mean.", field="concept", kept=NO_CHANGE)
    if concept.kind == "medication":
        raise InvalidInput(
            "Medicines are recognised by their names, not by a list of codes.",
            field="concept",
            kept=NO_CHANGE,
        )
    if change.unit and change.unit not in units_to_choose(concept.name):
        raise InvalidInput(
            f"{concept.label} is not measured in {change.unit}.", field="unit", kept=NO_CHANGE
        )
    return concept


def _converted(concept: Concept, unit: str, values: list[StoredValue]) -> list[StoredValue]:
    low = concept.low if concept.low is not None else float("-inf")
    high = concept.high if concept.high is not None else float("inf")
    found = []
    for stored in values:
        amount = to_standard(concept.name, Amount(stored.value, stored.comparator), unit)
        if low <= amount.value <= high:
            found.append(
                StoredValue(
                    stored.patient, stored.day, stored.source, stored.line, stored.item,
                    stored.code, amount.value, amount.comparator,
                )
            )  # fmt: skip
    return found


def _kind(change: CodeChange) -> str:
    return "list" if change.list_name else "map"


def _row(session: Session, at: datetime, **values: str) -> ChangeRow:
    return ChangeRow(
        **session.born(at),
        **values,
    )

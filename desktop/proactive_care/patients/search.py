"""The search box: one text, read as a form code, an NHS number, a birth, names or initials."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.accounts import Permission, Session
from proactive_care.domain.identifiers import clean_form_code
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.patients.name_index import NameIndex
from proactive_care.patients.search_query import Query, understand
from proactive_care.store import patients as patient_store
from proactive_care.store import search as store
from proactive_care.store.search import FoundPatient, SearchState

_NAMES = "names"


@dataclass(frozen=True)
class _Prepared:
    state: SearchState
    index: NameIndex


def prepare_search(session: Session, progress: Progress = no_progress) -> None:
    """Read the names of everybody into memory (and on no disk) unless they are there.

    It takes a second or two in a large practice, so a window does it off its thread. Until then,
    and from an import until the next time, names are found without tolerance for slips. Raises
    NotPermitted, Cancelled.
    """
    session.require(Permission.VIEW_PATIENTS)
    if _index(session) is None:
        progress(0, None, "Reading names")
        db = session.practice.db
        state = store.search_state(db)  # read first: a change meanwhile makes it outdated
        session.practice.memory[_NAMES] = _Prepared(state, NameIndex(store.everybody(db)))


def find_patients(session: Session, text: str, limit: int = 50) -> tuple[FoundPatient, ...]:
    """Return at most ``limit`` patients who fit what was typed or scanned. Raises NotPermitted.

    Understood are digits of an NHS number, with or without spaces; eight characters of a form code
    that this practice printed; and, together or alone, a date or year of birth (day first) and
    names, their beginnings or initials, in any order. After ``prepare_search`` one slip is forgiven
    in a word of four letters or more: a letter too many, too few or wrong, or two exchanged. Those
    who fit without a slip come first, and those who died or left after others who fit as well.
    """
    session.require(Permission.VIEW_PATIENTS)
    query = understand(text)
    known = _by_identifier(session, query, text)
    if known is not None:
        return known
    if not (query.words or query.born or query.digits):
        return ()  # nothing, or a day that does not exist
    for each in dict.fromkeys((query, query.without_titles())):
        found = _find(session, each, limit)
        if found:
            return found
    return ()


def _by_identifier(session: Session, query: Query, text: str) -> tuple[FoundPatient, ...] | None:
    """Whom a whole NHS number or a form code names; None if it is neither."""
    db = session.practice.db
    if len(query.digits) == 10:
        patient = patient_store.patient_id_by_nhs_number(db, query.digits)
        return () if patient is None else store.found_by_id(db, patient)
    code = clean_form_code(text)
    patient = None if code is None else patient_store.patient_id_by_form_code(db, code)
    return None if patient is None else store.found_by_id(db, patient)


def _find(session: Session, query: Query, limit: int) -> tuple[FoundPatient, ...]:
    index = _index(session)
    if index is not None:
        return index.find(query, limit)
    if query.digits or query.born == ():
        return ()
    born = query.born[0] if query.born else None
    return store.find_by_name(session.practice.db, query.words, born, limit)


def _index(session: Session) -> NameIndex | None:
    """The names in memory, if they are those of the practice as it is now."""
    prepared = session.practice.memory.get(_NAMES)
    state = store.search_state(session.practice.db)
    return prepared.index if isinstance(prepared, _Prepared) and prepared.state == state else None

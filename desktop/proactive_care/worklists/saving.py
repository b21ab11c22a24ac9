"""Saved lists: filters, order and columns under a name, for oneself or for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.store import people

_SHARED = "worklists.shared"
_OWN = "worklists.of."
_LONGEST_NAME = 40


@dataclass(frozen=True)
class SavedList:
    """A list by its name. ``filters`` and ``arrangement`` are what the window gave, as JSON."""

    name: str
    shared: bool
    filters: Mapping[str, Any]
    arrangement: Mapping[str, Any]
    saved_by: str = ""


def saved_lists(session: Session) -> tuple[SavedList, ...]:
    """Return one's own lists, then the shared ones, each by name. Raises NotPermitted."""
    session.require(Permission.VIEW_CLINICAL)
    db = session.practice.db
    found = (*_read(db, session, shared=False), *_read(db, session, shared=True))
    return tuple(sorted(found, key=lambda each: (each.shared, each.name.casefold())))


def save_list(session: Session, saved: SavedList) -> None:
    """Keep a list; one with the same name (capitals do not count) is replaced. Audited.

    Raises NotPermitted, InvalidInput for a name that cannot be used.
    """
    name = " ".join(saved.name.split())
    if not name:
        raise InvalidInput("The list needs a name.", field="name")
    if len(name) > _LONGEST_NAME:
        raise InvalidInput(f"A name has at most {_LONGEST_NAME} characters.", field="name")
    kept = SavedList(name, saved.shared, saved.filters, saved.arrangement, session.user_name)
    with session.act(Permission.VIEW_CLINICAL, "worklist.save", shared=saved.shared) as act:
        others = _without(_read(act.db, session, shared=saved.shared), name)
        _write(act.db, session, [*others, kept], shared=saved.shared)


def delete_list(session: Session, name: str, *, shared: bool) -> None:
    """Forget a list. Audited. Raises NotPermitted, NotFound."""
    with session.act(Permission.VIEW_CLINICAL, "worklist.delete", shared=shared) as act:
        before = _read(act.db, session, shared=shared)
        after = _without(before, name)
        if len(after) == len(before):
            raise NotFound("There is no saved list of this name.", kept="Nothing was changed.")
        _write(act.db, session, after, shared=shared)


def _without(lists: list[SavedList], name: str) -> list[SavedList]:
    return [each for each in lists if each.name.casefold() != name.casefold()]


def _setting(session: Session, *, shared: bool) -> str:
    return _SHARED if shared else _OWN + session.user_name.casefold()


def _read(db: Database, session: Session, *, shared: bool) -> list[SavedList]:
    raw: Any = people.read_setting(db, _setting(session, shared=shared)) or {}
    return [SavedList(**each) for each in raw.get("lists", [])]


def _write(db: Database, session: Session, lists: list[SavedList], *, shared: bool) -> None:
    people.save_setting(
        db, _setting(session, shared=shared), {"lists": [asdict(each) for each in lists]}
    )

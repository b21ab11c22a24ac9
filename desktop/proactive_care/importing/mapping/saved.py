"""The practice's saved mappings: kept under a name, found again by the shape of a file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import FileProblem, InvalidInput, NotFound
from proactive_care.importing.mapping.model import FileMapping
from proactive_care.importing.mapping.problems import mapping_problems
from proactive_care.importing.mapping.sharing import (
    mapping_from_toml,
    mapping_toml,
    read_mapping_file,
)
from proactive_care.store import import_mappings as store
from proactive_care.store.durable import write_durably
from proactive_care.store.import_mappings import MappingRow

LONGEST_NAME = 60
_KEPT = "The saved mappings are unchanged."


@dataclass(frozen=True)
class SavedMapping:
    """A mapping that this practice keeps. ``files`` were imported with it, the last at ``used``."""

    id: str
    name: str
    version: int
    mapping: FileMapping
    by: str
    at: datetime
    report: str
    files: int = 0
    used: datetime | None = None

    @property
    def profile(self) -> str:
        """What the import history calls files that were read with this version."""
        return profile_of(self.report, self.version)


def profile_of(report: str, version: int) -> str:
    """Return what the import history calls files of a mapping's version."""
    return f"own mapping “{report}”, version {version}"


def saved_mappings(session: Session) -> tuple[SavedMapping, ...]:
    """Return the saved mappings by name, with how often they were used. Raises NotPermitted."""
    session.require(Permission.IMPORT)
    db = session.practice.db
    uses = store.uses_by_profile(db)
    return tuple(_with_uses(saved, uses) for saved in _usable(store.current_mappings(db)))


def mappings_by_shape(db: Database) -> dict[str, SavedMapping]:
    """Return the saved mappings by the shape of their files."""
    return {saved.mapping.shape: saved for saved in _usable(store.current_mappings(db))}


def save_mapping(session: Session, name: str, mapping: FileMapping) -> SavedMapping:
    """Keep a mapping under a name. One act, audited.

    Files of the same shape are read with it from now on: a mapping that was there for this shape
    becomes its older version. Raises NotPermitted, and InvalidInput for a mapping with problems
    and for a name that is empty, too long, or another mapping's.
    """
    name = _checked_name(name)
    problems = mapping_problems(mapping)
    if problems:
        raise InvalidInput(problems[0].words, field="mapping", kept=_KEPT)
    with session.act(Permission.IMPORT, "import.mapping.save", kept=_KEPT, name=name) as act:
        rows = store.current_mappings(act.db)
        there = next((row for row in rows if row.shape == mapping.shape), None)
        _refuse_taken(name, rows, there.mapping if there else "")
        born = session.born(act.at)
        row = MappingRow(
            **born,
            mapping=there.mapping if there else born["id"],
            kind="save",
            name=name,
            report=there.report if there else _new_report(act.db, name),
            version=there.version + 1 if there else 1,
            shape=mapping.shape,
            definition=mapping_toml(name, mapping),
        )
        store.add_mapping_row(act.db, row)
        act.note(mapping=row.mapping, version=row.version, columns=len(mapping.columns))
    return _saved(row)


def rename_mapping(session: Session, mapping_id: str, name: str) -> SavedMapping:
    """Give a mapping another name. One act, audited. What it imported stays its own.

    Raises NotPermitted, NotFound, and InvalidInput for a name that cannot be used.
    """
    name = _checked_name(name)
    with session.act(
        Permission.IMPORT, "import.mapping.rename", kept=_KEPT, mapping=mapping_id, name=name
    ) as act:
        rows = store.current_mappings(act.db)
        old = _row(rows, mapping_id)
        _refuse_taken(name, rows, mapping_id)
        _, mapping = mapping_from_toml(old.definition)
        new = _next_row(session, act.at, old, "rename")
        new = replace(new, name=name, definition=mapping_toml(name, mapping))
        store.add_mapping_row(act.db, new)
    return _saved(new)


def remove_mapping(session: Session, mapping_id: str) -> None:
    """Forget a mapping: its files are asked about again. What was imported with it stays.

    One act, audited. Raises NotPermitted, NotFound.
    """
    with session.act(
        Permission.IMPORT, "import.mapping.remove", kept=_KEPT, mapping=mapping_id
    ) as act:
        old = _row(store.current_mappings(act.db), mapping_id)
        store.add_mapping_row(act.db, _next_row(session, act.at, old, "remove"))
        act.note(name=old.name)


def share_mapping(session: Session, mapping_id: str, target: Path) -> Path:
    """Write a mapping to a small file for another practice; it has no patient data. Audited.

    Raises NotPermitted, NotFound, and FileProblem if the file cannot be written.
    """
    with session.act(
        Permission.IMPORT, "import.mapping.share", kept=_KEPT, mapping=mapping_id
    ) as act:
        row = _row(store.current_mappings(act.db), mapping_id)
        write_durably(target, row.definition.encode())
        act.note(name=row.name)
    return target


def take_mapping(session: Session, path: Path) -> SavedMapping:
    """Save a mapping that another practice shared. Raises what ``save_mapping`` raises, and
    FileProblem for a file that is no mapping."""
    session.require(Permission.IMPORT)
    name, mapping = read_mapping_file(path)
    return save_mapping(session, name, mapping)


def free_name(session: Session, wish: str) -> str:
    """Return a name near the wish that no mapping has."""
    session.require(Permission.IMPORT)
    taken = {row.name.casefold() for row in store.current_mappings(session.practice.db)}
    return _free(" ".join(wish.split())[: LONGEST_NAME - 5] or "My file", taken)


def _saved(row: MappingRow) -> SavedMapping:
    _, mapping = mapping_from_toml(row.definition)
    return SavedMapping(
        row.mapping, row.name, row.version, mapping, row.by,
        datetime.fromisoformat(row.entered_at), row.report,
    )  # fmt: skip


def _usable(rows: list[MappingRow]) -> Iterator[SavedMapping]:
    """Leave out what this version cannot read any more: such files are asked about again."""
    for row in rows:
        with contextlib.suppress(FileProblem):
            yield _saved(row)


def _with_uses(saved: SavedMapping, uses: dict[str, tuple[int, str]]) -> SavedMapping:
    mine = [
        uses[profile]
        for version in range(1, saved.version + 1)
        if (profile := profile_of(saved.report, version)) in uses
    ]
    if not mine:
        return saved
    newest = datetime.fromisoformat(max(at for _, at in mine))
    return replace(saved, files=sum(count for count, _ in mine), used=newest)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(
            f"The mapping needs a name of at most {LONGEST_NAME} characters.",
            field="name",
            kept=_KEPT,
        )
    return name


def _refuse_taken(name: str, rows: list[MappingRow], own: str) -> None:
    if any(row.name.casefold() == name.casefold() and row.mapping != own for row in rows):
        raise InvalidInput(
            f"Another mapping is called “{name}”: choose another name.", field="name", kept=_KEPT
        )


def _new_report(db: Database, name: str) -> str:
    """A removed mapping's imports are not replaced by a new one that happens to be called so."""
    return _free(name, {report.casefold() for report in store.reports_in_use(db)})


def _free(wish: str, taken: set[str]) -> str:
    name, number = wish, 2
    while name.casefold() in taken:
        name, number = f"{wish} ({number})", number + 1
    return name


def _row(rows: list[MappingRow], mapping_id: str) -> MappingRow:
    found = next((row for row in rows if row.mapping == mapping_id), None)
    if found is None:
        raise NotFound("There is no such mapping any more.", kept=_KEPT)
    return found


def _next_row(session: Session, at: datetime, old: MappingRow, kind: str) -> MappingRow:
    return replace(
        old,
        **session.born(at),
        kind=kind,
    )

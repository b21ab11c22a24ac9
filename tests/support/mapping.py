"""Unknown files of synthetic people, and the way through the wizard without a window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.importing import ColumnMeaning, FileMapping, Unknown
from support.importing import NIA, write

PRESSURES = [
    (NIA, "systolic_bp_clinic", "2026-08-14", 145.0, None, 2),
    (NIA, "diastolic_bp_clinic", "2026-08-14", 92.0, None, 2),
]


def explain(session: Session, folder: Path, text: str | bytes, name: str = "list.csv") -> Unknown:
    """Write a file and look at it as the wizard does."""
    return importing.explain_file(session, write(folder, name, text))


def named(unknown: Unknown, shown: str, mapping: FileMapping | None = None) -> ColumnMeaning:
    """Return what the column of this name means."""
    columns = (mapping or unknown.guess.mapping).columns
    return next(column for column in columns if column.shown == shown)


def guessed(unknown: Unknown) -> dict[str, tuple[str, str]]:
    """Return (meaning, concept) by the column's name."""
    return {c.shown: (c.means, c.concept) for c in unknown.guess.mapping.columns}


def say(unknown: Unknown, mapping: FileMapping, shown: str, means: str, **more: str) -> FileMapping:
    """Say what a column means, as a person does in the window."""
    key = named(unknown, shown).key
    mapping = importing.with_meaning(unknown.looked, mapping, key, means)
    if concept := more.pop("concept", ""):
        mapping = importing.with_concept(unknown.looked, mapping, key, concept)
    column = mapping.column(key)
    assert column is not None
    return mapping.with_column(replace(column, **more))


def words(unknown: Unknown, mapping: FileMapping) -> list[str]:
    """Return what is still to be settled."""
    return [problem.words for problem in unknown.problems(mapping)]


def keep(session: Session, unknown: Unknown, mapping: FileMapping | None = None) -> None:
    """Save what was said (or guessed) of a file under the name that is proposed."""
    importing.save_mapping(session, unknown.name, mapping or unknown.guess.mapping)

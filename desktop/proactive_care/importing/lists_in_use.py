"""The lists of patients that a practice has, and taking one away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import NotFound
from proactive_care.importing.targets import chosen_uses
from proactive_care.store import imports, target_lists
from proactive_care.store.concepts import load_concepts


@dataclass(frozen=True)
class PatientList:
    """A list in use. ``stands_for`` is empty for a list that no rule uses."""

    name: str
    stands_for: str
    patients: int
    run_date: date
    files: str


def patient_lists(session: Session) -> tuple[PatientList, ...]:
    """Return the lists in use, by name. Raises NotPermitted."""
    session.require(Permission.IMPORT)
    db, concepts = session.practice.db, load_concepts()
    uses = chosen_uses(db)
    return tuple(
        PatientList(
            row.name,
            concepts[uses[row.name]].label if uses.get(row.name) in concepts else "",
            row.patients,
            row.run_date,
            row.files,
        )
        for row in target_lists.lists_in_use(db)
    )


def forget_list(session: Session, name: str) -> int:
    """Take a list away: nobody is on it any more. Returns how many were. One act, audited.

    Groups follow at the next sorting. Raises NotPermitted, NotFound.
    """
    with session.act(Permission.IMPORT, "import.forget_list", list=name) as act:
        row = next((r for r in target_lists.lists_in_use(act.db) if r.name == name), None)
        if row is None:
            raise NotFound("There is no list of this name.", kept="Nothing was changed.")
        imports.withdraw(act.db, row.sources)
        act.note(patients=row.patients)
    return row.patients

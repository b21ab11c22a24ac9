"""Whose patient somebody is: assigned to a person or a role, by rows that are only added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proactive_care.accounts import Permission, Session, list_users
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Role
from proactive_care.store import patients as patient_store
from proactive_care.store import worklists as store
from proactive_care.store.recall_contacts import RecallContact

_CARE_FOR_PATIENTS = (
    Role.HCA, Role.NURSE, Role.PRESCRIBER, Role.PHARMACIST, Role.CARE_COORDINATOR,
    Role.RECEPTIONIST,
)  # fmt: skip
_LONGEST_NOTE = 200


@dataclass(frozen=True)
class Assignee:
    """A person or a role that patients can be assigned to. ``about`` tells people apart."""

    name: str
    about: str


def assignees(session: Session) -> tuple[Assignee, ...]:
    """Return the roles, then everybody who can sign in and cares for patients, by name."""
    session.require(Permission.RECORD_CONTACTS)
    roles = [Assignee(f"any {role.label}", "whoever has time") for role in _CARE_FOR_PATIENTS]
    people = [
        Assignee(user.full_name, user.role.label)
        for user in list_users(session)
        if user.active and user.role is not Role.ADMINISTRATOR
    ]
    return (*roles, *sorted(people, key=lambda each: each.name.casefold()))


def assign_patients(session: Session, patients: Sequence[int], whom: str, note: str = "") -> int:
    """Assign patients to a person or role; an empty ``whom`` ends it. Returns how many changed.

    Nothing is overwritten: the newest row counts. One act, audited. Raises NotPermitted,
    InvalidInput for somebody who is not among ``assignees`` or without patients.
    """
    session.require(Permission.RECORD_CONTACTS)
    if whom and whom not in {each.name for each in assignees(session)}:
        raise InvalidInput("Choose somebody from the list.", field="whom", kept=_KEPT)
    words = " ".join(note.split())
    if len(words) > _LONGEST_NOTE:
        raise InvalidInput(f"A note has at most {_LONGEST_NOTE} letters.", field="note", kept=_KEPT)
    wanted = tuple(dict.fromkeys(patients))
    if not wanted:
        raise InvalidInput("Choose at least one patient.", field="patients", kept=_KEPT)
    with session.act(
        Permission.RECORD_CONTACTS, "worklist.assign", kept=_KEPT, patients=len(wanted),
        to=whom or "nobody",
    ) as act:  # fmt: skip
        now = store.assignments(act.db)
        known = patient_store.patients_by_id(act.db, wanted)
        changed = [each for each in wanted if each in known and now.get(each, "") != whom]
        rows = [
            RecallContact(
                **session.born(act.at),
                patient=patient, kind=store.ASSIGNED, taken_on=session.today(), outcome=whom,
                note=words,
            )
            for patient in changed
        ]  # fmt: skip
        store.add_assignments(act.db, rows)
        act.note(changed=len(rows), ids=changed)
    return len(rows)


_KEPT = "Nobody was assigned."

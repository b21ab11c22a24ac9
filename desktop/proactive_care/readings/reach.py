"""Whom no letter about readings may be posted to, whatever waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from proactive_care.store.patients import PatientRow, address_key
from proactive_care.store.recall_contacts import RecallContact, standing_contacts

# Kinds of contacts (resources/recall/outcomes.toml).
_DECEASED, _ADDRESS_RIGHT = "deceased", "address right"
_ADDRESS_WRONG = {"moved": "they have moved", "returned": "a letter came back"}


def why_not_posted_to(db: Database, people: Iterable[PatientRow], today: date) -> dict[int, str]:
    """Return why nothing is posted to some of these people: by their record, or as told here."""
    told: dict[int, list[RecallContact]] = {}
    for contact in standing_contacts(db, (_DECEASED, _ADDRESS_RIGHT, *_ADDRESS_WRONG)):
        told.setdefault(contact.patient, []).append(contact)
    found = {
        each.id: _gone(each, today) or _as_told(each, told.get(each.id, [])) for each in people
    }
    return {patient: why for patient, why in found.items() if why}


def _gone(person: PatientRow, today: date) -> str:
    if person.date_of_death is not None:
        return "the patient has died"
    if person.deregistered_on is not None and person.deregistered_on <= today:
        return "the patient has left the practice"
    if not person.seen_in_latest:
        return "the patient is missing from the newest import: look why first"
    return ""


def _as_told(person: PatientRow, contacts: list[RecallContact]) -> str:
    """What was told last about the address counts, as long as the record has that address."""
    if any(contact.kind == _DECEASED for contact in contacts):
        return "the patient was reported as having died: check the record first"
    newest = next((each for each in reversed(contacts) if each.kind != _DECEASED), None)
    if newest is None or newest.kind == _ADDRESS_RIGHT or newest.address != address_key(person):
        return ""
    return f"the address is not right: {_ADDRESS_WRONG[newest.kind]}"

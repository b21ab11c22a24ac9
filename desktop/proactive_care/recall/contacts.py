"""Recording what came of an invitation, taking mistakes back, and one patient's contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.identifiers import clean_form_code
from proactive_care.recall.outcomes import Outcome, OutcomeRule, Way, outcome_rules
from proactive_care.store import patients as patient_store
from proactive_care.store import recall_contacts as store
from proactive_care.store.patients import PatientRow, address_key
from proactive_care.store.recall_contacts import TAKEN_BACK, RecallContact, SentInvitation

_NOTHING = "Nothing was recorded."
_NEEDS_ADDRESS = (Outcome.MOVED, Outcome.RETURNED, Outcome.ADDRESS_RIGHT)
_OTHER_LABELS = {"phone": "Phone call about readings", "letter": "Letter", "note": "Note"}
_ORDINALS = {1: "First", 2: "Second", 3: "Third"}


@dataclass(frozen=True)
class ContactEntry:
    """One line of a patient's contacts: an invitation, an outcome, or another contact.

    ``id`` is empty for what cannot be taken back. ``taken_back`` says why it no longer counts,
    empty while it stands. ``batch`` and ``sequence`` belong to invitations.
    """

    id: str
    patient: int
    kind: str
    label: str
    way: str
    on: date
    until: date | None
    note: str
    by: str
    next_step: str
    next_on: date | None
    taken_back: str
    batch: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class FoundInvitation:
    """The invitation that a form code stands for, and whose it is."""

    patient: PatientRow
    invitation: SentInvitation


def record_outcome(
    session: Session,
    patient: int,
    outcome: Outcome,
    *,
    on: date | None = None,
    until: date | None = None,
    note: str = "",
    way: Way | None = None,
    invitation: str | None = None,
    next_on: date | None = None,
) -> str:
    """Write down what came of an invitation, or another contact; return the contact's id.

    ``on`` is the day it happened (today if None), ``until`` the day that was agreed, ``next_on``
    another day for the next step than the usual one. Raises InvalidInput for what is missing or
    impossible, NotFound for an unknown patient, NotPermitted.
    """
    rule, today = outcome_rules()[outcome], session.today()
    on = on or today
    _check(rule, today, on, until, note, way, next_on)
    with session.act(
        Permission.RECORD_CONTACTS, "recall.outcome", patient=patient, outcome=outcome.value
    ) as act:
        if rule.clinician and not session.may(Permission.CLOSE_ALERTS):
            raise NotPermitted(
                f"Only a clinician may record “{rule.label.lower()}”.",
                kept=_NOTHING,
                advice="Record that the patient declined, or pass it to a clinician.",
            )
        person = patient_store.patient_by_id(act.db, patient)
        if person is None or person.merged_into is not None:
            raise NotFound(
                "This patient is not in this practice, or is merged with another.", kept=_NOTHING
            )
        row = RecallContact(
            **session.born(act.at),
            patient=patient,
            kind=outcome.value,
            taken_on=on,
            until=until,
            note=" ".join(note.split()),
            channel=way.value if way else "",
            invitation=invitation or _answered(act.db, patient, on),
            next_on=(next_on or rule.next_on(on, until)) if rule.next else None,
            address=address_key(person) if outcome in _NEEDS_ADDRESS else "",
        )
        store.insert_contact(act.db, row)
    return row.id


def take_back(session: Session, contact: str, reason: str) -> None:
    """Say that a contact was recorded by mistake. It stays in the file and no longer counts.

    Raises InvalidInput without a reason, NotFound if it does not exist or was taken back before.
    """
    if len(reason.strip()) < 3:
        raise InvalidInput("Say what was wrong.", field="reason", kept="Nothing was changed.")
    with session.act(Permission.RECORD_CONTACTS, "recall.take_back", contact=contact) as act:
        wrong = store.contact_by_id(act.db, contact)
        if (
            wrong is None
            or wrong.kind == TAKEN_BACK
            or store.is_taken_back(act.db, contact)
            or wrong.kind not in {outcome.value for outcome in Outcome}
        ):
            raise NotFound("There is no such contact to take back.", kept="Nothing was changed.")
        act.patient = wrong.patient
        row = RecallContact(
            **session.born(act.at),
            patient=wrong.patient,
            kind=TAKEN_BACK,
            taken_on=session.today(),
            note=" ".join(reason.split()),
            corrects=contact,
        )
        store.insert_contact(act.db, row)


def contacts(session: Session, patient: int) -> tuple[ContactEntry, ...]:
    """Return one patient's invitations and contacts, newest first, mistakes marked as such.

    Needs VIEW_PATIENTS: there are no clinical values among them.
    """
    session.require(Permission.VIEW_PATIENTS)
    db = session.practice.db
    rows = store.contacts_of(db, patient)
    reasons = {row.corrects: row.note or "Corrected" for row in rows if row.corrects}
    lines = [(sent.on, "", _invitation(sent)) for sent in store.invitations_of(db, patient)]
    lines += [
        (row.taken_on, row.entered_at, _entry(row, reasons.get(row.id, "")))
        for row in rows
        if row.kind != TAKEN_BACK
    ]
    lines.reverse()
    lines.sort(key=lambda line: line[:2], reverse=True)
    return tuple(entry for _, _, entry in lines)


def person_to_contact(session: Session, patient: int) -> PatientRow:
    """Return whose outcome is recorded: name, birth and phone numbers. Raises NotFound."""
    session.require(Permission.RECORD_CONTACTS)
    person = patient_store.patient_by_id(session.practice.db, patient)
    if person is None:
        raise NotFound("This patient is not in this practice.")
    return person


def find_invitation(session: Session, form_code: str) -> FoundInvitation:
    """Return the invitation whose form code was typed or scanned.

    Raises InvalidInput if it is no form code, NotFound if this practice never printed it.
    """
    session.require(Permission.RECORD_CONTACTS)
    code = clean_form_code(form_code)
    if code is None:
        raise InvalidInput("A form code has eight letters and figures.", field="form_code")
    db = session.practice.db
    found = store.invitation_by_code(db, code)
    if found is None:
        raise NotFound(
            "This practice has not printed an invitation with this code.",
            advice="Check the code, or find the patient by name.",
        )
    return FoundInvitation(patient_store.patients_by_id(db, [found.patient])[found.patient], found)


def ordinal(number: int) -> str:
    """Return ``First``, ``Second``, ``Third``, ``4th`` …"""
    return _ORDINALS.get(number, f"{number}th")


def _check(
    rule: OutcomeRule,
    today: date,
    on: date,
    until: date | None,
    note: str,
    way: Way | None,
    next_on: date | None,
) -> None:
    if on > today:
        raise InvalidInput("This is a day in the future.", field="on", kept=_NOTHING)
    if rule.asks_day and until is None:
        raise InvalidInput(f"“{rule.label}” needs a day.", field="until", kept=_NOTHING)
    if until is not None and (until < on or not rule.asks_day):
        raise InvalidInput("This day cannot be used here.", field="until", kept=_NOTHING)
    if rule.asks_reason and len(note.strip()) < 3:
        raise InvalidInput(f"“{rule.label}” needs a reason.", field="note", kept=_NOTHING)
    if (way is None) is (rule.asks == "way"):
        raise InvalidInput("Say by which way, and only there.", field="way", kept=_NOTHING)
    if next_on is not None and next_on < today:
        raise InvalidInput("The next step is in the past.", field="next_on", kept=_NOTHING)


def _answered(db: Database, patient: int, on: date) -> str | None:
    """Return the newest invitation on or before a day: what an outcome is taken to answer."""
    sent = [each for each in store.invitations_of(db, patient) if each.on <= on]
    return sent[-1].id if sent else None


def _invitation(sent: SentInvitation) -> ContactEntry:
    way = Way(sent.channel)
    return ContactEntry(
        id="",
        patient=sent.patient,
        kind="invitation",
        label=f"{ordinal(sent.number)} invitation by {way.label}",
        way=way.value,
        on=sent.on,
        until=None,
        note="",
        by=sent.by,
        next_step="",
        next_on=None,
        taken_back="",
        batch=sent.batch,
        sequence=sent.sequence,
    )


def _entry(row: RecallContact, taken_back: str) -> ContactEntry:
    known = {each.value: rule for each, rule in outcome_rules().items()}
    rule = known.get(row.kind)
    label = rule.label if rule else _OTHER_LABELS.get(row.kind, row.kind.capitalize())
    if row.outcome:
        label = f"{label}: {row.outcome}"
    if row.kind == Outcome.PREFERS:
        label = f"Prefers a {Way(row.channel).label}"
    return ContactEntry(
        id=row.id if rule else "",
        patient=row.patient,
        kind=row.kind,
        label=label,
        way=row.channel,
        on=row.taken_on,
        until=row.until,
        note=row.note,
        by=row.by,
        next_step=rule.next if rule and row.next_on else "",
        next_on=row.next_on,
        taken_back=taken_back,
    )

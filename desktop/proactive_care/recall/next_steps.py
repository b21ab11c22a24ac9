"""What has to be done next because of an outcome, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.recall.contacts import ordinal
from proactive_care.recall.engine import REVIEW_CODES
from proactive_care.recall.outcomes import Outcome, Way, outcome_rules
from proactive_care.recall.settings import load_settings
from proactive_care.store import patients as patient_store
from proactive_care.store import recall_contacts as store
from proactive_care.store.patients import PatientRow, address_key
from proactive_care.store.recall import newest_days
from proactive_care.store.recall_contacts import RecallContact, SentInvitation

NO_ANSWER_YET = "No answer yet"
_KINDS = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True)
class NextStep:
    """Something to do for one patient: what, who does it, by when, and because of what.

    ``contact`` is the contact it follows from, empty for a phone call or a text of a batch that
    nobody has made yet; ``invitation`` the invitation, if there is one.
    """

    patient: PatientRow
    what: str
    who: str
    due: date
    because: str
    because_on: date
    topic: str
    note: str = ""
    contact: str = ""
    invitation: str | None = None


def next_steps_due(session: Session) -> tuple[NextStep, ...]:
    """Return what has to be done by today, the longest due first. Needs RECORD_CONTACTS."""
    session.require(Permission.RECORD_CONTACTS)
    today = session.today()
    return tuple(step for step in open_steps(session.practice.db, today) if step.due <= today)


def outcome_list(session: Session) -> tuple[NextStep, ...]:
    """Return whom to work down: what is due first, then everybody invited without an answer.

    Nobody is on it whose review has been seen since the invitation. Needs RECORD_CONTACTS.
    """
    due = next_steps_due(session)
    db, today = session.practice.db, session.today()
    since = today - timedelta(days=load_settings().round_days)
    already = {step.patient.id for step in due}
    touched = {
        contact.patient: contact.taken_on
        for contact in store.standing_contacts(db, _KINDS)
        if outcome_rules()[Outcome(contact.kind)].topic != "social prescribing"
    }
    newest = {sent.patient: sent for sent in store.sent_invitations(db) if sent.on >= since}
    reviewed = newest_days(db, tuple(REVIEW_CODES), today)
    people = patient_store.patients_by_id(db, sorted(set(newest) - already))
    waiting = [
        NextStep(
            person, NO_ANSWER_YET, "", newest[person.id].on,
            f"{ordinal(newest[person.id].number)} invitation, batch {newest[person.id].batch}",
            newest[person.id].on, "invitation", invitation=newest[person.id].id,
        )
        for person in people.values()
        if _is_here(person, today)
        and touched.get(person.id, date.min) < newest[person.id].on
        and max(reviewed.get(person.id, {}).values(), default=date.min) < newest[person.id].on
    ]  # fmt: skip
    waiting.sort(key=lambda step: (step.due, step.patient.family_name.casefold(), step.patient.id))
    return (*due, *waiting)


def open_steps(db: Database, today: date) -> tuple[NextStep, ...]:
    """Return every next step that is not settled, the soonest first, later ones too.

    A step is settled by a later outcome of the same topic, by a new invitation where it is about
    invitations, and by an import with another address where it is about the address. Nothing is
    to be done for somebody who has died or left.
    """
    newest: dict[tuple[int, str], RecallContact] = {}
    touched: dict[int, date] = {}
    for contact in store.standing_contacts(db, _KINDS):
        topic = outcome_rules()[Outcome(contact.kind)].topic
        newest[contact.patient, topic] = contact
        if topic == "invitation":
            touched[contact.patient] = contact.taken_on
    sent = {each.patient: each for each in store.sent_invitations(db)}
    waiting = {patient for (patient, _), contact in newest.items() if contact.next_on}
    listed = {each.patient for each in sent.values() if each.channel != Way.LETTER}
    people = patient_store.patients_by_id(db, sorted(waiting | listed))
    reported = {patient for patient, topic in newest if topic == "record"}
    steps = [
        *_after_contacts(newest, sent, people),
        *_unmade_calls(sent.values(), touched, people),
    ]
    return tuple(
        sorted(
            (
                step
                for step in steps
                if _is_here(step.patient, today)
                and (step.patient.id not in reported or step.topic == "record")
            ),
            key=lambda step: (step.due, step.patient.family_name.casefold(), step.patient.id),
        )
    )


def _after_contacts(
    newest: dict[tuple[int, str], RecallContact],
    sent: dict[int, SentInvitation],
    people: dict[int, PatientRow],
) -> Iterable[NextStep]:
    for (patient, topic), contact in newest.items():
        rule = outcome_rules()[Outcome(contact.kind)]
        if contact.next_on is None:
            continue
        if topic == "invitation" and patient in sent and sent[patient].on > contact.taken_on:
            continue
        if topic == "address" and contact.address != address_key(people[patient]):
            continue
        yield NextStep(
            people[patient], rule.next, rule.who, contact.next_on, rule.label, contact.taken_on,
            topic, contact.note, contact.id, contact.invitation,
        )  # fmt: skip


def _unmade_calls(
    sent: Iterable[SentInvitation], touched: dict[int, date], people: dict[int, PatientRow]
) -> Iterable[NextStep]:
    """Yield the phone calls and texts of batches after which nothing was recorded."""
    for invitation in sent:
        done = invitation.patient in touched and touched[invitation.patient] >= invitation.on
        if invitation.channel != Way.LETTER and not done:
            what = "Phone to invite" if invitation.channel == Way.PHONE else "Send the text"
            yield NextStep(
                people[invitation.patient], what, "reception", invitation.on,
                f"On the list of batch {invitation.batch}", invitation.on,
                "invitation", invitation=invitation.id,
            )  # fmt: skip


def _is_here(patient: PatientRow, today: date) -> bool:
    left = patient.deregistered_on
    return patient.date_of_death is None and (left is None or left > today)

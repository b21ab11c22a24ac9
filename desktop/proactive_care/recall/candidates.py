"""Gathering what recall knows about everybody, from the practice file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlite_utils import Database

from proactive_care.documents import CanPrint, cannot_post_reason, cannot_print_reason
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import KnownError
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.recall.decisions import Candidate, Group, Hold, Unreachable
from proactive_care.recall.engine import STATUS_CONCEPTS
from proactive_care.recall.languages import letters_can_print
from proactive_care.recall.letters import addressee
from proactive_care.recall.outcomes import Outcome, Way, outcome_rules
from proactive_care.recall.streams import letter_stream
from proactive_care.store import patients as patient_store
from proactive_care.store import recall as store
from proactive_care.store import recall_contacts as contact_store
from proactive_care.store.patients import PatientRow, address_key
from proactive_care.store.recall_contacts import RecallContact

# Somebody with one of these who has died or left is named among the exclusions.
_DIAGNOSES = (
    "hypertension",
    "diabetes_type_2",
    "chd",
    "stroke",
    "tia",
    "pad",
    "atrial_fibrillation",
    "asthma",
    "copd",
)
_KINDS = tuple(outcome.value for outcome in Outcome)
_ADDRESS_FAILED = (Outcome.MOVED, Outcome.RETURNED)
_UNREACHED = (Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT)
# An arrangement or a decision settles what a clinician was asked to settle.
_SETTLES = (
    Outcome.BOOKED,
    Outcome.ATTENDED,
    Outcome.REVIEW,
    Outcome.DECLINED,
    Outcome.INVITE_AGAIN,
    Outcome.PAUSED,
)
_ENDS_BOOKING = (
    Outcome.CANCELLED,
    Outcome.DID_NOT_ATTEND,
    Outcome.ATTENDED,
    Outcome.REVIEW,
    Outcome.INVITE_AGAIN,
)


@dataclass(frozen=True)
class Everybody:
    """The candidates, whether the rules that sorted them are signed off, and what letters can be
    printed in."""

    candidates: tuple[Candidate, ...]
    signed: bool
    can: CanPrint


def everybody(
    db: Database, as_of: date, progress: Progress, only: frozenset[int] | None = None
) -> Everybody:
    """Return everybody whom recall has to decide about, or ``only`` some of them.

    Raises KnownError if nobody has been sorted into priority groups yet.
    """
    progress(0, None, "Reading groups")
    groups: dict[int, list[Group]] = {}
    signed = True
    for row in store.latest_groups(db):
        why = row.reasons[0] if row.reasons else ""
        group = Group(Framework(row.framework), row.group, Tier(row.tier), why)
        groups.setdefault(row.patient, []).append(group)
        signed = signed and row.signed
    if store.latest_run_day(db) is None:
        raise KnownError(
            "Nobody has been sorted into priority groups yet.",
            kept="Nothing was printed.",
            advice="Import an extract and run the frameworks first.",
        )
    ids = {*groups, *store.gone_with_condition(db, _DIAGNOSES, as_of)}
    people = patient_store.patients_by_id(db, sorted(ids if only is None else ids & only))
    progress(0, None, "Reading reviews and contacts")
    newest = store.newest_days(db, STATUS_CONCEPTS, as_of)
    here = _what_happened_here(db)
    return Everybody(
        tuple(
            _candidate(person, groups.get(person.id, ()), newest.get(person.id, {}), here)
            for person in people.values()
            if person.merged_into is None
        ),
        signed,
        letters_can_print(db),
    )


def people_now(db: Database, patients: Iterable[int]) -> tuple[Candidate, ...]:
    """Return what is known about some patients, without their groups and codes."""
    people = patient_store.patients_by_id(db, sorted(patients))
    here = _what_happened_here(db)
    return tuple(_candidate(person, (), {}, here) for person in people.values())


@dataclass
class _Here:
    """What happened here, by patient."""

    contacts: dict[int, list[RecallContact]] = field(default_factory=dict)
    invited: dict[int, list[tuple[date, Tier]]] = field(default_factory=dict)
    last_way: dict[int, Way] = field(default_factory=dict)
    plans: dict[int, date] = field(default_factory=dict)


def _what_happened_here(db: Database) -> _Here:
    """Gather it; what happened to a merged record is told of the one that is kept."""
    here = _Here(plans=store.plan_reviews(db))
    for contact in contact_store.standing_contacts(db, _KINDS):
        here.contacts.setdefault(contact.patient, []).append(contact)
    for invitation in store.invitations(db):
        sent = invitation.on, Tier(invitation.tier)
        here.invited.setdefault(invitation.patient, []).append(sent)
        here.last_way[invitation.patient] = Way(invitation.channel)
    return here


def _candidate(
    person: PatientRow, groups: Sequence[Group], newest: dict[str, date], here: _Here
) -> Candidate:
    contacts = here.contacts.get(person.id, ())
    invited = sorted(here.invited.get(person.id, ()), key=lambda sent: sent[0])
    known = Candidate(
        person,
        tuple(groups),
        newest,
        reviewed_here=here.plans.get(person.id),
        invited=tuple(day for day, _ in invited),
        invited_as=tuple(tier for _, tier in invited),
        last_way=here.last_way.get(person.id),
        address_failed=_address_failed(person, contacts),
    )
    return after_contacts(known, contacts)


def after_contacts(candidate: Candidate, contacts: Iterable[RecallContact]) -> Candidate:
    """Return a candidate with everything that its contacts say, which come oldest first."""
    for contact in contacts:
        outcome = Outcome(contact.kind)
        rule = outcome_rules()[outcome]
        if outcome in _SETTLES:
            candidate = replace(candidate, said_no=None, passed_on=None)
        if outcome in _ENDS_BOOKING:
            candidate = replace(candidate, booked_for=None)
        if rule.topic == "invitation":
            until = rule.holds_until(contact.taken_on, contact.until)
            if contact.next_on is not None and until is not None:
                until = max(until, contact.next_on)
            candidate = replace(candidate, hold=None if until is None else Hold(until, rule.label))
        candidate = _with(candidate, outcome, contact)
    return candidate


def _with(candidate: Candidate, outcome: Outcome, contact: RecallContact) -> Candidate:
    on = contact.taken_on
    match outcome:
        case Outcome.BOOKED:
            return replace(candidate, booked_for=contact.until)
        case Outcome.ATTENDED:
            return replace(candidate, attended=on)
        case Outcome.REVIEW:
            before = candidate.reviewed_here
            return replace(candidate, reviewed_here=max(on, before or on))
        case Outcome.DECLINED:
            return replace(candidate, dissent_here=on)
        case Outcome.PAUSED:
            return replace(candidate, paused_until=contact.until)
        case Outcome.INVITE_AGAIN:
            return replace(candidate, fresh_since=on, dissent_here=None, paused_until=None)
        case Outcome.SAYS_NO:
            return replace(candidate, said_no=on)
        case Outcome.PASSED_ON:
            return replace(candidate, passed_on=on)
        case Outcome.DECEASED:
            return replace(candidate, deceased_reported=on)
        case Outcome.PREFERS:
            return replace(candidate, preferred=Way(contact.channel))
        case _ if outcome in _UNREACHED:
            return replace(candidate, tries=(*candidate.tries, on))
        case _:
            return candidate


def with_reach(candidate: Candidate, can: CanPrint, stream: str = "") -> Candidate:
    """Return a candidate with the reason, if there is one, why no letter can reach them.

    The letter of a stream exists in English only, and not in easy read for every stream.
    """
    person, failed = candidate.patient, candidate.address_failed
    if stream:
        can = CanPrint(easy_read=can.easy_read and letter_stream(stream).easy_read)
    need = cannot_print_reason(person.format_need, person.language, can)
    if failed:
        return replace(candidate, no_letter=Unreachable(failed, phone_instead=need is None))
    if need is not None:
        return replace(candidate, no_letter=Unreachable(need, phone_instead=False))
    address = cannot_post_reason(addressee(person))
    if address is not None:
        return replace(candidate, no_letter=Unreachable(address, phone_instead=True))
    return candidate


def _address_failed(person: PatientRow, contacts: Iterable[RecallContact]) -> str:
    """Say why the address is not right, until an import changes it or a person checks it."""
    failed = None
    for contact in contacts:
        if outcome_rules()[Outcome(contact.kind)].topic == "address":
            failed = contact if Outcome(contact.kind) in _ADDRESS_FAILED else None
    if failed is None or failed.address != address_key(person):
        return ""
    words = outcome_rules()[Outcome(failed.kind)].label.lower()
    return f"the address is not right: {words} {show_date(failed.taken_on)}"

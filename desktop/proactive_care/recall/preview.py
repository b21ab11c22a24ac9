"""The batch before printing: who is invited, who is not and why, and how much work it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from proactive_care.accounts import Permission, PracticeDetails, Session, practice_details
from proactive_care.documents import (
    RecallLetter,
    Sides,
    cannot_post_reason,
    cannot_print_reason,
)
from proactive_care.domain.errors import KnownError
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.recall.draft import LetterDraft
from proactive_care.recall.engine import (
    STATUS_CONCEPTS,
    Candidate,
    Due,
    Group,
    NotDue,
    NotInvited,
    decide,
)
from proactive_care.recall.letters import addressee, missing_details
from proactive_care.recall.settings import Basis, RecallSettings, load_settings
from proactive_care.store import patients as patient_store
from proactive_care.store import recall as store

_CONTACTS = ("review", "declined", "paused", "booked")
OLD_EXTRACT_DAYS = 30


class Order(StrEnum):
    """The order of the letters in the pile."""

    SURNAME = "surname"
    POSTCODE = "postcode"
    VILLAGE = "village"


@dataclass(frozen=True)
class RecallPreview:
    """A batch that has not been printed. ``id`` makes sure that it is printed once only.

    ``due`` and ``letters`` are in printing order: what is seen here is what is printed. ``pages``
    counts those of the file, blank backs included, ``sheets`` the paper. ``excluded`` would have
    been invited but for the reason given; ``not_due`` are those whose turn has not come;
    ``cannot_print`` need another route because of a format, a language or an address.
    """

    id: str
    as_of: date
    extract_date: date | None
    order: Order
    basis: Basis
    due: tuple[Due, ...]
    letters: tuple[RecallLetter, ...]
    pages: int
    sheets: int
    excluded: tuple[NotInvited, ...]
    not_due: tuple[NotDue, ...]
    cannot_print: tuple[NotInvited, ...]
    left_for_later: int
    minutes: Mapping[Role, int]
    signed: bool
    warnings: tuple[str, ...]

    @property
    def excluded_by_reason(self) -> Mapping[str, int]:
        """How many are excluded for each reason, most first."""
        return dict(Counter(person.reason for person in self.excluded).most_common())


def preview_batch(
    session: Session,
    as_of: date,
    *,
    basis: Basis | None = None,
    order: Order = Order.SURNAME,
    limit: int | None = None,
    only: frozenset[int] | None = None,
    sides: Sides = Sides.TWO,
    progress: Progress = no_progress,
) -> RecallPreview:
    """Work out a batch without changing anything.

    ``only`` narrows it to a selection of patients, ``limit`` to the most urgent so many. Raises
    KnownError if no stratification has been run yet.
    """
    session.require(Permission.PREVIEW_RECALL)
    settings, db = load_settings(basis), session.practice.db
    candidates, signed = _candidates(db, as_of, progress)
    due: list[Due] = []
    excluded: list[NotInvited] = []
    not_due: list[NotDue] = []
    cannot_print: list[NotInvited] = []
    for number, candidate in enumerate(candidates):
        if number % 500 == 0:
            progress(number, len(candidates), "Checking patients")
        if only is not None and candidate.patient.id not in only:
            continue
        decision = decide(candidate, as_of, settings)
        if isinstance(decision, Due):
            problem = _cannot_print(decision)
            (due.append(decision) if problem is None else cannot_print.append(problem))
        elif isinstance(decision, NotDue):
            not_due.append(decision)
        else:
            excluded.append(decision)
    due.sort(key=lambda person: (person.tier.rank, _name_key(person)))
    chosen = due if limit is None else due[:limit]
    chosen.sort(key=lambda person: _order_key(person, order))
    extract = patient_store.extract_date(db)
    draft = LetterDraft(session, as_of, extract or as_of, settings, sides)
    set_out = draft.letters(chosen, progress)
    cannot_print += set_out.refused
    return RecallPreview(
        id=uuid7(session.now()),
        as_of=as_of,
        extract_date=extract,
        order=order,
        basis=settings.basis,
        due=set_out.due,
        letters=set_out.letters,
        pages=set_out.pages,
        sheets=set_out.sheets,
        excluded=tuple(excluded),
        not_due=tuple(not_due),
        cannot_print=tuple(cannot_print),
        left_for_later=len(due) - len(chosen),
        minutes=_minutes(set_out.due, settings),
        signed=signed,
        warnings=(
            *_warnings(extract, as_of, signed),
            *_letter_warnings(practice_details(session), set_out.due),
        ),
    )


def _candidates(db: Database, as_of: date, progress: Progress) -> tuple[list[Candidate], bool]:
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
    gone = store.gone_with_condition(db, _DIAGNOSES, as_of)
    people = patient_store.patients_by_id(db, sorted({*groups, *gone}))
    progress(0, None, "Reading reviews and contacts")
    newest = store.newest_days(db, STATUS_CONCEPTS, as_of)
    invited: dict[int, list[date]] = {}
    for invitation in store.invitations(db):
        invited.setdefault(invitation.patient, []).append(invitation.on)
    contacts = _newest_contacts(db)
    return [
        Candidate(
            person,
            tuple(groups.get(person.id, ())),
            newest.get(person.id, {}),
            invited=tuple(invited.get(person.id, ())),
            **contacts.get(person.id, {}),
        )
        for person in people.values()
    ], signed


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


def _newest_contacts(db: Database) -> dict[int, dict[str, date]]:
    fields = {"review": "reviewed_here", "declined": "dissent_here"}
    until = {"paused": "paused_until", "booked": "booked_for"}
    found: dict[int, dict[str, date]] = {}
    for contact in store.contacts(db, _CONTACTS):
        person = found.setdefault(contact.patient, {})
        if contact.kind in fields:
            person[fields[contact.kind]] = contact.on
        elif contact.until is not None:
            person[until[contact.kind]] = contact.until
    for patient, day in store.plan_reviews(db).items():
        person = found.setdefault(patient, {})
        person["reviewed_here"] = max(day, person.get("reviewed_here", day))
    return found


def _cannot_print(due: Due) -> NotInvited | None:
    patient = due.patient
    reason = cannot_print_reason(patient.format_need, patient.language) or cannot_post_reason(
        addressee(patient)
    )
    return None if reason is None else NotInvited(patient, "Needs another route", reason)


def _minutes(due: Sequence[Due], settings: RecallSettings) -> dict[Role, int]:
    minutes: Counter[Role] = Counter()
    for person in due:
        plan = settings.review[person.tier]
        minutes[settings.test_role] += settings.test_minutes
        minutes[plan.role] += plan.minutes
    return dict(minutes)


def _warnings(extract: date | None, as_of: date, signed: bool) -> tuple[str, ...]:
    warnings = []
    if not signed:
        warnings.append("The rules have not been signed off by a clinical lead.")
    if extract is not None and (as_of - extract).days > OLD_EXTRACT_DAYS:
        warnings.append(f"The data is {(as_of - extract).days} days old. Import a newer extract.")
    return tuple(warnings)


def _letter_warnings(details: PracticeDetails, due: Sequence[Due]) -> Iterator[str]:
    missing = missing_details(details)
    if missing and due:
        yield f"The letters cannot say the practice's {', '.join(missing)}: enter them in Settings."
    urgent = sum(person.tier is Tier.URGENT for person in due)
    if urgent:
        people = "the urgent patient" if urgent == 1 else f"the {urgent} urgent patients"
        yield f"Phone {people} as well: a letter alone may be too slow."


def _name_key(due: Due) -> tuple[str, str, int]:
    patient = due.patient
    return patient.family_name.casefold(), patient.given_name.casefold(), patient.id


def _order_key(due: Due, order: Order) -> tuple[str, str, str, int]:
    first = {
        Order.SURNAME: "",
        Order.POSTCODE: due.patient.postcode,
        Order.VILLAGE: due.patient.village.casefold(),
    }[order]
    return (first, *_name_key(due))

"""The batch before printing: who is invited, who is not and why, and how much work it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.accounts import Permission, PracticeDetails, Session, practice_details
from proactive_care.documents import RecallLetter, Sides
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import KnownError
from proactive_care.domain.extracts import is_old
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.recall.appointments import appointments_of
from proactive_care.recall.capacity import RoleWork, sessions_per_week, work_by_role
from proactive_care.recall.decisions import Due, Escalated, InStream, NotDue, NotInvited
from proactive_care.recall.draft import LetterDraft
from proactive_care.recall.letters import missing_details
from proactive_care.recall.outcomes import Way
from proactive_care.recall.rules import practice_settings
from proactive_care.recall.settings import Basis, RecallSettings
from proactive_care.recall.sorting import sort_everybody
from proactive_care.recall.stopping import RecallStop, recall_stop
from proactive_care.recall.streams import letter_stream
from proactive_care.recall.weight import Postage, postage_of
from proactive_care.store import patients as patient_store
from proactive_care.store.patients import address_key


class Order(StrEnum):
    """The order of the letters in the pile."""

    SURNAME = "surname"
    POSTCODE = "postcode"
    VILLAGE = "village"
    HOUSEHOLD = "household"


@dataclass(frozen=True)
class RecallPreview:
    """A batch that has not been printed. ``id`` makes sure that it is printed once only.

    ``due`` and ``letters`` are in printing order: what is seen here is what is printed; ``calls``
    and ``texts`` are invited without a letter. ``pages`` counts those of the file, blank backs
    included, ``sheets`` the paper, ``postage`` what it weighs. ``excluded`` would have been invited
    but for the reason given; ``not_due`` are those whose turn has not come; ``cannot_print`` need
    another route because of a format, a language or an address. While there is a ``stop``, nothing
    can be printed. ``stream`` is the key of the stream whose letters these are, empty for the usual
    letters.
    """

    id: str
    as_of: date
    extract_date: date | None
    order: Order
    basis: Basis
    due: tuple[Due, ...]
    letters: tuple[RecallLetter, ...]
    calls: tuple[Due, ...]
    texts: tuple[Due, ...]
    pages: int
    sheets: int
    postage: Postage
    excluded: tuple[NotInvited, ...]
    not_due: tuple[NotDue, ...]
    cannot_print: tuple[NotInvited, ...]
    left_for_later: int
    minutes: Mapping[Role, int]
    work: tuple[RoleWork, ...]
    signed: bool
    stop: RecallStop | None
    warnings: tuple[str, ...]
    stream: str = ""

    @property
    def invited(self) -> tuple[Due, ...]:
        """Everybody who is invited: letters in printing order, then calls, then texts."""
        return (*self.due, *self.calls, *self.texts)

    @property
    def escalated(self) -> tuple[Escalated, ...]:
        """The excluded who are phoned, or passed to a clinician, instead."""
        return tuple(each for each in self.excluded if isinstance(each, Escalated))

    @property
    def missed(self) -> tuple[NotDue, ...]:
        """Those not due whose month of birth passed lately without an invitation."""
        return tuple(each for each in self.not_due if each.missed)

    @property
    def streams(self) -> tuple[InStream, ...]:
        """The excluded who are due and have their own letter or route."""
        return tuple(each for each in self.excluded if isinstance(each, InStream))

    @property
    def own_letters(self) -> Mapping[str, int]:
        """How many get a letter in another batch, by the key of their stream."""
        return dict(Counter(each.letter for each in self.streams if each.letter))

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
    stream: str = "",
    progress: Progress = no_progress,
) -> RecallPreview:
    """Work out a batch without changing anything.

    ``only`` narrows it to a selection of patients, ``limit`` to the most urgent so many; ``stream``
    is the key of a stream for a batch of its own letters. Raises KnownError if no stratification
    has been run yet or the stream has no letters here, InvalidInput for an unknown one.
    """
    session.require(Permission.PREVIEW_RECALL)
    db = session.practice.db
    settings = practice_settings(db, basis)
    if stream:
        _check_stream(stream, settings)
    found = sort_everybody(db, as_of, settings, progress, only, stream)
    due = sorted(found.due, key=lambda person: (person.tier.rank, _name_key(person)))
    chosen = sorted(due if limit is None else due[:limit], key=lambda p: _order_key(p, order))
    extract = patient_store.extract_date(db)
    draft = LetterDraft(session, as_of, extract or as_of, settings, sides)
    set_out = draft.letters([person for person in chosen if person.way is Way.LETTER], progress)
    calls, texts = (
        tuple(person for person in chosen if person.way is way) for way in (Way.PHONE, Way.TEXT)
    )
    invited = (*set_out.due, *calls, *texts)
    minutes, stop = _minutes(invited, settings), recall_stop(session)
    return RecallPreview(
        id=uuid7(session.now()),
        as_of=as_of,
        extract_date=extract,
        order=order,
        basis=settings.basis,
        due=set_out.due,
        letters=set_out.letters,
        calls=calls,
        texts=texts,
        pages=set_out.pages,
        sheets=set_out.sheets,
        postage=postage_of(
            set_out.sheets_each,
            (address_key(person.patient) for person in set_out.due),
            settings.post,
        ),
        excluded=found.excluded,
        not_due=found.not_due,
        cannot_print=(*found.other_route, *set_out.refused),
        left_for_later=len(due) - len(chosen),
        minutes=minutes,
        work=work_by_role(minutes, sessions_per_week(session), settings),
        signed=found.signed,
        stop=stop,
        warnings=(
            *((stop.words,) if stop else ()),
            *_warnings(extract, as_of, found.signed),
            *_letter_warnings(practice_details(session), set_out.due),
            *_missed_warning(sum(each.missed for each in found.not_due)),
        ),
        stream=stream,
    )


def _check_stream(stream: str, settings: RecallSettings) -> None:
    chosen = letter_stream(stream)
    if stream in settings.routes:
        raise KnownError(
            f"{chosen.label}: this practice sends no letters. {chosen.route}",
            kept="Nothing was printed.",
            advice="Look under Escalated, Own routes; or choose letters under Recall, How often.",
        )


def _minutes(due: Sequence[Due], settings: RecallSettings) -> dict[Role, int]:
    minutes: Counter[Role] = Counter()
    for person in due:
        for appointment in appointments_of(person, settings):
            minutes[appointment.role] += appointment.minutes
    return dict(minutes)


def _warnings(extract: date | None, as_of: date, signed: bool) -> tuple[str, ...]:
    warnings = []
    if not signed:
        warnings.append("The rules have not been signed off by a clinical lead.")
    if extract is not None and is_old(extract, as_of):
        warnings.append(f"The data is {(as_of - extract).days} days old. Import a newer extract.")
    if extract is not None and extract > as_of:
        warnings.append(
            f"The newest extract is of {show_date(extract)}, after {show_date(as_of)}: deaths,"
            " moves and addresses are those of the extract, results only up to the day asked for."
        )
    return tuple(warnings)


def _letter_warnings(details: PracticeDetails, due: Sequence[Due]) -> Iterator[str]:
    missing = missing_details(details)
    if missing and due:
        yield f"The letters cannot say the practice's {', '.join(missing)}: enter them in Settings."
    urgent = sum(person.tier is Tier.URGENT for person in due)
    if urgent:
        people = "the urgent patient" if urgent == 1 else f"the {urgent} urgent patients"
        yield f"Phone {people} as well: a letter alone may be too slow."


def _missed_warning(count: int) -> Iterator[str]:
    if count:
        people = "1 person" if count == 1 else f"{count:,} people"
        yield f"The month of birth of {people} passed without an invitation: see Not due yet."


def _name_key(due: Due) -> tuple[str, str, int]:
    patient = due.patient
    return patient.family_name.casefold(), patient.given_name.casefold(), patient.id


def _order_key(due: Due, order: Order) -> tuple[str, str, str, int]:
    patient = due.patient
    first = {
        Order.SURNAME: "",
        Order.POSTCODE: patient.postcode,
        Order.VILLAGE: patient.village.casefold(),
        Order.HOUSEHOLD: f"{patient.village.casefold()} {patient.postcode} {address_key(patient)}",
    }[order]
    return (first, *_name_key(due))

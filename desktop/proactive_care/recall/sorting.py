"""Everybody, sorted into those who are invited and those who are not, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.recall.candidates import everybody, with_reach
from proactive_care.recall.decisions import (
    ANOTHER_ROUTE,
    Candidate,
    Due,
    Escalated,
    InStream,
    NotDue,
    NotInvited,
    OtherRoute,
    Stage,
)
from proactive_care.recall.engine import decide, has_phone
from proactive_care.recall.rules import practice_settings
from proactive_care.recall.settings import Basis, RecallSettings
from proactive_care.recall.streams import letter_stream, stream_of

OWN_LETTER = "Has a letter of their own"


@dataclass(frozen=True)
class Sorted:
    """Everybody with a condition, each exactly once."""

    due: tuple[Due, ...]
    excluded: tuple[NotInvited, ...]
    not_due: tuple[NotDue, ...]
    other_route: tuple[OtherRoute, ...]
    signed: bool


def sort_everybody(
    db: Database,
    as_of: date,
    settings: RecallSettings,
    progress: Progress = no_progress,
    only: frozenset[int] | None = None,
    stream: str = "",
) -> Sorted:
    """Decide about everybody, or ``only`` some; about one ``stream``'s people, or who gets the
    usual letter. Raises KnownError without groups, Cancelled.

    Among the usual letters, whoever has a letter of their own is kept apart and named. Among a
    stream's own, whoever it cannot reach needs another route.
    """
    found = everybody(db, as_of, progress, only)
    due: list[Due] = []
    excluded: list[NotInvited] = []
    not_due: list[NotDue] = []
    other_route: list[OtherRoute] = []
    for number, candidate in enumerate(found.candidates):
        if number % 500 == 0:
            progress(number, len(found.candidates), "Checking patients")
        if stream and not _is_in(candidate, stream, as_of):
            continue
        decision = decide(candidate, as_of, settings)
        if isinstance(decision, Due):
            reached = with_reach(candidate, found.can, decision.stream)
            decision = decide(reached, as_of, settings)
        if isinstance(decision, Due) and decision.stream != stream:
            decision = _own_letter(decision)
        elif isinstance(decision, InStream) and stream:
            decision = _no_letter(decision)
        if isinstance(decision, Due):
            due.append(decision)
        elif isinstance(decision, NotDue):
            not_due.append(decision)
        elif isinstance(decision, OtherRoute):
            other_route.append(decision)
        else:
            excluded.append(decision)
    return Sorted(tuple(due), tuple(excluded), tuple(not_due), tuple(other_route), found.signed)


def escalated(
    session: Session,
    as_of: date | None = None,
    *,
    basis: Basis | None = None,
    progress: Progress = no_progress,
) -> tuple[Escalated, ...]:
    """Return the urgent and high patients whom invitations have not brought or cannot reach.

    The most urgent and longest due first. They stay on it until an outcome takes them off: nobody
    drops off. Raises KnownError if nobody has been sorted yet.
    """
    session.require(Permission.PREVIEW_RECALL)
    day, db = as_of or session.today(), session.practice.db
    settings = practice_settings(db, basis)
    found = sort_everybody(db, day, settings, progress)
    people = [each for each in found.excluded if isinstance(each, Escalated)]
    people += [
        _unreachable(each, day) for each in found.other_route if each.tier in settings.escalated
    ]
    people.sort(key=lambda each: (each.tier.rank, each.due, each.patient.family_name.casefold()))
    return tuple(people)


def in_streams(
    session: Session, as_of: date | None = None, *, progress: Progress = no_progress
) -> tuple[InStream, ...]:
    """Return those who are due and kept apart from the letters, by stream, with their route."""
    session.require(Permission.PREVIEW_RECALL)
    day = as_of or session.today()
    db = session.practice.db
    found = sort_everybody(db, day, practice_settings(db), progress)
    people = [each for each in found.excluded if isinstance(each, InStream)]
    people.sort(key=lambda each: (each.stream, each.tier.rank, each.patient.village.casefold()))
    return tuple(people)


def _is_in(candidate: Candidate, stream: str, as_of: date) -> bool:
    found = stream_of(candidate.patient, candidate.newest, as_of)
    return found is not None and found[0].key == stream


def _own_letter(due: Due) -> InStream:
    """Somebody whose letter goes out in another batch than the usual one."""
    stream = letter_stream(due.stream)
    route = f"A letter of their own, in a batch of its own: {stream.title}"
    return InStream(due.patient, OWN_LETTER, due.turn, stream.label, route, due.tier, stream.key)


def _no_letter(each: InStream) -> OtherRoute:
    """Somebody whom the letter of their stream is not for, or cannot reach."""
    return OtherRoute(each.patient, ANOTHER_ROUTE, f"{each.detail}. {each.route}", each.tier)


def _unreachable(each: OtherRoute, day: date) -> Escalated:
    """Somebody in urgent need whom no letter can reach is escalated at once."""
    stage = Stage.PHONE if has_phone(each.patient) else Stage.CLINICIAN
    return Escalated(each.patient, each.reason, each.detail, stage, each.tier, day, 0)

"""Everybody, sorted into those who are invited and those who are not, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.recall.candidates import everybody, with_reach
from proactive_care.recall.decisions import (
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
) -> Sorted:
    """Decide about everybody, or ``only`` some. Raises KnownError without groups, Cancelled."""
    found = everybody(db, as_of, progress, only)
    due: list[Due] = []
    excluded: list[NotInvited] = []
    not_due: list[NotDue] = []
    other_route: list[OtherRoute] = []
    for number, candidate in enumerate(found.candidates):
        if number % 500 == 0:
            progress(number, len(found.candidates), "Checking patients")
        decision = decide(candidate, as_of, settings)
        if isinstance(decision, Due):
            decision = decide(with_reach(candidate, found.can), as_of, settings)
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


def _unreachable(each: OtherRoute, day: date) -> Escalated:
    """Somebody in urgent need whom no letter can reach is escalated at once."""
    stage = Stage.PHONE if has_phone(each.patient) else Stage.CLINICIAN
    return Escalated(each.patient, each.reason, each.detail, stage, each.tier, day, 0)

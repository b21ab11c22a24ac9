"""The appointments that an invitation asks for: the tests, then the review."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents import VisitKind
from proactive_care.domain.vocabulary import Role
from proactive_care.recall.decisions import Due, Escalated
from proactive_care.recall.settings import RecallSettings
from proactive_care.recall.streams import Stream, letter_stream


@dataclass(frozen=True)
class Appointment:
    """One appointment: with which role, minutes, and weeks after the one before it."""

    kind: VisitKind
    role: Role
    minutes: int
    weeks_later: int = 0


def appointments_of(due: Due | Escalated, settings: RecallSettings) -> tuple[Appointment, ...]:
    """Return what somebody is invited to. Some streams have longer appointments, or only one."""
    plan, stream = settings.review[due.tier], stream_of_letter(due)
    more = 0 if stream is None else stream.more_minutes
    if stream is not None and stream.one_visit:
        return (Appointment(VisitKind.REVIEW, plan.role, plan.minutes + more),)
    return (
        Appointment(VisitKind.TESTS, settings.test_role, settings.test_minutes + more),
        Appointment(VisitKind.REVIEW, plan.role, plan.minutes + more, plan.weeks_later),
    )


def stream_of_letter(due: Due | Escalated) -> Stream | None:
    """Return the stream whose letter somebody gets, None for the usual one."""
    return letter_stream(due.stream) if due.stream else None

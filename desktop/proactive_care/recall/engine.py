"""Who is invited now, and why everybody else is not. Pure: everything comes in as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from proactive_care.domain.dates import age_on, show_date, years_before
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.recall.settings import Basis, RecallSettings
from proactive_care.store.patients import PatientRow

# Codes that say that a condition was reviewed, and that the patient said no to its review.
REVIEW_CODES: dict[str, frozenset[Framework]] = {
    "annual_review_done": frozenset(Framework),
    "care_plan_reviewed": frozenset(Framework),
    "asthma_review": frozenset({Framework.ASTHMA}),
    "copd_review": frozenset({Framework.COPD}),
}
DISSENT_CODES: dict[str, Framework] = {
    "hypertension_pca_declined": Framework.HYPERTENSION,
    "diabetes_pca_declined": Framework.TYPE_2_DIABETES,
}
# Streams that need their own letter or route, in the words of the exclusion.
STREAM_CODES: tuple[tuple[str, str | None, str], ...] = (
    ("palliative_care", "palliative_care_ended", "End of life"),
    ("dementia", None, "Dementia"),
    ("learning_disability", None, "Learning disability"),
    ("care_home", None, "Care home"),
    ("housebound", "not_housebound", "Housebound"),
)
STATUS_CONCEPTS: tuple[str, ...] = (
    *REVIEW_CODES,
    *DISSENT_CODES,
    *(name for on, off, _ in STREAM_CODES for name in (on, off) if name),
)
DISSENT_LASTS_YEARS = 1


@dataclass(frozen=True)
class Group:
    """A patient's group in one framework, with the first reason for it."""

    framework: Framework
    group: str
    tier: Tier
    why: str


@dataclass(frozen=True)
class Candidate:
    """Everything that recall knows about one patient."""

    patient: PatientRow
    groups: tuple[Group, ...]
    newest: dict[str, date] = field(default_factory=dict)
    reviewed_here: date | None = None
    dissent_here: date | None = None
    paused_until: date | None = None
    booked_for: date | None = None
    invited: tuple[date, ...] = ()


@dataclass(frozen=True)
class Due:
    """Somebody to invite now: which invitation of this round it is, and for what."""

    patient: PatientRow
    groups: tuple[Group, ...]
    tier: Tier
    number: int
    why: str


@dataclass(frozen=True)
class NotInvited:
    """Somebody who is not invited. ``reason`` is the heading, ``detail`` says where it was seen."""

    patient: PatientRow
    reason: str
    detail: str


@dataclass(frozen=True)
class NotDue(NotInvited):
    """Somebody whose turn has not come."""


def decide(candidate: Candidate, as_of: date, settings: RecallSettings) -> Due | NotInvited:
    """Return whether a patient is invited on ``as_of``, with the reason either way.

    The order is that of harm: nobody dead, gone, dissenting or in another stream is ever reached
    by a later rule (care plans and recall, section 2).
    """
    return (
        _gone(candidate.patient, as_of)
        or _another_stream(candidate, as_of)
        or _said_no_or_later(candidate, as_of)
        or _timing(candidate, as_of, settings)
    )


def _gone(patient: PatientRow, as_of: date) -> NotInvited | None:
    if patient.date_of_death is not None:
        return NotInvited(patient, "Deceased", f"Died {show_date(patient.date_of_death)}")
    left = patient.deregistered_on
    if left is not None and left <= as_of:
        return NotInvited(patient, "Left the practice", f"Left {show_date(left)}")
    if not patient.seen_in_latest:
        return NotInvited(
            patient, "No longer in the extract", "Missing from the newest import, no reason found"
        )
    return None


def _another_stream(candidate: Candidate, as_of: date) -> NotInvited | None:
    patient, newest = candidate.patient, candidate.newest
    if patient.date_of_birth is not None and age_on(patient.date_of_birth, as_of) < 16:
        return NotInvited(patient, "Needs its own route", "Under 16")
    for on, off, words in STREAM_CODES:
        if on in newest and not (off in newest and newest[off] >= newest[on]):
            reason = "End of life" if on == "palliative_care" else "Needs its own route"
            return NotInvited(patient, reason, f"{words}, code of {show_date(newest[on])}")
    return None


def _said_no_or_later(candidate: Candidate, as_of: date) -> NotInvited | None:
    patient = candidate.patient
    if candidate.dissent_here is not None:
        return NotInvited(
            patient, "Dissent recorded", f"Recorded here {show_date(candidate.dissent_here)}"
        )
    if candidate.paused_until is not None and candidate.paused_until >= as_of:
        return NotInvited(patient, "Paused", f"Paused until {show_date(candidate.paused_until)}")
    if candidate.booked_for is not None and candidate.booked_for >= as_of:
        return NotInvited(
            patient, "Appointment already booked", f"For {show_date(candidate.booked_for)}"
        )
    return None


def _timing(candidate: Candidate, as_of: date, settings: RecallSettings) -> Due | NotInvited:
    patient = candidate.patient
    wanted, declined = _without_dissent(candidate, as_of)
    if not wanted:
        return NotInvited(patient, "Dissent recorded", declined)
    due, latest_review = [], None
    for group in wanted:
        review = _last_review(candidate, group.framework)
        if review is not None and review + _interval(group, settings) > as_of:
            latest_review = max(latest_review or review, review)
        elif _their_turn(group.tier, patient, as_of, settings):
            due.append(group)
    if not due:
        if latest_review is not None:
            return NotInvited(patient, "Reviewed already", f"Reviewed {show_date(latest_review)}")
        return NotDue(patient, "Not due yet", _next_turn(patient))
    return _invitation(candidate, tuple(due), as_of, settings)


def _invitation(
    candidate: Candidate, due: tuple[Group, ...], as_of: date, settings: RecallSettings
) -> Due | NotInvited:
    patient, tier = candidate.patient, min((g.tier for g in due), key=lambda t: t.rank)
    reviews = [r for g in due if (r := _last_review(candidate, g.framework)) is not None]
    since = max(reviews, default=date.min)
    this_round = [day for day in candidate.invited if day > since]
    if this_round:
        again = max(this_round) + timedelta(days=settings.gap_days)
        if again > as_of:
            return NotInvited(
                patient,
                "Invited recently",
                f"Invited {show_date(max(this_round))}, again from {show_date(again)}",
            )
    if len(this_round) >= settings.invitations:
        return NotInvited(
            patient,
            "No reply to letters: phone",
            f"{len(this_round)} letters, the last {show_date(max(this_round))}",
        )
    first = min(due, key=lambda group: group.tier.rank)
    return Due(patient, due, tier, len(this_round) + 1, first.why)


def _without_dissent(candidate: Candidate, as_of: date) -> tuple[tuple[Group, ...], str]:
    """Return the groups whose review the patient has not declined within a year."""
    limit = years_before(as_of, DISSENT_LASTS_YEARS)
    declined = {
        framework: candidate.newest[code]
        for code, framework in DISSENT_CODES.items()
        if code in candidate.newest and candidate.newest[code] >= limit
    }
    wanted = tuple(group for group in candidate.groups if group.framework not in declined)
    said = ", ".join(f"{f.label} {show_date(day)}" for f, day in declined.items())
    return wanted, f"Coded: {said}"


def _last_review(candidate: Candidate, framework: Framework) -> date | None:
    days = [
        candidate.newest[code]
        for code, frameworks in REVIEW_CODES.items()
        if framework in frameworks and code in candidate.newest
    ]
    if candidate.reviewed_here is not None:
        days.append(candidate.reviewed_here)
    return max(days, default=None)


def _interval(group: Group, settings: RecallSettings) -> timedelta:
    return timedelta(days=settings.review_interval_days[group.tier])


def _their_turn(tier: Tier, patient: PatientRow, as_of: date, settings: RecallSettings) -> bool:
    if settings.basis is Basis.RISK:
        return True
    if settings.basis is Basis.MIXED and tier in settings.by_risk_when_mixed:
        return True
    # Nobody is left out for want of a birthday: an unknown date of birth is always due.
    return patient.date_of_birth is None or patient.date_of_birth.month == as_of.month


def _next_turn(patient: PatientRow) -> str:
    birth = patient.date_of_birth
    return "In the month of birth" if birth is None else f"In the month of birth, {birth:%B}"

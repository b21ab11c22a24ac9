"""Who is invited now, and why everybody else is not. Pure: everything comes in as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from proactive_care.domain.dates import show_date, years_before
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import CANNOT_CHECK
from proactive_care.recall.decisions import (
    ANOTHER_ROUTE,
    Candidate,
    Decision,
    Due,
    Escalated,
    Group,
    InStream,
    NotDue,
    NotInvited,
    OtherRoute,
    Stage,
)
from proactive_care.recall.outcomes import Way
from proactive_care.recall.settings import Basis, RecallSettings
from proactive_care.recall.streams import END_OF_LIFE, Stream, stream_concepts, stream_of
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
STATUS_CONCEPTS: tuple[str, ...] = (*REVIEW_CODES, *DISSENT_CODES, *stream_concepts())
DISSENT_LASTS_YEARS = 1
OWN_ROUTE = "Needs its own route"
NO_BIRTH_DATE = "no date of birth recorded: correct the record first"
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def decide(candidate: Candidate, as_of: date, settings: RecallSettings) -> Decision:
    """Return whether a patient is invited on ``as_of``, with the reason either way.

    The order is that of harm: nobody dead, gone, dissenting or in another stream is ever reached
    by a later rule (care plans and recall, section 2).
    """
    out = (
        has_gone(candidate, as_of)
        or at_end_of_life(candidate, as_of)
        or _arranged(candidate, as_of, settings)
    )
    if out is not None:
        return out
    due = due_groups(candidate, as_of, settings)
    if isinstance(due, NotInvited):
        return due
    found = stream_of(candidate.patient, candidate.newest, as_of)
    if found is None:
        return _invitation(candidate, due, as_of, settings)
    return _kept_apart(candidate, due, as_of, settings, *found)


def this_round(candidate: Candidate, groups: tuple[Group, ...], as_of: date, days: int) -> int:
    """Return how many invitations the round has in which a patient is on ``as_of``.

    A round ends with a review of what is due, by attending, or when a new one is asked for; and
    ``days`` after its first invitation, so that nobody is left out for ever.
    """
    ends = [_last_review(candidate, g.framework) for g in groups] + [candidate.fresh_since]
    since = max((day for day in ends if day is not None), default=date.min)
    first, count = None, 0
    for day in candidate.invited:
        if day <= since:
            continue
        if first is None or (day - first).days >= days:
            first, count = day, 0
        count += 1
    return 0 if first is None or (as_of - first).days >= days else count


def has_gone(candidate: Candidate, as_of: date) -> NotInvited | None:
    """Return why somebody who has died or left is never written to, None for the others."""
    patient = candidate.patient
    if patient.date_of_death is not None:
        return NotInvited(patient, "Deceased", f"Died {show_date(patient.date_of_death)}")
    if candidate.deceased_reported is not None:
        day = show_date(candidate.deceased_reported)
        return NotInvited(
            patient, "Reported as deceased", f"Reported {day}; the record has to be updated"
        )
    left = patient.deregistered_on
    if left is not None and left <= as_of:
        return NotInvited(patient, "Left the practice", f"Left {show_date(left)}")
    if not patient.seen_in_latest:
        return NotInvited(
            patient, "No longer in the extract", "Missing from the newest import, no reason found"
        )
    return None


def at_end_of_life(candidate: Candidate, as_of: date) -> NotInvited | None:
    """Return why somebody at the end of life is never written to, None for the others."""
    found = stream_of(candidate.patient, candidate.newest, as_of)
    if found is None or found[0].key != END_OF_LIFE:
        return None
    clinician = candidate.patient.usual_gp.strip()
    detail = f"{found[1]}; {clinician} decides with the patient" if clinician else found[1]
    return NotInvited(candidate.patient, "End of life", detail)


def _arranged(candidate: Candidate, as_of: date, settings: RecallSettings) -> NotInvited | None:
    """Return why somebody who has said no after a discussion, or has a day, is left alone."""
    patient, dissent = candidate.patient, candidate.dissent_here
    if dissent is not None and dissent >= years_before(as_of, DISSENT_LASTS_YEARS):
        return NotInvited(patient, "Dissent recorded", f"Recorded here {show_date(dissent)}")
    if candidate.paused_until is not None and candidate.paused_until >= as_of:
        return NotInvited(patient, "Paused", f"Paused until {show_date(candidate.paused_until)}")
    booked = candidate.booked_for
    if booked is not None and booked >= as_of:
        return NotInvited(patient, "Appointment already booked", f"For {show_date(booked)}")
    if booked is not None and (as_of - booked).days <= settings.booked_grace_days:
        detail = f"Was booked for {show_date(booked)}: record whether they came"
        return NotInvited(patient, "Booked, outcome not recorded", detail)
    return None


def due_groups(
    candidate: Candidate, as_of: date, settings: RecallSettings
) -> tuple[Group, ...] | NotInvited:
    """Return the groups whose review is due, or why none is."""
    patient = candidate.patient
    wanted, declined = _without_dissent(candidate, as_of)
    if not wanted:
        return NotInvited(patient, "Dissent recorded", declined)
    begun = this_round(candidate, wanted, as_of, settings.round_days) > 0
    due, latest, waits = [], None, False
    for group in wanted:
        review = _last_review(candidate, group.framework)
        if review is not None and review + _interval(group, settings) > as_of:
            latest = max(latest or review, review)
        elif begun or _their_turn(group.tier, patient, as_of, settings):
            due.append(group)
        else:
            waits = True
    if due:
        return tuple(due)
    if waits or latest is None:
        missed = _missed(candidate, as_of, settings)
        return NotDue(patient, "Not due yet", _next_turn(patient, missed=missed), missed)
    came = candidate.attended == latest
    word = "Attended" if came else "Reviewed"
    return NotInvited(patient, "Reviewed already", f"{word} {show_date(latest)}")


def _kept_apart(
    candidate: Candidate,
    due: tuple[Group, ...],
    as_of: date,
    settings: RecallSettings,
    stream: Stream,
    seen: str,
) -> Decision:
    """Return the invitation of a stream with a letter, or the route where there can be none.

    A text that another system sends does not say for whom it is: nobody in a stream gets one.
    """
    patient, groups = candidate.patient, due
    kept = InStream(patient, OWN_ROUTE, seen, stream.label, stream.route, _tier(groups))
    if not stream.has_letter or stream.key in settings.routes:
        return kept
    beyond = stream.not_written_for(group.framework for group in groups)
    if beyond:
        names = ", ".join(each.label for each in beyond)
        return replace(kept, detail=f"{seen}; also due for {names}, which the letter is not for")
    if candidate.preferred is Way.TEXT:
        candidate = replace(candidate, preferred=None)
    decision = _invitation(candidate, groups, as_of, settings)
    if isinstance(decision, OtherRoute):
        return replace(kept, detail=f"{seen}; no letter: {decision.detail}")
    if isinstance(decision, Due):
        return replace(decision, stream=stream.key, turn=f"{decision.turn}. {seen}")
    if isinstance(decision, Escalated):
        return replace(decision, stream=stream.key, detail=f"{decision.detail}; {seen}")
    return decision


def _invitation(
    candidate: Candidate, due: tuple[Group, ...], as_of: date, settings: RecallSettings
) -> Decision:
    patient, placed = candidate.patient, tuple(g for g in due if _placed(g, candidate.patient))
    due = placed or due
    tier, sent = _tier(due), this_round(candidate, due, as_of, settings.round_days)
    last = candidate.invited[-1] if candidate.invited else None
    stands = candidate.stands_at(tier, sent)
    waits = _waits_for_clinician(candidate, stands, as_of, settings)
    if waits is not None:
        return waits
    if last is not None and last + timedelta(days=settings.gap_days) > as_of:
        again = show_date(last + timedelta(days=settings.gap_days))
        return NotInvited(
            patient, "Invited recently", f"Invited {show_date(last)}, again from {again}"
        )
    if sent >= settings.invitations and last is not None:
        return _no_reply(candidate, stands, sent, last, settings)
    if candidate.hold is not None and candidate.hold.until > as_of:
        until = show_date(candidate.hold.until)
        return NotInvited(patient, "Waiting for an answer", f"{candidate.hold.why}, until {until}")
    if not placed:
        return OtherRoute(patient, ANOTHER_ROUTE, NO_BIRTH_DATE, tier)
    way = choose_way(candidate, sent + 1, settings.invitations)
    if way is None:
        why = candidate.no_letter.why if candidate.no_letter else "no address"
        return OtherRoute(patient, ANOTHER_ROUTE, why, tier)
    first = min(due, key=lambda group: group.tier.rank)
    turn = _turn(tier, patient, sent, settings)
    known = frozenset(group.framework for group in candidate.groups)
    return Due(patient, due, tier, sent + 1, first.why, way, turn, conditions=known)


def _placed(group: Group, patient: PatientRow) -> bool:
    """Whether a group says anything: without a date of birth ``?`` only says that it might.

    Nobody knows that such a patient, perhaps a child, has a review to come to.
    """
    return group.group != CANNOT_CHECK or patient.date_of_birth is not None


def _waits_for_clinician(
    candidate: Candidate, tier: Tier, as_of: date, settings: RecallSettings
) -> NotInvited | None:
    """Return what keeps somebody whose answer a clinician has to deal with."""
    patient, said_no, passed = candidate.patient, candidate.said_no, candidate.passed_on
    day = max((day for day in (said_no, passed) if day is not None), default=None)
    if day is None:
        return None
    words = "Said no" if day == said_no else "Passed on"
    if tier in settings.escalated or passed is not None:
        due = day + timedelta(days=settings.clinician_within_days)
        detail = f"{words} {show_date(day)}"
        return Escalated(
            patient, "Escalated to a clinician", detail, Stage.CLINICIAN, tier, due,
            len(candidate.tries),
        )  # fmt: skip
    asked_again = day + timedelta(days=settings.round_days)
    if asked_again <= as_of:
        return None
    detail = f"{words} {show_date(day)}: a clinician talks it over until {show_date(asked_again)}"
    return NotInvited(patient, "Said no", detail)


def _no_reply(
    candidate: Candidate, tier: Tier, sent: int, last: date, settings: RecallSettings
) -> NotInvited:
    """Escalate urgent and high patients; the others rest until their next round."""
    patient = candidate.patient
    invitations = "1 invitation" if sent == 1 else f"{sent} invitations"
    detail = f"{invitations}, the last {show_date(last)}"
    if tier not in settings.escalated:
        return NotInvited(patient, "No reply", detail)
    tries = [day for day in candidate.tries if day >= last]
    due = last + timedelta(days=settings.gap_days)
    if candidate.hold is not None:
        due = max(due, candidate.hold.until)
    if len(tries) < settings.phone_tries and has_phone(patient):
        told = f"{detail}; {len(tries)} calls without answer" if tries else detail
        return Escalated(
            patient, "Escalated to a phone call", told, Stage.PHONE, tier, due, len(tries)
        )
    if tries:
        due = tries[-1] + timedelta(days=settings.clinician_within_days)
    why = f"{len(tries)} calls without answer" if tries else "no phone number"
    return Escalated(
        patient, "Escalated to a clinician", f"{detail}; {why}", Stage.CLINICIAN, tier, due,
        len(tries),
    )  # fmt: skip


def choose_way(candidate: Candidate, number: int, most: int) -> Way | None:
    """Return how an invitation goes out, None if nothing that this program makes reaches them.

    The first as the patient prefers, the next by another way, the last by letter unless letters
    cannot be used (A/B). A need that a letter cannot meet is never replaced by a phone call that
    nobody asked for; an address that cannot be used is.
    """
    possible = _possible_ways(candidate)
    preferred = candidate.preferred or Way.LETTER
    if number == 1:
        wanted: tuple[Way, ...] = (preferred,)
    elif number >= most:
        wanted = (Way.LETTER,)
    else:
        wanted = tuple(way for way in (Way.PHONE, Way.LETTER) if way is not candidate.last_way)
    order = (*wanted, Way.LETTER, Way.PHONE, Way.TEXT)
    return next((way for way in order if way in possible), None)


def _possible_ways(candidate: Candidate) -> frozenset[Way]:
    patient, problem = candidate.patient, candidate.no_letter
    ways = {Way.LETTER} if problem is None else set()
    if has_phone(patient) and (
        problem is None or problem.phone_instead or candidate.preferred is Way.PHONE
    ):
        ways.add(Way.PHONE)
    if patient.mobile_phone and candidate.preferred is Way.TEXT:
        ways.add(Way.TEXT)
    return frozenset(ways)


def has_phone(patient: PatientRow) -> bool:
    """Whether there is any number to ring."""
    return bool(patient.mobile_phone or patient.home_phone)


def _tier(groups: tuple[Group, ...]) -> Tier:
    return min((group.tier for group in groups), key=lambda tier: tier.rank)


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
    here = (candidate.reviewed_here, candidate.attended)
    return max([*days, *(day for day in here if day is not None)], default=None)


def _interval(group: Group, settings: RecallSettings) -> timedelta:
    return timedelta(days=settings.review_interval_days[group.tier])


def _their_turn(tier: Tier, patient: PatientRow, as_of: date, settings: RecallSettings) -> bool:
    # Nobody is left out for want of a birthday: an unknown date of birth is always due.
    return (
        _by_risk(tier, settings)
        or patient.date_of_birth is None
        or patient.date_of_birth.month == as_of.month
    )


def _by_risk(tier: Tier, settings: RecallSettings) -> bool:
    if settings.basis is Basis.RISK or tier in settings.always_now:
        return True
    return settings.basis is Basis.MIXED and tier in settings.by_risk_when_mixed


def _turn(tier: Tier, patient: PatientRow, sent: int, settings: RecallSettings) -> str:
    """Say why the invitation goes out now."""
    if sent:
        return f"{_ORDINALS.get(sent + 1, f'{sent + 1}th')} invitation: no answer so far"
    if _by_risk(tier, settings):
        return f"By risk: {tier.value}"
    birth = patient.date_of_birth
    return "Date of birth unknown" if birth is None else f"Month of birth, {birth:%B}"


def _missed(candidate: Candidate, as_of: date, settings: RecallSettings) -> bool:
    """Whether the month of birth passed lately, and nobody invited the patient in it or since.

    So does a month that ended just before the review became due: the next is most of a year away.
    """
    birth = candidate.patient.date_of_birth
    if birth is None:
        return False
    began = date(as_of.year, birth.month, 1)
    if began > as_of:
        began = began.replace(year=as_of.year - 1)
    lately = (as_of - began).days <= settings.missed_days
    return lately and not any(day >= began for day in candidate.invited)


def _next_turn(patient: PatientRow, *, missed: bool) -> str:
    birth = patient.date_of_birth
    if birth is None:
        return "In the month of birth"
    passed = "; it passed lately without an invitation" if missed else ""
    return f"In the month of birth, {birth:%B}{passed}"

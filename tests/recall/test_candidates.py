"""What contacts do to what recall knows: each example reads like a day at the desk."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.frameworks import stratify
from proactive_care.recall import Outcome, Way, preview_batch
from proactive_care.recall.candidates import after_contacts
from proactive_care.recall.decisions import Candidate, Hold
from proactive_care.recall.outcomes import outcome_rules
from proactive_care.store.recall_contacts import RecallContact
from support.coding import born
from support.people import a_patient
from support.recall_world import NUMBERS, World

DAY = date(2026, 9, 1)
LATER = DAY + timedelta(days=20)


def told(*outcomes: Outcome, until: date | None = LATER) -> Candidate:
    """Return what is known after some outcomes, a day apart."""
    contacts = []
    for number, outcome in enumerate(outcomes):
        rule, on = outcome_rules()[outcome], DAY + timedelta(days=number)
        day = until if rule.asks_day else None
        contacts.append(
            RecallContact(
                patient=1, kind=outcome.value, taken_on=on, until=day,
                next_on=rule.next_on(on, day), channel="phone", **born(),
            )
        )  # fmt: skip
    return after_contacts(Candidate(a_patient(), ()), contacts)


@pytest.mark.parametrize(
    ("outcome", "field", "value"),
    [
        (Outcome.BOOKED, "booked_for", LATER),
        (Outcome.ATTENDED, "attended", DAY),
        (Outcome.REVIEW, "reviewed_here", DAY),
        (Outcome.DECLINED, "dissent_here", DAY),
        (Outcome.PAUSED, "paused_until", LATER),
        (Outcome.INVITE_AGAIN, "fresh_since", DAY),
        (Outcome.SAYS_NO, "said_no", DAY),
        (Outcome.PASSED_ON, "passed_on", DAY),
        (Outcome.DECEASED, "deceased_reported", DAY),
        (Outcome.PREFERS, "preferred", Way.PHONE),
        (Outcome.NO_ANSWER, "tries", (DAY,)),
        (Outcome.MESSAGE_LEFT, "tries", (DAY,)),
        (Outcome.HOME_VISIT, "tries", ()),
    ],
)
def test_each_outcome_is_known(outcome: Outcome, field: str, value: object) -> None:
    assert getattr(told(outcome), field) == value


def test_a_booking_ends_with_the_appointment_or_without_it() -> None:
    for end in (Outcome.CANCELLED, Outcome.DID_NOT_ATTEND, Outcome.ATTENDED, Outcome.REVIEW):
        assert told(Outcome.BOOKED, end).booked_for is None
    assert told(Outcome.BOOKED, Outcome.MESSAGE_LEFT).booked_for == LATER


def test_a_clinician_is_done_when_something_is_arranged() -> None:
    for done in (Outcome.BOOKED, Outcome.DECLINED, Outcome.INVITE_AGAIN, Outcome.PAUSED):
        known = told(Outcome.SAYS_NO, Outcome.PASSED_ON, done)
        assert (known.said_no, known.passed_on) == (None, None)
    assert told(Outcome.SAYS_NO, Outcome.NO_ANSWER).said_no == DAY


def test_wishing_to_be_invited_ends_pause_and_dissent() -> None:
    known = told(Outcome.PAUSED, Outcome.DECLINED, Outcome.INVITE_AGAIN)
    assert (known.paused_until, known.dissent_here) == (None, None)


def test_the_newest_answer_holds_invitations() -> None:
    assert told(Outcome.MESSAGE_LEFT).hold == Hold(DAY + timedelta(days=7), "Phone: message left")
    assert told(Outcome.MESSAGE_LEFT, Outcome.INVITE_AGAIN).hold is None
    assert told(Outcome.MESSAGE_LEFT, Outcome.PREFERS).hold is not None, "another topic"
    assert told(Outcome.RING_BACK).hold == Hold(LATER + timedelta(days=7), "Asked to be called")


def test_a_review_of_the_plan_and_a_review_here_count_the_later() -> None:
    contact = RecallContact(patient=1, kind="review", taken_on=DAY, **born())
    before = Candidate(a_patient(), (), reviewed_here=LATER)
    assert after_contacts(before, [contact]).reviewed_here == LATER


def test_who_is_missing_from_a_whole_extract_is_named_though_their_codes_went_too(
    tmp_path: Path,
) -> None:
    world = World.begin(tmp_path)
    stratify(world.session, world.today, cause="import")
    world.people[1].in_extract = False
    world.import_extract()
    stratify(world.session, world.today, cause="import")
    named = {each.patient.nhs_number: each.reason for each in preview_batch(
        world.session, world.today
    ).excluded}  # fmt: skip
    assert named.get(NUMBERS[1]) == "No longer in the extract"
    assert "9990000077" not in named, "who never had a condition is nobody's concern here"

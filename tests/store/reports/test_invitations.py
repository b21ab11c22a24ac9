"""Invitations and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.store.reports.invitations import (
    NOTHING_YET,
    REVIEWED_IN_RECORD,
    InvitationCount,
    MonthOfInvitations,
    invitation_counts,
    invitations_by_month,
)
from support.report_practice import AS_OF, contact, invite, make_report_practice
from support.rows import add_event

SINCE = date(2025, 9, 14)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


def outcomes(session: Session) -> dict[tuple[int, str], int]:
    found = invitation_counts(session.practice.db, SINCE, AS_OF, ("annual_review_done",))
    return {(each.number, each.outcome): each.invitations for each in found}


def test_each_invitation_has_one_outcome(session: Session) -> None:
    invite(session, 1, date(2026, 3, 1))
    contact(session, "c1", 1, "phone", date(2026, 3, 5), outcome="message left")
    contact(session, "c2", 1, "booked", date(2026, 3, 9))
    for number, kind in enumerate(("letter", "prefers", "text sent", "taken back")):
        contact(session, f"n{number}", 1, kind, date(2026, 3, 10))  # is not an answer
    invite(session, 2, date(2026, 3, 1))
    add_event(session, 2, "annual_review_done", date(2026, 3, 1), None)
    invite(session, 3, date(2026, 3, 1), tier="low")
    assert invitation_counts(session.practice.db, SINCE, AS_OF, ("annual_review_done",)) == (
        InvitationCount(1, "letter", "high", "booked", 1),
        InvitationCount(1, "letter", "high", REVIEWED_IN_RECORD, 1),
        InvitationCount(1, "letter", "low", NOTHING_YET, 1),
    )


def test_an_answer_belongs_to_the_invitation_before_it(session: Session) -> None:
    invite(session, 1, date(2026, 3, 1), 1)
    invite(session, 1, date(2026, 4, 1), 2)
    contact(session, "c1", 1, "declined", date(2026, 4, 1))
    add_event(session, 1, "annual_review_done", date(2026, 4, 2), None)
    assert outcomes(session) == {(1, NOTHING_YET): 1, (2, "declined"): 1}


def test_a_corrected_contact_is_no_answer(session: Session) -> None:
    invite(session, 1, date(2026, 3, 1))
    contact(session, "c1", 1, "booked", date(2026, 3, 5))
    contact(session, "c2", 1, "paused", date(2026, 3, 5), corrects="c1")
    assert outcomes(session) == {(1, NOTHING_YET): 1}


def test_only_the_year_counts_and_nothing_after_the_day(session: Session) -> None:
    invite(session, 1, date(2025, 9, 13))
    invite(session, 2, date(2025, 9, 14))
    invite(session, 3, date(2026, 9, 15))
    assert outcomes(session) == {(1, NOTHING_YET): 1}


def test_months(session: Session) -> None:
    for patient, day in ((1, date(2026, 3, 1)), (2, date(2026, 3, 31)), (3, date(2026, 5, 2))):
        invite(session, patient, day)
    assert invitations_by_month(session.practice.db, SINCE, AS_OF) == (
        MonthOfInvitations(date(2026, 3, 1), 2),
        MonthOfInvitations(date(2026, 5, 1), 1),
    )

"""The last contact and the newest assignment, and what is none of either."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.readings import file_diary, withdraw_session
from proactive_care.recall import Outcome, record_outcome, take_back
from proactive_care.store.worklists import LastContact, assignments, last_contacts
from proactive_care.worklists import assign_patients
from support.practice import make_session
from support.readings import PAPER, diary
from support.rows import add_import, add_patient


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    add_import(session)
    for number in (1, 2, 3):
        add_patient(session, number, None, "Testperson", str(number), date(1960, 1, number))
    return session


def test_the_newest_standing_contact_counts(session: Session) -> None:
    db = session.practice.db
    assert last_contacts(db) == {}
    wrong = record_outcome(session, 1, Outcome.NO_ANSWER, on=date(2026, 9, 10))
    record_outcome(session, 1, Outcome.NO_ANSWER, on=date(2026, 9, 3))
    assert last_contacts(db)[1].day == date(2026, 9, 10)
    take_back(session, wrong, "another patient")
    assert last_contacts(db)[1].day == date(2026, 9, 3)


def test_readings_are_a_contact_until_they_are_withdrawn(session: Session) -> None:
    db = session.practice.db
    filed = file_diary(session, 2, diary(), PAPER)
    assert last_contacts(db) == {2: LastContact(date(2026, 9, 13), "paper")}
    withdraw_session(session, filed.session_id, "another patient")
    assert last_contacts(db) == {}


def test_an_assignment_is_no_contact_and_the_newest_counts(session: Session) -> None:
    db = session.practice.db
    assign_patients(session, [1, 2], "any practice nurse")
    assign_patients(session, [1], "lead")
    assign_patients(session, [2], "")
    assert assignments(db) == {1: "lead"}
    assert last_contacts(db) == {}

"""What has been going on in the demo practice: every page has something true to show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care import importing, readings, recall
from proactive_care.accounts import Session, list_users, sign_in
from proactive_care.demo import DEMO_PASSWORD, make_demo_practice
from proactive_care.demo.work import DESK, HCA, PRESCRIBER
from proactive_care.domain.triage import Band
from proactive_care.store import audit
from support.practice import Clock

AS_OF = date(2026, 9, 14)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("demo") / "practice"
    return make_demo_practice(folder, patients=500, seed=1, as_of=AS_OF, clock=Clock())


def test_one_red_reading_waits_and_somebody_was_told(demo: Session) -> None:
    waiting = readings.open_alerts(demo)
    reds = [each for each in waiting if each.band is Band.RED]
    assert len(reds) == 1
    assert reds[0].told == "Dr P Lindqvist"
    assert reds[0].told_at is not None
    assert any(each.band is Band.AMBER_HIGH for each in waiting)


def test_forms_wait_in_the_tray_and_one_has_lost_its_code(demo: Session) -> None:
    lines = readings.waiting_forms(demo)
    assert [line.days_waiting for line in lines] == [3, 3, 0, 0, 0]
    assert sum(line.patient_id is None for line in lines) == 1


def test_diaries_that_are_not_back_are_phoned_and_a_loan_is_overdue(demo: Session) -> None:
    assert readings.call_list(demo)
    assert [monitor.asset for monitor in readings.overdue_loans(demo)] == ["BP-01"]


def test_an_invitation_was_answered_and_the_next_step_is_due(demo: Session) -> None:
    assert recall.list_batches(demo)
    assert recall.next_steps_due(demo)
    assert (demo.practice.folder / "printed" / "letters.pdf").stat().st_size > 1000


@pytest.mark.parametrize("user", [HCA, DESK, PRESCRIBER])
def test_colleagues_can_sign_in(demo: Session, user: str) -> None:
    assert user in {each.name for each in list_users(demo)}
    session = sign_in(
        demo.practice.folder, user, DEMO_PASSWORD, clock=Clock(), sleep=lambda _: None
    )
    assert session.user_name == user
    session.practice.close_all()


def test_two_records_may_be_one_persons_and_a_list_has_patients(demo: Session) -> None:
    pairs = importing.possible_doubles(demo)
    assert any(pair.why.endswith("same first name") for pair in pairs)
    (listed,) = importing.patient_lists(demo)
    assert listed.name == "Housebound patients"
    assert listed.patients == 25


def test_the_audit_is_whole(demo: Session) -> None:
    actions = [row[0] for row in demo.practice.db.conn.execute("SELECT action FROM audit")]
    for action in ("recall.print", "readings.file", "monitor.lent", "tray.receive"):
        assert any(each.startswith(action) for each in actions), action
    checked = audit.verify_audit(demo.practice.db)
    assert checked.rows == len(actions)
    assert checked == audit.AuditCheck(len(actions), None)


def test_a_practice_too_small_for_a_story_has_colleagues_only(tmp_path: Path) -> None:
    session = make_demo_practice(tmp_path / "p", patients=5, seed=1, as_of=AS_OF, clock=Clock())
    assert len(list_users(session)) == 4
    assert readings.waiting_forms(session) == ()
    session.practice.close_all()

"""The call list: whom to phone, without any value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    Call,
    CallOutcome,
    FormKind,
    Route,
    call_list,
    file_diary,
    receive_forms,
    record_call,
)
from support.practice import add_user
from support.readings import BRAM, PAPER, WREN, diary

TODAY = date(2026, 9, 14)


@pytest.fixture
def reception(session: Session) -> Iterator[Session]:
    signed_in = add_user(session, "rita", Role.RECEPTIONIST)
    yield signed_in
    signed_in.practice.close_all()


def printed(session: Session, code: str, patient: int, days_ago: int) -> None:
    moment = f"{TODAY - timedelta(days_ago)}T09:00:00.000+00:00"
    with session.practice.transaction() as db:
        db.conn.execute(
            "INSERT INTO form_code (code, kind, patient, made_at) VALUES (?, 'bp diary', ?, ?)",
            (code, patient, moment),
        )


def test_a_diary_that_is_not_back_after_14_days(session: Session, reception: Session) -> None:
    printed(session, "7K3Q9M2T", WREN, 15)
    printed(session, "7K3Q9M2V", BRAM, 13)
    printed(session, "7K3Q9M2W", 3, 30)  # has died
    (call,) = call_list(reception)
    assert (call.patient_id, call.name, call.why) == (
        WREN,
        "Wren Testperson",
        "Diary of 30 Aug 2026 is not back",
    )
    assert (call.phones, call.due, call.tries) == (("07700 900123",), date(2026, 9, 13), 0)
    receive_forms(session, FormKind.BP_DIARY, Route.POST, 1, form_codes=["7K3Q9M2T"])
    assert call_list(reception) == ()


def test_a_diary_that_came_another_way_is_not_asked_for(session: Session) -> None:
    printed(session, "7K3Q9M2T", WREN, 20)
    file_diary(session, WREN, diary(), PAPER)
    assert call_list(session) == ()


def test_a_short_diary_asks_for_more_days_until_somebody_says_no(
    session: Session, reception: Session
) -> None:
    file_diary(session, WREN, diary(172 - 40, 80, days=2), PAPER)
    (call,) = call_list(reception)
    assert call.why == "Diary was too short: ask for more days"
    record_call(reception, WREN, CallOutcome.NO_ANSWER)
    assert call_list(reception) == ()  # tomorrow
    record_call(reception, WREN, CallOutcome.RING_BACK, next_call=TODAY)
    (call,) = call_list(reception)
    assert (call.tries, call.last_outcome, call.due) == (1, "ring back", TODAY)
    record_call(reception, WREN, CallOutcome.DECLINED, note="not interested")
    assert call_list(reception) == ()


def test_a_promised_call_is_on_the_list_without_another_reason(reception: Session) -> None:
    record_call(reception, BRAM, CallOutcome.RING_BACK, next_call=TODAY)
    assert [c.why for c in call_list(reception)] == ["Call again"]


def test_calls_that_cannot_be(reception: Session) -> None:
    for next_call in (None, TODAY - timedelta(1)):
        with pytest.raises(InvalidInput) as refused:
            record_call(reception, WREN, CallOutcome.RING_BACK, next_call=next_call)
        assert refused.value.field == "next_call"
    with pytest.raises(NotFound):
        record_call(reception, 99, CallOutcome.NO_ANSWER)


def test_a_contact_that_somebody_else_wrote_is_left_alone(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute(
            "INSERT INTO contact"
            " (id, patient, kind, outcome, until, taken_on, entered_at, by, role, device)"
            " VALUES ('x', 1, 'phone', 'booked', ?, ?, '', '', '', '')",
            (TODAY.toordinal(), TODAY.toordinal()),
        )
    assert call_list(session) == ()


def test_nothing_on_the_list_is_a_value() -> None:
    names = {field.name for field in fields(Call)}
    assert names.isdisjoint({"reading", "systolic", "diastolic", "band", "reasons"})

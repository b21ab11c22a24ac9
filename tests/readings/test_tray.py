"""The tray: counted in, oldest first, nothing leaves it unfinished."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.readings import (
    FormKind,
    FormOutcome,
    Route,
    finish_form,
    finished_today,
    key_form,
    kind_of_form,
    match_form,
    next_form,
    receive_forms,
    reopen_form,
    waiting_forms,
)
from support.readings import BRAM, HETTIE, WREN, diary


@pytest.fixture(autouse=True)
def _printed(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute(
            "INSERT INTO form_code (code, kind, patient, made_at)"
            " VALUES ('7K3Q9M2T', 'bp diary', 1, '')"
        )


def test_a_batch_is_counted_in_and_matched_by_its_codes(session: Session) -> None:
    older = receive_forms(session, FormKind.REPLY_SLIP, Route.HAND, 1, received_on=date(2026, 9, 9))
    newer = receive_forms(
        session, FormKind.BP_DIARY, Route.POST, 3, form_codes=["7k3q 9m2t", "ZZZZZZZZ"]
    )
    lines = waiting_forms(session)
    assert [line.form_id for line in lines] == [*older, *newer]
    assert [line.name for line in lines] == [
        "Not yet matched",
        "Wren Testperson",
        "Not yet matched",
        "Not yet matched",
    ]
    assert (lines[0].days_waiting, lines[0].kind, lines[0].route) == (
        5,
        FormKind.REPLY_SLIP,
        Route.HAND,
    )
    assert (lines[1].patient_id, lines[1].form_code) == (WREN, "7K3Q9M2T")


@pytest.mark.parametrize(
    ("count", "codes", "day", "field"),
    [
        (0, [], None, "counted_in"),
        (501, [], None, "counted_in"),
        (1, ["7K3Q9M2T", "7K3Q9M2V"], None, "counted_in"),
        (2, ["7K3Q9M2T", "7k3q9m2t"], None, "form_code"),
        (1, [], date(2026, 9, 15), "received_on"),
    ],
)
def test_a_batch_that_cannot_be(
    session: Session, count: int, codes: list[str], day: date | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        receive_forms(
            session, FormKind.BP_DIARY, Route.POST, count, received_on=day, form_codes=codes
        )
    assert refused.value.field == field
    assert waiting_forms(session) == ()


def test_forms_are_matched_finished_and_put_back(session: Session) -> None:
    slip, diary_form = (
        receive_forms(session, kind, Route.POST, 1)[0]
        for kind in (FormKind.REPLY_SLIP, FormKind.BP_DIARY)
    )
    match_form(session, diary_form, WREN)
    match_form(session, diary_form, BRAM)
    assert waiting_forms(session)[1].patient_id == BRAM
    with pytest.raises(InvalidInput, match="when its readings are filed"):
        finish_form(session, diary_form, FormOutcome.DONE)
    finish_form(session, slip, FormOutcome.DONE)
    finish_form(session, diary_form, FormOutcome.UNKNOWN_PERSON, "no name on it")
    assert (waiting_forms(session), next_form(session)) == ((), None)
    assert finished_today(session) == 2
    with pytest.raises(InvalidInput, match="left the tray: unknown person"):
        match_form(session, diary_form, WREN)
    reopen_form(session, diary_form, "she rang")
    with pytest.raises(InvalidInput, match="in the tray already"):
        reopen_form(session, diary_form)
    line = next_form(session)
    assert line is not None
    assert line.form_id == diary_form
    for act in (match_form, lambda s, f, p: finish_form(s, f, FormOutcome.SENT_BACK)):
        with pytest.raises(NotFound):
            act(session, "nothing", WREN)
    with pytest.raises(NotFound):
        reopen_form(session, "nothing")


def test_nobody_is_matched_to_the_dead(session: Session) -> None:
    (form,) = receive_forms(session, FormKind.BP_DIARY, Route.POST, 1)
    with pytest.raises(InvalidInput, match="died"):
        match_form(session, form, HETTIE)
    with pytest.raises(InvalidInput, match="whose form"):
        key_form(session, form, diary())


def test_next_goes_on_from_the_form_and_begins_again_at_the_top(session: Session) -> None:
    first, second, third = receive_forms(session, FormKind.BP_DIARY, Route.POST, 3)
    found = [next_form(session, after) for after in (None, first, second, third, "gone")]
    assert [line.form_id for line in found if line] == [first, second, third, first, first]


def test_a_code_says_what_kind_of_sheet_it_is_on(session: Session) -> None:
    printed = {"7K3Q9M22": "bp diary", "7K3Q9M23": "peak flow diary", "7K3Q9M24": "invitation"}
    with session.practice.transaction() as db:
        for code, kind in printed.items():
            db.table("form_code").insert(
                {"code": code, "kind": kind, "patient": WREN, "made_at": ""}
            )
    codes = [*printed, "7K3Q9M25"]
    receive_forms(session, FormKind.BP_DIARY, Route.POST, 5, form_codes=codes)
    kinds = {line.form_code: line.kind for line in waiting_forms(session)}
    assert kinds == {
        "7K3Q9M22": FormKind.BP_DIARY,
        "7K3Q9M23": FormKind.PEAK_FLOW_DIARY,
        "7K3Q9M24": FormKind.REPLY_SLIP,
        "7K3Q9M25": FormKind.BP_DIARY,
        None: FormKind.BP_DIARY,
    }
    assert kind_of_form(session, "7k3q 9m23") is FormKind.PEAK_FLOW_DIARY
    assert kind_of_form(session, "no code") is FormKind.BP_DIARY

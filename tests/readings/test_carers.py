"""Readings that a carer took: who, and with what permission."""

from __future__ import annotations

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    PERMISSIONS,
    Carer,
    FormKind,
    Origin,
    Route,
    SecondCheck,
    file_diary,
    file_measure,
    key_form,
    match_form,
    receive_forms,
    save_second_check,
    session_detail,
    sessions_of,
    settle_form,
    summary_text,
)
from support.practice import add_user
from support.readings import WREN, diary

RHYS = Carer("Rhys  Testperson", "son", PERMISSIONS[0])


def test_a_carers_readings_are_kept_under_their_name(session: Session) -> None:
    file_diary(session, WREN, diary(), Origin(Channel.PHONE, carer=RHYS))
    (filed,) = sessions_of(session, WREN)
    assert filed.channel is Channel.CARER
    assert filed.taken_by == "Rhys Testperson, son (the patient has agreed)"
    assert "By carer, taken by Rhys Testperson" in summary_text(session, filed.id)


@pytest.mark.parametrize(
    ("carer", "field"),
    [
        (Carer(" R ", "son", PERMISSIONS[0]), "carer"),
        (Carer("Rhys", "son", ""), "permission"),
        (Carer("Rhys", "son", "he says so"), "permission"),
    ],
)
def test_without_a_name_or_a_permission_nothing_is_filed(
    session: Session, carer: Carer, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        file_diary(session, WREN, diary(), Origin(Channel.PAPER, carer=carer))
    assert refused.value.field == field
    assert sessions_of(session, WREN) == ()


def test_what_a_carer_tells_was_measured_at_home(session: Session) -> None:
    filed = file_measure(
        session, WREN, "weight_height", {"weight": "80"}, Origin(Channel.PHONE, carer=RHYS)
    )
    summary = session_detail(session, filed.session_id).summary
    assert (summary.setting.value, summary.channel.value) == ("home", "carer")


def test_forms_that_are_keyed_twice_keep_the_carer(session: Session) -> None:
    save_second_check(session, SecondCheck(red=True, unusual=True, share=1))
    second = add_user(session, "seren", session.role)
    forms = receive_forms(session, FormKind.BP_DIARY, Route.POST, 2)
    for form, last in zip(forms, (diary(), diary(131)), strict=True):
        match_form(session, form, WREN)
        key_form(session, form, diary(), carer=RHYS)
        keyed = key_form(second, form, last, carer=RHYS)
        if keyed.filed is None:
            settle_form(session, form, last, carer=RHYS)
    assert {s.taken_by for s in sessions_of(session, WREN)} == {RHYS.words}
    second.practice.close_all()

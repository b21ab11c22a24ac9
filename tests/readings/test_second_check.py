"""Two people key the same paper, blind, and settle what differs before it is filed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Written
from proactive_care.domain.errors import InvalidInput, NotPermitted
from proactive_care.domain.triage import Band, RedFlag, Symptoms
from proactive_care.domain.vocabulary import Channel, Role
from proactive_care.readings import (
    FormKind,
    FormOutcome,
    MustTellClinician,
    NotTheSamePerson,
    Route,
    SecondCheck,
    agreed,
    count_acute,
    error_rate,
    finish_form,
    key_form,
    load_second_check,
    match_form,
    new_draft_id,
    next_form,
    open_alerts,
    open_drafts,
    receive_forms,
    reopen_form,
    save_draft,
    save_second_check,
    sessions_of,
    settle_form,
    to_settle,
    waiting_forms,
    withdraw_session,
)
from support.practice import add_user
from support.readings import BRAM, WREN, diary, told, with_pair

PAIN = Symptoms(frozenset({RedFlag.CHEST_PAIN}))


@pytest.fixture
def second(session: Session) -> Iterator[Session]:
    signed_in = add_user(session, "seren", Role.HCA)
    yield signed_in
    signed_in.practice.close_all()


def form_for(session: Session, patient: int = WREN, route: Route = Route.POST) -> str:
    (form,) = receive_forms(session, FormKind.BP_DIARY, route, 1)
    match_form(session, form, patient)
    return form


def share(session: Session, value: float) -> None:
    save_second_check(session, SecondCheck(red=True, unusual=True, share=value))


def unusual() -> list[DiaryReading]:
    readings = with_pair(diary(), 9, 232, 82)
    readings[9] = replace(readings[9], confirmed=True)
    return readings


def test_the_rest_is_filed_at_once(session: Session) -> None:
    share(session, 0)
    form = form_for(session, route=Route.CARER)
    draft = new_draft_id(session)
    save_draft(session, draft, WREN, diary(), tray_form=form)
    keyed = key_form(session, form, diary(), draft=draft, note="in pencil")
    assert keyed.filed is not None
    assert (keyed.waits_for_second, keyed.mismatches) == (False, ())
    assert (waiting_forms(session), open_drafts(session)) == ((), ())
    assert sessions_of(session, WREN)[0].channel is Channel.CARER
    with pytest.raises(InvalidInput, match="left the tray: done"):
        key_form(session, form, diary())


def test_a_share_is_drawn_by_the_form_itself(session: Session) -> None:
    share(session, 1)
    form = form_for(session)
    assert key_form(session, form, diary()).waits_for_second
    assert sessions_of(session, WREN) == ()
    line = waiting_forms(session)[0]
    assert (line.keyed_by, next_form(session)) == ("lead", None)


def test_every_unusual_diary_is_keyed_twice_and_filed_when_both_agree(
    session: Session, hca: Session, second: Session
) -> None:
    share(session, 0)
    form = form_for(session)
    assert key_form(hca, form, unusual()).waits_for_second
    with pytest.raises(NotTheSamePerson):
        key_form(hca, form, unusual())
    keyed = key_form(second, form, unusual())
    assert keyed.filed is not None
    assert error_rate(session) == 0
    assert to_settle(session, form) == ()


def test_differences_are_settled_before_filing(
    session: Session, hca: Session, second: Session
) -> None:
    share(session, 1)
    form = form_for(session)
    assert error_rate(session) is None
    assert to_settle(session, form) == ()
    assert agreed(session, form) == ((), Symptoms())
    with pytest.raises(InvalidInput, match="has not been keyed by two"):
        settle_form(session, form, diary())
    first = with_pair(diary(), 5, 142, 82)
    key_form(hca, form, first)
    other = with_pair(diary(), 5, 124, 82)[:-1]
    other[8] = replace(other[8], systolic=None, diastolic=None, state=Written.UNREADABLE)
    keyed = key_form(second, form, other)
    assert (keyed.filed, keyed.waits_for_second) == (None, False)
    assert keyed.mismatches == to_settle(session, form)
    assert [m.place[1:] for m in keyed.mismatches] == [
        ("morning", 2),
        ("morning", 1),
        ("evening", 2),
    ]
    assert [(m.first is None, m.second is None) for m in keyed.mismatches][-1] == (False, True)
    assert sessions_of(session, WREN) == ()
    with pytest.raises(InvalidInput, match="Two people have keyed"):
        key_form(session, form, diary())
    assert error_rate(session) == pytest.approx(5 / 52)
    alike, ticked = agreed(session, form)
    assert (len(alike), ticked) == (25, Symptoms())
    filed = settle_form(hca, form, first)
    assert (filed.status, waiting_forms(session)) == ("valid", ())


def test_a_red_first_keying_is_told_at_once_and_waits_for_nobody(
    session: Session, hca: Session, second: Session
) -> None:
    form = form_for(session)
    with pytest.raises(MustTellClinician):
        key_form(hca, form, diary(175, 90))
    assert waiting_forms(session)[0].keyed_by == ""
    assert key_form(hca, form, diary(175, 90), acknowledgement=told()).waits_for_second
    (alert,) = open_alerts(session)
    assert (alert.remark, alert.session_id) == ("keyed once, not filed yet", None)
    keyed = key_form(second, form, diary(175, 90))  # the same alert serves: nobody is told twice
    assert keyed.filed is not None
    assert keyed.filed.alert_id == alert.id
    assert open_alerts(session)[0].session_id == keyed.filed.session_id


def test_a_second_keying_that_is_worse_is_told_too(
    session: Session, hca: Session, second: Session
) -> None:
    form = form_for(session)
    key_form(hca, form, diary(181, 90), acknowledgement=told())
    with pytest.raises(MustTellClinician) as refused:
        key_form(second, form, diary(181, 90), symptoms=PAIN)
    assert refused.value.band is Band.EMERGENCY
    keyed = key_form(second, form, diary(181, 90), symptoms=PAIN, acknowledgement=told("Jo Abara"))
    assert keyed.filed is not None
    assert keyed.filed.band is Band.EMERGENCY
    assert count_acute(session) == 2


def test_a_tick_that_only_one_saw_is_kept(session: Session, hca: Session, second: Session) -> None:
    share(session, 1)
    form = form_for(session)
    key_form(hca, form, diary(120, 80), symptoms=Symptoms(dizziness=True))
    keyed = key_form(second, form, diary(120, 80))
    assert keyed.filed is not None
    assert keyed.filed.band is Band.LOW


def test_settling_on_red_uses_the_alert_or_asks_for_one(
    session: Session, hca: Session, second: Session
) -> None:
    share(session, 1)
    form = form_for(session)
    key_form(hca, form, diary(169, 90))
    key_form(second, form, diary(160, 90))
    with pytest.raises(MustTellClinician):
        settle_form(hca, form, diary(179, 90))
    filed = settle_form(hca, form, diary(179, 90), acknowledgement=told())
    assert filed.band is Band.RED
    other = form_for(session, BRAM)
    key_form(hca, other, diary(179, 90), acknowledgement=told())
    key_form(second, other, diary(171, 90))
    assert count_acute(session) == 2
    assert settle_form(second, other, diary(179, 90)).alert_id == open_alerts(session)[1].id


def test_an_alert_of_another_patient_never_serves(
    session: Session, hca: Session, second: Session
) -> None:
    form = form_for(session)
    key_form(hca, form, diary(175, 90), acknowledgement=told())
    match_form(second, form, BRAM)
    with pytest.raises(MustTellClinician):
        key_form(second, form, diary(175, 90))
    keyed = key_form(second, form, diary(175, 90), acknowledgement=told())
    assert keyed.filed is not None
    assert (keyed.filed.patient_id, count_acute(session)) == (BRAM, 2)


def test_the_choice_of_share_is_checked_and_needs_the_manager(
    session: Session, hca: Session
) -> None:
    assert load_second_check(session) == SecondCheck(red=True, unusual=True, share=0.05)
    with pytest.raises(InvalidInput):
        share(session, 1.5)
    with pytest.raises(NotPermitted):
        share(hca, 0.5)
    share(session, 0.5)
    assert load_second_check(hca).share == 0.5


def test_a_withdrawn_form_can_be_keyed_for_the_right_patient(session: Session) -> None:
    share(session, 0)
    form = form_for(session)
    keyed = key_form(session, form, diary())
    assert keyed.filed is not None
    withdraw_session(session, keyed.filed.session_id, "wrong patient")
    reopen_form(session, form, "it was Bram's")
    match_form(session, form, BRAM)
    assert key_form(session, form, diary()).filed is not None
    assert sessions_of(session, WREN) == ()


def test_what_became_of_a_red_first_keying_is_said_beside_its_alert(
    session: Session, hca: Session, second: Session
) -> None:
    share(session, 0)
    form = form_for(session)
    key_form(hca, form, diary(175, 82), acknowledgement=told())
    assert [alert.remark for alert in open_alerts(hca)] == ["keyed once, not filed yet"]
    key_form(second, form, diary(125, 82))
    settle_form(session, form, diary(125, 82))
    assert [alert.remark for alert in open_alerts(hca)] == [
        "filed as 125/82 after a second look at the paper"
    ]
    other = form_for(session, patient=BRAM)
    key_form(hca, other, diary(176, 82), acknowledgement=told())
    finish_form(hca, other, FormOutcome.SENT_BACK, "no name on it")
    assert open_alerts(hca)[1].remark == "the form left the tray: sent back"
    reopen_form(hca, other, "found the name")
    assert open_alerts(hca)[1].remark == "keyed once, not filed yet"

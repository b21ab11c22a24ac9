"""Corrections and withdrawals: the original stays, alerts do not vanish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.triage import Band, Symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    MustTellClinician,
    Origin,
    PeakFlowEntry,
    close_alert,
    coding_lines,
    correct_session,
    count_acute,
    file_clinic_reading,
    file_diary,
    file_measure,
    file_peak_flow_diary,
    open_alerts,
    open_tasks,
    session_detail,
    sessions_of,
    summary_text,
    withdraw_session,
)
from support.readings import PAPER, WREN, audit_actions, diary, home_events, told

TODAY = date(2026, 9, 14)


def test_a_correction_takes_the_place_and_keeps_the_original(session: Session) -> None:
    old = file_diary(session, WREN, diary(140, 80), replace(PAPER, note="faint ink"))
    new = correct_session(session, old.session_id, "typed 140 for 130", readings=diary(130, 80))
    assert [e[2] for e in home_events(session)] == [130.0, 80.0]
    assert open_alerts(session) == ()
    assert [t.what for t in open_tasks(session)] == ["result letter"]
    (counts,) = sessions_of(session, WREN)
    assert (counts.id, counts.reading) == (new.session_id, "130/80")
    both = sessions_of(session, WREN, with_withdrawn=True)
    assert {s.ended for s in both} == {"", "corrected by lead: typed 140 for 130"}
    original = session_detail(session, old.session_id)
    assert original.diary == tuple(diary(140, 80))
    assert (original.note, original.summary.counts) == ("faint ink", False)
    with pytest.raises(InvalidInput, match="corrected or withdrawn already"):
        correct_session(session, old.session_id, "again", readings=diary(131, 80))


def test_a_correction_that_is_red_asks_for_its_own_acknowledgement(session: Session) -> None:
    old = file_diary(session, WREN, diary(130, 80), PAPER)
    with pytest.raises(MustTellClinician):
        correct_session(session, old.session_id, "wrong form", readings=diary(175, 80))
    assert sessions_of(session, WREN)[0].id == old.session_id
    new = correct_session(
        session, old.session_id, "wrong form", readings=diary(175, 80), acknowledgement=told()
    )
    assert (new.band, count_acute(session)) == (Band.RED, 1)


def test_an_hca_cannot_correct_or_withdraw_a_red_alert_away(session: Session, hca: Session) -> None:
    red = file_diary(hca, WREN, diary(175, 80), PAPER, acknowledgement=told())
    corrected = correct_session(hca, red.session_id, "typed wrongly", readings=diary(125, 80))
    (alert,) = open_alerts(hca)
    assert (alert.is_alert, alert.reading) == (True, "175/80")
    assert alert.remark == "corrected to 125/80 by tamsin: typed wrongly"
    withdraw_session(hca, corrected.session_id, "wrong patient")
    assert count_acute(hca) == 1
    red = file_diary(hca, WREN, diary(176, 80), PAPER, acknowledgement=told())
    withdraw_session(hca, red.session_id, "wrong patient")
    assert [a.remark for a in open_alerts(hca)][1] == "withdrawn by tamsin: wrong patient"
    assert home_events(session) == []


def test_a_clinician_closes_the_alerts_with_the_withdrawal(session: Session) -> None:
    red = file_diary(session, WREN, diary(175, 80), PAPER, acknowledgement=told())
    assert len(coding_lines(session)) == 2
    regrouped = withdraw_session(session, red.session_id, "wrong patient")
    assert (regrouped.changes, regrouped.problem) == ((), "")
    assert (open_alerts(session), coding_lines(session), home_events(session)) == ((), (), [])
    assert summary_text(session, red.session_id).startswith("WITHDRAWN by lead: wrong patient")
    assert "readings.withdraw" in audit_actions(session)
    again = file_diary(session, WREN, diary(175, 80), PAPER, acknowledgement=told())
    assert again.session_id != red.session_id  # what was withdrawn may be filed again


def test_an_alert_that_was_closed_stays_closed(session: Session) -> None:
    red = file_diary(session, WREN, diary(175, 80), PAPER, acknowledgement=told())
    assert red.alert_id is not None
    close_alert(session, red.alert_id, "Seen the same day")
    withdraw_session(session, red.session_id, "wrong patient")
    assert open_alerts(session) == ()


def test_reasons_and_unknown_sessions(session: Session) -> None:
    filed = file_diary(session, WREN, diary(), PAPER)
    for act in (correct_session, withdraw_session):
        with pytest.raises(NotFound):
            act(session, "nothing", "wrong patient")
        with pytest.raises(InvalidInput) as refused:
            act(session, filed.session_id, " x ")
        assert refused.value.field == "reason"
    withdraw_session(session, filed.session_id, "wrong patient")
    with pytest.raises(InvalidInput, match="already"):
        withdraw_session(session, filed.session_id, "wrong patient")


def test_correcting_other_kinds(session: Session) -> None:
    clinic = file_clinic_reading(session, WREN, DiaryReading(TODAY, Part.UNSAID, 1, 150, 80))
    right = [DiaryReading(TODAY, Part.UNSAID, 1, 130, 80)]
    assert (
        correct_session(session, clinic.session_id, "typed wrongly", readings=right).systolic == 130
    )
    newest = sessions_of(session, WREN)[0].id
    with pytest.raises(InvalidInput, match="one reading"):
        correct_session(session, newest, "typed wrongly")
    weight = file_measure(session, WREN, "weight_height", {"weight": "80"})
    correct_session(
        session, weight.session_id, "typed wrongly", answers={"weight": "260"}, confirmed=True
    )
    assert session_detail(session, sessions_of(session, WREN)[0].id).readings[0].value == 260
    flows = [PeakFlowEntry(TODAY, Part.MORNING, (400,))]
    diary_id = file_peak_flow_diary(session, WREN, flows, Origin(Channel.PAPER)).session_id
    with pytest.raises(InvalidInput, match="withdrawing it"):
        correct_session(session, diary_id, "typed wrongly")


def test_the_same_values_may_correct_a_session(session: Session) -> None:
    """Only the symptoms were forgotten: the figures are the same."""
    filed = file_diary(session, WREN, diary(), PAPER)
    again = correct_session(
        session,
        filed.session_id,
        "a tick was overlooked",
        readings=diary(),
        symptoms=Symptoms(dizziness=True),
    )
    assert again.band is Band.LOW

"""What waits for a clinician, and how it is closed."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.triage import Band, RedFlag, Symptoms
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    close_alert,
    close_task,
    count_acute,
    file_clinic_reading,
    file_diary,
    open_alerts,
    open_tasks,
    outcome_words,
)
from support.practice import add_user
from support.readings import BRAM, PAPER, WREN, audit_actions, diary, told

TODAY = date(2026, 9, 14)


def test_the_most_severe_comes_first_and_everything_is_said(session: Session) -> None:
    file_diary(session, BRAM, diary(146, 80), PAPER)
    file_diary(session, WREN, diary(172, 90), PAPER, acknowledgement=told())
    pain = Symptoms(frozenset({RedFlag.CHEST_PAIN}))
    very_high = DiaryReading(TODAY, Part.UNSAID, 1, 190, 100)
    file_clinic_reading(session, BRAM, very_high, symptoms=pain, acknowledgement=told("Jo Abara"))
    low = DiaryReading(TODAY, Part.UNSAID, 1, 96, 58)
    file_clinic_reading(session, WREN, low)
    waiting = open_alerts(session)
    assert [w.band for w in waiting] == [Band.EMERGENCY, Band.RED, Band.LOW, Band.AMBER]
    red = waiting[1]
    assert (red.name, red.age, red.village, red.phone) == (
        "Wren Testperson",
        67,
        "Little Sedge",
        "07700 900123",
    )
    assert (red.reading, red.about, red.channel, red.told) == (
        "172/90",
        "home mean, 7 days",
        "paper",
        "Dr P Lindqvist",
    )
    assert red.reasons == ("172/90 is at or above 170/115",)
    assert (waiting[2].about, waiting[2].due) == ("clinic reading", date(2026, 9, 15))
    assert (waiting[3].who, waiting[3].due) == ("pharmacist or nurse", date(2026, 10, 12))
    assert not waiting[3].is_overdue(date(2026, 10, 12))
    assert waiting[3].is_overdue(date(2026, 10, 13))
    assert [w.is_alert for w in open_alerts(session, acute_only=True)] == [True, True]
    assert count_acute(session) == 2


def test_only_a_clinician_closes_an_alert_once_with_an_outcome(
    session: Session, hca: Session
) -> None:
    alert = file_diary(hca, WREN, diary(172, 90), PAPER, acknowledgement=told()).alert_id
    assert alert is not None
    with pytest.raises(NotPermitted):
        close_alert(hca, alert, "Seen the same day")
    with pytest.raises(InvalidInput, match="outcome is missing"):
        close_alert(session, alert, " ")
    assert count_acute(session) == 1
    close_alert(session, alert, outcome_words("alert")[0], "ramipril doubled")
    assert open_alerts(session) == ()
    with pytest.raises(InvalidInput, match="closed this alert already"):
        close_alert(session, alert, "Seen the same day")
    with pytest.raises(NotFound):
        close_alert(session, "nothing", "Seen the same day")
    assert list(audit_actions(session))[-1] == "alert.close"


def test_tasks_are_closed_by_whose_work_they_are(session: Session, hca: Session) -> None:
    review = file_diary(hca, WREN, diary(140, 80), PAPER)
    file_diary(hca, BRAM, diary(130, 80), PAPER)
    (task,) = open_alerts(session)
    with pytest.raises(NotPermitted):
        close_task(hca, task.id, "Done")
    close_task(session, task.id, "Treatment changed")
    with pytest.raises(InvalidInput, match="closed this task already"):
        close_task(session, task.id, "Done")
    (letter,) = open_tasks(hca)
    assert (letter.what, letter.patient_id, letter.due) == ("result letter", BRAM, None)
    assert not letter.is_overdue(TODAY)
    close_task(hca, letter.id, "Done")
    assert open_tasks(hca) == ()
    assert review.alert_id is None
    with pytest.raises(NotFound):
        close_task(session, "nothing", "Done")


def test_reception_sees_no_values(session: Session) -> None:
    file_diary(session, WREN, diary(172, 90), PAPER, acknowledgement=told())
    receptionist = add_user(session, "rita", Role.RECEPTIONIST)
    assert count_acute(receptionist) == 0
    for look in (open_alerts, open_tasks):
        with pytest.raises(NotPermitted):
            look(receptionist)
    receptionist.practice.close_all()


def test_an_incomplete_diary_shows_a_dash_if_it_has_no_mean(session: Session) -> None:
    file_diary(session, WREN, diary(140, 80, days=1), PAPER)
    (task,) = open_tasks(session)
    assert (task.what, task.reading, task.about) == ("ask for more days", "–", "home readings")

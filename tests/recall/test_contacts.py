"""Recording what came of an invitation, taking it back, and what has to be done next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from proactive_care import recall
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import CallOutcome, record_call
from proactive_care.recall import Outcome, Way
from support.coding import add_invitation
from support.practice import add_user
from support.rows import add_event, add_import, add_patient

WREN, NIA = 1, 2
TODAY = date(2026, 9, 14)


@pytest.fixture
def practice(session):
    add_import(session)
    for patient, nhs, name in ((WREN, "9990000018", "Testperson"), (NIA, "9990000026", "Fixture")):
        add_patient(
            session, patient, nhs, name, "Wren", date(1959, 2, 3),
            address_1="4 Mill Row", postcode="HM1 4ZZ",
        )  # fmt: skip
    return session


def at(session, day):
    session.clock.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def needed(rule):
    """What must be entered for an outcome."""
    return {
        **({"until": TODAY + timedelta(days=9)} if rule.asks_day else {}),
        **({"note": "Moves house"} if rule.asks_reason else {}),
        **({"way": Way.PHONE} if rule.asks == "way" else {}),
    }


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_can_be_recorded_and_says_what_is_next(practice, outcome):
    rule = recall.outcome_rules()[outcome]
    recall.record_outcome(practice, WREN, outcome, **needed(rule))
    (entry,) = recall.contacts(practice, WREN)
    assert entry.kind == outcome.value
    assert entry.on == TODAY
    assert entry.next_step == rule.next
    assert (entry.next_on is not None) is bool(rule.next)
    assert "None" not in entry.label
    action, patient = practice.practice.db.conn.execute(
        "SELECT action, patient FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert (action, patient) == ("recall.outcome", WREN)


def test_the_rules_are_data_that_fit_together():
    rules = recall.outcome_rules()
    assert list(rules) == list(Outcome), "in the order of the screen"
    keys = [rule.key for rule in rules.values()]
    assert len(set(keys)) == len(keys)
    for rule in rules.values():
        assert bool(rule.asks) is bool(rule.ask)
        assert bool(rule.next) is bool(rule.who)


@pytest.mark.parametrize(
    ("outcome", "entered", "field"),
    [
        (Outcome.ATTENDED, {"on": TODAY + timedelta(days=1)}, "on"),
        (Outcome.BOOKED, {}, "until"),
        (Outcome.BOOKED, {"until": TODAY - timedelta(days=1)}, "until"),
        (Outcome.ATTENDED, {"until": TODAY}, "until"),
        (Outcome.SAYS_NO, {"note": " "}, "note"),
        (Outcome.PREFERS, {}, "way"),
        (Outcome.ATTENDED, {"way": Way.TEXT}, "way"),
        (Outcome.MOVED, {"next_on": TODAY - timedelta(days=1)}, "next_on"),
    ],
)
def test_what_is_missing_or_impossible_is_refused(practice, outcome, entered, field):
    with pytest.raises(InvalidInput) as caught:
        recall.record_outcome(practice, WREN, outcome, **entered)
    assert caught.value.field == field
    assert recall.contacts(practice, WREN) == ()


def test_only_a_clinician_records_dissent(practice):
    desk = add_user(practice, "desk", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted, match="Only a clinician"):
        recall.record_outcome(desk, WREN, Outcome.DECLINED, note="Talked it over")
    recall.record_outcome(desk, WREN, Outcome.SAYS_NO, note="Too far")
    admin = add_user(practice, "admin", Role.ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        recall.record_outcome(admin, WREN, Outcome.NO_ANSWER)
    for someone in (desk, admin):
        someone.practice.close_all()


def test_an_unknown_patient(practice):
    for ask in (recall.record_outcome, recall.person_to_contact):
        with pytest.raises(NotFound):
            ask(practice, 99, *([Outcome.NO_ANSWER] if ask is recall.record_outcome else []))
    assert recall.person_to_contact(practice, WREN).family_name == "Testperson"


def test_an_outcome_answers_the_newest_invitation(practice):
    first = add_invitation(practice, WREN, date(2026, 8, 1), ("asthma",))
    second = add_invitation(practice, WREN, date(2026, 9, 10), ("asthma",))
    recall.record_outcome(practice, WREN, Outcome.NO_ANSWER)
    recall.record_outcome(practice, WREN, Outcome.NO_ANSWER, on=date(2026, 8, 5))
    rows = practice.practice.db.conn.execute("SELECT invitation FROM contact ORDER BY taken_on")
    assert [row[0] for row in rows] == [first, second]
    labels = [entry.label for entry in recall.contacts(practice, WREN)]
    assert labels == [
        "Phone: no answer", "First invitation by letter",
        "Phone: no answer", "First invitation by letter",
    ]  # fmt: skip
    assert recall.contacts(practice, WREN)[1].batch == "2026-002"


def test_a_mistake_is_taken_back_once_and_stays_on_file(practice):
    wrong = recall.record_outcome(practice, WREN, Outcome.DECEASED)
    with pytest.raises(InvalidInput):
        recall.take_back(practice, wrong, " ")
    recall.take_back(practice, wrong, "It was another person")
    (entry,) = recall.contacts(practice, WREN)
    assert entry.taken_back == "It was another person"
    assert recall.next_steps_due(practice) == ()
    for nothing in (wrong, "nothing", _the_correction(practice)):
        with pytest.raises(NotFound):
            recall.take_back(practice, nothing, "again")


def _the_correction(session):
    return session.practice.db.conn.execute(
        "SELECT id FROM contact WHERE corrects IS NOT NULL"
    ).fetchone()[0]


def test_calls_about_readings_are_shown_and_belong_to_the_readings_page(practice):
    record_call(practice, WREN, CallOutcome.DECLINED)
    (entry,) = recall.contacts(practice, WREN)
    assert entry.label == "Phone call about readings: says no"
    assert entry.id == ""
    with pytest.raises(NotFound):
        recall.take_back(practice, _any_contact(practice), "not mine")


def _any_contact(session):
    return session.practice.db.conn.execute("SELECT id FROM contact").fetchone()[0]


def steps(session):
    return [(step.patient.id, step.what) for step in recall.next_steps_due(session)]


def test_next_steps_become_due_and_are_settled_by_what_follows(practice):
    recall.record_outcome(practice, WREN, Outcome.BOOKED, until=date(2026, 9, 20))
    recall.record_outcome(practice, WREN, Outcome.PRESCRIBING_OFFERED)
    recall.record_outcome(practice, NIA, Outcome.NO_ANSWER, next_on=date(2026, 9, 17))
    assert steps(practice) == []
    at(practice, date(2026, 9, 21))
    assert steps(practice) == [(NIA, "Phone again"), (WREN, "Check that they came")]
    at(practice, date(2026, 9, 29))
    assert len(steps(practice)) == 3
    recall.record_outcome(practice, WREN, Outcome.ATTENDED)
    assert steps(practice) == [
        (NIA, "Phone again"),
        (WREN, "Ask whether they accept social prescribing"),
    ]
    add_invitation(practice, NIA, date(2026, 9, 28), ("asthma",))
    assert steps(practice) == [(WREN, "Ask whether they accept social prescribing")]


def test_a_new_address_settles_the_search_for_it(practice):
    recall.record_outcome(practice, WREN, Outcome.RETURNED)
    at(practice, date(2026, 9, 30))
    assert steps(practice) == [(WREN, "Find the right address and change the record")]
    with practice.practice.transaction() as db:
        db["patient"].update(WREN, {"address_1": "5 Mill Row"})
    assert steps(practice) == []


def test_a_death_stops_every_step_but_the_record(practice):
    recall.record_outcome(practice, WREN, Outcome.RING_BACK, until=TODAY)
    assert steps(practice) == [(WREN, "Call as promised")]
    recall.record_outcome(practice, WREN, Outcome.DECEASED)
    assert steps(practice) == [(WREN, "Check and update the record in the clinical system")]
    with practice.practice.transaction() as db:
        db["patient"].update(WREN, {"date_of_death": TODAY.toordinal()})
    assert steps(practice) == []
    with practice.practice.transaction() as db:
        db["patient"].update(NIA, {"deregistered_on": TODAY.toordinal()})
    recall.record_outcome(practice, NIA, Outcome.RING_BACK, until=TODAY)
    assert steps(practice) == []


def test_a_call_of_a_batch_that_nobody_made_is_a_step(practice):
    add_invitation(practice, WREN, date(2026, 9, 10), ("asthma",), way="phone")
    add_invitation(practice, NIA, date(2026, 9, 11), ("asthma",), way="text")
    assert steps(practice) == [(WREN, "Phone to invite"), (NIA, "Send the text")]
    recall.record_outcome(practice, WREN, Outcome.MESSAGE_LEFT)
    recall.record_outcome(practice, NIA, Outcome.TEXT_SENT)
    assert steps(practice) == []


def test_a_form_code_finds_the_invitation(practice):
    add_invitation(practice, WREN, date(2026, 9, 10), ("asthma",), code="ABCD2345")
    found = recall.find_invitation(practice, "abcd 2345")
    assert found.patient.id == WREN
    assert found.invitation.sequence == 1
    with pytest.raises(InvalidInput):
        recall.find_invitation(practice, "abc")
    with pytest.raises(NotFound):
        recall.find_invitation(practice, "WXYZ2345")


def test_the_practice_stops_and_goes_on(practice):
    assert recall.recall_stop(practice) is None
    with pytest.raises(InvalidInput):
        recall.stop_recall(practice, " ")
    with pytest.raises(KnownError, match="not stopped"):
        recall.resume_recall(practice, "by mistake")
    recall.stop_recall(practice, "No nurse for two weeks")
    stop = recall.recall_stop(practice)
    assert stop.words == "All invitations are stopped since 14 Sep 2026: No nurse for two weeks"
    with pytest.raises(KnownError, match="stopped already"):
        recall.stop_recall(practice, "again")
    desk = add_user(practice, "desk", Role.RECEPTIONIST)
    assert recall.recall_stop(desk) == stop, "anybody may know"
    with pytest.raises(NotPermitted):
        recall.resume_recall(desk, "because")
    desk.practice.close_all()
    recall.resume_recall(practice, "The nurse is back")
    assert recall.recall_stop(practice) is None


def test_the_list_to_work_down_has_what_is_due_first(practice):
    add_invitation(practice, NIA, date(2026, 9, 1), ("asthma",))
    add_invitation(practice, WREN, date(2026, 8, 20), ("asthma",))
    assert [(step.patient.id, step.what) for step in recall.outcome_list(practice)] == [
        (WREN, recall.NO_ANSWER_YET), (NIA, recall.NO_ANSWER_YET),
    ]  # fmt: skip
    recall.record_outcome(practice, NIA, Outcome.RING_BACK, until=TODAY)
    recall.record_outcome(practice, NIA, Outcome.PRESCRIBING_OFFERED)
    assert [step.what for step in recall.outcome_list(practice)] == [
        "Call as promised", recall.NO_ANSWER_YET,
    ]  # fmt: skip
    recall.record_outcome(practice, WREN, Outcome.BOOKED, until=TODAY)
    assert len(recall.outcome_list(practice)) == 1
    at(practice, date(2027, 9, 14))
    assert recall.NO_ANSWER_YET not in {step.what for step in recall.outcome_list(practice)}


def test_who_was_reviewed_since_is_not_asked_about(practice):
    add_invitation(practice, WREN, date(2026, 9, 1), ("asthma",))
    add_event(practice, WREN, "annual_review_done", date(2026, 9, 5), None)
    assert recall.outcome_list(practice) == ()

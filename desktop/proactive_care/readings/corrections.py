"""Corrections and withdrawals: the original stays, with who changed what and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.diary import DiaryReading
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.triage import NO_SYMPTOMS, Symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings.diaries import (
    FiledReadings,
    filed,
    prepare_clinic,
    prepare_diary,
)
from proactive_care.readings.filing import BP_CLINIC, BP_DIARY, Origin, Prepared, write
from proactive_care.readings.letter_queue import NOT_NEEDED, drop_letter
from proactive_care.readings.measures import PEAK_FLOW_DIARY, prepare_measure
from proactive_care.readings.patient import load_patient
from proactive_care.readings.regroup import Regrouped, restratify
from proactive_care.readings.told import Acknowledgement
from proactive_care.store import alerts
from proactive_care.store import reading_letters as letter_store
from proactive_care.store import readings as store
from proactive_care.store.alerts import AlertOutcomeRow, TaskOutcomeRow
from proactive_care.store.readings import SessionRow, WithdrawalRow
from proactive_care.store.session_events import remove_events


def correct_session(
    session: Session,
    session_id: str,
    reason: str,
    *,
    readings: Sequence[DiaryReading] = (),
    answers: Mapping[str, str] | None = None,
    confirmed: bool = False,
    symptoms: Symptoms = NO_SYMPTOMS,
    acknowledgement: Acknowledgement | None = None,
) -> FiledReadings:
    """File what a session should have said, in its place: the old one stays and no longer counts.

    ``readings`` for a diary or a clinic pressure, ``answers`` for another measurement
    (``confirmed``: unusual ones were looked at twice). A corrected reading that is red asks for
    its own acknowledgement. An open alert of the old session stays open until a clinician closes
    it, unless whoever corrects may close alerts. Raises NotFound, InvalidInput (no reason,
    withdrawn already), and everything that filing raises.
    """
    old = _counting(session, session_id)
    why = _reason(reason)
    with session.act(
        Permission.TAKE_READINGS, "readings.correct", patient=old.patient, corrects=session_id
    ) as act:
        _still_counts(act, session_id)
        prepared = _prepared(
            session, act, old, readings, answers or {}, symptoms, confirmed=confirmed
        )
        origin = Origin(
            Channel(old.channel),
            old.taken_by,
            old.form_code,
            old.tray_form,
            old.inbox_item,
            old.note,
        )
        written = write(session, act, prepared, origin, acknowledgement, corrects=session_id)
        _end(session, act, old, why, replaced_by=written.session_id)
    return filed(prepared, written, restratify(session, old.patient))


def withdraw_session(session: Session, session_id: str, reason: str) -> Regrouped:
    """Withdraw a session (wrong patient, say): it no longer counts, and its events and tasks go.

    Its alert is closed as withdrawn if whoever withdraws may close alerts; otherwise it stays open,
    marked, until a clinician has seen that it was withdrawn. Returns the changes of group. Raises
    NotFound, InvalidInput (no reason, withdrawn already).
    """
    old = _counting(session, session_id)
    why = _reason(reason)
    with session.act(
        Permission.TAKE_READINGS, "readings.withdraw", patient=old.patient, session=session_id
    ) as act:
        _still_counts(act, session_id)
        _end(session, act, old, why, replaced_by=None)
    return restratify(session, old.patient)


def _counting(session: Session, session_id: str) -> SessionRow:
    session.require(Permission.TAKE_READINGS)
    row = store.session_by_id(session.practice.db, session_id)
    if row is None:
        raise NotFound("There is no such reading session.")
    return row


def _still_counts(act: Act, session_id: str) -> None:
    if store.withdrawal_of(act.db, session_id) is not None:
        raise InvalidInput(
            "These readings were corrected or withdrawn already.",
            field="session",
            kept="Nothing was changed.",
            advice="Load the page again and look at the newest version.",
        )


def _reason(reason: str) -> str:
    if len(reason.strip()) < 3:
        raise InvalidInput(
            "The reason is missing.",
            field="reason",
            kept="Nothing was changed.",
            advice="Say in a few words what was wrong.",
        )
    return reason.strip()


def _prepared(
    session: Session,
    act: Act,
    old: SessionRow,
    readings: Sequence[DiaryReading],
    answers: Mapping[str, str],
    symptoms: Symptoms,
    *,
    confirmed: bool,
) -> Prepared:
    patient = load_patient(act.db, old.patient)
    if old.kind == BP_DIARY:
        return prepare_diary(session, act.db, patient, readings, symptoms)
    if old.kind == BP_CLINIC:
        if len(readings) != 1:
            raise InvalidInput("A clinic pressure is one reading.", field="readings")
        return prepare_clinic(session, act.db, patient, readings[0], symptoms)
    if old.kind == PEAK_FLOW_DIARY:
        raise InvalidInput(
            "A peak flow diary is corrected by withdrawing it and filing it again.",
            field="session",
            kept="Nothing was changed.",
        )
    return prepare_measure(
        session, act.db, patient, old.kind, answers, old.last_day, old.setting, confirmed=confirmed
    )


def _end(
    session: Session, act: Act, old: SessionRow, reason: str, *, replaced_by: str | None
) -> None:
    row = WithdrawalRow(
        **session.born(act.at), session=old.id, replaced_by=replaced_by, reason=reason
    )
    store.insert_withdrawal(act.db, row)
    removed = remove_events(act.db, old.patient, old.id)
    word = "withdrawn" if replaced_by is None else "corrected"
    for task in alerts.open_tasks_of(act.db, old.id):
        alerts.close_task(
            act.db,
            TaskOutcomeRow(**session.born(act.at), task=task.id, outcome=word, note=reason),
        )
    letter = letter_store.waiting_letter_of(act.db, old.id)
    if letter is not None:
        drop_letter(session, act, letter, NOT_NEEDED, f"the readings were {word}: {reason}")
    act.note(events_removed=removed, alert_closed=_close_alert(session, act, old, word, reason))


def _close_alert(session: Session, act: Act, old: SessionRow, word: str, reason: str) -> bool:
    """Nobody but a clinician makes a red alert go away."""
    if old.alert is None or not session.may(Permission.CLOSE_ALERTS):
        return False
    if alerts.outcome_of_alert(act.db, old.alert) is not None:
        return False
    row = AlertOutcomeRow(**session.born(act.at), alert=old.alert, outcome=word, note=reason)
    alerts.close_alert(act.db, row)
    return True

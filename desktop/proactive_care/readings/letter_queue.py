"""Letting letters wait, and ending their wait: always in the transaction that is open."""

from __future__ import annotations

from proactive_care.accounts import Act, Session
from proactive_care.store import alerts
from proactive_care.store import reading_letters as store
from proactive_care.store import readings as reading_store
from proactive_care.store.alerts import TaskOutcomeRow
from proactive_care.store.reading_letters import LetterEndRow, ReadingLetterRow
from proactive_care.store.readings import SessionRow

TOLD, NOT_NEEDED = "told another way", "not needed"
_TASK = "result letter"


def queue_result_letter(session: Session, act: Act, row: SessionRow) -> None:
    """Let the result letter of a session wait to be printed."""
    letter = ReadingLetterRow(
        **session.born(act.at),
        kind=store.RESULT,
        patient=row.patient,
        session=row.id,
        monitor_step=None,
    )
    store.insert_letter(act.db, letter)
    act.note(letter=letter.id)


def queue_loan_letter(session: Session, act: Act, kind: str, patient: int, step: str) -> str:
    """Let a letter about a loan wait, and return its id. ``step`` is the loan or the return."""
    letter = ReadingLetterRow(
        **session.born(act.at), kind=kind, patient=patient, session=None, monitor_step=step
    )
    store.insert_letter(act.db, letter)
    act.note(letter=letter.id)
    return letter.id


def drop_older_letters(session: Session, act: Act, newest: SessionRow) -> None:
    """End the patient's waiting result letters about measurements that are not newer than these."""
    for letter in store.waiting_letters(act.db):
        if letter.patient != newest.patient or letter.session in (None, newest.id):
            continue
        assert letter.session is not None
        about = reading_store.session_by_id(act.db, letter.session)
        if about is not None and about.last_day <= newest.last_day:
            drop_letter(session, act, letter, NOT_NEEDED, "newer readings were filed")


def drop_letter(session: Session, act: Act, letter: ReadingLetterRow, what: str, note: str) -> None:
    """End the wait of a letter without printing it, and the task that it stood for."""
    row = LetterEndRow(
        **session.born(act.at),
        letter=letter.id,
        what=what,
        run=None,
        sequence=None,
        content=None,
        note=note.strip(),
    )
    store.end_letter(act.db, row)
    close_letter_task(session, act, letter, what.capitalize(), note)


def close_letter_task(
    session: Session, act: Act, letter: ReadingLetterRow, outcome: str, note: str
) -> None:
    """Close the task that a result letter stands for, if it is open."""
    if letter.session is None:
        return
    for task in alerts.open_tasks_of(act.db, letter.session):
        if task.what == _TASK:
            row = TaskOutcomeRow(
                **session.born(act.at), task=task.id, outcome=outcome, note=note.strip()
            )
            alerts.close_task(act.db, row)

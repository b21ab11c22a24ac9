"""Rows of letters about readings: they wait once, end once, and none is about a red reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.identifiers import uuid7
from proactive_care.readings import (
    add_monitor,
    close_task,
    file_clinic_reading,
    file_diary,
    lend_monitor,
    letters_to_print,
    open_tasks,
    print_letters,
    withdraw_session,
)
from proactive_care.store import reading_letters as store
from proactive_care.store.migrations import all_migrations
from proactive_care.store.reading_letters import ReadingLetterRow
from proactive_care.store.schema import split_statements
from support.practice import NOW
from support.readings import BRAM, PAPER, WREN, diary, reading_practice, told

BORN = {"entered_at": "2026-09-14T09:00:00.000+00:00", "by": "x", "role": "hca", "device": "d"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = reading_practice(tmp_path / "practice")
    with made.practice.transaction() as db:
        for patient in (WREN, BRAM):
            db.table("patient").update(
                patient, {"address_1": "3 Ford Cottages", "postcode": "HM1 7ZZ"}
            )
    yield made
    made.practice.close_all()


def letter(kind: str, patient: int, session_id: str | None, step: str | None = None) -> object:
    return ReadingLetterRow(
        id=uuid7(NOW), kind=kind, patient=patient, session=session_id, monitor_step=step, **BORN
    )


def put(session: Session, row: object) -> None:
    with session.practice.transaction() as db:
        assert isinstance(row, ReadingLetterRow)
        store.insert_letter(db, row)


def test_the_database_refuses_a_letter_about_a_red_or_low_reading(session: Session) -> None:
    red = file_diary(session, WREN, diary(175, 90), PAPER, acknowledgement=told())
    low = file_diary(session, BRAM, diary(95, 70), PAPER)
    for filed, patient in ((red, WREN), (low, BRAM)):
        with pytest.raises(Exception, match="told by a clinician"):
            put(session, letter("result", patient, filed.session_id))


def test_the_database_refuses_a_letter_to_somebody_else_and_a_second_one(session: Session) -> None:
    filed = file_diary(session, WREN, diary(), PAPER)
    with pytest.raises(Exception, match="patient of its session"):
        put(session, letter("result", BRAM, filed.session_id))
    with pytest.raises(Exception, match="UNIQUE"):
        put(session, letter("result", WREN, filed.session_id))
    with pytest.raises(Exception, match="CHECK"):
        put(session, letter("result", WREN, None))
    with pytest.raises(Exception, match="CHECK"):
        put(session, letter("loan reminder", WREN, None))


def test_how_letters_wait_and_end(session: Session, tmp_path: Path) -> None:
    filed = file_diary(session, WREN, diary(), PAPER)
    other = file_diary(session, BRAM, diary(), PAPER)
    db = session.practice.db
    first, second = store.waiting_letters(db)
    assert store.waiting_letter(db, first.id) == first
    assert store.waiting_letter_of(db, other.session_id) == second
    assert store.end_of(db, first.id) is None
    assert store.ends_of_session(db, filed.session_id) == ()
    assert (store.next_run_number(db, 2026), store.runs(db)) == ("R2026-001", ())
    print_letters(session, [first.id], tmp_path / "a.pdf")
    assert store.waiting_letter(db, first.id) is None
    assert store.waiting_letter_of(db, filed.session_id) is None
    end = store.end_of(db, first.id)
    assert end is not None
    assert (end.what, end.sequence) == ("printed", 1)
    assert store.ends_of_session(db, filed.session_id) == ((end, "R2026-001"),)
    assert store.letters_of_run(db, "R2026-001") == (end,)
    assert store.next_run_number(db, 2026) == "R2026-002"
    assert store.next_run_number(db, 2027) == "R2027-001"
    withdraw_session(session, other.session_id, "wrong patient")
    ((_, number),) = store.ends_of_session(db, other.session_id)
    assert number == ""


def test_letters_of_a_loan(session: Session) -> None:
    add_monitor(session, "M-1", "Omron", "medium")
    lend_monitor(session, "M-1", WREN, date(2026, 10, 1))
    (row,) = store.waiting_letters(session.practice.db)
    assert row.monitor_step is not None
    db = session.practice.db
    assert store.letters_of_step(db, row.monitor_step, "loan agreement") == (row,)
    assert store.letters_of_step(db, row.monitor_step, "loan reminder") == ()


def test_result_letters_that_were_open_tasks_wait_after_the_upgrade(session: Session) -> None:
    """A practice of an older version: only tasks said that a letter was to be written."""
    file_diary(session, WREN, diary(), PAPER)
    done = file_diary(session, BRAM, diary(), PAPER)
    file_diary(session, BRAM, diary(131, 80), PAPER)
    gone = file_diary(session, WREN, diary(133, 80), PAPER)
    file_clinic_reading(session, WREN, DiaryReading(date(2026, 9, 14), Part.UNSAID, 1, 128, 78))
    withdraw_session(session, gone.session_id, "wrong patient")
    for task in open_tasks(session):
        if task.session_id == done.session_id:
            close_task(session, task.id, "Done")
    connection = session.practice.connection
    (migration,) = [m for m in all_migrations() if m.name.startswith("reading_letters")]
    for table in ("reading_letter_end", "reading_letter_run", "reading_letter"):
        connection.execute(f"DROP TABLE {table}")
    with session.practice.transaction():
        for statement in split_statements(migration.sql):
            connection.execute(statement)
    waiting = letters_to_print(session)
    open_now = {t.session_id for t in open_tasks(session) if t.what == "result letter"}
    assert {w.patient_id for w in waiting} == {BRAM}
    assert len(waiting) == len(open_now)


def test_english_is_chosen_once_for_a_letter_with_its_need_and_reason(session: Session) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    row = store.InEnglishRow(
        id=uuid7(NOW), letter=waiting.id, instead_of="needs Urdu", reason="her son reads", **BORN
    )
    with session.practice.transaction() as db:
        store.choose_english(db, row)
    assert store.chosen_in_english(session.practice.db) == {waiting.id: row}
    again = store.InEnglishRow(
        id=uuid7(NOW), letter=waiting.id, instead_of="needs Urdu", reason="again", **BORN
    )
    with pytest.raises(IntegrityError), session.practice.transaction() as db:
        store.choose_english(db, again)
    for sql in (
        "UPDATE reading_letter_english SET reason = 'x'",
        "DELETE FROM reading_letter_english",
    ):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            session.practice.transaction() as db,
        ):
            db.conn.execute(sql)

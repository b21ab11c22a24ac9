"""The rows of readings: append-only, and nothing red without somebody told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.readings import (
    FormKind,
    FormOutcome,
    Route,
    add_monitor,
    close_alert,
    close_task,
    file_diary,
    finish_form,
    key_form,
    lend_monitor,
    letters_to_print,
    match_form,
    open_alerts,
    open_tasks,
    print_letters,
    put_aside,
    receive_file,
    receive_forms,
    withdraw_session,
)
from proactive_care.store.alerts import form_of_alert
from proactive_care.store.born import insert, select
from proactive_care.store.tray import printed_kind
from support.practice import NOW
from support.readings import BRAM, PAPER, WREN, diary, reading_practice, told

APPEND_ONLY = (
    "alert",
    "alert_outcome",
    "tray_batch",
    "tray_form",
    "tray_step",
    "tray_keying",
    "inbox_item",
    "inbox_step",
    "reading_session",
    "reading",
    "session_withdrawal",
    "task",
    "task_outcome",
    "monitor",
    "monitor_step",
    "reading_letter",
    "reading_letter_run",
    "reading_letter_end",
)


@pytest.fixture
def full(tmp_path: Path) -> Any:
    """A practice with at least one row in every table."""
    session = reading_practice(tmp_path / "practice")
    red = file_diary(session, WREN, diary(175, 90), PAPER, acknowledgement=told())
    file_diary(session, BRAM, diary(), PAPER)
    assert red.alert_id
    close_alert(session, red.alert_id, "Seen the same day")
    close_task(session, open_tasks(session)[0].id, "Done")
    withdraw_session(session, red.session_id, "wrong patient")
    (form,) = receive_forms(session, FormKind.BP_DIARY, Route.POST, 1)
    match_form(session, form, WREN)
    key_form(session, form, diary(176, 90), acknowledgement=told())
    finish_form(session, form, FormOutcome.SENT_BACK)
    path = tmp_path / "x.csv"
    path.write_text("Date,Systolic,Diastolic\n13/09/2026,130,80\n", "utf-8")
    put_aside(session, receive_file(session, path)[0].id, "not ours")
    add_monitor(session, "M-1", "Omron", "medium", calibration_due=date(2027, 1, 1))
    lend_monitor(session, "M-1", WREN, date(2026, 12, 1))
    with session.practice.transaction() as db:
        db.table("patient").update(WREN, {"address_1": "3 Ford Cottages", "postcode": "HM1 7ZZ"})
    print_letters(session, [letters_to_print(session)[0].id], tmp_path / "letters.pdf")
    yield session
    session.practice.close_all()


def test_rows_are_never_changed_nor_deleted(full: Session) -> None:
    connection = full.practice.connection
    for table in APPEND_ONLY:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0, table
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(statement)
    assert full.practice.check().ok


def session_columns(**changes: object) -> dict[str, object]:
    return {
        "id": uuid7(NOW),
        "patient": WREN,
        "kind": "bp diary",
        "channel": "paper",
        "setting": "home",
        "first_day": 1,
        "last_day": 2,
        "taken_by": "patient",
        "status": "valid",
        "days": 7,
        "pairs_used": 24,
        "systolic": 175.0,
        "diastolic": 90.0,
        "band": "red",
        "reasons": "[]",
        "symptoms": "[]",
        "fingerprint": "f",
        "alert": None,
        "entered_at": "",
        "by": "",
        "role": "",
        "device": "",
        **changes,
    }


def put(session: Session, table: str, columns: dict[str, object]) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    session.practice.connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values())
    )


@pytest.mark.parametrize("band", ["red", "emergency"])
def test_the_database_refuses_a_red_session_without_its_patients_alert(
    full: Session, band: str
) -> None:
    alert = open_alerts(full)[0].id  # of Wren
    with pytest.raises(Exception, match="named clinician"):
        put(full, "reading_session", session_columns(band=band))
    with pytest.raises(Exception, match="named clinician"):
        put(full, "reading_session", session_columns(band=band, alert="nothing"))
    with pytest.raises(Exception, match="named clinician"):
        put(full, "reading_session", session_columns(band=band, alert=alert, patient=BRAM))
    put(full, "reading_session", session_columns(band=band, alert=alert))


@pytest.mark.parametrize(
    "change",
    [
        {"band": "purple"},
        {"band": None},
        {"kind": "smoking", "band": "green"},
        {"band": "green", "first_day": 3},
        {"band": "green", "systolic": None},
        {"band": "green", "channel": "pigeon"},
        {"band": "green", "id": "short"},
    ],
)
def test_the_database_refuses_a_session_that_cannot_be(
    full: Session, change: dict[str, object]
) -> None:
    with pytest.raises(Exception, match="CHECK"):
        put(full, "reading_session", session_columns(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"told_clinician": " "},
        {"told_clinician": "x"},
        {"told_clinician": None},
        {"told_at": ""},
        {"told_at": None},
        {"told_at": "soon"},
        {"band": "green"},
    ],
)
def test_the_database_refuses_an_alert_that_names_nobody_or_no_time(
    full: Session, change: dict[str, object]
) -> None:
    columns = {
        "id": uuid7(NOW),
        "patient": WREN,
        "band": "red",
        "reading": "175/90",
        "about": "",
        "reasons": "[]",
        "told_clinician": "Dr P Lindqvist",
        "told_at": NOW.isoformat(),
        "told_how": "In person",
        "symptoms_asked": 0,
        "entered_at": "",
        "by": "",
        "role": "",
        "device": "",
    }
    put(full, "alert", columns)
    with pytest.raises(Exception, match="constraint"):
        put(full, "alert", {**columns, "id": uuid7(NOW), **change})


def test_a_red_keying_and_a_foreign_replacement_are_refused(full: Session) -> None:
    connection = full.practice.connection
    form = connection.execute("SELECT id FROM tray_form").fetchone()[0]
    keying = {
        "id": uuid7(NOW),
        "form": form,
        "number": 2,
        "patient": WREN,
        "content": "{}",
        "band": "red",
        "figures": 1,
        "mismatches": 0,
        "entered_at": "",
        "by": "",
        "role": "",
        "device": "",
    }
    with pytest.raises(Exception, match="named clinician"):
        put(full, "tray_keying", keying)
    (counting,) = connection.execute(
        "SELECT id FROM reading_session WHERE id NOT IN (SELECT session FROM session_withdrawal)"
    ).fetchone()
    withdrawal = {
        "id": uuid7(NOW),
        "session": counting,
        "replaced_by": counting,
        "reason": "because",
        "entered_at": "",
        "by": "",
        "role": "",
        "device": "",
    }
    with pytest.raises(Exception, match="the one that corrects it"):
        put(full, "session_withdrawal", withdrawal)


@dataclass(frozen=True)
class Row:
    day: date
    never: date | None
    yes: bool
    words: tuple[str, ...]
    more: dict[str, int]
    plain: float


def test_one_dataclass_is_the_one_list_of_columns(full: Session) -> None:
    db = full.practice.db
    db.conn.execute("CREATE TABLE thing (day, never, yes, words, more, plain)")
    row = Row(date(2026, 9, 14), None, True, ("a", "é"), {"b": 1}, 1.5)
    insert(db, "thing", row, row)
    insert(db, "thing")
    assert select(db, Row, "thing t WHERE t.yes = ?", (1,)) == [row, row]


def test_an_alert_that_no_keying_raised_belongs_to_no_form(full: Session) -> None:
    assert form_of_alert(full.practice.db, "nothing") is None


def test_what_a_code_was_printed_on(full: Session) -> None:
    assert printed_kind(full.practice.db, "nothing") is None

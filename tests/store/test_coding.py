"""What was done here and may have to be coded, and what imports show."""

from __future__ import annotations

from datetime import date

from proactive_care.domain.identifiers import uuid7
from proactive_care.store import coding as store
from support.coding import add_contact, add_diary, add_invitation, add_plan_step, withdraw
from support.practice import NOW
from support.rows import add_event, add_import, add_patient

WREN = 1
DAY = date(2026, 9, 1)


def ready(session):
    source = add_import(session)
    add_patient(session, WREN, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    return source


def test_everything_that_stands_is_returned_oldest_first(session):
    ready(session)
    add_invitation(session, WREN, date(2026, 9, 3), ("asthma",))
    corrected = add_contact(session, WREN, "review", date(2026, 9, 2))
    add_contact(session, WREN, "review", DAY, corrects=corrected)
    add_contact(session, WREN, "phone", DAY)
    step = add_plan_step(session, WREN, "declined", date(2026, 9, 4))
    add_plan_step(session, WREN, "taken back", date(2026, 9, 4), takes_back=step)
    add_plan_step(session, WREN, "declined", date(2026, 9, 5))
    add_diary(session, WREN, date(2026, 9, 6), 134.67, 84.2)
    add_diary(session, WREN, date(2026, 9, 7), 150, 90, status="incomplete")
    withdraw(session, add_diary(session, WREN, date(2026, 9, 8), 120, 70))
    found = store.done_here(session.practice.db)
    assert [(each.kind, each.day.day) for each in found] == [
        ("review", 1), ("invitation", 3), ("declined", 5), ("home bp", 6),
    ]  # fmt: skip
    assert found[1].frameworks == '["asthma"]'
    assert (found[3].systolic, found[3].diastolic, found[3].days) == (134.67, 84.2, 7)


def test_coded_events_come_from_imports_only(session):
    source = ready(session)
    db = session.practice.db
    add_event(session, WREN, "annual_review_done", DAY, None, line=7, source=source)
    add_event(session, WREN, "care_plan_agreed", DAY, None, line=8, source=source)
    with session.practice.transaction():
        db.conn.execute("INSERT INTO source (kind) VALUES ('reading_session')")
    add_event(session, WREN, "annual_review_done", date(2026, 9, 2), None, line=9, source=2)
    (event,) = store.coded_events(db, [WREN], ["annual_review_done"])
    assert (event.patient, event.day, event.line) == (WREN, DAY, 7)
    assert store.coded_events(db, [], ["annual_review_done"]) == ()


def test_what_is_done_is_remembered(session):
    ready(session)
    db = session.practice.db
    row = {"file_name": "", "line": None, "entered_at": NOW.isoformat(), "by": "lead",
           "role": "nurse", "device": "test"}  # fmt: skip
    origin = uuid7(NOW)
    with session.practice.transaction():
        store.add_coding_done(
            db,
            [
                store.CodingDoneRow(origin=origin, code="1", how="import", day=DAY, **row),
                store.CodingDoneRow(origin=origin, code="2", how="person", day=None, **row),
            ],
        )
    assert store.coding_done(db) == {(origin, "1"): DAY, (origin, "2"): None}


def test_the_newest_import(session):
    assert store.newest_import(session.practice.db) == ""
    ready(session)
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = '2026-09-12T08:00:00+00:00'")
    assert store.newest_import(session.practice.db) == "2026-09-12T08:00:00+00:00"

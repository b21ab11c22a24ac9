"""Contacts of recall, corrections, stops, and finding an invitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlite_utils import Database

from proactive_care.store import recall, schema
from proactive_care.store import recall_contacts as store
from proactive_care.store.connection import connect
from proactive_care.store.migrations import all_migrations
from support.coding import add_invitation, born
from support.rows import add_import, add_patient

WREN, NIA = 1, 2
DAY = date(2026, 9, 1)


@pytest.fixture
def db(session):
    add_import(session)
    add_patient(session, WREN, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    add_patient(session, NIA, "9990000026", "Fixture", "Nia", date(1950, 6, 1))
    return session.practice.db


def contact(db, patient=WREN, **columns):
    row = store.RecallContact(
        **{"patient": patient, "kind": "no answer", "taken_on": DAY, **born(), **columns}
    )
    with db.conn:
        store.insert_contact(db, row)
    return row


def test_a_contact_comes_back_as_it_was_written(db):
    row = contact(db, until=date(2026, 9, 9), next_on=date(2026, 9, 10), address="4millrow")
    assert store.contact_by_id(db, row.id) == row
    assert store.contact_by_id(db, "nobody") is None
    assert store.contacts_of(db, WREN) == (row,)
    assert store.contacts_of(db, NIA) == ()


def test_what_was_taken_back_does_not_stand(db):
    wrong, right = contact(db), contact(db, taken_on=date(2026, 9, 2))
    contact(db, kind=store.TAKEN_BACK, corrects=wrong.id)
    assert store.is_taken_back(db, wrong.id)
    assert not store.is_taken_back(db, right.id)
    assert store.standing_contacts(db, ("no answer",)) == (right,)
    assert len(store.contacts_of(db, WREN)) == 3


def test_a_contact_answers_and_corrects_its_own_patient_only(session, db):
    invitation = add_invitation(session, WREN, DAY, ("asthma",))
    row = contact(db, invitation=invitation)
    assert store.contact_by_id(db, row.id).invitation == invitation
    for wrong in ({"invitation": invitation}, {"corrects": row.id}):
        with pytest.raises(Exception, match="belongs to the patient"):
            contact(db, NIA, **wrong)
    with pytest.raises(Exception, match="append-only"):
        db.conn.execute("UPDATE contact SET note = 'x'")


def test_an_invitation_is_found_by_its_code_and_by_its_diary(session, db):
    add_invitation(session, NIA, DAY, ("asthma",))
    row = recall.NewInvitation(
        born()["id"], 1, WREN, 2, "Standard", ("asthma",), "high", "AAAABBBB", "DDDDEEEE", 1, 2,
        "letter",
    )  # fmt: skip
    batch = recall.NewBatch(
        born()["id"], "2026-044", DAY, "2026-09-01T11:00:00+00:00", "lead", "nurse", "test", {},
        (row,),
    )  # fmt: skip
    with session.practice.transaction():
        recall.insert_batch(db, batch)
    sent = store.invitation_by_code(db, "AAAABBBB")
    assert (sent.batch, sent.sequence, sent.patient, sent.number) == ("2026-044", 1, WREN, 2)
    assert (sent.channel, sent.on, sent.by) == ("letter", DAY, "lead")
    assert store.invitation_by_code(db, "DDDDEEEE") == sent
    assert store.invitation_by_code(db, "ZZZZZZZZ") is None
    assert store.invitations_of(db, WREN) == (sent,)
    assert {each.patient for each in store.sent_invitations(db)} == {WREN, NIA}


def test_the_newest_word_on_stopping_counts(db):
    assert store.newest_stop(db) is None
    for stopped in (True, False):
        row = store.StopRow(**born(), stopped=stopped, reason="Flood")
        store.add_stop(db, row)
        assert store.newest_stop(db) == row


def test_a_merged_record_counts_for_the_one_that_is_kept(session, db):
    invitation = add_invitation(session, NIA, DAY, ("asthma",))
    row = contact(db, NIA, invitation=invitation)
    with session.practice.transaction():
        db["patient"].update(NIA, {"merged_into": WREN})
    assert store.standing_contacts(db, ("no answer",)) == (replace(row, patient=WREN),)
    assert store.contacts_of(db, WREN) == (row,)
    (sent,) = store.invitations_of(db, WREN)
    assert (sent.id, sent.patient) == (invitation, WREN)
    assert [each.patient for each in recall.invitations(db)] == [WREN]
    assert contact(db, WREN, invitation=invitation).invitation == invitation


def test_contacts_of_an_older_practice_file_are_kept(tmp_path):
    connection = connect(tmp_path / "a.db", bytes(range(32)))
    schema.migrate(connection, all_migrations()[:6])
    connection.execute("INSERT INTO patient (id, family_name) VALUES (1, 'Testperson')")
    connection.execute(
        "INSERT INTO contact (id, patient, kind, until, taken_on, entered_at, by, role, device)"
        " VALUES ('old', 1, 'booked', ?, ?, '2026-09-01T09:00', 'lead', 'nurse', 'test')",
        (DAY.toordinal() + 9, DAY.toordinal()),
    )
    schema.migrate(connection, all_migrations())
    db = Database(connection)
    (row,) = store.standing_contacts(db, ("booked",))
    assert (row.id, row.until, row.taken_on) == ("old", date(2026, 9, 10), DAY)
    assert (row.channel, row.invitation, row.next_on, row.address) == ("", None, None, "")
    with pytest.raises(Exception, match="append-only"):
        connection.execute("DELETE FROM contact")
    connection.close()

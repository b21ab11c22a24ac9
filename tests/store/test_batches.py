"""Batches after they were printed."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.store import batches as store
from proactive_care.store import recall
from support.coding import add_invitation, born
from support.rows import add_import, add_patient

DAY = date(2026, 9, 1)


@pytest.fixture
def db(session):
    add_import(session)
    for patient, nhs, name in ((1, "9990000018", "Testperson"), (2, "9990000026", "Fixture")):
        add_patient(session, patient, nhs, name, "Wren", date(1959, 2, 3), village="Little Sedge")
    add_invitation(session, 1, DAY, ("asthma",), code="AAAABBBB")
    add_invitation(session, 2, DAY, ("asthma",), way="phone")
    return session.practice.db


def test_who_received_a_batch_is_one_query(db):
    (row,) = store.recipients(db, "2026-001")
    assert (row.sequence, row.patient, row.family_name) == (1, 1, "Testperson")
    assert (row.channel, row.form_code, row.pages) == ("letter", "AAAABBBB", 2)
    assert store.recipients(db, "2026-999") == ()


def test_batches_count_letters_calls_texts_and_reprints(db):
    second, first = recall.batches(db)
    assert (first.letters, first.calls, first.texts, first.reprints) == (1, 0, 0, 0)
    assert (second.letters, second.calls) == (0, 1)
    row = store.ReprintRow(**born(), batch=first.id, sequences=(1,), reason="Jam")
    store.add_reprint(db, row)
    assert recall.batches(db)[1].reprints == 1
    with pytest.raises(Exception, match="append-only"):
        db.conn.execute("DELETE FROM batch_reprint")


def test_the_paper_of_a_batch_is_kept_with_its_places(db):
    batch = store.batch_id(db, "2026-001")
    assert store.batch_id(db, "2026-999") is None
    assert store.paper_of(db, batch) is None
    with db.conn:
        store.insert_paper(db, store.NewPaper(batch, b"%PDF", "abc", 2, ((1, 1, 2),)))
    paper = store.paper_of(db, batch)
    assert (paper.pdf, paper.sha256, paper.pages) == (b"%PDF", "abc", {1: (1, 2)})
    assert store.sequences_of(db, batch) == [(1, 1)]
    assert store.sequences_of(db, store.batch_id(db, "2026-002")) == []

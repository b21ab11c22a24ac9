"""Merging two records moves what is counted, and un-merging gives it back exactly."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.store import merges, readings, schema, session_events
from proactive_care.store.connection import connect
from proactive_care.store.merges import MatchRow
from proactive_care.store.migrations import all_migrations
from proactive_care.store.session_events import SessionEvent
from support.practice import make_session
from support.rows import add_event, add_import, add_issue, add_patient

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
DAY = date(2026, 9, 1)
CONCEPTS = ("hypertension", "systolic_bp_clinic", "housebound")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Session:
    session = make_session(tmp_path_factory.mktemp("merges") / "practice")
    add_import(session)
    add_import(session, name="other.csv")
    add_patient(session, 1, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    add_patient(session, 2, None, "TESTPERSON", "W", date(1959, 2, 3), local_id="L2")
    add_patient(session, 3, None, "Testperson", "Wren", date(1959, 2, 3), local_id="L3")
    return session


def decision(what: str, kept: int, other: int, takes_back: str | None = None) -> MatchRow:
    return MatchRow(
        id=uuid7(NOW), entered_at=NOW.isoformat(), by="lead", role="clinical_lead", device="test",
        what=what, kept=kept, other=other, reason="Same person", takes_back=takes_back,
    )  # fmt: skip


def content(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the audit and the decisions."""
    conn = session.practice.db.conn
    names = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {
        name: sorted(conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for name in names
        if name not in ("audit", "patient_match")
    }


def rows_of(session: Session, table: str, patient: int) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE patient = ?"
    return int(session.practice.db.conn.execute(sql, (patient,)).fetchone()[0])


ENTRY = st.tuples(
    st.sampled_from([1, 2, 3]), st.sampled_from(CONCEPTS), st.integers(0, 40), st.booleans()
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(entries=st.lists(ENTRY, max_size=12), both=st.booleans())
def test_merging_and_unmerging_leaves_the_same_content(
    shared: Session, entries: list[tuple[int, str, int, bool]], both: bool
) -> None:
    with shared.practice.transaction() as db:
        for table in ("clinical_event", "medication_issue"):
            db.conn.execute(f"DELETE FROM {table}")
    for line, (patient, concept, ago, medicine) in enumerate(entries, start=2):
        if medicine:
            add_issue(shared, patient, "statin", DAY - timedelta(ago), "Statin", line=line)
        else:
            add_event(shared, patient, concept, DAY - timedelta(ago), 120, line=line)
    before = content(shared)
    made = [decision("same", 1, 2), *([decision("same", 1, 3)] if both else [])]
    with shared.practice.transaction() as db:
        for each in made:
            merges.merge(db, each)
    for other in (each.other for each in made):
        assert rows_of(shared, "clinical_event", other) == 0
        assert rows_of(shared, "medication_issue", other) == 0
        assert merges.counted_as(shared.practice.db, other) == 1
    kept = [entry for entry in entries if entry[0] in (1, 2) or both]
    total = rows_of(shared, "clinical_event", 1) + rows_of(shared, "medication_issue", 1)
    assert total == len(kept)
    for each in made:  # also in the order in which they were made
        with shared.practice.transaction() as db:
            merges.unmerge(db, decision("taken back", 1, each.other, each.id))
    assert content(shared) == before


def refused(session: Session, row: MatchRow) -> bool:
    try:
        with session.practice.transaction() as db:
            merges.merge(db, row)
    except (dbapi2.IntegrityError, sqlite3.IntegrityError):
        return True
    return False


def test_merges_make_no_chains_and_are_for_good(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    for patient in (1, 2, 3):
        add_patient(
            session, patient, None, "Fixture", "Nia", DAY, local_id=f"L{patient}", source=None
        )
    first = decision("same", 1, 2)
    assert not refused(session, first)
    assert refused(session, decision("same", 3, 2))  # merged already
    assert refused(session, decision("same", 2, 3))
    assert refused(session, decision("same", 3, 1))  # holds another
    assert refused(session, decision("same", 3, 3))
    assert refused(session, decision("taken back", 1, 3, first.id))  # another pair
    assert merges.merged_pairs(session.practice.db) == {2: 1}
    assert merges.merged_with(session.practice.db, 1) == (2,)
    assert merges.counted_as(session.practice.db, 99) == 99
    for sql in ("UPDATE patient_match SET reason = 'other'", "DELETE FROM patient_match"):
        with pytest.raises(Exception, match="append-only"), session.practice.transaction() as db:
            db.conn.execute(sql)


def pairs(session: Session) -> Sequence[tuple[int, int]]:
    return [(row.first, row.second) for row in merges.pairs_born_together(session.practice.db)]


def test_pairs_need_one_without_a_number_and_no_decision(shared: Session) -> None:
    db = shared.practice.db
    assert pairs(shared) == [(1, 2), (1, 3), (2, 3)]
    apart = decision("different", 3, 1)
    with shared.practice.transaction() as open_db:
        merges.keep_apart(open_db, apart)
    assert pairs(shared) == [(1, 2), (2, 3)]
    assert [row.id for row in merges.standing_matches(db)] == [apart.id]
    assert merges.match_by_id(db, apart.id) == apart
    assert merges.match_by_id(db, "no") is None
    assert merges.standing_match(db, apart.id)
    before = merges.decisions(db)
    with shared.practice.transaction() as open_db:
        merges.keep_apart(open_db, decision("taken back", 3, 1, apart.id))
    assert merges.decisions(db) == before + 1
    assert not merges.standing_match(db, apart.id)
    assert pairs(shared) == [(1, 2), (1, 3), (2, 3)]


def test_the_size_of_a_record(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    add_import(session)
    add_patient(session, 1, "9990000018", "Fixture", "Nia", date(1950, 1, 1))
    assert merges.record_size(session.practice.db, 1) == merges.RecordSize(
        0, 0, None, None, 0, ("events.csv",)
    )
    add_event(session, 1, "hypertension", DAY, None, line=4)
    add_event(session, 1, "housebound", DAY, None, line=4)  # the same event under two concepts
    add_issue(session, 1, "statin", DAY, "Statin", line=5)
    size = merges.record_size(session.practice.db, 1)
    assert (size.events, size.medicines, size.first_day, size.last_day) == (1, 1, DAY, DAY)


def test_readings_of_a_merged_record_count_for_the_kept_one(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    for patient in (1, 2):
        add_patient(
            session, patient, None, "Fixture", "Nia", DAY, local_id=f"L{patient}", source=None
        )
    with session.practice.transaction() as db:
        db["reading_session"].insert(_session_row())
    before = content(session)
    merged = decision("same", 1, 2)
    with session.practice.transaction() as db:
        merges.merge(db, merged)
        session_events.put_events(
            db, 2, "s" * 36, [SessionEvent("body_weight", "1", "Weight", DAY, 70)]
        )
    assert rows_of(session, "clinical_event", 1) == 1
    assert [row.id for row in readings.sessions_of(session.practice.db, 1)] == ["s" * 36]
    assert len(session_events.events_of_session(session.practice.db, "s" * 36)) == 1
    with session.practice.transaction() as db:
        merges.unmerge(db, decision("taken back", 1, 2, merged.id))
    assert readings.sessions_of(session.practice.db, 1) == ()
    assert rows_of(session, "clinical_event", 2) == 1
    with session.practice.transaction() as db:
        again = decision("same", 1, 2)
        merges.merge(db, again)
        assert session_events.remove_events(db, 2, "s" * 36) == 1
        merges.unmerge(db, decision("taken back", 1, 2, again.id))
    after = content(session)
    assert after["clinical_event"] == before["clinical_event"] == []
    assert after["patient"] == before["patient"]


def _session_row() -> dict[str, object]:
    day = DAY.toordinal()
    return {
        "id": "s" * 36, "patient": 2, "kind": "pulse", "channel": "clinic", "setting": "clinic",
        "first_day": day, "last_day": day, "taken_by": "staff", "status": "recorded", "days": 1,
        "pairs_used": 0, "reasons": "[]", "symptoms": "[]", "fingerprint": "f",
        "entered_at": NOW.isoformat(), "by": "lead", "role": "clinical_lead", "device": "test",
    }  # fmt: skip


def test_a_practice_from_before_is_upgraded(tmp_path: Path) -> None:
    key = bytes(range(32))
    connection = connect(tmp_path / "old.db", key)
    schema.migrate(connection, all_migrations()[:6])
    connection.execute("INSERT INTO patient (id, nhs_number) VALUES (1, '9990000018')")
    assert schema.migrate(connection, all_migrations()) == len(all_migrations()) - 6
    assert connection.execute("SELECT merged_into FROM patient").fetchall() == [(None,)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()

"""The audit cannot be changed, and every change made from outside is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Permission, Session
from proactive_care.store import Practice, verify_audit
from proactive_care.store.audit import LOOKS, AuditEntry, append_audit, newest_change
from proactive_care.store.connection import DatabaseError
from support.practice import NOW, make_session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "p")
    for number in range(5):
        with session.act(Permission.EXPORT, "test.act", number=number) as act:
            act.note(more="é")
    return session


def test_chain_verifies(session: Session) -> None:
    check = verify_audit(session.practice.db)
    assert check.ok
    assert check.rows == 6


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET action = 'x' WHERE id = 2",
        "DELETE FROM audit WHERE id = 2",
        "INSERT INTO audit (at, user_name, role, device, action, detail, previous_hash, hash)"
        " VALUES ('', '', '', '', '', '{}', 'wrong', 'h')",
    ],
)
def test_triggers_refuse(session: Session, sql: str) -> None:
    with pytest.raises(DatabaseError, match="audit rows"):
        session.practice.connection.execute(sql)


@pytest.mark.parametrize(
    ("sql", "broken_at"),
    [
        ("UPDATE audit SET detail = '{}' WHERE id = 3", 3),
        ("UPDATE audit SET user_name = 'somebody else' WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 6", 6),
    ],
)
def test_tampering_behind_the_triggers_is_found(session: Session, sql: str, broken_at: int) -> None:
    connection = session.practice.connection
    for trigger in ("audit_no_update", "audit_no_delete"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(sql)
    check = verify_audit(session.practice.db)
    assert not check.ok
    assert check.broken_at == broken_at
    assert not session.practice.check().ok


def test_an_entry_needs_the_transaction_that_it_describes(session: Session) -> None:
    entry = AuditEntry(NOW, "a", "b", "c", "d", None, {})
    with pytest.raises(RuntimeError, match="transaction"):
        append_audit(session.practice.db, entry)


def test_looking_at_somebody_is_not_a_change(session: Session) -> None:
    db = session.practice.db
    before = newest_change(db)
    assert before > 0
    assert session.newest_change() == before
    with session.act(Permission.VIEW_CLINICAL, LOOKS[0], patient=1):
        pass
    assert newest_change(db) == before
    with session.act(Permission.MANAGE_SETTINGS, "test.change"):
        pass
    assert newest_change(db) > before


def test_before_anything_was_done_there_is_no_change(tmp_path: Path) -> None:
    practice = Practice.create(tmp_path, bytes(32))
    assert newest_change(practice.db) == 0
    practice.close_all()

"""Migrations: numbered, transactional, refusing newer files, a backup first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from proactive_care.domain.errors import PracticeProblem
from proactive_care.store import Practice, schema, verify_backup
from proactive_care.store.connection import connect
from proactive_care.store.migrations import Migration, all_migrations
from support.practice import make_session

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
KEY = bytes(range(32))


def later(sql: str) -> tuple[Migration, ...]:
    shipped = all_migrations()
    return (*shipped, Migration(len(shipped) + 1, "later", sql))


def test_shipped_migrations_are_numbered_from_one() -> None:
    assert [m.number for m in all_migrations()] == list(range(1, len(all_migrations()) + 1))


def test_a_gap_in_the_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0002_late.sql").write_text("SELECT 1;", "utf-8")
    (tmp_path / "notes.txt").write_text("ignored", "utf-8")
    with pytest.raises(ValueError, match="numbered"):
        all_migrations(tmp_path)


def test_migrate_is_idempotent(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    assert schema.migrate(connection, all_migrations()) == len(all_migrations())
    assert schema.migrate(connection, all_migrations()) == 0
    assert schema.schema_version(connection) == len(all_migrations())
    connection.close()


def test_a_failing_migration_leaves_everything_as_it_was(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    schema.migrate(connection, all_migrations())
    broken = later("CREATE TABLE extra (a); INSERT INTO nowhere VALUES (1);")
    with pytest.raises(Exception, match="nowhere"):
        schema.migrate(connection, broken)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'extra'").fetchall()
    assert tables == []
    assert schema.schema_version(connection) == len(all_migrations())
    connection.close()


def test_newer_file_is_refused(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    connection.execute("PRAGMA user_version = 999")
    with pytest.raises(PracticeProblem, match="newer version"):
        schema.migrate(connection, all_migrations())
    connection.close()


def test_upgrade_takes_a_verified_backup_first(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    key = session.practice.data_key
    session.practice.close_all()
    practice = Practice.open(tmp_path / "p", key, NOW, later("CREATE TABLE extra (a);"))
    assert "extra" in practice.db.table_names()
    (backup,) = (tmp_path / "p" / "backups").iterdir()
    assert "before-upgrade" in backup.name
    assert verify_backup(backup, key).audit_rows == 1
    practice.close_all()


def test_failed_upgrade_can_still_be_opened_by_the_old_version(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    key = session.practice.data_key
    session.practice.close_all()
    with pytest.raises(Exception, match="nowhere"):
        Practice.open(tmp_path / "p", key, NOW, later("INSERT INTO nowhere VALUES (1);"))
    practice = Practice.open(tmp_path / "p", key, NOW)
    assert practice.check().ok
    practice.close_all()


def test_statements_are_split_around_triggers_and_comments() -> None:
    script = """
    -- a comment; with a semicolon
    CREATE TABLE a (b); -- behind
    CREATE TRIGGER t BEFORE UPDATE ON a
    BEGIN SELECT RAISE(ABORT, 'no; never'); END;
    ;
    """
    statements = schema.split_statements(script)
    assert len(statements) == 2
    assert statements[1].endswith("END;")
    with pytest.raises(ValueError, match="unfinished"):
        schema.split_statements("CREATE TABLE a (b)")

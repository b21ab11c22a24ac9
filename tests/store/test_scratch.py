"""Scratch files: encrypted, deleted, and never in the way."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from proactive_care.domain.errors import PracticeProblem
from proactive_care.store.scratch import PATIENT_COLUMNS, Scratch, remove_stale
from support.practice import make_session


def test_what_is_staged_is_encrypted_and_read_back(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    scratch.add_rejections([(1, 7, 0, "Surname", "Plantedname", "Not a date")])
    scratch.finish()
    assert b"Plantedname" not in scratch.path.read_bytes()
    assert list(scratch.rejections(1)) == [(7, "Surname", "Plantedname", "Not a date")]
    scratch.close()
    assert not list(tmp_path.iterdir())


def test_a_later_row_completes_a_patient(tmp_path: Path) -> None:
    session = make_session(tmp_path / "practice")
    scratch = Scratch(tmp_path)
    name, phone = (1 << PATIENT_COLUMNS.index(c) for c in ("family_name", "mobile_phone"))

    def row(source: int, covered: int, **values: str) -> tuple[object, ...]:
        return (1, source, 9, covered, 1, *(values.get(column) for column in PATIENT_COLUMNS))

    scratch.add_patients([row(1, name, family_name="Fixture")])
    scratch.add_patients([row(2, phone, mobile_phone="07700 900123")])
    scratch.finish()
    with scratch.attached(session.practice.db):
        found = session.practice.db.conn.execute(
            "SELECT source, covered, family_name, mobile_phone FROM scratch.patient"
        ).fetchall()
    assert found == [(2, name | phone, "Fixture", "07700 900123")]
    scratch.close()


def test_a_finished_file_takes_no_more_rows(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    scratch.finish()
    with pytest.raises(ValueError, match="finished"):
        scratch.add_seen([(1, 1, 1)])
    scratch.close()
    scratch.close()


def test_what_a_crash_left_is_deleted_but_nothing_that_is_in_use(tmp_path: Path) -> None:
    for name in ("import-00.scratch", "import-00.lock", "import-11.scratch", "import-22.lock"):
        (tmp_path / name).write_bytes(b"")
    used = Scratch(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        used.path.name, used.path.with_suffix(".lock").name,
    }  # fmt: skip
    remove_stale(tmp_path)
    assert used.path.exists()
    used.close()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(PracticeProblem, match="could not be opened"):
        Scratch(tmp_path / "missing")


def test_a_failing_start_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proactive_care.store.scratch._SCHEMA", "CREATE TABLE (")
    with pytest.raises(Exception, match="syntax error"):
        Scratch(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_file_with_another_key_is_not_read(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    scratch.finish()
    scratch._key = b"x" * 32
    with pytest.raises(PracticeProblem):
        list(scratch.rejections(1))
    scratch.close()


def test_the_lock_is_an_ordinary_sqlite_lock(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    other = sqlite3.connect(scratch.path.with_suffix(".lock"), timeout=0, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN EXCLUSIVE")
    other.close()
    scratch.close()

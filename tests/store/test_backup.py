"""Backups are verified by opening them, and restoring keeps what was there."""

from __future__ import annotations

import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from proactive_care.domain.errors import FileProblem, PracticeProblem
from proactive_care.store import Practice, create_backup, restore_backup, verify_backup
from proactive_care.store.backup import read_backup_keys
from support.practice import NOW, make_session


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    practice = make_session(tmp_path / "p").practice
    with practice.transaction() as db:
        db["patient"].insert({"family_name": "Qwertysampleton"})
    return practice


def test_backup_holds_the_practice_encrypted(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "a.pcbackup"
    check = create_backup(practice, target)
    assert (check.patients, check.audit_rows) == (1, 1)
    assert b"Qwertysampleton" not in target.read_bytes()
    assert [path.name for path in target.parent.iterdir()] == ["a.pcbackup"]
    assert "lead" in read_backup_keys(target).users


def test_two_programs_may_write_the_same_backup_at_once(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "a.pcbackup"
    starts = threading.Barrier(4)

    def backed_up() -> int:
        starts.wait()
        try:
            return create_backup(practice, target).patients
        finally:
            practice.close()

    with ThreadPoolExecutor(4) as pool:
        made = [pool.submit(backed_up) for _ in range(4)]
    assert [each.result() for each in made] == [1, 1, 1, 1]
    assert verify_backup(target, practice.data_key).patients == 1
    assert [path.name for path in target.parent.iterdir()] == ["a.pcbackup"]


def test_restore_brings_back_the_old_state_and_keeps_the_new(
    practice: Practice, tmp_path: Path
) -> None:
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    with practice.transaction() as db:
        db["patient"].insert({"family_name": "Later"})
    practice.close_all()
    restore_backup(target, practice.folder, practice.data_key)
    restored = Practice.open(practice.folder, practice.data_key, NOW)
    assert restored.db["patient"].count == 1
    assert restored.check().ok
    assert (practice.folder / "practice.db.before-restore").exists()
    restored.close_all()


def test_restore_into_an_empty_folder(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    restore_backup(target, tmp_path / "new computer", practice.data_key)
    moved = Practice.open(tmp_path / "new computer", practice.data_key, NOW)
    assert moved.db["patient"].count == 1
    moved.close_all()


def flip_a_byte(path: Path, from_end: int) -> None:
    content = bytearray(path.read_bytes())
    content[-from_end] ^= 0xFF
    path.write_bytes(bytes(content))


def test_damage_of_any_kind_is_found(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    flip_a_byte(target, target.stat().st_size // 2)
    with pytest.raises(PracticeProblem):
        verify_backup(target, practice.data_key)


def test_damage_inside_the_pages_is_found(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    with zipfile.ZipFile(target) as archive:
        database, keys = (bytearray(archive.read(n)) for n in ("practice.db", "practice.keys"))
    database[len(database) // 2] ^= 0xFF
    with zipfile.ZipFile(target, "w") as archive:  # the archive itself is sound again
        archive.writestr("practice.db", bytes(database))
        archive.writestr("practice.keys", bytes(keys))
    with pytest.raises(PracticeProblem):
        verify_backup(target, practice.data_key)


def test_another_practices_backup_is_refused(practice: Practice, tmp_path: Path) -> None:
    other = make_session(tmp_path / "other").practice
    target = tmp_path / "other.pcbackup"
    create_backup(other, target)
    with pytest.raises(PracticeProblem, match="does not belong"):
        verify_backup(target, practice.data_key)


def test_not_a_backup(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "a.pcbackup"
    target.write_text("a shopping list", "utf-8")
    with pytest.raises(PracticeProblem, match="not a backup"):
        verify_backup(target, practice.data_key)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("something else", "x")
    with pytest.raises(PracticeProblem, match="not a backup"):
        verify_backup(target, practice.data_key)
    with pytest.raises(FileProblem, match="could not be read"):
        verify_backup(tmp_path / "missing.pcbackup", practice.data_key)


def test_a_backup_that_cannot_be_written_leaves_the_older_one(
    practice: Practice, tmp_path: Path
) -> None:
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    before = target.read_bytes()
    (practice.folder / "practice.keys").rename(tmp_path / "hidden.keys")
    with pytest.raises(FileProblem, match="could not be written"):
        create_backup(practice, target)
    assert target.read_bytes() == before


def test_a_backup_whose_audit_was_tampered_with_is_refused(
    practice: Practice, tmp_path: Path
) -> None:
    target = tmp_path / "a.pcbackup"
    with practice.transaction() as db:
        db.conn.execute("DROP TRIGGER audit_no_update")
        db.conn.execute("UPDATE audit SET user_name = 'somebody else'")
    with pytest.raises(PracticeProblem, match="damaged"):
        create_backup(practice, target)
    assert not target.exists()

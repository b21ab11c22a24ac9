"""Backups are verified by opening them, and restoring keeps what was there."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import zipfile
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from proactive_care.domain.errors import FileProblem, PracticeProblem
from proactive_care.store import (
    Practice,
    create_backup,
    durable,
    restore_backup,
    verify_backup,
)
from proactive_care.store.backup import read_backup_keys
from support.practice import NOW, make_session
from support.windows_files import windows_files


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


def test_a_backup_never_takes_the_place_of_the_practice(practice: Practice) -> None:
    before = practice.database_path.read_bytes()
    for name in ("practice.db", "PRACTICE.KEYS", "practice.db-wal", "a backup"):
        with pytest.raises(FileProblem, match=r"ends in \.pcbackup"):
            create_backup(practice, practice.folder / "backups" / ".." / name)
    assert practice.database_path.read_bytes() == before
    assert create_backup(practice, practice.folder / "mine.PCBACKUP").audit_rows == 1


def test_a_stick_without_room_is_told_before_anything_is_written(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(4e9, 4e9, 1_000))
    with pytest.raises(FileProblem, match=r"needs \d+ MB for a moment, and 0 MB are free"):
        create_backup(practice, tmp_path / "stick" / "a.pcbackup")
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_backup_of_a_newer_version_never_takes_the_place_of_the_practice(
    practice: Practice, tmp_path: Path
) -> None:
    later = tmp_path / "later.pcbackup"
    newer = make_session(tmp_path / "newer").practice
    newer.connection.execute("PRAGMA user_version = 9999")
    newer.close_all()
    with zipfile.ZipFile(later, "w") as archive:
        for name in ("practice.db", "practice.keys"):
            archive.write(newer.folder / name, name)
    with pytest.raises(PracticeProblem, match="made with a newer version"):
        restore_backup(later, practice.folder, newer.data_key)
    assert not (practice.folder / "practice.db.before-restore").exists()


def test_what_was_put_aside_is_whole_with_its_journal(practice: Practice, tmp_path: Path) -> None:
    """After a crash the newest rows are only in the journal; the old one must not meet the new."""
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    with practice.transaction() as db:
        db["patient"].insert({"family_name": "Later"})
    crashed = tmp_path / "crashed"
    shutil.copytree(practice.folder, crashed)  # its journal is still there
    practice.close_all()
    assert (crashed / "practice.db-wal").stat().st_size > 0
    for _ in range(2):  # a second restore finds what the first put aside
        restore_backup(target, crashed, practice.data_key)
        restored = Practice.open(crashed, practice.data_key, NOW)
        assert restored.db["patient"].count == 1
        assert restored.check().ok
        restored.close_all()
        if _ == 0:
            aside = tmp_path / "aside"
            aside.mkdir()
            for name in ("practice.db", "practice.db-wal"):
                kept = name.replace("practice.db", "practice.db.before-restore")
                shutil.copy(crashed / kept, aside / name)
            old = Practice.open(aside, practice.data_key, NOW)
            assert old.db["patient"].count == 2
            old.close_all()
    assert not (crashed / "practice.db.before-restore-wal").exists()


def test_everything_is_possible_on_windows(practice: Practice, tmp_path: Path) -> None:
    target = tmp_path / "a.pcbackup"
    with windows_files():
        create_backup(practice, target)
        create_backup(practice, target)
        verify_backup(target, practice.data_key)
        practice.close_all()
        restore_backup(target, practice.folder, practice.data_key)
    assert Practice.open(practice.folder, practice.data_key, NOW).check().ok


@pytest.mark.parametrize(
    "held", ["practice.db", "practice.db-wal", "practice.db-shm", "practice.keys"]
)
def test_a_practice_that_is_open_elsewhere_is_not_restored_on_windows(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr(durable, "_PAUSE", 0.0)
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    with practice.transaction() as db:
        db["patient"].insert({"family_name": "Later"})
    crashed = tmp_path / "crashed"
    shutil.copytree(practice.folder, crashed)
    practice.close_all()
    with (
        windows_files(crashed / held),
        pytest.raises(FileProblem, match="could not be restored") as caught,
    ):
        restore_backup(target, crashed, practice.data_key)
    assert caught.value.kept == "The practice is unchanged."
    same = Practice.open(crashed, practice.data_key, NOW)
    assert same.db["patient"].count == 2
    assert same.check().ok
    same.close_all()


def test_a_backup_on_a_write_protected_stick_is_read(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "stick" / "a.pcbackup"
    create_backup(practice, target)
    real, places = tempfile.mkdtemp, []

    def protected(suffix: str | None, prefix: str | None, folder: Path) -> str:
        places.append(Path(folder))
        if Path(folder) == target.parent:
            raise OSError(30, "Read-only file system")
        return real(suffix, prefix, folder)

    monkeypatch.setattr(tempfile, "mkdtemp", protected)
    assert verify_backup(target, practice.data_key).audit_rows == 1
    assert places == [target.parent, Path(tempfile.gettempdir())]


def test_a_backup_that_can_be_unpacked_nowhere_says_so(
    practice: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pcbackup"
    create_backup(practice, target)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1, 1, 0))
    with pytest.raises(FileProblem, match="not enough room to unpack"):
        verify_backup(target, practice.data_key)


def test_what_a_crash_left_in_a_backup_folder_is_cleared_away(
    practice: Practice, tmp_path: Path
) -> None:
    old, new = (tmp_path / f".proactive-care-{name}" for name in ("old", "new"))
    for left in (old, new):
        left.mkdir()
        (left / "practice.db").write_bytes(b"x")
    os.utime(old, (1, 1))
    create_backup(practice, tmp_path / "a.pcbackup")
    assert not old.exists()
    assert new.exists()  # another program may be at it


def test_a_clock_that_forgot_the_year_stops_no_backup(practice: Practice, tmp_path: Path) -> None:
    """A zip cannot say 1970, which is what a PC with an empty battery writes."""
    os.utime(practice.folder / "practice.keys", (86_400, 86_400))
    assert create_backup(practice, tmp_path / "a.pcbackup").audit_rows == 1

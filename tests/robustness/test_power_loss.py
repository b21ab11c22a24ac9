"""The power goes in a restore or a backup, the disk is full, the clock is put back."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from proactive_care import accounts
from proactive_care.domain.errors import FileProblem, PracticeDamaged
from proactive_care.store import Practice, backup, create_backup, restore_backup, verify_backup
from support.practice import NOW, Clock, make_session


class _PowerLoss(BaseException):
    """Nothing that the program does afterwards counts."""


@contextlib.contextmanager
def power_lost_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let ``steps`` files get their names, and no more."""
    left = [steps]
    real: Callable[[Path, Path], None] = backup.replace_file

    def replace_file(source: Path, target: Path) -> None:
        if not left[0]:
            raise _PowerLoss
        left[0] -= 1
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(backup, "replace_file", replace_file)
        try:
            yield
        except _PowerLoss:
            left.append(-1)


@pytest.fixture
def crashed(tmp_path: Path) -> tuple[Path, Path, bytes]:
    """A practice as a crash left it, with rows that are only in its journal; an older backup."""
    practice = make_session(tmp_path / "practice").practice
    older = tmp_path / "older.pcbackup"
    create_backup(practice, older)
    with practice.transaction() as db:
        db["patient"].insert({"family_name": "Later"})
    shutil.copytree(practice.folder, tmp_path / "crashed")
    practice.close_all()
    return tmp_path / "crashed", older, practice.data_key


def patients(folder: Path, key: bytes) -> int:
    practice = Practice.open(folder, key, NOW)
    try:
        assert practice.check().ok
        return practice.db["patient"].count
    finally:
        practice.close_all()


def test_a_restore_that_is_cut_off_leaves_the_old_the_new_or_one_that_can_be_restored(
    crashed: tuple[Path, Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, older, key = crashed
    seen = []
    for steps in range(5):
        again = tmp_path / f"after {steps}"
        shutil.copytree(folder, again)
        with power_lost_after(steps, monkeypatch):
            restore_backup(older, again, key)
        try:
            seen.append(str(patients(again, key)))
        except PracticeDamaged:
            seen.append("missing")
            restore_backup(older, again, key)
            assert patients(again, key) == 0
            (again / "practice.db").unlink()
            for suffix in ("", "-wal"):  # what was put aside is whole
                (again / f"practice.db.before-restore{suffix}").rename(
                    again / f"practice.db{suffix}"
                )
            assert patients(again, key) == 1
    assert seen == ["1", "missing", "missing", "0", "0"]


def test_a_backup_that_is_cut_off_is_not_there(
    crashed: tuple[Path, Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, older, key = crashed
    before = older.read_bytes()
    practice = Practice.open(folder, key, NOW)
    with power_lost_after(0, monkeypatch):
        create_backup(practice, older)
    assert older.read_bytes() == before
    create_backup(practice, older)
    assert verify_backup(older, key).patients == 1
    practice.close_all()


def test_a_disk_that_is_full_in_a_restore_leaves_the_practice(
    crashed: tuple[Path, Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, older, key = crashed
    unpack, times = backup._unpack, []

    def full(source: Path, into: Path) -> None:
        times.append(into)
        if into.parent == folder:
            raise OSError(28, "No space left on device")
        unpack(source, into)

    monkeypatch.setattr(backup, "_unpack", full)
    with pytest.raises(FileProblem, match="No space left") as caught:
        restore_backup(older, folder, key)
    assert caught.value.kept == "The practice is unchanged."
    assert patients(folder, key) == 1
    assert len(times) == 2


def test_a_clock_that_was_put_back_costs_no_backup_and_no_audit(tmp_path: Path) -> None:
    clock = Clock()
    session = make_session(tmp_path / "practice")
    session.practice.close_all()
    session = accounts.sign_in(
        tmp_path / "practice", "lead", "correct horse battery",
        clock=clock, sleep=lambda seconds: None,
    )  # fmt: skip
    for _ in range(accounts.backups.KEPT_BEFORE):
        clock.now += timedelta(minutes=1)
        accounts.back_up_before(session, "import")
    clock.now -= timedelta(days=400)
    made = accounts.back_up_before(session, "import")
    assert made.exists()
    assert len(list(made.parent.iterdir())) == accounts.backups.KEPT_BEFORE
    assert session.practice.check().ok
    session.practice.close_all()

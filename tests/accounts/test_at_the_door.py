"""A damaged practice is restored before anybody can sign in to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from proactive_care.accounts import (
    Session,
    back_up,
    backups_in,
    restore_and_sign_in,
    sign_in,
)
from proactive_care.domain.errors import NotPermitted, PracticeDamaged, SignInRefused
from proactive_care.domain.vocabulary import Role
from support.practice import PASSWORD, Clock, add_user, make_session

WAITED: list[float] = []


@pytest.fixture
def backed_up(tmp_path: Path) -> tuple[Path, Path]:
    """The folder of a closed practice, and its backup."""
    session = make_session(tmp_path / "practice", role=Role.MANAGER, name="manager")
    add_user(session, "hca", Role.HCA).practice.close_all()
    path, _ = back_up(session)
    session.practice.close_all()
    return tmp_path / "practice", path


def _restore(folder: Path, backup: Path, name: str, password: str = PASSWORD) -> Session:
    return restore_and_sign_in(
        folder, backup, name, password, clock=Clock(), sleep=WAITED.append, device="test"
    )


def _damage(path: Path) -> None:
    path.write_bytes(b"\x00" * path.stat().st_size)


@pytest.mark.parametrize("file", ["practice.db", "practice.keys"])
def test_a_damaged_practice_comes_back(backed_up: tuple[Path, Path], file: str) -> None:
    folder, backup = backed_up
    _damage(folder / file)
    with pytest.raises(PracticeDamaged, match="damaged"):
        sign_in(folder, "manager", PASSWORD, clock=Clock(), sleep=WAITED.append)
    session = _restore(folder, backup, "manager")
    assert session.practice.check().ok
    assert (folder / f"{file}.before-restore").exists()
    actions = [row["action"] for row in session.practice.db.query("SELECT action FROM audit")]
    assert actions[-2:] == ["sign_in", "backup.restored"]
    session.practice.close_all()


def test_a_missing_practice_file_comes_back(backed_up: tuple[Path, Path]) -> None:
    folder, backup = backed_up
    (folder / "practice.db").unlink()
    with pytest.raises(PracticeDamaged, match="missing"):
        sign_in(folder, "manager", PASSWORD, clock=Clock(), sleep=WAITED.append)
    _restore(folder, backup, "manager").practice.close_all()


def test_wrong_passwords_wait_and_are_in_the_restored_audit(backed_up: tuple[Path, Path]) -> None:
    folder, backup = backed_up
    for name, password in (("manager", "wrong wrong"), ("nobody", PASSWORD)):
        with pytest.raises(SignInRefused, match="user name or the password"):
            _restore(folder, backup, name, password)
    assert WAITED[-1] == 1.0
    session = _restore(folder, backup, "manager")
    assert WAITED[-1] == 2.0
    refused = "SELECT count(*) AS n FROM audit WHERE action = 'sign_in.refused'"
    assert next(iter(session.practice.db.query(refused)))["n"] == 2
    session.practice.close_all()


def test_a_wrong_password_with_a_damaged_key_file_is_refused(backed_up: tuple[Path, Path]) -> None:
    folder, backup = backed_up
    _damage(folder / "practice.keys")
    with pytest.raises(SignInRefused):
        _restore(folder, backup, "manager", "wrong wrong")


def test_only_who_may_restores(backed_up: tuple[Path, Path]) -> None:
    folder, backup = backed_up
    before = (folder / "practice.db").read_bytes()
    with pytest.raises(NotPermitted, match="may not restore"):
        _restore(folder, backup, "hca")
    assert (folder / "practice.db").read_bytes() == before


def test_backups_are_listed_newest_first(backed_up: tuple[Path, Path]) -> None:
    folder, backup = backed_up
    older = backup.with_name("practice-older.pcbackup")
    older.write_bytes(backup.read_bytes())
    os.utime(older, (1, 1))
    assert [each.path for each in backups_in(folder)] == [backup, older]
    os.utime(backup, (0, 0))  # copied back from somewhere: the name still says when it was made
    assert backups_in(folder)[0].made_at.strftime("practice-%Y%m%d-%H%M%S-") in backup.name
    unreal = backup.with_name("practice-20261399-990000-asked.pcbackup")
    older.rename(unreal)
    assert backups_in(folder)[-1].made_at.year == 1970
    assert backups_in(folder / "nowhere") == ()


def test_a_practice_moves_to_another_computer(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    _, backup = backed_up
    with pytest.raises(SignInRefused, match="not right for this backup"):
        _restore(tmp_path / "new computer", backup, "manager", "wrong wrong")
    assert not (tmp_path / "new computer").exists()
    session = _restore(tmp_path / "new computer", backup, "manager")
    assert session.practice.check().ok
    session.practice.close_all()


def test_a_folder_that_cannot_be_read_has_no_backups(
    backed_up: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says so of a drive that was taken out."""

    def taken_out(path: Path, **_: object) -> None:
        raise OSError(22, "The device is not ready")

    monkeypatch.setattr(Path, "stat", taken_out)
    assert backups_in(backed_up[0]) == ()

"""Practices, users, permissions, acts and backups as people meet them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from proactive_care import accounts
from proactive_care.accounts import Permission, PracticeDetails, create_practice
from proactive_care.accounts import permissions as permissions_module
from proactive_care.domain.errors import FileProblem, InvalidInput, NotPermitted, PracticeProblem
from proactive_care.domain.vocabulary import Role
from support.disks import put_on_another_disk
from support.practice import CHEAP, NOW, PASSWORD, Clock, add_user, make_session


def fail() -> None:
    raise ZeroDivisionError


def create(folder: Path, **changes: object) -> None:
    arguments: dict[str, object] = {
        "details": PracticeDetails("Test Surgery", ods="A12345"),
        "user_name": "lead",
        "password": PASSWORD,
        "role": Role.MANAGER,
        "clock": Clock(),
        "cost": CHEAP,
    }
    create_practice(folder, **{**arguments, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"details": PracticeDetails(" ")}, "practice"),
        ({"details": PracticeDetails("X", ods="12345")}, "ods"),
        ({"role": Role.HCA}, "role"),
        ({"user_name": "x"}, "name"),
        ({"password": "short"}, "password"),
    ],
)
def test_what_cannot_be_set_up(tmp_path: Path, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        create(tmp_path / "p", **changes)
    assert caught.value.field == field
    assert not (tmp_path / "p").exists()


def test_an_existing_practice_is_never_overwritten(tmp_path: Path) -> None:
    create(tmp_path / "p")
    with pytest.raises(PracticeProblem, match="already a practice"):
        create(tmp_path / "p")
    (tmp_path / "p" / "practice.keys").unlink()
    with pytest.raises(PracticeProblem, match="without its key file"):
        create(tmp_path / "p")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(FileProblem, match="could not be made"):
        create(tmp_path / "file" / "p")


def test_details_and_users(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    assert accounts.practice_details(session).address[0] == "2 Beacon Lane"
    nurse = add_user(session, "Tamsin", Role.NURSE)
    assert [(u.name, u.role) for u in accounts.list_users(nurse)] == [
        ("lead", Role.CLINICAL_LEAD),
        ("Tamsin", Role.NURSE),
    ]
    with pytest.raises(NotPermitted):
        accounts.add_user(nurse, "friend", Role.MANAGER, PASSWORD)
    with pytest.raises(InvalidInput, match="already"):
        accounts.add_user(session, "TAMSIN", Role.HCA, PASSWORD)


def test_details_can_be_changed_by_those_who_may(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    changed = replace(accounts.practice_details(session), phone="01632 960 999")
    accounts.save_details(session, changed)
    assert accounts.practice_details(session) == changed
    with pytest.raises(InvalidInput):
        accounts.save_details(session, replace(changed, name=""))
    with pytest.raises(NotPermitted):
        accounts.save_details(add_user(session, "hca", Role.HCA), changed)


def test_an_act_is_permission_transaction_and_audit_in_one(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    hca = add_user(session, "hca", Role.HCA)
    before = hca.practice.db["audit"].count
    with pytest.raises(NotPermitted), hca.act(Permission.IMPORT, "import.commit"):
        raise AssertionError("must not run")
    with pytest.raises(ZeroDivisionError), session.act(Permission.IMPORT, "import.commit") as act:
        act.db["patient"].insert({"family_name": "Lost"})
        fail()
    assert session.practice.db["patient"].count == 0
    assert session.practice.db["audit"].count == before
    with session.act(Permission.IMPORT, "import.commit", files=1) as act:
        act.patient = 7
        act.note(rows=3)
    row = list(session.practice.db["audit"].rows)[-1]
    assert (row["user_name"], row["patient"], row["detail"]) == (
        "lead",
        7,
        '{"files": 1, "rows": 3}',
    )
    assert session.today() == NOW.astimezone().date()


def test_receptionists_never_see_clinical_values() -> None:
    assert Permission.VIEW_CLINICAL not in accounts.permissions_of(Role.RECEPTIONIST)
    assert accounts.roles_with(Permission.SIGN_OFF_PACKS) == {Role.CLINICAL_LEAD}


def test_a_permission_that_nobody_was_given_is_a_mistake_in_the_matrix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matrix = tmp_path / "permissions.toml"
    matrix.write_text('[permissions]\nimport = ["manager"]\n', "utf-8")
    monkeypatch.setattr(permissions_module, "resource_path", lambda *parts: matrix)
    permissions_module._matrix.cache_clear()
    with pytest.raises(ValueError, match="does not say"):
        accounts.permissions_of(Role.HCA)
    permissions_module._matrix.cache_clear()


def test_only_the_newest_automatic_backups_are_kept(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    asked, _ = accounts.back_up(session)
    clock = session.clock
    assert isinstance(clock, Clock)
    for _ in range(7):
        clock.now += timedelta(minutes=1)
        last = accounts.back_up_before(session, "import")
    found = sorted(path.name for path in asked.parent.iterdir())
    assert len(found) == 6
    assert {asked.name, last.name} <= set(found)


def test_the_newest_copy_on_another_disk_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = make_session(tmp_path / "p")
    assert accounts.back_up_elsewhere(session, tmp_path / "near.pcbackup").same_disk
    assert accounts.newest_copy(session) is None
    stick = tmp_path / "stick"
    put_on_another_disk(monkeypatch, stick)
    for name in ("monday", "tuesday"):
        assert not accounts.back_up_elsewhere(session, stick / f"{name}.pcbackup").same_disk
    newest = accounts.newest_copy(session)
    assert newest is not None
    assert newest.file == "tuesday.pcbackup"


def test_backup_verify_restore(tmp_path: Path) -> None:
    session = make_session(tmp_path / "p")
    assert accounts.newest_backup(session) is None
    path, check = accounts.back_up(session)
    newest = accounts.newest_backup(session)
    assert newest is not None
    assert newest.path == path
    assert accounts.verify(session, path) == check
    with session.act(Permission.IMPORT, "test") as act:
        act.db["patient"].insert({"family_name": "Later"})
    accounts.restore(session, path)
    again = accounts.sign_in(
        tmp_path / "p", "lead", PASSWORD, clock=Clock(), sleep=lambda seconds: None
    )
    assert again.practice.db["patient"].count == 0
    assert [row["action"] for row in again.practice.db["audit"].rows][-2:] == [
        "backup.restored",
        "sign_in",
    ]
    assert again.practice.check().ok
    assert len(list((tmp_path / "p" / "backups").glob("*before-restore*"))) == 1

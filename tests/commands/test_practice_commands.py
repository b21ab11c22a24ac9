"""init, user, backup, check, audit, and the exit statuses that every command shares."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from proactive_care import cli
from proactive_care.commands import practice
from proactive_care.commands.options import default_data_folder
from support.command import Command
from support.practice import PASSWORD


def made(command: Command) -> str:
    answer = command.json(
        "init", "--practice", "Harrowmere Surgery", "--ods", "A99999", "--role", "clinical_lead"
    )
    assert (answer["practice"], answer["user"]) == ("Harrowmere Surgery", "lead")
    return str(answer["recovery_key"])


def test_init_user_check_audit(command: Command) -> None:
    made(command)
    command.environment.setenv("PROACTIVE_CARE_NEW_PASSWORD", "another good one")
    assert command.json("user", "add", "Tamsin", "--role", "hca") == {
        "user": "Tamsin",
        "role": "hca",
    }
    assert command.json("check")["ok"] is True
    assert command.json("audit", "verify")["ok"] is True
    command.sign_in_as("tamsin", "another good one")
    _, err = command.run("audit", "verify", status=3)
    assert "may not do this" in err


def test_words_for_people(command: Command) -> None:
    out, _ = command.run("init", "--practice", "X", "--role", "manager")
    assert "recovery key" in out
    assert command.run("check")[0] == "The practice is sound.\n"
    assert command.run("--help")[0].startswith("Usage")
    assert "proactive-care" in command.run("--version")[0]


def test_a_second_init_is_refused_in_one_sentence(command: Command) -> None:
    made(command)
    out, err = command.run("init", "--practice", "Y", "--role", "manager", status=1)
    assert out == ""
    assert "already a practice" in err
    assert err.count("\n") == 1


def test_sign_in_refused(command: Command) -> None:
    made(command)
    command.sign_in_as("lead", "wrong")
    out, err = command.run("check", status=3)
    assert out == ""
    assert "not right" in err
    command.environment.delenv("PROACTIVE_CARE_USER")
    assert "No user name" in command.run("check", status=3)[1]


def test_password_on_standard_input(command: Command) -> None:
    made(command)
    command.environment.delenv("PROACTIVE_CARE_USER")
    command.environment.delenv("PROACTIVE_CARE_PASSWORD")
    command.environment.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\nrest\n"))
    command.run("check", "--user", "lead", "--password-stdin")


def test_a_password_that_is_no_text_is_refused(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(command)
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # each wrong one makes the next wait
    command.environment.setenv("PROACTIVE_CARE_PASSWORD", "p\udce9ss word")  # not UTF-8
    command.run("check", status=3)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"p\xe9ss\n"), encoding="utf-8"))
    command.run("--password-stdin", "check", status=3)
    escaping = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00\n"), "utf-8", "surrogateescape")
    monkeypatch.setattr("sys.stdin", escaping)
    command.run("--password-stdin", "check", status=3)


def test_accents_work_where_the_system_reads_no_accents(command: Command) -> None:
    made(command)
    command.environment.setenv("PROACTIVE_CARE_NEW_PASSWORD", "good w\u00f6rds here")
    command.json("user", "add", "Si\u00e2n", "--role", "hca")
    escaped = "good w\u00f6rds here".encode().decode("ascii", "surrogateescape")
    command.sign_in_as("Si\u00e2n".encode().decode("ascii", "surrogateescape"), escaped)
    command.run("audit", "verify", status=3)  # signed in, and not permitted
    assert "may not do this" in command.run("audit", "verify", status=3)[1]


def test_recovery_key_resets_a_password(command: Command) -> None:
    command.environment.setenv("PROACTIVE_CARE_RECOVERY_KEY", made(command))
    command.environment.setenv("PROACTIVE_CARE_NEW_PASSWORD", "brand new words")
    command.run("user", "reset", "lead")
    command.sign_in_as("lead", "brand new words")
    command.run("check")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["init"],
        ["init", "--practice", "X", "--role", "king"],
        ["stratify", "--as-of", "yesterday"],
        ["recall", "letters", "--limit", "0"],
    ],
)
def test_wrong_usage(command: Command, arguments: list[str]) -> None:
    out, err = command.run(*arguments, status=2)
    assert out == ""
    assert "Error" in err


def test_backup_round_trip(command: Command, tmp_path: Path) -> None:
    made(command)
    file = tmp_path / "stick" / "a.pcbackup"
    assert command.json("backup", "create", file)["verified"] is True
    assert command.json("backup", "verify", file)["ok"] is True
    command.environment.setenv("PROACTIVE_CARE_NEW_PASSWORD", "another good one")
    command.run("user", "add", "later", "--role", "hca")
    assert command.json("backup", "restore", file)["patients"] == 0
    command.sign_in_as("later", "another good one")
    command.run("check", status=3)
    file.write_bytes(b"broken")
    command.sign_in_as("lead")
    assert "not a backup" in command.run("backup", "verify", file, status=1)[1]


def test_a_backup_becomes_the_practice_of_another_computer(
    command: Command, tmp_path: Path
) -> None:
    made(command)
    file = tmp_path / "stick" / "a.pcbackup"
    command.run("backup", "create", file)
    command.folder = tmp_path / "new computer"
    assert command.json("backup", "restore", file)["patients"] == 0
    assert command.json("check")["ok"] is True


def test_damage_is_an_error_and_still_one_json_object(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(command)
    path = command.folder / "practice.db"
    content = bytearray(path.read_bytes())
    content[-5000] ^= 0xFF
    path.write_bytes(bytes(content))
    out, err = command.run("check", "--json", status=1)
    assert out == "" or '"ok": false' in out
    assert "restore the newest backup" in err


def test_a_broken_audit_is_said(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from proactive_care.store import AuditCheck

    made(command)
    monkeypatch.setattr(practice, "verify_audit", lambda db: AuditCheck(3, 4, "a row was changed"))
    out, err = command.run("audit", "verify", "--json", status=1)
    assert '"broken_at": 4' in out
    assert "row 4" in err


def test_a_bug_has_a_number_and_no_patient_data(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(command)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Wren Testperson 9990000018")

    monkeypatch.setattr("proactive_care.store.practice.Practice.check", fail)
    out, err = command.run("check", status=70)
    assert "incident PC-" in err
    assert "Testperson" not in out + err
    (report,) = (command.folder / "incidents").iterdir()
    text = report.read_text("utf-8")
    assert "RuntimeError" in text
    assert "Testperson" not in text
    assert "9990000018" not in text


def test_a_bug_without_a_practice_prints_its_report(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise RuntimeError("secret") from error

    monkeypatch.setattr(practice, "create_practice", fail)
    _, err = command.run("init", "--practice", "X", "--role", "manager", status=70)
    assert "KeyError" in err
    assert "secret" not in err


def test_stopping_by_hand(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(practice, "create_practice", stop)
    assert "Stopped" in command.run("init", "--practice", "X", "--role", "manager", status=1)[1]


def test_main_exits_with_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["proactive-care", "nonsense"])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 2


def test_the_default_folder_is_the_users_own() -> None:
    assert "Proactive Care Desktop" in str(default_data_folder())


def test_a_folder_for_everybody_is_used_unless_there_is_a_practice_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, shared = tmp_path / "own", tmp_path / "for everybody"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(own))
    monkeypatch.setattr("platformdirs.site_data_dir", lambda *_, **__: str(shared))
    assert default_data_folder() == own
    shared.mkdir()
    assert default_data_folder() == shared
    own.mkdir()
    (own / "practice.keys").write_text("{}", "utf-8")
    assert default_data_folder() == own

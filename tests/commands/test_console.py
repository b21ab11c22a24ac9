"""Every command prints on every console, and the program without one says things in a box."""

from __future__ import annotations

import ctypes
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from proactive_care import cli
from proactive_care.commands import console
from support.little_practice import make_little_practice
from support.practice import PASSWORD

COMMANDS = (
    ["explain", "9990000018"],
    ["stratify"],
    ["recall", "preview"],
    ["pack", "list"],
    ["pack", "show", "uclpartners"],
    ["pack", "check", "uclpartners"],
    ["check"],
    ["audit", "verify"],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    session = make_little_practice(tmp_path / "practice")
    session.practice.close_all()
    monkeypatch.setenv("PROACTIVE_CARE_USER", session.user_name)
    monkeypatch.setenv("PROACTIVE_CARE_PASSWORD", PASSWORD)
    return tmp_path / "practice"


def said(monkeypatch: pytest.MonkeyPatch, encoding: str, *arguments: object) -> tuple[int, str]:
    """Run a command as the program does; return its status and what a console of then shows."""
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        stream = io.TextIOWrapper(raw, encoding=encoding)
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        patch.setattr(sys, "argv", ["proactive-care", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        stream.flush()
        return int(str(caught.value.code)), raw.getvalue().decode(encoding)


def test_every_command_prints_on_a_console_of_windows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, command in enumerate(COMMANDS):
        encoding = ("cp1252", "cp850")[number % 2]
        status, text = said(monkeypatch, encoding, "--data", folder, *command)
        assert status == 0, text
        assert text.strip()
        status, text = said(monkeypatch, encoding, "--data", folder, *command, "--json")
        assert status == 0, text
        assert text.isascii()
        json.loads(text)


def test_a_formula_keeps_its_signs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show = ("--data", folder, "pack", "show", "uclpartners")
    assert "(140 − age)" in said(monkeypatch, "utf-8", *show)[1]
    assert "(140 - age)" in said(monkeypatch, "cp1252", *show)[1]
    plain = said(monkeypatch, "cp850", *show)[1]
    assert 'of the codes "palliative care register"' in plain
    assert "?" not in plain


def test_what_a_console_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", stream)
    console.prepare_console()
    stream.write("HbA1c ≥ 58 → “high”, Siân Ŵyn, 字")
    stream.flush()
    assert raw.getvalue().decode("cp1252") == "HbA1c >= 58 -> “high”, Siân Wyn, ?"
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "proactive_care.plain")


def test_the_program_without_a_console_says_it_in_a_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[str] = []
    user = SimpleNamespace(MessageBoxW=lambda owner, text, title, icon: boxes.append(text))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    console.tell("nobody hears this")
    monkeypatch.setattr(sys, "platform", "win32")
    console.prepare_console()
    assert not console.somebody_looks()
    assert cli.run_command_line(["nonsense"]) == 2
    assert cli.run_command_line(["--data", str(tmp_path), "check", "--user", "lead"]) == 1
    assert "nonsense" in boxes[0]
    assert "no practice in this folder" in boxes[1]


def test_usage_is_told_on_a_console(capsys: pytest.CaptureFixture[str]) -> None:
    console.tell_usage(click.UsageError("What?"))
    assert "What?" in capsys.readouterr().err

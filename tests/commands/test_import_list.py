"""Lists of patients on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Command
from support.importing import NIA, PATIENTS, write
from support.practice import make_session


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    session = make_session(tmp_path / "practice")
    session.practice.close_all()
    found = Command(session.practice.folder, capsys, monkeypatch)
    found.sign_in_as("lead")
    return found


def test_a_list_stands_for_a_flag(command: Command, tmp_path: Path) -> None:
    command.json("import", write(tmp_path, "p.csv", PATIENTS), "--run-date", "2026-09-12")
    path = write(tmp_path, "home.csv", f"NHS Number,Name\n{NIA},Nia\n")
    how = ("--as-list", "Home visits", "--stands-for", "housebound")
    (report,) = command.json("import", path, *how)["files"]
    assert (report["profile"], report["rows_accepted"]) == ("target_list", 1)
    _, err = command.run("import", path, "--as-list", "x", "--stands-for", "mi", status=1)
    assert "cannot stand for this" in err
    command.run("import", path, "--stands-for", "housebound", status=2)

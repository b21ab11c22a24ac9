"""Importing files that were explained in the window, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from support.command import Command
from support.importing import NIA, PATIENTS, write
from support.mapping import explain
from support.practice import make_session

TEXT = f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


@pytest.fixture
def command(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    found = Command(session.practice.folder, capsys, monkeypatch)
    found.sign_in_as("lead")
    return found


def test_an_unknown_file_says_what_to_do_and_a_saved_mapping_reads_it(
    command: Command, session: Session, tmp_path: Path
) -> None:
    people = write(tmp_path, "p.csv", PATIENTS)
    unknown = explain(session, tmp_path, TEXT, "clinic.csv")
    path = unknown.looked.source.path
    _, err = command.run("import", people, path, status=1)
    assert "clinic.csv are not those of any export that is known here (NHS, Seen, BP…)" in err
    assert "say what its columns mean" in err
    importing.save_mapping(session, "Village clinic", unknown.guess.mapping)
    session.practice.close_all()
    dry = command.json("import", people, path, "--dry-run")
    entry = next(file for file in dry["files"] if file["file"] == "clinic.csv")
    assert entry["profile"] == "own mapping “Village clinic”, version 1"
    assert (entry["rows_read"], entry["rows_accepted"], entry["events_added"]) == (1, 1, 1)
    out, _ = command.run("import", people, path)
    assert "clinic.csv: Village clinic, UTF-8" in out

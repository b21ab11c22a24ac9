"""languages on the command line: listed, previewed, signed off, withdrawn."""

from __future__ import annotations

from pathlib import Path

from support.command import Command


def test_a_language_is_signed_off_and_withdrawn(command: Command, tmp_path: Path) -> None:
    command.json("init", "--practice", "Harrowmere Surgery", "--role", "manager")
    listed = command.json("languages", "list")["languages"]
    assert {each["state"] for each in listed} == {"draft, not checked"}
    file = tmp_path / "polish.pdf"
    assert command.json("languages", "preview", "pl", "--out", file)["language"] == "pl"
    assert file.read_bytes().startswith(b"%PDF")
    signed = command.json("languages", "sign-off", "pl", "--checked-by", "Anna Mockford, reader")
    assert (signed["state"], signed["checked_by"]) == ("signed off", "Anna Mockford, reader")
    out, _ = command.run("languages", "list")
    assert "pl  Polish: signed off, checked by Anna Mockford, reader" in out
    out, _ = command.run("languages", "withdraw", "pl", "--reason", "A wrong word")
    assert "pl  Polish: withdrawn" in out


def test_what_cannot_be_done_says_why(command: Command, tmp_path: Path) -> None:
    command.json("init", "--practice", "Harrowmere Surgery", "--role", "manager")
    _, err = command.run("languages", "preview", "xx", "--out", tmp_path / "x.pdf", status=1)
    assert "There is no letter in this language" in err
    _, err = command.run("languages", "sign-off", "pl", "--checked-by", "", status=1)
    assert "who checked the wording" in err

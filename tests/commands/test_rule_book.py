"""The rule book, and who moves, from the command line."""

from __future__ import annotations

from pathlib import Path

from support.command import Command
from support.little_practice import make_little_practice


def test_the_rule_book_is_written_as_a_pdf(command: Command, tmp_path: Path) -> None:
    command.run(
        "init", "--practice", "Harrowmere Surgery", "--ods", "A99999", "--role", "clinical_lead"
    )
    path = tmp_path / "book.pdf"
    answer = command.json("pack", "show", "uclpartners", "--pdf", path, "--since", "uclpartners")
    assert answer["pages"] > 20
    assert path.read_bytes().startswith(b"%PDF")
    out, _ = command.run("pack", "show", "uclpartners", "--framework", "copd")
    assert "FEV1" in out


def test_who_moves(command: Command, tmp_path: Path) -> None:
    session = make_little_practice(command.folder)
    session.practice.close_all()
    path = tmp_path / "movers.csv"
    how = ("pack", "compare", "uclpartners", "--framework", "hypertension", "--adaptation")
    answer = command.json(*how, "no-review", "--as-of", "2026-09-14", "--csv", path)
    assert answer["people"] == 10
    assert answer["more_urgent"] == sum(move["patients"] for move in answer["moves"]) > 0
    assert {"from": "2a", "to": "2a · urgent", "patients": 2} in answer["moves"]
    assert path.exists()
    out, _ = command.run(*how[:-1], "uclpartners", "--as-of", "2026-09-14")
    assert "0 of 10 move" in out

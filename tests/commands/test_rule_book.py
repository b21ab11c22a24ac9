"""The rule book from the command line."""

from __future__ import annotations

from pathlib import Path

from support.command import Command


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

"""practice-pack on the command line: given, looked at, taken."""

from __future__ import annotations

from pathlib import Path

from support.command import Command


def test_a_pack_goes_from_one_practice_to_another(command: Command, tmp_path: Path) -> None:
    command.json("init", "--practice", "Harrowmere Surgery", "--role", "clinical_lead")
    file = tmp_path / "ours.json"
    given = command.json("practice-pack", "export", file)
    assert given["templates"] == []
    assert given["file"].endswith("ours.json")
    assert command.json("practice-pack", "import", file, "--dry-run") == {"would_change": []}
    changed = file.read_text("utf-8").replace("Harrowmere Surgery", "Nether Plover Surgery")
    file.write_text(changed, "utf-8")
    looked = command.json("practice-pack", "import", file, "--dry-run")
    assert looked["would_change"] == ["What letters say about the practice"]
    out, _ = command.run("practice-pack", "import", file)
    assert "What letters say about the practice: taken over" in out
    again, _ = command.run("practice-pack", "import", file)
    assert "as the pack says already" in again


def test_what_cannot_be_taken_says_why(command: Command, tmp_path: Path) -> None:
    command.json("init", "--practice", "Harrowmere Surgery", "--role", "manager")
    file = tmp_path / "ours.json"
    command.json("practice-pack", "export", file)
    text = file.read_text("utf-8")
    assert '"multimorbidity": true' in text or ": false" in text
    flipped = text.replace(": true", ": maybe").replace(": false", ": true", 1)
    file.write_text(flipped.replace(": maybe", ": true"), "utf-8")
    taken = command.json("practice-pack", "import", file)
    assert any("may not do this" in each["reason"] for each in taken["not_taken"])
    _, err = command.run("practice-pack", "import", tmp_path / "gone.json", status=1)
    assert "cannot be opened" in err

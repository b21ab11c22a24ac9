"""report progress, quality and inequalities on the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from support.command import Command


def test_the_three_reports(command: Command, tmp_path: Path) -> None:
    command.json("init", "--practice", "Harrowmere Surgery", "--role", "manager")
    for name in ("progress", "quality", "inequalities"):
        path = tmp_path / f"{name}.xlsx"
        found = command.json("report", name, "--out", path, "--as-of", "2026-09-14")
        assert (found["report"], found["as_of"]) == (name, "2026-09-14")
        assert found["sheets"] == openpyxl.load_workbook(path).sheetnames
        assert found["patient_rows"] == 0


def test_purpose_and_inside(command: Command, tmp_path: Path) -> None:
    command.json("init", "--practice", "Harrowmere Surgery", "--role", "manager")
    path = tmp_path / "r.xlsx"
    out, _ = command.run("report", "quality", "--out", path, "--purpose", "Clean-up")
    assert "Patients to settle" in out
    command.run("report", "inequalities", "--out", path, "--purpose", "Board", "--inside")
    about = openpyxl.load_workbook(path)["About"]
    assert "Board" in {cell.value for cell in about["B"]}
    command.run("report", "progress", "--out", path, "--purpose", "", status=1)
    command.run("report", "progress", status=2)

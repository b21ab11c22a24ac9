"""Durable writes leave the old bytes or the new ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from proactive_care.domain.errors import FileProblem
from proactive_care.store import durable


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    durable.write_durably(path, b"old")
    durable.write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_failure_keeps_the_old_file_and_leaves_no_scraps(tmp_path: Path) -> None:
    folder = tmp_path / "a folder is in the way"
    folder.mkdir()
    (folder / "inside").write_text("x", "utf-8")
    with pytest.raises(FileProblem, match="could not be written"):
        durable.write_durably(folder, b"new")
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]
    with pytest.raises(FileProblem):
        durable.write_durably(tmp_path / "missing" / "a.txt", b"new")


def test_windows_needs_no_folder_sync(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    durable.sync_folder(tmp_path / "does not exist")  # would raise if it were opened

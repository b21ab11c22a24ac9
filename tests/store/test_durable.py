"""Durable writes leave the old bytes or the new ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from proactive_care.domain.errors import Cancelled, FileProblem
from proactive_care.store import durable
from support.windows_files import windows_files


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


def test_who_cancels_half_way_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    durable.write_durably(path, b"old")
    with pytest.raises(Cancelled), durable.durable_stream(path) as stream:
        stream.write(b"half of the n")
        raise Cancelled("Stopped.")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_windows_needs_no_folder_sync(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    durable.sync_folder(tmp_path / "does not exist")  # would raise if it were opened


def test_windows_writes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with windows_files():
        durable.write_durably(path, b"old")
        durable.write_durably(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_is_open_elsewhere_stays_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "_PAUSE", 0.0)
    path = tmp_path / "letters.pdf"
    path.write_bytes(b"being read")
    with (
        windows_files(path),
        pytest.raises(FileProblem, match=r"letters\.pdf could not be written"),
    ):
        durable.write_durably(path, b"new")
    assert path.read_bytes() == b"being read"
    assert list(tmp_path.iterdir()) == [path]


def test_a_scanner_that_looks_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    scanner = path.open("rb")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            scanner.close()

    monkeypatch.setattr(durable.time, "sleep", pause)
    with windows_files():
        durable.write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(pauses) == 3
    assert sum(pauses) < 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows waits")
def test_elsewhere_a_refusal_is_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def refuse(source: Path, target: Path) -> None:
        asked.append(target)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileProblem, match="Permission denied"):
        durable.write_durably(tmp_path / "a.txt", b"new")
    assert asked == [tmp_path / "a.txt"]

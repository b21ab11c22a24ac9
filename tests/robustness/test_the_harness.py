"""The tests' own guards bite: Windows' refusals on Linux, and no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from support.windows_files import windows_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("open.txt", "elsewhere.txt"):
        (folder / name).write_text("x")
    return folder


_REFUSED: dict[str, Callable[[Path], object]] = {
    "delete an open file": lambda at: (at / "open.txt").unlink(),
    "rename an open file": lambda at: (at / "open.txt").rename(at / "other.txt"),
    "replace an open file": lambda at: (at / "free.txt").replace(at / "open.txt"),
    "move the folder of an open file": lambda at: at.rename(at.with_name("moved")),
    "delete what another program holds": lambda at: (at / "elsewhere.txt").unlink(),
    "open a folder": lambda at: os.open(at, os.O_RDONLY),
    "open a folder as a stream": lambda at: at.open(),
    "make a file of a device's name": lambda at: (at / "con.txt").write_text(""),
    "make a folder with a colon": lambda at: (at / "a:b").mkdir(),
}


@pytest.mark.parametrize("act", _REFUSED.values(), ids=_REFUSED)
def test_windows_refuses(act: Callable[[Path], object], folder: Path) -> None:
    with (folder / "open.txt").open(), windows_files(folder / "elsewhere.txt"):
        (folder / "free.txt").write_text("")
        with pytest.raises(PermissionError, match="Windows would not"):
            act(folder)


def test_afterwards_linux_allows_it_again(folder: Path) -> None:
    with windows_files():
        (folder / "open.txt").unlink()
    (folder / "a:b").mkdir()


def test_there_is_no_network() -> None:
    with socket.socket() as wire, pytest.raises(RuntimeError, match="offline"):
        wire.connect(("127.0.0.1", 9))
    with pytest.raises(RuntimeError, match="offline"):
        socket.create_connection(("example.invalid", 80))

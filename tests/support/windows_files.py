"""What Windows refuses and Linux allows, so that tests on Linux meet it too.

On Windows a file that somebody has open cannot be deleted, renamed or replaced (neither Python nor
SQLite opens files in the way that would allow it), a folder cannot be opened like a file, and many
names are no names. While ``windows_files()`` lasts, this process meets the same refusals.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

LONGEST_PATH = 259
_FORBIDDEN = set('<>:"|?*') | {chr(code) for code in range(32)}
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
_IN_USE, _REFUSED, _NO_NAME = 32, 5, 123  # Windows' own numbers for these refusals
_OWN_DISK = 3


class _Guard:
    """One stretch of Windows. ``others`` are files that another program is said to have open."""

    def __init__(self, others: set[Path]) -> None:
        self.others = others

    def put_before(self, patch: pytest.MonkeyPatch) -> None:
        """Ask this guard before every call that makes, opens, moves or deletes a file or folder."""
        # Not an audit hook: it stays for ever, and two threads that start in it cannot both be
        # traced for coverage ("Cannot install a trace function while another ...").
        for name in ("rename", "replace"):
            patch.setattr(os, name, _after(self._moving, getattr(os, name)))
        for name in ("remove", "unlink"):
            patch.setattr(os, name, _after(self._deleting, getattr(os, name)))
        patch.setattr(os, "mkdir", _after(self._making, os.mkdir))
        patch.setattr(os, "open", _after(self._opening, os.open))
        opened = _after(self._opening_stream, open)
        patch.setattr(builtins, "open", opened)
        patch.setattr(io, "open", opened)

    def _moving(self, source: Any, target: Any, **_: Any) -> None:
        self._refuse_open(_absolute(source), "rename")
        self._refuse_open(_absolute(target), "replace")
        refuse_bad_name(_absolute(target))

    def _deleting(self, path: Any, **_: Any) -> None:
        self._refuse_open(_absolute(path), "delete")

    def _making(self, path: Any, *_: Any, **__: Any) -> None:
        refuse_bad_name(_absolute(path))

    def _opening_stream(self, file: Any, mode: str = "r", *_: Any, **__: Any) -> None:
        if isinstance(file, str | bytes | os.PathLike):
            self._opening(file, 0 if "r" in mode else os.O_CREAT)

    def _opening(self, path: Any, flags: int, *_: Any, **__: Any) -> None:
        absolute = _absolute(path)
        if flags & os.O_CREAT:
            refuse_bad_name(absolute)
        if absolute.is_dir() and flags & os.O_TMPFILE != os.O_TMPFILE:  # no folder to Linux
            raise _refusal(_REFUSED, f"open the folder {absolute}")

    def _refuse_open(self, path: Path, what: str) -> None:
        held = self.others | _open_here()
        if path in held or (path.is_dir() and any(path in each.parents for each in held)):
            raise _refusal(_IN_USE, f"{what} {path}: it is open")


def refuse_bad_name(path: Path) -> None:
    """Raise OSError for a path that Windows would not make a file of."""
    windows = PureWindowsPath("C:" + str(path).replace("/", "\\"))
    for part in windows.parts[1:]:
        device = part.split(".")[0].rstrip().casefold() in _DEVICES
        if device or part[-1] in " ." or _FORBIDDEN & set(part):
            raise _refusal(_NO_NAME, f"make {path}: {part!r} is no name")
    if len(str(windows)) > LONGEST_PATH:
        raise _refusal(_NO_NAME, f"make {path}: it is too long")


@contextlib.contextmanager
def windows_files(*others: Path) -> Iterator[None]:
    """Meet Windows' refusals inside the block. ``others``: files that another program has open."""
    if sys.platform == "win32":
        with contextlib.ExitStack() as held:
            for path in others:
                held.enter_context(path.open("rb"))
            yield
        return
    kernel = SimpleNamespace(GetDriveTypeW=lambda anchor: _OWN_DISK)
    with pytest.MonkeyPatch.context() as patch:
        _Guard({path.resolve() for path in others}).put_before(patch)
        patch.setattr(sys, "platform", "win32")
        patch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        patch.setattr(shutil, "_use_fd_functions", False)  # which opens folders
        yield


def _after(ask: Callable[..., None], act: Callable[..., Any]) -> Callable[..., Any]:
    def asked(*arguments: Any, **named: Any) -> Any:
        ask(*arguments, **named)
        return act(*arguments, **named)

    return asked


def _absolute(path: str | bytes | os.PathLike[Any]) -> Path:
    return Path(os.path.realpath(os.fsdecode(os.fspath(path))))


def _open_here() -> set[Path]:
    """Return the files that this process has open."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found.add(descriptor.readlink())
    return found


def _refusal(number: int, what: str) -> PermissionError:
    error = PermissionError(13, f"Windows would not {what}")
    error.winerror = number
    return error

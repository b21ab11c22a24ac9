"""What Windows refuses and Linux allows, so that tests on Linux meet it too.

On Windows a file that somebody has open cannot be deleted, renamed or replaced (neither Python nor
SQLite opens files in the way that would allow it), a folder cannot be opened like a file, and many
names are no names. While ``windows_files()`` lasts, this process meets the same refusals.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

LONGEST_PATH = 259
_FORBIDDEN = set('<>:"|?*') | {chr(code) for code in range(32)}
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
_IN_USE, _REFUSED, _NO_NAME = 32, 5, 123  # Windows' own numbers for these refusals
_OWN_DISK = 3
_guards: list[_Guard] = []


class _Guard:
    """One stretch of Windows. ``others`` are files that another program is said to have open."""

    def __init__(self, others: set[Path]) -> None:
        self.others = others

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        match event:
            case "os.rename":
                source, target = (_absolute(path) for path in arguments[:2])
                self._refuse_open(source, "rename")
                self._refuse_open(target, "replace")
                refuse_bad_name(target)
            case "os.remove":
                self._refuse_open(_absolute(arguments[0]), "delete")
            case "os.mkdir":
                refuse_bad_name(_absolute(arguments[0]))
            case "open" if isinstance(arguments[0], str | bytes | os.PathLike):
                self._opening(_absolute(arguments[0]), arguments[2] or 0)

    def _opening(self, path: Path, flags: int) -> None:
        if flags & os.O_CREAT:
            refuse_bad_name(path)
        if path.is_dir() and flags & os.O_TMPFILE != os.O_TMPFILE:  # which is no folder to Linux
            raise _refusal(_REFUSED, f"open the folder {path}")

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
    if not _guards:
        sys.addaudithook(_ask_guards)
        _guards.append(_Guard(set()))  # an audit hook stays for ever; this one allows everything
    guard = _Guard({path.resolve() for path in others})
    kernel = SimpleNamespace(GetDriveTypeW=lambda anchor: _OWN_DISK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        patch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        patch.setattr(shutil, "_use_fd_functions", False)  # which opens folders
        _guards.append(guard)
        try:
            yield
        finally:
            _guards.remove(guard)


def _ask_guards(event: str, arguments: tuple[Any, ...]) -> None:
    for guard in _guards[1:]:
        guard(event, arguments)


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

"""One window for each practice: a second start brings the first one to the front.

Two windows of one practice on one PC would each keep what they show in memory, and somebody would
work on what the other has already changed. The first holds a lock file in the practice's folder
and watches a second file there, into which a later start writes. So no socket is needed. A lock
that a crash left behind is taken over; QLockFile knows it by the process that is gone.

Two people may be signed in to one PC at once, each with a desktop of their own. A window cannot
come to the front of somebody else's desktop, so who asks says on which one they are.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import (
    QFileSystemWatcher,
    QLockFile,
    QObject,
    QSysInfo,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QApplication, QMainWindow

LOCK_NAME = "window.lock"
ASK_NAME = "window.front"
_LONGEST_WAIT = 6.0  # seconds until the first window must have answered
_NOT_YOURS = b"!"
_LOOK_EVERY_MS = 1_000  # where a folder cannot be watched, on some network drives


class Taken(Enum):
    """What came of asking for the practice."""

    OURS = auto()
    IN_FRONT = auto()  # another window has it, and has come to the front
    SILENT = auto()  # another window has it, and does not answer
    ELSEWHERE = auto()  # a window on another computer has it
    SOMEBODY_ELSES = auto()  # a window on the desktop of somebody else on this computer has it


class OnlyWindow(QObject):
    """``asked`` is sent in the first window when somebody starts the application again."""

    asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._ask = folder / ASK_NAME
        self._path = folder / LOCK_NAME
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)  # however long it is open; only a dead process is stale
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def other_computer(self) -> str:
        """The name of the computer that has the practice open, as far as it is known."""
        return self._holder()[1]

    def take(self) -> Taken:
        """Become the practice's window, or ask the one that is to come to the front.

        A folder that cannot be written to is not locked: opening it says what is wrong.
        """
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._lock.tryLock(0):
            self._listen()
            return Taken.OURS
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return Taken.OURS
        process, computer = self._holder()
        if computer and computer != QSysInfo.machineHostName():
            return Taken.ELSEWHERE
        return self._ask_to_come(process)

    def take_over(self) -> bool:
        """Become the practice's window although another computer left its lock behind.

        Returns False if that computer still holds it, as far as the network drive can tell.
        """
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        if not self._lock.tryLock(0):
            return False
        self._listen()
        return True

    def release(self) -> None:
        """Let the next start have the practice."""
        self._timer.stop()
        if self._watcher.files():
            self._watcher.removePath(str(self._ask))
        if self._lock.isLocked():
            with contextlib.suppress(OSError):  # the stick with the practice was taken out
                self._ask.unlink(missing_ok=True)
            self._lock.unlock()

    def _holder(self) -> tuple[int, str]:
        process, computer, _program = self._lock.getLockInfo()
        return process, computer

    def _listen(self) -> None:
        self._ask.write_bytes(b"")
        self._watcher.addPath(str(self._ask))
        self._timer.start()

    def _look(self) -> None:
        asked = self._read()
        if not self._lock.isLocked() or asked in (b"", _NOT_YOURS):
            return
        if asked == _question():
            self._ask.write_bytes(b"")  # which is the answer
            self.asked.emit()
        else:
            self._ask.write_bytes(_NOT_YOURS)

    def _read(self) -> bytes:
        try:
            return self._ask.read_bytes()
        except OSError:
            return b""

    def _ask_to_come(self, process: int) -> Taken:
        """Write the question, and wait until the first window has taken it away."""
        _let_come_to_front(process)
        try:
            self._ask.write_bytes(_question())
        except OSError:
            return Taken.SILENT
        end = time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < end:
            answer = self._read()
            if not answer:
                return Taken.IN_FRONT
            if answer == _NOT_YOURS:
                return Taken.SOMEBODY_ELSES
            time.sleep(0.05)
        return Taken.SILENT


def _question() -> bytes:
    return f"?{desktop_name()}".encode()


def desktop_name() -> str:
    """Return what tells this desktop from that of another person on the same computer."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
        return str(number.value)
    return os.environ.get("USER", "")


def _let_come_to_front(process: int) -> None:
    """Windows lets nobody come to the front whom the program in front has not allowed to."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)


def bring_to_front() -> None:
    """Show the application's window above all others, with whatever dialog is open over it."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.isVisible():
            window.setWindowState(
                window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive
            )
            window.raise_()
            window.activateWindow()
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.raise_()
        dialog.activateWindow()

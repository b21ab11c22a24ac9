"""One window for each practice, with real processes: a second start, a crash, two practices."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSysInfo, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.ui import app, only_window
from proactive_care.ui.only_window import ASK_NAME, LOCK_NAME, OnlyWindow, Taken, bring_to_front
from proactive_care.ui.theme import Look

_CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from proactive_care.ui import app
front = app.bring_to_front
def told():
    print("front", flush=True)
    front()
app.bring_to_front = told
QTimer.singleShot(0, lambda: print("open", flush=True))
sys.exit(app.run(Path(sys.argv[1])))
"""
Start = Callable[[Path], "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts the application on a folder in a process of its own."""
    running: list[subprocess.Popen[str]] = []

    def started(folder: Path) -> subprocess.Popen[str]:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(
            sys.path)}  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(folder)], text=True, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


def _says(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(
    start: Start, tmp_path: Path
) -> None:
    first = start(tmp_path / "practice")
    assert _says(first) == "open"
    for _ in range(2):
        assert start(tmp_path / "practice").wait(30) == 0
        assert _says(first) == "front"
    assert first.poll() is None


def test_a_crash_does_not_lock_anybody_out(start: Start, tmp_path: Path) -> None:
    first = start(tmp_path / "practice")
    assert _says(first) == "open"
    first.kill()
    first.wait()
    assert (tmp_path / "practice" / LOCK_NAME).exists()
    second = start(tmp_path / "practice")
    assert _says(second) == "open"
    assert second.poll() is None


def test_two_practices_may_be_open_at_once(start: Start, tmp_path: Path) -> None:
    first, second = start(tmp_path / "one"), start(tmp_path / "two")
    assert _says(first) == "open"
    assert _says(second) == "open"
    assert first.poll() is None
    assert second.poll() is None


def test_the_practice_is_free_again_when_the_window_has_closed(tmp_path: Path) -> None:
    first, second = OnlyWindow(tmp_path), OnlyWindow(tmp_path)
    assert first.take() is Taken.OURS
    first.release()
    assert not (tmp_path / LOCK_NAME).exists()
    assert not (tmp_path / ASK_NAME).exists()
    assert second.take() is Taken.OURS
    second.release()
    second.release()


def test_a_window_that_does_not_answer_is_said_to_be_there(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(only_window, "_LONGEST_WAIT", 0.2)
    first = OnlyWindow(tmp_path)
    assert first.take() is Taken.OURS
    said = _answer_dialog(QDialog.DialogCode.Rejected)
    assert app.run(tmp_path) == 0
    assert said == ["This practice is open already on this computer."]
    assert app.is_open(tmp_path)
    first.release()
    assert not app.is_open(tmp_path)


def test_a_folder_that_cannot_be_made_is_for_others_to_tell(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert OnlyWindow(tmp_path / "file" / "practice").take() is Taken.OURS


def test_the_question_is_also_seen_where_a_folder_cannot_be_watched(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(only_window, "_LOOK_EVERY_MS", 20)
    only = OnlyWindow(tmp_path)
    only.take()
    only._watcher.removePath(str(tmp_path / ASK_NAME))
    with qtbot.waitSignal(only.asked):
        (tmp_path / ASK_NAME).write_bytes(only_window._question())
    assert (tmp_path / ASK_NAME).read_bytes() == b""
    (tmp_path / ASK_NAME).unlink()  # somebody tidies up
    with qtbot.assertNotEmitted(only.asked, wait=60):
        pass
    only.release()


@pytest.mark.parametrize("open_here", [True, False])
def test_a_practice_that_is_open_on_another_computer_is_asked_about(
    tmp_path: Path, look: Look, *, open_here: bool
) -> None:
    lines = ["4242", "proactive-care", "RECEPTION-PC", "", "", ""]
    (tmp_path / LOCK_NAME).write_text("\n".join(lines), encoding="utf-8")
    assert QSysInfo.machineHostName() != "RECEPTION-PC"
    only = OnlyWindow(tmp_path)
    answer = QDialog.DialogCode.Accepted if open_here else QDialog.DialogCode.Rejected
    said = _answer_dialog(answer)
    assert app._is_ours(only) is open_here
    assert said == ["This practice is open on another computer, RECEPTION-PC"]
    assert only._lock.isLocked() is open_here
    only.release()


def test_a_window_of_somebody_else_on_this_computer_is_said_to_be_theirs(
    tmp_path: Path, qtbot: QtBot, look: Look, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(tmp_path / "practice")
    assert _says(first) == "open"
    monkeypatch.setenv("USER", "somebody else")
    said = _answer_dialog(QDialog.DialogCode.Rejected)
    assert app.run(tmp_path / "practice") == 0
    assert "by somebody else who is signed in" in said[0]
    monkeypatch.undo()
    assert app.is_open(tmp_path / "practice")
    assert _says(first) == "front"


def test_a_computer_that_still_has_the_practice_keeps_it(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is open on a network drive cannot be deleted by another PC."""
    (tmp_path / LOCK_NAME).mkdir()
    only = OnlyWindow(tmp_path)
    monkeypatch.setattr(only, "take", lambda: Taken.ELSEWHERE)
    answers = iter([QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected])
    said = _answer_dialog(next(answers))
    second: list[list[str]] = []
    QTimer.singleShot(300, lambda: second.append(_answer_dialog(next(answers))))
    assert not app._is_ours(only)
    assert said[0].startswith("This practice is open on another computer")
    assert second == [["This practice is still open on the other computer."]]


def test_a_folder_that_went_away_is_no_failure_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = OnlyWindow(tmp_path)
    assert only.take() is Taken.OURS

    def not_ready(path: Path, **_: bool) -> None:
        raise OSError(22, "The device is not ready")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", not_ready)
        only.release()
    assert not only._lock.isLocked()


def test_windows_tells_its_desktops_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(process: int, number: object) -> int:
        ctypes.cast(number, ctypes.POINTER(ctypes.c_ulong)).contents.value = 7  # type: ignore[arg-type]
        return 1

    kernel = SimpleNamespace(ProcessIdToSessionId=fill)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert only_window.desktop_name() == "7"


def test_a_session_is_closed_when_the_practice_is_open_already(
    empty_session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_is_ours", lambda only: False)
    empty_session.practice.memory["kept"] = 1
    assert app.run(empty_session.practice.folder, empty_session) == 0
    assert empty_session.practice.memory == {}


def test_windows_and_their_dialogs_come_to_the_front(qtbot: QtBot) -> None:
    window, hidden = QMainWindow(), QMainWindow()
    for each in (window, hidden):
        qtbot.addWidget(each)
    window.showMinimized()
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    bring_to_front()
    assert not window.isMinimized()
    assert not hidden.isVisible()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.close()


def _answer_dialog(answer: QDialog.DialogCode) -> list[str]:
    """Close the dialog that will open, and say its heading."""
    said: list[str] = []
    end = time.monotonic() + 10

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            said.append(dialog.windowTitle())
            dialog.done(int(answer.value))
        elif time.monotonic() < end:
            QTimer.singleShot(20, close)

    QTimer.singleShot(20, close)
    return said

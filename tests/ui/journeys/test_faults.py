"""What goes wrong in a practice, on the real window: nothing is lost, and the words help."""

from __future__ import annotations

import contextlib
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from proactive_care import accounts, sample_data
from proactive_care.accounts import Session, back_up
from proactive_care.importing import import_history
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.pages.data.page import CHECK
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import BugDialog
from support.hands import Keys, Mouse, answering, choose_path
from support.practice import PASSWORD, Clock, make_session

Ready = Callable[[MainWindow], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session")
def larger_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough for an import that can be stopped while it runs."""
    folder = tmp_path_factory.mktemp("larger")
    practice = sample_data.make_practice(5_000, 2, date(2026, 9, 12))
    sample_data.write_exports(practice, "emis", folder)
    return folder


@pytest.fixture
def practice_folder(tmp_path: Path) -> Path:
    """The folder of a closed practice with a backup."""
    session = make_session(tmp_path / "practice", name="lead")
    back_up(session)
    session.practice.close_all()
    return tmp_path / "practice"


def _check_files(window: MainWindow, keys: Keys, ready: Ready, folder: Path) -> None:
    keys.control("7")
    ready(window)
    with answering(QFileDialog, choose_path(keys, folder)):
        keys.alt("o")
    ready(window)
    assert window.page.steps.current == CHECK  # type: ignore[attr-defined]


def _said(window: MainWindow) -> str:
    shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown)


# Cancel ------------------------------------------------------------------------------------------


def test_cancel_in_the_middle_of_an_import_leaves_the_practice_as_it_was(
    empty_session: Session, enter: Callable[[Session], MainWindow], keys: Keys, ready: Ready,
    qtbot: QtBot, mouse: Mouse, larger_exports: Path,
) -> None:  # fmt: skip
    window = enter(empty_session)
    _check_files(window, keys, ready, larger_exports)
    keys.alt("i")
    qtbot.waitUntil(window.progress.isVisible, timeout=60_000)
    mouse.click("Cancel")
    qtbot.waitUntil(lambda: not window.workshop.busy, timeout=60_000)
    assert window.messages.text() == "Importing: stopped. Nothing was changed."
    assert import_history(empty_session) == ()
    tables = ("patient", "clinical_event", "medication_issue", "import_file", "stratification_run")
    assert [empty_session.practice.db[table].count for table in tables] == [0] * len(tables)
    assert empty_session.practice.check().ok


def test_cancel_after_the_files_are_in_stops_only_the_sorting_and_says_so(
    empty_session: Session, enter: Callable[[Session], MainWindow], keys: Keys, ready: Ready,
    qtbot: QtBot, exports: Path,
) -> None:  # fmt: skip
    window = enter(empty_session)
    _check_files(window, keys, ready, exports)
    folder = empty_session.practice
    keys.alt("i")
    qtbot.waitUntil(lambda: folder.db["import_file"].count > 0, timeout=60_000)
    window.workshop.cancel()
    ready(window)
    if folder.db["stratification_run"].count == 0:  # it was stopped in time
        assert "The sorting after it was stopped." in window.messages.text()
        keys.alt("n")
        ready(window)
    assert "patients were sorted" in window.messages.text()
    assert folder.db["stratification_run"].count == 6


# Lock --------------------------------------------------------------------------------------------


def test_idle_lock_hides_patients_and_the_same_password_opens(
    sorted_session: Session, enter: Callable[[Session], MainWindow], keys: Keys, ready: Ready,
    qtbot: QtBot,
) -> None:  # fmt: skip
    window = enter(sorted_session)
    keys.control("3")
    ready(window)
    keys.press(Qt.Key.Key_Return)
    ready(window)
    assert "Exampleby" in _said(window)
    window.idle._timer.start(30)
    qtbot.waitUntil(lambda: window.locked)
    assert "Exampleby" not in _said(window)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert window.locked
    assert window.page.key == "patients"
    assert window.search.answers() == []
    keys.type("wrong wrong")
    keys.press(Qt.Key.Key_Return)
    screen = window.lock_screen
    qtbot.waitUntil(lambda: "not right" in screen.message.text(), timeout=5_000)
    assert "user name or the password" in screen.message.text()
    keys.type(PASSWORD)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.locked, timeout=5_000)
    assert window.page.key == "patients"
    assert window.idle._timer.isActive()


# Wrong password ----------------------------------------------------------------------------------


def test_wrong_passwords_wait_longer_and_say_the_same(
    practice_folder: Path, entrance: Callable[[], SignInWindow], keys: Keys, qtbot: QtBot
) -> None:
    window = entrance()
    said: list[str] = []
    took: list[float] = []
    for name, password in (("lead", "wrong wrong"), ("nobody", PASSWORD)):
        window.form.user.clear()
        window.form.user.setFocus()
        keys.type(name)
        keys.press(Qt.Key.Key_Return)
        keys.control("a")
        keys.type(password)
        started = time.monotonic()
        keys.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.workshop.busy, timeout=60_000)
        took.append(time.monotonic() - started)
        said.append(window.form.message.text())
    assert said[0] == said[1]
    assert "user name or the password" in said[0]
    assert took[1] >= 1.0
    assert window.form.mend.isHidden()
    assert window.session is None


# Full disk ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """Files of this process cannot grow beyond ``size`` bytes: writing fails as on a full disk."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_is_a_sentence_and_the_practice_is_whole(
    empty_session: Session, enter: Callable[[Session], MainWindow], keys: Keys, ready: Ready,
    exports: Path,
) -> None:  # fmt: skip
    window = enter(empty_session)
    _check_files(window, keys, ready, exports)
    room = (empty_session.practice.folder / "practice.db").stat().st_size + 200_000
    with no_room_beyond(room):
        keys.alt("i")
        ready(window)
        said = window.messages.text()
    assert "could not be written" in said or "disk is full" in said
    assert "unchanged" in said
    assert import_history(empty_session) == ()
    assert empty_session.practice.check().ok
    keys.alt("i")  # room was made
    ready(window)
    assert len(import_history(empty_session)) == 4


# Damage ------------------------------------------------------------------------------------------


def _scribble(path: Path, share: float) -> None:
    """Write over a part of a file, from ``share`` of its length on."""
    content = bytearray(path.read_bytes())
    start = int(len(content) * share)
    content[start : start + 4096 * 6] = b"\x5a" * (4096 * 6)
    path.write_bytes(content)


def test_a_damaged_practice_is_told_and_a_backup_brings_it_back(
    practice_folder: Path, entrance: Callable[[], SignInWindow], keys: Keys, qtbot: QtBot
) -> None:
    _scribble(practice_folder / "practice.db", 0)
    window = entrance()
    keys.type("lead")
    keys.press(Qt.Key.Key_Return)
    keys.type(PASSWORD)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.form.mend.isVisible, timeout=60_000)
    assert "practice file is damaged" in window.form.message.text()
    keys.alt("e")
    qtbot.waitUntil(window.restore.isVisible)
    assert window.restore.backup.currentText().endswith(", made by hand")
    keys.go_through({"User name": "lead", "Password": PASSWORD})
    with qtbot.waitSignal(window.ready, timeout=60_000):
        keys.alt("r")
    assert window.session is not None
    assert window.session.practice.check().ok
    window.session.practice.close_all()


def test_damage_inside_the_file_is_a_known_error_and_no_bug(
    little_practice: Path, tmp_path: Path, enter: Callable[[Session], MainWindow], keys: Keys,
    ready: Ready, mouse: Mouse,
) -> None:  # fmt: skip
    folder = tmp_path / "practice"
    shutil.copytree(little_practice, folder)
    session = accounts.sign_in(folder, "lead", PASSWORD, clock=Clock(), sleep=lambda _s: None)
    window = enter(session)
    session.practice.close_all()
    _scribble(folder / "practice.db", 0.1)
    for share in (0.3, 0.5, 0.7):
        _scribble(folder / "practice.db", share)
    bugs: list[object] = []
    window.workshop.broken.connect(bugs.append)
    for workshop in window.quick:
        workshop.broken.connect(bugs.append)
    for key in ("worklists", "patients", "reports", "today"):
        window.go(Place(key))
        ready(window)
        if window.messages.text():
            break
    assert "damaged" in window.messages.text()
    assert "restore the newest backup" in window.messages.text()
    assert bugs == []
    assert not window.findChildren(BugDialog)
    session.practice.close_all()


def test_a_stick_that_is_taken_out_is_said_and_goes_on_when_it_is_back(
    little_practice: Path, tmp_path: Path, enter: Callable[[Session], MainWindow], ready: Ready
) -> None:
    folder, pocket = tmp_path / "practice", tmp_path / "pocket"
    shutil.copytree(little_practice, folder)
    session = accounts.sign_in(folder, "lead", PASSWORD, clock=Clock(), sleep=lambda _s: None)
    window = enter(session)
    session.practice.close_all()  # on Windows no open file works any more
    folder.rename(pocket)
    bugs: list[object] = []
    window.workshop.broken.connect(bugs.append)
    for workshop in window.quick:
        workshop.broken.connect(bugs.append)
    window.go(Place("worklists"))
    ready(window)
    assert "missing" in window.messages.text()
    assert "connect it again" in window.messages.text()
    pocket.rename(folder)
    window.go(Place("today"))
    ready(window)
    window.go(Place("worklists"))
    ready(window)
    assert "missing" not in window.messages.text()
    assert bugs == []
    assert session.practice.check().ok

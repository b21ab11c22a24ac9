"""Starting, signing out and starting again; the tour; nothing of ours reaches the network."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem
from proactive_care.ui import app, tour
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import BugDialog
from support.looking import faults
from support.practice import PASSWORD


def _when(kind: type, do: Callable[..., None]) -> QTimer:
    """Do something as soon as a window of a kind is there and idle."""
    timer = QTimer()
    timer.setInterval(50)

    def look_for_it() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, kind) and widget.isVisible():
                if isinstance(widget, MainWindow) and widget.busy:
                    return
                timer.stop()
                do(widget)
                return

    timer.timeout.connect(look_for_it)
    timer.start()
    return timer


def test_a_session_opens_the_window_and_closing_ends(sorted_session: Session) -> None:
    timer = _when(MainWindow, lambda window: window.close())
    assert app.run(sorted_session.practice.folder, sorted_session) == 0
    assert not timer.isActive()


def test_signing_out_asks_for_the_next_person(sorted_session: Session) -> None:
    folder = sorted_session.practice.folder
    seen: list[str] = []

    def sign_in(window: SignInWindow) -> None:
        seen.append("sign in")
        window.form.user.setText("nurse")
        window.form.password.setText(PASSWORD)
        timers.append(_when(MainWindow, close))
        window.form.submit()

    def close(window: MainWindow) -> None:
        seen.append(window.session.user_name)
        window.close()

    def sign_out(window: MainWindow) -> None:
        seen.append(window.session.user_name)
        timers.append(_when(SignInWindow, sign_in))
        window.sign_out()

    timers = [_when(MainWindow, sign_out)]
    assert app.run(folder, sorted_session) == 0
    assert seen == ["lead", "sign in", "nurse"]


def test_closing_the_sign_in_window_ends(sorted_session: Session) -> None:
    folder = sorted_session.practice.folder
    sorted_session.practice.close_all()
    timer = _when(SignInWindow, lambda window: window.close())
    assert app.run(folder) == 0
    assert not timer.isActive()


def test_a_remembered_theme_that_is_gone_is_light(tmp_path: Path) -> None:
    from proactive_care.ui.shell import Remembered

    memory = Remembered(tmp_path)
    memory.keep("theme", "mauve")
    assert app._theme(memory) == "light"
    memory.keep("theme", "dark")
    assert app._theme(memory) == "dark"


@pytest.mark.parametrize(
    ("contrast", "scheme", "theme"),
    [
        ("HighContrast", "Dark", "contrast"),
        ("NoPreference", "Dark", "dark"),
        ("NoPreference", "Light", "light"),
        ("NoPreference", "Unknown", "light"),
    ],
)
def test_the_first_theme_is_the_nearest_to_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contrast: str, scheme: str, theme: str
) -> None:
    from proactive_care.ui.shell import Remembered

    wish = SimpleNamespace(contrastPreference=lambda: Qt.ContrastPreference[contrast])
    hints = SimpleNamespace(accessibility=lambda: wish, colorScheme=lambda: Qt.ColorScheme[scheme])
    monkeypatch.setattr(app.QGuiApplication, "styleHints", lambda: hints)
    assert app._theme(Remembered(tmp_path)) == theme


def test_the_clock_of_the_window_is_utc() -> None:
    assert app._now().tzinfo is UTC
    assert abs((app._now() - datetime.now(UTC)).total_seconds()) < 5


def test_whatever_reaches_qt_is_told(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = app.exception_hook(window)
    hook(FileProblem, FileProblem("The file is empty."), None)
    assert window.messages.text() == "The file is empty."
    seen: list[bool] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(isinstance(dialog, BugDialog))
        assert dialog is not None
        dialog.close()

    QTimer.singleShot(100, close)
    hook(ZeroDivisionError, ZeroDivisionError(), None)
    assert seen == [True]
    passed: list[type] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, error, trace: passed.append(kind))
    hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]


def test_the_tour_visits_every_page_and_finds_nothing_cut_and_nothing_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every picture of the tour is looked at: a patient with everything, dialogs, an empty page."""
    names: list[str] = []
    wrong: set[str] = set()

    class Eye(tour.Camera):
        def take(self, name: str, widget: QWidget) -> None:
            if name == "today":
                super().take(name, widget)
            tour.settle()
            names.append(name)
            wrong.update(f"{name}: {fault}" for fault in faults(widget))

    monkeypatch.setattr(tour, "LOOKS", (("light", 100),))
    monkeypatch.setattr(tour, "Camera", Eye)
    folder = tmp_path / "tour"
    assert tour.main(folder, patients=150) == 1
    assert (folder / "today-light-100.png").exists()
    assert len(names) == len(set(names))
    expected = (
        "today", "worklist", "patient", "patient-record", "recall-check", "recall-printed",
        "data-check", "settings-rules-and-sign-off", "lock", "first-run", "bug", "menu", "running",
        "patient-everything", "patient-long", "assign", "receive", "how-often", "conditions",
        "today-receptionist", "empty-today", "empty-settings",
    )  # fmt: skip
    assert set(expected) <= set(names)
    assert sorted(wrong) == []


def test_settling_waits_until_nothing_moves_however_slow_the_computer_is(qtbot: QtBot) -> None:
    window = QWidget()
    part = QWidget(window)
    qtbot.addWidget(window)
    window.show()
    left = iter(range(40))

    def move() -> None:
        time.sleep(0.005)
        step = next(left, None)
        if step is not None:
            part.resize(10 + step, 10)
            QTimer.singleShot(0, move)

    move()
    tour.settle()
    assert part.width() == 49


def test_what_never_stops_moving_is_not_waited_for(qtbot: QtBot) -> None:
    window = QWidget()
    part = QWidget(window)
    qtbot.addWidget(window)
    window.show()
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: part.resize(part.width() % 500 + 1, 10))
    timer.start()
    tour.settle()
    timer.stop()


def test_waiting_for_something_that_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "_LONGEST_WAIT", 0.05)
    with pytest.raises(TimeoutError):
        tour.wait_for(lambda: False)

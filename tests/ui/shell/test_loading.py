"""Pages load side by side, and only what is shown is loaded again after a change."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


def test_a_slow_report_does_not_hold_up_other_pages(window: MainWindow, qtbot: QtBot) -> None:
    finish, slow, quick = threading.Event(), [], []
    window.desk.fetch("Counting", lambda _progress: finish.wait(5), slow.append)
    window.desk.fetch("Opening", lambda _progress: 1, quick.append)
    qtbot.waitUntil(lambda: quick == [1])
    window.desk.fetch("Counting", lambda _progress: 2, slow.append)
    window.desk.fetch("Opening", lambda _progress: 3, quick.append)
    qtbot.waitUntil(lambda: quick == [1, 3])
    assert slow == []
    assert window.busy
    finish.set()
    qtbot.waitUntil(lambda: slow == [True, 2])


def test_a_change_reaches_a_hidden_page_when_it_is_shown(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    for key in ("worklists", "today"):
        window.go(Place(key))
        ready(window)
        refresh = window.page.refresh
        monkeypatch.setattr(
            window.page, "refresh", lambda key=key, refresh=refresh: (loaded.append(key), refresh())
        )
    window.desk.practice_changed.emit()
    assert loaded == ["today"]
    window.go(Place("worklists"))
    assert loaded == ["today", "worklists"]
    window.go(Place("today"))
    window.go(Place("worklists"))
    assert loaded == ["today", "worklists", "today"]
    ready(window)


def test_pages_that_will_be_wanted_are_made_while_nothing_else_is_done(
    window: MainWindow, ready: Ready, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "worklists" in window._pages or "patients" in window._pages)
    window.refresh()
    ready(window)
    window.refresh()
    ready(window)
    assert {"worklists", "patients"} <= set(window._pages)
    assert "reports" not in window._pages
    assert window.page.key == "today"

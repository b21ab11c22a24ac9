"""The small parts of the shell: memory, history, status, header, focus ring, idle watch."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.ui.shell import Place, Remembered
from proactive_care.ui.shell import collector as collector_module
from proactive_care.ui.shell.collector import Collector
from proactive_care.ui.shell.header import initials
from proactive_care.ui.shell.idle import IdleWatch
from proactive_care.ui.shell.navigation import History
from proactive_care.ui.shell.status_bar import StatusBar, StatusFacts, backup_words, extract_words
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import scrolling
from proactive_care.ui.widgets.focus_ring import FocusRing

TODAY = date(2026, 9, 14)


def test_what_is_remembered_survives_a_restart(tmp_path: Path) -> None:
    first = Remembered(tmp_path)
    first.keep("theme", "dark")
    first.keep("text_percent", 130)
    first.keep_structure("worklist", {"hidden": ["flags"]})
    first.keep_blob("window", QByteArray(b"\x00\x01"))
    first.write()
    again = Remembered(tmp_path)
    assert again.text("theme", "light") == "dark"
    assert again.number("text_percent", 100) == 130
    assert again.structure("worklist") == {"hidden": ["flags"]}
    assert again.blob("window") == QByteArray(b"\x00\x01")


def test_damaged_memory_falls_back_to_the_default(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text(
        "[General]\ntext_percent=large\nworklist=}{\nother=[1]\n", "utf-8"
    )
    memory = Remembered(tmp_path)
    assert memory.number("text_percent", 100) == 100
    assert memory.structure("worklist") == {}
    assert memory.structure("other") == {}
    assert memory.text("theme", "light") == "light"
    assert memory.blob("window").isEmpty()


def test_history_is_like_a_browsers() -> None:
    history = History()
    assert history.current is None
    assert history.back() is None
    assert history.forward() is None
    for page in ("today", "worklists", "worklists", "patients"):
        history.visit(Place(page))
    assert history.back() == Place("worklists")
    assert history.back() == Place("today")
    assert history.forward() == Place("worklists")
    history.visit(Place("data"))
    assert not history.can_go_forward
    assert history.back() == Place("worklists")


@pytest.mark.parametrize(
    ("extract", "colour", "words"),
    [
        (None, "secondary", "No data imported yet"),
        (date(2026, 9, 14), "good", "Extract 14 Sep 2026, today"),
        (date(2026, 9, 13), "good", "Extract 13 Sep 2026, 1 day old"),
        (date(2026, 8, 15), "good", "Extract 15 Aug 2026, 30 days old"),
        (date(2026, 8, 14), "warning", "Extract 14 Aug 2026, 31 days old: import newer data"),
        (
            date(2026, 9, 15),
            "warning",
            "Extract 15 Sep 2026 is after today: check this PC’s date",
        ),
    ],
)
def test_the_age_of_the_data(extract: date | None, colour: str, words: str) -> None:
    assert extract_words(extract, TODAY)[1:] == (colour, words)


@pytest.mark.parametrize(
    ("backup", "colour", "words"),
    [
        (None, "warning", "No backup yet"),
        (TODAY, "good", "Backed up today 07:40"),
        (date(2026, 9, 1), "good", "Backed up 1 Sep 2026 07:40"),
        (date(2026, 7, 1), "warning", "Backed up 1 Jul 2026 07:40, 75 days ago"),
    ],
)
def test_the_age_of_the_backup(backup: date | None, colour: str, words: str) -> None:
    facts = StatusFacts(TODAY, backup=backup, backup_time="07:40")
    assert backup_words(facts)[1:] == (colour, words)


def test_the_status_bar_says_everything(look: Look, qtbot: QtBot) -> None:
    bar = StatusBar(look, demo=True)
    qtbot.addWidget(bar)
    bar.show_facts(StatusFacts(TODAY))
    assert "No patients sorted yet" in bar.words()
    bar.show_facts(StatusFacts(TODAY, rules="uclpartners 2022.1"))
    assert "Rules: uclpartners 2022.1, not signed off" in bar.words()
    bar.show_facts(StatusFacts(TODAY, rules="uclpartners 2022.1", signed=date(2026, 8, 3)))
    assert "Rules: uclpartners 2022.1, signed off 3 Aug 2026" in bar.words()
    assert "As of 14 Sep 2026" in bar.words()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Morag Ellery", "ME"), ("Dr Priya van Lindqvist", "DL"), ("lead", "L"), ("9", "9")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_ring_follows_the_focus_and_leaves_with_it(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inner = QWidget()
    field, button = QLineEdit(), QPushButton("Save")
    column = QVBoxLayout(inner)
    column.addWidget(field)
    column.addWidget(button)
    QVBoxLayout(window).addWidget(scrolling(inner))
    ring = FocusRing(window, look)
    window.show()
    window.activateWindow()
    button.setFocus()
    field.setFocus()
    qtbot.waitUntil(lambda: ring.target is field)
    assert ring.isVisible()
    ring.grab()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert ring.target is button
    assert ring.geometry().intersects(button.rect().translated(button.mapTo(window, QPoint(0, 0))))
    window.resize(600, 400)
    button.hide()
    assert not ring.isVisible() or ring.target is not button
    field.setFocus()
    field.deleteLater()
    qtbot.wait(10)
    ring.grab()
    button.show()
    button.setFocus()
    assert ring.target is button


def test_an_idle_window_is_told_once_and_a_touch_starts_the_time_again(
    look: Look, qtbot: QtBot
) -> None:
    watched = QWidget()
    qtbot.addWidget(watched)
    watch = IdleWatch(watched, 1)
    watched.show()
    qtbot.waitActive(watched)
    assert watch.minutes() == 1
    watch._timer.start(120)
    for _ in range(4):
        qtbot.wait(50)
        with qtbot.assertNotEmitted(watch.idle):
            QTest.keyClick(watched.windowHandle(), Qt.Key.Key_Shift)
    with qtbot.waitSignal(watch.idle):
        pass
    watch.set_minutes(5)
    watch.stop()
    with qtbot.assertNotEmitted(watch.idle, wait=30):
        pass


def test_the_first_touch_after_a_long_sleep_locks(qtbot: QtBot) -> None:
    """No timer runs while the computer sleeps."""
    watched, now = QWidget(), [1000.0]
    qtbot.addWidget(watched)
    watch = IdleWatch(watched, 5, lambda: now[0])
    watched.show()
    qtbot.waitActive(watched)
    now[0] += 299
    with qtbot.assertNotEmitted(watch.idle, wait=10):
        QTest.keyClick(watched.windowHandle(), Qt.Key.Key_Shift)
    now[0] += 2 * 3600
    with qtbot.waitSignal(watch.idle):
        QTest.keyClick(watched.windowHandle(), Qt.Key.Key_Shift)
    with qtbot.assertNotEmitted(watch.idle, wait=10):
        QTest.keyClick(watched.windowHandle(), Qt.Key.Key_Shift)
    watch.set_minutes(5)
    now[0] -= 3600  # the clock was put back: not a reason to lock
    with qtbot.assertNotEmitted(watch.idle, wait=10):
        QTest.keyClick(watched.windowHandle(), Qt.Key.Key_Shift)


def test_what_takes_long_to_look_through_is_looked_through_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    collector = Collector()
    collector.start()
    try:
        keep = [[] for _ in range(2_000)]
        before = gc.get_freeze_count()
        collector.collect()
        assert gc.get_freeze_count() <= before
        more = [[] for _ in range(2_000)]
        monkeypatch.setattr(collector_module, "_SLOW", -1.0)
        collector.collect()
        assert gc.get_freeze_count() >= before + len(keep) + len(more)
        set_aside = gc.get_freeze_count()
        last = [[] for _ in range(2_000)]
        collector.set_aside()
        assert gc.get_freeze_count() >= set_aside + len(last)
    finally:
        collector.stop()
    gc.disable()  # as the other window tests have it


def test_garbage_is_collected_by_the_window_and_given_back(qapp: QApplication) -> None:
    collector = Collector()
    rounds: list[int] = []
    collector.start()
    try:
        assert not gc.isenabled()
        gc.callbacks.append(lambda phase, info: rounds.append(info["generation"]))
        for _ in range(1_200):
            collector.collect()
        keep = [[] for _ in range(2_000)]
        collector.collect()
        assert len(keep) == 2_000
    finally:
        gc.callbacks.pop()
        collector.stop()
    assert gc.isenabled()
    gc.disable()  # as the other window tests have it
    assert 2 in rounds
    assert rounds.count(1) >= 119
    assert 0 in rounds


def test_everybody_has_a_memory_of_their_own(tmp_path: Path) -> None:
    shared = Remembered(tmp_path)
    nia, tom = shared.of("Nia"), shared.of("tom")
    nia.keep("theme", "dark")
    assert tom.text("theme", "light") == "dark"  # what was chosen last, until they choose
    tom.keep("theme", "contrast")
    tom.keep_structure("worklist", {"hidden": ["age"]})
    for memory in (shared, nia, tom):
        memory.write()
    again = Remembered(tmp_path)
    assert again.text("theme", "light") == "contrast"
    assert again.of("NIA").text("theme", "light") == "dark"
    assert again.of("tom").structure("worklist") == {"hidden": ["age"]}

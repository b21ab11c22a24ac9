"""Long work runs off the window's thread, is cancelled at once, and is never lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from proactive_care.domain.errors import FileProblem, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.ui.theme import Look
from proactive_care.ui.work import Incident, ProgressStrip, Workshop
from proactive_care.ui.work.progress_strip import time_left

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


class Bench:
    """A workshop with a strip, and what came out of it."""

    def __init__(self, look: Look, qtbot: QtBot) -> None:
        self.strip = ProgressStrip(look)
        qtbot.addWidget(self.strip)
        self.closed: list[str] = []
        self.workshop = Workshop(
            self.strip, lambda: NOW, lambda: self.closed.append(threading.current_thread().name)
        )
        self.results: list[object] = []

    def run(self, work: Callable[[Progress], object], **more: object) -> None:
        self.workshop.run("Working", work, self.results.append, **more)  # type: ignore[arg-type]


@pytest.fixture
def bench(look: Look, qtbot: QtBot) -> Bench:
    return Bench(look, qtbot)


def _forever(progress: Progress) -> None:
    for number in range(100_000):
        progress(number, None, "Counting")
        time.sleep(0.002)


def test_work_runs_in_another_thread_and_its_result_comes_back_to_this_one(
    bench: Bench, qtbot: QtBot
) -> None:
    def work(progress: Progress) -> str:
        progress(1, 1, "Thinking")
        return threading.current_thread().name

    with qtbot.waitSignal(bench.workshop.idle):
        bench.run(work)
        assert bench.workshop.busy
    assert bench.results == ["operation"]
    assert bench.closed == ["operation"]
    assert not bench.workshop.busy


def test_pieces_of_work_come_after_each_other(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.workshop.idle):
        for number in range(5):
            bench.run(lambda progress, n=number: n)
    assert bench.results == [0, 1, 2, 3, 4]


def test_cancel_works_at_the_next_report(bench: Bench, qtbot: QtBot) -> None:
    asked, after = threading.Event(), []

    def work(progress: Progress) -> None:
        for number in range(100_000):
            if asked.is_set():
                after.append(number)
            progress(number, None, "Counting")
            time.sleep(0.002)

    with qtbot.waitSignal(bench.workshop.stopped) as stopped:
        bench.run(work)
        qtbot.waitUntil(lambda: not bench.strip.isHidden())
        bench.strip.cancelled.emit()
        asked.set()
    assert len(after) <= 1
    assert stopped.args == ["Working"]
    assert bench.results == []
    assert bench.strip.isHidden()


def test_cancel_forgets_what_waits(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.workshop.idle):
        bench.run(_forever)
        bench.run(lambda progress: "second")
        bench.workshop.cancel()
    assert bench.results == []


def test_a_known_error_goes_to_the_caller_or_to_the_window(bench: Bench, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        raise FileProblem("The file is empty.")

    with qtbot.waitSignal(bench.workshop.refused) as refused:
        bench.run(work)
    assert isinstance(refused.args[0], FileProblem)
    taken: list[KnownError] = []
    with (
        qtbot.assertNotEmitted(bench.workshop.refused),
        qtbot.waitSignal(bench.workshop.idle),
    ):
        bench.run(work, failed=taken.append)
    assert [str(error) for error in taken] == ["The file is empty."]


def test_a_bug_becomes_an_incident(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.workshop.broken) as broken:
        bench.run(lambda progress: 1 / 0)
    assert isinstance(broken.args[0], Incident)
    assert "ZeroDivisionError" in broken.args[0].report


def test_a_bug_while_tidying_up_is_told_too(look: Look, qtbot: QtBot) -> None:
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    workshop = Workshop(strip, lambda: NOW, lambda: 1 / 0)
    with qtbot.waitSignal(workshop.broken):
        workshop.run("Working", lambda progress: "fine", lambda result: None)


def test_ended_comes_first_however_it_ended(bench: Bench, qtbot: QtBot) -> None:
    seen: list[str] = []
    with qtbot.waitSignal(bench.workshop.idle):
        bench.workshop.run(
            "Working",
            lambda p: "x",
            lambda r: seen.append("done"),
            ended=lambda: seen.append("end"),
        )
    with qtbot.waitSignal(bench.workshop.idle):
        bench.workshop.run(
            "Working", lambda p: 1 / 0, lambda r: None, ended=lambda: seen.append("end")
        )
    assert seen == ["end", "done", "end"]


def test_short_work_never_shows_the_strip(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.workshop.idle):
        bench.run(lambda progress: None)
        assert bench.strip.isHidden()
    qtbot.wait(300)
    assert bench.strip.isHidden()


def test_the_strip_tells_how_far_it_is(bench: Bench, qtbot: QtBot) -> None:
    bench.strip.begin("Importing", can_cancel=True)
    bench.strip.advance(5_000, 20_000, "Rows", 4.0)
    words = bench.strip.findChildren(type(bench.strip._count))
    assert any("5,000 of 20,000, about 10 seconds left" in w.whole_text() for w in words)
    bench.strip.advance(7, None, "Files", 1.0)
    assert any(w.whole_text() == "Files: 7" for w in words)
    bench.strip.advance(0, None, "Reading", 1.0)
    assert any(w.whole_text() == "Reading" for w in words)


def test_the_window_goes_on_while_python_works_hard(bench: Bench, qtbot: QtBot) -> None:
    """The event loop has its turns while a thread computes; the bench says how long it waits."""
    ticks = [0]

    def work(progress: Progress) -> int:
        total = 0
        for number in range(1_500_000):
            total += number % 7
            if number % 1000 == 0:
                progress(number, 1_500_000, "Adding")
        return total

    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(ticks[-1] + 1))
    timer.start(5)
    with qtbot.waitSignal(bench.workshop.idle, timeout=60_000):
        bench.run(work)
    timer.stop()
    assert ticks[-1] >= 5, "a window that stands still has one or two"


def test_closing_waits_for_the_work_to_stop(bench: Bench) -> None:
    bench.run(_forever)
    assert bench.workshop.close()


def test_a_closed_window_is_told_nothing_and_begins_nothing(look: Look, qtbot: QtBot) -> None:
    told: list[str] = []
    strip = ProgressStrip(look)
    workshop = Workshop(strip, lambda: NOW, lambda: None)
    workshop.stopped.connect(told.append)
    workshop.idle.connect(lambda: told.append("idle"))
    workshop.run("Working", _forever, told.append, ended=lambda: told.append("ended"))
    assert workshop.close()
    shiboken6.delete(strip)
    qtbot.waitUntil(lambda: not workshop.busy)
    workshop.run("Working", _forever, told.append)
    assert not workshop.busy
    assert told == []


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (50, 100, 1.0, ""),
        (1, 100, 10.0, ""),
        (100, 100, 10.0, ""),
        (50, 100, 5.0, "a few seconds left"),
        (50, 100, 42.0, "about 40 seconds left"),
        (50, 100, 300.0, "about 5 minutes left"),
    ],
)
def test_estimates_are_honest(done: int, total: int, seconds: float, words: str) -> None:
    assert time_left(done, total, seconds) == words


def test_waiting_work_is_forgotten_when_the_same_is_asked_for_again(
    bench: Bench, qtbot: QtBot
) -> None:
    begin, seen, others = threading.Event(), [], []
    workshop = bench.workshop
    workshop.run("First", lambda _progress: begin.wait(5), seen.append)
    for number in range(3):
        workshop.run("Load", lambda _progress, n=number: n, seen.append, newest_only=True)
    workshop.run("Load", lambda _progress: "other", others.append, newest_only=True)
    assert workshop.has("First")
    assert workshop.has("Load")
    assert not workshop.has("Print")
    with qtbot.waitSignal(workshop.idle):
        begin.set()
    assert seen == [True, 2]
    assert others == ["other"]
    assert not workshop.has("Load")

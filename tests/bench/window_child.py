"""What ``bench_window`` measures in fresh processes: ``empty``, ``pages`` or ``import``.

Arguments: what, the time when the process was started, and paths. The last line that is printed is
JSON; times are seconds, memory is MB.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WAIT = 600.0  # seconds, for the longest step
_BEAT_MS = 5


def main(what: str, started: float, paths: list[Path]) -> None:
    """Measure and print."""
    measures: dict[str, Callable[[float, list[Path]], dict[str, Any]]] = {
        "empty": empty,
        "pages": pages,
        "import": importing,
    }
    print(json.dumps(measures[what](started, paths)))


def empty(started: float, _paths: list[Path]) -> dict[str, Any]:
    """The floor: a window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 738)
    window.show()
    application.processEvents()
    return {"window": _since(started), "memory": memory()}


def pages(started: float, paths: list[Path]) -> dict[str, Any]:
    """The real window, from its start through its pages."""
    desk = Bench(paths[0])
    found: dict[str, Any] = {"modules": desk.modules, "window": _since(started)}
    desk.settle()
    found["today"] = _since(started)
    from proactive_care.domain.vocabulary import Tier
    from proactive_care.ui.pages.worklists import WorklistsPage
    from proactive_care.ui.shell import OpenPatient, Place

    window = desk.window
    found["worklist opens"] = [desk.timed(lambda: window.go(Place("worklists")))]
    worklist = window.page
    assert isinstance(worklist, WorklistsPage)
    found["rows"] = len(worklist.model.all_rows)
    found["worklist sorts"] = [
        desk.timed(lambda key=key, down=down: worklist.model.sort_by(((key, down),)))
        for key in ("name", "why", "age", "flags", "tier")
        for down in (False, True)
    ]
    filters = worklist.filters
    found["worklist filters"] = [
        *(desk.timed(lambda tier=tier: filters.show_only((tier,))) for tier in Tier),
        desk.timed(filters.clear),
        *(desk.timed(lambda words=words: filters.text.setText(words)) for words in ("s", "sa", "")),
    ]
    shown = worklist.shown_patients()
    found["patient opens"] = [
        desk.timed(lambda n=n: window.go(Place("patients", OpenPatient(shown[n], shown, "list"))))
        for n in range(10)
    ]
    found["search keystroke"] = [
        desk.timed(lambda typed=typed: (window.search.setText(typed), window.search.search_now()))
        for typed in ("sa", "sam", "samp", "sampleton", "smapleton", "john samp", "js 1951",
                      "999 000", "999 000 00", "12/03/1951", "zzzz")
    ]  # fmt: skip
    window.search.close_answers()
    found["first visits"] = {
        page.key: desk.timed(lambda key=page.key: window.go(Place(key)), settle=False)
        for page in window.page_types
        if page.key not in ("today", "worklists", "patients")
    }
    desk.settle()
    found["memory"] = memory()
    found["query"] = min(desk.timed(desk.bare_query) for _ in range(3))
    desk.close()
    return found


def importing(_started: float, paths: list[Path]) -> dict[str, Any]:
    """How long the window stands still while files are checked and imported, and all sorted."""
    from proactive_care.ui.pages.data import DataPage
    from proactive_care.ui.shell import Place
    from support.practice import make_session

    make_session(paths[0]).practice.close_all()
    desk = Bench(paths[0])
    desk.settle()
    window = desk.window
    window.go(Place("data"))
    desk.settle()
    page = window.page
    assert isinstance(page, DataPage)
    found = {
        "check": desk.beats(lambda: page.check_paths(tuple(paths[1:]))),
        "commit": desk.beats(page.import_files),
    }
    from proactive_care.frameworks import stratify

    session = window.session
    found["sort"] = desk.beats(
        lambda: window.desk.run(
            "Sorting", lambda progress: stratify(session, session.today(), progress=progress), print
        )
    )
    desk.close()
    return found


class Bench:
    """The real main window of a clinical lead, as ``ui.app`` opens it."""

    def __init__(self, folder: Path) -> None:
        before = time.process_time()
        from PySide6.QtWidgets import QApplication

        from proactive_care import accounts
        from proactive_care.ui.pages import PAGES
        from proactive_care.ui.shell import Remembered
        from proactive_care.ui.shell.collector import Collector
        from proactive_care.ui.shell.window import MainWindow
        from proactive_care.ui.theme import Look
        from support.practice import PASSWORD, Clock

        self.modules = time.process_time() - before
        self.application = QApplication(sys.argv[:1])
        look = Look("light", 100)
        look.apply()
        self._collector = Collector()
        self._collector.start()
        self._session = accounts.sign_in(
            folder, "lead", PASSWORD, clock=Clock(), sleep=lambda _seconds: None, device="bench"
        )
        self.window = MainWindow(self._session, look, Remembered(folder), PAGES)
        self.window.resize(1366, 738)
        self.window.show()
        self.application.processEvents()

    def settle(self) -> None:
        """Wait until everything that was asked for is loaded and painted."""
        end = time.monotonic() + _WAIT
        while self.window.busy:
            if time.monotonic() > end:
                raise TimeoutError("The window was busy for too long.")
            self.application.processEvents()
            time.sleep(0.001)
        self.application.processEvents()

    def timed(self, action: Callable[[], object], *, settle: bool = True) -> tuple[float, float]:
        """Return how long it takes until its result is painted (without: until it returns).

        The second figure is the processor's time, of all threads: what it takes on an idle machine.
        """
        before, busy_before = time.perf_counter(), time.process_time()
        action()
        if settle:
            self.settle()
        else:
            self.application.processEvents()
        return time.perf_counter() - before, time.process_time() - busy_before

    def beats(self, action: Callable[[], object]) -> dict[str, float]:
        """Run long work and return the longest time in which the event loop did nothing else."""
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        loop, gaps = QEventLoop(), list[float]()
        last = started = time.perf_counter()

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append(now - last - _BEAT_MS / 1000)
            last = now
            if not self.window.busy or now - started > _WAIT:
                loop.quit()

        timer = QTimer(interval=_BEAT_MS)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(beat)
        timer.start()
        action()
        loop.exec()
        timer.stop()
        return {
            "longest": max(gaps),
            "seconds": time.perf_counter() - started,
            "beats": len(gaps),
            "over": sum(gap > 0.1 for gap in gaps),
        }

    def bare_query(self) -> None:
        """The floor of a worklist: every result and whose it is, read and thrown away."""
        self._session.practice.connection.execute(
            "SELECT p.id, p.family_name, p.given_name, p.date_of_birth, p.village, r.* FROM patient"
            " p JOIN stratification_result r ON r.patient = p.id"
        ).fetchall()

    def close(self) -> None:
        """Close the window and the practice."""
        self.window.close()
        self._session.practice.close_all()
        self._collector.stop()


def _since(started: float) -> tuple[float, float]:
    return time.time() - started, time.process_time()


def memory() -> float:
    """The memory that this process has now (Linux), or the most that it had."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), [Path(path) for path in sys.argv[3:]])

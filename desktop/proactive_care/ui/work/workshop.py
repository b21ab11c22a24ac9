"""Where all long work of one window is run, one piece at a time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from proactive_care.domain.errors import KnownError
from proactive_care.ui.work.incidents import Incident
from proactive_care.ui.work.operation import Broken, Done, Operation, Refused, Stopped, Work
from proactive_care.ui.work.progress_strip import ProgressStrip

_SHOW_AFTER_MS = 250
# Seconds. Work that writes rows lets go of Python for a moment at each row and takes it back before
# the window wakes; only a thread that has waited a whole turn in vain is let in. So a turn is
# shorter than a row takes: at ten times this, the window stood still for 100 ms at a time.
_TURN = 0.0001


class Workshop(QObject):
    """Runs work off the window's thread, in order, and sends each outcome to where it belongs.

    ``stopped`` is sent after a cancelled piece of work, ``refused`` with a known error that its
    caller did not take, ``broken`` with an incident.
    """

    stopped = Signal(str)
    refused = Signal(object)
    broken = Signal(object)
    idle = Signal()

    def __init__(
        self,
        strip: ProgressStrip,
        now: Callable[[], datetime],
        afterwards: Callable[[], object],
    ) -> None:
        super().__init__()
        sys.setswitchinterval(_TURN)
        self._strip, self._now, self._afterwards = strip, now, afterwards
        self._queue: list[_Job] = []
        self._current: tuple[_Job, Operation, float] | None = None
        self._closed = False
        self._showing = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._showing.timeout.connect(self._show)
        strip.cancelled.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether work is running or waiting."""
        return self._current is not None or bool(self._queue)

    def has(self, title: str) -> bool:
        """Whether work of this title is running or waiting."""
        running = [self._current[0]] if self._current is not None else []
        return any(job.title == title for job in (*running, *self._queue))

    def run(
        self,
        title: str,
        work: Work,
        done: Callable[[object], None],
        *,
        failed: Callable[[KnownError], None] | None = None,
        ended: Callable[[], None] | None = None,
        can_cancel: bool = True,
        newest_only: bool = False,
        quiet: bool = False,
    ) -> None:
        """Run ``work(progress)``; then call ``done`` with its result, in the window's thread.

        ``failed`` takes a known error instead of the window's message strip. ``ended`` is called
        first of all, however the work ended. ``newest_only``: work of this title for the same
        ``done`` that still waits is forgotten, because its result would be replaced at once.
        ``quiet``: nothing is shown, because nobody asked for it or waits for it. Nothing is begun
        any more once the workshop is closed.
        """
        if self._closed:
            return
        if newest_only:
            self._queue = [j for j in self._queue if (j.title, j.done) != (title, done)]
        self._queue.append(_Job(title, work, done, failed, ended, can_cancel, quiet))
        if self._current is None:
            self._next()

    def cancel(self) -> None:
        """Ask the running work to stop, and forget what waits."""
        self._queue.clear()
        if self._current is not None:
            self._current[1].cancel()

    def close(self, seconds: float = 10.0) -> bool:
        """Cancel everything for good and wait for it; the window goes, so nobody is told.

        Returns False if the work did not stop in time.
        """
        self._closed = True
        self.cancel()
        return self._current is None or self._current[1].wait(seconds)

    def _next(self) -> None:
        if not self._queue:
            self.idle.emit()
            return
        job = self._queue.pop(0)
        operation = Operation(job.work, self._now, self._afterwards)
        operation.progressed.connect(self._progressed)
        operation.finished.connect(self._finished)
        self._current = (job, operation, time.monotonic())
        if not job.quiet:
            self._showing.start()
        operation.start()

    def _show(self) -> None:
        if self._current is not None and not self._closed:
            job = self._current[0]
            self._strip.begin(job.title, can_cancel=job.can_cancel)

    def _progressed(self, finished: int, total: int | None, what: str) -> None:
        if self._current is not None and not self._closed and not self._strip.isHidden():
            self._strip.advance(finished, total, what, time.monotonic() - self._current[2])

    def _finished(self, outcome: object) -> None:
        assert self._current is not None
        job, operation, _ = self._current
        operation.deleteLater()
        self._current = None
        if self._closed:  # its strip may be gone already
            return
        self._showing.stop()
        self._strip.hide()
        try:
            self._deliver(job, outcome)
        finally:
            if self._current is None:
                self._next()

    def _deliver(self, job: _Job, outcome: object) -> None:
        if job.ended is not None:
            job.ended()
        match outcome:
            case Done(value):
                job.done(value)
            case Stopped():
                self.stopped.emit(job.title)
            case Refused(error) if job.failed is not None:
                job.failed(error)
            case Refused(error):
                self.refused.emit(error)
            case Broken(Incident() as incident):
                self.broken.emit(incident)


@dataclass(frozen=True)
class _Job:
    title: str
    work: Work
    done: Callable[[object], None]
    failed: Callable[[KnownError], None] | None
    ended: Callable[[], None] | None
    can_cancel: bool
    quiet: bool

"""Long work, off the window's thread: started once, watched, cancelled, and never lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from proactive_care.domain.errors import Cancelled, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.store import known_errors
from proactive_care.ui.work.incidents import Incident, incident_from

Work = Callable[[Progress], object]
_SECONDS_BETWEEN_REPORTS = 0.05
# Work that reads or writes row after row lets go of Python only for moments too short for the
# window to wake in; so now and then it sleeps a little, and the window has its turn.
_SECONDS_BETWEEN_BREATHS, _BREATH = 0.02, 0.0003


@dataclass(frozen=True)
class Done:
    """The work ended well, with this result."""

    value: object


@dataclass(frozen=True)
class Refused:
    """The work ended in a known error."""

    error: KnownError


@dataclass(frozen=True)
class Stopped:
    """The user cancelled; nothing was changed."""


@dataclass(frozen=True)
class Broken:
    """The work ended in a bug."""

    incident: Incident


Outcome = Done | Refused | Stopped | Broken


class Operation(QObject):
    """Runs ``work(progress)`` in its own thread.

    ``progressed`` (done, total or None, what) comes at most twenty times a second; ``finished``
    brings the outcome. Both arrive in the thread that made the operation. ``afterwards`` runs in
    the worker thread at the end whatever happens: it closes that thread's database connection.
    """

    progressed = Signal(object, object, str)
    finished = Signal(object)

    def __init__(
        self, work: Work, now: Callable[[], datetime], afterwards: Callable[[], object]
    ) -> None:
        super().__init__()
        self._work, self._now, self._afterwards = work, now, afterwards
        self._cancel = threading.Event()
        self._last_report = self._last_breath = 0.0
        self._thread = threading.Thread(target=self._run, name="operation", daemon=True)

    def start(self) -> None:
        """Begin. An operation runs once."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it does so the next time that it reports its progress."""
        self._cancel.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the work to end. Returns False if it still runs after ``seconds``."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        outcome = self._attempt()
        try:
            self._afterwards()
        except Exception as error:  # noqa: BLE001 - a bug here must be told, not swallowed
            outcome = Broken(incident_from(error, self._now()))
        self.finished.emit(outcome)

    def _attempt(self) -> Outcome:
        try:
            with known_errors():
                return Done(self._work(self._report))
        except Cancelled:
            return Stopped()
        except KnownError as error:
            return Refused(error)
        except Exception as error:  # noqa: BLE001 - whatever is not known is an incident
            return Broken(incident_from(error, self._now()))

    def _report(self, done: int, total: int | None, what: str) -> None:
        if self._cancel.is_set():
            raise Cancelled("Cancelled.", kept="Nothing was changed.")
        moment = time.monotonic()
        if moment - self._last_breath >= _SECONDS_BETWEEN_BREATHS:
            self._last_breath = moment
            time.sleep(_BREATH)
        if moment - self._last_report >= _SECONDS_BETWEEN_REPORTS or done == total:
            self._last_report = moment
            self.progressed.emit(done, total, what)

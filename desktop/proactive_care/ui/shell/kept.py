"""What several pages show and takes long to load: loaded once, until the practice changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from proactive_care.accounts import Session
from proactive_care.domain.progress import Progress

Loaded = TypeVar("Loaded")
_State = tuple[int, date]


class Kept:
    """Keeps what was loaded while nothing is changed in the practice and the day is the same."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._guard = threading.Lock()
        self._values: dict[str, tuple[_State, Any]] = {}

    def once(self, name: str, load: Callable[[Progress], Loaded]) -> Callable[[Progress], Loaded]:
        """Return work that calls ``load`` if need be; for one ``name`` always the same ``load``.

        It may run in any thread. What it returns is shared, so nobody may change it.
        """

        def work(progress: Progress) -> Loaded:
            with self._guard:
                state = (self._session.newest_change(), self._session.today())
                if name not in self._values or self._values[name][0] != state:
                    self._values[name] = (state, load(progress))
                found: Loaded = self._values[name][1]
                return found

        return work

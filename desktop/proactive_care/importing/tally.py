"""Counting rows so that read = accepted + rejected + ignored, whatever happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from proactive_care.importing.results import Rejection
from proactive_care.importing.staging import Staging

SHOWN_REJECTIONS = 1000
_LONGEST_SHOWN = 60


class Tally:
    """What became of the rows of one file."""

    def __init__(self, scratch: Staging, source: int) -> None:
        self.accepted = 0
        self.rejected = 0
        self.ignored: Counter[str] = Counter()
        self.shown: list[Rejection] = []
        self.for_a_person: list[Rejection] = []
        self.rejections = 0
        self.conversions: Counter[str] = Counter()
        self.events = 0  # staged events, each once, whatever the number of its concepts
        self.issues = 0
        self.rows_of: Counter[int] = Counter()  # staged event rows by concept
        self._scratch = scratch
        self._source = source
        self._waiting: list[tuple[int, int, int, str, str, str]] = []

    @property
    def read(self) -> int:
        return self.accepted + self.rejected + sum(self.ignored.values())

    def reject(self, line: int, problems: Sequence[tuple[str, str, str]]) -> None:
        """Count one rejected row; ``problems`` are (column, value, reason), at least one."""
        self.rejected += 1
        for item, (column, value, reason) in enumerate(problems):
            found = Rejection(line, column, shown_value(value), reason)
            self.rejections += 1
            if len(self.shown) < SHOWN_REJECTIONS:
                self.shown.append(found)
            self._waiting.append((self._source, line, item, column, found.value_shown, reason))

    def list_for_a_person(self, line: int, column: str, value: str, reason: str) -> None:
        """Name something that is no fault of the row but that somebody has to look at."""
        if len(self.for_a_person) < SHOWN_REJECTIONS:
            self.for_a_person.append(Rejection(line, column, shown_value(value), reason))

    def flush(self) -> None:
        """Write the waiting rejections to the scratch file."""
        if self._waiting:
            self._scratch.add_rejections(self._waiting)
            self._waiting = []


def shown_value(value: str) -> str:
    """Return a cell for showing: one line, not too long, "(empty)" for nothing."""
    text = " ".join(value.replace("\x00", "\u2400").split())
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[: _LONGEST_SHOWN - 1]}\u2026"
    return text or "(empty)"

"""The strip that shows long work: what, how many, how much longer, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across, down

_SETTLED = 2.0  # seconds before an estimate is worth showing
_STEPS = 1000


class ProgressStrip(QFrame):
    """Shown while an operation runs. ``cancelled`` is sent when the user presses Cancel."""

    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "progress")
        self._title = Words("", "strong")
        self._count = Words("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(look, "&Cancel", self._ask)
        row = across(
            down(across(self._title, self._count, None, gap=12), self._bar, gap=4),
            self._cancel,
            gap=16,
            margins=(16, 8, 12, 8),
        )
        row.setStretch(0, 1)
        self.setLayout(row)
        self.hide()

    def begin(self, title: str, *, can_cancel: bool) -> None:
        """Show the strip for new work."""
        self._title.setText(title)
        self._count.setText("Starting")
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._cancel.rename("&Cancel")
        self._cancel.setEnabled(True)
        self._cancel.setVisible(can_cancel)
        self.show()

    def advance(self, done: int, total: int | None, what: str, seconds: float) -> None:
        """Show how far the work is, ``seconds`` after it began."""
        if total:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(min(_STEPS, done * _STEPS // total))
            left = time_left(done, total, seconds)
            words = f"{what}: {done:,} of {total:,}" + (f", {left}" if left else "")
        else:
            self._bar.setRange(0, 0)
            words = f"{what}: {done:,}" if done else what
        self._count.setText(words)
        self._bar.setAccessibleDescription(words)

    def _ask(self) -> None:
        self._cancel.rename("Stopping")
        self._cancel.setEnabled(False)
        self.cancelled.emit()


def time_left(done: int, total: int, seconds: float) -> str:
    """Return an honest estimate in words, or nothing while it would be a guess."""
    if seconds < _SETTLED or done * 50 < total or done >= total:
        return ""
    left = seconds * (total - done) / done
    if left < 10:
        return "a few seconds left"
    if left < 90:
        return f"about {round(left, -1):.0f} seconds left"
    return f"about {round(left / 60)} minutes left"

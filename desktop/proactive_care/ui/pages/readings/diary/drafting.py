"""Keeps what is typed: at once after a cell, then at most a few times a second."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 250


class DraftKeeper(QObject):
    """Calls ``save`` soon after ``touch``: the first time at once, then after each pause."""

    def __init__(self, parent: QObject, save: Callable[[], object]) -> None:
        super().__init__(parent)
        self._save = save
        self._wanted = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._paused)

    def touch(self) -> None:
        """Something was finished that must not be lost."""
        if self._pause.isActive():
            self._wanted = True
        else:
            self._save()
            self._pause.start()

    def flush(self) -> None:
        """Keep what is there now."""
        self._wanted = False
        self._save()

    def forget(self) -> None:
        """Nothing is to be kept any more: it was filed."""
        self._wanted = False
        self._pause.stop()

    def _paused(self) -> None:
        if self._wanted:
            self._wanted = False
            self._save()
            self._pause.start()

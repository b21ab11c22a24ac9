"""Locks the window when nobody has touched it for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

MINUTES_CHOICES = (2, 5, 10, 15, 30)
DEFAULT_MINUTES = 10
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Sends ``idle`` after some minutes without a key, a click or a movement of the mouse.

    It listens to the windows that get the keyboard, where every touch arrives first. Listening to
    all of the application's events would slow down each of them.

    No timer runs while the computer sleeps. So the first touch after a long sleep locks, too:
    ``seconds`` is a clock that goes on.
    """

    idle = Signal()

    def __init__(
        self, parent: QObject, minutes: int, seconds: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Change the time, which starts again."""
        self._touched, self._longest = self._seconds(), minutes * 60
        self._timer.start(minutes * 60_000)

    def stop(self) -> None:
        """Stop watching (the window is locked, or closing)."""
        self._timer.stop()

    def minutes(self) -> int:
        """The time after which the window locks."""
        return self._timer.interval() // 60_000

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHES or not self._timer.isActive():
            return False
        before, self._touched = self._touched, self._seconds()
        if self._touched - before > self._longest:
            self._timer.stop()
            QTimer.singleShot(0, self.idle.emit)  # not in the middle of an event
            return True
        self._timer.start()
        return False

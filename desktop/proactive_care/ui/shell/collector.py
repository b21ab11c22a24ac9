"""Python's garbage collection, kept in the window's thread.

Left alone, Python collects cycles in whichever thread happens to allocate. If that is a worker, it
destroys widgets outside the window's thread, and Qt crashes. So automatic collection is off while
a window is open, and this timer does it instead.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 100  # often, because each time costs as much as was made since the last
_YOUNG = 700  # allocations; Python's own first threshold
_TURNS_UNTIL_MIDDLE, _TURNS_UNTIL_OLD = 10, 1_200
_SLOW = 0.040  # seconds: less than half of what may hold up the window


class Collector(QObject):
    """Collects young objects ten times a second, older ones each second, all of them each two
    minutes. What takes long to look through (everybody's names, a worklist of thousands) is set
    aside once it has been looked through: it goes when nothing needs it any more, as it has no
    cycles."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take over from Python. What exists now (modules, rules) is not looked at again."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def set_aside(self) -> None:
        """Do not look again at what exists now."""
        gc.freeze()

    def stop(self) -> None:
        """Give it back to Python. What is garbage now is collected here, in this thread."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

    def collect(self) -> None:
        """Collect what is due."""
        self._turn += 1
        if self._turn % _TURNS_UNTIL_OLD == 0:
            self._collect(2)
        elif self._turn % _TURNS_UNTIL_MIDDLE == 0:
            self._collect(1)
        elif gc.get_count()[0] > _YOUNG:
            self._collect(0)

    def _collect(self, generation: int) -> None:
        before = time.perf_counter()
        gc.collect(generation)
        if time.perf_counter() - before > _SLOW:
            gc.freeze()

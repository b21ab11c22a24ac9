"""The paper: A4, what an envelope window shows, where it is folded. Points, measured from the top.

Window and folds follow the DL envelope (110 x 220 mm, window 35 x 90 mm) that UK practices use:
A4 folded in three at 99 and 198 mm shows what lies in ``WINDOW`` and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM

LEFT = 22 * MM
RIGHT = 188 * MM
TEXT_WIDTH = RIGHT - LEFT
TOP = 15 * MM
FOLDS = (99 * MM, 198 * MM)
TEAR = FOLDS[1]
FLOW_TOP = 103.5 * MM  # on an addressed page: everything clinical stays below the first fold
PRINT_EDGE = 5 * MM  # common printers cannot reach nearer to the edge than this


@dataclass(frozen=True)
class Area:
    """A rectangle on the page: ``left``, ``top``, ``right``, ``bottom`` in points from top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


WINDOW = Area(10 * MM, 44 * MM, 110 * MM, 92 * MM)
ADDRESS = Area(LEFT, 50 * MM, 108 * MM, 91 * MM)  # where the address itself may stand

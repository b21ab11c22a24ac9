"""The blocks that only a care plan has: its panel, lines to write on, the scale of confidence."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.paper.blocks import Block
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, INK, PALE, WHITE, Colour, Pen
from proactive_care.documents.paper.text import CAPITAL_MIDDLE

CONFIDENCE = range(11)


@dataclass(frozen=True)
class SidePanel:
    """A tinted panel with a blue bar at its left: the patient's own words."""

    content: Block
    width: float
    inset: float

    @property
    def height(self) -> float:
        return self.content.height + 1.5 * self.inset

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the panel, its bar and the text."""
        pen.box(x, y, 14, self.height, fill=BLUE, radius=4)
        pen.box(x + 5, y, self.width - 5, self.height, fill=PALE, radius=4)
        pen.box(x + 5, y, 6, self.height, fill=PALE)
        self.content.draw(pen, x + self.inset, y + 0.75 * self.inset)


@dataclass(frozen=True)
class WriteLines:
    """Lines to write on by hand, ``step`` points apart."""

    count: int
    width: float
    step: float

    @property
    def height(self) -> float:
        return self.count * self.step

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw each line at the foot of its room."""
        for number in range(1, self.count + 1):
            pen.rule(x, y + number * self.step - 2, x + self.width, 0.7, GREY)


@dataclass(frozen=True)
class Ruled:
    """A block with a line under it, as a row of a table has."""

    content: Block
    width: float
    room: float
    ink: Colour = HAIRLINE

    @property
    def height(self) -> float:
        return self.content.height + 2 * self.room

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the block and then its line."""
        self.content.draw(pen, x, y + self.room)
        pen.rule(x, y + self.height, x + self.width, 0.8, self.ink)


@dataclass(frozen=True)
class TickBox:
    """A box to tick, perhaps ticked already, beside a line of text of ``leading``."""

    size: float
    leading: float
    ticked: bool = False

    @property
    def height(self) -> float:
        return max(self.size, self.leading)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the box in the middle of the line."""
        pen.tick_box(x, y + (self.leading - self.size) / 2, self.size, self.ticked)


@dataclass(frozen=True)
class Confidence:
    """The figures 0 to 10 in rings; the chosen one is filled. None chosen: to be ringed by hand."""

    chosen: int | None
    width: float
    size: float

    @property
    def _radius(self) -> float:
        return min(self.width / len(CONFIDENCE) / 2 - 0.8, self.size * 1.1)

    @property
    def height(self) -> float:
        return 2 * self._radius + 2

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the rings from left to right."""
        radius = self._radius
        step = (self.width - 2 * radius) / (len(CONFIDENCE) - 1)
        middle = y + radius + 1
        for figure in CONFIDENCE:
            chosen = figure == self.chosen
            centre = x + radius + figure * step
            pen.disc(centre, middle, radius, BLUE if chosen else WHITE, BLUE if chosen else GREY)
            text = str(figure)
            left = centre - text_width(text, self.size, chosen) / 2
            baseline = middle + self.size * CAPITAL_MIDDLE
            pen.text(left, baseline, text, self.size, chosen, WHITE if chosen else INK)

"""Things that stand on a page: each knows its height when it is made, and draws itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.ink import BLUE, WHITE, Colour, Pen
from proactive_care.documents.paper.text import CAPITAL_MIDDLE, Paragraph

_DOT = "•"
_DOT_MIDDLE = 0.38  # of its size, above the baseline


class Block(Protocol):
    """Anything that is ``height`` points tall and can be drawn with its top left at (x, y)."""

    @property
    def height(self) -> float: ...

    def draw(self, pen: Pen, x: float, y: float) -> None: ...


@dataclass(frozen=True)
class Gap:
    """Empty space."""

    height: float

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True)
class Stack:
    """Blocks below each other."""

    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw from the top down."""
        for block in self.blocks:
            block.draw(pen, x, y)
            y += block.height


@dataclass(frozen=True)
class Columns:
    """Blocks beside each other, aligned at the top; ``offsets`` are their distances from x."""

    blocks: tuple[Block, ...]
    offsets: tuple[float, ...]

    @property
    def height(self) -> float:
        return max(block.height for block in self.blocks)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw from left to right, the order in which they are read."""
        for block, offset in zip(self.blocks, self.offsets, strict=True):
            block.draw(pen, x + offset, y)


@dataclass(frozen=True)
class Rule:
    """A horizontal line across ``width``; it takes no height."""

    width: float
    weight: float = 2.0
    ink: Colour = BLUE
    height: float = 0.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the line at the top of the block."""
        pen.rule(x, y, x + self.width, self.weight, self.ink)


@dataclass(frozen=True)
class Bullet:
    """A paragraph with a blue dot before it, which is text: a screen reader says "bullet"."""

    content: Paragraph
    indent: float

    @property
    def height(self) -> float:
        return self.content.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the dot beside the first line, then the text."""
        setting = self.content.type
        size = setting.size * 1.35
        baseline = y + setting.leading * 0.53 + size * _DOT_MIDDLE
        pen.text(x, baseline, _DOT, size, ink=BLUE)
        self.content.draw(pen, x + self.indent, y)


@dataclass(frozen=True)
class Numbered:
    """A number in a blue disc before a heading, or before a text as large as the number."""

    number: int
    content: Paragraph
    radius: float
    digit: float = 0.86  # of the content's size

    @property
    def height(self) -> float:
        return max(self.content.height, self.radius * 2)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the disc centred on the heading's first line."""
        centre = y + self.content.type.leading * 0.5
        digit, size = str(self.number), self.content.type.size * self.digit
        pen.disc(x + self.radius, centre, self.radius)
        left = x + self.radius - text_width(digit, size, True) / 2
        pen.text(left, centre + size * CAPITAL_MIDDLE, digit, size, True, WHITE)
        self.content.draw(pen, x + self.radius * 2 + self.content.type.size * 0.55, y)


@dataclass(frozen=True)
class Framed:
    """A block inside a rounded frame or on a tinted panel, with ``inset`` points on every side."""

    content: Block
    width: float
    inset: float
    fill: Colour | None = None
    edge: Colour | None = None
    weight: float = 1.0
    radius: float = 5.0

    @property
    def height(self) -> float:
        return self.content.height + 2 * self.inset

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the frame first, then what is in it."""
        pen.box(
            x,
            y,
            self.width,
            self.height,
            fill=self.fill,
            edge=self.edge,
            weight=self.weight,
            radius=self.radius,
        )
        self.content.draw(pen, x + self.inset, y + self.inset)


@dataclass(frozen=True)
class CardWithFoot:
    """A blue-edged card whose foot is a solid blue band: booking, and below it how to cancel."""

    content: Block
    foot: Paragraph
    width: float
    inset: float

    @property
    def foot_height(self) -> float:
        return self.foot.height + self.inset * 1.25

    @property
    def height(self) -> float:
        return self.content.height + 1.6 * self.inset + self.foot_height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the card, its band, and the text in reading order."""
        split = y + self.height - self.foot_height
        pen.box(x, y, self.width, self.height, fill=BLUE, radius=5.0)
        inner = split - y + 5.0
        pen.box(x + 1.0, y + 1.0, self.width - 2.0, inner, fill=WHITE, radius=4.2)
        pen.box(x, split, self.width, 8.0, fill=BLUE)  # over the white's lower corners
        self.content.draw(pen, x + self.inset, y + self.inset * 0.8)
        self.foot.draw(pen, x + self.inset, split + self.inset * 0.625)

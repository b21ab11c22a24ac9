"""Easy read on paper: rows of one picture and a few short lines, one idea a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from proactive_care.documents.easy_read.gallery import GALLERY
from proactive_care.documents.easy_read.pictures import Picture
from proactive_care.documents.easy_read.sketch import HEIGHT, WIDTH, Sketch
from proactive_care.documents.paper.blocks import Block
from proactive_care.documents.paper.geometry import MM, TEXT_WIDTH
from proactive_care.documents.paper.ink import HAIRLINE, Pen
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, Runs, Type, paragraph, parse_markup
from proactive_care.documents.words.wording import Wording

PICTURE_COLUMN = 46 * MM
LINES_WIDTH = TEXT_WIDTH - PICTURE_COLUMN
_LEADING = 1.5
_ZOOMS = (1.0, 0.88, 0.76)
_ABOVE_BELOW = 2.6 * MM


@dataclass(frozen=True)
class EasyRow:
    """A picture at the left, its lines beside it, and a thin rule above.

    ``box`` is the side of a box to tick between them, in points, or 0; ``zoom`` makes the picture
    smaller than its 34 by 26 millimetres; ``column`` is the room for it and ``edge`` what is left
    above and below it.
    """

    picture: Picture
    lines: tuple[Block, ...]
    ruled: bool = True
    box: float = 0.0
    zoom: float = 1.0
    width: float = TEXT_WIDTH
    column: float = PICTURE_COLUMN
    edge: float = _ABOVE_BELOW

    @property
    def lines_width(self) -> float:
        """The room beside the picture, in points."""
        return self.width - self.column - self.box * 1.5

    @property
    def height(self) -> float:
        return max(self._tall, self._text_height) + 2 * self.edge

    @property
    def _tall(self) -> float:
        return HEIGHT * MM * self.zoom

    @property
    def _text_height(self) -> float:
        return sum(line.height for line in self.lines)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the picture and, centred beside it, the lines."""
        if self.ruled:
            pen.rule(x, y, x + self.width, 0.7, HAIRLINE)
        middle = y + self.height / 2
        left = x + (self.column - WIDTH * MM * self.zoom) / 2 - 3 * MM
        self.picture(Sketch(pen, left, middle - self._tall / 2, self.zoom))
        top = middle - self._text_height / 2
        left = x + self.column
        if self.box:
            pen.tick_box(left, middle - self.box / 2, self.box)
            left += self.box * 1.5
        for line in self.lines:
            line.draw(pen, left, top)
            top += line.height


def row(
    words: Wording, key: str, scale: Scale, *more: Runs, ruled: bool = True, box: float = 0.0
) -> EasyRow:
    """Make a row of a template's part ``key``: its picture, its lines, and ``more`` below them."""
    lines = tuple(parse_markup(line) for line in words.texts(f"{key}.lines"))
    return row_of(words.words(f"{key}.picture"), (*lines, *more), scale, ruled=ruled, box=box)


def row_of(
    picture: str, lines: tuple[Runs, ...], scale: Scale, *, ruled: bool = True, box: float = 0.0
) -> EasyRow:
    """Make a row of a picture's name and lines."""
    width = LINES_WIDTH - box * 1.5
    blocks = tuple(easy_line(line, scale, width) for line in lines)
    return EasyRow(GALLERY[picture], blocks, ruled, box)


def easy_line(runs: Runs, scale: Scale, width: float = LINES_WIDTH) -> Paragraph:
    """Set one line of easy read, wider apart than other text."""
    return paragraph(runs, _airy(scale), width)


def _airy(scale: Scale) -> Type:
    return replace(scale.body, leading=scale.points * _LEADING)


def fewest_pages(items: Sequence[Item], frame: Frame) -> Pages:
    """Fill pages with the pictures as large as they can be on the fewest pages."""
    tries = [fill([_zoomed(item, zoom) for item in items], frame) for zoom in _ZOOMS]
    return min(tries, key=lambda each: len(each.pages))


def _zoomed(item: Item, zoom: float) -> Item:
    if isinstance(item.block, EasyRow):
        return replace(item, block=replace(item.block, zoom=zoom))
    return item


def parts_under(words: Wording, key: str) -> tuple[str, ...]:
    """Return the keys of the parts under ``key`` that have a picture, in their order."""
    ending, keys = ".picture", words.keys()
    return tuple(
        each.removesuffix(ending)
        for each in keys
        if each.startswith(f"{key}.") and each.endswith(ending)
    )

"""What staff's sheets have in common: their foot, and lines that shrink instead of being cut."""

from __future__ import annotations

from functools import lru_cache

from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import GREY, INK, Colour, Pen
from proactive_care.documents.paper.text import Paragraph, Run, Runs, Type, line_width, paragraph

LEFT = 16 * MM
RIGHT = 194 * MM
TOP = 15 * MM
_SMALLEST = 8.0  # points on one line; what needs less goes onto two lines
_LEADING = 1.15  # of the size, where there are two
_STEP = 0.25
_ENDLESS = 100_000.0


def fitted(
    pen: Pen,
    x: float,
    y: float,
    text: str | Runs,
    size: float,
    width: float,
    bold: bool = False,
    ink: Colour = INK,
) -> None:
    """Write a line on the baseline ``y``, smaller if it is long: nothing is ever cut off.

    What would be too small to read goes onto two lines around the same baseline.
    """
    runs = (Run(text, bold),) if isinstance(text, str) else text
    block = _fitting(runs, size, width, ink)
    leading = block.type.leading
    first = y - (leading * 0.62 if len(block.lines) > 1 else 0.0)
    for number, line in enumerate(block.lines):
        for piece in line:
            at = first + number * leading
            pen.text(x + piece.offset, at, piece.text, block.type.size, piece.bold, ink, piece.rtl)


@lru_cache(maxsize=4096)
def _fitting(runs: Runs, size: float, width: float, ink: Colour) -> Paragraph:
    """Set runs on one line, or on two where one would be smaller than ``_SMALLEST``."""
    whole = paragraph(runs, Type(size, size * _LEADING, ink=ink), _ENDLESS)
    natural = line_width(whole.lines[0], whole.type) if whole.lines else 0.0
    if natural * min(size * 0.8, _SMALLEST) <= width * size:
        fits = size * min(1.0, width / natural) if natural else size
        return paragraph(runs, Type(fits, fits * _LEADING, ink=ink), _ENDLESS)
    smallest = min(size, _SMALLEST)
    block = paragraph(runs, Type(smallest, smallest * _LEADING, ink=ink), width)
    while len(block.lines) > 2 and smallest > _STEP:
        smallest -= _STEP
        block = paragraph(runs, Type(smallest, smallest * _LEADING, ink=ink), width)
    return block


def write_in_foot(
    pen: Pen, blanks: tuple[tuple[str, float, float], ...], page: int, pages: int
) -> None:
    """Draw labels with lines to write on (label, from, to in mm from the left) and the page."""
    y = PAGE_HEIGHT - 10 * MM
    for label, start, end in blanks:
        x = LEFT + start * MM
        pen.text(x, y, label, 9, ink=GREY)
        pen.rule(x + text_width(label, 9) + 2 * MM, y + 1, LEFT + end * MM, 0.7, GREY)
    text = f"Page {page} of {pages}"
    pen.text(RIGHT - text_width(text, 9), y, text, 9, ink=GREY)

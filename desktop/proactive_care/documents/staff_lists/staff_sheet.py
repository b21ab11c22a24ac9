"""What staff's sheets have in common: their foot, and lines that shrink instead of being cut."""

from __future__ import annotations

from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import GREY, INK, Colour, Pen

LEFT = 16 * MM
RIGHT = 194 * MM
TOP = 15 * MM


def fitted(
    pen: Pen,
    x: float,
    y: float,
    text: str,
    size: float,
    width: float,
    bold: bool = False,
    ink: Colour = INK,
) -> None:
    """Write a line, smaller if it is long: nothing on a staff sheet is ever cut off."""
    natural = text_width(text, size, bold)
    pen.text(x, y, text, size * min(1.0, width / natural) if natural else size, bold, ink)


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

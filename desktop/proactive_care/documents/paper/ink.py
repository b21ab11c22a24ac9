"""Drawing on one page: text, rules, boxes and marks, measured in points from the top left.

Languages that run from right to left are laid out like all others and drawn mirrored: what is
measured from the left edge then stands as far from the right one. Only places are mirrored:
text, form codes and pictures stay as they are.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents.paper.fonts import font_name, text_width
from proactive_care.documents.paper.geometry import FOLDS, MM, PAGE_HEIGHT, PAGE_WIDTH
from proactive_care.documents.paper.shaping import shape
from proactive_care.documents.paper.shaping_faces import needs_shaping
from proactive_care.documents.paper.shaping_pdf import draw_shaped

Colour = tuple[float, float, float]


def _hex(value: str) -> Colour:
    return (int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255)


INK = _hex("111111")
BLUE = _hex("005EB8")
GREY = _hex("4C6272")
HAIRLINE = _hex("C8D0D5")
PALE = _hex("E8F1FA")
TINT = _hex("B9D4EE")
DROP_OUT = _hex("5BA0DC")
WHITE = _hex("FFFFFF")
WATERMARK = _hex("F2DADA")


@dataclass
class _State:
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float | None = None
    font: tuple[bool, float] | None = None


class Pen:
    """Draws on the current page of a reportlab canvas, with y growing downwards.

    Colours, widths and fonts are only written when they change: pages stay small and fast.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._state = _State()
        self._axis: float | None = None  # sum of two mirrored places

    @contextlib.contextmanager
    def mirrored(self, axis: float = PAGE_WIDTH) -> Iterator[None]:
        """Draw mirrored; ``axis`` is the sum of the two edges that change places."""
        before, self._axis = self._axis, axis
        try:
            yield
        finally:
            self._axis = before

    @contextlib.contextmanager
    def upright(self, x: float, width: float) -> Iterator[float]:
        """Draw something ``width`` wide as it is: yields where its left edge is on paper."""
        left, before = self._left(x, width), self._axis
        self._axis = None
        try:
            yield left
        finally:
            self._axis = before

    def _left(self, x: float, width: float = 0.0) -> float:
        return x if self._axis is None else self._axis - x - width

    def new_page(self) -> None:
        """Finish this page and start the next one."""
        self.canvas.showPage()
        self._state = _State()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        bold: bool = False,
        ink: Colour = INK,
        rtl: bool = False,
    ) -> None:
        """Write ``text`` with its baseline at ``y``.

        ``rtl`` is the direction of what has none of its own, such as brackets and figures.
        """
        self._fill(ink)
        if self._axis is not None:
            x = self._left(x, text_width(text, size, bold))
        if rtl or needs_shaping(text):
            draw_shaped(self.canvas, x, PAGE_HEIGHT - y, shape(text, bold, rtl), size)
            self._state.font = None
            return
        if self._state.font != (bold, size):
            self.canvas.setFont(font_name(bold), size)
            self._state.font = (bold, size)
        self.canvas.drawString(x, PAGE_HEIGHT - y, text)

    def rule(
        self, x: float, y: float, right: float, weight: float = 0.6, ink: Colour = GREY
    ) -> None:
        """Draw a horizontal line."""
        self.line(x, y, right, y, weight, ink)

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float, ink: Colour) -> None:
        """Draw a straight line."""
        self._stroke(ink, weight)
        x1, x2 = self._left(x1), self._left(x2)
        self.canvas.line(x1, PAGE_HEIGHT - y1, x2, PAGE_HEIGHT - y2)

    def dashes(self, x: float, y: float, right: float, weight: float, ink: Colour) -> None:
        """Draw a dashed horizontal line."""
        self.canvas.setDash(5, 4)
        self.line(x, y, right, y, weight, ink)
        self.canvas.setDash()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
        weight: float = 0.8,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle with its top left corner at (x, y), filled, edged or both."""
        if fill is not None:
            self._fill(fill)
        if edge is not None:
            self._stroke(edge, weight)
        x, bottom = self._left(x, width), PAGE_HEIGHT - y - height
        if radius:
            self.canvas.roundRect(
                x, bottom, width, height, radius, stroke=edge is not None, fill=fill is not None
            )
        else:
            self.canvas.rect(
                x, bottom, width, height, stroke=edge is not None, fill=fill is not None
            )

    def disc(
        self, x: float, y: float, radius: float, fill: Colour = BLUE, edge: Colour | None = None
    ) -> None:
        """Draw a filled circle around (x, y)."""
        self._fill(fill)
        if edge is not None:
            self._stroke(edge, 1.2)
        self.canvas.circle(self._left(x), PAGE_HEIGHT - y, radius, stroke=edge is not None, fill=1)

    def squares(self, squares: list[tuple[float, float, float, float]], ink: Colour) -> None:
        """Fill many (x, y, width, height) rectangles as one path."""
        self._fill(ink)
        path = self.canvas.beginPath()
        for x, y, width, height in squares:
            path.rect(self._left(x, width), PAGE_HEIGHT - y - height, width, height)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def polygon(self, points: list[tuple[float, float]], ink: Colour) -> None:
        """Fill a closed shape."""
        self._fill(ink)
        path = self.canvas.beginPath()
        path.moveTo(self._left(points[0][0]), PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(self._left(x), PAGE_HEIGHT - y)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def limb(
        self, points: list[tuple[float, float]], width: float, fill: Colour, weight: float = 1.4
    ) -> None:
        """Draw a rounded band along ``points`` with an outline: the arms and legs of pictures."""
        for ink, thickness in ((INK, width + 2 * weight), (fill, width)):
            self.trace(points, thickness, ink)

    def trace(self, points: list[tuple[float, float]], weight: float, ink: Colour) -> None:
        """Draw a line along ``points`` with round ends and corners."""
        self._stroke(ink, weight)
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        path = self.canvas.beginPath()
        path.moveTo(self._left(points[0][0]), PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(self._left(x), PAGE_HEIGHT - y)
        self.canvas.drawPath(path, stroke=1, fill=0)
        self.canvas.setLineCap(0)
        self.canvas.setLineJoin(0)

    def tick_box(self, x: float, y: float, size: float, ticked: bool = False) -> None:
        """Draw a box to tick with its top left corner at (x, y)."""
        with self.upright(x, size) as left:
            self.box(left, y, size, size, edge=INK, weight=0.9, radius=1.2)
            if ticked:
                low = (left + size * 0.44, y + size * 0.72)
                self.line(left + size * 0.24, y + size * 0.52, *low, 1.6, INK)
                self.line(*low, left + size * 0.78, y + size * 0.28, 1.6, INK)

    def watermark(self, text: str) -> None:
        """Write ``text`` pale across the page, under what is drawn after it.

        It stands there three times: a filled box never hides all of it.
        """
        size = PAGE_WIDTH * 0.72 / text_width(text, 1.0, True)
        for part in (0.2, 0.52, 0.84):
            self.canvas.saveState()
            self.canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT * part)
            self.canvas.rotate(24)
            self.canvas.setFillColorRGB(*WATERMARK)
            self.canvas.setFont(font_name(bold=True), size)
            self.canvas.drawCentredString(0, -size * 0.36, text)
            self.canvas.restoreState()
        self._state = _State()

    @contextlib.contextmanager
    def speaking(self, code: str) -> Iterator[None]:
        """Tell readers that what is drawn is in another language than the document."""
        self.canvas.addLiteral(f"/Span <</Lang ({code})>> BDC")
        yield
        self.canvas.addLiteral("EMC")

    def fold_marks(self) -> None:
        """Draw the short marks at the left edge where the sheet is folded in three."""
        for fold in FOLDS:
            self.rule(4 * MM, fold, 8 * MM, 0.5, GREY)

    def _fill(self, colour: Colour) -> None:
        if self._state.fill != colour:
            self.canvas.setFillColorRGB(*colour)
            self._state.fill = colour

    def _stroke(self, colour: Colour, weight: float) -> None:
        if self._state.stroke != colour:
            self.canvas.setStrokeColorRGB(*colour)
            self._state.stroke = colour
        if self._state.width != weight:
            self.canvas.setLineWidth(weight)
            self._state.width = weight

"""Drawing on one page: text, rules, boxes and marks, measured in points from the top left."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents.fonts import font_name
from proactive_care.documents.geometry import FOLDS, MM, PAGE_HEIGHT

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

    def new_page(self) -> None:
        """Finish this page and start the next one."""
        self.canvas.showPage()
        self._state = _State()

    def text(
        self, x: float, y: float, text: str, size: float, bold: bool = False, ink: Colour = INK
    ) -> None:
        """Write ``text`` with its baseline at ``y``."""
        self._fill(ink)
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
        bottom = PAGE_HEIGHT - y - height
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
        self.canvas.circle(x, PAGE_HEIGHT - y, radius, stroke=edge is not None, fill=1)

    def squares(self, squares: list[tuple[float, float, float, float]], ink: Colour) -> None:
        """Fill many (x, y, width, height) rectangles as one path."""
        self._fill(ink)
        path = self.canvas.beginPath()
        for x, y, width, height in squares:
            path.rect(x, PAGE_HEIGHT - y - height, width, height)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def polygon(self, points: list[tuple[float, float]], ink: Colour) -> None:
        """Fill a closed shape."""
        self._fill(ink)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
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
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        self.canvas.drawPath(path, stroke=1, fill=0)
        self.canvas.setLineCap(0)
        self.canvas.setLineJoin(0)

    def tick_box(self, x: float, y: float, size: float, ticked: bool = False) -> None:
        """Draw a box to tick with its top left corner at (x, y)."""
        self.box(x, y, size, size, edge=INK, weight=0.9, radius=1.2)
        if ticked:
            self.line(x + size * 0.24, y + size * 0.52, x + size * 0.44, y + size * 0.72, 1.6, INK)
            self.line(x + size * 0.44, y + size * 0.72, x + size * 0.78, y + size * 0.28, 1.6, INK)

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

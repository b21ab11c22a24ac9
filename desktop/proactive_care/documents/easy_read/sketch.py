"""Drawing the pictures of easy read: simple shapes in millimetres, on a field of 34 by 26."""

from __future__ import annotations

import math
from dataclasses import dataclass

from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, INK, WHITE, Colour, Pen

WIDTH, HEIGHT = 34.0, 26.0  # millimetres
LINE = 1.7  # points

Point = tuple[float, float]


@dataclass(frozen=True)
class Sketch:
    """A field to draw on, its top left corner at (x, y) points; ``zoom`` makes it smaller."""

    pen: Pen
    x: float
    y: float
    zoom: float = 1.0

    @property
    def _unit(self) -> float:
        return MM * self.zoom

    def line(self, *points: Point, weight: float = LINE, ink: Colour = INK) -> None:
        """Draw a line with round ends through ``points``."""
        self.pen.trace(self._placed(points), weight, ink)

    def shape(self, *points: Point, fill: Colour = WHITE, weight: float = LINE) -> None:
        """Draw a closed shape with an outline."""
        placed = self._placed(points)
        self.pen.polygon(placed, fill)
        self.pen.trace([*placed, placed[0]], weight, INK)

    def blot(self, *points: Point, ink: Colour = BLUE) -> None:
        """Fill a shape without an outline."""
        self.pen.polygon(self._placed(points), ink)

    def disc(self, centre: Point, radius: float, fill: Colour = WHITE) -> None:
        """Draw a circle with an outline."""
        self.ring(centre, radius, fill)

    def ring(self, centre: Point, radius: float, fill: Colour) -> None:
        """Draw a circle filled with ``fill`` and outlined as thick as everything else."""
        points = self._placed(arc(centre, radius, 0, 360))
        self.pen.polygon(points, fill)
        self.pen.trace(points, LINE, INK)

    def dot(self, centre: Point, radius: float, ink: Colour = INK) -> None:
        """Fill a circle."""
        self.pen.disc(*self._placed((centre,))[0], radius * self._unit, ink)

    def box(
        self, left: float, top: float, width: float, height: float, *, fill: Colour = WHITE,
        radius: float = 1.0,
    ) -> None:  # fmt: skip
        """Draw a rounded box with an outline."""
        unit = self._unit
        self.pen.box(
            self.x + left * unit, self.y + top * unit, width * unit, height * unit,
            fill=fill, edge=INK, weight=LINE, radius=radius * unit,
        )  # fmt: skip

    def limb(self, *points: Point, width: float = 2.2, fill: Colour = WHITE) -> None:
        """Draw an arm or a leg ``width`` millimetres thick."""
        self.pen.limb(self._placed(points), width * self._unit, fill, LINE)

    def letters(self, left: float, base: float, text: str, size: float, ink: Colour = INK) -> None:
        """Write a sign that is part of the picture, in points."""
        place = (self.x + left * self._unit, self.y + base * self._unit)
        self.pen.text(*place, text, size, True, ink)

    def _placed(self, points: tuple[Point, ...] | list[Point]) -> list[Point]:
        return [(self.x + x * self._unit, self.y + y * self._unit) for x, y in points]


def arc(centre: Point, radius: float, start: float, end: float, tall: float = 1.0) -> list[Point]:
    """Return points along a circle or, with ``tall``, an ellipse; degrees clockwise from right."""
    steps = max(8, round(abs(end - start) / 9))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [
        (centre[0] + radius * math.cos(a), centre[1] + radius * tall * math.sin(a)) for a in angles
    ]


def heart(centre: Point, size: float) -> list[Point]:
    """Return the outline of a heart ``size`` millimetres wide."""
    points = []
    for step in range(41):
        t = math.radians(step * 9)
        x = 16 * math.sin(t) ** 3
        y = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        points.append((centre[0] + x * size / 32, centre[1] - y * size / 32))
    return points


def drop(top: Point, size: float) -> list[Point]:
    """Return the outline of a drop ``size`` millimetres high, its tip at ``top``."""
    x, y = top
    round_part = arc((x, y + size * 0.66), size * 0.34, -25, 205)
    return [(x, y), *round_part]

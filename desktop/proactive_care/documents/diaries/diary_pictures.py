"""The four small pictures of the blood pressure diary, each about 40 mm wide and 25 mm high."""

from __future__ import annotations

from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, GREY, INK, PALE, WHITE, Pen

Point = tuple[float, float]


def cuff_on_arm(pen: Pen, x: float, y: float) -> None:
    """An arm with the cuff above the elbow, and the monitor below it."""
    arm = _at(x, y, [(2, 6), (15, 10), (30, 12), (35, 11.5)])
    pen.limb(arm, 13, WHITE)
    for finger in ((39, 9.4), (40, 11.2), (39.6, 13)):
        pen.limb(_at(x, y, [(35, 11.6), finger]), 2.6, WHITE)
    pen.trace(_at(x, y, [(31, 12), (35, 11.6)]), 9, WHITE)
    pen.limb(_at(x, y, [(6.5, 7.4), (12.5, 9.2)]), 18, BLUE)
    pen.trace(_at(x, y, [(11, 13), (11.5, 17), (14, 20), (19, 20.5)]), 1.4, INK)
    _monitor(pen, x + 19 * MM, y + 16 * MM, 9 * MM, 8 * MM)


def arm_on_table(pen: Pen, x: float, y: float) -> None:
    """Somebody sitting with the arm on a table; a blue line joins cuff and heart."""
    _sitting(pen, x, y)
    for k in range(9):
        start = (9.5 + k * 3.2) * MM
        pen.line(x + start, y + 12.2 * MM, x + start + 1.9 * MM, y + 12.2 * MM, 1.2, BLUE)
    pen.limb(_at(x, y, [(9, 9.5), (12.5, 14), (24, 14.6)]), 7, WHITE)
    pen.limb(_at(x, y, [(10, 11), (12, 13.3)]), 10, BLUE)
    pen.trace(_at(x, y, [(17, 17), (38, 17)]), 2.2, INK)
    pen.trace(_at(x, y, [(36, 17), (36, 27)]), 2.0, INK)
    _monitor(pen, x + 28 * MM, y + 9.4 * MM, 7.5 * MM, 6.8 * MM)


def rest_five_minutes(pen: Pen, x: float, y: float) -> None:
    """Somebody sitting at rest, feet flat, beside a clock that shows five minutes."""
    _sitting(pen, x, y)
    pen.limb(_at(x, y, [(9, 9.5), (12, 15), (17, 17)]), 5.5, WHITE)
    centre, radius = (x + 31 * MM, y + 9 * MM), 7.5 * MM
    pen.disc(*centre, radius, WHITE, INK)
    pen.polygon(
        [
            centre,
            (centre[0], centre[1] - radius * 0.82),
            (centre[0] + radius * 0.41, centre[1] - radius * 0.71),
        ],
        BLUE,
    )
    for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        pen.line(
            centre[0] + dx * radius * 0.82,
            centre[1] + dy * radius * 0.82,
            centre[0] + dx * radius * 0.98,
            centre[1] + dy * radius * 0.98,
            1.2,
            INK,
        )
    pen.text(centre[0] - text_width("5", 12, True) / 2, centre[1] + 4.6 * MM, "5", 12, True)


def two_readings(pen: Pen, x: float, y: float, minute: str) -> None:
    """Two displays, and an arrow that says how long to wait between them."""
    for left, figures in ((0.5, ("138", "84")), (28.5, ("134", "82"))):
        _monitor(pen, x + left * MM, y + 6 * MM, 13 * MM, 14 * MM)
        for line, figure in enumerate(figures):
            middle = x + (left + 6.5) * MM - text_width(figure, 12, True) / 2
            pen.text(middle, y + (11.9 + line * 5) * MM, figure, 12, True)
    pen.trace(_at(x, y, [(16, 13), (25.5, 13)]), 1.8, BLUE)
    pen.trace(_at(x, y, [(23.4, 11), (25.8, 13), (23.4, 15)]), 1.8, BLUE)
    width = text_width(minute, 12, True)
    below = 25 if width > 12.4 * MM else 20.5  # under the displays where it would not fit between
    pen.text(x + 21 * MM - width / 2, y + below * MM, minute, 12, True, BLUE)


def _sitting(pen: Pen, x: float, y: float) -> None:
    """A person on a chair, seen from the side."""
    pen.trace(_at(x, y, [(4.5, 9), (4.5, 27)]), 2.0, INK)
    pen.trace(_at(x, y, [(4.5, 20.6), (13.5, 20.6), (13.5, 27)]), 2.0, INK)
    pen.limb(_at(x, y, [(8, 18), (17, 18.2), (17.2, 25.3), (19.6, 25.8)]), 7, WHITE)
    pen.limb(_at(x, y, [(8, 9.6), (8, 17.4)]), 14, PALE)
    pen.disc(x + 9 * MM, y + 3.6 * MM, 3.1 * MM, WHITE, INK)
    pen.rule(x + 1.5 * MM, y + 27.2 * MM, x + 40 * MM, 0.6, GREY)


def _monitor(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    pen.box(x, y, width, height, fill=WHITE, edge=INK, weight=1.6, radius=3)
    inset = 1.1 * MM
    pen.box(
        x + inset,
        y + inset,
        width - 2 * inset,
        height - 2 * inset,
        fill=PALE,
        edge=INK,
        weight=0.7,
        radius=1.5,
    )


def _at(x: float, y: float, points: list[Point]) -> list[Point]:
    """Return ``points``, given in mm from the picture's corner, in points on the page."""
    return [(x + px * MM, y + py * MM) for px, py in points]

"""The pictures of easy read about measuring at home, drawn on the same field as all others."""

from __future__ import annotations

from collections.abc import Mapping

from proactive_care.documents.easy_read.pictures import Picture, bust
from proactive_care.documents.easy_read.sketch import Sketch, arc, heart
from proactive_care.documents.paper.ink import BLUE, INK, PALE, TINT, WHITE

# The seven bars of a digit as ((x, y), (x, y)) in halves of its width and height, from the top,
# clockwise, the middle one last; and which of them each digit lights.
_BARS = (
    ((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (1, 2)), ((0, 2), (1, 2)),
    ((0, 1), (0, 2)), ((0, 0), (0, 1)), ((0, 1), (1, 1)),
)  # fmt: skip
_LIT = {"0": "012345", "1": "12", "2": "01346", "4": "1256", "7": "012", "8": "0123456"}


def sitting(s: Sketch) -> None:
    """Somebody at rest on a chair, feet flat, beside a clock with five minutes marked."""
    _on_a_chair(s)
    s.limb((6.6, 9.4), (9.4, 14.6), (14, 16.4), width=2.0)
    s.disc((25.6, 9.6), 7.4)
    s.blot((25.6, 9.6), *arc((25.6, 9.6), 6.2, 270, 300))
    for x, y in ((25.6, 3.2), (32, 9.6), (25.6, 16), (19.2, 9.6)):
        s.dot((x, y), 0.6)


def table(s: Sketch) -> None:
    """An arm on a table, the cuff as high as the heart: a blue line joins them."""
    _on_a_chair(s)
    s.blot(*heart((6, 11.6), 3.6))
    for step in range(6):
        s.line((9.6 + step * 3, 11.4), (11 + step * 3, 11.4), weight=1.4, ink=BLUE)
    s.limb((6.8, 8.4), (10.4, 13.2), (20, 13.8), width=2.2)
    s.limb((7.8, 9.8), (9.8, 12.4), width=3.4, fill=BLUE)
    s.line((14, 16), (33, 16), weight=2.4)
    s.line((31.4, 16), (31.4, 25), weight=2.0)
    s.box(23, 8.4, 7.6, 7, fill=PALE)


def twice(s: Sketch) -> None:
    """Two displays with an arrow between them: measure, wait, measure again."""
    for left, top, bottom in ((1.4, "128", "74"), (20.6, "124", "72")):
        s.box(left, 4, 12, 18)
        _digits(s, top, left + 1.8, 6.6)
        _digits(s, bottom, left + 4.6, 14)
    s.line((14.8, 13), (19, 13), ink=BLUE)
    s.line((17.2, 11), (19.2, 13), (17.2, 15), ink=BLUE)


def write(s: Sketch) -> None:
    """Digits in boxes, and a pencil."""
    for place, digit in enumerate("128"):
        s.box(2 + place * 7.4, 12, 7.4, 10.4, radius=0.2)
        _digits(s, digit, 4.4 + place * 7.4, 14.2)
    s.shape((23, 11.6), (30, 2.4), (32.6, 4.4), (25.6, 13.6), fill=BLUE)
    s.shape((23, 11.6), (25.6, 13.6), (22.2, 14.8), fill=WHITE)


def very_high(s: Sketch) -> None:
    """A display that shows 180 over 120."""
    s.box(8, 1.6, 18, 22.8)
    _digits(s, "180", 10.4, 5, width=3.4, height=6.4)
    _digits(s, "120", 10.4, 14.6, width=3.4, height=6.4)
    for y in (5, 11.6, 18.2):
        s.line((28, y + 1.4), (31.4, y), weight=1.8, ink=BLUE)
        s.line((6, y + 1.4), (2.6, y), weight=1.8, ink=BLUE)


def headache(s: Sketch) -> None:
    """Somebody whose head hurts."""
    bust(s)
    s.line(*arc((17, 11.4), 1.9, 200, 340))
    for x, y, dx, dy in ((8.6, 4.6, -3.4, -2), (8, 8.6, -4, 0.4), (25.4, 4.6, 3.4, -2),
                         (26, 8.6, 4, 0.4)):  # fmt: skip
        s.line((x, y), (x + dx, y + dy), weight=2.0, ink=BLUE)


def sight(s: Sketch) -> None:
    """An eye that is crossed out."""
    lid = [*arc((17, 19), 14, 211, 329), *arc((17, 7), 14, 31, 149)]
    s.shape(*lid)
    s.disc((17, 13), 4.8, TINT)
    s.dot((17, 13), 2.0)
    s.line((6, 23.6), (28, 2.4), weight=3.4, ink=WHITE)
    s.line((6, 23.6), (28, 2.4), weight=2.0, ink=BLUE)


def dizzy(s: Sketch) -> None:
    """Somebody around whose head things turn."""
    bust(s)
    s.line(*arc((17, 4.6), 11, -20, 250, tall=0.34), ink=BLUE)
    s.line((9.6, 0.4), (13.2, 1.0), (11.2, 4.0), ink=BLUE)


def falling(s: Sketch) -> None:
    """Somebody who falls."""
    s.line((2, 24.4), (32, 24.4), weight=2.0)
    s.limb((19, 13), (25.4, 8.6), (30.6, 9.4), width=2.2)
    s.limb((19, 13.4), (26, 15.6), (29.6, 20.4), width=2.2)
    s.limb((11.4, 15.8), (18.6, 13), width=5, fill=PALE)
    s.limb((11, 16.4), (8.6, 20), (5.4, 22.2), width=2.0)
    s.disc((7, 12.6), 3.4)
    for x, y in ((13, 6.4), (17, 4.6), (21, 4)):
        s.line((x, y), (x - 2.6, y - 2), weight=1.4, ink=BLUE)


def uneven(s: Sketch) -> None:
    """A monitor whose display shows a heart with an uneven beat."""
    s.box(4, 3, 26, 20, fill=PALE)
    s.box(7, 6, 20, 14)
    s.blot(*heart((12, 13), 7))
    s.line((17, 13), (18.6, 9), (19.8, 16.6), (20.8, 13), (23, 13), (23.8, 10.8), (24.8, 13),
           weight=1.6)  # fmt: skip


def sun(s: Sketch) -> None:
    """The sun: in the morning."""
    s.disc((17, 13), 6.2, TINT)
    for x, y, dx, dy in ((17, 4.6, 0, -3), (17, 21.4, 0, 3), (8.6, 13, -3, 0), (25.4, 13, 3, 0),
                         (11, 7, -2.1, -2.1), (23, 7, 2.1, -2.1), (11, 19, -2.1, 2.1),
                         (23, 19, 2.1, 2.1)):  # fmt: skip
        s.line((x, y), (x + dx, y + dy))


def _on_a_chair(s: Sketch) -> None:
    s.line((2.4, 9), (2.4, 25), weight=2.0)
    s.line((2.4, 19.2), (11, 19.2), (11, 25), weight=2.0)
    s.limb((6, 16.6), (14.4, 16.8), (14.6, 23.8), (17, 24.2), width=2.4)
    s.limb((6, 9.6), (6, 16.2), width=5, fill=PALE)
    s.disc((6.8, 4), 3.2)


def _digits(
    s: Sketch, digits: str, left: float, top: float, width: float = 1.9, height: float = 4.6
) -> None:
    """Draw digits as a display does: lines, which never are smaller print than a page allows."""
    for place, digit in enumerate(digits):
        x = left + place * width * 1.6
        for bar in _LIT[digit]:
            ends = [(x + a * width, top + b * height / 2) for a, b in _BARS[int(bar)]]
            s.line(*ends, weight=1.1, ink=INK)


HOME_PICTURES: Mapping[str, Picture] = {
    each.__name__: each
    for each in (
        sitting, table, twice, write, very_high, headache, sight, dizzy, falling, uneven, sun,
    )
}  # fmt: skip

"""A priority group on paper: shape, number and word, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.ink import GREY, WHITE, Colour, Pen
from proactive_care.documents.paper.text import CAPITAL_MIDDLE
from proactive_care.domain.vocabulary import Tier

_TIER_INK: dict[Tier, Colour] = {
    Tier.URGENT: (0.643, 0.0, 0.114),
    Tier.HIGH: (0.604, 0.29, 0.0),
    Tier.DATA_GAP: (0.357, 0.165, 0.525),
    Tier.MEDIUM: (0.0, 0.314, 0.561),
    Tier.LOW: (0.0, 0.4, 0.227),
}
_RADIUS = 4.4
_NAME_SIZE = 12.5
_WORD_SIZE = 8.0


@dataclass(frozen=True)
class TierMark:
    """The tier's shape and the group's number, and below them the tier's word."""

    group: str
    tier: Tier | None
    height: float = 27.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the shape, then number and word in reading order."""
        middle = y + 8.0
        baseline = middle + _NAME_SIZE * CAPITAL_MIDDLE
        if self.tier is None:
            pen.text(x, baseline, self.group, _NAME_SIZE, True)
            return
        ink = _TIER_INK[self.tier]
        draw_shape(pen, self.tier, x + _RADIUS, middle)
        pen.text(x + 2 * _RADIUS + 4.5, baseline, self.group, _NAME_SIZE, True, ink)
        pen.text(x, y + 23.5, self.tier.value, _WORD_SIZE, ink=ink)


def draw_shape(pen: Pen, tier: Tier, x: float, y: float) -> None:
    """Draw a tier's shape around (x, y): diamond, triangle, ring with "?", square, open circle."""
    ink, r = _TIER_INK[tier], _RADIUS
    match tier:
        case Tier.URGENT:
            pen.polygon(
                [(x, y - r - 0.6), (x + r + 0.6, y), (x, y + r + 0.6), (x - r - 0.6, y)], ink
            )
        case Tier.HIGH:
            pen.polygon([(x, y - r), (x + r + 0.4, y + r - 0.4), (x - r - 0.4, y + r - 0.4)], ink)
        case Tier.DATA_GAP:
            pen.canvas.setDash(2.2, 1.5)
            pen.disc(x, y, r, WHITE, ink)
            pen.canvas.setDash()
            pen.text(x - text_width("?", 6.5, True) / 2, y + 2.4, "?", 6.5, True, ink)
        case Tier.MEDIUM:
            pen.box(x - r + 0.4, y - r + 0.4, 2 * r - 0.8, 2 * r - 0.8, fill=ink)
        case Tier.LOW:
            pen.disc(x, y, r - 0.4, WHITE, ink)


@dataclass(frozen=True)
class GradeBox:
    """The evidence grade (A, B, C, or two of them) in a small box."""

    grade: str
    height: float = 18.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the box as wide as its text."""
        width = max(16.0, text_width(self.grade, 9.0, True) + 8.0)
        pen.box(x, y + 0.5, width, 15.0, edge=GREY, weight=0.7, radius=2.5)
        left = x + (width - text_width(self.grade, 9.0, True)) / 2
        pen.text(left, y + 8.0 + 9.0 * CAPITAL_MIDDLE, self.grade, 9.0, True)

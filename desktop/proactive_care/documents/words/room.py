"""Whether words fit the place that a fixed form has for them."""

from __future__ import annotations

from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.text import Type, paragraph, parse_markup


def lines_needed(markup: str, width_mm: float, points: float, bold: bool = False) -> int:
    """Return how many lines a template's text takes. Raises MissingGlyph."""
    return len(
        paragraph(parse_markup(markup), Type(points, points * 1.3, bold), width_mm * MM).lines
    )

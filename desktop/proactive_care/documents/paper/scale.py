"""One typographic scale for every size of print, from 12 to 24 points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from proactive_care.documents.paper.ink import BLUE, GREY, WHITE
from proactive_care.documents.paper.text import Type
from proactive_care.documents.words.languages import ENGLISH, Language


@dataclass(frozen=True)
class Scale:
    """The settings of one letter; none is smaller than ``points``, marks for staff included."""

    points: int
    body: Type
    strong: Type
    heading: Type
    subheading: Type
    phone: Type
    band: Type
    practice: Type
    footer: Type
    unit: float  # the smallest space between things; everything else is a multiple of it

    @property
    def rtl(self) -> bool:
        """True for a language that runs from right to left: its pages are drawn mirrored."""
        return self.body.rtl

    @property
    def is_large(self) -> bool:
        """True for large print: one column, the booking before the visits."""
        return self.points > 12

    def spaced(self, factor: float) -> Scale:
        """Return this scale with more or less space between things; type sizes stay."""
        return replace(self, unit=self.unit * factor)


@lru_cache(maxsize=32)
def scale_for(points: int, language: Language = ENGLISH) -> Scale:
    """Return the scale whose smallest type is ``points``, for the script of a language.

    Large print grows its headings less than its text: they need to be found, not to fill a page.
    """
    large, rtl, air = points > 12, language.rtl, language.leading
    lead = (1.4 if large else 1.365) * air
    heading = points * (1.42 if large else 1.67)
    sub = points * (1.18 if large else 1.2)
    phone = points * (1.42 if large else 2.0)
    band = points * (1.18 if large else 1.25)
    practice = min(points * (1.42 if large else 1.85), 30.0)
    return Scale(
        points=points,
        body=Type(points, points * lead, rtl=rtl),
        strong=Type(points, points * lead, True, rtl=rtl),
        heading=Type(heading, heading * 1.25 * air, True, rtl=rtl),
        subheading=Type(sub, sub * 1.35 * air, True, rtl=rtl),
        phone=Type(phone, phone * 1.25, True, BLUE, rtl),
        band=Type(band, band * 1.3 * air, True, WHITE, rtl),
        practice=Type(practice, practice * 1.2, True, BLUE),
        footer=Type(points, points * 1.3, False, GREY, rtl),
        unit=points * 0.5,
    )

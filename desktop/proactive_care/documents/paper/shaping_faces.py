"""The faces that print: which has a letter, and the refusal to print one that none has.

Each face is one script; every letter is looked for in Noto Sans first, so that figures, phone
numbers and dates look alike in all languages and never fall to a font without a "/".
"""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

import uharfbuzz as hb

from proactive_care.domain.errors import KnownError
from proactive_care.resource_files import resource_path

# How much larger than the type asked for a family is set, so that its small letters are as large
# to the eye as those of Noto Sans beside them.
_FAMILIES = {
    "NotoSans": 1.0,
    "NotoNaskhArabic": 1.16,
    "NotoSansBengali": 1.0,
    "NotoSansGurmukhi": 1.0,
    "NotoSansGujarati": 1.0,
}
# Hebrew to Sinhala, joiners, accents that stand alone, and the presentation forms of Arabic.
_SHAPED = re.compile("[\u0300-\u036f\u0590-\u0dff\u200c\u200d\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINERS = "\u200c\u200d"


class MissingGlyph(KnownError):
    """A text holds a letter that the shipped fonts cannot print; nothing was printed."""


def needs_shaping(text: str) -> bool:
    """Tell if ``text`` holds letters that join, combine or run from right to left."""
    return _SHAPED.search(text) is not None


@dataclass(frozen=True)
class Metrics:
    """What a PDF says about a face, in thousandths of the size."""

    ascent: int
    descent: int
    box: tuple[int, int, int, int]


class Face:
    """One font file: its letters, its shaper, its measures."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.scale = _FAMILIES[name.split("-")[0]]
        self.bytes = resource_path("fonts", f"{name}.ttf").read_bytes()
        self.hb_face = hb.Face(self.bytes)
        self.hb_font = hb.Font(self.hb_face)
        self._letters = frozenset(self.hb_face.unicodes)
        self._thousandth: float = 1000 / self.hb_face.upem

    def has(self, letter: str) -> bool:
        """Tell if the face has a glyph for ``letter``."""
        return ord(letter) in self._letters

    def advance(self, glyph: int) -> float:
        """Return how wide a glyph is by itself, in thousandths of the size."""
        return self.thousandths(self.hb_font.get_glyph_h_advance(glyph))

    def thousandths(self, units: int) -> float:
        """Return a measure of the font in thousandths of the size."""
        return units * self._thousandth

    @cached_property
    def metrics(self) -> Metrics:
        """Ascent, descent and the box around every glyph."""
        box = struct.unpack_from(">4h", self.hb_face.reference_table("head").data, 36)
        ascent, descent = struct.unpack_from(">2h", self.hb_face.reference_table("hhea").data, 4)
        left, bottom, right, top = (round(self.thousandths(each)) for each in box)
        return Metrics(
            round(self.thousandths(ascent)),
            round(self.thousandths(descent)),
            (left, bottom, right, top),
        )


@lru_cache(maxsize=32)
def face(name: str) -> Face:
    """Return a face by the name of its file, loaded once."""
    return Face(name)


def faces(bold: bool) -> tuple[Face, ...]:
    """Return every face of a weight, Noto Sans first."""
    weight = "Bold" if bold else "Regular"
    return tuple(face(f"{family}-{weight}") for family in _FAMILIES)


def split_by_face(text: str, bold: bool) -> list[tuple[Face, str]]:
    """Cut ``text`` into stretches of one face each, in the order in which they are read.

    Marks stay with their letter, spaces and stops with the word before them where its face has
    them. Raises MissingGlyph for a letter that no face has.
    """
    cut: list[tuple[Face, str]] = []
    current: Face | None = None
    for letter in text:
        found = _face_for(letter, current, bold)
        if cut and found is cut[-1][0]:
            cut[-1] = (found, cut[-1][1] + letter)
        else:
            cut.append((found, letter))
        current = found
    return cut


def _face_for(letter: str, current: Face | None, bold: bool) -> Face:
    if current is not None and letter in _JOINERS:
        return current
    clings = unicodedata.category(letter)[0] in "MPZ"
    if current is not None and clings and current.has(letter):
        return current
    for each in faces(bold):
        if each.has(letter):
            return each
    raise missing(letter)


def missing(letter: str) -> MissingGlyph:
    """Return the error that names a letter which cannot be printed."""
    name = unicodedata.name(letter, "a letter without a name").lower()
    return MissingGlyph(
        f"The letter “{letter}” (U+{ord(letter):04X}, {name}) cannot be printed: "
        "the fonts of this program do not have it.",
        kept="Nothing was printed.",
        advice="Correct the name or address in the clinical system, or write this one by hand.",
    )

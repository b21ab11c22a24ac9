"""The two typefaces, their widths, and the refusal to print a letter that they do not have."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from proactive_care.domain.errors import KnownError
from proactive_care.resource_files import resource_path

REGULAR = "ProactiveCare-Regular"
BOLD = "ProactiveCare-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}
_SIZE_OF_MEASURE = 1000.0

NBSP = "\u00a0"


class MissingGlyph(KnownError):
    """A text holds a letter that the shipped fonts cannot print; nothing was printed."""


def font_name(bold: bool) -> str:
    """Return the name under which reportlab knows the regular or the bold face (loads it once)."""
    name = BOLD if bold else REGULAR
    _loaded(name)
    return name


@lru_cache(maxsize=len(_FILES))
def _loaded(name: str) -> TTFont:
    font = TTFont(name, str(resource_path("fonts", _FILES[name])))
    pdfmetrics.registerFont(font)
    return font


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide ``text`` prints at ``size`` points, in points.

    Raises MissingGlyph for a letter that the font does not have: every text is measured before
    anything is drawn, so such a letter is found before the first page is printed.
    """
    return _unit_width(text, bold) * size


@lru_cache(maxsize=50_000)
def _unit_width(text: str, bold: bool) -> float:
    font = _loaded(font_name(bold))
    for letter in text:
        if ord(letter) not in font.face.charToGlyph:
            raise _missing(letter)
    return float(font.stringWidth(text, _SIZE_OF_MEASURE)) / _SIZE_OF_MEASURE


def _missing(letter: str) -> MissingGlyph:
    name = unicodedata.name(letter, "a letter without a name").lower()
    return MissingGlyph(
        f"The letter “{letter}” (U+{ord(letter):04X}, {name}) cannot be printed: "
        "the fonts of this program do not have it.",
        kept="Nothing was printed.",
        advice="Correct the name or address in the clinical system, or write this one by hand.",
    )


def clean_text(text: str) -> str:
    """Return ``text`` as one printable line: composed letters, single spaces, nothing invisible.

    Letters typed as a base and a separate accent are joined (NFC), so that ``w`` + circumflex
    prints as ŵ. Control and formatting characters from exports are dropped.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in composed
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    return " ".join(visible.split())


def keep_together(text: str) -> str:
    """Return ``text`` with spaces at which no line breaks, for phone numbers and dates."""
    return text.replace(" ", NBSP)

"""The typeface in two weights: how wide a text is, and the refusal to print what no font has.

Plain letters are measured and drawn by reportlab, which is fast. Letters that join, combine or
run from right to left go through ``shaping``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from proactive_care.documents.paper.shaping import shaped_width
from proactive_care.documents.paper.shaping_faces import MissingGlyph, missing, needs_shaping
from proactive_care.resource_files import resource_path

REGULAR = "ProactiveCare-Regular"
BOLD = "ProactiveCare-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}
_SIZE_OF_MEASURE = 1000.0

NBSP = "\u00a0"
_BETWEEN_NUMBERS = re.compile(rf"{NBSP}(or|and|/){NBSP}")
_JOINERS = "\u200c\u200d"
_WITHOUT_JOINERS = dict.fromkeys(map(ord, _JOINERS))

__all__ = [
    "BOLD", "NBSP", "REGULAR", "MissingGlyph", "clean_text", "font_name", "keep_together",
    "staff_text", "text_width",
]  # fmt: skip


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
    if needs_shaping(text):
        return shaped_width(text, bold) / _SIZE_OF_MEASURE
    font = _loaded(font_name(bold))
    for letter in text:
        if ord(letter) not in font.face.charToGlyph:
            raise missing(letter)
    return float(font.stringWidth(text, _SIZE_OF_MEASURE)) / _SIZE_OF_MEASURE


def clean_text(text: str) -> str:
    """Return ``text`` as one printable line: composed letters, single spaces, nothing invisible.

    Letters typed as a base and a separate accent are joined (NFC), so that ``w`` + circumflex
    prints as ŵ. Control and formatting characters from exports are dropped, but for the joiners
    with which some scripts spell.
    """
    composed = unicodedata.normalize("NFC", text)
    joined = _JOINERS if needs_shaping(composed.translate(_WITHOUT_JOINERS)) else ""
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in composed
        if letter.isspace() or letter in joined or unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    return " ".join(visible.split())


def staff_text(text: str) -> str:
    """Return ``text`` cleaned, with ``?`` for each letter that no font has, for staff's own lists.

    One name must not stop a list of two hundred. Staff have the NHS number beside it; what goes to
    a patient is refused instead.
    """
    cleaned = clean_text(text)
    return cleaned if _prints(cleaned) else "".join(c if _prints(c) else "?" for c in cleaned)


def _prints(text: str) -> bool:
    try:
        text_width(text, 1)
    except MissingGlyph:
        return False
    return True


def keep_together(text: str) -> str:
    """Return ``text`` with spaces at which no line breaks, for phone numbers and dates.

    Two numbers may stand on two lines: a line may break before ``or``, ``and`` or ``/``.
    """
    return _BETWEEN_NUMBERS.sub(rf" \1{NBSP}", text.replace(" ", NBSP))

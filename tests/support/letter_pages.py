"""What must hold on every page of every letter, whatever it says."""

from __future__ import annotations

import re
from itertools import combinations

from proactive_care.documents import RecallLetter, Sides, measure_letter
from support.letters import Glyph, page_glyphs, page_texts, pdf_of


def one_line(text: str) -> str:
    """Return a text without its line ends."""
    return " ".join(text.split())


def check_pages(letter: RecallLetter) -> list[str]:
    """Check every page and return the texts: type is never smaller than the profile's, nothing
    leaves the margins, the window is clean, nothing overlaps, the sheets add up."""
    pdf = pdf_of(letter)
    texts = page_texts(pdf)
    size = measure_letter(letter)
    assert size.pages == len([text for text in texts if text.strip()])
    one = letter.sides is Sides.ONE
    assert size.sheets == (size.pages if one else (size.pages + 1) // 2)
    for page in range(size.pages):
        glyphs = page_glyphs(pdf, page)
        windowed = [g for g in glyphs if page == 0 and in_window(g)]
        in_picture = "O2?" if letter.letter_format.easy_read else ""
        others = [g for g in glyphs if g not in windowed and g.text not in in_picture]
        assert min(round(g.size, 2) for g in others) >= letter.letter_format.points
        assert min(g.left for g in glyphs) >= 21.5
        assert max(g.right for g in glyphs) <= 188.5
        assert min(g.top for g in glyphs) >= 12
        assert max(g.bottom for g in glyphs) <= 292
        for glyph in windowed:
            assert glyph.top >= 50
            assert glyph.bottom <= 92
            assert glyph.left >= 21.9
            assert glyph.size >= 8
        _nothing_overlaps(glyphs)
    return [one_line(text) for text in texts]


def check_pointers(letter: RecallLetter, pages: list[str]) -> None:
    """Check that the sheets which a letter points at are the right ones."""
    pages, one = [text for text in pages if text], letter.sides is Sides.ONE
    slip = next(n for n, text in enumerate(pages, 1) if "Reply slip" in text)
    pointed = re.search(r"reply slip on (?:sheet (\d+)|the back)", " ".join(pages))
    assert pointed is not None
    if pointed.group(1) is None:
        assert (slip, letter.sides) == (2, Sides.TWO)
    else:
        assert int(pointed.group(1)) == (slip if one else (slip + 1) // 2)
    told = re.search(r"Sheet (\d+) tells you about", pages[0])
    if told:
        minutes = f"{letter.visits[0].minutes} minutes"
        visits = next(n for n, text in enumerate(pages, 1) if minutes in text)
        assert int(told.group(1)) == (visits if one else (visits + 1) // 2)


def window_text(pdf: bytes) -> str:
    """Return what shows through the window of the envelope, without spaces."""
    return "".join(g.text for g in page_glyphs(pdf, 0) if in_window(g))


def above_the_fold(pdf: bytes) -> str:
    """Return what is printed above the first fold, without spaces."""
    return "".join(glyph.text for glyph in page_glyphs(pdf, 0) if glyph.top < 99)


def in_window(glyph: Glyph) -> bool:
    """Whether a letter shows through the window of the envelope."""
    return glyph.left < 110 and glyph.bottom > 44 and glyph.top < 92


def _nothing_overlaps(glyphs: list[Glyph]) -> None:
    """No two letters print on each other (accents and kerning aside)."""
    for one, two in combinations(sorted(glyphs, key=lambda g: (g.top, g.left)), 2):
        if two.top >= one.bottom:
            continue
        across = min(one.right, two.right) - max(one.left, two.left)
        down = min(one.bottom, two.bottom) - max(one.top, two.top)
        assert across < 0.5 or down < 0.5, (one, two)

"""Letters that join, combine or run from right to left, made into glyphs in their places.

A line is broken in reading order first; then it is put into the order on paper by the Unicode
bidirectional algorithm (UAX 9, python-bidi), and each stretch of one direction is shaped by
HarfBuzz, font by font. What comes from data (a phone number, a date, a name) is kept apart: it
has its own direction, so that "01632 960 142" never comes out group by group from the right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb
from bidi import algorithm as bidi
from bidi.mirror import MIRRORED

from proactive_care.documents.paper.shaping_faces import Face, split_by_face

_LRE, _RLE, _PDF = "\u202a", "\u202b", "\u202c"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LEFT_TO_RIGHT = frozenset({"L", "EN", "AN"})


@dataclass(frozen=True)
class Span:
    """Part of a line in reading order. ``apart`` is the number of a value from data, or 0."""

    text: str
    bold: bool
    apart: int = 0


@dataclass(frozen=True)
class Stretch:
    """Part of a line in one weight and one direction."""

    text: str
    bold: bool
    rtl: bool


@dataclass(frozen=True)
class Glyph:
    """A glyph of a face: how far the next one is and where this one stands, in thousandths."""

    number: int
    advance: float
    x: float
    y: float


@dataclass(frozen=True)
class Cluster:
    """Glyphs that stand for ``text`` together; most are one glyph for one letter.

    A bracket that runs from right to left is the one that is seen: readers turn it back.
    """

    text: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Shaped:
    """A stretch in one face: its clusters from left to right, as they stand on paper."""

    face: Face
    clusters: tuple[Cluster, ...]

    @property
    def width(self) -> float:
        """In thousandths of the size of the text around it."""
        glyphs = (glyph for each in self.clusters for glyph in each.glyphs)
        return sum(glyph.advance for glyph in glyphs) * self.face.scale


def runs_right_to_left(text: str) -> bool:
    """Tell if the first letter with a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False


def own_way(text: str, rtl: bool) -> bool:
    """Tell if a value runs from right to left, on a page that runs so (``rtl``) or does not.

    Among words that run to the left, a value with any such letter does, even if it begins with
    an abbreviation in Latin letters; else its first letter decides.
    """
    if rtl:
        return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)
    return runs_right_to_left(text)


def visual_order(spans: Sequence[Span], rtl: bool) -> tuple[Stretch, ...]:
    """Return a line's stretches from left to right, in a paragraph that runs to the left or right.

    A line of values from data without any letter that runs from right to left keeps its order;
    what stands around a value does not, so that a full stop after a phone number is at its left.
    """
    kinds = {unicodedata.bidirectional(letter) for span in spans for letter in span.text}
    around = rtl and any(span.text.strip() for span in spans if not span.apart)
    if not kinds & _RIGHT_TO_LEFT and not around:
        turned = rtl and not kinds & _LEFT_TO_RIGHT
        order = reversed(spans) if turned else spans
        return tuple(Stretch(span.text, span.bold, turned) for span in order)
    letters = _levels(spans, rtl)
    cut = [
        (level, Stretch("".join(letter for _, _, letter in group), bold, level % 2 == 1))
        for (level, bold), found in groupby(letters, key=lambda each: each[:2])
        for group in [list(found)]
    ]
    for level in range(max(level for level, _ in cut), 0, -1):
        cut = _reversed_from(cut, level)
    return tuple(stretch for _, stretch in cut)


def _levels(spans: Sequence[Span], rtl: bool) -> list[tuple[int, bool, str]]:
    """Return (embedding level, bold, letter) of each letter in reading order: rules X1 to I2."""
    text, bold = "", []
    for number, group in groupby(spans, key=lambda span: span.apart):
        members = list(group)
        whole = "".join(span.text for span in members)
        if number:
            text += _RLE if own_way(whole, rtl) else _LRE
        text += whole
        bold += [span.bold for span in members for _ in span.text]
        if number:
            text += _PDF
    storage = bidi.get_empty_storage()
    storage["base_level"] = int(rtl)
    storage["base_dir"] = "R" if rtl else "L"
    bidi.get_embedding_levels(text, storage)
    kept = [each for each in storage["chars"] if each["ch"] not in (_LRE, _RLE, _PDF)]
    levels = storage | {"chars": list(storage["chars"])}
    bidi.explicit_embed_and_overrides(levels)
    bidi.resolve_weak_types(levels)
    bidi.resolve_neutral_types(levels, False)
    bidi.resolve_implicit_levels(levels, False)
    # Joiners are left out by the algorithm, but a shaper needs them: they stay where they were.
    before = int(rtl)
    found: list[tuple[int, bool, str]] = []
    for each, weight in zip(kept, bold, strict=True):
        if each["type"] == "BN":
            each["level"] = before
        before = each["level"]
        found.append((each["level"], weight, each["ch"]))
    return found


def _reversed_from(cut: list[tuple[int, Stretch]], lowest: int) -> list[tuple[int, Stretch]]:
    """Turn round each sequence of stretches at ``lowest`` or above: rule L2."""
    turned: list[tuple[int, Stretch]] = []
    for high, group in groupby(cut, key=lambda each: each[0] >= lowest):
        members = list(group)
        turned += reversed(members) if high else members
    return turned


@lru_cache(maxsize=20_000)
def shape(text: str, bold: bool, rtl: bool) -> tuple[Shaped, ...]:
    """Return the glyphs of ``text``, whatever is in it, from left to right.

    ``rtl`` is the direction of what has none of its own. Raises MissingGlyph.
    """
    return tuple(
        shaped
        for stretch in visual_order((Span(text, bold),), rtl)
        for shaped in _shape_stretch(stretch)
    )


def shaped_width(text: str, bold: bool) -> float:
    """Return how wide ``text`` is when shaped, in thousandths of the size. Raises MissingGlyph."""
    return sum(each.width for each in shape(text, bold, runs_right_to_left(text)))


def _shape_stretch(stretch: Stretch) -> list[Shaped]:
    cut = split_by_face(stretch.text, stretch.bold)
    return [
        _shape_in(face, text, stretch.rtl) for face, text in (cut[::-1] if stretch.rtl else cut)
    ]


def _shape_in(face: Face, text: str, rtl: bool) -> Shaped:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(face.hb_font, buffer)
    placed = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in placed})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return Shaped(
        face,
        tuple(
            Cluster(
                _as_seen(text[start : ends[start]], rtl),
                tuple(
                    Glyph(
                        info.codepoint,
                        face.thousandths(position.x_advance),
                        face.thousandths(position.x_offset),
                        face.thousandths(position.y_offset),
                    )
                    for info, position in group
                ),
            )
            for start, group in groupby(placed, key=lambda each: each[0].cluster)
        ),
    )


def _as_seen(text: str, rtl: bool) -> str:
    return MIRRORED.get(text, text) if rtl else text

"""Rich text: words in two weights, broken into lines in their reading order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from proactive_care.documents.paper.fonts import NBSP, text_width
from proactive_care.documents.paper.ink import INK, Colour, Pen
from proactive_care.documents.paper.shaping import Span, Stretch, visual_order
from proactive_care.documents.paper.shaping_faces import needs_shaping


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight.

    ``apart`` marks a value from data, a phone number or a name: in a line that runs from right
    to left it keeps its own direction.
    """

    text: str
    bold: bool = False
    apart: bool = False


Runs = tuple[Run, ...]

_JOINTS = frozenset(f"-/@_{NBSP}")
CAPITAL_MIDDLE = 0.357  # half a capital letter's height, of the size: centres a line on capitals


def plain(text: str) -> Runs:
    """Return ``text`` in the regular weight."""
    return (Run(text),)


def strong(text: str) -> Runs:
    """Return ``text`` in bold."""
    return (Run(text, True),)


def data(text: str, bold: bool = False) -> Runs:
    """Return a value from data, which keeps its own direction."""
    return (Run(text, bold, apart=True),)


def parse_markup(markup: str) -> Runs:
    """Split ``some **bold** words`` into runs. Only template texts pass here, never data."""
    return tuple(
        Run(piece, bold=index % 2 == 1) for index, piece in enumerate(markup.split("**")) if piece
    )


@dataclass(frozen=True)
class Type:
    """How text is set: size and line distance in points, colour, and whether all of it is bold.

    ``rtl``: its lines run from right to left and are drawn by a mirrored pen.
    """

    size: float
    leading: float
    bold: bool = False
    ink: Colour = INK
    rtl: bool = False


@dataclass(frozen=True)
class Piece:
    """Part of a line in one weight and direction, ``offset`` points from the line's start.

    The line's start is at the left, and where the pen is mirrored at the right.
    """

    offset: float
    text: str
    bold: bool
    rtl: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """Lines of text, ready to draw. ``height`` counts a full line distance for every line."""

    lines: tuple[Line, ...]
    type: Type

    @property
    def height(self) -> float:
        return len(self.lines) * self.type.leading

    def single_lines(self) -> tuple[Paragraph, ...]:
        """Return its lines one by one, to be broken over pages."""
        return tuple(Paragraph((line,), self.type) for line in self.lines)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the top of the first line at ``y``."""
        setting = self.type
        baseline = y + setting.leading * 0.5 + setting.size * CAPITAL_MIDDLE
        for line in self.lines:
            for piece in line:
                start, rtl = x + piece.offset, piece.rtl
                pen.text(start, baseline, piece.text, setting.size, piece.bold, setting.ink, rtl)
            baseline += setting.leading


class _Word(NamedTuple):
    """A word to place. ``glued``: no space before it. ``apart``: the number of its value, or 0."""

    text: str
    bold: bool
    glued: bool
    apart: int


@lru_cache(maxsize=4096)
def paragraph(runs: Runs, setting: Type, width: float) -> Paragraph:
    """Break ``runs`` into lines of at most ``width`` points, aligned at their start.

    A single word that is wider than the line is broken inside rather than clipped. Raises
    MissingGlyph for a letter that cannot be printed.
    """
    lines: list[Line] = []
    current: list[_Word] = []
    used = 0.0
    for word in _split_wide(_words(runs, setting.bold), setting.size, width):
        gap = 0.0 if word.glued or not current else _gap(current[-1], word, setting.size)
        length = text_width(word.text, setting.size, word.bold)
        if current and used + gap + length > width + 0.01:
            carried = _glued_tail(current) if word.glued else []
            lines.append(_line(current, setting))
            current, gap = carried, 0.0
            used = sum(text_width(each.text, setting.size, each.bold) for each in current)
            if current and used + length > width + 0.01:  # too wide together: broken after all
                lines.append(_line(current, setting))
                current, used = [], 0.0
        current.append(word._replace(glued=word.glued and bool(current)))
        used += gap + length
    if current:
        lines.append(_line(current, setting))
    return Paragraph(tuple(lines), setting)


def _gap(before: _Word, word: _Word, size: float) -> float:
    """Return the space between two words; scripts have spaces of their own, set with a word."""
    if needs_shaping(before.text):
        spaced = text_width(f"{before.text} ", size, before.bold)
        return spaced - text_width(before.text, size, before.bold)
    return text_width(" ", size, word.bold)


@lru_cache(maxsize=256)
def balanced(runs: Runs, setting: Type, width: float) -> Paragraph:
    """Break a heading into as few lines as ``width`` allows, of about the same length."""
    widest = paragraph(runs, setting, width)
    narrow, wide = 0.0, width
    while wide - narrow > setting.size * 0.25:
        middle = (narrow + wide) / 2
        if len(paragraph(runs, setting, middle).lines) > len(widest.lines):
            narrow = middle
        else:
            wide = middle
    return paragraph(runs, setting, wide)


def line_width(line: Line, setting: Type) -> float:
    """Return how far a line of this type reaches, in points."""
    return line[-1].offset + text_width(line[-1].text, setting.size, line[-1].bold)


def _words(runs: Runs, all_bold: bool) -> list[_Word]:
    """Cut runs at spaces: a word that follows another run without a space is glued."""
    words: list[_Word] = []
    open_end = False
    for number, run in enumerate(runs, 1):
        apart = number if run.apart else 0
        parts = run.text.split(" ")
        for index, part in enumerate(parts):
            if part:
                glued = index == 0 and open_end
                words.append(_Word(part, run.bold or all_bold, glued, apart))
        open_end = bool(parts[-1])
    return words


def _split_wide(words: list[_Word], size: float, width: float) -> list[_Word]:
    fitting: list[_Word] = []
    for word in words:
        rest = word
        while text_width(rest.text, size, rest.bold) > width and len(rest.text) > 1:
            count = _breaks_before(rest.text, len(rest.text) - 1)
            while count > 1 and text_width(rest.text[:count], size, rest.bold) > width:
                count = _breaks_before(rest.text, count - 1)
            count = _joint_before(rest.text, count)
            fitting.append(rest._replace(text=rest.text[:count].rstrip(NBSP)))
            rest = rest._replace(text=rest.text[count:], glued=False)
        fitting.append(rest)
    return fitting


def _joint_before(text: str, count: int) -> int:
    """Return the last joint of a long word at or before ``count``: where a person would break it.

    That is after a hyphen of a double name, a slash of an address on the web, or a space at which
    no line breaks otherwise. Without one in the second half, the word is broken at ``count``.
    """
    for at in range(count, max(count // 2, 2), -1):
        if text[at - 1] in _JOINTS or (text[at] == "." and at < len(text) - 1):
            return at
    return count


def _breaks_before(text: str, count: int) -> int:
    """Return the nearest place at or before ``count`` that does not part a letter and its marks."""
    while count > 1 and unicodedata.category(text[count])[0] in "MC":
        count -= 1
    return count


def _glued_tail(current: list[_Word]) -> list[_Word]:
    """Take the word to which the next one is glued off the line, so that they stay together."""
    start = len(current) - 1
    while start > 0 and current[start].glued:
        start -= 1
    if start == 0:
        return []
    tail = current[start:]
    del current[start:]
    return tail


def _line(words: list[_Word], setting: Type) -> Line:
    if setting.rtl or any(needs_shaping(word.text) for word in words):
        return _ordered_line(words, setting)
    pieces: list[Piece] = []
    offset, text, weight = 0.0, "", words[0].bold
    for index, word in enumerate(words):
        space = "" if index == 0 or word.glued else " "
        if word.bold == weight:
            text += space + word.text
            continue
        text += space
        pieces.append(Piece(offset, text, weight))
        offset += text_width(text, setting.size, weight)
        text, weight = word.text, word.bold
    pieces.append(Piece(offset, text, weight))
    return tuple(pieces)


def _ordered_line(words: list[_Word], setting: Type) -> Line:
    """Put a line into its order on paper; pieces are counted from the line's start."""
    spans: list[Span] = []
    for index, word in enumerate(words):
        if index and not word.glued:
            before = words[index - 1]
            together = before.apart if before.apart == word.apart else 0
            spans.append(Span(" ", before.bold, together))
        spans.append(Span(word.text, word.bold, word.apart))
    pieces: list[Piece] = []
    offset = 0.0
    stretches = _merged(visual_order(spans, setting.rtl))
    for each in reversed(stretches) if setting.rtl else stretches:
        pieces.append(Piece(offset, each.text, each.bold, each.rtl))
        offset += text_width(each.text, setting.size, each.bold)
    return tuple(pieces)


def _merged(stretches: tuple[Stretch, ...]) -> list[Stretch]:
    merged: list[Stretch] = []
    for each in stretches:
        if merged and not each.rtl and (merged[-1].bold, merged[-1].rtl) == (each.bold, False):
            merged[-1] = Stretch(merged[-1].text + each.text, each.bold, rtl=False)
        else:
            merged.append(each)
    return merged

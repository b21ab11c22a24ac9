"""Rich text: words in two weights, broken into lines in their reading order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from proactive_care.documents.fonts import text_width
from proactive_care.documents.ink import INK, Colour, Pen


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]

CAPITAL_MIDDLE = 0.357  # half a capital letter's height, of the size: centres a line on capitals


def plain(text: str) -> Runs:
    """Return ``text`` in the regular weight."""
    return (Run(text),)


def strong(text: str) -> Runs:
    """Return ``text`` in bold."""
    return (Run(text, True),)


def parse_markup(markup: str) -> Runs:
    """Split ``some **bold** words`` into runs. Only template texts pass here, never data."""
    return tuple(
        Run(piece, bold=index % 2 == 1) for index, piece in enumerate(markup.split("**")) if piece
    )


@dataclass(frozen=True)
class Type:
    """How text is set: size and line distance in points, colour, and whether all of it is bold."""

    size: float
    leading: float
    bold: bool = False
    ink: Colour = INK


@dataclass(frozen=True)
class Piece:
    """Part of a line in one weight, ``offset`` points from the line's start."""

    offset: float
    text: str
    bold: bool


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
                pen.text(
                    x + piece.offset, baseline, piece.text, setting.size, piece.bold, setting.ink
                )
            baseline += setting.leading


@lru_cache(maxsize=4096)
def paragraph(runs: Runs, setting: Type, width: float) -> Paragraph:
    """Break ``runs`` into lines of at most ``width`` points, left-aligned.

    A single word that is wider than the line is broken inside rather than clipped. Raises
    MissingGlyph for a letter that cannot be printed.
    """
    lines: list[Line] = []
    current: list[tuple[str, bool, bool]] = []  # word, bold, glued to the one before
    used = 0.0
    for word, bold, glued in _split_wide(_words(runs, setting.bold), setting.size, width):
        gap = 0.0 if glued or not current else text_width(" ", setting.size, bold)
        length = text_width(word, setting.size, bold)
        if current and used + gap + length > width + 0.01:
            carried = _glued_tail(current) if glued else []
            lines.append(_line(current, setting.size))
            current, gap = carried, 0.0
            used = sum(text_width(w, setting.size, b) for w, b, _ in current)
            if current and used + length > width + 0.01:  # too wide together: broken after all
                lines.append(_line(current, setting.size))
                current, used = [], 0.0
        current.append((word, bold, glued and bool(current)))
        used += gap + length
    if current:
        lines.append(_line(current, setting.size))
    return Paragraph(tuple(lines), setting)


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


def _words(runs: Runs, all_bold: bool) -> list[tuple[str, bool, bool]]:
    """Return (word, bold, glued): a word that follows another run without a space is glued."""
    words: list[tuple[str, bool, bool]] = []
    open_end = False
    for run in runs:
        parts = run.text.split(" ")
        for index, part in enumerate(parts):
            if part:
                words.append((part, run.bold or all_bold, index == 0 and open_end))
        open_end = bool(parts[-1])
    return words


def _split_wide(
    words: list[tuple[str, bool, bool]], size: float, width: float
) -> list[tuple[str, bool, bool]]:
    fitting: list[tuple[str, bool, bool]] = []
    for word, bold, glued in words:
        rest = word
        while text_width(rest, size, bold) > width and len(rest) > 1:
            count = len(rest) - 1
            while count > 1 and text_width(rest[:count], size, bold) > width:
                count -= 1
            fitting.append((rest[:count], bold, glued))
            rest, glued = rest[count:], False
        fitting.append((rest, bold, glued))
    return fitting


def _glued_tail(current: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """Take the word to which the next one is glued off the line, so that they stay together."""
    start = len(current) - 1
    while start > 0 and current[start][2]:
        start -= 1
    if start == 0:
        return []
    tail = current[start:]
    del current[start:]
    return tail


def _line(words: list[tuple[str, bool, bool]], size: float) -> Line:
    pieces: list[Piece] = []
    offset, text, weight = 0.0, "", words[0][1]
    for index, (word, bold, glued) in enumerate(words):
        space = "" if index == 0 or glued else " "
        if bold == weight:
            text += space + word
            continue
        text += space
        pieces.append(Piece(offset, text, weight))
        offset += text_width(text, size, weight)
        text, weight = word, bold
    pieces.append(Piece(offset, text, weight))
    return tuple(pieces)

"""A diary that grows with its words and its print: sheets that say how, last the one with boxes.

Used for large print, for translations and for easy read. Its boxes are never mirrored: who keys a
sheet finds them in the same places whatever the language.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from proactive_care.documents.content import Sides
from proactive_care.documents.diaries.diary_frame import (
    DIARY_LEFT,
    DIARY_WIDTH,
    DiaryOwner,
    corner_marks,
    foot_marks,
)
from proactive_care.documents.letters.addresses import full_name
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.paper.blocks import Block, Gap, Stack
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.paging import Frame, Item, Placed, fill
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import balanced, paragraph
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.identifiers import show_form_code

_TOP = 16 * MM
_CODE = 22 * MM
_CODE_RIGHT = 187 * MM
_BESIDE_CODE = 116 * MM
_FOOT = 289 * MM
_MOST_PASSES = 5

Filling = Callable[[Sequence[Item], Frame], Sequence[Sequence[Placed]]]


class Grid(Protocol):
    """The boxes of a diary."""

    def draw(self, pen: Pen, top: float, bottom: float) -> None:
        """Draw them between two heights of the page, in points."""


@dataclass(frozen=True)
class LaidOutLargeDiary:
    """The sheets that say how, and last the sheet with the boxes."""

    letter: DiaryOwner
    words: Wording
    scale: Scale
    code: FormCodeMark
    pages: tuple[tuple[Placed, ...], ...]
    grid: Grid

    @property
    def page_count(self) -> int:
        """The sheets that say how, and the one with the boxes."""
        return len(self.pages) + 1

    def draw_page(self, pen: Pen, index: int, sheet: Count) -> None:
        """Draw one page (from 0), each with corner marks and the form code."""
        head = Stack(_head(self.letter, self.words, self.scale))
        corner_marks(pen)
        with pen.mirrored() if self.scale.rtl else contextlib.nullcontext():
            if index < len(self.pages):
                if index:
                    self._repeat(head, pen)
                for placed in self.pages[index]:
                    placed.draw(pen)
            else:
                head.draw(pen, DIARY_LEFT, _TOP)
            self._draw_code(pen)
            self._draw_foot(pen, sheet)
        if index == len(self.pages):
            top = max(_TOP + head.height, _TOP + _beside_code(self.scale)) + 2 * MM
            self.grid.draw(pen, top, _foot_top(self.scale) - 3 * MM)

    def _repeat(self, head: Stack, pen: Pen) -> None:
        """Say on a later sheet what it is, and whose if the name has room beside the code."""
        shown = head if head.height <= _beside_code(self.scale) else head.blocks[0]
        shown.draw(pen, DIARY_LEFT, _TOP)

    def _draw_foot(self, pen: Pen, sheet: Count) -> None:
        setting = self.scale.footer
        top = _foot_top(self.scale)
        for line, runs in enumerate(foot_marks(self.letter, self.words, sheet)):
            block = paragraph(runs, setting, DIARY_WIDTH)
            block.draw(pen, DIARY_LEFT, top + line * setting.leading)

    def _draw_code(self, pen: Pen) -> None:
        self.code.draw(pen, _CODE_RIGHT - _CODE, _TOP, _CODE, align=1.0)
        text, size = show_form_code(self.letter.diary_code), self.scale.points
        x = _CODE_RIGHT - text_width(text, size, True)
        pen.text(x, _TOP + _CODE + size * 1.1, text, size, True)


def lay_out_growing(
    letter: DiaryOwner,
    words: Wording,
    scale: Scale,
    code: FormCodeMark,
    grid: Grid,
    items: Callable[[int, float], Sequence[Item]],
    letter_pages: int = 0,
    filling: Filling | None = None,
) -> LaidOutLargeDiary:
    """Lay out a diary that follows ``letter_pages`` pages of a letter.

    ``items`` makes what says how, below the heading; it is told on which sheet the boxes are, and
    the height of a page, which no item may exceed.
    ``filling`` puts items on pages, by default just in their order. Raises EmptyField or
    MissingGlyph before anything is drawn.
    """
    head = list(_head(letter, words, scale))
    repeated = max(_beside_code(scale), head[0].height)
    frame = Frame(DIARY_LEFT, _TOP, _TOP + repeated + 3 * MM, _foot_top(scale) - 3 * MM)
    used = sum(block.height for block in head)
    top = Item(Stack((*head, Gap(max(0.0, _beside_code(scale) - used)))))
    place = filling or (lambda flow, on: fill(flow, on).pages)
    count = 1
    for _ in range(_MOST_PASSES):
        boxes_on = _boxes_sheet(letter, letter_pages, count)
        pages = place([top, *items(boxes_on, frame.bottom - frame.top)], frame)
        if len(pages) == count:
            placed = tuple(tuple(page) for page in pages)
            return LaidOutLargeDiary(letter, words, scale, code, placed, grid)
        count = len(pages)
    raise AssertionError("the sheet that a diary points at does not settle")


def _head(letter: DiaryOwner, words: Wording, scale: Scale) -> tuple[Block, ...]:
    setting = replace(scale.subheading, ink=scale.phone.ink)
    who = words.say("diary.who_name", name=full_name(letter.to))
    return (
        balanced(words.say("diary.heading"), setting, _BESIDE_CODE),
        Gap(scale.unit * 0.4),
        paragraph(who, scale.body, _BESIDE_CODE),
    )


def _beside_code(scale: Scale) -> float:
    return _CODE + scale.strong.leading


def _boxes_sheet(letter: DiaryOwner, letter_pages: int, how_pages: int) -> int:
    if letter.sides is Sides.ONE:
        return letter_pages + how_pages + 1
    return (letter_pages + 1) // 2 + how_pages // 2 + 1


def _foot_top(scale: Scale) -> float:
    return _FOOT - 2 * scale.footer.leading

"""The home blood pressure diary in large print: how to do it, and larger boxes to write in.

There are no boxes for the pulse, which may be left blank in every diary: the digits get the room.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from proactive_care.documents.content import Sides
from proactive_care.documents.diaries.diary_frame import (
    DAYS,
    DIARY_LEFT,
    DIARY_RIGHT,
    DIARY_WIDTH,
    DiaryOwner,
    corner_marks,
    digit_boxes,
    foot_marks,
)
from proactive_care.documents.letters.addresses import full_name
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.paper.blocks import Block, Framed, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import FormRow, Tick, Words, form_row
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import GREY, HAIRLINE, INK, PALE, Pen
from proactive_care.documents.paper.paging import Frame, Item, Placed, fill, not_alone
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import balanced, paragraph, plain
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.identifiers import show_form_code

_TOP = 16 * MM
_CODE = 22 * MM
_CODE_RIGHT = 187 * MM
_BESIDE_CODE = 116 * MM
_FOOT = 289 * MM
_FIRST_BOX = (47 * MM, 121 * MM)  # of morning and evening
_BOX = 10.5 * MM
_GROUP = 3 * _BOX
_SLASH = 5 * MM
_MOST_PASSES = 5


@dataclass(frozen=True)
class LaidOutLargeDiary:
    """The sheets that say how, and last the sheet with the boxes."""

    letter: DiaryOwner
    words: Wording
    scale: Scale
    code: FormCodeMark
    pages: tuple[tuple[Placed, ...], ...]
    boxes_head: Stack

    @property
    def page_count(self) -> int:
        """The sheets that say how, and the one with the boxes."""
        return len(self.pages) + 1

    def draw_page(self, pen: Pen, index: int, sheet: Count) -> None:
        """Draw one page (from 0), each with corner marks and the form code."""
        corner_marks(pen)
        with pen.mirrored() if self.scale.rtl else contextlib.nullcontext():
            if index < len(self.pages):
                if index:
                    self._repeat_head(pen)
                for placed in self.pages[index]:
                    placed.draw(pen)
            else:
                self.boxes_head.draw(pen, DIARY_LEFT, _TOP)
            self._draw_code(pen)
            self._draw_foot(pen, sheet)
        if index == len(self.pages):
            # Never mirrored: the top value is written and read at the left in every language.
            self._grid(pen, max(_TOP + self.boxes_head.height, self._code_bottom) + 2 * MM)

    def _repeat_head(self, pen: Pen) -> None:
        """Say on a later sheet what it is, and whose if the name has room beside the code."""
        room = self._code_bottom - _TOP
        head = self.boxes_head if self.boxes_head.height <= room else self.boxes_head.blocks[0]
        head.draw(pen, DIARY_LEFT, _TOP)

    def _draw_foot(self, pen: Pen, sheet: Count) -> None:
        setting = self.scale.footer
        top = _foot_top(self.scale)
        for line, runs in enumerate(foot_marks(self.letter, self.words, sheet)):
            block = paragraph(runs, setting, DIARY_WIDTH)
            block.draw(pen, DIARY_LEFT, top + line * setting.leading)

    @property
    def _code_bottom(self) -> float:
        return _TOP + _CODE + self.scale.strong.leading

    def _draw_code(self, pen: Pen) -> None:
        self.code.draw(pen, _CODE_RIGHT - _CODE, _TOP, _CODE)
        text, size = show_form_code(self.letter.diary_code), self.scale.points
        x = _CODE_RIGHT - text_width(text, size, True)
        pen.text(x, _TOP + _CODE + size * 1.1, text, size, True)

    def _grid(self, pen: Pen, top: float) -> None:
        size = self.scale.points
        head = 2 * size * 1.25 + 2 * MM
        bottom = _foot_top(self.scale) - 3 * MM
        pen.box(DIARY_LEFT, top, DIARY_WIDTH, head, fill=PALE)
        pen.box(DIARY_LEFT, top, DIARY_WIDTH, bottom - top, edge=GREY, weight=0.9)
        for x in (_FIRST_BOX[0] - 2 * MM, _FIRST_BOX[1] - 3 * MM):
            pen.line(x, top, x, bottom, 0.6, HAIRLINE)
        self._grid_head(pen, top)
        step = (bottom - top - head) / DAYS
        for day in range(DAYS):
            self._day(pen, day + 1, top + head + day * step, step)

    def _grid_head(self, pen: Pen, top: float) -> None:
        size = self.scale.points
        upper, lower = top + size * 1.2, top + size * 2.45
        for key, y, bold in (("day", upper, True), ("date", lower, False)):
            pen.text(DIARY_LEFT + 2 * MM, y, self.words.words(f"diary.{key}"), size, bold)
        for key, left in zip(("morning", "evening"), _FIRST_BOX, strict=True):
            pen.text(left, upper, self.words.words(f"diary.{key}"), size, True)
            for name, x in (("top", left), ("bottom", left + _GROUP + _SLASH)):
                label = self.words.words(f"diary.{name}")
                pen.text(x + (_GROUP - text_width(label, size)) / 2, lower, label, size)

    def _day(self, pen: Pen, day: int, top: float, step: float) -> None:
        if day > 1:
            pen.rule(DIARY_LEFT, top, DIARY_RIGHT, 0.6, HAIRLINE)
        height = min((step - 3 * MM) / 2, 11 * MM)
        rows = (top + 1 * MM, top + 2 * MM + height)
        size = self.scale.points
        pen.text(DIARY_LEFT + 2 * MM, rows[0] + height / 2 + size * 0.36, str(day), size, True)
        for left in (19 * MM, 32.4 * MM):
            digit_boxes(pen, left, rows[1], 2, 5.3 * MM, height)
        pen.line(30 * MM, rows[1] + height, 32 * MM, rows[1], 1.0, INK)
        for y in rows:
            for left in _FIRST_BOX:
                digit_boxes(pen, left, y, 3, _BOX, height)
                digit_boxes(pen, left + _GROUP + _SLASH, y, 3, _BOX, height)
                slash = left + _GROUP
                pen.line(slash + 1.4 * MM, y + height, slash + 3.6 * MM, y, 1.1, INK)


def lay_out_large_diary(
    letter: DiaryOwner, code: FormCodeMark, letter_pages: int, words: Wording | None = None
) -> LaidOutLargeDiary:
    """Lay out the diary in the letter's size of print; it follows ``letter_pages`` pages.

    ``words`` are those of another language, or None for English. Raises EmptyField or MissingGlyph
    before anything is drawn.
    """
    words = words or shipped_wording("bp_diary.en")
    scale = scale_for(letter.letter_format.points, language_of(words.language))
    pages = _settled(letter, words, scale, letter_pages)
    named = paragraph(
        words.say("diary.who_name", name=full_name(letter.to)), scale.body, _BESIDE_CODE
    )
    head = Stack((_title(words, scale), Gap(scale.unit * 0.4), named))
    return LaidOutLargeDiary(letter, words, scale, code, tuple(tuple(page) for page in pages), head)


def _settled(
    letter: DiaryOwner, words: Wording, scale: Scale, letter_pages: int
) -> list[list[Placed]]:
    """Lay out the sheets that say how, until the sheet they point at is the right one."""
    below_code = _TOP + _CODE + scale.strong.leading + 3 * MM
    frame = Frame(DIARY_LEFT, _TOP, below_code, _foot_top(scale) - 3 * MM)
    count = 1
    for _ in range(_MOST_PASSES):
        boxes_on = _boxes_sheet(letter, letter_pages, count)
        pages = fill(_items(letter, words, scale, boxes_on), frame).pages
        if len(pages) == count:
            return pages
        count = len(pages)
    raise AssertionError("the sheet that a diary points at does not settle")


def _boxes_sheet(letter: DiaryOwner, letter_pages: int, how_pages: int) -> int:
    if letter.sides is Sides.ONE:
        return letter_pages + how_pages + 1
    return (letter_pages + 1) // 2 + how_pages // 2 + 1


def _foot_top(scale: Scale) -> float:
    return _FOOT - 2 * scale.footer.leading


def _title(words: Wording, scale: Scale) -> Block:
    setting = replace(scale.subheading, ink=scale.phone.ink)
    return balanced(words.say("diary.heading"), setting, _BESIDE_CODE)


def _items(letter: DiaryOwner, words: Wording, scale: Scale, boxes_on: int) -> list[Item]:
    gap = scale.unit * 0.8
    who = paragraph(
        words.say("diary.who_name", name=full_name(letter.to)), scale.body, _BESIDE_CODE
    )
    head: list[Block] = [_title(words, scale), Gap(scale.unit * 0.4), who]
    beside_code = _CODE + scale.strong.leading
    used = sum(block.height for block in head)
    head.append(Gap(max(0.0, beside_code - used)))
    often = paragraph(words.say("diary.how_often"), scale.body, DIARY_WIDTH)
    then = paragraph(words.say("diary.then_large", number=boxes_on), scale.body, DIARY_WIDTH)
    items = [Item(Stack(tuple(head))), Item(often, gap), Item(then, gap)]
    for number, key in enumerate(("cuff", "table_large", "rest", "two"), 1):
        items.append(Item(_step(words, scale, number, key), gap * 1.6))
    items.append(Item(_urgent(letter, words, scale), gap * 2))
    items.append(Item(_also(words, scale), gap))
    return not_alone(items)


def _step(words: Wording, scale: Scale, number: int, key: str) -> Block:
    title = words.words(f"steps.{key.removesuffix('_large')}")
    return Stack(
        (
            paragraph(plain(f"{number}  {title}"), scale.strong, DIARY_WIDTH),
            paragraph(words.say(f"steps.{key}_how"), scale.body, DIARY_WIDTH),
        )
    )


def _urgent(letter: DiaryOwner, words: Wording, scale: Scale) -> Framed:
    inset = 4.5 * MM
    width = DIARY_WIDTH - 2 * inset
    phone = keep_together(clean_text(letter.practice.phone))
    ticks = form_row(
        tuple(Tick(plain(item)) for item in words.texts("urgent.items")),
        scale.body,
        width,
        row_height=scale.points * 1.75,
    )
    blocks = (
        paragraph(words.say("urgent.lead"), scale.body, width),
        ticks,
        Gap(scale.unit * 0.5),
        paragraph(words.say("urgent.limit"), scale.body, width),
        paragraph(words.say("urgent.limit_next", phone=phone), scale.body, width),
    )
    return Framed(Stack(blocks), DIARY_WIDTH, inset, edge=INK, weight=2.2)


def _also(words: Wording, scale: Scale) -> FormRow:
    return form_row(
        (
            Words(words.say("diary.also")),
            *(Tick(plain(item)) for item in words.texts("diary.also_items")),
        ),
        scale.body,
        DIARY_WIDTH,
        row_height=scale.points * 1.75,
    )

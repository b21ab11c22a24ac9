"""The home blood pressure diary in large print and in translation: larger boxes to write in.

There are no boxes for the pulse, which may be left blank in every diary: the digits get the room.
"""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.diaries import diary_pictures as pictures
from proactive_care.documents.diaries.diary_frame import (
    DAYS,
    DIARY_LEFT,
    DIARY_WIDTH,
    DiaryOwner,
    digit_boxes,
)
from proactive_care.documents.diaries.growing import LaidOutLargeDiary, lay_out_growing
from proactive_care.documents.diaries.large_parts import LargeGrid, how_to, urgent_boxes
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import FormRow, Tick, Words, form_row
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, INK, Pen
from proactive_care.documents.paper.paging import Item, not_alone
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import plain
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Wording, shipped_wording

__all__ = ["BP_PARTS", "BpGrid", "LaidOutLargeDiary", "lay_out_large_diary"]

# Left edges of the boxes of morning and evening.
BP_PARTS = (47 * MM, 121 * MM)
_BOX = 10.5 * MM
_GROUP = 3 * _BOX
_SLASH = 5 * MM


@dataclass(frozen=True)
class BpGrid(LargeGrid):
    """Seven days of two pairs each morning and each evening, top value left of the bottom one."""

    days = DAYS
    lines = (BP_PARTS[0] - 2 * MM, BP_PARTS[1] - 3 * MM)

    def draw_head(self, pen: Pen, upper: float, lower: float) -> None:
        """Draw what stands over the boxes."""
        size = self.scale.points
        days, date = DIARY_LEFT + 2 * MM, self.words.words("diary.date")
        pen.text(days, upper, self.words.words("diary.day"), size, True)
        first = (_GROUP - text_width(self.words.words("diary.top"), size)) / 2
        if days + text_width(date, size) + 1 * MM < BP_PARTS[0] + first:  # the boxes say it too
            pen.text(days, lower, date, size)
        for key, left in zip(("morning", "evening"), BP_PARTS, strict=True):
            pen.text(left, upper, self.words.words(f"diary.{key}"), size, True)
            for name, x in (("top", left), ("bottom", left + _GROUP + _SLASH)):
                label = self.words.words(f"diary.{name}")
                pen.text(x + (_GROUP - text_width(label, size)) / 2, lower, label, size)

    def draw_day(self, pen: Pen, day: int, top: float, room: float) -> None:
        """Draw the boxes of a day."""
        height = min((room - 3 * MM) / 2, 11 * MM)
        rows = (top + 1 * MM, top + 2 * MM + height)
        size = self.scale.points
        pen.text(DIARY_LEFT + 2 * MM, rows[0] + height / 2 + size * 0.36, str(day), size, True)
        for left in (19 * MM, 32.4 * MM):
            digit_boxes(pen, left, rows[1], 2, 5.3 * MM, height)
        pen.line(30 * MM, rows[1] + height, 32 * MM, rows[1], 1.0, INK)
        for y in rows:
            for left in BP_PARTS:
                digit_boxes(pen, left, y, 3, _BOX, height)
                digit_boxes(pen, left + _GROUP + _SLASH, y, 3, _BOX, height)
                slash = left + _GROUP
                pen.line(slash + 1.4 * MM, y + height, slash + 3.6 * MM, y, 1.1, INK)


@dataclass(frozen=True)
class _Pictures:
    """The four pictures of the standard diary beside each other, with the numbers of the steps."""

    words: Wording
    height: float = 34 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw each at its place; a picture itself is never mirrored."""
        step_width = DIARY_WIDTH / 4
        draw = (pictures.cuff_on_arm, pictures.arm_on_table, pictures.rest_five_minutes)
        for index in range(4):
            with pen.upright(x + index * step_width, step_width) as left:
                if index < len(draw):
                    draw[index](pen, left, y)
                else:
                    pictures.two_readings(pen, left, y, self.words.words("steps.minute"))
                middle = left + (step_width - 4 * MM - text_width(str(index + 1), 12, True)) / 2
                pen.text(middle, y + 32.4 * MM, str(index + 1), 12, True, BLUE)


def lay_out_large_diary(
    letter: DiaryOwner, code: FormCodeMark, letter_pages: int, words: Wording | None = None
) -> LaidOutLargeDiary:
    """Lay out the diary in the letter's size of print; it follows ``letter_pages`` pages.

    When not to wait stands in one box, or in two where that fills the sheets better.
    ``words`` are the practice's own or those of another language; None is the shipped English.
    Raises EmptyField or MissingGlyph before anything is drawn.
    """
    said = words or shipped_wording("bp_diary.en")
    scale = scale_for(letter.letter_format.points, language_of(said.language))

    def laid_out(*, apart: bool) -> LaidOutLargeDiary:
        return lay_out_growing(
            letter, said, scale, code, BpGrid(said, scale),
            lambda boxes_on, room: _items(letter, said, scale, boxes_on, 0.0 if apart else room),
            letter_pages,
        )  # fmt: skip

    together = laid_out(apart=False)
    if not scale.is_large:
        return together
    return min(together, laid_out(apart=True), key=_wasted)


def _wasted(diary: LaidOutLargeDiary) -> tuple[int, int]:
    """Return how many sheets a diary has, and how many of them are less than half full."""
    return diary.page_count, sum(page[-1].bottom < PAGE_HEIGHT / 2 for page in diary.pages)


def _items(
    letter: DiaryOwner, words: Wording, scale: Scale, boxes_on: int, room: float
) -> list[Item]:
    gap = scale.unit * 0.8
    items = how_to(words, scale, boxes_on, ("cuff", "table_large", "rest", "two"))
    if not scale.is_large:
        items.append(Item(_Pictures(words), gap * 2))
    phone = keep_together(clean_text(letter.practice.phone))
    limits = (words.say("urgent.limit"), words.say("urgent.limit_next", phone=phone))
    items += [Item(box, gap * 2) for box in urgent_boxes(words, scale, limits, room)]
    items.append(Item(_also(words, scale), gap))
    return not_alone(items)


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

"""The peak flow diary in large print and in translation: how to do it, and a sheet of boxes."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.diaries.diary_frame import (
    DIARY_LEFT,
    DIARY_RIGHT,
    DIARY_WIDTH,
    DiaryOwner,
    digit_boxes,
)
from proactive_care.documents.diaries.growing import (
    LaidOutLargeDiary,
    lay_out_growing,
    line_top,
    step,
)
from proactive_care.documents.diaries.peak_flow_diary import DAYS
from proactive_care.documents.paper.blocks import Framed, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import Tick, form_row
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import GREY, HAIRLINE, INK, PALE, Pen
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import paragraph, plain
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Wording

# Left edges of the three blows of the morning and of the evening.
_BLOWS = ((51 * MM, 75 * MM, 99 * MM), (123.4 * MM, 146.4 * MM, 169.4 * MM))
_BOX = 7 * MM
_LINES = (49 * MM, 121.7 * MM)
_TALLEST = 10.5 * MM


@dataclass(frozen=True)
class PeakFlowGrid:
    """Fourteen days of three blows each morning and each evening."""

    words: Wording
    scale: Scale

    def draw(self, pen: Pen, top: float, bottom: float) -> None:
        """Draw the table with its boxes."""
        size = self.scale.points
        head = 2 * size * 1.25 + 2 * MM
        pen.box(DIARY_LEFT, top, DIARY_WIDTH, head, fill=PALE)
        pen.box(DIARY_LEFT, top, DIARY_WIDTH, bottom - top, edge=GREY, weight=0.9)
        beside, between = _LINES
        begin = line_top(self.words, self.scale, top, head, beside)
        pen.line(beside, begin, beside, bottom, 0.6, HAIRLINE)
        pen.line(between, top, between, bottom, 0.6, HAIRLINE)
        self._head(pen, top)
        height = (bottom - top - head) / DAYS
        for day in range(DAYS):
            self._day(pen, day + 1, top + head + day * height, height)

    def _head(self, pen: Pen, top: float) -> None:
        size = self.scale.points
        upper, lower = top + size * 1.2, top + size * 2.45
        for key, y, bold in (("day", upper, True), ("date", lower, False)):
            pen.text(DIARY_LEFT + 2 * MM, y, self.words.words(f"diary.{key}"), size, bold)
        for key, blows in zip(("morning", "evening"), _BLOWS, strict=True):
            pen.text(blows[0], upper, self.words.words(f"diary.{key}"), size, True)
            for label, left in zip(self._labels(), blows, strict=True):
                pen.text(left + (3 * _BOX - text_width(label, size)) / 2, lower, label, size)

    def _labels(self) -> list[str]:
        """What stands over the boxes: "Blow 1", or the number where the word has no room."""
        word, size = self.words.words("diary.blow"), self.scale.points
        labels = [f"{word} {number}" for number in (1, 2, 3)]
        if self.scale.rtl or max(text_width(each, size) for each in labels) > 3 * _BOX:
            return ["1", "2", "3"]
        return labels

    def _day(self, pen: Pen, day: int, top: float, room: float) -> None:
        if day > 1:
            pen.rule(DIARY_LEFT, top, DIARY_RIGHT, 0.6, HAIRLINE)
        height = min(room - 2 * MM, _TALLEST)
        y, size = top + (room - height) / 2, self.scale.points
        pen.text(DIARY_LEFT + 1 * MM, y + height / 2 + size * 0.36, str(day), size, True)
        for left in (29.4 * MM, 39.2 * MM):
            digit_boxes(pen, left, y, 2, 4.2 * MM, height)
        pen.line(37.9 * MM, y + height - 1 * MM, 39 * MM, y + 1 * MM, 0.9, INK)
        for blows in _BLOWS:
            for left in blows:
                digit_boxes(pen, left, y, 3, _BOX, height)


def lay_out_large_peak_flow(
    diary: DiaryOwner, code: FormCodeMark, words: Wording
) -> LaidOutLargeDiary:
    """Lay out the diary in its size of print and in the language of ``words``.

    Raises EmptyField or MissingGlyph before anything is drawn.
    """
    scale = scale_for(diary.letter_format.points, language_of(words.language))
    return lay_out_growing(
        diary, words, scale, code, PeakFlowGrid(words, scale),
        lambda boxes_on, _room: _items(diary, words, scale, boxes_on),
    )  # fmt: skip


def _items(diary: DiaryOwner, words: Wording, scale: Scale, boxes_on: int) -> list[Item]:
    gap = scale.unit * 0.8
    often = paragraph(words.say("diary.how_often"), scale.body, DIARY_WIDTH)
    then = paragraph(words.say("diary.then_large", number=boxes_on), scale.body, DIARY_WIDTH)
    items = [Item(often, gap), Item(then, gap)]
    for number, key in enumerate(("zero", "stand", "breath", "blow"), 1):
        said = step(words, scale, number, f"steps.{key}", f"steps.{key}_how")
        items.append(Item(said, gap * 1.6))
    items.append(Item(_urgent(diary, words, scale), gap * 2))
    return items


def _urgent(diary: DiaryOwner, words: Wording, scale: Scale) -> Framed:
    inset = 4.5 * MM
    width = DIARY_WIDTH - 2 * inset
    phone = keep_together(clean_text(diary.practice.phone))
    ticks = tuple(Tick(plain(item)) for item in words.texts("urgent.items"))
    blocks = (
        paragraph(words.say("urgent.lead"), scale.body, width),
        form_row(ticks, scale.body, width, row_height=scale.points * 1.75),
        Gap(scale.unit * 0.5),
        paragraph(words.say("urgent.call", phone=phone), scale.body, width),
    )
    return Framed(Stack(blocks), DIARY_WIDTH, inset, edge=INK, weight=2.2)

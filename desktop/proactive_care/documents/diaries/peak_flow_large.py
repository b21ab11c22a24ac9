"""The peak flow diary in large print and in translation: how to do it, and a sheet of boxes."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.diaries.diary_frame import (
    DIARY_LEFT,
    DiaryOwner,
    digit_boxes,
)
from proactive_care.documents.diaries.growing import LaidOutLargeDiary, lay_out_growing
from proactive_care.documents.diaries.large_parts import LargeGrid, how_to, urgent_boxes
from proactive_care.documents.diaries.peak_flow_diary import DAYS
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import INK, Pen
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Wording

# Left edges of the three blows of the morning and of the evening.
_BLOWS = ((51 * MM, 75 * MM, 99 * MM), (123.4 * MM, 146.4 * MM, 169.4 * MM))
_BOX = 7 * MM
_TALLEST = 10.5 * MM


@dataclass(frozen=True)
class PeakFlowGrid(LargeGrid):
    """Fourteen days of three blows each morning and each evening."""

    days = DAYS
    lines = (49 * MM, 121.7 * MM)

    def draw_head(self, pen: Pen, upper: float, lower: float) -> None:
        """Draw what stands over the boxes."""
        size = self.scale.points
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

    def draw_day(self, pen: Pen, day: int, top: float, room: float) -> None:
        """Draw the boxes of a day."""
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
    phone = keep_together(clean_text(diary.practice.phone))
    (worse,) = urgent_boxes(words, scale, [words.say("urgent.call", phone=phone)])
    steps = how_to(words, scale, boxes_on, ("zero", "stand", "breath", "blow"))
    return [*steps, Item(worse, scale.unit * 1.6)]

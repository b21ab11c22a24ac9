"""The home blood pressure diary in easy read: a picture beside each idea, and big boxes.

The boxes, the form code and the corner marks are those of the large print diary: whoever keys it
finds everything in its usual place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from proactive_care.documents.diaries.bp_diary_large import BP_PARTS, BpGrid
from proactive_care.documents.diaries.diary_frame import DIARY_WIDTH, DiaryOwner
from proactive_care.documents.diaries.growing import LaidOutLargeDiary, lay_out_growing
from proactive_care.documents.easy_read.gallery import GALLERY
from proactive_care.documents.easy_read.lines import EasyRow, fewest_pages, parts_under, row
from proactive_care.documents.easy_read.sketch import HEIGHT, Sketch
from proactive_care.documents.paper.blocks import Framed
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import tick_size
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import INK, Pen
from proactive_care.documents.paper.paging import Frame, Item, Placed
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import Paragraph, balanced
from proactive_care.documents.words.wording import Wording, shipped_wording

_INSET = 4 * MM


def easy_diary_wording() -> Wording:
    """Return the shipped words; they exist in English only."""
    return shipped_wording("bp_diary_easy.en")


@dataclass(frozen=True)
class EasyGrid(BpGrid):
    """The usual boxes, with a sun and a moon beside the words for morning and evening."""

    def draw(self, pen: Pen, top: float, bottom: float) -> None:
        """Draw the table with its boxes, and the two pictures."""
        super().draw(pen, top, bottom)
        size = self.scale.points
        zoom = size * 1.25 / (HEIGHT * MM)
        for key, left in zip(("morning", "evening"), BP_PARTS, strict=True):
            x = left + text_width(self.words.words(f"diary.{key}"), size, True) + 1 * MM
            GALLERY[self.words.words(f"boxes.{key}")](Sketch(pen, x, top + size * 0.14, zoom))


def lay_out_easy_diary(diary: DiaryOwner, code: FormCodeMark, words: Wording) -> LaidOutLargeDiary:
    """Lay out the diary in easy read. Raises EmptyField or MissingGlyph before drawing."""
    scale = scale_for(diary.letter_format.points)
    items = [_wide(item) for item in _items(diary, words, scale)]
    return lay_out_growing(
        diary, words, scale, code, EasyGrid(words, scale), lambda _boxes_on, _room: items,
        filling=_largest_pictures,
    )  # fmt: skip


def _largest_pictures(items: Sequence[Item], frame: Frame) -> Sequence[Sequence[Placed]]:
    return fewest_pages(items, frame).pages


def _items(diary: DiaryOwner, words: Wording, scale: Scale) -> Iterator[Item]:
    gap, box = scale.unit * 1.6, tick_size(scale.body)
    phone = keep_together(clean_text(diary.practice.phone))
    for number, key in enumerate(parts_under(words, "steps")):
        yield Item(row(words, key, scale, ruled=number > 0), gap if number == 0 else 0.0)
    yield Item(row(words, "ask", scale, words.say("ask.phone", phone=phone)))
    title = _heading(words, "urgent.heading", scale)
    yield Item(Framed(title, DIARY_WIDTH, _INSET, edge=INK, weight=2.2), gap, new_page=True)
    yield Item(row(words, "urgent.call", scale, ruled=False), gap, with_next=True)
    for key in parts_under(words, "signs"):
        yield Item(row(words, key, scale, box=box))
    yield Item(row(words, "very_high.rest", scale))
    call = (words.say("very_high.phone", phone=phone), words.say("very_high.closed"))
    yield Item(row(words, "very_high.still", scale, *call))
    yield Item(_heading(words, "also.heading", scale), gap, with_next=True)
    for number, key in enumerate(parts_under(words, "happened")):
        yield Item(row(words, key, scale, ruled=number > 0, box=box))


def _heading(words: Wording, key: str, scale: Scale) -> Paragraph:
    return balanced(words.say(key), scale.heading, DIARY_WIDTH - 2 * _INSET)


def _wide(item: Item) -> Item:
    if isinstance(item.block, EasyRow):
        return replace(item, block=replace(item.block, width=DIARY_WIDTH))
    return item

"""What the diaries that grow share: how to do it, the frame of the boxes, when not to wait."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from proactive_care.documents.diaries.diary_frame import DIARY_LEFT, DIARY_RIGHT, DIARY_WIDTH
from proactive_care.documents.paper.blocks import Block, Framed, Gap, Stack
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.forms import Tick, form_row
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import GREY, HAIRLINE, INK, PALE, Pen
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Runs, paragraph, plain
from proactive_care.documents.words.wording import Wording

_INSET = 4.5 * MM


@dataclass(frozen=True)
class LargeGrid(ABC):
    """A table of boxes, a row a day: a head, and lines beside the days and after the morning."""

    words: Wording
    scale: Scale
    days: ClassVar[int]
    lines: ClassVar[tuple[float, float]]

    def draw(self, pen: Pen, top: float, bottom: float) -> None:
        """Draw the table with its boxes."""
        head = 2 * self.scale.points * 1.25 + 2 * MM
        pen.box(DIARY_LEFT, top, DIARY_WIDTH, head, fill=PALE)
        pen.box(DIARY_LEFT, top, DIARY_WIDTH, bottom - top, edge=GREY, weight=0.9)
        beside, between = self.lines
        pen.line(beside, self._line_top(top, head), beside, bottom, 0.6, HAIRLINE)
        pen.line(between, top, between, bottom, 0.6, HAIRLINE)
        self.draw_head(pen, top + self.scale.points * 1.2, top + self.scale.points * 2.45)
        height = (bottom - top - head) / self.days
        for day in range(self.days):
            if day:
                pen.rule(DIARY_LEFT, top + head + day * height, DIARY_RIGHT, 0.6, HAIRLINE)
            self.draw_day(pen, day + 1, top + head + day * height, height)

    @abstractmethod
    def draw_head(self, pen: Pen, upper: float, lower: float) -> None:
        """Draw the two lines of the head, on these baselines."""

    @abstractmethod
    def draw_day(self, pen: Pen, day: int, top: float, room: float) -> None:
        """Draw the row of a day (from 1), ``room`` points high."""

    def _line_top(self, top: float, head: float) -> float:
        """Where the line beside the days begins: below the words over them if they reach it."""
        size = self.scale.points
        widest = max(text_width(self.words.words(f"diary.{key}"), size, bold)
                     for key, bold in (("day", True), ("date", False)))  # fmt: skip
        return top + head if DIARY_LEFT + 2 * MM + widest > self.lines[0] else top


def how_to(words: Wording, scale: Scale, boxes_on: int, steps: Sequence[str]) -> list[Item]:
    """Say how often, on which sheet the boxes are, and each step.

    A step is the key of its title; with ``_large`` at its end, how it is done is worded without
    the picture.
    """
    gap = scale.unit * 0.8
    said = (words.say("diary.how_often"), words.say("diary.then_large", number=boxes_on))
    items = [Item(paragraph(each, scale.body, DIARY_WIDTH), gap) for each in said]
    items += [Item(_step(words, scale, at, key), gap * 1.6) for at, key in enumerate(steps, 1)]
    return items


def _step(words: Wording, scale: Scale, number: int, key: str) -> Block:
    title = words.words(f"steps.{key.removesuffix('_large')}")
    how = words.say(f"steps.{key}_how")
    return Stack(
        (
            paragraph(plain(f"{number}  {title}"), scale.strong, DIARY_WIDTH),
            paragraph(how, scale.body, DIARY_WIDTH),
        )
    )


def urgent_boxes(
    words: Wording, scale: Scale, then: Sequence[Runs], room: float = math.inf
) -> tuple[Framed, ...]:
    """Say when to call 999, with boxes to tick, and ``then`` below.

    It is one box; two, if that is taller than ``room`` points.
    """
    width = DIARY_WIDTH - 2 * _INSET
    ticks = tuple(Tick(plain(item)) for item in words.texts("urgent.items"))
    call_999 = (
        paragraph(words.say("urgent.lead"), scale.body, width),
        form_row(ticks, scale.body, width, row_height=scale.points * 1.75),
    )
    below = [paragraph(each, scale.body, width) for each in then]
    whole = _heavy(*call_999, Gap(scale.unit * 0.5), *below)
    return (whole,) if whole.height <= room else (_heavy(*call_999), _heavy(*below))


def _heavy(*blocks: Block) -> Framed:
    return Framed(Stack(blocks), DIARY_WIDTH, _INSET, edge=INK, weight=2.2)

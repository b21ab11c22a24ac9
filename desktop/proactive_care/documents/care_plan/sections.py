"""The sections of a care plan that are more than text: numbers, goals, when to get help, review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proactive_care.documents.care_plan.blocks import Ruled, TickBox, WriteLines
from proactive_care.documents.care_plan.chart import TrendChart
from proactive_care.documents.care_plan.content import (
    ActionStatus,
    PlanAction,
    PlanGoal,
    PlanNumber,
)
from proactive_care.documents.care_plan.parts import (
    GUTTER,
    INSET,
    WIDTH,
    PlanParts,
    first_line_width,
    tidy,
)
from proactive_care.documents.paper.blocks import Block, Columns, Framed, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import INK
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.text import (
    Paragraph,
    Run,
    Type,
    balanced,
    data,
    paragraph,
    plain,
    strong,
)

# Widths of columns in points: number, value, chart, meaning; goal, what, who, by, status.
_NUMBER = (39 * MM, 31 * MM, 46 * MM, 47 * MM)
_NUMBER_AT = (0.0, 42.5 * MM, 76 * MM, 127 * MM)
_GOAL = (37 * MM, 58 * MM, 29 * MM, 25 * MM, 17 * MM)
_GOAL_AT = (0.0, 39 * MM, 99 * MM, 130 * MM, 157 * MM)
_BLANK_GOALS = 3
_FIGURE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class PlanSections:
    """Makes these sections, for standard or large print."""

    parts: PlanParts

    # Numbers ---------------------------------------------------------------------------------

    def number(self, number: PlanNumber) -> Block:
        """One number: what, figure, chart, target and what it means."""
        row = self._wide_number(number) if self._large else self._number_row(number)
        return Ruled(row, WIDTH, self._unit * 0.75)

    def _number_row(self, number: PlanNumber) -> Block:
        name, value, chart, meaning = _NUMBER
        if not number.value:  # there is no chart either
            value += chart
        blocks = (
            self._name(number, name),
            Stack((self.parts.gap(0.3), self._value(number, value))),
            self._chart(number, chart),
            Stack(self._meaning(number, meaning)),
        )
        return Columns(blocks, _NUMBER_AT)

    def _wide_number(self, number: PlanNumber) -> Block:
        blocks: list[Block] = [self._name(number, WIDTH), self._value(number, WIDTH)]
        if number.trend:
            blocks += [self.parts.gap(0.6), self._chart(number, WIDTH)]
        return Stack((*blocks, self.parts.gap(0.6), *self._meaning(number, WIDTH)))

    def _name(self, number: PlanNumber, width: float) -> Stack:
        parts = self.parts
        when = parts.day_within(number.day, width) if number.day else ""
        notes = [data(tidy(text)) for text in (number.how, when) if text]
        if self._large and len(notes) > 1:
            notes = [(*notes[0], Run(parts.words.text("grammar.comma")), *notes[1])]
        quiet = (paragraph(note, parts.grey, width) for note in notes)
        name = paragraph(strong(tidy(number.name)), parts.scale.strong, width)
        return Stack((name, *quiet))

    def _value(self, number: PlanNumber, width: float) -> Block:
        parts = self.parts
        if not number.value:
            line = WriteLines(1, width * 0.5, self._points * 2)
            return Stack((parts.quiet("blank.text", width), line))
        size = self._points * (1.42 if self._large else 1.7)
        setting = Type(size, size * 1.2, True, rtl=parts.scale.rtl)
        figure = paragraph(data(number.value), setting, width)
        at = first_line_width(figure) + self._points * 0.5
        if not self._large:
            return Stack((figure, paragraph(plain(number.unit), parts.grey, width)))
        unit = paragraph(plain(number.unit_beside), parts.grey, width - at)
        drop = (setting.leading - parts.grey.leading) / 2 + size * 0.06
        return Columns((figure, Stack((Gap(drop), unit))), (0.0, at))

    def _chart(self, number: PlanNumber, width: float) -> Block:
        if not number.trend:
            return Gap(0.0)
        plot = self._points * (2.7 if len(number.trend[0].values) == 1 else 1.65)
        figures = tuple(_FIGURE.findall(number.target))
        return TrendChart(
            number.trend, number.limits, figures, number.better, width, float(self._points), plot,
            self.parts.words,
        )  # fmt: skip

    def _meaning(self, number: PlanNumber, width: float) -> tuple[Block, ...]:
        parts, words = self.parts, self.parts.words
        if number.target:
            key = "numbers.my_goal" if number.own else "numbers.target"
            target: Block = paragraph(
                parts.runs(key, text=parts.target(number)), parts.scale.strong, width
            )
        elif number.value:
            target = parts.quiet("numbers.no_target", width)
        else:
            told = paragraph(words.say("numbers.my_target_line"), parts.scale.strong, width)
            line = WriteLines(1, width * (0.5 if self._large else 0.85), self._points * 2)
            target = Stack((told, line))
        if not number.value or not number.meaning:
            return (target,)
        meaning = parts.typed if number.own_meaning else parts.body
        return target, meaning(number.meaning, width)

    # Goals -----------------------------------------------------------------------------------

    def goals_head(self) -> Block:
        """The section's heading, and in standard print those of its columns."""
        heading = self.parts.heading("goals.heading")
        if self._large:
            return heading
        return Stack((heading, self.parts.gap(0.3), self._goal_columns()))

    def _goal_columns(self) -> Block:
        keys = ("goal", "what", "who", "by", "status")
        columns = tuple(
            self.parts.quiet(f"goals.{key}", width) for key, width in zip(keys, _GOAL, strict=True)
        )
        return Ruled(Columns(columns, _GOAL_AT), WIDTH, 0.0)

    def goals(self) -> tuple[Item, ...]:
        """A row for each action; the goal stands before its first. Blank rows if there are none.

        What a column is, and whose goal goes on, is said again at the top of a page.
        """
        rows = tuple(
            Item(
                self._action(goal, action, first=not index),
                above=self._again(goal, first=not index),
            )
            for goal in self.parts.paper.goals
            for index, action in enumerate(goal.actions or (PlanAction(""),))
        )
        blank = (Item(self._blank_goal(first=i == 0)) for i in range(_BLANK_GOALS))
        return rows or tuple(blank)

    def _again(self, goal: PlanGoal, *, first: bool) -> Block | None:
        named = () if first else (self.parts.named(goal.goal, self.parts.scale.strong, WIDTH),)
        columns = () if self._large else (self._goal_columns(),)
        return Stack((*columns, *named)) if columns or named else None

    def _action(self, goal: PlanGoal, action: PlanAction, *, first: bool) -> Block:
        if self._large:
            return self._wide_action(goal, action, first=first)
        goal_width, what, who, by, _ = _GOAL
        parts = self.parts
        when = parts.day_within(action.by, by) if action.by else ""
        texts = [
            parts.named(goal.goal if first else "", parts.scale.strong, goal_width),
            self._cell(action.what, what, 2),
            self._cell(action.who, who, 1),
            self._cell(when, by, 1),
            self._status(action.status),
        ]
        return Ruled(Columns(tuple(texts), _GOAL_AT), WIDTH, self._unit * 0.8)

    def _cell(self, text: str, width: float, lines: int) -> Block:
        """What was agreed, or lines to write it on."""
        if text:
            return self.parts.named(text, self.parts.scale.body, width)
        return WriteLines(lines, width, self._points * 1.6)

    def _wide_action(self, goal: PlanGoal, action: PlanAction, *, first: bool) -> Block:
        parts = self.parts
        blocks: list[Block] = [parts.strong(goal.goal)] if first else []
        if action.what:
            blocks.append(parts.typed(action.what))
        else:
            blocks.append(WriteLines(1, WIDTH, self._points * 2))
        who = data(tidy(action.who)) if action.who else ()
        by = parts.runs("goals.by_inline", date=parts.day(action.by)) if action.by else ()
        blocks += parts.on_one_line(*(each for each in (who, by) if each))
        size = self._points * 1.05
        label = parts.words.say(f"status.{_key(action.status)}")
        box = TickBox(size, parts.scale.body.leading, action.status is ActionStatus.DONE)
        told = paragraph(label, parts.scale.body, WIDTH - size * 2)
        blocks.append(Columns((box, told), (0.0, size * 1.6)))
        return Ruled(Stack(tuple(blocks)), WIDTH, self._unit)

    def _status(self, status: ActionStatus) -> Block:
        box = TickBox(12.0, self.parts.scale.body.leading, status is ActionStatus.DONE)
        if status in {ActionStatus.TO_DO, ActionStatus.DONE}:
            return box
        return self.parts.say(f"status.{_key(status)}", _GOAL[-1])

    def _blank_goal(self, *, first: bool) -> Block:
        width = WIDTH if self._large else _GOAL[0]
        note = self.parts.quiet("blank.text", width) if first else Gap(0.0)
        return Ruled(Stack((note, Gap(self._points * (1.3 if first else 2.6)))), WIDTH, self._unit)

    # When to get help ------------------------------------------------------------------------

    def help_boxes(self, room: float, first_room: float | None = None) -> tuple[Framed, ...]:
        """The one heavy black box; more than one only if it is taller than ``room``.

        ``first_room`` is what is left of a page for the first of them: a box that is not even as
        tall as its heading, whom to call and one sign begins on the next page.
        """
        if not self._large:
            box = self._heavy((self.parts.gap(0.0), *self._help_columns()))
            if box.height <= room:
                return (box,)
        inner = WIDTH - 2 * INSET
        heading = self._help_heading(inner)
        gap = self.parts.gap(0.8)
        closed = Stack((gap, self._closed(inner)))
        boxes: list[Framed] = []
        current: list[Block] = [heading]
        told = [
            *self._led(self._help_list("999", inner)),
            *self._led((gap, *self._help_list("same_day", inner))),
        ]
        last, lead = told[-1]  # whom to call when the surgery is closed is not left alone
        told[-1] = Stack((last, closed)), lead
        least = self._heavy((heading, told[0][0])).height
        here = room if first_room is None or first_room < least else first_room
        for block, lead in told:
            if len(current) > 1 and self._heavy((*current, block)).height > here:
                boxes.append(self._heavy(tuple(current)))
                current = [heading, lead] if lead is not None else [heading]
                here = room
            current.append(block)
        return (*boxes, self._heavy(tuple(current)))

    def _led(self, blocks: Sequence[Block]) -> list[tuple[Block, Block | None]]:
        """Return a list's blocks, each with what must be said again above it in another box: whom
        to call. The first sign stays below that."""
        at = next(at for at, block in enumerate(blocks) if isinstance(block, Paragraph))
        first = Stack(tuple(blocks[: at + 2]))
        return [(first, None), *((block, blocks[at]) for block in blocks[at + 2 :])]

    def _help_columns(self) -> tuple[Block, ...]:
        inner = WIDTH - 2 * INSET
        half = (inner - GUTTER) / 2
        closed = self._closed(half)
        right = (*self._help_list("same_day", half), self.parts.gap(0.6), closed)
        lists = Columns((Stack(self._help_list("999", half)), Stack(right)), (0.0, half + GUTTER))
        return self._help_heading(inner), self.parts.gap(0.4), lists

    def _closed(self, width: float) -> Block:
        """Whom to call when the surgery is closed; its number is not left alone on a line."""
        return balanced(self.parts.words.say("help.closed"), self.parts.scale.body, width)

    def _help_heading(self, width: float) -> Block:
        heading = self.parts.words.say("help.heading")
        return paragraph(heading, self.parts.scale.subheading, width)

    def _help_list(self, call: str, width: float) -> tuple[Block, ...]:
        paper, words = self.parts.paper, self.parts.words
        if call == "999":
            lead, texts = words.say("help.call_999"), paper.call_999
        else:
            phone = keep_together(clean_text(paper.phone))
            lead, texts = self.parts.runs("help.same_day", phone=phone), paper.same_day
        head = paragraph(lead, self.parts.scale.strong, width)
        items = (Stack((self.parts.gap(0.45), b)) for b in self.parts.bullets(texts, width))
        return head, *items

    def _heavy(self, blocks: tuple[Block, ...]) -> Framed:
        return Framed(Stack(blocks), WIDTH, INSET, edge=INK, weight=2.2)

    # Review ----------------------------------------------------------------------------------

    def review(self) -> Block:
        """When the plan is looked at again, who agreed, and who has a copy."""
        inner = WIDTH - 2 * INSET * 0.85
        left_width = inner if self._large else 60 * MM
        when, sign = Stack(self._when(left_width)), self._signatures
        if self._large:
            content: Block = Stack((when, self.parts.gap(1.5), sign(inner)))
        else:
            right = inner - left_width - GUTTER
            content = Columns((when, sign(right)), (0.0, left_width + GUTTER))
        return self.parts.tinted(content)

    def _when(self, width: float) -> tuple[Block, ...]:
        parts, paper = self.parts, self.parts.paper
        lead = parts.quiet("review.lead", width)
        if paper.review_on is None:
            return lead, *parts.blank(width * 0.9, 1)
        day = parts.day(paper.review_on, long=True)
        by = paragraph(parts.runs("review.by", date=day), parts.scale.subheading, width)
        if not paper.review_with.strip():
            return lead, by
        return lead, by, parts.say("review.with", width, who=paper.review_with)

    def _signatures(self, width: float) -> Block:
        parts = self.parts
        ticks = [parts.words.say("review.copy_me")]
        if parts.paper.carer.strip():
            ticks.append(parts.words.say("review.copy_to", who=parts.paper.carer))
        if self._large:
            lines = [b for key in ("agreed_me", "agreed_practice") for b in self._sign(key, width)]
            return Stack((*lines, *(parts.tick(text, width) for text in ticks)))
        half = (width - GUTTER * 0.8) / 2
        at = (0.0, half + GUTTER * 0.8)
        signs = Columns(
            tuple(Stack(self._sign(key, half)) for key in ("agreed_me", "agreed_practice")), at
        )
        boxes = tuple(parts.tick(text, half) for text in ticks)
        if any(box.height > boxes[0].height for box in boxes):  # a name that wants all the width
            below: Block = Stack(tuple(parts.tick(text, width) for text in ticks))
        else:
            below = Columns(boxes, at[: len(boxes)])
        return Stack((signs, parts.gap(0.8), below))

    def _sign(self, key: str, width: float) -> tuple[Block, ...]:
        line = WriteLines(1, width, self._points * 2.6)
        return line, self.parts.quiet(f"review.{key}", width)

    # Shorthand -------------------------------------------------------------------------------

    @property
    def _large(self) -> bool:
        return self.parts.scale.is_large

    @property
    def _points(self) -> int:
        return self.parts.scale.points

    @property
    def _unit(self) -> float:
        return self.parts.scale.unit


def _key(status: ActionStatus) -> str:
    return status.value.replace(" ", "_")

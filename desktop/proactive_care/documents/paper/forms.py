"""Rows to fill in by hand: boxes to tick, lines to write on, and the line to tear along."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from proactive_care.documents.paper.ink import GREY, INK, WHITE, Pen
from proactive_care.documents.paper.text import Paragraph, Runs, Type, line_width, paragraph


@dataclass(frozen=True)
class Tick:
    """A box to tick with its label."""

    label: Runs


@dataclass(frozen=True)
class Words:
    """A label by itself, before boxes that belong to it."""

    label: Runs


@dataclass(frozen=True)
class Blank:
    """A label, perhaps empty, with a line to write on, at least ``shortest`` points long."""

    label: Runs
    shortest: float


Item = Tick | Words | Blank


@dataclass(frozen=True)
class _Placed:
    item: Item
    label: Paragraph
    x: float
    row: int
    line_from: float = 0.0
    line_to: float = 0.0


@dataclass(frozen=True)
class FormRow:
    """Items laid out over ``rows`` rows of ``row_height`` points each."""

    placed: tuple[_Placed, ...]
    rows: int
    row_height: float

    @property
    def height(self) -> float:
        return self.rows * self.row_height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw item after item, in reading order."""
        for each in self.placed:
            setting = each.label.type
            top = y + each.row * self.row_height + (self.row_height - setting.leading) / 2
            label_x = x + each.x
            if isinstance(each.item, Tick):
                size = tick_size(setting)
                pen.tick_box(label_x, top + (setting.leading - size) / 2, size)
                label_x += size + setting.size * 0.45
            each.label.draw(pen, label_x, top)
            if isinstance(each.item, Blank):
                last = top + max(0.0, each.label.height - setting.leading)
                base = last + setting.leading * 0.5 + setting.size * 0.52
                pen.rule(x + each.line_from, base, x + each.line_to, 0.7, GREY)


def tick_size(setting: Type) -> float:
    """Return the side of a box to tick: never under 4.5 mm in patients' forms."""
    return setting.size * 1.12


def form_row(
    items: Sequence[Item],
    setting: Type,
    width: float,
    *,
    row_height: float,
    start: float = 0.0,
    indent: float = 0.0,
) -> FormRow:
    """Lay out ``items`` from left to right, the first row from ``start``, later ones indented.

    A line to write on stretches to the next item or to the end of its row, and is never shorter
    than it asks for. A label that is longer than a row goes on below; the next item begins a row.
    """
    placed: list[_Placed] = []
    x, row, step = start, 0, 0.0
    for item in items:
        label = paragraph(item.label, setting, width - indent - tick_size(setting) * 1.5)
        needed = _needed(item, label, setting)
        if placed and x + step + needed > width:
            x, row, step = indent, row + 1, 0.0
        placed.append(_Placed(item, label, x + step, row))
        below = _rows_below(label, row_height)
        row, x = row + below, width if below else x + step + needed
        step = setting.size * (0.45 if isinstance(item, Tick) else 1.5)
        if isinstance(item, Tick) and not any(isinstance(each, Blank) for each in items):
            step = setting.size * 1.5
    return FormRow(_with_lines(placed, setting, width), row + 1, row_height)


def _needed(item: Item, label: Paragraph, setting: Type) -> float:
    if isinstance(item, Tick):
        return tick_size(setting) + setting.size * 0.45 + _label_width(label)
    if isinstance(item, Blank):
        return _label_width(label) + setting.size * 0.4 + item.shortest
    return _label_width(label)


def _rows_below(label: Paragraph, row_height: float) -> int:
    """Return how many rows more than one a label takes."""
    return math.ceil(max(0.0, label.height - label.type.leading) / row_height)


def _label_width(label: Paragraph) -> float:
    return max((line_width(line, label.type) for line in label.lines), default=0.0)


def _with_lines(placed: list[_Placed], setting: Type, width: float) -> tuple[_Placed, ...]:
    lined: list[_Placed] = []
    for index, each in enumerate(placed):
        if not isinstance(each.item, Blank):
            lined.append(each)
            continue
        after = placed[index + 1] if index + 1 < len(placed) else None
        end = after.x - setting.size if after is not None and after.row == each.row else width
        begin = each.x + setting.size * 0.4
        begin += line_width(each.label.lines[-1], setting) if each.label.lines else 0.0
        lined.append(_Placed(each.item, each.label, each.x, each.row, begin, end))
    return tuple(lined)


@dataclass(frozen=True)
class Scissors:
    """The tear line across the whole page, with scissors drawn at its left end."""

    right: float
    height: float = 0.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the dashes from the scissors to the right edge of what can be printed."""
        pen.dashes(x + 24, y, self.right, 1.0, INK)
        for side in (-1, 1):
            pen.disc(x + 4, y + side * 3.6, 2.6, WHITE, INK)
            pen.line(x + 6.2, y + side * 2.2, x + 19, y - side * 4.4, 1.3, INK)

"""What the sheets about several patients share: their head, and the marks of somebody's groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from proactive_care.documents.paper.blocks import Block, Stack
from proactive_care.documents.paper.fonts import staff_text, text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, GREY, Pen
from proactive_care.documents.paper.paging import Frame, Item, fill
from proactive_care.documents.paper.text import Paragraph, Type, paragraph, plain, strong
from proactive_care.documents.paper.tier_mark import draw_shape
from proactive_care.documents.staff_lists.list_paper import ListMark
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, TOP, fitted, write_in_foot
from proactive_care.domain.dates import show_date

SMALL = Type(9, 11.4, ink=GREY)
_HEAD_END = 38 * MM
_LATER_TOP = 25 * MM
_BOTTOM = PAGE_HEIGHT - 17 * MM
_MARK_STEP = 20 * MM


@dataclass(frozen=True)
class SheetHead:
    """What a sheet is, for what, by whom and of which day. ``data_of`` and ``warning`` are
    sentences that may be empty."""

    practice_name: str
    title: str
    purpose: str
    made_by: str
    made_on: date
    data_of: str
    warning: str = ""


def draw_sheets(pen: Pen, head: SheetHead, items: Sequence[Item], people: int) -> int:
    """Draw the items below the head, over as many pages as they need; return the pages."""
    warning = _warning(head)
    first_top = _HEAD_END + (warning.height + 2 * MM if warning.height else 0.0)
    pages = fill(items, Frame(LEFT, first_top, _LATER_TOP, _BOTTOM)).pages
    for index, placed in enumerate(pages):
        if index == 0:
            _first_head(pen, head, people)
            warning.draw(pen, LEFT, _HEAD_END - 2 * MM)
        else:
            _running_head(pen, head)
        for each in placed:
            each.draw(pen)
        write_in_foot(pen, (), index + 1, len(pages))
        private = staff_text(f"Patient data. {head.practice_name}. Shred after use.")
        fitted(pen, LEFT, PAGE_HEIGHT - 10 * MM, private, 9, 120 * MM, ink=GREY)
        pen.new_page()
    return len(pages)


def draw_marks(
    pen: Pen, marks: Sequence[ListMark], x: float, y: float, *, in_a_row: int = 3
) -> None:
    """Draw somebody's groups, ``in_a_row`` beside each other, the first row around ``y``."""
    for number, mark in enumerate(marks):
        down, along = divmod(number, in_a_row)
        left, middle = x + along * _MARK_STEP, y + down * 5.2 * MM
        pen.text(left, middle + 1.2 * MM, mark.framework, 8, ink=GREY)
        draw_shape(pen, mark.tier, left + 12.5 * MM, middle)
        pen.text(left + 14.9 * MM, middle + 1.3 * MM, mark.group, 9.5, True)


def mark_rows(marks: Sequence[ListMark], in_a_row: int = 3) -> int:
    """Return how many rows ``draw_marks`` needs."""
    return -(-len(marks) // in_a_row)


def named(name: str, width: float) -> Paragraph:
    """Return a name, on two lines if it is long: a name is never made smaller than its list."""
    return paragraph(strong(staff_text(name)), Type(11.5, 13.6), width)


def small(text: str, width: float) -> Block:
    """Return a small grey paragraph; nothing at all for an empty text."""
    words = staff_text(text)
    return Stack((paragraph(plain(words), SMALL, width),) if words else ())


def _warning(head: SheetHead) -> Block:
    words = staff_text(head.warning)
    if not words:
        return Stack(())
    return Stack((paragraph(plain(words), Type(10, 13), RIGHT - LEFT),))


def _first_head(pen: Pen, head: SheetHead, people: int) -> None:
    count = "1 person" if people == 1 else f"{people:,} people"
    fitted(pen, LEFT, TOP + 6.5 * MM, staff_text(head.title), 22, 130 * MM, True, BLUE)
    pen.text(RIGHT - text_width(count, 12, True), TOP + 6.5 * MM, count, 12, True)
    made = f"Made by {head.made_by}, {show_date(head.made_on)}"
    rest = f"{head.data_of}. {made}" if head.data_of else made
    for number, text in enumerate((f"For: {head.purpose}", f"{rest}.")):
        y = TOP + (12.5 + 5 * number) * MM
        fitted(pen, LEFT, y, staff_text(text), 10, RIGHT - LEFT, ink=GREY)


def _running_head(pen: Pen, head: SheetHead) -> None:
    title = staff_text(head.title)
    pen.text(LEFT, TOP + 3 * MM, title, 12, True, BLUE)
    x = LEFT + text_width(title, 12, True) + 4 * MM
    rest = staff_text(f"{head.made_by}, {show_date(head.made_on)}. {head.data_of}")
    fitted(pen, x, TOP + 3 * MM, rest, 9.5, RIGHT - x, ink=GREY)

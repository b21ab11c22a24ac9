"""A worklist on paper: one block a patient, with a box to tick and the groups by shape and word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.documents.paper.blocks import Block, Stack
from proactive_care.documents.paper.fonts import staff_text, text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, Pen
from proactive_care.documents.paper.paging import Frame, Item, fill
from proactive_care.documents.paper.text import Type, paragraph, plain
from proactive_care.documents.paper.tier_mark import draw_shape
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, TOP, fitted, write_in_foot
from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Tier

_FIRST_TOP, _LATER_TOP = 44 * MM, 27 * MM
_BOTTOM = PAGE_HEIGHT - 18 * MM
_TEXT = LEFT + 8 * MM
_TIER = LEFT + 92 * MM
_MARKS = LEFT + 120 * MM
_MARK_STEP = 20 * MM
_MARKS_IN_A_ROW = 3
_NAME_WIDTH = _TIER - _TEXT - 3 * MM
_SMALL = Type(9, 11.4, ink=GREY)


@dataclass(frozen=True)
class ListMark:
    """A patient's group in one framework, with the framework's short name."""

    framework: str
    group: str
    tier: Tier


@dataclass(frozen=True)
class ListLine:
    """One patient. ``about`` and ``told`` may be empty; ``tier`` None is not shown."""

    name: str
    about: str
    tier: Tier | None
    marks: tuple[ListMark, ...]
    told: str


@dataclass(frozen=True)
class ListPaper:
    """A list for staff. ``data_of`` and ``warning`` are sentences; they may be empty."""

    practice_name: str
    title: str
    purpose: str
    made_by: str
    made_on: date
    data_of: str
    warning: str
    lines: tuple[ListLine, ...]


def draw_list_paper(pen: Pen, paper: ListPaper) -> int:
    """Draw the list and return its pages."""
    frame = Frame(LEFT, _FIRST_TOP + _warning(paper).height, _LATER_TOP, _BOTTOM)
    pages = fill([Item(_LineBlock(line)) for line in paper.lines], frame)
    for index, placed in enumerate(pages.pages):
        _head(pen, paper, first=index == 0)
        for each in placed:
            each.draw(pen)
        write_in_foot(pen, (), index + 1, len(pages.pages))
        fitted(
            pen, LEFT, PAGE_HEIGHT - 10 * MM,
            staff_text(f"Patient data. {paper.practice_name}. Shred after use."), 9, 120 * MM,
            ink=GREY,
        )  # fmt: skip
        pen.new_page()
    return len(pages.pages)


@dataclass(frozen=True)
class _LineBlock:
    line: ListLine

    @property
    def _told(self) -> Block:
        return _paragraphs(self.line.told, RIGHT - _TEXT)

    @property
    def height(self) -> float:
        rows = -(-len(self.line.marks) // _MARKS_IN_A_ROW)
        upper = max(12.4 * MM if self.line.about else 8 * MM, (3 + 6 * rows) * MM)
        return upper + self._told.height + 1.6 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        line = self.line
        pen.rule(x, y, RIGHT, 0.6, HAIRLINE)
        pen.tick_box(x, y + 2.2 * MM, 11.2)
        fitted(pen, _TEXT, y + 5.6 * MM, staff_text(line.name), 11, _NAME_WIDTH, True)
        fitted(pen, _TEXT, y + 10.4 * MM, staff_text(line.about), 9.5, _NAME_WIDTH)
        if line.tier is not None:
            draw_shape(pen, line.tier, _TIER + 5, y + 4.3 * MM)
            pen.text(_TIER + 14, y + 5.6 * MM, line.tier.value.capitalize(), 10, True)
        for number, mark in enumerate(line.marks):
            down, along = divmod(number, _MARKS_IN_A_ROW)
            left, middle = _MARKS + along * _MARK_STEP, y + (4.3 + 6 * down) * MM
            pen.text(left, middle + 1.3 * MM, mark.framework, 8, ink=GREY)
            draw_shape(pen, mark.tier, left + 10.6 * MM, middle)
            pen.text(left + 13 * MM, middle + 1.3 * MM, mark.group, 9.5, True)
        self._told.draw(pen, _TEXT, y + self.height - self._told.height - 1.6 * MM)


def _paragraphs(text: str, width: float) -> Block:
    words = staff_text(text)
    return Stack((paragraph(plain(words), _SMALL, width),) if words else ())


def _warning(paper: ListPaper) -> Block:
    words = staff_text(paper.warning)
    if not words:
        return Stack(())
    return Stack((paragraph(plain(words), Type(10, 13), RIGHT - LEFT),))


def _head(pen: Pen, paper: ListPaper, *, first: bool) -> None:
    count = "1 patient" if len(paper.lines) == 1 else f"{len(paper.lines):,} patients"
    made = f"{paper.made_by}, {show_date(paper.made_on)}"
    if not first:
        pen.text(LEFT, TOP + 3 * MM, "Worklist", 12, True, BLUE)
        rest = staff_text(". ".join(filter(None, (f"{paper.title}, {count}", paper.data_of, made))))
        fitted(pen, LEFT + 24 * MM, TOP + 3 * MM, rest, 9.5, RIGHT - LEFT - 24 * MM, ink=GREY)
        return
    fitted(pen, LEFT, TOP + 6.5 * MM, staff_text(paper.title), 22, 120 * MM, True, BLUE)
    total = text_width(count, 12, True)
    pen.text(RIGHT - total, TOP + 6.5 * MM, count, 12, True)
    lines = (f"For: {paper.purpose}", f"{paper.data_of}. Made by {made}.".removeprefix(". "))
    for number, text in enumerate(lines):
        y = TOP + (13.5 + 5.2 * number) * MM
        fitted(pen, LEFT, y, staff_text(text), 10.5, RIGHT - LEFT, ink=GREY)
    _warning(paper).draw(pen, LEFT, TOP + 22.5 * MM)

"""The case list of a team meeting: one line a patient, and room for what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proactive_care.documents.paper.blocks import Block
from proactive_care.documents.paper.fonts import staff_text, text_width
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import GREY, HAIRLINE, Pen
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.tier_mark import draw_shape
from proactive_care.documents.paper.whole_pdf import whole_pdf
from proactive_care.documents.staff_lists.frame import (
    SheetHead,
    draw_marks,
    draw_sheets,
    mark_rows,
    named,
    small,
)
from proactive_care.documents.staff_lists.list_paper import ListMark
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, fitted
from proactive_care.domain.vocabulary import Tier

_NAME = LEFT + 7 * MM
_MARKS = LEFT + 67 * MM
_DECIDED = LEFT + 129 * MM
_NAME_WIDTH = _MARKS - _NAME - 3 * MM


@dataclass(frozen=True)
class CaseLine:
    """One patient: ``about`` is age and NHS number, ``why`` the first reasons."""

    name: str
    about: str
    tier: Tier
    marks: tuple[ListMark, ...]
    why: str


@dataclass(frozen=True)
class CaseList:
    """The patients that a meeting talks about, most urgent first as they come."""

    head: SheetHead
    lines: tuple[CaseLine, ...]


def case_list_pdf(paper: CaseList, *, made_at: datetime) -> bytes:
    """Return the list as a PDF. The same content and time give the same bytes."""
    return whole_pdf(paper.head.title, lambda pen: draw_case_list(pen, paper), made_at=made_at)


def draw_case_list(pen: Pen, paper: CaseList) -> int:
    """Draw the list and return its pages."""
    items = [Item(_CaseBlock(number, line)) for number, line in enumerate(paper.lines, 1)]
    return draw_sheets(pen, paper.head, items, len(paper.lines))


@dataclass(frozen=True)
class _CaseBlock:
    number: int
    line: CaseLine

    @property
    def height(self) -> float:
        return self._upper + self._why.height + 1.6 * MM

    @property
    def _upper(self) -> float:
        told = named(self.line.name, _NAME_WIDTH).height + 6.4 * MM
        return max(told, 15 * MM, (5.2 * mark_rows(self.line.marks) + 2) * MM)

    @property
    def _why(self) -> Block:
        return small(self.line.why, RIGHT - _NAME)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        line = self.line
        pen.rule(x, y, RIGHT, 0.6, HAIRLINE)
        pen.text(x, y + 5 * MM, str(self.number), 9.5, ink=GREY)
        name = named(line.name, _NAME_WIDTH)
        name.draw(pen, _NAME, y + 1.2 * MM)
        below = y + name.height
        draw_shape(pen, line.tier, _NAME + 1.6 * MM, below + 3.6 * MM)
        about = staff_text(", ".join(filter(None, (line.tier.value.capitalize(), line.about))))
        fitted(pen, _NAME + 4.6 * MM, below + 4.8 * MM, about, 9.5, _NAME_WIDTH - 4.6 * MM)
        draw_marks(pen, line.marks, _MARKS, y + 3.8 * MM)
        for row, label in enumerate(("Decided", "Who, by when")):
            base = y + (6 + 7 * row) * MM
            pen.text(_DECIDED, base, label, 8.5, ink=GREY)
            start = _DECIDED + text_width("Who, by when", 8.5) + 1.5 * MM
            pen.rule(start, base + 1, RIGHT, 0.7, GREY)
        self._why.draw(pen, _NAME, y + self._upper)

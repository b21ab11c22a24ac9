"""Lists to work from: home visits by village, and a clinic day in the order of its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from proactive_care.documents.paper.blocks import Block
from proactive_care.documents.paper.fonts import keep_together, staff_text, text_width
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, PALE, Pen
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.text import Paragraph, Type, paragraph, plain
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
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT
from proactive_care.domain.dates import show_date

_UNKNOWN_VILLAGE = "Village not known"
_TEXT = LEFT + 9 * MM
_MARKS = LEFT + 117 * MM
_NAME_WIDTH = _MARKS - _TEXT - 4 * MM
_FACT = Type(9.5, 13.2)
_WRITING = 9 * MM


@dataclass(frozen=True)
class VisitLine:
    """Somebody to visit or to see. Empty texts drop out, but a missing phone or address is said.

    ``to_do`` names the checks; ``needs`` says how to reach and speak with the person.
    """

    name: str
    born: date | None
    nhs_number: str
    village: str
    address: str
    phone: str
    marks: tuple[ListMark, ...] = ()
    to_do: str = ""
    needs: str = ""


@dataclass(frozen=True)
class VisitList:
    """Home visits (``at_home``: by village, with address) or a clinic day (with a time to fill)."""

    head: SheetHead
    at_home: bool
    lines: tuple[VisitLine, ...]


def visit_list_pdf(paper: VisitList, *, made_at: datetime) -> bytes:
    """Return the list as a PDF. The same content and time give the same bytes."""
    return whole_pdf(paper.head.title, lambda pen: draw_visit_list(pen, paper), made_at=made_at)


def draw_visit_list(pen: Pen, paper: VisitList) -> int:
    """Draw the list and return its pages."""
    return draw_sheets(pen, paper.head, _items(paper), len(paper.lines))


def _items(paper: VisitList) -> list[Item]:
    if not paper.at_home:
        return [Item(_VisitBlock(line, False)) for line in paper.lines]
    items: list[Item] = []
    ordered = sorted(paper.lines, key=_village_order)
    for village, lines in groupby(ordered, key=lambda line: line.village.strip()):
        items += _village(village or _UNKNOWN_VILLAGE, list(lines))
    return items


def _village_order(line: VisitLine) -> tuple[bool, str, str]:
    village = line.village.strip()
    return (not village, village.casefold(), line.name.casefold())


def _village(name: str, lines: Sequence[VisitLine]) -> list[Item]:
    heading = Item(_VillageHeading(staff_text(name), len(lines)), gap=3 * MM, with_next=True)
    return [heading, *(Item(_VisitBlock(line, True)) for line in lines)]


@dataclass(frozen=True)
class _VillageHeading:
    name: str
    people: int
    height: float = 8 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pen.box(x, y, RIGHT - LEFT, 7 * MM, fill=PALE, radius=3)
        pen.text(x + 2 * MM, y + 5 * MM, self.name, 12, True, BLUE)
        count = "1 person" if self.people == 1 else f"{self.people} people"
        pen.text(RIGHT - 2 * MM - text_width(count, 10), y + 4.8 * MM, count, 10, ink=GREY)


@dataclass(frozen=True)
class _VisitBlock:
    line: VisitLine
    at_home: bool

    @property
    def _told(self) -> tuple[Block, ...]:
        line, width = self.line, RIGHT - _TEXT
        to_do = f"To do: {line.to_do}" if line.to_do else ""
        return tuple(small(text, width) for text in (to_do, line.needs) if text)

    @property
    def _upper(self) -> float:
        told = named(self.line.name, _NAME_WIDTH).height
        told += sum(fact.height for fact in self._facts())
        return max(told, 5.2 * MM * mark_rows(self.line.marks)) + 2.6 * MM

    @property
    def height(self) -> float:
        return self._upper + sum(block.height for block in self._told) + _WRITING + 1 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        line = self.line
        pen.rule(x, y, RIGHT, 0.6, HAIRLINE)
        pen.tick_box(x, y + 2 * MM, 11.2)
        name = named(line.name, _NAME_WIDTH)
        at = y + 1.2 * MM
        for words in (name, *self._facts()):
            words.draw(pen, _TEXT, at)
            at += words.height
        draw_marks(pen, line.marks, _MARKS, y + 4 * MM)
        y += self._upper
        for block in self._told:
            block.draw(pen, _TEXT, y)
            y += block.height
        _writing_line(pen, y, self.at_home)

    def _facts(self) -> list[Paragraph]:
        """Return what is below the name: who it is, and where and how to reach them."""
        line = self.line
        born = f"born {show_date(line.born)}" if line.born else "date of birth not known"
        phone = keep_together(staff_text(line.phone)) or "no phone number"
        nhs = keep_together(staff_text(line.nhs_number))
        if not self.at_home:
            told = [", ".join(filter(None, (born, nhs, phone)))]
        else:
            address = staff_text(line.address) or "Address not known"
            told = [", ".join(filter(None, (born, nhs))), f"{address}. Phone: {phone}"]
        return [paragraph(plain(text), _FACT, _NAME_WIDTH) for text in told]


def _writing_line(pen: Pen, y: float, at_home: bool) -> None:
    """Draw what is filled in by hand: the readings at home, the time in the clinic."""
    base = y + _WRITING - 3 * MM
    blanks = [("Top / bottom", 27), ("Pulse", 14), ("Weight", 16), ("Note", 0)]
    if not at_home:
        blanks.insert(0, ("Time", 15))
    x = _TEXT
    for label, width in blanks:
        pen.text(x, base, label, 9, ink=GREY)
        start = x + text_width(label, 9) + 1.5 * MM
        end = start + width * MM if width else RIGHT
        pen.rule(start, base + 1, end, 0.7, GREY)
        x = end + 3 * MM

"""The coding list on paper: one line for each code, with a box to tick once it is coded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.documents.paper.blocks import Stack
from proactive_care.documents.paper.fonts import staff_text, text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, Pen
from proactive_care.documents.paper.paging import Frame, Item, fill
from proactive_care.documents.paper.text import Type, paragraph, plain, strong
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, TOP, fitted, write_in_foot
from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number

_TEXT = LEFT + 8 * MM
_RIGHT_COLUMN = LEFT + 78 * MM
_FIRST_TOP, _LATER_TOP = TOP + 24 * MM, TOP + 9 * MM
_BOTTOM = PAGE_HEIGHT - 19 * MM
_BLANKS = (("Coded by", 0, 53), ("Date", 58, 100))
_CODE, _SMALL = Type(10, 13), Type(9, 11.6, ink=GREY)


@dataclass(frozen=True)
class CodingLine:
    """One code to enter. ``notes`` may be empty; they say what has to be checked, or is late."""

    name: str
    born: date | None
    nhs_number: str
    code: str
    term: str
    day: date
    text: str
    notes: str = ""


@dataclass(frozen=True)
class CodingSheetPaper:
    """The lines in the order in which they are coded. ``data_of`` is the newest extract's day."""

    practice_name: str
    made_by: str
    made_on: date
    lines: tuple[CodingLine, ...]
    data_of: date | None = None


def draw_coding_sheet(pen: Pen, paper: CodingSheetPaper) -> int:
    """Draw the sheet and return its pages."""
    frame = Frame(LEFT, _FIRST_TOP, _LATER_TOP, _BOTTOM)
    pages = fill([Item(_LineBlock(line)) for line in paper.lines], frame).pages
    for index, placed in enumerate(pages):
        _head(pen, paper, first=index == 0)
        for each in placed:
            each.draw(pen)
        write_in_foot(pen, _BLANKS, index + 1, len(pages))
        pen.new_page()
    return len(pages)


@dataclass(frozen=True)
class _LineBlock:
    line: CodingLine

    @property
    def _words(self) -> Stack:
        line, width = self.line, RIGHT - _RIGHT_COLUMN
        code = (*strong(line.code), *plain(f"  {staff_text(line.term)}"))
        about = f"{show_date(line.day)}. {line.text}"
        parts = [paragraph(code, _CODE, width), paragraph(plain(staff_text(about)), _SMALL, width)]
        if line.notes:
            parts.append(paragraph(strong(staff_text(line.notes)), _SMALL, width))
        return Stack(tuple(parts))

    @property
    def height(self) -> float:
        return max(12.5 * MM, self._words.height + 4 * MM)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        line = self.line
        pen.rule(x, y, RIGHT, 0.6, HAIRLINE)
        pen.tick_box(x, y + 2.2 * MM, 11.2)
        room = _RIGHT_COLUMN - _TEXT - 3 * MM
        fitted(pen, _TEXT, y + 5.6 * MM, staff_text(line.name), 11, room, True)
        born = f"born {show_date(line.born)}" if line.born else "date of birth not known"
        nhs = show_nhs_number(line.nhs_number) if line.nhs_number else "no NHS number"
        fitted(pen, _TEXT, y + 10.4 * MM, f"{born} · {nhs}", 9.5, room, ink=GREY)
        self._words.draw(pen, _RIGHT_COLUMN, y + 1.8 * MM)


def _head(pen: Pen, paper: CodingSheetPaper, *, first: bool) -> None:
    count = "1 code" if len(paper.lines) == 1 else f"{len(paper.lines):,} codes"
    of = f" · data of {show_date(paper.data_of)}" if paper.data_of else ""
    made = staff_text(
        f"{paper.practice_name} · made by {paper.made_by}, {show_date(paper.made_on)}{of}"
    )
    if not first:
        pen.text(LEFT, TOP + 3 * MM, "Coding list", 12, True, BLUE)
        fitted(pen, LEFT + 28 * MM, TOP + 3 * MM, made, 9.5, RIGHT - LEFT - 28 * MM, ink=GREY)
        return
    pen.text(LEFT, TOP + 6.5 * MM, "Coding list", 22, True, BLUE)
    pen.text(RIGHT - text_width(count, 12, True), TOP + 6.5 * MM, count, 12, True)
    fitted(pen, LEFT, TOP + 13.5 * MM, made, 10.5, RIGHT - LEFT, ink=GREY)
    advice = (
        "Code each line under its date and tick it. The next import ticks it off here. Shred this"
        " sheet after use."
    )
    paragraph(plain(advice), _SMALL, RIGHT - LEFT).draw(pen, LEFT, TOP + 15.5 * MM)

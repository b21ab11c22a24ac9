"""The reply slip of easy read: four boxes to tick, each with its picture, and the form code."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proactive_care.documents.content import RecallLetter
from proactive_care.documents.easy_read.lines import LINES_WIDTH, easy_line, row
from proactive_care.documents.letters.letterhead import practice_address_line
from proactive_care.documents.paper.blocks import Block, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import Blank, form_row, tick_size
from proactive_care.documents.paper.geometry import MM, RIGHT, TEXT_WIDTH
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, balanced, line_width, paragraph, strong
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.identifiers import show_form_code

_CODE = 22 * MM
_BOX = 1.25  # of the usual box to tick
_ROWS = ("need_help", "decline", "moved")


@dataclass(frozen=True)
class EasySlip:
    """A page: what to do, the code beside it, and rows to fill in."""

    head: Stack
    rows: tuple[Block, ...]
    code: FormCodeMark
    code_text: Paragraph

    @property
    def height(self) -> float:
        """The space needed below its top."""
        return self._top + sum(each.height for each in self.rows)

    @property
    def _top(self) -> float:
        return max(self.head.height, _CODE + self.code_text.height) + 3 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the head with the code beside it, then the rows."""
        self.head.draw(pen, x, y)
        self.code.draw(pen, RIGHT - _CODE, y + 1 * MM, _CODE, align=1.0)
        width = line_width(self.code_text.lines[0], self.code_text.type)
        self.code_text.draw(pen, RIGHT - width, y + _CODE + 1.5 * MM)
        y += self._top
        for each in self.rows:
            each.draw(pen, x, y)
            y += each.height


def easy_slips(
    letter: RecallLetter, words: Wording, scale: Scale, code: FormCodeMark, room: float
) -> tuple[EasySlip, ...]:
    """Lay out the slip on one page, or on two if it is taller than ``room``; each has the code."""
    beside = TEXT_WIDTH - max(_CODE, scale.points * 6.5) - 6 * MM
    practice, address = clean_text(letter.practice.name), practice_address_line(letter.practice)
    key = "slip.address" if address else "slip.address_unknown"
    heading = balanced(words.say("slip.heading"), scale.heading, beside)
    head = Stack(
        (
            heading,
            easy_line(words.say("slip.tick"), scale, beside),
            easy_line(words.say("slip.send"), scale, beside),
            easy_line(words.say(key, practice=practice, address=address), scale, beside),
        )
    )
    shown = strong(keep_together(show_form_code(letter.form_code)))
    slip = EasySlip(head, _rows(words, scale), code, paragraph(shown, scale.strong, TEXT_WIDTH))
    if slip.height <= room:
        return (slip,)
    rows = slip.rows
    return (replace(slip, rows=rows[:2]), replace(slip, head=Stack((heading,)), rows=rows[2:]))


def _rows(words: Wording, scale: Scale) -> tuple[Block, ...]:
    box = tick_size(scale.body) * _BOX
    write = scale.points * 2.2
    number = form_row(
        (Blank(words.say("slip.my_number"), scale.points * 7),),
        scale.body,
        LINES_WIDTH - box * 1.5,
        row_height=write,
    )
    first = row(words, "slip.phone_me", scale, box=box)
    name = form_row(
        (Blank(words.say("slip.signed"), scale.points * 12),),
        scale.body,
        TEXT_WIDTH,
        row_height=write,
    )
    others = (row(words, f"slip.{key}", scale, box=box) for key in _ROWS)
    return (replace(first, lines=(*first.lines, number)), *others, Gap(scale.unit), name)

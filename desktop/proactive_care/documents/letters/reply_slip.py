"""The reply slip: torn off at the second fold, or a whole sheet in large print."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proactive_care.documents.content import RecallLetter
from proactive_care.documents.letters.addresses import short_name
from proactive_care.documents.letters.letterhead import practice_address_line
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import (
    Blank,
    FormRow,
    Item,
    Scissors,
    Tick,
    Words,
    form_row,
    tick_size,
)
from proactive_care.documents.paper.geometry import (
    MM,
    PAGE_WIDTH,
    PRINT_EDGE,
    RIGHT,
    TEAR,
    TEXT_WIDTH,
)
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import (
    Paragraph,
    Runs,
    data,
    line_width,
    paragraph,
    plain,
    strong,
)
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.identifiers import show_form_code

_CODE_SIZE = 22 * MM
_CODE_COLUMN = 38 * MM
# Height of a row, of the type size.
_LOWEST_TORN, _LOWEST, _COMFORTABLE = 1.3, 1.45, 2.4
_HEIGHTS = (_COMFORTABLE, 2.0, 1.7, _LOWEST)


@dataclass(frozen=True)
class ReplySlip:
    """Heading and address at the left, the form code at the right, the rows to fill in below."""

    head: tuple[Paragraph, ...]
    rows: tuple[FormRow, ...]
    code: FormCodeMark
    code_text: Paragraph
    name: Paragraph | None
    head_gap: float
    torn: bool

    @property
    def height(self) -> float:
        """The space needed below its top."""
        return self._rows_top + sum(row.height for row in self.rows)

    @property
    def _code_text_height(self) -> float:
        return self.code_text.height + (self.name.height if self.name else 0.0)

    @property
    def _rows_top(self) -> float:
        head = sum(part.height for part in self.head) + self.head_gap
        if self.torn:
            return head
        return max(head, _CODE_SIZE + self._code_text_height + self.head_gap)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the top at ``y``; a torn slip has its tear line there."""
        if self.torn:
            Scissors(PAGE_WIDTH - PRINT_EDGE).draw(pen, 9 * MM, TEAR)
        top = y
        for part in self.head:
            part.draw(pen, x, top)
            top += part.height
        self._draw_code(pen, y + self.head[0].type.leading * 0.12)
        top = y + self._rows_top
        for row in self.rows:
            row.draw(pen, x, top)
            top += row.height

    def _draw_code(self, pen: Pen, y: float) -> None:
        self.code.draw(pen, RIGHT - _CODE_SIZE, y, _CODE_SIZE, align=1.0)
        y += _CODE_SIZE + 0.8 * MM
        for part in (self.code_text, self.name):
            if part is None:
                continue
            for line in part.lines:
                x = RIGHT - line_width(line, part.type)
                Paragraph((line,), part.type).draw(pen, x, y)
                y += part.type.leading


def torn_slip(
    letter: RecallLetter, words: Wording, scale: Scale, code: FormCodeMark, room: float
) -> ReplySlip | None:
    """Lay out the slip below the second fold in ``room`` points: rows as high as that allows.

    Returns None if the rows would be too low to write in: then it needs a sheet of its own.
    """
    slip = _slip(letter, words, scale, code, torn=True)
    lowest = scale.points * _LOWEST_TORN
    count = sum(row.rows for row in _rows(words, scale, lowest, torn=True))
    height = min((room - slip.height) / count, scale.points * _COMFORTABLE)
    if height < lowest:
        return None
    return replace(slip, rows=_rows(words, scale, height, torn=True))


def whole_slip(
    letter: RecallLetter, words: Wording, scale: Scale, code: FormCodeMark, room: float
) -> tuple[ReplySlip, ...]:
    """Lay out the slip as a sheet of its own; as more, if the rows would be too low to write in.

    Each sheet has the form code, so that all find their way back.
    """
    slip = _slip(letter, words, scale, code, torn=False)
    lowest = _rows(words, scale, scale.points * _LOWEST, torn=False)
    if slip.height + sum(row.height for row in lowest) <= room:
        count = sum(row.rows for row in lowest)
        height = min((room - slip.height) / count, scale.points * _COMFORTABLE)
        return (replace(slip, rows=_rows(words, scale, height, torn=False)),)
    tries = (_broken(slip, words, scale, scale.points * each, room) for each in _HEIGHTS)
    return min(tries, key=len)  # the first of equals has the highest rows


def _broken(
    slip: ReplySlip, words: Wording, scale: Scale, height: float, room: float
) -> tuple[ReplySlip, ...]:
    rows = _rows(words, scale, height, torn=False)
    sheets: list[ReplySlip] = []
    while rows:
        part = slip if not sheets else replace(slip, head=slip.head[:1])
        kept = len(rows)
        while kept > 1 and part.height + sum(row.height for row in rows[:kept]) > room:
            kept -= 1
        sheets.append(replace(part, rows=rows[:kept]))
        rows = rows[kept:]
    return tuple(sheets)


def _slip(
    letter: RecallLetter, words: Wording, scale: Scale, code: FormCodeMark, *, torn: bool
) -> ReplySlip:
    column = TEXT_WIDTH - max(_CODE_COLUMN, scale.points * 6.5)
    shown = data(short_name(letter.to))
    under_code = text_width(shown[0].text, scale.points) <= _CODE_COLUMN + 4 * MM
    code_text = strong(keep_together(show_form_code(letter.form_code)))
    return ReplySlip(
        head=(
            paragraph(words.say("slip.heading"), scale.subheading, column),
            *(() if under_code else (paragraph(shown, scale.body, column),)),
            paragraph(words.say("slip.lead"), scale.body, column),
            paragraph(_address(letter, words), scale.body, column),
        ),
        rows=(),
        code=code,
        code_text=paragraph(code_text, scale.strong, TEXT_WIDTH),
        name=paragraph(shown, scale.body, TEXT_WIDTH) if under_code else None,
        head_gap=scale.unit * 0.4,
        torn=torn,
    )


def _address(letter: RecallLetter, words: Wording) -> Runs:
    practice, address = clean_text(letter.practice.name), practice_address_line(letter.practice)
    if not address:
        return words.say("slip.address_unknown", practice=practice)
    return words.say("slip.address", practice=practice, address=address)


def _rows(words: Wording, scale: Scale, height: float, *, torn: bool) -> tuple[FormRow, ...]:
    indent = tick_size(scale.body) + scale.points * 0.45
    line = scale.points * 10
    beside_code = TEXT_WIDTH - _CODE_COLUMN if torn else TEXT_WIDTH

    def row(*items: Item, width: float = TEXT_WIDTH, start: float = 0.0) -> FormRow:
        return form_row(items, scale.body, width, row_height=height, start=start, indent=indent)

    def label(key: str) -> Runs:
        return words.say(f"slip.{key}")

    return (
        row(
            Tick(label("phone_me")), Blank(label("my_number"), scale.points * 7), width=beside_code
        ),
        row(
            Words(label("best_time")),
            Tick(label("morning")),
            Tick(label("afternoon")),
            start=indent,
        ),
        row(
            Words(label("i_need")),
            *(Tick(plain(need)) for need in words.texts("slip.needs")),
            start=indent,
        ),
        row(Tick(label("decline")), Blank(label("decline_why"), line)),
        row(Tick(label("moved")), Blank(label("new_address"), line)),
        form_row(
            (Blank(label("signed"), scale.points * 16), Blank(label("date"), line)),
            scale.body,
            TEXT_WIDTH,
            row_height=height,
        ),
    )

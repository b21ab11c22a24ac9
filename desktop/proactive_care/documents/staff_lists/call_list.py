"""The call list: whom reception rings, in order, with a script and boxes for what came of it.

It holds no clinical value and no condition: reception books a check, and says nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from proactive_care.documents.paper.blocks import Columns, Stack
from proactive_care.documents.paper.fonts import keep_together, staff_text
from proactive_care.documents.paper.forms import Blank, Tick, Words, form_row
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, PALE, Pen
from proactive_care.documents.paper.text import (
    Paragraph,
    Type,
    paragraph,
    plain,
    strong,
)
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, TOP, fitted, write_in_foot
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.dates import show_date, show_long_date

_TEXT = Type(10.5, 14)
_FORM = Type(10, 13)
_ROW = 6.6 * MM
_FIRST_TOP, _LATER_TOP = 34 * MM, 26 * MM
_BOTTOM = PAGE_HEIGHT - 31 * MM
_NAME_WIDTH = 76 * MM
_FORM_LEFT = LEFT + 88 * MM
_TRIES = 3


@dataclass(frozen=True)
class Call:
    """Somebody to ring. ``best_time`` and ``note`` may be empty; ``tries`` were without answer.

    ``note`` says how to speak and with whom, never why: no condition and no value.
    """

    name: str
    born: date | None
    village: str
    phone: str
    best_time: str = ""
    note: str = ""
    tries: int = 0


@dataclass(frozen=True)
class CallList:
    """A round of calls. ``booking`` says what to book: ``Tests: 20 minutes, Jo Fairley.``

    ``wording`` is the practice's own script; None is the shipped one.
    """

    practice_name: str
    batch: str
    occasion: str
    day: date
    data_of: date
    booking: str
    calls: tuple[Call, ...]
    wording: Wording | None = None


def draw_call_list(pen: Pen, calls: CallList) -> int:
    """Draw the list and return its pages."""
    words = calls.wording or shipped_wording("call_list.en")
    script = _script(calls, words)
    first_top = _FIRST_TOP + script.height + 10 * MM
    pages = _split(calls.calls, first_top)
    number = 1
    for index, page in enumerate(pages):
        if index == 0:
            _head(pen, calls)
            pen.box(LEFT, _FIRST_TOP, RIGHT - LEFT, script.height + 6 * MM, fill=PALE, radius=5)
            script.draw(pen, LEFT + 6 * MM, _FIRST_TOP + 3 * MM)
            y = first_top
        else:
            _running_head(pen, calls)
            y = _LATER_TOP
        pen.rule(LEFT, y, RIGHT, 1.1, GREY)
        for call in page:
            y = _call(pen, call, number, y)
            number += 1
        if index == len(pages) - 1:
            _last_words(pen, words, y + 2 * MM)
        write_in_foot(pen, (("Called by", 0, 70), ("Keyed in by", 75, 150)), index + 1, len(pages))
        pen.new_page()
    return len(pages)


def _split(calls: Sequence[Call], first_top: float) -> list[list[Call]]:
    pages: list[list[Call]] = [[]]
    y = first_top
    for call in calls:
        height = _height(call)
        if pages[-1] and y + height > _BOTTOM:
            pages.append([])
            y = _LATER_TOP
        pages[-1].append(call)
        y += height
    return pages


def _head(pen: Pen, calls: CallList) -> None:
    pen.text(LEFT, TOP + 6.5 * MM, "Call list", 24, True, BLUE)
    text = staff_text(f"{calls.occasion} · {show_long_date(calls.day)} · ring from the top")
    fitted(pen, LEFT, TOP + 13.5 * MM, text, 10.5, 103 * MM, ink=GREY)
    count = len(calls.calls)
    facts = (
        ("Batch", f"{calls.batch}, calls", True),
        ("To call", "1 person" if count == 1 else f"{count} people", False),
        ("Data of", show_date(calls.data_of), False),
    )
    for index, (label, value, bold) in enumerate(facts):
        y = TOP + 3 * MM + index * 5.2 * MM
        pen.text(LEFT + 110 * MM, y, label, 10.5, ink=GREY)
        fitted(pen, LEFT + 131 * MM, y, value, 10.5, RIGHT - LEFT - 131 * MM, bold)


def _running_head(pen: Pen, calls: CallList) -> None:
    pen.text(LEFT, TOP + 3 * MM, "Call list", 12, True, BLUE)
    text = f"{calls.practice_name} · Batch {calls.batch} · Data of {show_date(calls.data_of)}"
    fitted(pen, LEFT + 24 * MM, TOP + 3 * MM, staff_text(text), 9.5, 150 * MM, ink=GREY)


def _script(calls: CallList, words: Wording) -> Stack:
    values = {"practice": calls.practice_name, "booking": calls.booking}
    rows = []
    for key in ("ask", "check", "say", "book", "end", "not_them", "unwell"):
        ink = BLUE if key not in {"not_them", "unwell"} else _TEXT.ink
        label = paragraph(words.say(f"labels.{key}"), Type(10.5, 14, True, ink), 20 * MM)
        said = paragraph(words.say(f"script.{key}", **values), _TEXT, RIGHT - LEFT - 31 * MM)
        rows.append(Columns((label, said), (0.0, 22 * MM)))
    return Stack(tuple(rows))


def _note(call: Call) -> Paragraph:
    return paragraph(plain(staff_text(call.note)), Type(10, 12.6), _NAME_WIDTH)


def _height(call: Call) -> float:
    return max(4 * _ROW + 2 * MM, _below_phone(call) + _note(call).height + 1.5 * MM)


def _phone(call: Call) -> Paragraph:
    """Return the number and the best time to ring, on as many lines as they need."""
    number = strong(keep_together(staff_text(call.phone)) or "no number")
    return paragraph(
        (*number, *plain(f"  {staff_text(call.best_time)}")), Type(12, 15), _NAME_WIDTH
    )


def _below_phone(call: Call) -> float:
    return 12 * MM + _phone(call).height + 0.3 * MM


def _call(pen: Pen, call: Call, number: int, y: float) -> float:
    x, bottom = LEFT + 8 * MM, y + _height(call)
    pen.text(LEFT, y + 5.5 * MM, str(number), 11, ink=GREY)
    fitted(pen, x, y + 5.5 * MM, staff_text(call.name), 12, _NAME_WIDTH, True)
    born = f"born {show_date(call.born)}" if call.born else "date of birth not known"
    about = staff_text(f"{born} · {call.village or 'village not known'}")
    fitted(pen, x, y + 10.6 * MM, about, 10.5, _NAME_WIDTH)
    _phone(call).draw(pen, x, y + 12 * MM)
    _note(call).draw(pen, x, y + _below_phone(call))
    _outcomes(pen, call, y + 1 * MM)
    pen.rule(LEFT, bottom, RIGHT, 0.6, HAIRLINE)
    return bottom


def _outcomes(pen: Pen, call: Call, y: float) -> None:
    left_width, right_left = 44 * MM, _FORM_LEFT + 48 * MM
    line = 12 * MM
    left = ("Tests", "Ring back", "Says no")
    for index, label in enumerate(left):
        row = form_row((Tick(plain(label)), Blank((), line)), _FORM, left_width, row_height=_ROW)
        row.draw(pen, _FORM_LEFT, y + index * _ROW)
    form_row((Words(plain("No answer")),), _FORM, left_width, row_height=_ROW).draw(
        pen, _FORM_LEFT, y + 3 * _ROW
    )
    for index in range(_TRIES):
        box_x = _FORM_LEFT + (21 + index * 6.4) * MM
        pen.tick_box(box_x, y + 3 * _ROW + (_ROW - 11.2) / 2, 11.2, ticked=index < call.tries)
    review = form_row(
        (Tick(plain("Review")), Blank((), line)), _FORM, RIGHT - right_left, row_height=_ROW
    )
    review.draw(pen, right_left, y)
    for index, label in enumerate(("Message left", "Moved or wrong", "3 tries: to nurse"), 1):
        row = form_row((Tick(plain(label)),), _FORM, RIGHT - right_left, row_height=_ROW)
        row.draw(pen, right_left, y + index * _ROW)


def _last_words(pen: Pen, words: Wording, y: float) -> None:
    for key in ("died", "private"):
        block = paragraph(words.say(f"foot.{key}"), _TEXT, RIGHT - LEFT)
        block.draw(pen, LEFT, y)
        y += block.height

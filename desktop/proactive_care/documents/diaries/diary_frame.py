"""What every diary sheet has, in standard and in large print: corner marks, digit boxes, foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from proactive_care.documents.content import (
    Addressee,
    BatchPlace,
    PracticeLetterhead,
    Sides,
)
from proactive_care.documents.letters.letter_footer import Count, form_number
from proactive_care.documents.paper.fonts import NBSP
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT, PAGE_WIDTH
from proactive_care.documents.paper.ink import DROP_OUT, INK, WHITE, Pen
from proactive_care.documents.paper.text import Runs, plain
from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.wording import Wording

DIARY_LEFT, DIARY_RIGHT = 18 * MM, 192 * MM
DIARY_WIDTH = DIARY_RIGHT - DIARY_LEFT
DAYS = 7
_MARK, _MARK_IN = 6 * MM, 8 * MM


class DiaryOwner(Protocol):
    """Whose diary it is, who gave it out and in which print: a letter, or a form by itself."""

    @property
    def practice(self) -> PracticeLetterhead: ...
    @property
    def to(self) -> Addressee: ...
    @property
    def diary_code(self) -> str: ...
    @property
    def letter_format(self) -> LetterFormat: ...
    @property
    def sides(self) -> Sides: ...
    @property
    def place(self) -> BatchPlace | None: ...


@dataclass(frozen=True)
class DiaryForm:
    """A diary that is handed out by itself. ``diary_code`` is its form code."""

    practice: PracticeLetterhead
    to: Addressee
    diary_code: str
    letter_format: LetterFormat = STANDARD
    sides: Sides = Sides.ONE
    place: BatchPlace | None = None


def corner_marks(pen: Pen) -> None:
    """Draw the four squares by which a scan is turned and aligned; the top left is a ring."""
    far_x, far_y = PAGE_WIDTH - _MARK_IN - _MARK, PAGE_HEIGHT - _MARK_IN - _MARK
    for x, y in ((_MARK_IN, _MARK_IN), (far_x, _MARK_IN), (_MARK_IN, far_y), (far_x, far_y)):
        pen.box(x, y, _MARK, _MARK, fill=INK)
    hole = _MARK / 3
    pen.box(_MARK_IN + hole, _MARK_IN + hole, hole, hole, fill=WHITE)


def digit_boxes(pen: Pen, x: float, y: float, count: int, width: float, height: float) -> None:
    """Draw boxes for ``count`` digits in a blue that scanners can drop."""
    pen.box(x, y, count * width, height, edge=DROP_OUT, weight=0.9)
    for index in range(1, count):
        pen.line(x + index * width, y, x + index * width, y + height, 0.7, DROP_OUT)


def foot_marks(owner: DiaryOwner, words: Wording, sheet: Count) -> tuple[Runs, Runs]:
    """Return the staff marks of a diary sheet: batch and form; letter and sheet.

    A diary that no letter brought has the form and the sheet only.
    """
    form = f"{form_number(owner.letter_format, words)} v{words.version}"
    form = words.words("footer.form", form=form)
    where = words.say("footer.sheet", number=sheet.number, total=sheet.total)
    place = owner.place
    if place is None:
        return plain(form), where
    digits = max(3, len(str(place.size)))
    batch = words.words("footer.batch", batch=place.batch)
    which = words.say(
        "footer.letter",
        number=f"{place.sequence:0{digits}}",
        total=f"{place.size:0{digits}}",
    )
    return plain(f"{batch} · {form}"), (*which, *plain(f"{NBSP}·{NBSP}"), *where)

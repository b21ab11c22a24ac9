"""The top third of a letter: who writes, to whom, when, and the form code."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from proactive_care.documents.content import PracticeLetterhead
from proactive_care.documents.letters.addresses import AddressBlock, address_block
from proactive_care.documents.letters.posted import PostedLetter
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import LEFT, MM, RIGHT, TEXT_WIDTH, TOP
from proactive_care.documents.paper.ink import BLUE, Pen
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, data, paragraph, plain, strong
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.dates import show_date, show_long_date
from proactive_care.domain.identifiers import show_form_code

_SIDE = 122 * MM  # the right-hand column: it stays clear of the window
_SIDE_WIDTH = RIGHT - _SIDE
_HEAD_RULE = 40.5 * MM


@dataclass(frozen=True)
class Head:
    """The top third of an addressed page, measured and checked."""

    practice: Paragraph
    practice_address: Paragraph | None
    address: AddressBlock
    date: Paragraph
    phone: Paragraph | None
    code: FormCodeMark
    code_size: float
    code_beside: bool
    your_code: Paragraph
    code_text: Paragraph

    def draw(self, pen: Pen) -> None:
        """Draw in reading order: who writes, to whom, when, and the code."""
        self.practice.draw(pen, LEFT, TOP - 1.5 * MM)
        if self.practice_address is not None:
            self.practice_address.draw(pen, _SIDE, TOP - 0.5 * MM)
        pen.rule(LEFT, _HEAD_RULE, RIGHT, 2.0, BLUE)
        self.address.draw(pen)
        with pen.mirrored(_SIDE + RIGHT) if self.date.type.rtl else contextlib.nullcontext():
            self._draw_side(pen)

    @property
    def bottom(self) -> float:
        """Where the last letter of the head ends, in points from the top: what follows is below."""
        y = self._side_top + self.date.height + 2.2 * MM + self.code_size
        y += self.phone.height if self.phone is not None else 0.0
        if not self.code_beside:
            y += 1.2 * MM + self.your_code.height + self.code_text.height
        return y - (self.code_text.type.leading - self.code_text.type.size) / 2

    @property
    def _side_top(self) -> float:
        return 50 * MM - (self.date.type.leading - self.date.type.size) / 2

    def _draw_side(self, pen: Pen) -> None:
        """Draw date, phone and code: mirrored within their column, beside the window."""
        y = self._side_top
        self.date.draw(pen, _SIDE, y)
        y += self.date.height
        if self.phone is not None:
            self.phone.draw(pen, _SIDE, y)
            y += self.phone.height
        y += 2.8 * MM
        self.code.draw(pen, _SIDE, y, self.code_size, align=0.0)
        if self.code_beside:
            text_y = y + (self.code_size - self.your_code.height - self.code_text.height) / 2
            text_x = _SIDE + self.code_size + 4 * MM
        else:
            text_y, text_x = y + self.code_size + 0.6 * MM, _SIDE
        self.your_code.draw(pen, text_x, text_y)
        self.code_text.draw(pen, text_x, text_y + self.your_code.height)


def letter_head(letter: PostedLetter, words: Wording, scale: Scale, code: FormCodeMark) -> Head:
    """Lay out the top third. Raises UnusableAddress or MissingGlyph before anything is drawn."""
    phone = None
    if not scale.is_large:
        shown = words.say("pointer.date_and_phone", phone=keep_together(letter.practice.phone))
        phone = paragraph(shown, scale.body, _SIDE_WIDTH)
    address = _practice_address(letter.practice, scale)
    name_width = (_SIDE - LEFT - 7 * MM) if address is not None else TEXT_WIDTH
    return Head(
        practice=_practice_name(letter.practice, scale, name_width),
        practice_address=address,
        address=address_block(letter.to, scale.points, care_of=words.text("letter.care_of")),
        date=_date(letter, words, scale),
        phone=phone,
        code=code,
        code_size=18 * MM,
        code_beside=not scale.is_large,
        your_code=paragraph(words.say("pointer.your_code"), scale.body, _SIDE_WIDTH),
        code_text=paragraph(
            strong(keep_together(show_form_code(letter.form_code))), scale.strong, _SIDE_WIDTH
        ),
    )


def _date(letter: PostedLetter, words: Wording, scale: Scale) -> Paragraph:
    """Set the date in the letter's language; in figures where its words would not fit."""
    day = letter.written_on
    shown = show_date(day) if scale.points > 18 else show_long_date(day)
    months = words.texts("dates.months")
    if not months:
        return paragraph(plain(shown), scale.body, _SIDE_WIDTH)
    long = words.say("dates.long", day=day.day, month=months[day.month - 1], year=day.year)
    block = paragraph(long, scale.body, _SIDE_WIDTH)
    if len(block.lines) > 1:
        block = paragraph(data(f"{day:%d/%m/%Y}"), scale.body, _SIDE_WIDTH)
    return block


def practice_address_line(practice: PracticeLetterhead, *, unbroken: bool = False) -> str:
    """Return the practice's address in one line; the postcode, its last part, is not broken, and
    none of its parts if all are to be ``unbroken``."""
    parts = ", ".join(filter(None, map(clean_text, practice.address))).split(", ")
    first = 0 if unbroken else len(parts) - 1
    return ", ".join((*parts[:first], *map(keep_together, parts[first:])))


def has_room_for_address(practice: PracticeLetterhead, scale: Scale) -> bool:
    """Tell if the practice's address fits beside its name; else the letter gives it below."""
    return _practice_address(practice, scale) is not None


def _practice_address(practice: PracticeLetterhead, scale: Scale) -> Paragraph | None:
    lines = [line for line in map(clean_text, practice.address) if line]
    if not lines or any(text_width(line, scale.points) > _SIDE_WIDTH for line in lines):
        return None
    leading = scale.points * (1.25 if scale.is_large else 1.365)
    setting = replace(scale.body, leading=leading, rtl=False)
    parts = [paragraph(plain(line), setting, _SIDE_WIDTH).lines[0] for line in lines]
    block = Paragraph(tuple(parts), setting)
    return block if TOP + block.height <= _HEAD_RULE - 1 * MM else None


def _practice_name(practice: PracticeLetterhead, scale: Scale, width: float) -> Paragraph:
    """Return the name at the largest size that takes at most two lines of the head."""
    name = plain(clean_text(practice.name))
    setting = scale.practice
    while setting.size > scale.points:
        block = paragraph(name, setting, width)
        if len(block.lines) <= 2 and TOP + block.height <= _HEAD_RULE:
            return block
        setting = replace(setting, size=setting.size - 1, leading=(setting.size - 1) * 1.2)
    return paragraph(name, setting, width)

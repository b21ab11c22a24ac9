"""Letters about readings and monitors, laid out: a head, a flow of items, a foot on each page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from proactive_care.documents.content import Signatory
from proactive_care.documents.letters.addresses import salutation
from proactive_care.documents.letters.letter_footer import Count, Footer, letter_footer
from proactive_care.documents.letters.letterhead import (
    Head,
    has_room_for_address,
    letter_head,
    practice_address_line,
)
from proactive_care.documents.letters.posted import PostedLetter
from proactive_care.documents.paper.blocks import Block, Framed, Gap, Numbered, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import FLOW_TOP, MM, TEXT_WIDTH
from proactive_care.documents.paper.ink import INK, Pen
from proactive_care.documents.paper.paging import Item, Pages, Placed, fill, not_alone
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import Paragraph, Runs, balanced, paragraph, plain
from proactive_care.documents.recall.flow import page_frame
from proactive_care.documents.recall.parts import sheet_of
from proactive_care.documents.words.dates import day_in
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.documents.words.own import OwnWords, english_wording
from proactive_care.documents.words.translations import translated_wording
from proactive_care.documents.words.wording import Wording

# The widest that takes the fewest pages is used.
_SPACINGS = (1.6, 1.3, 1.0, 0.8, 0.65, 0.55, 0.45, 0.36)
_ABOVE_FOOT = 3 * MM
_BOX_INSET = 3.8 * MM

Flow = Callable[[Scale], Sequence[Item]]


@dataclass(frozen=True)
class LaidOutReadingLetter:
    """A letter whose every line has its place; nothing can go wrong when it is drawn."""

    letter: PostedLetter
    words: Wording
    scale: Scale
    head: Head
    footer: Footer
    pages: tuple[tuple[Placed, ...], ...]

    @property
    def page_count(self) -> int:
        """Printed pages, without blank backs."""
        return len(self.pages)

    @property
    def sheet_count(self) -> int:
        """Pieces of paper."""
        return sheet_of(self.page_count - 1, self.letter.sides)

    def draw_page(self, pen: Pen, index: int) -> None:
        """Draw one page (from 0) with its marks."""
        pen.fold_marks()
        if index == 0:
            self.head.draw(pen)
        with pen.mirrored() if self.scale.rtl else contextlib.nullcontext():
            for placed in self.pages[index]:
                placed.draw(pen)
            page = Count(index + 1, self.page_count)
            sheet = Count(sheet_of(index, self.letter.sides), self.sheet_count)
            self.footer.draw(pen, page, sheet)


def lay_out(letter: PostedLetter, words: Wording, flow: Flow) -> LaidOutReadingLetter:
    """Lay out one letter completely, on as few pages as possible and then as airy as possible.

    The language is that of ``words``. ``flow`` makes the items below the head at a scale. Raises
    EmptyField, UnusableAddress, MissingGlyph or InvalidInput: each before anything is drawn.
    """
    scale = scale_for(letter.letter_format.points, language_of(words.language))
    head = letter_head(letter, words, scale, FormCodeMark(letter.form_code))
    footer = letter_footer(letter, words, scale)
    frame = page_frame(footer.rule - _ABOVE_FOOT, max(FLOW_TOP, head.bottom))
    tries: list[Pages] = [fill(not_alone(flow(scale.spaced(each))), frame) for each in _SPACINGS]
    pages = min(tries, key=lambda each: len(each.pages))  # the first of equals
    placed = tuple(tuple(page) for page in pages.pages)
    return LaidOutReadingLetter(letter, words, scale, head, footer, placed)


def wording_in(name: str, language: str, own: OwnWords | None) -> Wording:
    """Return the words of a letter in a language; ``own`` are the practice's, in English only.

    Raises BrokenTemplate.
    """
    words = translated_wording(name, language)
    return english_wording(words, own) if language == ENGLISH.code else words


def long_day(words: Wording, day: date) -> str:
    """Return a day in full in the language of ``words``, on one line."""
    return keep_together(day_in(words, day, long=True))


def body(runs: Runs, scale: Scale, width: float = TEXT_WIDTH) -> Paragraph:
    """Set a paragraph."""
    return paragraph(runs, scale.body, width)


def title(runs: Runs, scale: Scale) -> Paragraph:
    """Set the letter's heading."""
    return balanced(runs, scale.heading, TEXT_WIDTH)


def section_heading(runs: Runs, scale: Scale) -> Paragraph:
    """Set the heading of a part."""
    return balanced(runs, scale.subheading, TEXT_WIDTH)


def steps(texts: Sequence[Runs], scale: Scale) -> list[Item]:
    """Set numbered steps, each kept whole."""
    radius = scale.points * 0.9
    width = TEXT_WIDTH - radius * 2 - scale.body.size * 0.55
    return [
        Item(Numbered(number, paragraph(text, scale.body, width), radius, 1.0), scale.unit * 0.9)
        for number, text in enumerate(texts, start=1)
    ]


def own_paragraph(letter: PostedLetter, words: Wording, scale: Scale) -> list[Item]:
    """Set what the practice adds in its own words; nothing as shipped."""
    if not words.text("own.everybody").strip():
        return []
    practice = letter.practice
    phone = keep_together(clean_text(practice.phone))
    runs = words.say(
        "own.everybody", phone=phone, opening=practice.opening, practice=practice.name,
        salutation=salutation(letter.to),
    )  # fmt: skip
    return [Item(body(runs, scale), scale.unit * 1.8)]


def boxed(text: Runs, scale: Scale) -> Framed:
    """Set a paragraph in the heavy black box that says when not to wait."""
    inner = TEXT_WIDTH - 2 * _BOX_INSET
    return Framed(body(text, scale, inner), TEXT_WIDTH, _BOX_INSET, edge=INK, weight=2.2)


def signed(letter: PostedLetter, signatory: Signatory, words: Wording, scale: Scale) -> Stack:
    """Who signs, and the practice's address if it found no room at the top."""
    name = words.say("letter.signed", signatory=signatory.name, position=signatory.position)
    comma = plain("،  " if scale.rtl else ",  ")
    blocks: list[Block] = [body((*words.say("letter.closing"), *comma, *name), scale)]
    line = practice_address_line(letter.practice, unbroken=True)
    if line and not has_room_for_address(letter.practice, scale):
        blocks += [Gap(scale.unit), body(words.say("letter.our_address", address=line), scale)]
    return Stack(tuple(blocks))

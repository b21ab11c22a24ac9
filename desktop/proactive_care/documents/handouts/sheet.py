"""What handouts share: the practice at the head, sections that stay together, form and page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from proactive_care.documents.content import PracticeLetterhead
from proactive_care.documents.letters.letter_footer import form_number
from proactive_care.documents.paper.blocks import Block, Bullet, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text
from proactive_care.documents.paper.geometry import LEFT, MM, PAGE_HEIGHT, RIGHT, TEXT_WIDTH
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, Pen
from proactive_care.documents.paper.paging import Frame, Item, Placed, fill
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import Runs, balanced, data, line_width, paragraph, plain
from proactive_care.documents.words.formats import LetterFormat
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Wording

_TOP = 16 * MM
_FOOT = PAGE_HEIGHT - 8 * MM
_AIRS = (1.0, 0.8, 0.6, 0.45, 0.36)


@dataclass(frozen=True)
class Handout:
    """A handout being laid out: its words, its size of print, and who gives it out."""

    practice: PracticeLetterhead
    words: Wording
    letter_format: LetterFormat
    air: float = 1.0

    @property
    def scale(self) -> Scale:
        """The settings of its size of print; ``air`` is how much space there is between things."""
        language = language_of(self.words.language)
        return scale_for(self.letter_format.points, language).spaced(self.air)

    def head(self, below: Sequence[Block] = (), width: float = TEXT_WIDTH) -> Block:
        """Return practice, heading and what stands ``below`` it, in ``width`` points."""
        scale = self.scale
        setting = replace(scale.heading, ink=BLUE)
        practice = replace(scale.strong, ink=GREY)
        return Stack(
            (
                balanced(data(clean_text(self.practice.name)), practice, width),
                balanced(self.words.say("head.heading"), setting, width),
                Gap(scale.unit * 0.4),
                *below,
            )
        )

    def body(self, runs: Runs, width: float = TEXT_WIDTH) -> Block:
        """Return a paragraph."""
        return paragraph(runs, self.scale.body, width)

    def heading(self, key: str) -> Block:
        """Return the heading of a section."""
        return balanced(self.words.say(key), self.scale.subheading, TEXT_WIDTH)

    def bullets(self, texts: Sequence[Runs]) -> list[Item]:
        """Return a list, to be broken over pages between its points."""
        indent = self.scale.points
        width = TEXT_WIDTH - indent
        return [
            Item(Bullet(paragraph(runs, self.scale.body, width), indent), self.scale.unit * 0.4)
            for runs in texts
        ]

    def pages(self, items: Sequence[Item]) -> list[list[Placed]]:
        """Place the items on as many pages as they need."""
        return fill(items, Frame(LEFT, _TOP, _TOP, self._foot - 4 * MM)).pages

    @property
    def _foot(self) -> float:
        return _FOOT - self.scale.footer.leading

    def draw(self, pen: Pen, pages: Sequence[Sequence[Placed]], mark: str = "") -> int:
        """Draw the pages, with form and page at the foot of each; return how many there are.

        ``mark`` is written pale across each page, if there is one.
        """
        for number, placed in enumerate(pages, 1):
            if mark:
                pen.watermark(mark)
            with pen.mirrored() if self.scale.rtl else contextlib.nullcontext():
                for each in placed:
                    each.draw(pen)
                self._draw_foot(pen, number, len(pages))
            pen.new_page()
        return len(pages)

    def _draw_foot(self, pen: Pen, number: int, total: int) -> None:
        setting, foot = self.scale.footer, self._foot
        pen.rule(LEFT, foot - 1 * MM, RIGHT, 0.7, HAIRLINE)
        form = f"{form_number(self.letter_format, self.words)} v{self.words.version}"
        left = paragraph(plain(self.words.words("footer.form", form=form)), setting, TEXT_WIDTH)
        left.draw(pen, LEFT, foot)
        place = self.words.say("footer.page", number=number, total=total)
        right = paragraph(place, setting, TEXT_WIDTH)
        right.draw(pen, RIGHT - line_width(right.lines[0], setting), foot)


def fewest_pages(
    sheet: Handout, items: Callable[[Handout], Sequence[Item]]
) -> tuple[Handout, list[list[Placed]]]:
    """Return the sheet with the most air between things that does not cost a page, and its pages.

    Type sizes stay as they are.
    """
    tried = [replace(sheet, air=air) for air in _AIRS]
    laid_out = [(each, each.pages(items(each))) for each in tried]
    return min(laid_out, key=lambda pair: len(pair[1]))

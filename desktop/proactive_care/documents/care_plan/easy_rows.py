"""Rows of easy read for a care plan: a few ideas beside a picture, apart from each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from proactive_care.documents.care_plan.parts import WIDTH
from proactive_care.documents.easy_read.gallery import GALLERY
from proactive_care.documents.easy_read.lines import EasyRow, easy_line
from proactive_care.documents.easy_read.sketch import WIDTH as PICTURE_WIDTH
from proactive_care.documents.paper.blocks import Block, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text
from proactive_care.documents.paper.forms import Blank, form_row
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, Runs, balanced, parse_markup, plain
from proactive_care.documents.words.wording import Wording

_MOST_IDEAS, _TALLEST = 5, 9  # beside one picture: ideas, and lines with their turnovers
_BETWEEN = 0.4  # of the type's size: more than between the lines of one idea
_BESIDE = 12 * MM  # around a picture
_EDGE = 2.6 * MM  # above and below it


@dataclass(frozen=True)
class EasyRows:
    """Makes the rows of one plan. ``zoom`` is how large the pictures are; the print stays."""

    words: Wording
    scale: Scale
    zoom: float = 1.0

    @property
    def _column(self) -> float:
        return PICTURE_WIDTH * MM * self.zoom + _BESIDE

    def row(self, picture: str, ideas: Iterable[Runs]) -> EasyRow:
        """One row, however many ideas there are."""
        return self._row(picture, [self._line(idea) for idea in ideas])

    def named(self, key: str, *more: Runs) -> EasyRow:
        """Make a row of a part of the words: its picture, its lines, and ``more`` below them."""
        lines = (parse_markup(line) for line in self.words.texts(f"{key}.lines"))
        return self.row(self.words.words(f"{key}.picture"), (*lines, *more))

    def rows(self, picture: str, ideas: Iterable[Runs]) -> list[Block]:
        """Rows of a few ideas each, all with the same picture; none is taller than half a page."""
        cut: list[list[Paragraph]] = [[]]
        for block in (part for idea in ideas for part in _low(self._line(idea))):
            tall = sum(len(each.lines) for each in cut[-1]) + len(block.lines)
            if cut[-1] and (len(cut[-1]) >= _MOST_IDEAS or tall > _TALLEST):
                cut.append([])
            cut[-1].append(block)
        return [self._row(picture, blocks) for blocks in cut if blocks]

    def texts(self, picture: str, texts: Iterable[str]) -> list[Block]:
        """Rows of texts as they are."""
        return self.rows(picture, [plain(clean_text(text)) for text in texts if text.strip()])

    def each(self, texts: Iterable[str], usual: str) -> list[EasyRow]:
        """A row for each text, with the picture of what it speaks of, or the ``usual`` one."""
        return [
            self.row(self.picture_of(text, usual), [plain(clean_text(text))])
            for text in texts
            if text.strip()
        ]

    def to_write(self, picture: str, label: str) -> EasyRow:
        """A row with nothing but a label and a line to write on."""
        return self.with_line(self._row(picture, ()), label)

    def with_line(self, before: EasyRow, label: str) -> EasyRow:
        """Add a label, by its key, with a line to write on."""
        blank = form_row(
            (Blank(self.words.say(label), self.scale.points * 5),), self.scale.body,
            before.lines_width, row_height=self.scale.points * 2.2,
        )  # fmt: skip
        return replace(before, lines=(*before.lines, blank))

    def section(self, heading: str, blocks: Iterable[Block]) -> list[Item]:
        """A heading, by its key, that stays with its first row; nothing when there are no rows.

        Where the section goes on over the page, it is said again.
        """
        kept = list(blocks)
        if not kept:
            return []
        told = self.under(balanced(self.words.say(heading), self.scale.heading, WIDTH))
        first = Item(told, self.scale.unit * 1.6 * self.zoom, with_next=True)
        return [first, *(Item(block, above=told) for block in kept)]

    def under(self, heading: Paragraph) -> Block:
        """A heading with room for its descenders above the first row's rule."""
        return Stack((heading, Gap(self.scale.points * 0.15)))

    def picture_of(self, text: str, usual: str) -> str:
        """Return the name of the picture whose word is in a text."""
        spoken = text.casefold()
        for key in self.words.keys():  # noqa: SIM118 - not a mapping
            if key.startswith("pictures.") and key.removeprefix("pictures.") in spoken:
                return self.words.words(key)
        return usual

    def _line(self, idea: Runs) -> Paragraph:
        return easy_line(idea, self.scale, WIDTH - self._column)

    def _row(self, picture: str, ideas: Sequence[Block]) -> EasyRow:
        spaced: list[Block] = []
        between = Gap(self.scale.points * _BETWEEN * self.zoom)
        for idea in ideas:
            spaced += [between, idea] if spaced else [idea]
        return EasyRow(
            GALLERY[picture], tuple(spaced), zoom=self.zoom, width=WIDTH, column=self._column,
            edge=_EDGE * self.zoom,
        )  # fmt: skip


def _low(block: Paragraph) -> list[Paragraph]:
    """Cut a very long sentence into pieces that fit a row."""
    lines = block.lines
    return [
        replace(block, lines=lines[at : at + _TALLEST]) for at in range(0, len(lines), _TALLEST)
    ]

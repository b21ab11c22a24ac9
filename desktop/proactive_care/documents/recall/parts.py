"""The parts of a recall letter as blocks: booking, visits, getting ready, red flags."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.content import RecallLetter, Sides
from proactive_care.documents.paper.blocks import (
    Block,
    Bullet,
    CardWithFoot,
    Columns,
    Framed,
    Gap,
    Numbered,
    Rule,
    Stack,
)
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.geometry import MM, TEXT_WIDTH
from proactive_care.documents.paper.ink import BLUE, INK
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import (
    Paragraph,
    Runs,
    balanced,
    data,
    paragraph,
    plain,
    strong,
)
from proactive_care.documents.recall.words import (
    VisitWords,
    before_you_come,
    call_999,
    call_same_day,
    please_bring,
    visit_words,
)
from proactive_care.documents.words.wording import Wording

GUTTER = 6 * MM
HALF = (TEXT_WIDTH - GUTTER) / 2
_INSET = 5.8 * MM


@dataclass(frozen=True)
class Places:
    """On which page (from 0) the visits and the reply slip are, for the texts that point there."""

    visits: int = 1
    slip: int = 1


@dataclass(frozen=True)
class Parts:
    """Makes the parts of one letter, in its words and at its scale."""

    letter: RecallLetter
    words: Wording
    scale: Scale
    places: Places

    @property
    def phone(self) -> str:
        """The phone number, kept on one line."""
        return keep_together(clean_text(self.letter.practice.phone))

    def body(self, runs: Runs, width: float = TEXT_WIDTH) -> Paragraph:
        """Set a paragraph."""
        return paragraph(runs, self.scale.body, width)

    def heading(self, key: str, width: float = TEXT_WIDTH) -> Paragraph:
        """Set a section's heading."""
        return balanced(self.words.say(key), self.scale.subheading, width)

    def bullets(self, texts: tuple[Runs, ...], width: float) -> Stack:
        """Set a list with blue dots."""
        indent = self.scale.points * 1.15
        blocks: list[Block] = []
        for text in texts:
            if blocks:
                blocks.append(Gap(self.scale.unit * 0.55))
            blocks.append(Bullet(self.body(text, width - indent), indent))
        return Stack(tuple(blocks))

    def section(self, key: str, texts: tuple[Runs, ...], width: float) -> Stack:
        """Set a heading and the list under it."""
        return Stack((self.heading(key, width), self._small, self.bullets(texts, width)))

    @property
    def _small(self) -> Gap:
        return Gap(self.scale.unit * 0.4)

    # Booking ---------------------------------------------------------------------------------

    def booking_card(self) -> CardWithFoot:
        """How to book by phone, online and post, and below it how to change or cancel."""
        practice, inner = self.letter.practice, TEXT_WIDTH - 2 * _INSET
        left_width = inner * 0.54
        right_width = inner - left_width
        left: list[Block] = [
            self.heading("booking.heading", left_width),
            paragraph(self._whom_to_call(), self.scale.phone, left_width),
            self.body(data(self._required_opening()), left_width),
        ]
        if practice.quiet_time.strip():
            left.append(self.body(data(clean_text(practice.quiet_time)), left_width))
        right: list[Block] = [Gap(self.scale.subheading.leading - self.scale.body.leading)]
        if practice.booking_site.strip():
            right += [
                paragraph(self.words.say("booking.online"), self.scale.strong, right_width),
                self.body(data(clean_text(practice.booking_site)), right_width),
                Gap(self.scale.unit * 1.1),
            ]
        right += [
            paragraph(self.words.say("booking.post"), self.scale.strong, right_width),
            self.body(self._slip_place("booking.slip"), right_width),
        ]
        content = Columns((Stack(tuple(left)), Stack(tuple(right))), (0.0, left_width))
        change = self.words.say("booking.change", phone=self.phone)
        foot = paragraph(change, self.scale.band, inner)
        return CardWithFoot(content, foot, TEXT_WIDTH, _INSET)

    def _whom_to_call(self) -> Runs:
        """The number by itself; where the practice has entered none, a sentence."""
        if any(letter.isdigit() for letter in self.phone):
            return data(self.phone)
        return (*self.words.say("booking.call"), *plain(" "), *data(self.phone))

    def booking_lines(self) -> Stack:
        """How to book, in large print: one thing below the other."""
        blocks: list[Block] = [
            self.heading("booking.heading"),
            paragraph(
                (*self.words.say("booking.call"), *plain(" "), *data(self.phone)),
                self.scale.phone,
                TEXT_WIDTH,
            ),
            self.body(data(self._required_opening())),
        ]
        if self.letter.practice.booking_site.strip():
            site = clean_text(self.letter.practice.booking_site)
            blocks.append(self.body(self.words.say("booking.or_site", site=site)))
        blocks.append(self.body(self._slip_place("booking.or_slip")))
        return Stack(tuple(blocks))

    def change_band(self) -> Framed:
        """How to change or cancel, as a band of its own."""
        inner = TEXT_WIDTH - 2 * _INSET
        lines = (
            paragraph(self.words.say("booking.change_lead"), self.scale.band, inner),
            paragraph(
                self.words.say("booking.change_call", phone=self.phone), self.scale.band, inner
            ),
        )
        return Framed(Stack(lines), TEXT_WIDTH, _INSET * 0.75, fill=BLUE)

    def _required_opening(self) -> str:
        # Through a merge field, so that missing hours are an error and not an empty line.
        return self.words.words("booking.hours", opening=self.letter.practice.opening)

    def _slip_place(self, key: str) -> Runs:
        if self.letter.sides is Sides.TWO and self.places.slip == 1:
            return self.words.say(f"{key}_on_back")
        return self.words.say(
            f"{key}_on_sheet", sheet=sheet_of(self.places.slip, self.letter.sides)
        )

    # Visits ----------------------------------------------------------------------------------

    def visits(self) -> Block:
        """Both visits beside each other; one visit takes the whole width."""
        told = visit_words(self.letter, self.words)
        if len(told) == 1:
            return self._visit(told[0], 0, TEXT_WIDTH)
        blocks = tuple(self._visit(visit, index + 1, HALF) for index, visit in enumerate(told))
        return Columns(blocks, tuple(index * (HALF + GUTTER) for index in range(len(blocks))))

    def visits_in_turn(self) -> tuple[Block, ...]:
        """The visits below each other, for large print."""
        told = visit_words(self.letter, self.words)
        return tuple(
            self._visit(visit, index + 1 if len(told) > 1 else 0, TEXT_WIDTH)
            for index, visit in enumerate(told)
        )

    def _visit(self, told: VisitWords, number: int, width: float) -> Stack:
        heading = paragraph(_bold(told.heading), self.scale.subheading, width * 0.7)
        blocks = (
            Rule(width),
            Gap(self.scale.unit * 0.8),
            Numbered(number, heading, self.scale.points * 0.9) if number else heading,
            self._small,
            self.body(told.how_long, width),
            self._small,
            self.body(told.what, width),
            self._small,
            self.body(told.who, width),
        )
        return Stack(blocks)

    # Getting ready ---------------------------------------------------------------------------

    def before(self, width: float) -> Stack:
        """What to do first."""
        return self.section("before.heading", before_you_come(self.letter, self.words), width)

    def bring(self, width: float) -> Stack:
        """What to bring."""
        return self.section("bring.heading", please_bring(self.letter, self.words), width)

    def help(self, width: float) -> Stack:
        """Interpreter, formats, transport, home visit."""
        items = tuple(plain(item) for item in self.words.texts("help.items"))
        return Stack(
            (
                self.heading("help.heading", width),
                self._small,
                self.body(self.words.say("help.lead"), width),
                self._small,
                self.bullets(items, width),
                self._small,
                self.body(self.words.say("help.call", phone=self.phone), width),
            )
        )

    # When not to wait ------------------------------------------------------------------------

    def urgent_box(self) -> Framed:
        """The one heavy black box: two lists beside each other."""
        inner = TEXT_WIDTH - 2 * _INSET
        half = (inner - GUTTER) / 2
        lists = Columns((self._flags_999(half), self._flags_same_day(half)), (0.0, half + GUTTER))
        return self._heavy(
            (
                self.heading("urgent.heading", inner),
                self._small,
                lists,
                self._small,
                self._closed(inner),
            )
        )

    def urgent_boxes(self, room: float) -> tuple[Framed, ...]:
        """The heavy box in one column; if it is taller than ``room``, as two boxes."""
        inner = TEXT_WIDTH - 2 * _INSET
        heading = self.heading("urgent.heading", inner)
        first: tuple[Block, ...] = (heading, self._small, self._flags_999(inner))
        second: tuple[Block, ...] = (self._flags_same_day(inner), self._small, self._closed(inner))
        whole = self._heavy((*first, Gap(self.scale.unit), *second))
        if whole.height <= room:
            return (whole,)
        return (self._heavy(first), self._heavy(second))

    def _heavy(self, blocks: tuple[Block, ...]) -> Framed:
        return Framed(Stack(blocks), TEXT_WIDTH, _INSET * 0.8, edge=INK, weight=2.2)

    def _flags_999(self, width: float) -> Stack:
        return self._flags("urgent.call_999", call_999(self.letter, self.words), width)

    def _flags_same_day(self, width: float) -> Stack:
        return self._flags("urgent.same_day", call_same_day(self.letter, self.words), width)

    def _flags(self, key: str, flags: tuple[str, ...], width: float) -> Stack:
        lead = paragraph(self.words.say(key), self.scale.strong, width)
        return Stack((lead, self._small, self.bullets(tuple(plain(flag) for flag in flags), width)))

    def _closed(self, width: float) -> Paragraph:
        return self.body(self.words.say("urgent.closed"), width)

    def decline(self) -> Stack:
        """How to say no, and what to do after a move."""
        return Stack(
            (
                self.heading("decline.heading"),
                self._small,
                self.body(self.words.say("decline.text")),
            )
        )


def sheet_of(page: int, sides: Sides) -> int:
    """Return the sheet (from 1) on which a page (from 0) is printed."""
    return page + 1 if sides is Sides.ONE else page // 2 + 1


def _bold(runs: Runs) -> Runs:
    return strong("".join(run.text for run in runs))

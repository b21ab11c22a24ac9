"""The parts of a care plan as blocks, in its words and at its scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from proactive_care.documents.care_plan.blocks import Confidence, SidePanel, TickBox, WriteLines
from proactive_care.documents.care_plan.content import (
    CarePlanPaper,
    Involved,
    PlanMedicine,
    PlanNumber,
)
from proactive_care.documents.paper.blocks import Block, Bullet, Columns, Framed, Gap, Rule, Stack
from proactive_care.documents.paper.fonts import NBSP, clean_text, keep_together, text_width
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, GREY, INK, PALE
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import (
    Paragraph,
    Run,
    Runs,
    Type,
    balanced,
    data,
    line_width,
    paragraph,
    plain,
    strong,
)
from proactive_care.documents.paper.turned import Turned, own_direction
from proactive_care.documents.words.dates import day_in, figures_of
from proactive_care.documents.words.languages import language_of
from proactive_care.documents.words.wording import Value, Wording
from proactive_care.domain.identifiers import show_nhs_number

LEFT, RIGHT = 18 * MM, 192 * MM
WIDTH = RIGHT - LEFT
GUTTER = 8 * MM
HALF = (WIDTH - GUTTER) / 2
INSET = 5.5 * MM
_NOT_ALONE = 2  # lines of what matters that stay together where it goes on over the page


@dataclass(frozen=True)
class PlanParts:
    """Makes the parts of one plan."""

    paper: CarePlanPaper
    words: Wording
    scale: Scale

    # Type ------------------------------------------------------------------------------------

    @property
    def grey(self) -> Type:
        """Notes beside the text."""
        return replace(self.scale.body, ink=GREY)

    @property
    def own_words(self) -> Type:
        """What the patient said: a little larger than the rest."""
        size = self.scale.points * (1.08 if self.scale.is_large else 1.2)
        return Type(size, size * 1.42 * self._air, rtl=self.scale.rtl)

    @property
    def title(self) -> Type:
        """The name of the document."""
        size = self.scale.points * (1.6 if self.scale.is_large else 2.15)
        return Type(size, size * 1.25 * self._air, True, BLUE, self.scale.rtl)

    @property
    def _air(self) -> float:
        """How much further apart the lines of this script are than those of English."""
        return language_of(self.words.language).leading

    def gap(self, units: float) -> Gap:
        """Space, in units of the scale."""
        return Gap(self.scale.unit * units)

    def body(self, text: str, width: float = WIDTH) -> Paragraph:
        """Set fixed words that are in the plan's language as a paragraph."""
        return paragraph(plain(tidy(text)), self.scale.body, width)

    def typed(
        self, text: str, width: float = WIDTH, setting: Type | None = None
    ) -> Paragraph | Turned:
        """Set what somebody typed, or what was imported, in its own direction."""
        return own_direction(data(tidy(text)), setting or self.scale.body, width)

    def strong(self, text: str, width: float = WIDTH) -> Paragraph | Turned:
        """Set what was typed in bold."""
        return self.typed(text, width, self.scale.strong)

    def named(self, text: str, setting: Type, width: float) -> Paragraph | Turned:
        """Set something typed at the page's own side, however many lines it takes."""
        return own_direction(data(tidy(text)), setting, width, whole_width=False)

    def runs(self, key: str, **values: str | int | Value) -> Runs:
        """Return a text of the template with its fields merged; what is kept together stays so.

        Text is data and keeps its own direction; a Value is in the plan's language.
        """
        return self.words.say(key, **values)

    def fixed(self, text: str, *, bold: bool = False) -> Value:
        """Return words in the plan's language, to be merged into a text."""
        return Value(data(tidy(text), bold))

    def day(self, day: date, *, long: bool = False) -> str:
        """Return a day in the plan's language, in one piece."""
        return keep_together(day_in(self.words, day, long=long))

    def day_within(self, day: date, width: float) -> str:
        """Return a day for a narrow column: in figures if some month's name would not fit it.

        English days are short, and each fits by itself.
        """
        if not self.words.texts("dates.months"):
            return self.day(day)
        every = (self.day(day.replace(day=28, month=month)) for month in range(1, 13))
        fits = all(text_width(each, self.scale.body.size) <= width for each in every)
        return self.day(day) if fits else figures_of(day)

    def target(self, number: PlanNumber) -> str | Value:
        """Return a target to be merged: the patient's own is data, the usual one is not."""
        return keep_together(number.target) if number.own else self.fixed(number.target)

    def joined(self, texts: Iterable[str]) -> Value:
        """Return fixed words one after the other, to be merged into a text."""
        return self.fixed(self.words.text("grammar.comma").join(texts))

    def say(self, key: str, width: float = WIDTH, **values: str | int | Value) -> Paragraph:
        """Set a text of the template."""
        return paragraph(self.runs(key, **values), self.scale.body, width)

    def quiet(self, key: str, width: float = WIDTH, **values: str | int | Value) -> Paragraph:
        """Set a text of the template as a note."""
        return paragraph(self.runs(key, **values), self.grey, width)

    def heading(self, key: str, width: float = WIDTH, note: Runs = ()) -> Block:
        """Set a section's heading under its blue line; ``note`` follows in grey if it fits."""
        text = balanced(strong(self.words.words(key)), self.scale.subheading, width)
        blocks: list[Block] = [Rule(width, 1.8), self.gap(0.9)]
        beside = paragraph(note, self.grey, width) if note else None
        at = first_line_width(text)
        if beside is None:
            blocks.append(text)
        elif len(text.lines) == 1 and at + 8 + first_line_width(beside) <= width:
            drop = (text.type.leading - beside.type.leading) / 2 + text.type.size * 0.06
            blocks.append(Columns((text, Stack((Gap(drop), beside))), (0.0, at + 8)))
        else:
            blocks += [text, beside]
        return Stack(tuple(blocks))

    def bullets(self, texts: Iterable[str], width: float) -> tuple[Bullet, ...]:
        """Set a list, a block for each."""
        indent = self.scale.points * 1.2
        return tuple(Bullet(self.body(text, width - indent), indent) for text in texts)

    def spaced(self, blocks: Sequence[Block], units: float) -> tuple[Block, ...]:
        """Return blocks with space between them."""
        result: list[Block] = []
        for block in blocks:
            if result:
                result.append(self.gap(units))
            result.append(block)
        return tuple(result)

    def blank(self, width: float, lines: int = 2) -> tuple[Block, ...]:
        """Say that nothing is recorded, and leave lines to write on."""
        step = self.scale.points * 2.0
        return self.quiet("blank.text", width), WriteLines(lines, width, step)

    def line(self, width: float) -> WriteLines:
        """One line to write on."""
        return WriteLines(1, width, self.scale.points * 1.9)

    # Parts -----------------------------------------------------------------------------------

    def head(self, *, title: Runs = (), short: bool = False) -> Block:
        """Whose plan, whose practice, which version; ``short``: no more than must be there."""
        paper, subject = self.paper, self.paper.subject
        name = f"{subject.title} {subject.given_name} {subject.family_name}"
        born = self.day(subject.born) if subject.born else self.words.words("head.not_known")
        number = keep_together(show_nhs_number(subject.nhs_number)) if subject.nhs_number else ""
        large = self.scale.is_large
        left_width = WIDTH if large else 108 * MM
        right_width = WIDTH if large else 58 * MM
        left: list[Block] = [
            paragraph(title or self.words.say("head.title"), self.title, left_width),
            self.gap(0.4),
            self.named(name, self.scale.strong, left_width),
            *self.on_one_line(
                self.runs("head.born", date=born),
                *([self.runs("head.nhs", nhs=number)] if number else []),
                width=left_width,
            ),
        ]
        if subject.phones and not short:
            phones = ", ".join(keep_together(phone) for phone in subject.phones)
            left.append(self.say("head.phone", left_width, text=phones))
        version = self.words.say("head.version", version=paper.version)
        has_phone = any(map(str.isdigit, paper.phone))  # else it says "the surgery" in sentences
        phone = [self.typed(keep_together(paper.phone), right_width)] if has_phone else []
        practice = [self.named(paper.practice, self.scale.body, right_width), *phone]
        made_on = self.day(paper.made_on, long=True)
        if large:
            dated = self.on_one_line(self.fixed(made_on).runs, version)
            return Stack((*left, self.gap(0.6), *practice, *(() if short else dated)))
        right = [
            *practice,
            self.body(made_on, right_width),
            paragraph(version, self.scale.strong, right_width),
        ]
        return Columns((Stack(tuple(left)), Stack((self.gap(0.8), *right))), (0.0, 114 * MM))

    def on_one_line(self, *facts: Runs, width: float = WIDTH) -> tuple[Block, ...]:
        """Set facts beside each other, or below each other where that is too wide."""
        joined = [run for fact in facts for run in (Run("  ·  "), *fact)][1:]
        beside = paragraph(tuple(joined), self.scale.body, width)
        if len(beside.lines) <= 1:
            return (beside,) if facts else ()
        return tuple(paragraph(each, self.scale.body, width) for each in facts)

    def data_warning(self) -> Block | None:
        """Say loudly that the data is old, or of unknown age."""
        if self.paper.data_of is None:
            text = self.words.say("head.no_data")
        elif self.paper.data_is_old:
            text = self.runs("head.old_data", date=self.day(self.paper.data_of))
        else:
            return None
        inner = paragraph(text, self.scale.body, WIDTH - 2 * INSET * 0.6)
        return Framed(inner, WIDTH, INSET * 0.6, edge=INK, weight=0.9)

    def matters(self, room: float, first_room: float) -> tuple[Block, ...]:
        """What matters to the patient, on one panel, or on several if it is long.

        ``first_room`` is what is left of the page where it begins.
        """
        inner = WIDTH - 2 * INSET
        heading = paragraph(
            self.words.say("matters.heading"), replace(self.scale.subheading, ink=BLUE), inner
        )
        if not self.paper.matters.strip():
            blank = Stack((heading, *self.blank(inner, 3)))
            return (SidePanel(blank, WIDTH, INSET),)
        said = self.typed(clean_text(self.paper.matters), inner, self.own_words)
        quoted = (self.gap(0.5), paragraph(self._quoted(), self.grey, inner))
        lines: list[Block] = [*said.single_lines()]
        if len(lines) < 2 * _NOT_ALONE:
            parted: list[Block] = [Stack((heading, self.gap(0.3), *lines, *quoted))]
        else:
            parted = [
                Stack((heading, self.gap(0.3), *lines[:_NOT_ALONE])),
                *lines[_NOT_ALONE:-_NOT_ALONE],
                Stack((*lines[-_NOT_ALONE:], *quoted)),
            ]
        return self._panels(parted, room, first_room)

    def _panels(self, blocks: list[Block], room: float, first_room: float) -> tuple[SidePanel, ...]:
        panels: list[SidePanel] = []
        current: list[Block] = []
        begins = SidePanel(blocks[0], WIDTH, INSET).height <= first_room
        here = first_room if begins else room
        for block in blocks:
            longer = SidePanel(Stack((*current, block)), WIDTH, INSET)
            if current and longer.height > here:
                panels.append(SidePanel(Stack(tuple(current)), WIDTH, INSET))
                current, here = [], room
            current.append(block)
        panels.append(SidePanel(Stack(tuple(current)), WIDTH, INSET))
        return tuple(panels)

    def _quoted(self) -> Runs:
        first = self.paper.subject.given_name.strip() or self.paper.subject.family_name
        if self.paper.matters_on is None:
            return self.runs("matters.quoted_no_date", first=first)
        day = self.day(self.paper.matters_on, long=True)
        return self.runs("matters.quoted", first=first, date=day)

    def medicine(self, medicine: PlanMedicine, width: float) -> Paragraph | Turned:
        """One medicine as it was imported."""
        runs = data(clean_text(medicine.name), bold=True)
        if medicine.dosage.strip():
            runs += data(f"  {clean_text(medicine.dosage)}")
        return own_direction(runs, self.scale.body, width, whole_width=True)

    def person(self, person: Involved) -> Runs:
        """Somebody who is involved, and what they are."""
        if not person.part.strip():
            return data(tidy(person.name), bold=True)
        return self.runs("people.line", name=person.name, text=person.part)

    def confidence(self, width: float) -> tuple[Block, ...]:
        """How sure the patient is, and what would raise it."""
        low, high = self.words.words("confidence.low"), self.words.words("confidence.high")
        right = paragraph(plain(high), self.grey, width)
        ends = Columns(
            (paragraph(plain(low), self.grey, width), right), (0.0, width - first_line_width(right))
        )
        blocks: list[Block] = [
            Confidence(self.paper.confidence, width, self.scale.points),
            self.gap(0.2),
            ends,
        ]
        if self.paper.confidence is None:
            blocks.append(self.quiet("confidence.circle", width))
        elif self.paper.to_raise.strip():
            blocks.append(self.say("confidence.to_raise", width, text=self.paper.to_raise))
        return tuple(blocks)

    def tick(self, runs: Runs, width: float) -> Block:
        """A box to tick, and what for."""
        size = self.scale.points * 1.05
        by = size + self.scale.points * 0.6
        label = paragraph(runs, self.scale.body, width - by)
        return Columns((TickBox(size, self.scale.body.leading), label), (0.0, by))

    def tinted(self, content: Block) -> Framed:
        """Put a block on a panel."""
        return Framed(content, WIDTH, INSET * 0.85, fill=PALE)


def tidy(text: str) -> str:
    """Return data as one printable line; spaces at which no line breaks stay."""
    return NBSP.join(clean_text(part) for part in text.split(NBSP))


def first_line_width(block: Paragraph) -> float:
    """Return how far the first line of a paragraph reaches; 0 for an empty one."""
    return line_width(block.lines[0], block.type) if block.lines else 0.0

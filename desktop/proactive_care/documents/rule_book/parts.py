"""The parts of a rule book: rows of groups, terms and examples, all as blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proactive_care.documents.paper.blocks import Block, Bullet, Columns, Framed, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, INK, PALE, WHITE, Pen
from proactive_care.documents.paper.text import Paragraph, Run, Type, paragraph, plain, strong
from proactive_care.documents.paper.tier_mark import GradeBox, TierMark
from proactive_care.documents.rule_book.content import PaperExample, PaperFramework, PaperRule
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT

WIDTH = RIGHT - LEFT
TITLE = Type(24, 30, True, BLUE)
CHAPTER = Type(20, 26, True, BLUE)
HEADING = Type(11.5, 15.5, True)
BODY = Type(9.5, 12.8)
STRONG = Type(9.5, 12.8, True)
SMALL = Type(8.0, 10.6)
SMALL_GREY = Type(8.5, 11.4, False, GREY)

_MINUS = "\u2212"  # the fonts have no minus sign; the dash of figures looks the same

_WHAT, _WHO, _GRADE = 23 * MM, 125 * MM, 162 * MM
_WHAT_WIDTH, _WHO_WIDTH = _WHO - _WHAT - 5 * MM, _GRADE - _WHO - 4 * MM
_TERM_WIDTH = 48 * MM
_NAME, _RECORD, _GROUP, _SHOWS = 0.0, 34 * MM, 107 * MM, 122 * MM


@dataclass(frozen=True)
class _Line:
    """A row with a hairline above it and a little air."""

    content: Block
    air: float = 4.0

    @property
    def height(self) -> float:
        return self.content.height + 2 * self.air

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y, x + WIDTH, 0.6, HAIRLINE)
        self.content.draw(pen, x, y + self.air)


def text(words: str, setting: Type = BODY, width: float = WIDTH) -> Paragraph:
    """Return one paragraph."""
    printable = clean_text(words).replace(_MINUS, "–")
    return paragraph(plain(printable), setting, width)


def heading(words: str) -> Paragraph:
    """Return a heading inside a chapter."""
    return text(words, HEADING)


def phrase(lead: str, parts: tuple[str, ...], width: float = WIDTH) -> Block:
    """Return a condition: a sentence, or its lead and a list."""
    if not lead and len(parts) == 1:
        return text(_sentence(parts[0]), BODY, width)
    indent = 4.2 * MM
    bullets = [Bullet(text(part, BODY, width - indent), indent) for part in parts]
    return Stack((text(f"{_capital(lead)}:", STRONG, width), *bullets))


def warning(words: str) -> Block:
    """Return the heavy black box: these rules must not sort anybody yet."""
    inset = 3 * MM
    said = paragraph(strong(clean_text(words)), replace(BODY, ink=WHITE), WIDTH - 2 * inset)
    return Framed(said, WIDTH, inset, fill=INK, radius=3.0)


def register_card(framework: PaperFramework) -> Block:
    """Return who is on the register, and what data the rules cannot do without."""
    inset = 3.4 * MM
    width = WIDTH - 2 * inset
    blocks: list[Block] = [text("On the register", STRONG, width)]
    blocks.append(phrase(framework.register.lead, framework.register.parts, width))
    if framework.needs:
        needs = f"Nobody can be sorted without imported {framework.needs}."
        blocks += [Gap(3.0), text(needs, SMALL_GREY, width)]
    return Framed(Stack(tuple(blocks)), WIDTH, inset, fill=PALE, radius=4.0)


def signature_row(title: str, signed: str, is_signed: bool, page: int) -> Block:
    """Return a line of the contents: what, who has signed it, on which page it begins."""
    setting = BODY if is_signed else STRONG
    return _Line(
        Columns(
            (text(title, STRONG, 52 * MM), text(signed, setting, 98 * MM), text(f"page {page}")),
            (0.0, 56 * MM, 160 * MM),
        ),
        3.0,
    )


def group_head() -> Block:
    """Return the headings of the table of groups."""
    words = ("Group", "Condition and source", "Who, by when", "Grade")
    return Columns(tuple(text(each, SMALL_GREY) for each in words), (0.0, _WHAT, _WHO, _GRADE))


def rule_row(rule: PaperRule) -> Block:
    """Return a group, or a flag: what it asks, who acts by when, and what it rests on."""
    what: list[Block] = []
    if rule.tier is None:
        what.append(text(_capital(rule.name), STRONG, _WHAT_WIDTH))
    what.append(phrase(rule.condition.lead, rule.condition.parts, _WHAT_WIDTH))
    if rule.note:
        what += [Gap(2.0), text(rule.note, BODY, _WHAT_WIDTH)]
    if rule.source:
        what += [Gap(2.0), text(f"{rule.source}.", replace(SMALL, ink=GREY), _WHAT_WIDTH)]
    who = Stack((text(_capital(rule.who), STRONG, _WHO_WIDTH), text(rule.by, BODY, _WHO_WIDTH)))
    name = rule.name if rule.tier is not None else ""
    return _Line(
        Columns(
            (TierMark(name, rule.tier), Stack(tuple(what)), who, GradeBox(rule.grade)),
            (0.0, _WHAT, _WHO, _GRADE),
        ),
        5.0,
    )


def term_row(term: str, meaning: str) -> Block:
    """Return a word and what it means."""
    width = WIDTH - _TERM_WIDTH - 4 * MM
    return Columns(
        (text(_capital(term), STRONG, _TERM_WIDTH), text(_sentence(meaning), BODY, width)),
        (0.0, _TERM_WIDTH + 4 * MM),
    )


def example_head() -> Block:
    """Return the headings of the table of examples."""
    words = ("Patient", "Record", "Group", "Shows")
    offsets = (_NAME, _RECORD, _GROUP, _SHOWS)
    return Columns(tuple(text(each, SMALL_GREY) for each in words), offsets)


def example_row(example: PaperExample) -> Block:
    """Return one fictional patient with the group that the rules give."""
    who = paragraph(
        (Run(clean_text(example.name), True), Run(f" {clean_text(example.who)}")),
        SMALL,
        _RECORD - 4 * MM,
    )
    group: list[Block] = [text(example.group or "none", STRONG, _SHOWS - _GROUP - 2 * MM)]
    if not example.as_expected:
        group.append(text("wrong", STRONG, _SHOWS - _GROUP - 2 * MM))
    return _Line(
        Columns(
            (
                who,
                text(example.record, SMALL, _GROUP - _RECORD - 4 * MM),
                Stack(tuple(group)),
                text(_sentence(example.shows), SMALL, WIDTH - _SHOWS),
            ),
            (_NAME, _RECORD, _GROUP, _SHOWS),
        ),
        2.6,
    )


def _capital(words: str) -> str:
    """Return words with a capital first letter; ``eGFR`` keeps its small one."""
    return words if words[1:2].isupper() else words[:1].upper() + words[1:]


def _sentence(words: str) -> str:
    return f"{_capital(words)}." if words and not words.endswith((".", "?")) else _capital(words)

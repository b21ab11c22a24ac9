"""The patient-held summary: the plan on one sheet, to carry or to keep on the fridge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from proactive_care.documents.care_plan.content import CarePlanPaper
from proactive_care.documents.care_plan.easy import easy_plan_pages
from proactive_care.documents.care_plan.footer import PlanFooter, plan_footer
from proactive_care.documents.care_plan.parts import GUTTER, HALF, LEFT, WIDTH, PlanParts
from proactive_care.documents.care_plan.plan import PlanPdf, draw_pages, laid_out_pages, plan_type
from proactive_care.documents.care_plan.sections import PlanSections
from proactive_care.documents.paper.blocks import Block, Columns, Stack
from proactive_care.documents.paper.fonts import keep_together
from proactive_care.documents.paper.geometry import MM, TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.paper.text import Run, paragraph
from proactive_care.domain.errors import KnownError

SIDES = 2  # one sheet
_ABOVE_FOOT = 3 * MM
_SPACINGS = (1.3, 1.1, 1.0, 0.85, 0.7, 0.5)
# What gives way first when all of it does not fit one sheet. Who it is, the medicines and when to
# get help always stay.
_GIVES_WAY = ("people", "numbers", "matters", "conditions")


@dataclass(frozen=True)
class _Choice:
    """What is on the sheet: the parts that give way, and whether each dosage is told."""

    shown: tuple[str, ...]
    dosages: bool = True


_ALL = _Choice(_GIVES_WAY)


def summary_pdf(paper: CarePlanPaper, *, made_at: datetime) -> PlanPdf:
    """Print the summary of a plan on one sheet, on one or two sides.

    What does not fit is left to the full plan, and that is said. The same content and time give the
    same bytes. Raises KnownError if even the least does not fit, MissingGlyph.
    """
    words, scale = plan_type(paper)
    footer = plan_footer(paper, words, scale, "footer.summary_form")
    bottom = footer.rule - _ABOVE_FOOT
    if paper.letter_format.easy_read:  # its plan is short, and pictures need their room
        easy = easy_plan_pages(PlanParts(paper, words, scale), bottom)
        return _drawn(easy, footer, made_at, draft=paper.draft)
    choices = [_Choice(_GIVES_WAY[start:]) for start in range(len(_GIVES_WAY) + 1)]
    choices.append(_Choice((), dosages=False))
    for choice in choices:
        tried = [
            _pages(PlanParts(paper, words, scale.spaced(air)), choice, bottom) for air in _SPACINGS
        ]
        best = min(tried, key=lambda pages: len(pages.pages))
        if len(best.pages) <= SIDES:
            return _drawn(best, footer, made_at, draft=paper.draft)
    raise KnownError(
        "The medicines and warning signs do not fit one sheet in this print size.",
        kept="Nothing was printed.",
        advice="Give the full care plan instead.",
    )


def _drawn(pages: Pages, footer: PlanFooter, made_at: datetime, *, draft: bool) -> PlanPdf:
    title = footer.words.words("head.summary")
    return draw_pages(laid_out_pages(pages, footer, title, draft=draft), made_at)


def _pages(parts: PlanParts, choice: _Choice, bottom: float) -> Pages:
    unit = parts.scale.unit
    sections = PlanSections(parts)
    warning = parts.data_warning()
    items = [Item(parts.head("head.summary", short=True))]
    items.append(Item(parts.say("summary.keep"), unit * 1.2))
    items += [Item(warning, unit * 1.4)] if warning is not None else []
    if "matters" in choice.shown:
        items += [Item(panel, unit * 1.6) for panel in parts.matters(bottom - TOP)]
    items.append(Item(_allergies(parts), unit * 1.6))
    if "conditions" in choice.shown:
        items.append(Item(_conditions(parts), unit * 1.8))
    items += _medicines(parts, choice.dosages)
    items += [Item(box, unit * 1.8) for box in sections.help_boxes(bottom - TOP)]
    makers: list[Callable[[PlanParts], Block]] = []
    if "numbers" in choice.shown:
        makers.append(_numbers)
    if "people" in choice.shown:
        makers.append(_people)
    items += [Item(make(parts), unit * 1.8) for make in makers]
    if choice != _ALL:
        items.append(Item(parts.say("summary.elsewhere"), unit * 1.4))
    return fill(items, Frame(LEFT, TOP, TOP, bottom))


def _allergies(parts: PlanParts) -> Block:
    return Stack((parts.say("summary.allergies"), parts.line(WIDTH)))


def _conditions(parts: PlanParts) -> Block:
    heading = parts.heading("conditions.heading")
    semicolon = parts.words.text("grammar.semicolon")
    names = semicolon.join(condition.name for condition in parts.paper.conditions)
    told = parts.body(names) if names else parts.say("conditions.none")
    return Stack((heading, parts.gap(0.4), told))


def _medicines(parts: PlanParts, dosages: bool) -> list[Item]:
    paper, unit = parts.paper, parts.scale.unit
    day = parts.day(paper.data_of) if paper.data_of else ""
    note = parts.runs("medicines.note", date=day) if day else ()
    head = Item(parts.heading("medicines.heading", note=note), unit * 1.8, with_next=True)
    if paper.medicines is None:
        return [head, Item(parts.say("medicines.unknown"), unit * 0.4)]
    if not paper.medicines:
        told = parts.say("medicines.none", date=day or parts.day(paper.made_on))
        return [head, Item(told, unit * 0.4)]
    columns = 1 if parts.scale.is_large else 2
    width = WIDTH if columns == 1 else HALF
    each = [m if dosages else replace(m, dosage="") for m in paper.medicines]
    lines = [parts.medicine(medicine, width) for medicine in each]
    rows = [lines[i : i + columns] for i in range(0, len(lines), columns)]
    return [
        head,
        *(Item(Columns(tuple(row), (0.0, HALF + GUTTER)[: len(row)]), unit * 0.4) for row in rows),
    ]


def _numbers(parts: PlanParts) -> Block:
    """One line a number: no charts."""
    lines = []
    for number in parts.paper.numbers:
        if not number.value or number.day is None:
            continue
        runs = parts.runs(
            "summary.number",
            name=parts.fixed(number.name, bold=True),
            value=keep_together(f"{number.value} {number.unit}"),
            date=parts.day(number.day),
        )
        if number.target:
            key = "numbers.my_goal" if number.own else "numbers.target"
            runs += (Run(" "), *parts.runs(key, text=parts.target(number)))
        lines.append(paragraph(runs, parts.scale.body, WIDTH))
    told: tuple[Block, ...] = tuple(lines) or (parts.quiet("blank.text"),)
    return Stack((parts.heading("numbers.heading"), parts.gap(0.4), *told))


def _people(parts: PlanParts) -> Block:
    last = Stack((parts.say("summary.emergency"), parts.line(WIDTH)))
    runs: list[Run] = []
    for person in parts.paper.people:
        between = (Run(parts.words.text("grammar.semicolon")),) if runs else ()
        runs += (*between, *parts.person(person))
    told: Block = paragraph(tuple(runs), parts.scale.body, WIDTH) if runs else parts.gap(0)
    return Stack((parts.heading("people.heading"), parts.gap(0.4), told, last))

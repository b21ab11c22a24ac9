"""The patient-held summary: the plan on one sheet, to carry or to keep on the fridge.

What gives way when not all of it fits, first to last: who is involved, the numbers, what matters,
the dosages, the conditions. Then the sheet says that the rest is in the plan. The print is never
smaller than the patient needs, and who it is, the allergies, every medicine and every warning sign
with whom to call always stay: a list of medicines that is not whole is worse than none. Where that
alone is more than one sheet, in the largest print, the summary goes on on another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from proactive_care.documents.care_plan.content import CarePlanPaper
from proactive_care.documents.care_plan.easy_summary import easy_summary_pages
from proactive_care.documents.care_plan.footer import plan_footer
from proactive_care.documents.care_plan.parts import GUTTER, HALF, LEFT, WIDTH, PlanParts
from proactive_care.documents.care_plan.plan import PlanPdf, draw_pages, laid_out_pages, plan_type
from proactive_care.documents.care_plan.sections import PlanSections
from proactive_care.documents.care_plan.summary_choice import ALL, CHOICES, Choice
from proactive_care.documents.paper.blocks import Block, Columns, Stack
from proactive_care.documents.paper.fonts import keep_together
from proactive_care.documents.paper.geometry import MM, TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.paper.text import Run, paragraph
from proactive_care.documents.words.formats import LARGE_SIZES

SIDES = 2  # one sheet
_ABOVE_FOOT = 3 * MM
_SPACINGS = (1.3, 1.1, 1.0, 0.85, 0.7, 0.5)


def summary_pdf(paper: CarePlanPaper, *, made_at: datetime) -> PlanPdf:
    """Print the summary of a plan on one sheet, on one or two sides.

    What does not fit is left to the full plan, and that is said. The same content and time give the
    same bytes. Raises MissingGlyph, and KnownError for easy read in another language.
    """
    words, scale = plan_type(paper)
    easy = paper.letter_format.easy_read
    tries = [_Try(scale, choice) for choice in CHOICES]
    if easy:  # all of it, as large as one sheet allows
        larger = (size for size in reversed(LARGE_SIZES) if size > scale.points)
        tries = [*(_Try(scale_for(size), ALL) for size in larger), *tries]

    def set_as(tried: _Try) -> Pages:
        bottom = plan_footer(paper, words, tried.scale, "footer.summary_form").rule - _ABOVE_FOOT
        parts, choice = PlanParts(paper, words, tried.scale), tried.choice
        return easy_summary_pages(parts, choice, bottom) if easy else _pages(parts, choice, bottom)

    used, pages = _on_fewest_sheets(tries, set_as)
    footer = plan_footer(paper, words, used.scale, "footer.summary_form")
    title = words.words("head.summary")
    return draw_pages(laid_out_pages(pages, footer, title, draft=paper.draft), made_at)


@dataclass(frozen=True)
class _Try:
    """A way to set the summary: in which type, and what is on it."""

    scale: Scale
    choice: Choice


def _on_fewest_sheets(tries: Sequence[_Try], set_as: Callable[[_Try], Pages]) -> tuple[_Try, Pages]:
    """Return the first that fits one sheet; if none does, the first on as few as the last needs."""
    made: list[tuple[_Try, Pages]] = []
    for each in tries:
        pages = set_as(each)
        made.append((each, pages))
        if len(pages.pages) <= SIDES:
            return made[-1]
    sides = -(-len(made[-1][1].pages) // SIDES) * SIDES
    return next(found for found in made if len(found[1].pages) <= sides)


def _pages(parts: PlanParts, choice: Choice, bottom: float) -> Pages:
    """The airiest of the fewest pages; warning signs are only parted if that saves a page."""
    tried = [
        _spaced(replace(parts, scale=parts.scale.spaced(air)), choice, bottom, parted)
        for parted in (False, True)
        for air in _SPACINGS
    ]
    return min(tried, key=lambda pages: len(pages.pages))


def _spaced(parts: PlanParts, choice: Choice, bottom: float, parted: bool) -> Pages:
    unit, frame = parts.scale.unit, Frame(LEFT, TOP, TOP, bottom)
    title = parts.words.say("head.summary")
    warning = parts.data_warning()
    items = [Item(parts.head(title=title, short=True))]
    items.append(Item(parts.say("summary.keep"), unit * 1.2))
    items += [Item(warning, unit * 1.4)] if warning is not None else []
    if "matters" in choice.shown:
        left = bottom - fill(items, frame).bottom - unit * 1.6
        items += [Item(panel, unit * 1.6) for panel in parts.matters(bottom - TOP, left)]
    items.append(Item(_allergies(parts), unit * 1.6))
    if "conditions" in choice.shown:
        items.append(Item(_conditions(parts), unit * 1.8))
    items += _medicines(parts, "dosages" in choice.shown)
    left = bottom - fill(items, frame).bottom - unit * 1.8 if parted else bottom - TOP
    boxes = PlanSections(parts).help_boxes(bottom - TOP, left)
    items += [Item(box, unit * 1.8) for box in boxes]
    if "numbers" in choice.shown:
        items.append(Item(_numbers(parts), unit * 1.8))
    if "people" in choice.shown:
        items.append(Item(_people(parts), unit * 1.8))
    if choice != ALL:
        items.append(Item(parts.say("summary.elsewhere"), unit * 1.4))
    return fill(items, frame)


def _allergies(parts: PlanParts) -> Block:
    under = parts.gap(0.6)  # the line is not taken for the next heading's
    return Stack((parts.say("summary.allergies"), parts.line(WIDTH), under))


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
            value=keep_together(number.shown),
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

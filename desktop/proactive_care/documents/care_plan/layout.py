"""Putting the sections of a care plan on pages, in standard and in large print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from proactive_care.documents.care_plan.parts import GUTTER, HALF, LEFT, WIDTH, PlanParts
from proactive_care.documents.care_plan.sections import PlanSections
from proactive_care.documents.paper.blocks import Block, Columns, Stack
from proactive_care.documents.paper.geometry import MM, TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.paper.text import Paragraph, paragraph
from proactive_care.documents.paper.turned import Turned

_SPACINGS = (1.5, 1.35, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7)  # from airy to dense
_TALLEST_PAIR = 95 * MM  # what stands side by side must fit on most of a page's rest
_THIRD_GUTTER = 7 * MM
_THIRD = (WIDTH - 2 * _THIRD_GUTTER) / 3
_KEPT_TOGETHER = 3
_FIRST_NUMBER, _LAST_NUMBER = "first number", "last number"


@dataclass(frozen=True)
class _Section:
    """A heading and what stands under it, before it is decided how wide it is."""

    heading: Block
    blocks: tuple[Block, ...]
    gap: float

    def as_block(self, parts: PlanParts) -> Stack:
        return Stack((self.heading, parts.gap(0.4), *parts.spaced(self.blocks, self.gap)))

    def as_items(self, parts: PlanParts, gap: float) -> list[Item]:
        """The heading stays with the first block; the rest flows."""
        unit = parts.scale.unit
        items = [Item(self.heading, gap, with_next=True)]
        for index, block in enumerate(self.blocks):
            above = unit * (0.7 if index == 0 else self.gap)
            items += flowing(block, above)
        if len(items) > 2:  # neither the first nor the last is left alone on a page
            items[1] = replace(items[1], with_next=True)
            items[-2] = replace(items[-2], with_next=True)
        return items


_Maker = Callable[[float], _Section]  # of a width


def plan_pages(parts: PlanParts, bottom: float) -> Pages:
    """Lay the plan out on as few pages as it takes, the numbers on one of them if that can be, and
    then as airy as that allows."""
    tried = [_pages(replace(parts, scale=parts.scale.spaced(air)), bottom) for air in _SPACINGS]
    return min(tried, key=lambda pages: (len(pages.pages), _split(pages)))


def _split(pages: Pages) -> bool:
    last = pages.marks.get(_LAST_NUMBER)
    return pages.marks.get(_FIRST_NUMBER, last) != last


def _pages(parts: PlanParts, bottom: float) -> Pages:
    room, frame = bottom - TOP, Frame(LEFT, TOP, TOP, bottom)
    sections = PlanSections(parts)
    unit = parts.scale.unit
    items = [
        *_opening(parts, bottom),
        *_beside(parts, (partial(_about, parts, row) for row in _about_rows(parts)), 3),
        *_conditions(parts),
        *_numbers(parts, sections),
        *_goals(parts, sections),
        *_beside(parts, (partial(_self_care, parts, room), partial(_medicines, parts)), 2),
    ]
    items += _help(sections, bottom - fill(items, frame).bottom - unit * 1.9, room, unit * 1.9)
    items += _beside(parts, (partial(_people, parts), partial(_confidence, parts)), 2)
    items.append(Item(sections.review(), unit * 1.9))
    return fill(items, frame)


def _help(sections: PlanSections, left: float, room: float, gap: float) -> list[Item]:
    """On a page of its own if need be; if even that is too little, from what is left of this."""
    boxes = sections.help_boxes(room)
    if len(boxes) > 1:
        boxes = sections.help_boxes(room, left)
    return [Item(box, gap) for box in boxes]


def flowing(block: Block, gap: float) -> list[Item]:
    """Return a block as items; a long paragraph may run over to the next page."""
    if not isinstance(block, Paragraph | Turned) or len(block.lines) <= _KEPT_TOGETHER:
        return [Item(block, gap)]
    lines: tuple[Paragraph | Turned, ...] = block.single_lines()
    last = len(lines) - 1
    return [
        Item(line, 0.0 if at else gap, with_next=at != last and at in {0, last - 1})
        for at, line in enumerate(lines)
    ]


def _opening(parts: PlanParts, bottom: float) -> list[Item]:
    unit = parts.scale.unit
    items = [Item(parts.head())]
    warning = parts.data_warning()
    if warning is not None:
        items.append(Item(warning, unit * 2))
    gap = unit * 1.9
    left = bottom - fill(items, Frame(LEFT, TOP, TOP, bottom)).bottom - gap
    return [*items, *(Item(panel, gap) for panel in parts.matters(bottom - TOP, left))]


def _about_rows(parts: PlanParts) -> list[tuple[str, tuple[str, ...]]]:
    """What the patient is good at, worries about and needs, and how to help."""
    paper = parts.paper
    rows: list[tuple[str, tuple[str, ...]]] = [
        ("strengths", (paper.strengths,)),
        ("worries", (paper.worries,)),
        ("help", paper.help_me),
    ]
    if paper.needs.strip():
        rows.append(("needs", (paper.needs,)))
    return rows


def _about(parts: PlanParts, row: tuple[str, tuple[str, ...]], width: float) -> _Section:
    key, lines = row
    said = tuple(parts.typed(line, width) for line in lines if line.strip())
    heading = paragraph(parts.words.say(f"about.{key}"), parts.scale.strong, width)
    return _Section(heading, said or parts.blank(width), 0.2)


def _conditions(parts: PlanParts) -> list[Item]:
    unit = parts.scale.unit
    heading = Item(parts.heading("conditions.heading"), unit * 1.9, with_next=True)
    if not parts.paper.conditions:
        return [heading, Item(parts.say("conditions.none"), unit * 0.7)]
    wide = parts.scale.is_large
    width = WIDTH if wide else HALF
    told = []
    for condition in parts.paper.conditions:
        name, text = parts.fixed(condition.name, bold=True), parts.fixed(condition.words)
        if condition.since:
            key, since = "conditions.told_since", {"when": condition.since}
        else:
            key, since = "conditions.told", {}
        told.append(parts.say(key, width, name=name, text=text, **since))
    if wide:
        rows: list[Block] = list(told)
    else:
        rows = [_side_by_side(told[i : i + 2], width) for i in range(0, len(told), 2)]
    items = [heading]
    for index, row in enumerate(rows):
        items += flowing(row, unit * (0.7 if index == 0 else 1.1))
    return items


def _side_by_side(blocks: Sequence[Block], width: float) -> Columns:
    offsets = tuple(index * (width + GUTTER) for index in range(len(blocks)))
    return Columns(tuple(blocks), offsets)


def _numbers(parts: PlanParts, sections: PlanSections) -> list[Item]:
    paper, unit = parts.paper, parts.scale.unit
    if not paper.numbers:
        return []
    banded = any(number.limits and number.trend for number in paper.numbers)
    note = parts.words.say("numbers.note") if banded else ()
    items = [Item(parts.heading("numbers.heading", note=note), unit * 1.9, with_next=True)]
    last = len(paper.numbers) - 1
    for at, number in enumerate(paper.numbers):
        mark = _LAST_NUMBER if at == last else _FIRST_NUMBER
        items.append(Item(sections.number(number), mark=mark))
    notes = []
    if paper.also_checked:
        notes.append(parts.say("numbers.also", checks=parts.joined(paper.also_checked)))
    if paper.not_found:
        notes.append(parts.say("numbers.not_found", checks=parts.joined(paper.not_found)))
    return [*items, *(Item(note, unit * (1.2 if i == 0 else 0.3)) for i, note in enumerate(notes))]


def _goals(parts: PlanParts, sections: PlanSections) -> list[Item]:
    head = Item(sections.goals_head(), parts.scale.unit * 1.9, with_next=True)
    rows = sections.goals()
    if not parts.paper.goals:
        together = Stack((head.block, *(row.block for row in rows)))
        return [replace(head, block=together, with_next=False)]
    return [head, *rows]


def _self_care(parts: PlanParts, room: float, width: float) -> _Section:
    """At most a page: what is least important is left out before another page is begun.

    A page of standard print, that is: large print says as much as standard print does.
    """
    heading = parts.heading("self_care.heading", width)
    texts = parts.paper.self_care
    blocks: tuple[Block, ...] = parts.bullets(texts, width)
    while (
        not parts.scale.is_large
        and len(blocks) > 1
        and _Section(heading, blocks, 0.7).as_block(parts).height > room
    ):
        blocks = blocks[:-1]
    return _Section(heading, blocks or (parts.say("self_care.none", width),), 0.7)


def _medicines(parts: PlanParts, width: float) -> _Section:
    paper = parts.paper
    day = parts.day(paper.data_of) if paper.data_of else ""
    note = parts.runs("medicines.note", date=day) if day else ()
    blocks: list[Block]
    if paper.medicines is None:
        blocks = [parts.say("medicines.unknown", width)]
    elif not paper.medicines:
        blocks = [parts.say("medicines.none", width, date=day or parts.day(paper.made_on))]
    else:
        blocks = [parts.medicine(medicine, width) for medicine in paper.medicines]
    if paper.medicine_concern.strip():
        blocks.append(parts.say("medicines.concern", width, text=paper.medicine_concern))
    else:
        blocks.append(Stack((parts.quiet("medicines.concern_blank", width), parts.line(width))))
    return _Section(parts.heading("medicines.heading", width, note), tuple(blocks), 0.5)


def _people(parts: PlanParts, width: float) -> _Section:
    told: tuple[Block, ...] = tuple(
        paragraph(parts.person(person), parts.scale.body, width) for person in parts.paper.people
    )
    return _Section(parts.heading("people.heading", width), told or parts.blank(width), 0.2)


def _confidence(parts: PlanParts, width: float) -> _Section:
    content = Stack(parts.confidence(width))
    return _Section(parts.heading("confidence.heading", width), (content,), 0.4)


def _beside(parts: PlanParts, makers: Iterable[_Maker], columns: int) -> list[Item]:
    """Side by side in standard print, if that is not too tall; else one below the other."""
    unit, every = parts.scale.unit, list(makers)
    width, gutter = (HALF, GUTTER) if columns == 2 else (_THIRD, _THIRD_GUTTER)
    items: list[Item] = []
    for start in range(0, len(every), columns):
        row = every[start : start + columns]
        if len(row) == 1:
            width = WIDTH
        blocks = [make(width).as_block(parts) for make in row]
        if parts.scale.is_large or max(block.height for block in blocks) > _TALLEST_PAIR:
            for make in row:
                items += make(WIDTH).as_items(parts, unit * 1.9)
        else:
            offsets = tuple(index * (width + gutter) for index in range(len(blocks)))
            items.append(Item(Columns(tuple(blocks), offsets), unit * 1.9))
    return items

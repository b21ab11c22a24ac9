"""The care plan in easy read: the patient's own words and numbers, each beside a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from proactive_care.documents.care_plan.content import ActionStatus, CarePlanPaper, PlanGoal
from proactive_care.documents.care_plan.parts import LEFT, WIDTH, PlanParts
from proactive_care.documents.easy_read.lines import EasyRow, easy_line, fewest_pages, row, row_of
from proactive_care.documents.easy_read.pictures import PICTURES
from proactive_care.documents.paper.blocks import Block, Framed
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.forms import Blank, form_row
from proactive_care.documents.paper.geometry import MM, TOP
from proactive_care.documents.paper.ink import INK
from proactive_care.documents.paper.paging import Frame, Item, Pages
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, Runs, balanced, plain
from proactive_care.documents.words.own import english_wording
from proactive_care.documents.words.wording import Wording, load_wording
from proactive_care.domain.dates import show_long_date
from proactive_care.resource_files import resource_path

_MOST_LINES, _TALLEST = 5, 9  # beside one picture: ideas, and lines with their turnovers


@lru_cache(maxsize=1)
def easy_plan_wording() -> Wording:
    """Return the shipped words; they exist in English only."""
    return load_wording(resource_path("care_plans", "easy_read.en.toml"))


def easy_plan_pages(parts: PlanParts, bottom: float) -> Pages:
    """Lay out a plan in easy read, in as few pages as its large pictures allow."""
    words = english_wording(easy_plan_wording(), parts.paper.own_easy_words)
    gap = parts.scale.unit * 1.6
    paper, scale = parts.paper, parts.scale
    warning = parts.data_warning()
    items = [Item(parts.head("head.title"))]
    items += [Item(warning, gap)] if warning is not None else []
    sections: tuple[tuple[str, Iterable[Block]], ...] = (
        ("matters.heading", _matters(paper, words, scale)),
        ("about.heading", _about(paper, words, scale)),
        ("help_me.heading", _lines(paper.help_me, words.words("help_me.picture"), scale)),
        ("conditions.heading", _conditions(paper, words, scale)),
        ("numbers.heading", _numbers(paper, words, scale)),
        ("goals.heading", _goals(paper, words, scale)),
        ("medicines.heading", _medicines(paper, words, scale)),
        ("self_care.heading", _lines(paper.self_care, words.words("self_care.picture"), scale)),
    )
    for heading, blocks in sections:
        items += _section(balanced(words.say(heading), scale.heading, WIDTH), blocks, gap)
    items += _help(paper, words, scale, gap)
    people = tuple(f"{each.name}, {each.part}" if each.part else each.name for each in paper.people)
    told = _lines(people, words.words("people.picture"), scale)
    items += _section(balanced(words.say("people.heading"), scale.heading, WIDTH), told, gap)
    items += [Item(block) for block in _end(paper, words, scale)]
    return fewest_pages([_wide(item) for item in items], Frame(LEFT, TOP, TOP, bottom))


def _wide(item: Item) -> Item:
    if isinstance(item.block, EasyRow):
        return replace(item, block=replace(item.block, width=WIDTH))
    return item


def _section(heading: Paragraph, blocks: Iterable[Block], gap: float) -> list[Item]:
    """A heading that stays with its first row; nothing when there are no rows."""
    kept = list(blocks)
    if not kept:
        return []
    return [Item(heading, gap, with_next=True), *(Item(block) for block in kept)]


def _matters(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    picture = words.words("matters.picture")
    if paper.matters.strip():
        yield from _lines(_sentences(paper.matters), picture, scale)
    else:
        yield _to_write(words, "matters.blank", picture, scale)


def _about(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    for key, text in (
        ("about.strengths", paper.strengths),
        ("about.worries", paper.worries),
        ("about.needs", paper.needs),
    ):
        if text.strip():
            lines = [words.say(f"{key}.lead"), *(plain(each) for each in _sentences(text))]
            yield from _rows(lines, words.words(f"{key}.picture"), scale)


def _conditions(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    lines = [words.say("conditions.has", text=each.name) for each in paper.conditions]
    lines = lines or [words.say("conditions.none")]
    yield from _rows(lines, words.words("conditions.picture"), scale)


def _numbers(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    for number in paper.numbers:
        if not number.value or number.day is None:
            lines = [words.say("numbers.unknown", name=number.name)]
        else:
            value = keep_together(clean_text(f"{number.value} {number.unit}"))
            day = keep_together(show_long_date(number.day))
            lines = [
                words.say("numbers.value", name=number.name, text=value),
                words.say("numbers.day", date=day),
            ]
            if number.target:
                lines.append(words.say("numbers.target", text=number.target))
        picture = _picture(number.name, words, words.words("numbers.picture"))
        yield row_of(picture, tuple(lines), scale)
    usual = words.words("numbers.picture")
    if paper.also_checked:
        checked = [plain(clean_text(each)) for each in paper.also_checked]
        yield from _rows([words.say("numbers.also"), *checked], usual, scale)
    if paper.not_found:
        missing = [plain(clean_text(each)) for each in paper.not_found]
        yield from _rows([words.say("numbers.not_found"), *missing], usual, scale)


def _goals(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    picture = words.words("goals.picture")
    for goal in paper.goals:
        yield from _rows(list(_goal(goal, words)), picture, scale)
    if not paper.goals:
        yield _to_write(words, "goals.blank", picture, scale)


def _goal(goal: PlanGoal, words: Wording) -> Iterator[Runs]:
    if goal.goal.strip():
        yield words.say("goals.goal", text=goal.goal)
    for action in goal.actions:
        if action.what.strip():
            yield plain(clean_text(action.what))
        if action.who.strip():
            yield words.say("goals.who", who=action.who)
        if action.status in {ActionStatus.DONE, ActionStatus.STOPPED}:
            yield words.say(f"goals.{action.status.value}")
        elif action.by is not None:
            yield words.say("goals.by", date=keep_together(show_long_date(action.by)))


def _medicines(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    """Every medicine with its dosage: none is left out for want of room."""
    picture = words.words("medicines.picture")
    lines: list[Runs] = []
    if paper.medicines is None:
        lines.append(words.say("medicines.unknown"))
    elif not paper.medicines:
        lines.append(words.say("medicines.none"))
    for each in paper.medicines or ():
        told = f"{each.name}: {each.dosage}" if each.dosage else each.name
        lines.append(plain(clean_text(told)))
    if paper.medicines is not None and paper.data_of is not None:
        day = keep_together(show_long_date(paper.data_of))
        lines.append(words.say("medicines.day", date=day))
    if paper.medicine_concern.strip():
        lines.append(words.say("medicines.concern", text=paper.medicine_concern))
    yield from _rows(lines, picture, scale)


def _help(paper: CarePlanPaper, words: Wording, scale: Scale, gap: float) -> Iterator[Item]:
    heading = balanced(words.say("help.heading"), scale.heading, WIDTH - 8 * MM)
    yield Item(Framed(heading, WIDTH, 4 * MM, edge=INK, weight=2.2), gap, new_page=True)
    phone = keep_together(clean_text(paper.phone))
    leads = (
        (words.say("help.call_999"), paper.call_999, words.words("help.picture_999")),
        (words.say("help.same_day", phone=phone), paper.same_day,
         words.words("help.picture_same_day")),
    )  # fmt: skip
    for lead, signs, usual in leads:
        heading = balanced(lead, scale.subheading, WIDTH)
        if signs:
            yield Item(heading, gap, with_next=True)
        for sign in signs:
            sign_row = row_of(_picture(sign, words, usual), (plain(clean_text(sign)),), scale)
            yield Item(sign_row, above=heading)
    yield Item(row(words, "help.closed", scale))


def _end(paper: CarePlanPaper, words: Wording, scale: Scale) -> Iterator[Block]:
    sure: list[Runs] = []
    if paper.confidence is not None:
        sure.append(words.say("sure.number", number=paper.confidence))
    if paper.to_raise.strip():
        sure.append(words.say("sure.raise", text=paper.to_raise))
    asked = row(words, "sure", scale, *sure)
    if paper.confidence is None:
        asked = _with_line(asked, words, "sure.blank", scale)
    yield asked
    again: list[Runs] = []
    if paper.review_on is not None:
        day = keep_together(show_long_date(paper.review_on))
        again.append(words.say("review.by", date=day))
    if paper.review_with.strip():
        again.append(words.say("review.with", who=paper.review_with))
    yield row(words, "review", scale, *again)
    copies = (words.say("agreed.copy", who=paper.carer),) if paper.carer.strip() else ()
    agreed = row_of(words.words("agreed.picture"), copies, scale)
    agreed = _with_line(agreed, words, "agreed.me", scale)
    yield _with_line(agreed, words, "agreed.practice", scale)


def _lines(texts: Iterable[str], picture: str, scale: Scale) -> list[Block]:
    return _rows([plain(clean_text(text)) for text in texts if text.strip()], picture, scale)


def _rows(lines: list[Runs], picture: str, scale: Scale) -> list[Block]:
    """Rows of a few lines each, all with the same picture; none is taller than half a page."""
    rows: list[list[Paragraph]] = [[]]
    for block in (part for line in lines for part in _low(easy_line(line, scale))):
        tall = sum(len(each.lines) for each in rows[-1]) + len(block.lines)
        if rows[-1] and (len(rows[-1]) >= _MOST_LINES or tall > _TALLEST):
            rows.append([])
        rows[-1].append(block)
    return [EasyRow(PICTURES[picture], tuple(blocks)) for blocks in rows if blocks]


def _low(block: Paragraph) -> list[Paragraph]:
    """Cut a very long sentence into pieces that fit a row."""
    lines = block.lines
    return [
        replace(block, lines=lines[at : at + _TALLEST]) for at in range(0, len(lines), _TALLEST)
    ]


def _sentences(text: str) -> list[str]:
    """One idea a line, as far as full stops tell."""
    parts = clean_text(text).replace("! ", "!\n").replace("? ", "?\n").replace(". ", ".\n")
    return parts.split("\n")


def _picture(text: str, words: Wording, usual: str) -> str:
    spoken = text.casefold()
    for key in words.keys():  # noqa: SIM118 - not a mapping
        if key.startswith("pictures.") and key.removeprefix("pictures.") in spoken:
            return words.words(key)
    return usual


def _to_write(words: Wording, key: str, picture: str, scale: Scale) -> EasyRow:
    return _with_line(row_of(picture, (), scale), words, key, scale)


def _with_line(before: EasyRow, words: Wording, key: str, scale: Scale) -> EasyRow:
    """Add a label with a line to write on."""
    blank = form_row(
        (Blank(words.say(key), scale.points * 5),), scale.body, before.lines_width,
        row_height=scale.points * 2.2,
    )  # fmt: skip
    return replace(before, lines=(*before.lines, blank))

"""The recall letter in easy read: what it is about, how to book, what happens, when not to wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from proactive_care.documents.content import RecallLetter, Visit, VisitKind
from proactive_care.documents.easy_read.lines import (
    LINES_WIDTH,
    easy_line,
    fewest_pages,
    parts_under,
    row,
    row_of,
)
from proactive_care.documents.easy_read.slip import easy_slips
from proactive_care.documents.letters.letterhead import has_room_for_address, practice_address_line
from proactive_care.documents.paper.blocks import Block, Framed, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import MM, TEXT_WIDTH, TOP
from proactive_care.documents.paper.ink import INK
from proactive_care.documents.paper.paging import Item, Pages
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import (
    Paragraph,
    Runs,
    balanced,
    paragraph,
)
from proactive_care.documents.recall.flow import page_frame
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.vocabulary import Framework, Tier

_WHY = {Tier.URGENT: "urgent", Tier.HIGH: "high", Tier.DATA_GAP: "data_gap"}
_INSET = 4 * MM


def easy_wording() -> Wording:
    """Return the shipped words of the easy read letter; they exist in English only."""
    return shipped_wording("recall_easy.en")


def easy_pages(
    letter: RecallLetter, words: Wording, scale: Scale, greeting: Runs, bottom: float,
    code: FormCodeMark,
) -> Pages:  # fmt: skip
    """Lay out the letter; the reply slip comes last, on a sheet of its own.

    The pictures are as large as fit on the fewest pages.
    """
    gap = scale.unit * 1.6
    items = [
        Item(paragraph(greeting, scale.body, TEXT_WIDTH), with_next=True),
        Item(_heading(words, "letter.heading", scale), scale.unit * 0.6, with_next=True),
        *_rows(_front(letter, words, scale)),
        *_section(words, "checks.heading", scale, _checks(letter, words, scale), gap),
        *_section(words, _visits_key(letter), scale, _visits(letter, words, scale), gap),
        *_section(words, "ready.heading", scale, _ready(letter, words, scale), gap),
        *_section(words, "help.heading", scale, _help(words, scale), gap),
        *_urgent(letter, words, scale, gap),
        Item(_end(letter, words, scale), gap),
    ]
    slips = easy_slips(letter, words, scale, code, bottom - TOP)
    last = [Item(slip, new_page=True, mark="slip") for slip in slips]
    return fewest_pages([*items, *last], page_frame(bottom))


def _heading(words: Wording, key: str, scale: Scale) -> Paragraph:
    return balanced(words.say(key), scale.heading, TEXT_WIDTH)


def _rows(blocks: Iterator[Block]) -> Iterator[Item]:
    for block in blocks:
        yield Item(block)


def _section(
    words: Wording, key: str, scale: Scale, blocks: Iterator[Block], gap: float
) -> Iterator[Item]:
    """A heading that stays with its first row; nothing when there are no rows."""
    kept = list(blocks)
    if kept:
        yield Item(_heading(words, key, scale), gap, with_next=True)
        yield from (Item(block) for block in kept)


def _front(letter: RecallLetter, words: Wording, scale: Scale) -> Iterator[Block]:
    """Why this letter comes, and how to book: all of it on the first page."""
    why = _WHY.get(letter.tier, "yearly") if letter.tier else "yearly"
    yield row(words, f"why.{why}", scale, ruled=False)
    if letter.invitation > 1:
        yield row(words, "why.again", scale)
    has = tuple(words.say(f"conditions.{each.value}") for each in letter.conditions)
    last = words.say("conditions.last")
    yield row_of(words.words("conditions.picture"), (*has, last), scale)
    if words.texts("own.everybody.lines"):
        yield row(words, "own.everybody", scale)
    yield _call(letter, words, scale)
    for key in parts_under(words, "apart"):
        yield row(words, key, scale)


def _call(letter: RecallLetter, words: Wording, scale: Scale) -> Block:
    phone = keep_together(clean_text(letter.practice.phone))
    said = row(words, "call", scale)
    number = paragraph(words.say("call.phone", phone=phone), scale.phone, LINES_WIDTH)
    opening = words.say("call.hours", opening=letter.practice.opening)
    hours = paragraph(opening, scale.body, LINES_WIDTH)
    return replace(said, lines=(*said.lines, number, hours))


def _checks(letter: RecallLetter, words: Wording, scale: Scale) -> Iterator[Block]:
    if any(visit.kind is VisitKind.TESTS for visit in letter.visits):
        for check in letter.checks:
            yield row(words, f"checks.{check.value}", scale)


def _visits_key(letter: RecallLetter) -> str:
    return "visits.heading" if len(letter.visits) > 1 else "visits.heading_1"


def _visits(letter: RecallLetter, words: Wording, scale: Scale) -> Iterator[Block]:
    for number, visit in enumerate(letter.visits):
        lines = tuple(_visit_lines(visit, words, later=number > 0))
        yield row_of(words.words(f"visits.{visit.kind.value}.picture"), lines, scale)


def _visit_lines(visit: Visit, words: Wording, *, later: bool) -> Iterator[Runs]:
    part = f"visits.{visit.kind.value}"
    first = "first" if later or visit.kind is VisitKind.TESTS else "first_only"
    yield words.say(f"{part}.{first}", minutes=visit.minutes)
    if later:
        key = f"visits.review.later_{visit.weeks_later}"
        shown = key if words.text(key) else "visits.review.later_many"
        yield words.say(shown, weeks=visit.weeks_later)
    if visit.kind is VisitKind.REVIEW:
        yield words.say("visits.review.about" if later else "visits.review.about_only")
    name = clean_text(visit.staff_name)
    if name:
        yield words.say(f"{part}.who", person=name)
    else:
        yield words.say(f"{part}.role", role=words.words(f"roles.{visit.role.value}"))


def _ready(letter: RecallLetter, words: Wording, scale: Scale) -> Iterator[Block]:
    if letter.home_diary:
        yield row(words, "ready.diary", scale)
    yield row(words, "ready.food", scale)
    yield row(words, "ready.medicines", scale)
    if {Framework.ASTHMA, Framework.COPD} & set(letter.conditions):
        yield row(words, "ready.inhalers", scale)
    if Framework.ATRIAL_FIBRILLATION in letter.conditions:
        yield row(words, "ready.blood_thinner", scale)


def _help(words: Wording, scale: Scale) -> Iterator[Block]:
    for key in ("help.together", "help.travel", "help.words", "decline"):
        if key.replace("help.", "apart.") not in parts_under(words, "apart"):  # not said twice
            yield row(words, key, scale)


def _urgent(letter: RecallLetter, words: Wording, scale: Scale, gap: float) -> Iterator[Item]:
    """The red flags: everybody's and those of each condition, ambulance first."""
    conditions = [each.value for each in letter.conditions]
    ambulance = [
        *parts_under(words, "everyone_999"),
        *(key for each in conditions for key in parts_under(words, f"condition_999.{each}")),
    ]
    same_day = [
        key for each in conditions for key in parts_under(words, f"condition_same_day.{each}")
    ]
    title = Framed(
        _heading(words, "urgent.heading", scale), TEXT_WIDTH, _INSET, edge=INK, weight=2.2
    )
    yield Item(title, gap, new_page=True)
    for lead, keys in (("call_999", ambulance), ("same_day", same_day)):
        heading = _lead(words, f"urgent.{lead}", scale)
        if keys:
            yield Item(heading, gap, with_next=True)
        for key in keys:
            last = lead == "same_day" and key == keys[-1]
            yield Item(row(words, key, scale), above=heading, with_next=last)
    yield Item(row(words, "urgent.closed", scale))


def _lead(words: Wording, key: str, scale: Scale) -> Paragraph:
    return balanced(words.say(key), scale.subheading, TEXT_WIDTH)


def _end(letter: RecallLetter, words: Wording, scale: Scale) -> Block:
    signatory = letter.signatory
    signed = words.say("letter.signed", signatory=signatory.name, position=signatory.position)
    blocks: list[Block] = [easy_line(signed, scale, TEXT_WIDTH)]
    address = practice_address_line(letter.practice)
    if address and not has_room_for_address(letter.practice, scale):
        blocks.append(
            easy_line(words.say("letter.our_address", address=address), scale, TEXT_WIDTH)
        )
    return Stack(tuple(blocks))

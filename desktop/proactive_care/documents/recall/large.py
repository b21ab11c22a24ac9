"""The recall letter in large print: one column, the reply slip on a sheet of its own."""

from __future__ import annotations

from functools import lru_cache

from proactive_care.documents.content import RecallLetter, Sides
from proactive_care.documents.letters.letterhead import has_room_for_address, practice_address_line
from proactive_care.documents.letters.reply_slip import whole_slip
from proactive_care.documents.paper.blocks import Block, Gap, Stack
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import FLOW_TOP, TEXT_WIDTH, TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.paper.text import Runs
from proactive_care.documents.recall.flow import (
    greeting_item,
    opening,
    page_frame,
    signed,
    spaced,
)
from proactive_care.documents.recall.parts import Parts, sheet_of

_SPACINGS = (1.2, 1.0, 0.8, 0.65, 0.5)


def large_pages(
    parts: Parts,
    letter: RecallLetter,
    greeting: Runs,
    bottom: float,
    code: FormCodeMark,
    *,
    top: float = FLOW_TOP,
) -> Pages:
    """The booking before the visits; as few sheets as possible, then as airy as possible.

    ``top`` is where the first page's text may begin, below the head.
    """
    slips = whole_slip(letter, parts.words, parts.scale, code, bottom - TOP)
    slip_items = [Item(slip, new_page=True, mark="slip") for slip in slips]
    tries = [
        _pages(
            spaced(parts, space), greeting, slip_items, page_frame(bottom, max(FLOW_TOP, top)),
            sign_after_text=together,
        )
        for together in (True, False)
        for space in _SPACINGS
    ]  # fmt: skip
    # If possible with the line that says where the visits are; the first of equals is the best.
    return min(tries, key=lambda each: (len(each.pages), "pointer" not in each.marks))


def _pages(
    parts: Parts, greeting: Runs, slips: list[Item], frame: Frame, *, sign_after_text: bool
) -> Pages:
    """The visits start a page, and the first says which, if the invitation fits one page."""
    hello, front = greeting_item(parts, greeting), _front(parts)
    fits = len(fill([hello, *front], frame).pages) == 1
    rest = _rest(parts, frame.bottom, fits, sign_after_text)
    flow = [hello, *(front if fits else front[:-1]), *rest, *slips]
    return fill(flow, frame)


@lru_cache(maxsize=128)
def _front(parts: Parts) -> tuple[Item, ...]:
    unit = parts.scale.unit
    return (
        *opening(parts),
        Item(parts.booking_lines(), unit * 2.4, with_next=True),
        Item(parts.change_band(), unit * 1.6),
        Item(_pointer_to_visits(parts), unit * 1.2, mark="pointer"),
    )


@lru_cache(maxsize=128)
def _rest(parts: Parts, bottom: float, own_page: bool, sign_after_text: bool) -> tuple[Item, ...]:
    gap = parts.scale.unit * 2.4
    return (
        *(
            Item(visit, gap, new_page=own_page and index == 0, mark="visits")
            for index, visit in enumerate(parts.visits_in_turn())
        ),
        Item(parts.before(TEXT_WIDTH), gap),
        Item(parts.bring(TEXT_WIDTH), gap),
        Item(parts.help(TEXT_WIDTH), gap),
        Item(parts.decline(), gap, with_next=sign_after_text),
        Item(_end(parts), gap),
        *(Item(box, gap) for box in parts.urgent_boxes(bottom - TOP)),
    )


def _pointer_to_visits(parts: Parts) -> Block:
    count = min(len(parts.letter.visits), 2)
    page = parts.places.visits
    if parts.letter.sides is Sides.TWO and page == 1:
        return parts.body(parts.words.say(f"pointer.visits_over_{count}"))
    sheet = sheet_of(page, parts.letter.sides)
    return parts.body(parts.words.say(f"pointer.visits_next_{count}", sheet=sheet))


def _end(parts: Parts) -> Block:
    """Who signs, and the practice's address if it found no room at the top."""
    practice, end = parts.letter.practice, signed(parts, TEXT_WIDTH)
    line = practice_address_line(practice)
    if not line or has_room_for_address(practice, parts.scale):
        return end
    address = parts.words.say("letter.our_address", address=line)
    return Stack((end, Gap(parts.scale.unit), parts.body(address)))

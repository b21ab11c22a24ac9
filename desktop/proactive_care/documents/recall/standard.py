"""The recall letter in standard print: two pages, the reply slip torn off the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from proactive_care.documents.content import RecallLetter, Sides
from proactive_care.documents.letters.reply_slip import ReplySlip, torn_slip, whole_slip
from proactive_care.documents.paper.blocks import Columns, Gap, Stack
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import LEFT, MM, TEAR, TEXT_WIDTH, TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, Placed, fill
from proactive_care.documents.paper.text import Runs, paragraph
from proactive_care.documents.recall.flow import (
    greeting_item,
    opening,
    page_frame,
    signed,
    spaced,
)
from proactive_care.documents.recall.parts import GUTTER, HALF, Parts

_SPACINGS = (1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.45)  # the widest that fits a page is taken
_SLIP_TOP = TEAR + 4 * MM
_ABOVE_TEAR = TEAR - 4.5 * MM


@dataclass(frozen=True)
class _Front:
    """The parts of the first page; those of letters that are alike are made once."""

    opening: tuple[Item, ...]
    visits: Item
    booking: Item
    end: Item


def standard_pages(
    parts: Parts, letter: RecallLetter, greeting: Runs, bottom: float, code: FormCodeMark
) -> Pages:
    """The invitation; then getting ready, when not to wait, and the slip to tear off.

    What does not fit two pages flows on, without the line that points at the second.
    """
    pages = _front_page(parts, greeting, bottom)
    if pages is None:
        front = _front(parts)
        end = Item(signed(parts, TEXT_WIDTH), parts.scale.unit * 2)
        flow = [*front.opening, front.booking, front.visits, end, *_back(parts)]
        pages = fill([greeting_item(parts, greeting), *flow], page_frame(bottom))
    else:
        pages.pages += [list(page) for page in _back_pages(parts, bottom)]
    if pages.bottom > _ABOVE_TEAR:
        pages.pages.append([])
    slip = torn_slip(letter, parts.words, parts.scale, code, bottom - _SLIP_TOP)
    if slip is None:
        sheets = whole_slip(letter, parts.words, parts.scale, code, bottom - TOP)
        return _with_whole_slip(pages, sheets)
    pages.pages[-1].append(Placed(slip, LEFT, _SLIP_TOP))
    pages.marks["slip"] = len(pages.pages) - 1
    return pages


def _with_whole_slip(pages: Pages, sheets: Sequence[ReplySlip]) -> Pages:
    """Give a slip that is too long to be torn off pages of its own."""
    if pages.pages[-1]:
        pages.pages.append([])
    pages.marks["slip"] = len(pages.pages) - 1
    pages.pages[-1:] = [[Placed(sheet, LEFT, TOP)] for sheet in sheets]
    return pages


def _front_page(parts: Parts, greeting: Runs, bottom: float) -> Pages | None:
    """The invitation as airy as one page allows; None if it does not fit one page.

    Printed on two sides, the booking stands above the visits and above the second fold, so that
    tearing off the slip never takes away how to book or cancel.
    """
    hello = greeting_item(parts, greeting)
    airy = [_front(spaced(parts, space)) for space in _SPACINGS]
    if parts.letter.sides is Sides.ONE:
        flows = [[hello, *each.opening, each.visits, each.booking, each.end] for each in airy]
        return _widest(flows, page_frame(bottom))
    above = [[hello, *each.opening, each.booking] for each in airy]
    below = [[each.visits, each.end] for each in airy]
    upper = _widest(above, page_frame(TEAR - 2 * MM))
    lower = _widest(below, page_frame(bottom, TEAR + 5 * MM))
    if upper is None or lower is None:
        whole = [[*a, *b] for a, b in zip(above, below, strict=True)]
        return _widest(whole, page_frame(bottom))
    upper.pages[0] += lower.pages[0]
    upper.marks |= lower.marks
    return upper


def _widest(flows: Sequence[Sequence[Item]], frame: Frame) -> Pages | None:
    for flow in flows:
        pages = fill(flow, frame)
        if len(pages.pages) == 1:
            return pages
    return None


@lru_cache(maxsize=512)
def _front(parts: Parts) -> _Front:
    gap = parts.scale.unit * 2.4
    return _Front(
        opening(parts),
        Item(parts.visits(), gap, mark="visits"),
        Item(parts.booking_card(), gap),
        Item(_end(parts), parts.scale.unit * 2.2),
    )


def _end(parts: Parts) -> Columns:
    """Who signs, and beside it that there is another page to read."""
    words = parts.words
    if parts.letter.sides is Sides.TWO:
        pointer = words.say("pointer.turn_over")
    else:
        pointer = words.say("pointer.next_sheet", sheet=2)
    about = parts.body(words.say("pointer.next_about"), HALF)
    right = Stack((paragraph(pointer, parts.scale.strong, HALF), about))
    return Columns((signed(parts, HALF), right), (0.0, HALF + GUTTER))


@lru_cache(maxsize=128)
def _back_pages(parts: Parts, bottom: float) -> tuple[tuple[Placed, ...], ...]:
    """The second page as airy as leaves room for the slip; else as it comes."""
    airy = [_back(spaced(parts, space)) for space in _SPACINGS]
    pages = _widest(airy, page_frame(_ABOVE_TEAR, TOP))
    found = pages or fill(_back(parts), page_frame(bottom, TOP))
    return tuple(tuple(page) for page in found.pages)


def _back(parts: Parts) -> list[Item]:
    """Getting ready, when not to wait, and how to say no."""
    unit = parts.scale.unit
    ready = Stack((parts.before(HALF), Gap(unit * 1.8), parts.bring(HALF)))
    about = Columns((ready, parts.help(HALF)), (0.0, HALF + GUTTER))
    return [
        Item(about, unit * 2.6),
        Item(parts.urgent_box(), unit * 2.4),
        Item(parts.decline(), unit * 2.4),
    ]

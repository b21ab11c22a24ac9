"""The recall letter: its parts put on pages, in standard and in large print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from proactive_care.documents.addresses import salutation
from proactive_care.documents.blocks import Block, Columns, Gap, Stack
from proactive_care.documents.content import RecallLetter, Sides
from proactive_care.documents.form_code import FormCodeMark
from proactive_care.documents.geometry import FLOW_TOP, LEFT, MM, TEAR, TEXT_WIDTH, TOP
from proactive_care.documents.ink import Pen
from proactive_care.documents.letterhead import (
    Footer,
    Head,
    draw_footer,
    has_room_for_address,
    letter_footer,
    letter_head,
    practice_address_line,
)
from proactive_care.documents.paging import Frame, Item, Pages, Placed, fill
from proactive_care.documents.recall_parts import GUTTER, HALF, Parts, Places, sheet_of
from proactive_care.documents.recall_words import recall_wording, why
from proactive_care.documents.reply_slip import torn_slip, whole_slip
from proactive_care.documents.scale import Scale, scale_for
from proactive_care.documents.text import Runs, balanced, paragraph
from proactive_care.documents.wording import Wording
from proactive_care.domain.errors import InvalidInput

_SPACINGS = (1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.45)  # the widest that fits a page is taken
_LARGE_SPACINGS = (1.2, 1.0, 0.8, 0.65)
_MOST_PASSES = 5  # a sheet number is as wide as the next, so two are enough in practice
_SLIP_TOP = TEAR + 4 * MM
_ABOVE_TEAR = TEAR - 4.5 * MM


@dataclass(frozen=True)
class LaidOutLetter:
    """A letter whose every line has its place; nothing can go wrong when it is drawn."""

    letter: RecallLetter
    words: Wording
    scale: Scale
    head: Head
    footer: Footer
    pages: tuple[tuple[Placed, ...], ...]
    diary_pages: int

    @property
    def page_count(self) -> int:
        """Printed pages, enclosed diary included, without blank backs."""
        return len(self.pages) + self.diary_pages

    @property
    def sheet_count(self) -> int:
        """Pieces of paper: on one side as many as pages, on two sides half, rounded up.

        An enclosed diary is always a sheet of its own.
        """
        return sheet_of(len(self.pages) - 1, self.letter.sides) + self.diary_pages

    def draw_page(self, pen: Pen, index: int) -> None:
        """Draw one page (from 0) with its marks."""
        pen.fold_marks()
        if index == 0:
            self.head.draw(pen)
        for placed in self.pages[index]:
            placed.draw(pen)
        sheet = (sheet_of(index, self.letter.sides), self.sheet_count)
        draw_footer(
            pen,
            self.footer,
            self.letter,
            self.words,
            self.scale,
            (index + 1, self.page_count),
            sheet,
        )


def lay_out_letter(letter: RecallLetter) -> LaidOutLetter:
    """Lay out one letter completely, before anything is drawn.

    Texts point at the sheets on which other parts are, so the letter is laid out until they
    agree. Raises EmptyField, UnusableAddress, MissingGlyph or InvalidInput: each before printing.
    """
    _check(letter)
    words, scale = recall_wording(), scale_for(letter.letter_format.points)
    code = FormCodeMark(letter.form_code)
    head = letter_head(letter, words, scale, code)
    footer = letter_footer(letter, words, scale)
    pages = _settled_pages(letter, words, scale, code, footer.rule - 3 * MM)
    return LaidOutLetter(
        letter,
        words,
        scale,
        head,
        footer,
        tuple(tuple(page) for page in pages.pages),
        1 if letter.home_diary else 0,
    )


def _settled_pages(
    letter: RecallLetter, words: Wording, scale: Scale, code: FormCodeMark, bottom: float
) -> Pages:
    places = Places()
    for _ in range(_MOST_PASSES):
        pages = _compose(Parts(letter, words, scale, places), bottom, code)
        found = Places(visits=pages.marks["visits"], slip=pages.marks["slip"])
        if found == places:
            return pages
        places = found
    raise AssertionError("the sheets that a letter points at do not settle")


def _compose(parts: Parts, bottom: float, code: FormCodeMark) -> Pages:
    if parts.scale.is_large:
        pages = [_large_pages(_spaced(parts, space), bottom, code) for space in _LARGE_SPACINGS]
        # The widest of the shortest, if possible with the line that says where the visits are.
        return min(pages, key=lambda each: (len(each.pages), "pointer" not in each.marks))
    front = _widest_front(parts, bottom)
    if front is None:
        signed = Item(_signed(parts, TEXT_WIDTH), parts.scale.unit * 2)
        flow = [*_opening(parts), _booking(parts), _visits(parts), signed, *_back(parts)]
        return _with_slip(fill(flow, _frame(bottom)), parts, bottom, code)
    front.pages += _back_page(parts, bottom).pages
    return _with_slip(front, parts, bottom, code)


def _spaced(parts: Parts, factor: float) -> Parts:
    return replace(parts, scale=parts.scale.spaced(factor))


def _frame(bottom: float, first_top: float = FLOW_TOP) -> Frame:
    return Frame(LEFT, first_top, TOP, bottom)


def _widest_front(parts: Parts, bottom: float) -> Pages | None:
    """The invitation as airy as one page allows; None if it does not fit one page.

    Printed on two sides, the booking stands above the visits and above the second fold, so that
    tearing off the slip never takes away how to book or cancel.
    """
    if parts.letter.sides is Sides.ONE:
        return _widest(
            parts, _frame(bottom), lambda p: [*_opening(p), _visits(p), _booking(p), _end(p)]
        )
    upper = _widest(parts, _frame(TEAR - 2 * MM), lambda p: [*_opening(p), _booking(p)])
    lower = _widest(parts, _frame(bottom, TEAR + 5 * MM), lambda p: [_visits(p), _end(p)])
    if upper is None or lower is None:
        return _widest(
            parts, _frame(bottom), lambda p: [*_opening(p), _booking(p), _visits(p), _end(p)]
        )
    upper.pages[0] += lower.pages[0]
    upper.marks |= lower.marks
    return upper


def _widest(parts: Parts, frame: Frame, items: Callable[[Parts], list[Item]]) -> Pages | None:
    for space in _SPACINGS:
        pages = fill(items(_spaced(parts, space)), frame)
        if len(pages.pages) == 1:
            return pages
    return None


def _back_page(parts: Parts, bottom: float) -> Pages:
    """The second page as airy as leaves room for the slip; else as it comes."""
    return _widest(parts, _frame(_ABOVE_TEAR, TOP), _back) or fill(
        _back(parts), _frame(bottom, TOP)
    )


def _check(letter: RecallLetter) -> None:
    if not letter.conditions or not letter.visits:
        raise InvalidInput("A recall letter needs at least one condition and one visit.")


def _opening(parts: Parts) -> list[Item]:
    letter, words, scale = parts.letter, parts.words, parts.scale
    invitation = min(max(letter.invitation, 1), 3)
    greeting = words.say("letter.salutation", salutation=salutation(letter.to))
    heading = words.say(f"letter.heading_{invitation}")
    items = [
        Item(parts.body(greeting), with_next=True),
        Item(balanced(heading, scale.heading, TEXT_WIDTH), scale.unit * 0.7, with_next=True),
        *_text(parts, why(letter, words)),
    ]
    if invitation > 1:
        items += _text(parts, words.say(f"letter.also_before_{invitation}"))
    return items


def _text(parts: Parts, runs: Runs) -> list[Item]:
    """A paragraph; in large print it may run over to the next page, two lines at least."""
    block, gap = parts.body(runs), parts.scale.unit * 0.7
    if not parts.scale.is_large:
        return [Item(block, gap)]
    lines = block.single_lines()
    last = len(lines) - 1
    return [
        Item(line, 0.0 if at else gap, with_next=at != last and at in {0, last - 1})
        for at, line in enumerate(lines)
    ]


def _signed(parts: Parts, width: float) -> Stack:
    letter, words = parts.letter, parts.words
    signed = words.say(
        "letter.signed", signatory=letter.signatory.name, position=letter.signatory.position
    )
    return Stack((parts.body(words.say("letter.closing"), width), parts.body(signed, width)))


def _end(parts: Parts) -> Item:
    """Who signs, and beside it that there is another page to read."""
    words = parts.words
    if parts.letter.sides is Sides.TWO:
        pointer = words.say("pointer.turn_over")
    else:
        pointer = words.say("pointer.next_sheet", sheet=2)
    about = parts.body(words.say("pointer.next_about"), HALF)
    right = Stack((paragraph(pointer, parts.scale.strong, HALF), about))
    block = Columns((_signed(parts, HALF), right), (0.0, HALF + GUTTER))
    return Item(block, parts.scale.unit * 2.2)


def _visits(parts: Parts) -> Item:
    return Item(parts.visits(), parts.scale.unit * 2.4, mark="visits")


def _booking(parts: Parts) -> Item:
    return Item(parts.booking_card(), parts.scale.unit * 2.4)


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


def _with_slip(pages: Pages, parts: Parts, bottom: float, code: FormCodeMark) -> Pages:
    """Put the slip below the second fold of the last page, or of a further one."""
    if pages.bottom > _ABOVE_TEAR:
        pages.pages.append([])
    slip = torn_slip(parts.letter, parts.words, parts.scale, code, bottom - _SLIP_TOP)
    pages.pages[-1].append(Placed(slip, LEFT, _SLIP_TOP))
    pages.marks["slip"] = len(pages.pages) - 1
    return pages


def _large_pages(parts: Parts, bottom: float, code: FormCodeMark) -> Pages:
    """One column; the booking before the visits; the reply slip on a sheet of its own.

    The visits start a page, and the first page says which, if the invitation fits one page.
    """
    unit = parts.scale.unit
    front = [
        *_opening(parts),
        Item(parts.booking_lines(), unit * 2.4, with_next=True),
        Item(parts.change_band(), unit * 1.6),
        Item(_pointer_to_visits(parts), unit * 1.2, mark="pointer"),
    ]
    fits = len(fill(front, _frame(bottom)).pages) == 1
    flow = front if fits else front[:-1]
    for index, visit in enumerate(parts.visits_in_turn()):
        flow.append(Item(visit, unit * 2.4, new_page=fits and index == 0, mark="visits"))
    flow += [
        Item(parts.before(TEXT_WIDTH), unit * 2.4),
        Item(parts.bring(TEXT_WIDTH), unit * 2.4),
        Item(parts.help(TEXT_WIDTH), unit * 2.4),
        Item(parts.decline(), unit * 2.4),
        *(Item(box, unit * 2.4) for box in parts.urgent_boxes(bottom - TOP)),
        Item(_large_end(parts), unit * 2.4),
    ]
    for slip in whole_slip(parts.letter, parts.words, parts.scale, code, bottom - TOP):
        flow.append(Item(slip, new_page=True, mark="slip"))
    return fill(flow, _frame(bottom))


def _pointer_to_visits(parts: Parts) -> Block:
    count = min(len(parts.letter.visits), 2)
    page = parts.places.visits
    if parts.letter.sides is Sides.TWO and page == 1:
        return parts.body(parts.words.say(f"pointer.visits_over_{count}"))
    sheet = sheet_of(page, parts.letter.sides)
    return parts.body(parts.words.say(f"pointer.visits_next_{count}", sheet=sheet))


def _large_end(parts: Parts) -> Block:
    """Who signs, and the practice's address if it found no room at the top."""
    practice, signed = parts.letter.practice, _signed(parts, TEXT_WIDTH)
    if has_room_for_address(practice, parts.scale):
        return signed
    address = parts.words.say("letter.our_address", address=practice_address_line(practice))
    return Stack((signed, Gap(parts.scale.unit), parts.body(address)))

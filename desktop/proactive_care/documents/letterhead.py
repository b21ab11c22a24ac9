"""What frames every letter: who writes, to whom, the form code, and the marks for staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from proactive_care.documents.addresses import AddressBlock, address_block
from proactive_care.documents.content import PracticeLetterhead, RecallLetter, Sides
from proactive_care.documents.fonts import NBSP, clean_text, keep_together, text_width
from proactive_care.documents.form_code import FormCodeMark
from proactive_care.documents.geometry import LEFT, MM, PAGE_HEIGHT, RIGHT, TEXT_WIDTH, TOP
from proactive_care.documents.ink import BLUE, HAIRLINE, Pen
from proactive_care.documents.scale import Scale
from proactive_care.documents.text import Paragraph, Runs, paragraph, plain, strong
from proactive_care.documents.wording import Wording
from proactive_care.domain.dates import show_date, show_long_date
from proactive_care.domain.identifiers import show_form_code

_JOINT = f"{NBSP} · {NBSP}"
_SIDE = 122 * MM  # the right-hand column: it stays clear of the window
_SIDE_WIDTH = RIGHT - _SIDE
_HEAD_RULE = 40.5 * MM
_FOOT = PAGE_HEIGHT - 8 * MM


@dataclass(frozen=True)
class Footer:
    """Staff marks at the foot of each sheet. ``rule`` is where the letter's own text must end."""

    left: tuple[Paragraph, ...]
    leading: float
    rule: float


@dataclass(frozen=True)
class Head:
    """The top third of an addressed page, measured and checked."""

    practice: Paragraph
    practice_address: Paragraph | None
    address: AddressBlock
    date: Paragraph
    phone: Paragraph | None
    code: FormCodeMark
    code_size: float
    code_beside: bool
    your_code: Paragraph
    code_text: Paragraph

    def draw(self, pen: Pen) -> None:
        """Draw in reading order: who writes, to whom, when, and the code."""
        self.practice.draw(pen, LEFT, TOP - 1.5 * MM)
        if self.practice_address is not None:
            self.practice_address.draw(pen, _SIDE, TOP - 0.5 * MM)
        pen.rule(LEFT, _HEAD_RULE, RIGHT, 2.0, BLUE)
        self.address.draw(pen)
        y = 50 * MM - (self.date.type.leading - self.date.type.size) / 2
        self.date.draw(pen, _SIDE, y)
        y += self.date.height
        if self.phone is not None:
            self.phone.draw(pen, _SIDE, y)
            y += self.phone.height
        y += 2.2 * MM
        self.code.draw(pen, _SIDE, y, self.code_size)
        if self.code_beside:
            text_y = y + (self.code_size - self.your_code.height - self.code_text.height) / 2
            text_x = _SIDE + self.code_size + 4 * MM
        else:
            text_y, text_x = y + self.code_size + 1.2 * MM, _SIDE
        self.your_code.draw(pen, text_x, text_y)
        self.code_text.draw(pen, text_x, text_y + self.your_code.height)


def letter_head(letter: RecallLetter, words: Wording, scale: Scale, code: FormCodeMark) -> Head:
    """Lay out the top third. Raises UnusableAddress or MissingGlyph before anything is drawn."""
    date = show_date if scale.points > 18 else show_long_date
    phone = None
    if not scale.is_large:
        shown = words.say("pointer.date_and_phone", phone=keep_together(letter.practice.phone))
        phone = paragraph(shown, scale.body, _SIDE_WIDTH)
    address = _practice_address(letter.practice, scale)
    name_width = (_SIDE - LEFT - 7 * MM) if address is not None else TEXT_WIDTH
    return Head(
        practice=_practice_name(letter.practice, scale, name_width),
        practice_address=address,
        address=address_block(letter.to, scale.points),
        date=paragraph(plain(date(letter.written_on)), scale.body, _SIDE_WIDTH),
        phone=phone,
        code=code,
        code_size=18 * MM,
        code_beside=not scale.is_large,
        your_code=paragraph(words.say("pointer.your_code"), scale.body, _SIDE_WIDTH),
        code_text=paragraph(
            strong(keep_together(show_form_code(letter.form_code))), scale.strong, _SIDE_WIDTH
        ),
    )


def practice_address_line(practice: PracticeLetterhead) -> str:
    """Return the practice's address in one line."""
    return ", ".join(line for line in map(clean_text, practice.address) if line)


def has_room_for_address(practice: PracticeLetterhead, scale: Scale) -> bool:
    """Tell if the practice's address fits beside its name; else the letter gives it below."""
    return _practice_address(practice, scale) is not None


def _practice_address(practice: PracticeLetterhead, scale: Scale) -> Paragraph | None:
    lines = [line for line in map(clean_text, practice.address) if line]
    if not lines or any(text_width(line, scale.points) > _SIDE_WIDTH for line in lines):
        return None
    setting = replace(scale.body, leading=scale.points * (1.25 if scale.is_large else 1.365))
    parts = [paragraph(plain(line), setting, _SIDE_WIDTH).lines[0] for line in lines]
    block = Paragraph(tuple(parts), setting)
    return block if TOP + block.height <= _HEAD_RULE - 1 * MM else None


def _practice_name(practice: PracticeLetterhead, scale: Scale, width: float) -> Paragraph:
    """Return the name at the largest size that takes at most two lines of the head."""
    name = plain(clean_text(practice.name))
    setting = scale.practice
    while setting.size > scale.points:
        block = paragraph(name, setting, width)
        if len(block.lines) <= 2 and TOP + block.height <= _HEAD_RULE:
            return block
        setting = replace(setting, size=setting.size - 1, leading=(setting.size - 1) * 1.2)
    return paragraph(name, setting, width)


def letter_footer(letter: RecallLetter, words: Wording, scale: Scale) -> Footer:
    """Lay out the staff marks: batch, form version and extract date, on as few lines as fit."""
    form = f"{words.form}{letter.letter_format.form_suffix} v{words.version}"
    marks = [
        words.words("footer.batch", batch=letter.place.batch),
        words.words("footer.form", form=form),
        words.words("footer.data_of", date=show_date(letter.data_of)),
    ]
    right = max(_width(line, scale) for line in _right_lines(letter, words, 99, 99, 99, 99))
    room = TEXT_WIDTH - right - scale.unit
    name = clean_text(letter.practice.name)
    if not scale.is_large and text_width(name, scale.footer.size) <= room * 0.6:
        marks.insert(0, name)
    lines = _packed([keep_together(mark) for mark in marks], room, scale)
    height = max(len(lines), 2) * scale.footer.leading
    rule = _FOOT - height - scale.unit * 0.5
    return Footer(tuple(lines), scale.footer.leading, rule)


def draw_footer(
    pen: Pen,
    footer: Footer,
    letter: RecallLetter,
    words: Wording,
    scale: Scale,
    page: tuple[int, int],
    sheet: tuple[int, int],
) -> None:
    """Draw the marks of one page; ``page`` and ``sheet`` are (this, of how many), from 1."""
    pen.rule(LEFT, footer.rule, RIGHT, 0.7, HAIRLINE)
    top = footer.rule + scale.unit * 0.5
    right = _right_lines(letter, words, page[0], page[1], sheet[0], sheet[1])
    for index in range(max(len(footer.left), 2)):
        y = top + index * footer.leading
        if index < len(footer.left):
            footer.left[index].draw(pen, LEFT, y)
        if index < 2:
            line = paragraph(right[index], scale.footer, TEXT_WIDTH)
            line.draw(pen, RIGHT - _width(right[index], scale), y)


def _right_lines(
    letter: RecallLetter, words: Wording, page: int, pages: int, sheet: int, sheets: int
) -> tuple[Runs, Runs]:
    digits = max(3, len(str(letter.place.size)))
    which = words.say(
        "footer.letter",
        number=f"{letter.place.sequence:0{digits}}",
        total=f"{letter.place.size:0{digits}}",
    )
    where = words.say("footer.sheet", number=sheet, total=sheets)
    if letter.sides is Sides.TWO:
        where = (*words.say("footer.page", number=page, total=pages), *plain(_JOINT), *where)
    return _unbroken(which), _unbroken(where)


def _unbroken(runs: Runs) -> Runs:
    return tuple(replace(run, text=run.text.replace(" ", NBSP)) for run in runs)


def _width(runs: Runs, scale: Scale) -> float:
    return sum(text_width(run.text, scale.footer.size, run.bold) for run in runs)


def _packed(marks: list[str], width: float, scale: Scale) -> list[Paragraph]:
    """Put the marks on as few lines as hold them, and those of about the same length."""
    for count in range(2, len(marks) + 1):
        splits = [
            [NBSP.join(_JOINT.join(part).split(" ")) for part in parts]
            for parts in _splits(marks, count)
        ]
        fitting = [
            lines
            for lines in splits
            if max(text_width(line, scale.footer.size) for line in lines) <= width
        ]
        if fitting:
            break
    else:
        fitting = [marks]
    lines = min(fitting, key=lambda lines: max(len(line) for line in lines))
    return [paragraph(plain(line), scale.footer, width) for line in lines]


def _splits(marks: list[str], count: int) -> list[list[list[str]]]:
    """Return every way to cut the marks into ``count`` lines without changing their order."""
    cuts = combinations(range(1, len(marks)), count - 1)
    return [[marks[a:b] for a, b in pairwise((0, *cut, len(marks)))] for cut in cuts]

"""The marks at the foot of each sheet: for staff, and for a patient who drops the sheets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from proactive_care.documents.content import Sides
from proactive_care.documents.letters.posted import PostedLetter
from proactive_care.documents.paper.fonts import NBSP, clean_text, keep_together, text_width
from proactive_care.documents.paper.geometry import LEFT, MM, PAGE_HEIGHT, RIGHT, TEXT_WIDTH
from proactive_care.documents.paper.ink import HAIRLINE, Pen
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, Runs, paragraph, plain
from proactive_care.documents.words.formats import LetterFormat
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.dates import show_date

_JOINT = f"{NBSP} · {NBSP}"
_FOOT = PAGE_HEIGHT - 8 * MM
_WIDEST_COUNT = 99


@dataclass(frozen=True)
class Count:
    """Which of how many, from 1."""

    number: int
    total: int


@dataclass(frozen=True)
class Footer:
    """Batch, form and extract date at the left; letter, page and sheet at the right."""

    letter: PostedLetter
    words: Wording
    scale: Scale
    left: tuple[Paragraph, ...]
    lines: int

    @property
    def rule(self) -> float:
        """Where the letter's own text must end, in points from the top."""
        return _FOOT - self.lines * self.scale.footer.leading - self.scale.unit * 0.5

    def draw(self, pen: Pen, page: Count, sheet: Count) -> None:
        """Draw the marks of one page, in a language from right to left with a mirrored pen."""
        pen.rule(LEFT, self.rule, RIGHT, 0.7, HAIRLINE)
        top, setting = self.rule + self.scale.unit * 0.5, self.scale.footer
        for index, line in enumerate(self.left):
            line.draw(pen, LEFT, top + index * setting.leading)
        right = _right_lines(self.letter, self.words, self.scale, page, sheet)
        for index, runs in enumerate(right):
            line = paragraph(runs, setting, TEXT_WIDTH)
            line.draw(pen, RIGHT - _width(runs, self.scale), top + index * setting.leading)


def letter_footer(letter: PostedLetter, words: Wording, scale: Scale) -> Footer:
    """Lay out the staff marks on as few lines as fit."""
    form = f"{form_number(letter.letter_format, words)} v{words.version}"
    marks = [
        words.words("footer.batch", batch=letter.place.batch),
        words.words("footer.form", form=form),
        words.words("footer.data_of", date=show_date(letter.data_of)),
    ]
    widest = Count(_WIDEST_COUNT, _WIDEST_COUNT)
    right = _right_lines(letter, words, scale, widest, widest)
    room = TEXT_WIDTH - max(_width(line, scale) for line in right) - scale.unit
    name = clean_text(letter.practice.name)
    if not scale.is_large and text_width(name, scale.footer.size) <= room * 0.6:
        marks.insert(0, name)
    packed = _packed([keep_together(mark) for mark in marks], room, scale)
    left = tuple(line for block in packed for line in block.single_lines())
    return Footer(letter, words, scale, left, max(len(left), len(right)))


def form_number(letter_format: LetterFormat, words: Wording) -> str:
    """Return a form's number with its format and, if it is not English, its language."""
    code = language_of(words.language).code
    language = "" if code == ENGLISH.code else f"-{code.upper()}"
    return f"{words.form}{language}{letter_format.form_suffix}"


def _right_lines(
    letter: PostedLetter, words: Wording, scale: Scale, page: Count, sheet: Count
) -> list[Runs]:
    digits = max(3, len(str(letter.place.size)))
    which = words.say(
        "footer.letter",
        number=f"{letter.place.sequence:0{digits}}",
        total=f"{letter.place.size:0{digits}}",
    )
    on_sheet = words.say("footer.sheet", number=sheet.number, total=sheet.total)
    if letter.sides is Sides.ONE:
        lines = [which, on_sheet]
    else:
        on_page = words.say("footer.page", number=page.number, total=page.total)
        lines = [which, on_page, on_sheet]
        if not scale.is_large:
            lines = [which, (*on_page, *plain(_JOINT), *on_sheet)]
    return [_unbroken(line) for line in lines]


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

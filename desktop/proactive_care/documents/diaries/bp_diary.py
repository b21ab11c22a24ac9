"""The home blood pressure diary: seven days of digit boxes that can be keyed or scanned.

Corner marks (6 mm squares, 8 mm from the edges; the top left one is a ring) let a scan be turned
and aligned; boxes to write in are light blue, which scanners can drop.
"""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.diaries import diary_pictures as pictures
from proactive_care.documents.diaries.diary_frame import (
    DAYS,
    DiaryOwner,
    corner_marks,
    digit_boxes,
    foot_marks,
)
from proactive_care.documents.diaries.diary_frame import DIARY_LEFT as _LEFT
from proactive_care.documents.diaries.diary_frame import DIARY_RIGHT as _RIGHT
from proactive_care.documents.diaries.diary_frame import DIARY_WIDTH as _WIDTH
from proactive_care.documents.letters.addresses import full_name
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import FormRow, Tick, Words, form_row
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, INK, PALE, WHITE, Pen
from proactive_care.documents.paper.text import (
    Paragraph,
    Type,
    line_width,
    paragraph,
    plain,
)
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.identifiers import show_form_code

_BODY = Type(12, 15.6)
_TIGHT = Type(12, 13.8)
_FOOTER = Type(12, 15, False, GREY)
_USUAL_LIMITS, _MOST_LIMITS = 2, 3  # lines of what to do about a very high reading
_TICKS = (0.0, 64 * MM, 119 * MM)  # the columns of the red flags, and the room of each
_TICK_ROOM = (56 * MM, 47 * MM, 39 * MM)
_STEPS = ("cuff", "table", "rest", "two")
_CODE = 22 * MM
_CODE_LEFT = 165 * MM
_PICTURES = 43.5 * MM
_TABLE = 90 * MM
_TABLE_HEAD = 14 * MM
_DAY = 17.3 * MM
_BOX_WIDTH, _BOX_HEIGHT = 6.9 * MM, 7.2 * MM
# Left edges of the three digit groups (top, bottom, pulse) of morning and evening.
_GROUPS = ((44.4 * MM, 69.3 * MM, 94.3 * MM), (119.4 * MM, 144.3 * MM, 169.3 * MM))


@dataclass(frozen=True)
class LaidOutDiary:
    """A diary that was measured: everything on it can be printed."""

    letter: DiaryOwner
    words: Wording
    code: FormCodeMark
    who: tuple[Paragraph, ...]

    @property
    def page_count(self) -> int:
        """Always one sheet."""
        return 1

    def draw_page(self, pen: Pen, index: int, sheet: Count) -> None:
        """Draw the page (there is only the one with ``index`` 0)."""
        corner_marks(pen)
        self._heading(pen)
        _steps(pen, self.words)
        _table(pen, self.words)
        _urgent(pen, self.words, self.letter)
        _also(self.words).draw(pen, _LEFT, 270.5 * MM)
        self._footer(pen, sheet)

    def _heading(self, pen: Pen) -> None:
        heading = paragraph(self.words.say("diary.heading"), Type(20, 25, True, BLUE), 140 * MM)
        heading.draw(pen, _LEFT, 10.5 * MM)
        y = 20.5 * MM
        how = [
            paragraph(self.words.say(f"diary.{key}"), _BODY, 143 * MM)
            for key in ("how_often", "then")
        ]
        for part in (*self.who, *how):
            part.draw(pen, _LEFT, y)
            y += part.height
        self.code.draw(pen, _CODE_LEFT, 11 * MM, _CODE)
        code = show_form_code(self.letter.diary_code)
        x = _CODE_LEFT + (_CODE - text_width(code, 12, True)) / 2
        pen.text(x, 38 * MM, code, 12, True)

    def _footer(self, pen: Pen, sheet: Count) -> None:
        left, right = foot_marks(self.letter, self.words, sheet)
        paragraph(left, _FOOTER, _WIDTH).draw(pen, _LEFT, 283.2 * MM)
        block = paragraph(right, _FOOTER, _WIDTH)
        block.draw(pen, _RIGHT - line_width(block.lines[0], _FOOTER), 283.2 * MM)


def lay_out_diary(
    letter: DiaryOwner, code: FormCodeMark, words: Wording | None = None
) -> LaidOutDiary:
    """Lay out the diary that goes with a letter in standard print.

    ``words`` are the practice's own English, None the shipped. Raises EmptyField or MissingGlyph
    before anything is drawn.
    """
    words = words or shipped_wording("bp_diary.en")
    return LaidOutDiary(letter, words, code, _who(letter, words))


def _who(letter: DiaryOwner, words: Wording) -> tuple[Paragraph, ...]:
    """Return name, practice and phone on at most two lines; a very long name stands alone."""
    name = full_name(letter.to)
    practice = clean_text(letter.practice.name)
    phone = keep_together(clean_text(letter.practice.phone))
    width = 143 * MM
    whole = words.say("diary.who", name=name, practice=practice, phone=phone)
    named = paragraph(words.say("diary.who_name", name=name), _BODY, width)
    reached = words.say("diary.who_practice", practice=practice, phone=phone)
    layouts = (
        (paragraph(whole, _BODY, width),),
        (named, paragraph(reached, _BODY, width)),
        (named,),
    )
    fitting = [each for each in layouts if sum(len(part.lines) for part in each) <= len(each)]
    return fitting[0] if fitting else layouts[-1]


def _steps(pen: Pen, words: Wording) -> None:
    width = _WIDTH / 4
    draw = (pictures.cuff_on_arm, pictures.arm_on_table, pictures.rest_five_minutes)
    for index, key in enumerate(_STEPS):
        x = _LEFT + index * width
        if index < len(draw):
            draw[index](pen, x, _PICTURES)
        else:
            pictures.two_readings(pen, x, _PICTURES, words.words("steps.minute"))
        pen.text(x, _PICTURES + 32 * MM, str(index + 1), 12, True, BLUE)
        title = words.words(f"steps.{key}")
        pen.text(x + 4.2 * MM, _PICTURES + 32 * MM, title, 12, True)
        how = paragraph(words.say(f"steps.{key}_how"), Type(12, 14.4), width - 3 * MM)
        how.draw(pen, x, _PICTURES + 33.4 * MM)


def _table(pen: Pen, words: Wording) -> None:
    height = _TABLE_HEAD + DAYS * _DAY
    pen.box(_LEFT, _TABLE, _WIDTH, height, fill=PALE, radius=4)
    pen.box(_LEFT, _TABLE + _TABLE_HEAD, _WIDTH, height - _TABLE_HEAD, fill=WHITE)
    pen.box(_LEFT, _TABLE, _WIDTH, height, edge=GREY, weight=0.9, radius=4)
    for x in (41.8 * MM, 117.2 * MM):
        pen.line(x, _TABLE, x, _TABLE + height, 0.6, HAIRLINE)
    _table_head(pen, words)
    for day in range(DAYS):
        top = _TABLE + _TABLE_HEAD + day * _DAY
        if day:
            pen.rule(_LEFT, top, _RIGHT, 0.6, HAIRLINE)
        _day(pen, day + 1, top)


def _table_head(pen: Pen, words: Wording) -> None:
    upper, lower = _TABLE + 5.8 * MM, _TABLE + 11.8 * MM
    pen.text(_LEFT + 2 * MM, upper, words.words("diary.day"), 13, True)
    pen.text(_LEFT + 2 * MM, lower, words.words("diary.date"), 12)
    for key, groups in zip(("morning", "evening"), _GROUPS, strict=True):
        pen.text(groups[0], upper, words.words(f"diary.{key}"), 13, True)
        for name, left in zip(("top", "bottom", "pulse"), groups, strict=True):
            label = words.words(f"diary.{name}")
            pen.text(left + (3 * _BOX_WIDTH - text_width(label, 12)) / 2, lower, label, 12)


def _day(pen: Pen, day: int, top: float) -> None:
    rows = (top + 1.1 * MM, top + 1.1 * MM + _BOX_HEIGHT + 0.9 * MM)
    pen.text(_LEFT + 2 * MM, rows[0] + 5.4 * MM, str(day), 14, True)
    for left in (19.4 * MM, 30.9 * MM):
        digit_boxes(pen, left, rows[1], 2, 4.7 * MM, _BOX_HEIGHT)
    pen.line(29.1 * MM, rows[1] + 6.4 * MM, 30.5 * MM, rows[1] + 0.8 * MM, 0.9, INK)
    for y in rows:
        for groups in _GROUPS:
            for left in groups:
                digit_boxes(pen, left, y, 3, _BOX_WIDTH, _BOX_HEIGHT)
            slash = groups[0] + 3 * _BOX_WIDTH
            pen.line(slash + 1.2 * MM, y + 6.6 * MM, slash + 3 * MM, y + 0.6 * MM, 1.0, INK)


def _urgent(pen: Pen, words: Wording, letter: DiaryOwner) -> None:
    top, inner = 228.5 * MM, _LEFT + 4 * MM
    pen.box(_LEFT, top, _WIDTH, 40.5 * MM, edge=INK, weight=2.2, radius=5)
    width = _WIDTH - 8 * MM
    paragraph(words.say("urgent.lead"), _BODY, width).draw(pen, inner, top + 1.6 * MM)
    items = words.texts("urgent.items")
    for index, item in enumerate(items):
        x = inner + _TICKS[index % 3]
        y = top + 8.2 * MM + (index // 3) * 7.2 * MM
        form_row((Tick(plain(item)),), _BODY, width, row_height=7.2 * MM).draw(pen, x, y)
    pen.rule(inner, top + 24.4 * MM, _RIGHT - 4 * MM, 1.2, HAIRLINE)
    limits = _limits(words, letter, _BODY)
    y, air = top + 26.2 * MM, 0.4 * MM
    if _lines(limits) > _USUAL_LIMITS:
        limits, y, air = _limits(words, letter, _TIGHT), top + 25.1 * MM, 0.0
    for block in limits:
        block.draw(pen, inner, y)
        y += block.height + air


def _limits(words: Wording, letter: DiaryOwner, setting: Type) -> list[Paragraph]:
    """Return what to do about a very high reading."""
    phone = keep_together(clean_text(letter.practice.phone))
    said = (words.say("urgent.limit"), words.say("urgent.limit_next", phone=phone))
    return [paragraph(runs, setting, _WIDTH - 8 * MM) for runs in said]


def _lines(blocks: list[Paragraph]) -> int:
    return sum(len(block.lines) for block in blocks)


def fits_one_sheet(letter: DiaryOwner, words: Wording) -> bool:
    """Tell if every text has room where this sheet has a place for it.

    A practice's own words may be longer, and its phone number may be two: such a diary is printed
    in the layout that grows.
    """
    titles = [words.words(f"steps.{key}") for key in _STEPS]
    labels = [words.words(f"diary.{key}") for key in ("top", "bottom", "pulse")]
    ticks = words.texts("urgent.items")
    one_line = [
        paragraph(words.say("diary.heading"), Type(20, 25, True), 140 * MM),
        *(paragraph(words.say(f"diary.{key}"), _BODY, 143 * MM) for key in ("how_often", "then")),
        paragraph(words.say("urgent.lead"), _BODY, _WIDTH - 8 * MM),
    ]
    how = [paragraph(words.say(f"steps.{key}_how"), _BODY, _WIDTH / 4 - 3 * MM) for key in _STEPS]
    return (
        _lines(_limits(words, letter, _TIGHT)) <= _MOST_LIMITS
        and all(len(block.lines) == 1 for block in one_line)
        and all(len(block.lines) <= 2 for block in how)
        and all(text_width(title, 12, True) <= _WIDTH / 4 - 5 * MM for title in titles)
        and all(text_width(label, 12) <= 3 * _BOX_WIDTH for label in labels)
        and len(ticks) <= 6
        and all(text_width(tick, 12) <= _TICK_ROOM[at % 3] for at, tick in enumerate(ticks))
        and _also(words).rows == 1
    )


def _also(words: Wording) -> FormRow:
    also: tuple[Words | Tick, ...] = (
        Words(words.say("diary.also")),
        *(Tick(plain(each)) for each in words.texts("diary.also_items")),
    )
    return form_row(also, _BODY, _WIDTH, row_height=9 * MM)

"""The peak flow diary: fourteen days of boxes for three blows each morning and each evening.

Corner marks and drop-out boxes are those of the blood pressure diary, so that both scan alike.
"""

from __future__ import annotations

from proactive_care.documents.diaries.diary_frame import (
    DIARY_LEFT,
    DIARY_RIGHT,
    DIARY_WIDTH,
    DiaryForm,
    corner_marks,
    digit_boxes,
    foot_marks,
)
from proactive_care.documents.letters.addresses import full_name
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import Tick, form_row
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, INK, PALE, WHITE, Pen
from proactive_care.documents.paper.text import Type, line_width, paragraph, plain
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.identifiers import show_form_code

DAYS = 14
_BODY = Type(12, 15.6)
_FOOTER = Type(12, 15, False, GREY)
_CODE, _CODE_LEFT = 22 * MM, 165 * MM
_STEPS = 48.5 * MM
_TABLE, _HEAD, _ROW = 67 * MM, 13 * MM, 11.6 * MM
_BOX_WIDTH, _BOX_HEIGHT = 6.9 * MM, 8.2 * MM
# Left edges of the three blows of the morning and of the evening.
_BLOWS = ((49 * MM, 73 * MM, 97 * MM), (123.4 * MM, 146.4 * MM, 169.4 * MM))


def draw_peak_flow_diary(pen: Pen, diary: DiaryForm, words: Wording) -> int:
    """Draw the diary, one sheet, and return 1. It is in standard print only.

    Raises EmptyField or MissingGlyph before anything is drawn.
    """
    code = FormCodeMark(diary.diary_code)
    corner_marks(pen)
    _heading(pen, diary, words, code)
    _steps(pen, words)
    _table(pen, words)
    _urgent(pen, diary, words)
    left, right = foot_marks(diary, words, Count(1, 1))
    paragraph(left, _FOOTER, DIARY_WIDTH).draw(pen, DIARY_LEFT, 283.2 * MM)
    block = paragraph(right, _FOOTER, DIARY_WIDTH)
    block.draw(pen, DIARY_RIGHT - line_width(block.lines[0], _FOOTER), 283.2 * MM)
    pen.new_page()
    return 1


def _heading(pen: Pen, diary: DiaryForm, words: Wording, code: FormCodeMark) -> None:
    width, y = 143 * MM, 10.5 * MM
    heading = paragraph(words.say("diary.heading"), Type(20, 25, True, BLUE), width)
    heading.draw(pen, DIARY_LEFT, y)
    name = full_name(diary.to)
    practice = clean_text(diary.practice.name)
    phone = keep_together(clean_text(diary.practice.phone))
    who = paragraph(words.say("diary.who", name=name, practice=practice, phone=phone), _BODY, width)
    if len(who.lines) > 1:
        who = paragraph(words.say("diary.who_name", name=name), _BODY, width)
    how = [paragraph(words.say(f"diary.{key}"), _BODY, width) for key in ("how_often", "then")]
    y = 20 * MM
    for part in (who, *how):
        part.draw(pen, DIARY_LEFT, y)
        y += part.height
    code.draw(pen, _CODE_LEFT, 11 * MM, _CODE)
    text = show_form_code(diary.diary_code)
    pen.text(_CODE_LEFT + (_CODE - text_width(text, 12, True)) / 2, 38 * MM, text, 12, True)


def _steps(pen: Pen, words: Wording) -> None:
    width = DIARY_WIDTH / 4
    for index, key in enumerate(("zero", "stand", "breath", "blow")):
        x = DIARY_LEFT + index * width
        pen.text(x, _STEPS, str(index + 1), 12, True, BLUE)
        pen.text(x + 4.2 * MM, _STEPS, words.words(f"steps.{key}"), 12, True)
        how = paragraph(words.say(f"steps.{key}_how"), Type(12, 14.4), width - 3 * MM)
        how.draw(pen, x, _STEPS + 1.6 * MM)


def _table(pen: Pen, words: Wording) -> None:
    height = _HEAD + DAYS * _ROW
    pen.box(DIARY_LEFT, _TABLE, DIARY_WIDTH, height, fill=PALE, radius=4)
    pen.box(DIARY_LEFT, _TABLE + _HEAD, DIARY_WIDTH, height - _HEAD, fill=WHITE)
    pen.box(DIARY_LEFT, _TABLE, DIARY_WIDTH, height, edge=GREY, weight=0.9, radius=4)
    for x in (46 * MM, 120.4 * MM):
        pen.line(x, _TABLE, x, _TABLE + height, 0.6, HAIRLINE)
    _table_head(pen, words)
    for day in range(DAYS):
        top = _TABLE + _HEAD + day * _ROW
        if day:
            pen.rule(DIARY_LEFT, top, DIARY_RIGHT, 0.6, HAIRLINE)
        _day(pen, day + 1, top)


def _table_head(pen: Pen, words: Wording) -> None:
    upper, lower = _TABLE + 5.4 * MM, _TABLE + 11 * MM
    pen.text(DIARY_LEFT + 2 * MM, upper, words.words("diary.day"), 13, True)
    pen.text(DIARY_LEFT + 2 * MM, lower, words.words("diary.date"), 12)
    for key, blows in zip(("morning", "evening"), _BLOWS, strict=True):
        pen.text(blows[0], upper, words.words(f"diary.{key}"), 13, True)
        for number, left in enumerate(blows, 1):
            label = f"{words.words('diary.blow')} {number}"
            pen.text(left + (3 * _BOX_WIDTH - text_width(label, 12)) / 2, lower, label, 12)


def _day(pen: Pen, day: int, top: float) -> None:
    y = top + (_ROW - _BOX_HEIGHT) / 2
    pen.text(DIARY_LEFT + 2 * MM, y + 6 * MM, str(day), 13, True)
    for left in (27.2 * MM, 37 * MM):
        digit_boxes(pen, left, y, 2, 4.2 * MM, _BOX_HEIGHT)
    pen.line(35.8 * MM, y + 7.2 * MM, 36.8 * MM, y + 1 * MM, 0.9, INK)
    for blows in _BLOWS:
        for left in blows:
            digit_boxes(pen, left, y, 3, _BOX_WIDTH, _BOX_HEIGHT)


def _urgent(pen: Pen, diary: DiaryForm, words: Wording) -> None:
    top, inner, width = 246.5 * MM, DIARY_LEFT + 4 * MM, DIARY_WIDTH - 8 * MM
    pen.box(DIARY_LEFT, top, DIARY_WIDTH, 32 * MM, edge=INK, weight=2.2, radius=5)
    paragraph(words.say("urgent.lead"), _BODY, width).draw(pen, inner, top + 1.6 * MM)
    items = tuple(Tick(plain(item)) for item in words.texts("urgent.items"))
    form_row(items, _BODY, width, row_height=7.2 * MM).draw(pen, inner, top + 8 * MM)
    pen.rule(inner, top + 16.6 * MM, DIARY_RIGHT - 4 * MM, 1.2, HAIRLINE)
    phone = keep_together(clean_text(diary.practice.phone))
    paragraph(words.say("urgent.call", phone=phone), _BODY, width).draw(pen, inner, top + 18 * MM)

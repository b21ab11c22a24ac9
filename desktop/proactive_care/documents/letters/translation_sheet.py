"""What somebody needs to check a translation: letters as they print, and every text beside English.

A letter shows only what its patient needs. The list at the end has all that can ever be printed in
the language: each tier, each condition, each warning sign.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from proactive_care.documents.care_plan.content import CarePlanPaper
from proactive_care.documents.care_plan.example import example_plan
from proactive_care.documents.care_plan.plan import DRAFT, lay_out_plan
from proactive_care.documents.content import RecallLetter
from proactive_care.documents.letters.language_examples import language_examples
from proactive_care.documents.paper.geometry import LEFT, MM, PAGE_HEIGHT, RIGHT, TEXT_WIDTH, TOP
from proactive_care.documents.paper.ink import GREY, HAIRLINE, Pen
from proactive_care.documents.paper.pdf_file import PdfFile
from proactive_care.documents.paper.shaping import own_way
from proactive_care.documents.paper.text import (
    Paragraph,
    Run,
    Type,
    paragraph,
    parse_markup,
    plain,
    strong,
)
from proactive_care.documents.recall.letter import lay_out_letter
from proactive_care.documents.words.languages import Language, language_of
from proactive_care.documents.words.translations import translated_into, translated_wording

_GUTTER = 6 * MM
_HALF = (TEXT_WIDTH - _GUTTER) / 2
_FOOT = PAGE_HEIGHT - 16 * MM
_SIZE, _AIR = 11.0, 1.8 * MM
_ENGLISH = Type(_SIZE, _SIZE * 1.4)
_TITLE = Type(16, 22, True)
_NOTE = Type(_SIZE, _SIZE * 1.4, False, GREY)
_OWN_WORDS = "own."  # a practice's own paragraphs: English only
_SIGN = ("Checked by (name, and what you are)", "Date", "Changes that are needed")


@dataclass(frozen=True)
class _Row:
    """A text in English and in the language, or a title over both."""

    english: Paragraph
    own: Paragraph | None

    @property
    def height(self) -> float:
        return max(self.english.height, self.own.height if self.own else 0.0) + 2 * _AIR


def translation_check_pdf(
    letters: Sequence[RecallLetter], code: str, *, made_at: datetime
) -> bytes:
    """Return the example letters, a care plan, what else is given to patients, and then each text
    beside its English, as one PDF to be checked.

    Raises MissingGlyph and the other errors of printing before anything is drawn.
    """
    language = language_of(code)
    laid_out = [lay_out_letter(letter) for letter in letters]
    plans = [lay_out_plan(_plan_of(letter, code)) for letter in letters[:1]]
    mark = DRAFT if letters[0].draft else ""
    others = language_examples(letters[0], code, mark)
    rows = list(_rows(language))
    stream = BytesIO()
    title = f"Letters in {language.name}, to be checked"
    file = PdfFile(stream, title=title, language=code, made_at=made_at)
    pen = Pen(file.canvas)
    for each in laid_out:
        for index in range(len(each.pages)):
            each.draw_page(pen, index)
            pen.new_page()
        for index in range(each.page_count - len(each.pages)):
            each.draw_diary_page(pen, index)
            pen.new_page()
    for plan in plans:
        plan.draw(pen)
    for draw in others:
        draw(pen)
    _draw_rows(pen, rows, language)
    file.finish()
    return stream.getvalue()


def _plan_of(letter: RecallLetter, code: str) -> CarePlanPaper:
    """Return a care plan from the practice and on the day of a letter, a draft if that is one."""
    practice = letter.practice
    return example_plan(practice.name, practice.phone, letter.written_on, code, draft=letter.draft)


def _rows(language: Language) -> Iterator[_Row]:
    own_type = Type(_SIZE, _SIZE * 1.4 * language.leading, rtl=language.rtl)
    for name in translated_into(language.code):
        english, own = translated_wording(name, "en"), translated_wording(name, language.code)
        title = f"{english.title}: every text, beside the English"
        yield _Row(paragraph(strong(title), _TITLE, TEXT_WIDTH), None)
        known, extra = english.keys(), [key for key in own.keys() if not english.text(key)]  # noqa: SIM118
        for key in (*(each for each in known if not each.startswith(_OWN_WORDS)), *extra):
            there, here = english.text(key).split("\n"), own.text(key).split("\n")
            for number, text in enumerate(here):
                said = there[number] if number < len(there) else ""
                yield _Row(
                    paragraph(parse_markup(said or "–"), _ENGLISH, _HALF),
                    paragraph(_own_runs(text, language), own_type, _HALF),
                )


def _own_runs(text: str, language: Language) -> tuple[Run, ...]:
    """Return a text's runs; one without a letter of a right-to-left language keeps its order."""
    apart = language.rtl and not own_way(text, True)
    return tuple(replace(run, apart=apart) for run in parse_markup(text))


def _draw_rows(pen: Pen, rows: Sequence[_Row], language: Language) -> None:
    pages = _paged(rows)
    for number, page in enumerate(pages, 1):
        y = TOP
        for row in page:
            row.english.draw(pen, LEFT, y + _AIR)
            if row.own is not None:
                _draw_own(pen, row.own, y + _AIR)
                pen.rule(LEFT, y + row.height, RIGHT, 0.4, HAIRLINE)
            y += row.height
        if number == len(pages):
            _sign(pen, y + 4 * MM)
        foot = f"{language.name}: a draft until the practice signs it off. {number} of {len(pages)}"
        paragraph(plain(foot), _NOTE, TEXT_WIDTH).draw(pen, LEFT, _FOOT + 3 * MM)
        pen.new_page()


def _draw_own(pen: Pen, own: Paragraph, y: float) -> None:
    left = LEFT + _HALF + _GUTTER
    mirrored = pen.mirrored(left + RIGHT) if own.type.rtl else contextlib.nullcontext()
    with mirrored:
        own.draw(pen, left, y)


def _paged(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Fill pages; a title never stands last, and the last page has room for the signature."""
    pages: list[list[_Row]] = [[]]
    y = TOP
    for at, row in enumerate(rows):
        follows = rows[at + 1].height if row.own is None and at + 1 < len(rows) else 0.0
        last = _sign_height() if at == len(rows) - 1 else 0.0
        if pages[-1] and y + row.height + follows + last > _FOOT:
            pages.append([])
            y = TOP
        pages[-1].append(row)
        y += row.height
    return pages


def _sign_height() -> float:
    return len(_SIGN) * 11 * MM + 4 * MM


def _sign(pen: Pen, y: float) -> None:
    label = replace(_ENGLISH, bold=True)
    for words in _SIGN:
        paragraph(plain(words), label, TEXT_WIDTH).draw(pen, LEFT, y + 2 * MM)
        pen.rule(LEFT + 76 * MM, y + 8 * MM, RIGHT, 0.7, GREY)
        y += 11 * MM

"""The recall letter: its parts put on pages, in standard and in large print."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial

from proactive_care.documents.content import Addressee, BatchPlace, RecallLetter, VisitKind
from proactive_care.documents.diaries.bp_diary import LaidOutDiary, fits_one_sheet, lay_out_diary
from proactive_care.documents.diaries.bp_diary_easy import easy_diary_wording, lay_out_easy_diary
from proactive_care.documents.diaries.bp_diary_large import LaidOutLargeDiary as LargeDiary
from proactive_care.documents.diaries.bp_diary_large import lay_out_large_diary
from proactive_care.documents.letters.addresses import plain_name, salutation
from proactive_care.documents.letters.letter_footer import Count, Footer, letter_footer
from proactive_care.documents.letters.letterhead import Head, letter_head
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.paging import Pages, Placed
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.recall.easy import easy_pages, easy_wording
from proactive_care.documents.recall.large import large_pages
from proactive_care.documents.recall.parts import Parts, Places, sheet_of
from proactive_care.documents.recall.standard import standard_pages
from proactive_care.documents.recall.streams import stream_wording
from proactive_care.documents.recall.words import recall_wording
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.documents.words.translations import DIARY, translated_wording
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.errors import InvalidInput

_MOST_PASSES = 5  # a sheet number is as wide as the next, so two are enough in practice
_DRAFT = "DRAFT, not checked"
_NOBODY = Addressee("", "", "", (), "")
_NO_PLACE = BatchPlace("", 0, 0)


@dataclass(frozen=True)
class LaidOutLetter:
    """A letter whose every line has its place; nothing can go wrong when it is drawn."""

    letter: RecallLetter
    words: Wording
    scale: Scale
    head: Head
    footer: Footer
    pages: tuple[tuple[Placed, ...], ...]
    diary: LaidOutDiary | LargeDiary | None

    @property
    def page_count(self) -> int:
        """Printed pages, enclosed diary included, without blank backs."""
        return len(self.pages) + (self.diary.page_count if self.diary else 0)

    @property
    def sheet_count(self) -> int:
        """Pieces of paper: on one side as many as pages, on two sides half, rounded up.

        An enclosed diary always starts a sheet of its own.
        """
        if self.diary is None:
            return self._letter_sheets
        return self._letter_sheets + sheet_of(self.diary.page_count - 1, self.letter.sides)

    @property
    def _letter_sheets(self) -> int:
        return sheet_of(len(self.pages) - 1, self.letter.sides)

    def draw_diary_page(self, pen: Pen, index: int) -> None:
        """Draw one page (from 0) of the enclosed diary."""
        assert self.diary is not None
        if self.letter.draft:
            pen.watermark(_DRAFT)
        sheet = self._letter_sheets + sheet_of(index, self.letter.sides)
        self.diary.draw_page(pen, index, Count(sheet, self.sheet_count))

    def draw_page(self, pen: Pen, index: int) -> None:
        """Draw one page (from 0) with its marks."""
        if self.letter.draft:
            pen.watermark(_DRAFT)
        pen.fold_marks()
        if index == 0:
            self.head.draw(pen)
        with pen.mirrored() if self.scale.rtl else contextlib.nullcontext():
            for placed in self.pages[index]:
                placed.draw(pen)
            page = Count(index + 1, self.page_count)
            sheet = Count(sheet_of(index, self.letter.sides), self.sheet_count)
            self.footer.draw(pen, page, sheet)


def lay_out_letter(letter: RecallLetter) -> LaidOutLetter:
    """Lay out one letter completely, before anything is drawn.

    Texts point at the sheets on which other parts are, so the letter is laid out until they
    agree. Raises EmptyField, UnusableAddress, MissingGlyph or InvalidInput: each before printing.
    """
    _check(letter)
    words = _words(letter)
    scale = scale_for(letter.letter_format.points, language_of(words.language))
    code = FormCodeMark(letter.form_code)
    head = letter_head(letter, words, scale, code)
    footer = letter_footer(letter, words, scale)
    pages = _settled_pages(letter, words, scale, code, head.bottom, footer.rule - 3 * MM)
    return LaidOutLetter(
        letter,
        words,
        scale,
        head,
        footer,
        tuple(tuple(page) for page in pages.pages),
        _diary(letter, words, len(pages.pages)),
    )


def _words(letter: RecallLetter) -> Wording:
    if letter.letter_format.easy_read:
        words = letter.easy_wording or easy_wording()
    else:
        words = letter.wording or recall_wording()
    easy = letter.letter_format.easy_read
    return stream_wording(words, letter.stream, easy_read=easy, over=letter.stream_wording)


def _diary(
    letter: RecallLetter, words: Wording, letter_pages: int
) -> LaidOutDiary | LargeDiary | None:
    """Lay out the enclosed diary in the format and the language of the letter."""
    if not letter.home_diary:
        return None
    code = FormCodeMark(letter.diary_code)
    if letter.letter_format.easy_read:
        return lay_out_easy_diary(letter, code, letter.diary_wording or easy_diary_wording())
    language = language_of(words.language)
    own = letter.diary_wording if language is ENGLISH else None
    own = own or translated_wording(DIARY, language.code)
    small = not letter.letter_format.is_large and language is ENGLISH
    if small and fits_one_sheet(letter, own):
        return lay_out_diary(letter, code, own)
    return lay_out_large_diary(letter, code, letter_pages, own)  # this one grows


def _settled_pages(
    letter: RecallLetter,
    words: Wording,
    scale: Scale,
    code: FormCodeMark,
    top: float,
    bottom: float,
) -> Pages:
    to = letter.to
    greeting = words.say("letter.salutation", salutation=salutation(to), name=plain_name(to))
    if letter.letter_format.easy_read:
        return easy_pages(letter, words, scale, greeting, bottom, code)
    compose = partial(large_pages, top=top) if scale.is_large else standard_pages
    places = Places()
    for _ in range(_MOST_PASSES):
        parts = Parts(_shared(letter), words, scale, places)
        pages = compose(parts, letter, greeting, bottom, code)
        found = Places(visits=pages.marks["visits"], slip=pages.marks["slip"])
        if found == places:
            return pages
        places = found
    raise AssertionError("the sheets that a letter points at do not settle")


def _shared(letter: RecallLetter) -> RecallLetter:
    """Return the letter without what is one patient's: letters alike in the rest share parts."""
    diary = "enclosed" if letter.home_diary else ""
    to = letter.to if letter.wording and letter.wording.own_text_greets() else _NOBODY
    return replace(letter, to=to, place=_NO_PLACE, form_code="", diary_code=diary)


def _check(letter: RecallLetter) -> None:
    if not letter.conditions or not letter.visits:
        raise InvalidInput("A recall letter needs at least one condition and one visit.")
    tests = any(visit.kind is VisitKind.TESTS for visit in letter.visits)
    if tests and not letter.checks:
        raise InvalidInput("A recall letter with a visit for tests needs at least one check.")

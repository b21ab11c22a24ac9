"""Diaries that are handed out by themselves, as whole PDFs."""

from __future__ import annotations

from datetime import datetime

from proactive_care.documents.diaries.bp_diary import LaidOutDiary, fits_one_sheet, lay_out_diary
from proactive_care.documents.diaries.bp_diary_easy import easy_diary_wording, lay_out_easy_diary
from proactive_care.documents.diaries.bp_diary_large import lay_out_large_diary
from proactive_care.documents.diaries.diary_frame import DiaryForm
from proactive_care.documents.diaries.growing import LaidOutLargeDiary
from proactive_care.documents.diaries.peak_flow_diary import draw_peak_flow_diary
from proactive_care.documents.diaries.peak_flow_large import lay_out_large_peak_flow
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.whole_pdf import whole_pdf
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.documents.words.wording import Wording, shipped_wording


def bp_diary_pdf(diary: DiaryForm, *, made_at: datetime, wording: Wording | None = None) -> bytes:
    """Return a blood pressure diary in the format of ``diary``.

    ``wording`` is the practice's own or a translation, None the shipped English; in easy read it
    is that of the easy read diary. Raises EmptyField or MissingGlyph before anything is drawn.
    """
    code = FormCodeMark(diary.diary_code)
    if diary.letter_format.easy_read:
        words = wording or easy_diary_wording()
        return _pdf(lay_out_easy_diary(diary, code, words), words, made_at)
    words = wording or shipped_wording("bp_diary.en")
    if _grows(diary, words) or not fits_one_sheet(diary, words):
        return _pdf(lay_out_large_diary(diary, code, 0, words), words, made_at)
    return _pdf(lay_out_diary(diary, code, words), words, made_at)


def peak_flow_diary_pdf(
    diary: DiaryForm, *, made_at: datetime, wording: Wording | None = None
) -> bytes:
    """Return a peak flow diary in standard or large print.

    ``wording`` is the practice's own or a translation, None the shipped English. Raises EmptyField
    or MissingGlyph before anything is drawn.
    """
    words = wording or shipped_wording("peak_flow_diary.en")
    if _grows(diary, words):
        code = FormCodeMark(diary.diary_code)
        return _pdf(lay_out_large_peak_flow(diary, code, words), words, made_at)
    return whole_pdf(
        words.title, lambda pen: draw_peak_flow_diary(pen, diary, words), made_at=made_at,
        language=words.language,
    )  # fmt: skip


def _grows(diary: DiaryForm, words: Wording) -> bool:
    """A translation may be longer than the English: it gets the layout that grows."""
    return diary.letter_format.is_large or language_of(words.language) is not ENGLISH


def _pdf(laid_out: LaidOutDiary | LaidOutLargeDiary, words: Wording, made_at: datetime) -> bytes:
    def draw(pen: Pen) -> int:
        for index in range(laid_out.page_count):
            laid_out.draw_page(pen, index, Count(index + 1, laid_out.page_count))
            pen.new_page()
        return laid_out.page_count

    return whole_pdf(words.title, draw, made_at=made_at, language=words.language)

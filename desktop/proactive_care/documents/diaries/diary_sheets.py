"""Diaries that are handed out by themselves, as whole PDFs."""

from __future__ import annotations

from datetime import datetime

from proactive_care.documents.diaries.bp_diary import fits_one_sheet, lay_out_diary
from proactive_care.documents.diaries.bp_diary_large import lay_out_large_diary
from proactive_care.documents.diaries.diary_frame import DiaryForm
from proactive_care.documents.diaries.peak_flow_diary import draw_peak_flow_diary
from proactive_care.documents.letters.letter_footer import Count
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.whole_pdf import whole_pdf
from proactive_care.documents.words.formats import STANDARD
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.errors import KnownError


def bp_diary_pdf(diary: DiaryForm, *, made_at: datetime, wording: Wording | None = None) -> bytes:
    """Return a blood pressure diary, in standard or large print.

    ``wording`` is the practice's own, None the shipped one. Raises EmptyField or MissingGlyph
    before anything is drawn.
    """
    code = FormCodeMark(diary.diary_code)
    words = wording or shipped_wording("bp_diary.en")
    small = not diary.letter_format.is_large and fits_one_sheet(diary, words)
    laid_out = (
        lay_out_diary(diary, code, words) if small else lay_out_large_diary(diary, code, 0, words)
    )

    def draw(pen: Pen) -> int:
        for index in range(laid_out.page_count):
            laid_out.draw_page(pen, index, Count(index + 1, laid_out.page_count))
            pen.new_page()
        return laid_out.page_count

    return whole_pdf(words.title, draw, made_at=made_at, language=words.language)


def peak_flow_diary_pdf(
    diary: DiaryForm, *, made_at: datetime, wording: Wording | None = None
) -> bytes:
    """Return a peak flow diary; ``wording`` is the practice's own, None the shipped one.

    Raises KnownError for large print: it is never made smaller.
    """
    if diary.letter_format != STANDARD:
        raise KnownError(
            "The peak flow diary cannot be printed in large print.",
            kept="It was not printed in standard print instead.",
            advice="Take the readings by phone, or choose standard print with the patient.",
        )
    words = wording or shipped_wording("peak_flow_diary.en")
    return whole_pdf(
        words.title, lambda pen: draw_peak_flow_diary(pen, diary, words), made_at=made_at,
        language=words.language,
    )  # fmt: skip

"""Result letters and letters about loans as one PDF."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from proactive_care.documents.batch import BatchPrint, LetterPrint, LetterSize
from proactive_care.documents.content import Sides
from proactive_care.documents.letters.loan_letter import LoanLetter, lay_out_loan_letter
from proactive_care.documents.letters.reading_letter import LaidOutReadingLetter
from proactive_care.documents.letters.result_letter import lay_out_result_letter
from proactive_care.documents.letters.result_letter_content import ResultLetter
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.pdf_file import PdfFile
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.store.durable import durable_stream

ReadingLetter = ResultLetter | LoanLetter
_TITLE, _ENGLISH = "Letters about readings", "en-GB"


def measure_reading_letter(letter: ReadingLetter) -> LetterSize:
    """Return how much paper a letter takes; raises what printing it would raise."""
    laid_out = _lay_out(letter)
    return LetterSize(laid_out.page_count, laid_out.sheet_count)


def reading_letter_pdf(letter: ReadingLetter, *, made_at: datetime) -> bytes:
    """Return one letter as a PDF in memory, to be looked at."""
    stream = BytesIO()
    _write(stream, [letter], made_at, no_progress)
    return stream.getvalue()


def write_reading_letters_pdf(
    target: Path,
    letters: Sequence[ReadingLetter],
    *,
    made_at: datetime,
    progress: Progress = no_progress,
) -> BatchPrint:
    """Write letters, in their order, as one PDF, whole or not at all.

    The same content and time give the same bytes. ``progress`` is told after each letter and may
    raise Cancelled. A letter that cannot be printed raises its KnownError; then nothing appears.
    """
    with durable_stream(target) as stream:
        return _write(stream, letters, made_at, progress)


def _write(
    stream: IO[bytes], letters: Sequence[ReadingLetter], made_at: datetime, progress: Progress
) -> BatchPrint:
    file = PdfFile(stream, title=_TITLE, language=_ENGLISH, made_at=made_at)
    pen = Pen(file.canvas)
    done: list[LetterPrint] = []
    written: dict[str, str] = {}
    page = sheets = 0
    for letter in letters:
        laid_out = _lay_out(letter)
        count = laid_out.page_count
        written[laid_out.words.language] = laid_out.words.title
        for index in range(count):
            with _in_its_language(pen, laid_out.words.language):
                laid_out.draw_page(pen, index)
            pen.new_page()
        if letter.sides is Sides.TWO:
            file.on_two_sides()
        blank = count % 2 if letter.sides is Sides.TWO else 0
        if blank:
            pen.new_page()
        sequence = letter.place.sequence
        done.append(LetterPrint(sequence, page + 1, count, laid_out.sheet_count, blank))
        page += count + blank
        sheets += laid_out.sheet_count
        progress(len(done), len(letters), "letters")
    if written.keys() - {_ENGLISH} and len(written) == 1:
        for language, title in written.items():
            file.call(title, language)
    file.finish()
    return BatchPrint(page, sheets, tuple(done))


def _in_its_language(pen: Pen, code: str) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext() if code == _ENGLISH else pen.speaking(code)


def _lay_out(letter: ReadingLetter) -> LaidOutReadingLetter:
    if isinstance(letter, ResultLetter):
        return lay_out_result_letter(letter)
    return lay_out_loan_letter(letter)

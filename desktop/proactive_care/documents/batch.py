"""A batch of letters as one PDF, and the run sheet that goes with it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from proactive_care.documents.content import Addressee, RecallLetter, RunSheet, Sides
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.pdf_file import PdfFile
from proactive_care.documents.recall.letter import LaidOutLetter, lay_out_letter
from proactive_care.documents.recall.words import recall_wording
from proactive_care.documents.rule_book.content import RuleBookPaper
from proactive_care.documents.rule_book.pages import draw_rule_book
from proactive_care.documents.staff_lists.call_list import CallList, draw_call_list
from proactive_care.documents.staff_lists.coding_sheet import CodingSheetPaper, draw_coding_sheet
from proactive_care.documents.staff_lists.labels import LabelSheet, draw_labels
from proactive_care.documents.staff_lists.list_paper import ListPaper, draw_list_paper
from proactive_care.documents.staff_lists.run_sheet import draw_run_sheet
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.store.durable import durable_stream

Target = Path | IO[bytes]


@dataclass(frozen=True)
class LetterPrint:
    """What became of one letter: its first page in the file (from 1), its pages and sheets.

    ``pages`` counts printed pages; ``blank`` the empty backs that follow so that the next letter
    starts on a new sheet.
    """

    sequence: int
    first_page: int
    pages: int
    sheets: int
    blank: int


@dataclass(frozen=True)
class BatchPrint:
    """What was written: pages in the file (blank backs included), sheets, and each letter."""

    pages: int
    sheets: int
    letters: tuple[LetterPrint, ...]


@dataclass(frozen=True)
class LetterSize:
    """How much paper one letter takes: for previews, before anything is printed."""

    pages: int
    sheets: int


def run_sheet_path(letters: Path) -> Path:
    """Return where the run sheet of a batch goes: beside the letters."""
    return letters.with_name(f"{letters.stem}-run-sheet{letters.suffix}")


def measure_letter(letter: RecallLetter) -> LetterSize:
    """Return how many pages and sheets a letter takes; raises what printing it would raise."""
    laid_out = lay_out_letter(letter)
    return LetterSize(laid_out.page_count, laid_out.sheet_count)


def letter_pdf(letter: RecallLetter, *, made_at: datetime) -> bytes:
    """Return one letter as a PDF in memory, for the preview window and for a reprint."""
    stream = BytesIO()
    write_batch_pdf(stream, [letter], None, made_at=made_at)
    return stream.getvalue()


def write_batch_pdf(
    target: Target,
    letters: Iterable[RecallLetter],
    run_sheet: RunSheet | None,
    *,
    made_at: datetime,
    run_sheet_target: Target | None = None,
    progress: Progress = no_progress,
) -> BatchPrint:
    """Write all letters, in their order, as one PDF, and the run sheet as a second one.

    ``target`` is a path (written durably: whole or not at all) or an open stream. The run sheet
    goes to ``run_sheet_target``; if that is None and ``target`` is a path, beside the letters
    (``run_sheet_path``). ``made_at`` dates the files: the same content and time give the same
    bytes. ``progress`` is told after each letter and may raise Cancelled: then neither file
    appears. A letter that cannot be printed raises its KnownError, and neither file appears.
    """
    if run_sheet is not None and run_sheet_target is None and isinstance(target, Path):
        run_sheet_target = run_sheet_path(target)
    total = len(letters) if isinstance(letters, Sized) else None
    with _opened(target) as stream:
        printed = _write_letters(stream, letters, total, made_at, progress)
        if run_sheet is not None and run_sheet_target is not None:
            write_run_sheet_pdf(run_sheet_target, run_sheet, printed, made_at=made_at)
    return printed


def write_run_sheet_pdf(
    target: Target, run_sheet: RunSheet, printed: BatchPrint, *, made_at: datetime
) -> int:
    """Write the run sheet with the sheet counts of ``printed``; return its pages."""
    sizes = {each.sequence: (each.pages, each.sheets) for each in printed.letters}
    with _drawing(target, f"Run sheet {run_sheet.batch}", made_at) as pen:
        return draw_run_sheet(pen, run_sheet, sizes)


def write_call_list_pdf(target: Target, calls: CallList, *, made_at: datetime) -> int:
    """Write the call list; return its pages."""
    with _drawing(target, f"Call list {calls.batch}", made_at) as pen:
        return draw_call_list(pen, calls)


def write_coding_sheet_pdf(target: Target, sheet: CodingSheetPaper, *, made_at: datetime) -> int:
    """Write the coding list; return its pages."""
    with _drawing(target, "Coding list", made_at) as pen:
        return draw_coding_sheet(pen, sheet)


def write_rule_book(target: Target, book: RuleBookPaper, *, made_at: datetime) -> int:
    """Write a rule book; return its pages."""
    with _drawing(target, f"Rule book {book.pack} {book.version}", made_at) as pen:
        return draw_rule_book(pen, book)


def write_list_pdf(target: Target, paper: ListPaper, *, made_at: datetime) -> int:
    """Write a worklist; return its pages."""
    with _drawing(target, paper.title, made_at) as pen:
        return draw_list_paper(pen, paper)


def write_labels_pdf(
    target: Target,
    addressees: Sequence[Addressee],
    kind: LabelSheet,
    *,
    made_at: datetime,
    used: int = 0,
) -> int:
    """Write address labels, the first ``used`` places left free; return the pages."""
    with _drawing(target, "Address labels", made_at) as pen:
        return draw_labels(pen, addressees, kind, used)


def pick_pages(pdf: bytes, parts: Sequence[tuple[int, int]]) -> bytes:
    """Return some pages of a PDF as they stand: each part is its first page (from 1) and count."""
    import pypdfium2  # every start would wait for it

    whole, picked, stream = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new(), BytesIO()
    try:
        wanted = [page for first, count in parts for page in range(first - 1, first - 1 + count)]
        picked.import_pages(whole, wanted)
        picked.save(stream)
    finally:
        picked.close()
        whole.close()
    return stream.getvalue()


@contextlib.contextmanager
def _drawing(target: Target, title: str, made_at: datetime) -> Iterator[Pen]:
    """Draw one document for staff into ``target``; a file appears whole or not at all."""
    with _opened(target) as stream:
        file = PdfFile(stream, title=title, language="en-GB", made_at=made_at)
        yield Pen(file.canvas)
        file.finish()


def _write_letters(
    stream: IO[bytes],
    letters: Iterable[RecallLetter],
    total: int | None,
    made_at: datetime,
    progress: Progress,
) -> BatchPrint:
    english = recall_wording()
    file = PdfFile(stream, title=english.title, language=english.language, made_at=made_at)
    pen = Pen(file.canvas)
    written: dict[str, str] = {}
    done: list[LetterPrint] = []
    page = sheets = 0
    for letter in letters:
        laid_out = lay_out_letter(letter)
        pages = _draw(pen, laid_out)
        written[laid_out.words.language] = laid_out.words.title
        blank = pages - laid_out.page_count
        done.append(
            LetterPrint(
                letter.place.sequence, page + 1, laid_out.page_count, laid_out.sheet_count, blank
            )
        )
        page += pages
        sheets += laid_out.sheet_count
        if letter.sides is Sides.TWO:
            file.on_two_sides()
        progress(len(done), total, "letters")
    if len(written) == 1:
        for language, title in written.items():
            file.call(title, language)
    file.finish()
    return BatchPrint(page, sheets, tuple(done))


def _draw(pen: Pen, laid_out: LaidOutLetter) -> int:
    """Draw a letter and the blank backs that two-sided printing needs; return the pages used."""
    used = 0
    for index in range(len(laid_out.pages)):
        with _in_its_language(pen, laid_out):
            laid_out.draw_page(pen, index)
        pen.new_page()
        used += 1
    used += _pad(pen, used, laid_out.letter.sides)
    for index in range(laid_out.page_count - len(laid_out.pages)):
        with _in_its_language(pen, laid_out):
            laid_out.draw_diary_page(pen, index)
        pen.new_page()
        used += 1
    return used + _pad(pen, used, laid_out.letter.sides)


def _in_its_language(pen: Pen, laid_out: LaidOutLetter) -> contextlib.AbstractContextManager[None]:
    code = laid_out.words.language
    english = language_of(code) is ENGLISH
    return contextlib.nullcontext() if english else pen.speaking(code)


def _pad(pen: Pen, used: int, sides: Sides) -> int:
    if sides is Sides.ONE or used % 2 == 0:
        return 0
    pen.new_page()
    return 1


@contextlib.contextmanager
def _opened(target: Target) -> Iterator[IO[bytes]]:
    if isinstance(target, Path):
        with durable_stream(target) as stream:
            yield stream
    else:
        yield target

"""Sending a PDF to a printer, page by page in its true size, off the window's thread.

Nothing is ever scaled to fit: an address has to stand in the window of its envelope, and a scan of
a diary is read by where its boxes are.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from proactive_care.domain.errors import FileProblem
from proactive_care.domain.progress import Progress
from proactive_care.ui.pdf.document import POINTS_PER_INCH, PdfDocument

_SHARP_ENOUGH = 300  # dots per inch


def make_ready(printer: QPrinter, document: PdfDocument) -> None:
    """Set a printer to the document's paper, and to two sides if it was made for them."""
    _fit_paper(printer, document.page_size(0))
    two = QPrinter.DuplexMode.DuplexLongSide
    printer.setDuplex(two if document.two_sided() else QPrinter.DuplexMode.DuplexNone)


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the pages (from 0) that the user asked for, in one or several ranges."""
    ranges = printer.pageRanges()
    if ranges.isEmpty():
        return list(range(count))
    return [page for page in range(count) if ranges.contains(page + 1)]


def print_document(document: PdfDocument, printer: QPrinter, progress: Progress) -> int:
    """Print and return the number of pages, those of every copy counted.

    Raises FileProblem if the printer does not take them all, and Cancelled; then what was not sent
    yet is called off.
    """
    pages = _with_copies(chosen_pages(printer, document.page_count()), printer)
    if not pages:
        raise FileProblem(
            f"{document.title} has no such pages.",
            kept="Nothing was printed.",
            advice="Choose pages that the document has.",
        )
    _fit_paper(printer, document.page_size(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise FileProblem(
            "The printer did not start.",
            kept="Nothing was printed.",
            advice="Check that the printer is switched on, then try again.",
        )
    try:
        _print_pages(document, printer, painter, pages, progress)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _print_pages(
    document: PdfDocument,
    printer: QPrinter,
    painter: QPainter,
    pages: Sequence[int],
    progress: Progress,
) -> None:
    resolution = min(_SHARP_ENOUGH, printer.resolution())
    for done, page in enumerate(pages):
        progress(done, len(pages), "Pages sent to the printer")
        if done:
            _fit_paper(printer, document.page_size(page))
            if not printer.newPage():
                raise _stopped(done)
        picture = document.picture(page, resolution / POINTS_PER_INCH)
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        size = document.page_size(page) * printer.resolution() / POINTS_PER_INCH
        margin = printer.pageRect(QPrinter.Unit.DevicePixel)
        place = QRectF(paper.x() - margin.x(), paper.y() - margin.y(), *size.toTuple())
        painter.drawImage(place, picture)


def _stopped(done: int) -> FileProblem:
    sent = "1 page was" if done == 1 else f"{done:,} pages were"
    return FileProblem(
        "The printer stopped.",
        kept=f"{sent} sent to it.",
        advice="See which pages came out, then print the others by their numbers.",
    )


def _with_copies(pages: list[int], printer: QPrinter) -> list[int]:
    """Repeat the pages for a printer that cannot make the copies itself."""
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def _fit_paper(printer: QPrinter, size: QSizeF) -> None:
    """Set the printer's paper to that of a page, upright or across, if it is another."""
    upright = QSizeF(min(size.toTuple()), max(size.toTuple()))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = size.width() > size.height()
    wanted = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = printer.pageLayout()
    if layout.pageSize().isEquivalentTo(paper) and layout.orientation() == wanted:
        return
    printer.setPageLayout(QPageLayout(paper, wanted, QMarginsF()))

"""Sending a PDF to a printer, page by page, off the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from proactive_care.domain.errors import FileProblem
from proactive_care.domain.progress import Progress
from proactive_care.ui.pdf.document import POINTS_PER_INCH, PdfDocument

_SHARP_ENOUGH = 300  # dots per inch


def chosen_pages(printer: QPrinter, count: int) -> range:
    """Return the pages (from 0) that the user asked for in the print dialog."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(max(1, first) - 1, min(last, count))


def print_document(document: PdfDocument, printer: QPrinter, progress: Progress) -> int:
    """Print and return the number of pages. Raises FileProblem, Cancelled."""
    pages = chosen_pages(printer, document.page_count())
    resolution = min(_SHARP_ENOUGH, printer.resolution())
    painter = QPainter()
    if not painter.begin(printer):
        raise FileProblem(
            "The printer did not start.",
            kept="Nothing was printed.",
            advice="Check that the printer is switched on, then try again.",
        )
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages), "Pages sent to the printer")
            if done:
                printer.newPage()
            picture = document.picture(page, resolution / POINTS_PER_INCH)
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            size = document.page_size(page) * printer.resolution() / POINTS_PER_INCH
            margin = printer.pageRect(QPrinter.Unit.DevicePixel)
            place = QRectF(paper.x() - margin.x(), paper.y() - margin.y(), *size.toTuple())
            painter.drawImage(place, picture)
    finally:
        painter.end()
    return len(pages)

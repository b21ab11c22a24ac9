"""A short document as a PDF in memory: drawn at once, nothing left in a folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.pdf_file import PdfFile


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # every start would wait for it

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def whole_pdf(
    title: str, draw: Callable[[Pen], int], *, made_at: datetime, language: str = "en-GB"
) -> bytes:
    """Return what ``draw`` draws as a PDF. The same content and time give the same bytes."""
    stream = BytesIO()
    file = PdfFile(stream, title=title, language=language, made_at=made_at)
    draw(Pen(file.canvas))
    file.finish()
    return stream.getvalue()

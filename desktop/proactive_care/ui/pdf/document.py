"""A PDF as pictures. PDFium is not safe in several threads, so every call holds one lock."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from proactive_care.domain.errors import FileProblem

POINTS_PER_INCH = 72
_PDFIUM = threading.Lock()


class PdfDocument:
    """An open PDF, from a file or from memory. Raises FileProblem if it cannot be read."""

    def __init__(self, source: Path | bytes, title: str = "") -> None:
        import pypdfium2  # when the first PDF is opened: every start would wait for it

        self.title = title or (source.name if isinstance(source, Path) else "Document")
        try:
            self._bytes = source.read_bytes() if isinstance(source, Path) else source
            with _PDFIUM:
                self._pdf = pypdfium2.PdfDocument(self._bytes)
        except (OSError, pypdfium2.PdfiumError) as error:
            raise FileProblem(
                f"{self.title} cannot be opened.",
                kept="The file was not changed.",
                advice="Print it again.",
            ) from error

    @property
    def data(self) -> bytes:
        """The file itself."""
        return self._bytes

    def page_count(self) -> int:
        """The number of pages."""
        with _PDFIUM:
            return len(self._pdf)

    def page_size(self, page: int) -> QSizeF:
        """The size of a page in points."""
        with _PDFIUM:
            width, height = self._pdf[page].get_size()
        return QSizeF(width, height)

    def two_sided(self) -> bool:
        """Whether it was made to be printed on both sides."""
        from pypdfium2 import raw

        with _PDFIUM:
            said = raw.FPDF_VIEWERREF_GetDuplex(self._pdf.raw)
        return bool(said in (raw.DuplexFlipLongEdge, raw.DuplexFlipShortEdge))

    def picture(self, page: int, pixels_per_point: float) -> QImage:
        """Draw a page, counted from 0."""
        with _PDFIUM:
            bitmap = self._pdf[page].render(scale=pixels_per_point, rev_byteorder=True)
            data = bytes(bitmap.buffer)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            channels = bitmap.n_channels
        formats = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
        return QImage(data, width, height, stride, formats[channels]).copy()

    def words(self, page: int) -> str:
        """The text of a page, for a screen reader."""
        with _PDFIUM:
            text = self._pdf[page].get_textpage()
            return str(text.get_text_bounded()).replace("\r\n", "\n")

    def close(self) -> None:
        """Let go of the document."""
        with _PDFIUM:
            self._pdf.close()

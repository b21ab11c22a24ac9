"""Writing a PDF page by page: memory stays flat, the same content gives the same bytes.

reportlab keeps every page in memory until the end. Here each page goes to the file as soon as it
is finished; only its position is remembered. Fonts and the catalogue follow after the last page.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents.paper.fonts import font_name
from proactive_care.documents.paper.geometry import PAGE_HEIGHT, PAGE_WIDTH

PRODUCER = "Proactive Care Desktop"


class _StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A reportlab document that writes each page at once instead of collecting pages."""

    def __init__(self, stream: IO[bytes], language: str) -> None:
        super().__init__(compression=1, invariant=1, lang=language)
        self._stream = stream
        self._header = pdfdoc.PDFFile(self._pdfVersion).format(self)
        self._offset = 0
        self._write(self._header)

    def addPage(self, page: Any) -> None:  # noqa: N802 - reportlab's name
        """Write the page and its content, and keep no more than a reference to it."""
        name = self.thisPageName()
        self.Pages.addPage(self.Reference(page, name))
        page.check_format(self)
        page.Contents.filters = [pdfdoc.PDFZCompress]  # binary: smaller and faster than ASCII
        content = self.Reference(page.Contents)
        page.Contents = content
        self._write_object(content.name)
        self._write_object(name)
        self.pageCounter += 1
        self.inObject = None

    def finish(self, canvas: Canvas) -> None:
        """Write what is left: fonts, page list, catalogue, cross-references."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self.info.digest(self.signature)
        catalogue, info = self.Reference(self.Catalog), self.Reference(self.info)
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        self.encrypt.prepare(self)
        number = 1
        while number in self.numberToId:  # formatting an object may add further ones
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._write_object(name)
            number += 1
        names = [self.numberToId[n] for n in range(1, number)]
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, names)
        start = self._offset
        self._write(table.format(self))
        trailer = pdfdoc.PDFTrailer(
            startxref=start, Size=number, Root=catalogue, Info=info, ID=self.ID()
        )
        self._write(trailer.format(self))

    def _write_object(self, name: str) -> None:
        formatted = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        self.idToOffset[name] = self._offset
        self._write(formatted)
        if name != "BasicFonts":
            self.idToObject[name] = None

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._offset += len(data)


class PdfFile:
    """A PDF being written to a stream. ``canvas`` draws on the current page."""

    def __init__(self, stream: IO[bytes], *, title: str, language: str, made_at: datetime) -> None:
        self.canvas = Canvas(
            "", pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1,
            initialFontName=font_name(bold=False), initialFontSize=12,
        )  # fmt: skip
        self._document = _StreamedDocument(stream, language)
        self.canvas._doc = self._document
        self.canvas.setTitle(title)
        self.canvas.setAuthor(PRODUCER)
        self.canvas.setCreator(PRODUCER)
        self.canvas.setProducer(PRODUCER)
        self.canvas.setSubject(title)
        stamp = made_at.strftime("D:%Y%m%d%H%M%S+00'00'")
        self.canvas.setDateFormatter(lambda *_: stamp)
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        # In its true size: the address stands in the window, and a scan finds the boxes.
        self.canvas.setViewerPreference("PrintScaling", "None")

    def call(self, title: str, language: str) -> None:
        """Change title and language, which are written last, after the pages are known."""
        self.canvas.setTitle(title)
        self.canvas.setSubject(title)
        self._document.Catalog.Lang = pdfdoc.PDFString(language)

    def on_two_sides(self) -> None:
        """Say to whoever prints it that it is made for both sides, turned on the long edge."""
        self.canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge")

    def finish(self) -> None:
        """Write the end of the file. The last page must have been finished before."""
        self._document.finish(self.canvas)

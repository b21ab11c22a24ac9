"""One page of a PDF, fitted to the room there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from proactive_care.ui.pdf.document import PdfDocument
from proactive_care.ui.theme import Look

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
FIT_PAGE, FIT_WIDTH = "page", "width"
_PIXELS_PER_POINT = 96 / 72
_EDGE = 24


class SheetView(QScrollArea):
    """Shows page ``page`` (from 0) at a zoom, or fitted to the page or the width."""

    def __init__(self, look: Look, fit: str = FIT_PAGE) -> None:
        super().__init__()
        self._look = look
        self._document: PdfDocument | None = None
        self._drawn: tuple[object, ...] = ()
        self.page = 0
        self.zoom = 1.0
        self.fit = fit
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sheet.setAccessibleName("Page")
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Page of the document")

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(400), self._look.pixels(560))

    def show_document(self, document: PdfDocument | None, page: int = 0) -> None:
        """Show a page of a document, or nothing."""
        self._document = document
        self._drawn = ()
        self.page = page
        self.draw()

    def show_page(self, page: int) -> None:
        """Show another page."""
        self.page = page
        self.verticalScrollBar().setValue(0)
        self.draw()

    def set_zoom(self, zoom: float) -> None:
        """Show the page at a fixed size; 1 is life size."""
        self.zoom, self.fit = zoom, ""
        self.draw()

    def set_fit(self, fit: str) -> None:
        """Fit the page, or its width."""
        self.fit = fit
        self.draw()

    def scale(self) -> float:
        """The size in use; 1 is life size."""
        if self._document is None or not self.fit:
            return self.zoom
        size = self._document.page_size(self.page)
        room = self.viewport().size()
        across = (room.width() - _EDGE) / (size.width() * _PIXELS_PER_POINT)
        down = (room.height() - _EDGE) / (size.height() * _PIXELS_PER_POINT)
        return max(0.1, across if self.fit == FIT_WIDTH else min(across, down))

    def draw(self) -> None:
        """Draw the page anew if anything about it has changed."""
        if self._document is None:
            self._sheet.clear()
            return
        ratio = self.devicePixelRatioF()
        scale = self.scale()
        drawn = (id(self._document), self.page, round(scale, 3), ratio)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        picture = self._document.picture(self.page, scale * _PIXELS_PER_POINT * ratio)
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(pixmap)
        self._sheet.setAccessibleDescription(self._document.words(self.page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fit:
            self.draw()

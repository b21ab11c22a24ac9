"""The built-in PDF viewer: pages, zoom, print, save."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QWidget

from proactive_care.domain.progress import Progress
from proactive_care.store.durable import write_durably
from proactive_care.ui.pdf.document import PdfDocument
from proactive_care.ui.pdf.printing import make_ready, print_document
from proactive_care.ui.pdf.sheet import FIT_PAGE, FIT_WIDTH, ZOOMS, SheetView
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Flow, NumberBox, Words, across, down, icon_button


class PdfViewer(QWidget):
    """Shows a document. Page Up and Page Down turn pages, Ctrl+P prints, Ctrl+S saves a copy."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.document: PdfDocument | None = None
        self.sheet = SheetView(look)
        self.number = NumberBox()
        self.number.setAccessibleName("Page number")
        self.number.setMinimum(1)
        self.number.valueChanged.connect(lambda number: self.sheet.show_page(number - 1))
        self._of = Words("", "secondary")
        self.previous = icon_button(look, "chevron-left", "Previous page", partial(self._turn, -1))
        self.following = icon_button(look, "chevron-right", "Next page", partial(self._turn, 1))
        self.zoom_words = Words("", "secondary")
        bar = QFrame()
        bar.setProperty("part", "strip")
        pages = QWidget()
        pages.setLayout(across(self.previous, self.number, self._of, self.following, gap=4))
        zooms = QWidget()
        zooms.setLayout(
            across(
                icon_button(look, "zoom-out", "Smaller", partial(self._zoom, -1)),
                self.zoom_words,
                icon_button(look, "zoom-in", "Larger", partial(self._zoom, 1)),
                Button(look, "Whole &page", partial(self._fit, FIT_PAGE), kind="small"),
                Button(look, "&Width", partial(self._fit, FIT_WIDTH), kind="small"),
                gap=4,
            )
        )
        self.save_button = Button(look, "Save a &copy", self.save, icon="save", kind="small")
        self.print_button = Button(look, "P&rint", self.print_pages, icon="print", kind="small")
        tools = Flow(pages, zooms, self.save_button, self.print_button, gap=16, line_gap=4)
        bar.setLayout(down(tools, margins=(16, 6, 16, 6)))
        column = down(bar, self.sheet, gap=0)
        column.setStretch(1, 1)
        self.setLayout(column)
        for keys, do in (
            ("PgUp", partial(self._turn, -1)),
            ("PgDown", partial(self._turn, 1)),
            ("Ctrl+P", self.print_pages),
            ("Ctrl+S", self.save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def show_document(self, document: PdfDocument) -> None:
        """Show a document from its first page."""
        if self.document is not None:
            self.document.close()
        self.document = document
        count = document.page_count()
        self.number.setMaximum(count)
        self.number.setValue(1)
        self._of.setText(f"of {count:,}")
        self.sheet.show_document(document)
        self._tell()

    def save(self) -> None:
        """Ask where, and save a copy."""
        if self.document is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "Save a copy", self.document.title, "PDF (*.pdf)"
        )
        if name:
            self._desk.attempt(partial(self.save_to, Path(name)))

    def save_to(self, path: Path) -> None:
        """Save a copy. Raises FileProblem if it cannot be written."""
        assert self.document is not None
        write_durably(path, self.document.data)
        self._desk.messages.tell("good", f"Saved as {path.name}.", str(path.parent))

    def print_pages(self) -> None:
        """Ask for the printer, and print."""
        if self.document is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.document.title)
        make_ready(printer, self.document)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.document.page_count())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer, with progress and Cancel."""
        document = self.document
        assert document is not None

        def work(progress: Progress) -> int:
            return print_document(document, printer, progress)

        self._desk.run("Printing", work, self._printed)

    def _printed(self, pages: int) -> None:
        what = "1 page" if pages == 1 else f"{pages:,} pages"
        self._desk.messages.tell("good", f"{what} sent to the printer.")

    def _turn(self, by: int) -> None:
        self.number.setValue(self.number.value() + by)

    def _zoom(self, by: int) -> None:
        now = self.sheet.scale()
        if by > 0:
            wanted = min((z for z in ZOOMS if z > now + 0.01), default=ZOOMS[-1])
        else:
            wanted = max((z for z in ZOOMS if z < now - 0.01), default=ZOOMS[0])
        self.sheet.set_zoom(wanted)
        self._tell()

    def _fit(self, fit: str) -> None:
        self.sheet.set_fit(fit)
        self._tell()

    def _tell(self) -> None:
        self.zoom_words.setText("Fitted" if self.sheet.fit else f"{self.sheet.zoom:.0%}")

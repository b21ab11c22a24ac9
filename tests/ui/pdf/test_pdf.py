"""The built-in PDF viewer: pages, zoom, printing, saving, and files that are none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents import Sides
from proactive_care.domain.errors import Cancelled, FileProblem
from proactive_care.ui.pdf import PdfDocument, PdfViewer, SheetView
from proactive_care.ui.pdf.printing import chosen_pages, make_ready, print_document
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.letters import a_letter, pdf_of

Ready = Callable[[MainWindow], None]


def make_pdf(pages: int = 3) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.drawString(100, 700, f"Page number {number}")
        canvas.rect(50, 50, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_pages_are_drawn_and_read(qapp: object) -> None:
    document = PdfDocument(make_pdf(), "letters.pdf")
    assert document.page_count() == 3
    assert document.page_size(0).toTuple() == pytest.approx(A4)
    picture = document.picture(1, 1.0)
    assert picture.width() == pytest.approx(595, abs=2)
    dark = picture.pixelColor(100, picture.height() - 100)
    assert dark.lightness() < 30
    assert "Page number 2" in document.words(1)
    document.close()


def test_a_file_that_is_no_pdf_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be opened"):
        PdfDocument(b"hello", "x.pdf")
    with pytest.raises(FileProblem, match=r"gone\.pdf"):
        PdfDocument(tmp_path / "gone.pdf")


def test_the_sheet_fits_zooms_and_empties(look: Look, qtbot: QtBot) -> None:
    sheet = SheetView(look)
    qtbot.addWidget(sheet)
    sheet.resize(400, 600)
    sheet.show()
    sheet.show_document(None)
    assert sheet.scale() == 1.0
    document = PdfDocument(make_pdf())
    sheet.show_document(document)
    fitted = sheet.scale()
    assert 0.3 < fitted < 0.6
    sheet.resize(800, 1200)
    assert sheet.scale() > fitted
    sheet.set_fit("width")
    sheet.set_zoom(2.0)
    assert sheet.scale() == 2.0
    sheet.show_page(1)
    sheet.draw()
    assert "Page number 2" in sheet._sheet.accessibleDescription()
    document.close()


@pytest.fixture
def viewer(window: MainWindow, qtbot: QtBot) -> PdfViewer:
    viewer = PdfViewer(window.desk)
    qtbot.addWidget(viewer)
    viewer.resize(900, 700)
    viewer.save()
    viewer.print_pages()
    viewer.show_document(PdfDocument(make_pdf(), "letters.pdf"))
    viewer.show()
    return viewer


def test_turning_pages_and_zooming(viewer: PdfViewer) -> None:
    viewer.following.click()
    assert viewer.number.value() == 2
    viewer.previous.click()
    viewer.previous.click()
    assert viewer.number.value() == 1
    assert viewer.zoom_words.text() == "Fitted"
    viewer._zoom(1)
    assert viewer.zoom_words.text() in ("75%", "100%", "125%")
    for _ in range(9):
        viewer._zoom(-1)
    assert viewer.zoom_words.text() == "50%"
    for _ in range(9):
        viewer._zoom(1)
    assert viewer.zoom_words.text() == "300%"
    viewer._fit("width")
    assert viewer.zoom_words.text() == "Fitted"
    viewer.show_document(PdfDocument(make_pdf(1), "one.pdf"))
    assert viewer.number.maximum() == 1


def test_saving_a_copy(
    viewer: PdfViewer, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["", str(tmp_path / "copy.pdf"), str(tmp_path / "missing" / "copy.pdf")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(names), ""))
    viewer.save()
    assert window.messages.text() == ""
    viewer.save()
    assert window.messages.text().startswith("Saved as copy.pdf.")
    assert viewer.document is not None
    assert (tmp_path / "copy.pdf").read_bytes() == viewer.document.data
    viewer.save()
    assert "could not be written" in window.messages.text()


def _file_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_printing_sends_every_page_in_its_size(
    viewer: PdfViewer, window: MainWindow, ready: Ready, tmp_path: Path
) -> None:
    viewer.print_on(_file_printer(tmp_path / "out.pdf"))
    ready(window)
    assert window.messages.text() == "3 pages sent to the printer."
    printed = PdfDocument(tmp_path / "out.pdf")
    assert printed.page_count() == 3
    picture = printed.picture(0, 1.0)
    assert picture.pixelColor(100, picture.height() - 100).lightness() < 60
    printed.close()


def test_printing_some_pages(tmp_path: Path, qapp: object) -> None:
    document = PdfDocument(make_pdf(5))
    printer = _file_printer(tmp_path / "out.pdf")
    printer.setFromTo(2, 3)
    assert print_document(document, printer, lambda *_: None) == 2
    document.close()


def test_printing_pages_from_several_ranges(tmp_path: Path, qapp: object) -> None:
    document = PdfDocument(make_pdf(5))
    printer = _file_printer(tmp_path / "out.pdf")
    printer.setPageRanges(QPageRanges.fromString("1,4-9"))
    assert chosen_pages(printer, 5) == [0, 3, 4]
    assert print_document(document, printer, lambda *_: None) == 3
    printer = _file_printer(tmp_path / "none.pdf")
    printer.setFromTo(8, 9)
    with pytest.raises(FileProblem, match="no such pages"):
        print_document(document, printer, lambda *_: None)
    assert not (tmp_path / "none.pdf").exists()
    document.close()


@pytest.mark.parametrize("collate", [True, False])
def test_copies_that_a_printer_cannot_make_are_made_here(
    tmp_path: Path, qapp: object, collate: bool
) -> None:
    document = PdfDocument(make_pdf(2))
    printer = _file_printer(tmp_path / "out.pdf")
    printer.setCopyCount(2)
    printer.setCollateCopies(collate)
    said: list[tuple[int, int | None]] = []
    assert print_document(document, printer, lambda d, n, _: said.append((d, n))) == 4
    assert said == [(0, 4), (1, 4), (2, 4), (3, 4)]
    printed = PdfDocument(tmp_path / "out.pdf")
    first, second = printed.picture(0, 0.5), printed.picture(1, 0.5)
    assert (first == second) is not collate
    printed.close()
    document.close()


def test_every_page_keeps_its_true_size_whatever_the_printer_was_set_to(
    tmp_path: Path, qapp: object
) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for size in (A4, (A4[1], A4[0]), A4):
        canvas.setPageSize(size)
        canvas.rect(100, 200, 144, 72, fill=1)
        canvas.showPage()
    canvas.save()
    document = PdfDocument(stream.getvalue())
    printer = _file_printer(tmp_path / "out.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    print_document(document, printer, lambda *_: None)
    printed = PdfDocument(tmp_path / "out.pdf")
    for page in range(3):
        assert printed.page_size(page).toTuple() == pytest.approx(
            document.page_size(page).toTuple(), abs=1
        )
        picture = printed.picture(page, 1.0)
        middle = picture.height() - 236  # from the top; the box is 144 points wide
        dark = [x for x in range(picture.width()) if picture.pixelColor(x, middle).lightness() < 90]
        assert dark[0] == pytest.approx(100, abs=1)
        assert len(dark) == pytest.approx(144, abs=2)
    printed.close()
    document.close()


@pytest.mark.parametrize("sides", Sides)
def test_a_file_says_for_which_sides_it_is_made(qapp: object, sides: Sides) -> None:
    document = PdfDocument(pdf_of(a_letter(sides=sides)))
    assert document.two_sided() is (sides is Sides.TWO)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    make_ready(printer, document)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    document.close()


class _EmptyTray(QPrinter):
    """A printer that has paper for one page."""

    def newPage(self) -> bool:
        return False


def test_a_printer_that_stops_is_told_with_what_it_got(tmp_path: Path, qapp: object) -> None:
    printer = _EmptyTray(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    document = PdfDocument(make_pdf(3))
    with pytest.raises(FileProblem, match="stopped") as stopped:
        print_document(document, printer, lambda *_: None)
    assert stopped.value.kept == "1 page was sent to it."
    document.close()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_printing_can_be_cancelled_or_fail(tmp_path: Path, qapp: object) -> None:
    document = PdfDocument(make_pdf(3))

    def stop(done: int, total: int | None, what: str) -> None:
        raise Cancelled("Cancelled.")

    with pytest.raises(Cancelled):
        print_document(document, _file_printer(tmp_path / "out.pdf"), stop)
    with pytest.raises(FileProblem, match="did not start"):
        print_document(document, _file_printer(tmp_path / "no" / "out.pdf"), lambda *_: None)
    document.close()


def test_the_print_dialog_decides(
    viewer: PdfViewer,
    window: MainWindow,
    ready: Ready,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    viewer.print_pages()
    assert not window.busy

    def accept(self: QPrintDialog) -> QDialog.DialogCode:
        self.printer().setOutputFileName(str(tmp_path / "out.pdf"))
        self.printer().setFromTo(1, 1)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    viewer.print_pages()
    ready(window)
    assert window.messages.text() == "1 page sent to the printer."

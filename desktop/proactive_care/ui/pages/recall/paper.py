"""Pages that were made in memory, shown to be printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button
from proactive_care.ui.work import Dialog


def show_pages(parent: QWidget, desk: Desk, heading: str, name: str, pdf: bytes) -> None:
    """Show a document; it is only in memory until somebody prints or saves it."""
    look = desk.look
    dialog = Dialog(parent, look, heading)
    viewer = PdfViewer(desk)
    viewer.show_document(PdfDocument(pdf, name))
    dialog.add_roomy(viewer, 640, 460)
    dialog.add_button(Button(look, "&Close", dialog.accept))
    viewer.print_button.setFocus()
    dialog.exec()
    dialog.deleteLater()

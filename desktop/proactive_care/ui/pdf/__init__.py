"""Looking at, printing and saving PDF files, without leaving the window."""

from proactive_care.ui.pdf.document import PdfDocument
from proactive_care.ui.pdf.sheet import SheetView
from proactive_care.ui.pdf.viewer import PdfViewer

__all__ = ["PdfDocument", "PdfViewer", "SheetView"]

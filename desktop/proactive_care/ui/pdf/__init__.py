"""Looking at, printing and saving PDF files, without leaving the window."""

from proactive_care.ui.pdf.document import PdfDocument
from proactive_care.ui.pdf.sheet import FIT_PAGE, FIT_WIDTH, SheetView
from proactive_care.ui.pdf.viewer import PdfViewer

__all__ = ["FIT_PAGE", "FIT_WIDTH", "PdfDocument", "PdfViewer", "SheetView"]

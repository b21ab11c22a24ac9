"""The guide of the page that is open: plain English, offline, printable."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QTextBrowser

from proactive_care.resource_files import resource_path
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import Words, across, down, icon_button, rule

_POINTS_ON_PAPER = 11
_UNBOUNDED = 16_777_215  # Qt's own "no maximum"


class GuidePanel(QFrame):
    """Beside the page, so that one can read and do. Esc or F1 closes it."""

    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "aside")
        self.setAccessibleName("Guide")
        self.topic = ""
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("Guide")
        self.text.anchorClicked.connect(lambda link: self.show_topic(link.toString()))
        top = across(
            Words("Guide", "heading"),
            None,
            icon_button(look, "print", "Print this guide", self.print_guide),
            icon_button(look, "close", "Close the guide", self.close_guide),
            gap=4,
            margins=(16, 6, 8, 6),
        )
        self.setLayout(down(top, rule(), self.text, gap=0, margins=(1, 0, 0, 0)))
        look.changed.connect(self._fit)
        self._fit()
        self.hide()

    def show_topic(self, topic: str) -> None:
        """Open a guide by the name of its file."""
        self.topic = topic
        self.text.setMarkdown(guide_text(topic))
        self.text.setAccessibleDescription(topic.replace("_", " "))
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_guide(self) -> None:
        """Close the guide."""
        self.hide()
        self.closed.emit()

    def print_guide(self) -> None:
        """Print the guide that is open."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            printable_guide(self.topic).print_(printer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_guide()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        large = self._look.text_percent >= LARGE_TEXT
        self.setMinimumWidth(self._look.pixels(360))
        self.setMaximumWidth(_UNBOUNDED if large else self._look.pixels(360))
        self.text.document().setDefaultFont(self._look.font())
        self.text.document().setDocumentMargin(16)
        if self.topic:
            self.text.setMarkdown(guide_text(self.topic))


def printable_guide(topic: str) -> QTextDocument:
    """Return a guide to be printed: in a size for paper, whatever the size on screen is."""
    page = QTextDocument()
    page.setDefaultFont(QFont(page.defaultFont().family(), _POINTS_ON_PAPER))
    page.setMarkdown(guide_text(topic))
    return page


def guide_text(topic: str) -> str:
    """Return the guide ``topic`` as Markdown. Raises FileNotFoundError if it was not shipped."""
    return resource_path("help", f"{topic}.md").read_text(encoding="utf-8")

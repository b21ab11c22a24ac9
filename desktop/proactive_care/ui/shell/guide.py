"""The guide of the page that is open: plain English, offline, printable."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QTextBrowser

from proactive_care.resource_files import resource_path
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import Words, across, down, icon_button, rule

_POINTS_ON_PAPER = 11
_QT_MARGIN_CM, _CM_PER_INCH = 2, 2.54  # what QTextDocument leaves around a page that it prints
_NEW_PAGE = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
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
            print_guide(self.topic, printer)

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


def print_guide(topic: str, printer: QPrinter) -> None:
    """Print a guide: in a size for paper, whatever the size on screen is."""
    guide = QTextDocument()
    guide.setDefaultFont(QFont(guide.defaultFont().family(), _POINTS_ON_PAPER))
    guide.setMarkdown(guide_text(topic))
    while _moved_lonely_heading(guide, printer):
        pass
    guide.print_(printer)


def _moved_lonely_heading(guide: QTextDocument, printer: QPrinter) -> bool:
    """Move the first heading that would stand alone at the foot of its page to the next one."""
    trial = guide.clone()
    trial.documentLayout().setPaintDevice(printer)
    frame = trial.rootFrame().frameFormat()
    dots_per_inch = QGuiApplication.primaryScreen().logicalDotsPerInch()
    frame.setMargin(int(_QT_MARGIN_CM / _CM_PER_INCH * dots_per_inch))
    trial.rootFrame().setFrameFormat(frame)
    trial.setPageSize(QSizeF(printer.width(), printer.height()))
    block = trial.begin()
    while block.next().isValid():
        following = block.next()
        shape = block.blockFormat()
        stays = shape.headingLevel() == 0 or shape.pageBreakPolicy() == _NEW_PAGE
        if not stays and _page_of(block) < _page_of(following):
            shape.setPageBreakPolicy(_NEW_PAGE)
            QTextCursor(guide.findBlockByNumber(block.blockNumber())).setBlockFormat(shape)
            return True
        block = following
    return False


def _page_of(block: QTextBlock) -> int:
    """Return the page on which the first line of a block stands."""
    document = block.document()
    top = document.documentLayout().blockBoundingRect(block).top() + block.layout().lineAt(0).y()
    return int(top // document.pageSize().height())


def guide_text(topic: str) -> str:
    """Return the guide ``topic`` as Markdown. Raises FileNotFoundError if it was not shipped."""
    return resource_path("help", f"{topic}.md").read_text(encoding="utf-8")

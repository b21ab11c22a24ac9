"""The recovery key: shown once, to be printed or written down."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox

from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across

_POINTS_ON_PAPER = 12


class RecoveryKeyCard(Card):
    """``done`` is sent once the user has said that the key is kept; ``verb`` is what follows."""

    done = Signal()

    def __init__(self, look: Look, verb: str = "&Open the practice") -> None:
        super().__init__()
        self._practice = ""
        self.body.setContentsMargins(32, 24, 32, 24)
        self.add(Words("Keep the recovery key", "title"))
        self.add(
            Words(
                "If every password is forgotten, this key is the only way back to the data. "
                "It is shown once and stored nowhere. Print it or write it down, and lock it away.",
                wrap=True,
            )
        )
        self.key = Words("", "recovery", wrap=True)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(self.key)
        self._copy_button = Button(look, "&Copy", self._copy, icon="copy")
        self.add(across(Button(look, "&Print", self._print, icon="print"), self._copy_button, None))
        self.kept = QCheckBox("I &have printed it or written it down")
        self.kept.setAccessibleName("I have printed it or written it down")
        self.add(self.kept)
        self.go_on = Button(look, verb, self.done.emit, kind="primary")
        self.go_on.setEnabled(False)
        self.kept.toggled.connect(self.go_on.setEnabled)
        self.add(across(self.go_on, None))

    def show_key(self, key: str, practice: str) -> None:
        """Show the key of a practice."""
        self._practice = practice
        self.key.setText(key)
        self.kept.setFocus()

    def document(self) -> QTextDocument:
        """The page that is printed."""
        page = QTextDocument()
        # The window's own font has pixels, which are nothing on paper.
        page.setDefaultFont(QFont(page.defaultFont().family(), _POINTS_ON_PAPER))
        page.setHtml(
            f"<h1>Recovery key</h1><h2>{escape(self._practice)}</h2>"
            f"<p style='font-size:20pt'><b>{escape(self.key.whole_text())}</b></p>"
            "<p>Proactive Care Desktop. With this key and a user name, a forgotten password can "
            "be set again. Whoever has it and the practice file can read every record: keep it "
            "locked away, apart from the PC.</p>"
        )
        return page

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.whole_text())
        self._copy_button.rename("Copied")

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self.document().print_(printer)

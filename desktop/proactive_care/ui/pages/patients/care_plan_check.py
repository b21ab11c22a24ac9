"""Before a plan is printed: the pages, what clashes, what is missing, and the format."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QWidget

from proactive_care.care_plans import Clash, PlanPreview
from proactive_care.documents import EASY_READ, LARGE_FORMATS, STANDARD, LetterFormat
from proactive_care.ui.pages.patients.care_plan_fields import Titled
from proactive_care.ui.pdf import PdfDocument, SheetView
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    Words,
    across,
    down,
    icon_button,
    scrolling,
)

_FORMATS: tuple[tuple[str, LetterFormat | None], ...] = (
    ("As the patient needs it", None),
    ("Standard", STANDARD),
    *((format_.label, format_) for format_ in (*LARGE_FORMATS, EASY_READ)),
)


class PlanCheck(QWidget):
    """``back``, ``print_asked`` and ``format_chosen`` (a LetterFormat or None) tell what is wanted.

    Printing waits until each clash has been ticked as seen.
    """

    back = Signal()
    print_asked = Signal()
    format_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._document: PdfDocument | None = None
        self._page = 0
        self._can_print = False
        self.seen: list[QCheckBox] = []
        self.format = QComboBox()
        for words, _ in _FORMATS:
            self.format.addItem(words)
        self.format.activated.connect(lambda at: self.format_chosen.emit(_FORMATS[at][1]))
        self.cannot = Words("", "danger", wrap=True)
        self._clashes = down(gap=10)
        self.clash_card = Card("Please decide")
        self.clash_card.add(self._clashes)
        self.missing = Words("", wrap=True)
        self.missing_card = Card("Not recorded yet")
        self.missing_card.add(self.missing)
        self.notes = Words("", "secondary", wrap=True)
        side = QWidget()
        side.setLayout(
            down(Titled("&Format", self.format), self.cannot, self.clash_card, self.missing_card,
                 self.notes, None, gap=12)
        )  # fmt: skip
        self.print_button = Button(
            look, "&Print", self.print_asked.emit, kind="primary", icon="print"
        )
        self.why_not = Words("", "secondary", wrap=True)
        foot = across(
            Button(look, "&Back", self.back.emit), self.why_not, self.print_button, gap=12
        )
        foot.setStretch(1, 1)
        bar = QFrame()
        bar.setProperty("part", "status")
        bar.setLayout(down(foot, margins=(16, 8, 16, 8)))
        content = QWidget()
        beside = Beside(side, self._sheet_side(), lambda: look.pixels(900), shares=(2, 3), gap=16)
        content.setLayout(down(beside, margins=(16, 12, 16, 12)))
        whole = down(scrolling(content), bar, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_preview(self, preview: PlanPreview, pdf: bytes) -> None:
        """Show what would be printed."""
        self._can_print = not preview.cannot_print
        reason = f"Not printed by itself: {preview.cannot_print}." if preview.cannot_print else ""
        self.cannot.setText(f"{reason} Choose a format to print it all the same." if reason else "")
        self.cannot.setVisible(bool(reason))
        self._show_clashes(preview.clashes)
        self.missing.setText("\n".join(preview.missing))
        self.missing_card.setVisible(bool(preview.missing))
        self.notes.setText("\n".join(preview.notes))
        self.print_button.rename(f"&Print version {preview.paper.version}")
        if self._document is not None:
            self._document.close()
        self._document = PdfDocument(pdf, f"Care plan version {preview.paper.version}")
        self._page = 0
        self.sheet.show_document(self._document, 0)
        self._turn(0)
        self._tell()

    def _show_clashes(self, clashes: tuple[Clash, ...]) -> None:
        while (item := self._clashes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.seen = []
        for clash in clashes:
            tick = QCheckBox(f"Seen: print “{clash.printed}”")
            tick.setAccessibleDescription(f"{clash.about}. {'. '.join(clash.said)}. {clash.why}")
            tick.toggled.connect(self._tell)
            self.seen.append(tick)
            part = QWidget()
            part.setLayout(
                down(Words(clash.about, "strong"), Words("\n".join(clash.said), wrap=True),
                     Words(clash.why, "secondary", wrap=True), tick, gap=3)
            )  # fmt: skip
            self._clashes.addWidget(part)
        self.clash_card.setVisible(bool(clashes))

    def _sheet_side(self) -> QWidget:
        look = self._look
        self.page_words = Words("", "strong", elide=True)
        self._previous = icon_button(
            look, "chevron-left", "Previous page", partial(self._turn, -1), framed=True
        )
        self._following = icon_button(
            look, "chevron-right", "Next page", partial(self._turn, 1), framed=True
        )
        self.sheet = SheetView(look)
        self.sheet.setMinimumHeight(look.pixels(320))
        top = across(self.page_words, self._previous, self._following, gap=8)
        top.setStretch(0, 1)
        column = down(top, self.sheet, gap=8)
        column.setStretch(1, 1)
        side = QWidget()
        side.setLayout(column)
        return side

    def _turn(self, by: int) -> None:
        assert self._document is not None
        pages = self._document.page_count()
        self._page = max(0, min(pages - 1, self._page + by))
        if by:
            self.sheet.show_page(self._page)
        self.page_words.setText(f"Page {self._page + 1} of {pages}")
        self._previous.setEnabled(self._page > 0)
        self._following.setEnabled(self._page + 1 < pages)

    def _tell(self, *_: object) -> None:
        left = sum(not tick.isChecked() for tick in self.seen)
        self.print_button.setEnabled(self._can_print and not left)
        if not self._can_print:
            self.why_not.setText("The format that the patient needs cannot be printed here.")
        elif left:
            self.why_not.setText("Look at what clashes, and tick it.")
        else:
            self.why_not.setText("Printing keeps this version as it is, for good.")

"""Before a plan is printed: the pages, what clashes, what is missing, and the format."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QWidget

from proactive_care.care_plans import Clash, PlanPreview
from proactive_care.documents import (
    EASY_READ,
    ENGLISH,
    LARGE_FORMATS,
    STANDARD,
    TRANSLATIONS,
    LetterFormat,
    language_of,
)
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
    """``back``, ``print_asked`` and ``paper_chosen`` tell what is wanted: the last has a
    LetterFormat and the code of a language, each None for "as the patient needs it".

    Printing waits until each clash has been ticked as seen.
    """

    back = Signal()
    print_asked = Signal()
    paper_chosen = Signal(object, object)

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
        self.language = QComboBox()
        self._codes: list[str | None] = [None]
        for box in (self.format, self.language):
            box.activated.connect(self._choose)
        self.needs = Words("", "secondary", wrap=True)
        self.cannot = Words("", "danger", wrap=True)
        self.chosen = Words("", "strong", wrap=True)
        self._clashes = down(gap=10)
        self.clash_card = Card("Please decide")
        self.clash_card.add(self._clashes)
        self.missing = Words("", wrap=True)
        self.missing_card = Card("Not recorded yet")
        self.missing_card.add(self.missing)
        self.notes = Words("", "secondary", wrap=True)
        side = QWidget()
        side.setLayout(
            down(self.needs, Titled("&Format", self.format), Titled("&Language", self.language),
                 self.cannot, self.chosen, self.clash_card, self.missing_card, self.notes, None,
                 gap=12)
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

    def start(self) -> None:
        """Begin again with what the patient needs: a choice is for one print only."""
        self.format.setCurrentIndex(0)
        self.language.setCurrentIndex(0)

    def show_preview(self, preview: PlanPreview, pdf: bytes) -> None:
        """Show what would be printed."""
        self._can_print = not preview.cannot_print
        self._show_languages(preview)
        for words, text in (
            (self.needs, needs_words(preview)),
            (self.cannot, cannot_words(preview)),
            (self.chosen, chosen_words(preview)),
        ):
            words.setText(text)
            words.setVisible(bool(text))
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

    def _choose(self, _at: int) -> None:
        code = self._codes[self.language.currentIndex()]
        self.paper_chosen.emit(_FORMATS[self.format.currentIndex()][1], code)

    def _show_languages(self, preview: PlanPreview) -> None:
        """List the languages; the one that is chosen stays chosen."""
        at = self.language.currentIndex()
        self._codes = [None, ENGLISH.code, *(each.code for each in TRANSLATIONS)]
        self.language.clear()
        self.language.addItem(_FORMATS[0][0])
        for language in (ENGLISH, *TRANSLATIONS):
            draft = "" if language.code in preview.can.languages else " (draft, to look at only)"
            self.language.addItem(f"{language.name}{draft}")
        self.language.setCurrentIndex(max(0, at))

    def _show_clashes(self, clashes: tuple[Clash, ...]) -> None:
        while (item := self._clashes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.seen = []
        for clash in clashes:
            tick = QCheckBox(f"Seen: print “{clash.printed}”")
            tick.setAccessibleName(tick.text())
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
            self.why_not.setText("The plan cannot be printed as it is needed.")
        elif left:
            self.why_not.setText("Look at what clashes, and tick it.")
        else:
            self.why_not.setText("Printing keeps this version as it is, for good.")


def needs_words(preview: PlanPreview) -> str:
    """Say which format and language the patient needs, as recorded."""
    words = preview.words
    needs = [each.strip() for each in (words.format_need, words.language) if each.strip()]
    if not needs:
        return "No format or language is recorded: standard print in English."
    return f"Recorded: {', '.join(needs)}."


def cannot_words(preview: PlanPreview) -> str:
    """Say why the plan is not printed as it is set, and what a person can do; or nothing."""
    if not preview.cannot_print:
        return ""
    reason = f"Not printed by itself: {preview.cannot_print}."
    if preview.choice.draft:
        return (
            f"{reason} What you see is a draft. Have the language checked and signed off in"
            " Settings, reach the patient by another route, or choose another language with them."
        )
    return f"{reason} Choose a format or a language with the patient to print it all the same."


def chosen_words(preview: PlanPreview) -> str:
    """Say that another language than the recorded one was chosen, and that this is kept."""
    if not preview.choice.against_record:
        return ""
    name = language_of(preview.choice.language).name
    return f"{name} was chosen, which is not the recorded language. That is kept with the version."

"""The document as it will print with the words that are typed, to an invented patient."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QComboBox, QSizePolicy

from proactive_care.documents import LetterFormat
from proactive_care.domain.errors import KnownError
from proactive_care.domain.progress import Progress
from proactive_care.templates import Preview, preview_choices, preview_template
from proactive_care.ui.pdf import PdfDocument, SheetView
from proactive_care.ui.pdf.sheet import FIT_WIDTH
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Card, Words, across, icon_button
from proactive_care.ui.widgets.words import set_words

_EASY = 6.0
_ENOUGH = 16  # letters of a text by which it is found on a page


@dataclass(frozen=True)
class _Wanted:
    """What is to be drawn."""

    name: str
    changes: Mapping[str, str]
    example: str
    letter_format: LetterFormat
    key: str
    text: str


class LetterPreview(Card):
    """Follows what is typed, off the window's thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Preview", "invented patients; nothing is kept")
        self._desk = desk
        self._document: PdfDocument | None = None
        self._wanted: _Wanted | None = None
        self._shown: _Wanted | None = None
        self._name = self._key = self._text = ""
        self._changes: Mapping[str, str] = {}
        self._formats: tuple[LetterFormat, ...] = ()
        self.example = QComboBox()
        self.example.setAccessibleName("Shown for")
        self.format = QComboBox()
        self.format.setAccessibleName("Format")
        for box, letters in ((self.example, 16), (self.format, 10)):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(letters)
            box.currentIndexChanged.connect(lambda _index: self._draw())
        look = desk.look
        self.previous = icon_button(look, "chevron-left", "Previous page", partial(self._turn, -1))
        self.following = icon_button(look, "chevron-right", "Next page", partial(self._turn, 1))
        self.place = Words("", "secondary")
        self.add(self.example)
        turner = across(self.format, self.previous, self.place, self.following)
        turner.setStretch(0, 1)
        self.add(turner)
        self.grade = Words("", "secondary", wrap=True)
        self.add(self.grade)
        self.note = Words("", "secondary", wrap=True)
        self.note.hide()
        self.add(self.note)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.sheet = SheetView(look, FIT_WIDTH)
        self.sheet.setMinimumHeight(look.pixels(300))
        policy = self.sheet.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Ignored)  # the window decides, not the paper
        self.sheet.setSizePolicy(policy)
        self.add(self.sheet, 1)
        self._page = 0

    def show_words(self, name: str, changes: Mapping[str, str], key: str, text: str) -> None:
        """Draw the document with these words, at the page on which the text ``key`` stands."""
        if name != self._name:
            self._offer(name)
        self._name, self._changes, self._key, self._text = name, dict(changes), key, text
        self._draw()

    def _offer(self, name: str) -> None:
        """Offer the patients and formats of a document; a chosen format stays if it has it."""
        examples, self._formats = preview_choices(name)
        before = self.format.currentText()
        for box in (self.example, self.format):
            box.blockSignals(True)
            box.clear()
        for example in examples:
            self.example.addItem(example.label, example.key)
        for each in self._formats:
            self.format.addItem(format_words(each))
        self.format.setCurrentIndex(max(0, self.format.findText(before)))
        for box in (self.example, self.format):
            box.blockSignals(False)
        self.example.setEnabled(len(examples) > 1)
        self.format.setEnabled(len(self._formats) > 1)

    def _draw(self) -> None:
        self.example.setToolTip(self.example.currentText())
        if not self._name:
            return
        wanted = _Wanted(
            self._name, self._changes, str(self.example.currentData()),
            self._formats[self.format.currentIndex()], self._key, self._text,
        )  # fmt: skip
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._desk.fetch(
            "Drawing the letter",
            partial(_preview, self._desk, wanted),
            partial(self._show, wanted),
        )

    def _show(self, wanted: _Wanted, drawn: Preview | KnownError) -> None:
        if wanted != self._wanted:
            return  # a newer one is on its way
        self.problem.setVisible(isinstance(drawn, KnownError))
        if isinstance(drawn, KnownError):
            self.problem.setText(f"{drawn.happened} {drawn.advice}".strip())
            self.grade.setText("The preview shows the words before this problem.")
            return
        self.note.setText(drawn.note)
        self.note.setVisible(bool(drawn.note))
        set_words(self.grade, "secondary" if drawn.grade <= _EASY else "warning")
        self.grade.setText(grade_words(drawn.grade))
        before, self._document = self._document, PdfDocument(drawn.data, "Preview")
        self.sheet.show_document(self._document)
        if before is not None:
            before.close()
        again = self._shown is not None and (self._shown.name, self._shown.key) == (
            wanted.name, wanted.key,
        )  # fmt: skip
        self._shown = wanted
        found = self._page if again else page_of(self._document, wanted.text)
        self._turn(found - self._page)

    def _turn(self, by: int) -> None:
        if self._document is None:
            return
        count = self._document.page_count()
        self._page = min(max(self._page + by, 0), count - 1)
        self.sheet.show_page(self._page)
        self.place.setText(f"{self._page + 1} of {count}")
        self.previous.setEnabled(self._page > 0)
        self.following.setEnabled(self._page < count - 1)


def format_words(each: LetterFormat) -> str:
    """Return what a format is called in the list."""
    kind = "Easy read" if each.easy_read else "Large" if each.is_large else "Standard"
    return f"{kind}, {each.points} point"


def page_of(document: PdfDocument, text: str) -> int:
    """Return the page on which a text stands, by the longest piece of it without a field."""
    pieces = [_squeezed(piece) for piece in re.split(r"\{\w+\}|\n", text)]
    piece = max(pieces, key=len, default="")[:_ENOUGH]
    for page in range(document.page_count()):
        if piece and piece in _squeezed(document.words(page)):
            return page
    return 0


def _squeezed(words: str) -> str:
    return re.sub(r"[\s*]+", "", words)


def grade_words(grade: float) -> str:
    """Say how hard the English is to read."""
    shown = f"Reading grade {max(grade, 0):.1f}"
    if grade <= _EASY:
        return f"{shown}: most people of 11 can read it."
    return f"{shown}: harder than 6. Use shorter words and sentences."


def _preview(desk: Desk, wanted: _Wanted, _progress: Progress) -> Preview | KnownError:
    try:
        return preview_template(
            desk.session, wanted.name, wanted.changes, wanted.example, wanted.letter_format,
            text=wanted.key,
        )  # fmt: skip
    except KnownError as error:
        return error

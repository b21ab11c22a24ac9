"""The letter as it will print with the words that are typed, to an invented patient."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox

from proactive_care.domain.errors import KnownError
from proactive_care.domain.progress import Progress
from proactive_care.templates import Example, Preview, preview_template
from proactive_care.ui.pdf import PdfDocument, SheetView
from proactive_care.ui.pdf.sheet import FIT_WIDTH
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Card, Words, across, icon_button

_EASY = 6.0


class LetterPreview(Card):
    """Follows what is typed, off the window's thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Preview", "invented patients; nothing is kept")
        self._desk = desk
        self._document: PdfDocument | None = None
        self._wanted: tuple[str, Mapping[str, str], Example] | None = None
        self._name = ""
        self._changes: Mapping[str, str] = {}
        self.example = QComboBox()
        self.example.setAccessibleName("Shown for")
        for example in Example:
            self.example.addItem(example.value.capitalize(), example.value)
        self.example.currentIndexChanged.connect(lambda _index: self._draw())
        look = desk.look
        self.previous = icon_button(look, "chevron-left", "Previous page", partial(self._turn, -1))
        self.following = icon_button(look, "chevron-right", "Next page", partial(self._turn, 1))
        self.place = Words("", "secondary")
        self.add(across(self.example, None, self.previous, self.place, self.following))
        self.grade = Words("", "secondary", wrap=True)
        self.add(self.grade)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.sheet = SheetView(look, FIT_WIDTH)
        self.sheet.setMinimumHeight(look.pixels(520))
        self.add(self.sheet, 1)
        self._page = 0

    def show_words(self, name: str, changes: Mapping[str, str]) -> None:
        """Draw the letter with these words."""
        self._name, self._changes = name, dict(changes)
        self._draw()

    def _draw(self) -> None:
        wanted = (self._name, self._changes, Example(self.example.currentData()))
        if not self._name or wanted == self._wanted:
            return
        self._wanted = wanted
        self._desk.fetch(
            "Drawing the letter",
            partial(_preview, self._desk, *wanted),
            partial(self._show, wanted),
        )

    def _show(
        self, wanted: tuple[str, Mapping[str, str], Example], drawn: Preview | KnownError
    ) -> None:
        if wanted != self._wanted:
            return  # a newer one is on its way
        self.problem.setVisible(isinstance(drawn, KnownError))
        if isinstance(drawn, KnownError):
            self.problem.setText(f"{drawn.happened} {drawn.advice}".strip())
            self.grade.setText("The preview shows the words before this problem.")
            return
        self.grade.setText(grade_words(drawn.grade))
        before, self._document = self._document, PdfDocument(drawn.data, "Preview")
        self.sheet.show_document(self._document)
        if before is not None:
            before.close()
        self._turn(0)

    def _turn(self, by: int) -> None:
        if self._document is None:
            return
        count = self._document.page_count()
        self._page = min(max(self._page + by, 0), count - 1)
        self.sheet.show_page(self._page)
        self.place.setText(f"{self._page + 1} of {count}")
        self.previous.setEnabled(self._page > 0)
        self.following.setEnabled(self._page < count - 1)


def grade_words(grade: float) -> str:
    """Say how hard the English is to read."""
    shown = f"Reading grade {max(grade, 0):.1f}"
    if grade <= _EASY:
        return f"{shown}: most people of 11 can read it."
    return f"{shown}: harder than 6. Use shorter words and sentences."


def _preview(
    desk: Desk, name: str, changes: Mapping[str, str], example: Example, _progress: Progress
) -> Preview | KnownError:
    try:
        return preview_template(desk.session, name, changes, example)
    except KnownError as error:
        return error

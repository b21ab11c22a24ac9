"""The fields of the conversation: texts, days as people write them, yes, no or not asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from proactive_care.domain.date_text import DateText
from proactive_care.domain.dates import show_date
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import down
from proactive_care.ui.widgets.words import refresh_style

_LATEST_YEAR = 2099  # two-digit years of a plan are in this century
NOT_ASKED = "Not recorded yet"


class LongText(QPlainTextEdit):
    """Some sentences. Tab goes on to the next field; the field is as tall as ``lines``."""

    def __init__(self, look: Look, name: str, lines: int = 3) -> None:
        super().__init__()
        self._look, self._lines = look, lines
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        tall = self.fontMetrics().lineSpacing() * self._lines + self._look.pixels(18)
        return QSize(self._look.pixels(200), tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(120), self.sizeHint().height())


class DayField(QLineEdit):
    """A day, typed as anybody writes it: 14/12/2026, 14 Dec 2026. Empty: not recorded."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("14 Dec 2026")
        self.setMinimumWidth(look.pixels(112))
        self.editingFinished.connect(self._settle)
        self.textEdited.connect(lambda _text: self._mark(wrong=False))

    def day(self) -> date | None:
        """The day, or None if there is none or it cannot be read."""
        return read_day(self.text())

    def show_day(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText(show_date(day) if day else "")
        self._mark(wrong=False)

    @property
    def wrong(self) -> bool:
        """Whether something is written that is no day."""
        return bool(self.text().strip()) and self.day() is None

    def _settle(self) -> None:
        found = self.day()
        if found is not None:
            self.show_day(found)
        self._mark(wrong=self.wrong)

    def _mark(self, *, wrong: bool) -> None:
        self.setToolTip("Write a day such as 14 Dec 2026." if wrong else "")
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            refresh_style(self)


class Choice(QComboBox):
    """One of a few answers; ``answers`` are (words, value) pairs."""

    def __init__(self, name: str, answers: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._values = [value for _, value in answers]
        for words, _ in answers:
            self.addItem(words)

    def value(self) -> object:
        """The chosen value."""
        return self._values[self.currentIndex()]

    def show_value(self, value: object) -> None:
        """Choose a value that is among the answers."""
        self.setCurrentIndex(
            next(i for i, v in enumerate(self._values) if v is value or v == value)
        )


def yes_no(name: str, yes: str = "Yes", no: str = "No") -> Choice:
    """Return a choice of three: not recorded yet, yes, no."""
    return Choice(name, ((NOT_ASKED, None), (yes, True), (no, False)))


class Titled(QWidget):
    """A field with its label above it; the label's mnemonic goes to the field."""

    def __init__(self, label: str, field: QWidget) -> None:
        super().__init__()
        words = QLabel(label)
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        self.setLayout(down(words, field, None, gap=2))


def read_day(text: str) -> date | None:
    """Return the day that somebody wrote, day first, or None."""
    return DateText(_LATEST_YEAR).read(text.strip()) if text.strip() else None

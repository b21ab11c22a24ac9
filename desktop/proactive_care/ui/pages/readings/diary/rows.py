"""The rows of the grid: the headings, and one day with its figures and its mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from proactive_care.domain.diary import LIMITS, Typed, Written, judge_digits
from proactive_care.readings import DayMean
from proactive_care.ui.pages.readings.diary.cells import DateCell, FigureCell, Keys
from proactive_care.ui.pages.readings.diary.form import PARTS, DiaryForm
from proactive_care.ui.pages.readings.diary.words import day_words, figure_help, figure_name
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Words, set_words
from proactive_care.ui.widgets.words import refresh_style

_FIGURE_TEXT, _DATE_TEXT = 16, 14


class Widths:
    """How wide the columns are, from the text that they hold."""

    def __init__(self, look: Look, *, pulse: bool) -> None:
        figure = QFontMetrics(look.font(_FIGURE_TEXT, bold=True)).horizontalAdvance("000")
        small = QFontMetrics(look.font(_DATE_TEXT))
        bold = QFontMetrics(look.font(_DATE_TEXT, bold=True))
        self.figure = figure + 14
        self.date = small.horizontalAdvance("Wed 30 Sep") + 10
        self.slash = small.horizontalAdvance("~") + 2
        self.mean = max(bold.horizontalAdvance("188/108"), small.horizontalAdvance("not counted"))
        self.height = look.pixels(32)
        self.pulse = self.figure if pulse else 0


def grid_style(look: Look) -> str:
    """Return the style sheet of the cells in this look."""
    colours, text = look.tokens.colours, look.pixels
    return f"""
    QFrame[row="plain"] {{ background: transparent; border: none; border-radius: 4px; }}
    QFrame[row="current"] {{ background: {colours.selection}; border: none; border-radius: 4px; }}
    QLineEdit[cell] {{ padding: 0; border-radius: 4px; min-height: 0;
        background: {colours.surface}; border: 1px solid {colours.control}; }}
    QLineEdit[cell="figure"] {{ font-size: {text(_FIGURE_TEXT)}px; font-weight: 600; }}
    QLineEdit[cell="pulse"] {{ border: 1px solid {colours.border}; }}
    QLineEdit[cell="date"] {{ background: transparent; border: 1px solid transparent;
        padding: 0 4px; }}
    QLineEdit[cell="date"]:focus {{ background: {colours.surface};
        border: 1px solid {colours.control}; }}
    QLineEdit[look="dropped"] {{ background: {colours.header}; color: {colours.secondary};
        border: 1px solid {colours.border}; font-weight: 400; }}
    QLineEdit[look="missing"] {{ border: 1px dashed {colours.control};
        color: {colours.secondary}; }}
    QLineEdit[look="unusual"] {{ border: 2px solid {colours.warning}; }}
    QLineEdit[look="wrong"] {{ border: 2px solid {colours.danger}; }}
    """


class HeadRow(QWidget):
    """Morning, evening, and which reading is where."""

    def __init__(self) -> None:
        super().__init__()
        self._date = QLabel()
        self._parts = [
            [Words(part.capitalize(), "heading"), Words("1st reading", "secondary")]
            for part in PARTS
        ]
        self._second = [Words("2nd reading", "secondary") for _ in PARTS]
        self._pulse = [Words("Pulse", "secondary") for _ in PARTS]
        self._mean = Words("Day mean", "secondary")
        self._mean.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        parts = [words for part in self._parts for words in part]
        for words in (*parts, *self._second, *self._pulse, self._mean):
            words.setParent(self)

    def fit(self, widths: Widths) -> None:
        """Place the headings over their columns."""
        pair = 2 * widths.figure + widths.slash
        left = widths.date + 4
        layout_height = 0
        for words in self._pulse:
            words.setVisible(widths.pulse > 0)
        for number, (part, first) in enumerate(self._parts):
            second, pulse = self._second[number], self._pulse[number]
            starts = (left, left + pair + 8, left + 2 * pair + 16)
            upper = part.sizeHint().height()
            for words, start, top, wide in (
                (part, starts[0], 0, 2 * pair),
                (first, starts[0], upper + 4, pair + 8),
                (second, starts[1], upper + 4, pair + 8),
                (pulse, starts[2], upper + 4, widths.figure + 16),
            ):
                words.setGeometry(start, top, wide, words.sizeHint().height())
            layout_height = upper + 4 + first.sizeHint().height() + 4
            left = starts[2] + widths.pulse + 24
        wide = max(widths.mean, self._mean.sizeHint().width())
        top = layout_height - 4 - self._mean.sizeHint().height()
        self._mean.setGeometry(
            left - 24 + 12 + widths.mean - wide, top, wide, self._mean.sizeHint().height()
        )
        self.setFixedHeight(layout_height)


class DayRow(QFrame):
    """One day: its date, its figures, its mean."""

    def __init__(self, keys: Keys, form: DiaryForm, number: int) -> None:
        super().__init__()
        self.number = number
        self.setProperty("row", "plain")
        self.date = DateCell(keys, number)
        self.cells: list[FigureCell] = []
        self._slashes: list[tuple[FigureCell, QLabel]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 5, 0, 5)
        self._row.setSpacing(0)
        self._row.addWidget(self.date)
        self._row.addSpacing(4)
        for part in PARTS:
            for reading in (1, 2):
                slot = form.slot(number, part, reading)
                systolic, diastolic = (FigureCell(keys, slot, f) for f in ("systolic", "diastolic"))
                slash = Words("/", "secondary")
                slash.setAlignment(Qt.AlignmentFlag.AlignCenter)
                self._slashes.append((systolic, slash))
                self._add(systolic, slash, diastolic)
                self._row.addSpacing(8)
            pulse = FigureCell(keys, form.slot(number, part, 1), "pulse")
            self._add(pulse)
            self._row.addSpacing(24 if part is PARTS[0] else 12)
        self.mean = Words("–", "secondary")
        self.mean.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.mean)
        self._row.addStretch(1)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            if isinstance(widget, FigureCell):
                self.cells.append(widget)
            self._row.addWidget(widget)

    def fit(self, widths: Widths) -> None:
        """Take the widths that the text asks for."""
        self.date.setFixedSize(widths.date, widths.height)
        for cell in self.cells:
            cell.setFixedSize(widths.figure, widths.height)
            cell.setVisible(widths.pulse > 0 or cell.field != "pulse")
        for _, slash in self._slashes:
            slash.setFixedWidth(widths.slash)
        self.mean.setFixedWidth(widths.mean)

    def load(self, form: DiaryForm) -> None:
        """Stand for the same row of another form."""
        for cell in self.cells:
            cell.slot = form.slot(self.number, cell.slot.part, cell.slot.number)

    def mark(self, current: bool) -> None:
        """Draw the row as the one that is keyed."""
        wanted = "current" if current else "plain"
        if self.property("row") != wanted:
            self.setProperty("row", wanted)
            refresh_style(self)

    def name_cells(self, form: DiaryForm) -> None:
        """Give every cell its name for a screen reader."""
        self.date.setAccessibleName(f"Day {self.number + 1} of the diary, type day and month")
        for cell in self.cells:
            cell.setAccessibleName(figure_name(form, cell.slot, cell.field))
            cell.setAccessibleDescription(figure_help(cell.field))

    def show_day(self, form: DiaryForm) -> None:
        """Show the row's day."""
        self.date.setText(day_words(form.days[self.number], self.number))
        self.date.setCursorPosition(0)

    def show_irregular(self) -> None:
        """Show at which readings the monitor found an irregular heartbeat."""
        for systolic, slash in self._slashes:
            irregular = systolic.slot.irregular
            if slash.text() != ("~" if irregular else "/"):
                slash.setText("~" if irregular else "/")
                slash.setToolTip("Irregular heartbeat" if irregular else "")
                slash.setAccessibleName("Irregular heartbeat" if irregular else "over")
                set_words(slash, "warning" if irregular else "secondary")

    def show_mean(self, mean: DayMean | None) -> None:
        """Show the day's mean, or that day 1 is not counted."""
        if mean is None:
            words, kind = "–", "secondary"
        elif mean.counts:
            words, kind = str(mean.mean), "strong"
        else:
            words, kind = "not counted", "secondary"
        if self.mean.text() != words:
            self.mean.setText(words)
            set_words(self.mean, kind)

    def dress(self, *, dropped: bool, wrong: dict[int, str]) -> None:
        """Draw the cells by what stands in them; ``wrong`` says how a slot's pair looks, by id."""
        for cell in self.cells:
            cell.dress(_look_of(cell, dropped, wrong))


def _look_of(cell: FigureCell, dropped: bool, wrong: dict[int, str]) -> str:
    if cell.is_missing:
        return "missing"
    text = cell.slot.text(cell.field)
    if judge_digits(text, LIMITS[cell.field]) is Typed.IMPOSSIBLE:
        return "wrong"
    looks = wrong.get(id(cell.slot), "")
    if looks and text and cell.field != "pulse":
        return looks
    if dropped and (text or cell.slot.state is not Written.WRITTEN):
        return "dropped"
    return ""

"""Step 2 of the import: everything about the files before anything is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.importing import FileReport
from proactive_care.ui.pages.data.list_card import ListCard
from proactive_care.ui.pages.data.report_cards import (
    CountsCard,
    DiffCard,
    PreviewCard,
    RejectedCard,
    UnderstoodCard,
)
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Beside, Button, Words, across, down, link_button, scrolling


class CheckFiles(QWidget):
    """``back`` forgets the files, ``import_asked`` keeps them, ``list_chosen`` is sent with what a
    list of patients is to be kept as, ``explain_asked`` with a file whose columns mean something
    else than was understood."""

    back = Signal()
    import_asked = Signal()
    list_chosen = Signal(object, object)
    explain_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._reports: tuple[FileReport, ...] = ()
        self.file = QComboBox()
        self.file.setAccessibleName("File")
        self.file.currentIndexChanged.connect(self._show)
        self._which = Words("", "secondary")
        self.explain = link_button(look, "&Explain its columns…", self._explain)
        self.explain.setToolTip("Say yourself what the columns of this file mean")
        self.warning = Words("", "warning", wrap=True)
        self.list = ListCard(look)
        self.list.chosen.connect(self.list_chosen)
        self.list.open.connect(self._fit)
        self.understood = UnderstoodCard(look)
        self.counts = CountsCard(look)
        self.diff = DiffCard(look)
        self.rejected = RejectedCard(look)
        self.preview = PreviewCard(look)
        right = QWidget()
        column = down(self.counts, self.diff, gap=12)
        column.setStretch(1, 1)
        right.setLayout(column)
        self.understood.setMinimumHeight(look.pixels(250))
        for card in (self.rejected, self.preview):
            card.setMinimumHeight(look.pixels(210))
        narrow = lambda: look.pixels(820)  # noqa: E731 - one measure for both rows
        upper = Beside(self.understood, right, narrow, shares=(2, 4))
        lower = Beside(self.rejected, self.preview, narrow, shares=(1, 1))
        content = QWidget()
        column = down(
            across(self._which, self.file, self.explain, None, gap=12),
            self.warning,
            self.list,
            upper,
            lower,
            gap=12,
            margins=(24, 10, 24, 12),
        )
        column.setStretch(3, 1)
        column.setStretch(4, 1)
        content.setLayout(column)
        self.note = Words("", "secondary", wrap=True)
        self.button = Button(look, "&Import", self.import_asked.emit, kind="primary")
        foot = QFrame()
        foot.setProperty("part", "status")
        row = across(
            Button(look, "&Back", self.back.emit),
            self.note,
            self.button,
            gap=16,
            margins=(24, 8, 24, 8),
        )
        row.setStretch(1, 1)
        foot.setLayout(row)
        whole = down(scrolling(content), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_reports(self, reports: tuple[FileReport, ...]) -> None:
        """Show what was found in the files."""
        self._reports = reports
        self.file.blockSignals(True)
        self.file.clear()
        for report in reports:
            self.file.addItem(f"{report.file}  ({size_words(report.size)})")
        self.file.blockSignals(False)
        rows = sum(report.rows_accepted for report in reports)
        self.button.rename(f"&Import {rows:,} row" + ("" if rows == 1 else "s"))
        self._fit(list_open=False)
        self._show(0)

    def _fit(self, list_open: bool) -> None:
        """What was chosen for a list and not checked cannot be imported by mistake."""
        rows = sum(report.rows_accepted for report in self._reports)
        self.button.setEnabled(rows > 0 and not list_open)
        words = "Check the list again before you import." if list_open else ""
        self.note.setText(words or import_words(self._reports))

    def show_list(self, path: Path) -> None:
        """Show the file that was just chosen to be a list, or not to be one."""
        for number, report in enumerate(self._reports):
            if report.list_offer is not None and report.list_offer.path == path:
                self.file.setCurrentIndex(number)
                self.list.use.setFocus()

    def _explain(self) -> None:
        if self._reports:
            self.explain_asked.emit(self._reports[max(0, self.file.currentIndex())].path)

    def _show(self, number: int) -> None:
        if not 0 <= number < len(self._reports):
            return
        report = self._reports[number]
        self._which.setText(f"File {number + 1} of {len(self._reports)}")
        self.warning.setText(" ".join(report.warnings))
        self.warning.setVisible(bool(report.warnings))
        for card in (
            self.list,
            self.understood,
            self.counts,
            self.diff,
            self.rejected,
            self.preview,
        ):
            card.show_report(report)


def size_words(size: int) -> str:
    """Return a file's size in words."""
    for unit, divisor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= divisor:
            return f"{size / divisor:.1f} {unit}"
    return f"{size} bytes"


def import_words(reports: tuple[FileReport, ...]) -> str:
    """Say what importing will do."""
    before = [report.compared_with for report in reports if report.compared_with]
    if before:
        day = show_date(max(before).date())
        return f"Replaces these reports' rows of {day} in one step, then sorts everybody."
    return "All of it is stored in one step, or nothing; then everybody is sorted."

"""Step 3: the printed batch in the viewer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabBar, QWidget

from proactive_care.recall import PrintedBatch
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, IconLabel, Words, across, down

_TABS = {"": "&Letters", "-run-sheet": "R&un sheet", "-call-list": "C&all list"}


class PrintedStep(QWidget):
    """Letters, run sheet and call list of a batch. ``another`` asks for a new batch."""

    another = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.summary = Words("", "strong", wrap=True)
        self.where = Words("", "secondary", wrap=True)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Documents of the batch")
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._show)
        self.viewer = PdfViewer(desk)
        self._files: tuple[Path, ...] = ()
        head = QFrame()
        head.setProperty("part", "surface")
        row = across(
            IconLabel(desk.look, "done", "good", 26),
            down(self.summary, self.where, gap=2),
            Button(desk.look, "&New batch", self.another.emit),
            gap=12,
        )
        row.setStretch(1, 1)
        head.setLayout(down(row, across(self.tabs, None), gap=4, margins=(24, 8, 24, 0)))
        column = down(head, self.viewer, gap=0)
        column.setStretch(1, 1)
        self.setLayout(column)

    def show_batch(self, batch: PrintedBatch) -> None:
        """Show what was printed."""
        letters = "1 letter" if batch.letters == 1 else f"{batch.letters:,} letters"
        others = "".join(
            f", {count:,} to {verb}"
            for count, verb in ((batch.calls, "phone"), (batch.texts, "text"))
            if count
        )
        self.summary.setText(
            f"Batch {batch.number}: {letters} on {batch.sheets:,} sheets of paper{others}."
        )
        names = ", ".join(file.name for file in batch.files)
        self.where.setText(
            f"Kept as {names} in {batch.letters_file.parent}. Delete them once all is posted."
        )
        self._files = tuple(file for file in batch.files if file.suffix == ".pdf")
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for file in self._files:
            self.tabs.addTab(_TABS[file.stem.removeprefix(batch.letters_file.stem)])
        self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)
        self.viewer.setVisible(bool(self._files))
        self._show(0)

    def _show(self, tab: int) -> None:
        if 0 <= tab < len(self._files):
            self._desk.attempt(lambda: self.viewer.show_document(PdfDocument(self._files[tab])))

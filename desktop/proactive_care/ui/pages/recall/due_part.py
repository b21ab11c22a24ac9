"""Due: choose, check, print."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.recall import (
    Basis,
    PrintedBatch,
    RecallPreview,
    letter_stream,
    list_batches,
    preview_batch,
    print_batch,
)
from proactive_care.ui.pages.recall.check import CheckStep
from proactive_care.ui.pages.recall.choose import Choice, ChooseStep
from proactive_care.ui.pages.recall.printed import PrintedStep
from proactive_care.ui.shell import Desk, SomePatients
from proactive_care.ui.widgets import Steps, Words, across, down

CHOOSE, CHECK, PRINT = range(3)


class DuePart(QWidget):
    """One patient, one invitation: who is due, who is not and why, and the print.

    ``changed``: a batch was printed, or everything was stopped.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.preview: RecallPreview | None = None
        self._only: SomePatients | None = None
        self.steps = Steps(desk.look, ("Choose who", "Check the batch", "Print"))
        self.note = Words("", "secondary", elide=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        strip = QFrame()
        strip.setProperty("part", "strip")
        row = across(self.steps, self.note, gap=16, margins=(24, 6, 24, 6))
        row.setStretch(0, 3)
        row.setStretch(1, 2)
        strip.setLayout(row)
        self.choose = ChooseStep(desk)
        self.check = CheckStep(desk)
        self.printed = PrintedStep(desk)
        self._stack = QStackedWidget()
        for part in (self.choose, self.check, self.printed):
            self._stack.addWidget(part)
        column = down(strip, self._stack, gap=0)
        column.setStretch(1, 1)
        self.setLayout(column)
        self.choose.chosen.connect(self._choose)
        self.choose.stopped.connect(self.changed)
        self.check.back.connect(partial(self._step, CHOOSE))
        self.check.print_asked.connect(self._ask_where)
        self.check.again.connect(self._check_again)
        self.check.missed_asked.connect(self._check_missed)
        self.printed.another.connect(partial(self._step, CHOOSE))

    def refresh(self) -> None:
        """Load the batches so far, and whether everything is stopped."""
        self.choose.show_batches(list_batches(self.desk.session))
        self.choose.show_stop()
        self.choose.show_kinds()

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return (self.choose.check, self.check.print_button, self.printed.tabs)[self.steps.current]

    def print_to(self, path: Path) -> None:
        """Print the batch that was checked into a file."""
        preview, session = self.preview, self.desk.session
        assert preview is not None

        def work(progress: Progress) -> PrintedBatch:
            return print_batch(session, preview, path, progress=progress)

        self.desk.run("Printing the letters", work, self._printed)

    def check_only(self, some: SomePatients) -> None:
        """Check exactly the patients of a selection, whenever their turn is by the calendar."""
        self._only = some
        self._check_again()

    def check_stream(self, stream: str) -> None:
        """Check the letters of a stream, for everybody in it who is due."""
        self._only = None
        self.choose.show_kinds()
        self.choose.choose_kind(stream)
        self._check_again()

    def _choose(self, choice: Choice) -> None:
        self._only = None
        self._check(choice)

    def _check(self, choice: Choice) -> None:
        session = self.desk.session
        some = self._only
        only = None if some is None else frozenset(some.patients)

        def work(progress: Progress) -> RecallPreview:
            return preview_batch(
                session,
                session.today(),
                basis=choice.basis,
                order=choice.order,
                limit=None if only is not None else choice.limit,
                only=only,
                sides=choice.sides,
                stream=choice.stream,
                progress=progress,
            )

        self.desk.run("Checking the batch", work, self._checked)

    def _checked(self, preview: RecallPreview) -> None:
        self.preview = preview
        self.check.show_preview(preview)
        extract = preview.extract_date
        parts = [f"Extract of {show_date(extract)}"] if extract else []
        if preview.stream:
            parts.insert(0, letter_stream(preview.stream).title)
        if self._only is not None:
            count = len(self._only.patients)
            chosen = "1 patient" if count == 1 else f"{count:,} patients"
            parts.insert(0, f"Only {chosen} chosen from {self._only.list_name or 'a list'}")
        self.note.setText(". ".join(parts))
        self._step(CHECK)

    def _check_again(self) -> None:
        """Work the batch out again. People who were picked are picked whatever the form says."""
        choice = self.choose.choice()
        if self._only is not None:
            choice = replace(choice, basis=Basis.RISK, stream="")
        self._check(choice)

    def _check_missed(self) -> None:
        assert self.preview is not None
        missed = tuple(each.patient.id for each in self.preview.missed)
        self.check_only(SomePatients(missed, "those whose month of birth passed"))

    def _ask_where(self) -> None:
        assert self.preview is not None
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(folder) / f"recall-{self.preview.as_of.isoformat()}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the letters", str(start), "PDF (*.pdf)"
        )
        if name:
            self.print_to(Path(name))

    def _printed(self, batch: PrintedBatch) -> None:
        self.printed.show_batch(batch)
        self.choose.choose_kind("")  # the next batch is not of this stream unless somebody says so
        self._step(PRINT)
        self.changed.emit()

    def _step(self, step: int) -> None:
        self.steps.go_to(step)
        self._stack.setCurrentIndex(step)
        if step == CHOOSE:
            self.note.setText("")
        self.first_focus().setFocus()

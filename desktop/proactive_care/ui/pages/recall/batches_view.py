"""Batches: what was printed, who received it, and printing letters of it again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.identifiers import show_form_code, show_nhs_number
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Tier
from proactive_care.recall import (
    BatchRow,
    RecipientRow,
    Reprint,
    Way,
    batch_recipients,
    list_batches,
    parse_sequences,
    reprint,
)
from proactive_care.ui.pages.recall.batch_table import batch_columns
from proactive_care.ui.pages.recall.paper import show_pages
from proactive_care.ui.shell import Desk, OpenPatient, Place
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Beside, Button, Card, Flow, Words, down, scrolling
from proactive_care.ui.work import EmptyPage

_REASONS = ("The printer jammed", "Spoilt or unreadable", "Lost before posting", "The file is gone")


class BatchesView(QWidget):
    """``changed``: letters were printed again."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.batches: TableModel[BatchRow] = TableModel(
            batch_columns(narrow=True),
            identity=lambda batch: batch.id,
            words=lambda batch: batch.number,
        )
        self.table = Table(look, self.batches, "Batches", row_height=36)
        self.table.current_changed.connect(lambda batch: self.show_batch(batch))
        left = Card("Batches", "newest first", padded=False)
        left.add(self.table, 1)
        self.recipients: TableModel[RecipientRow] = TableModel(
            _columns(), identity=lambda row: row.sequence, words=_words
        )
        people = Table(look, self.recipients, "Who received it", row_height=36)
        people.opened.connect(lambda row: desk.go(Place("patients", OpenPatient(row.patient))))
        people.current_changed.connect(self._suggest)
        self.people = people
        self.received = Card("Who received it", padded=False)
        self.received.add(people, 1)
        self.which = QLineEdit()
        self.which.setPlaceholderText("7, 12-20 or 12-")
        self.which.setAccessibleName("Which letters")
        self.which.setMinimumWidth(look.pixels(180))
        self.which.returnPressed.connect(self.print_again)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(_REASONS)
        self.reason.setAccessibleName("Why they are printed again")
        self.again = Button(look, "Print a&gain", self.print_again, icon="print")
        self.note = Words(
            "The same letters from the practice file: nobody is invited twice. Whoever has died, "
            "left or moved since is left out.",
            "secondary",
            wrap=True,
        )
        may = desk.session.may(Permission.PRINT_RECALL)
        for part in (self.which, self.reason, self.again):
            part.setEnabled(may)
        reprinting = Card("Print letters again")
        reprinting.add(Flow(Words("Letters"), self.which, self.reason, self.again, gap=8))
        reprinting.add(self.note)
        right = QWidget()
        column = down(self.received, reprinting, gap=12)
        column.setStretch(0, 1)
        right.setLayout(column)
        for table in (self.table, people):
            table.setMinimumHeight(look.pixels(170))
        content = QWidget()
        beside = Beside(left, right, lambda: look.pixels(900), shares=(2, 3), gap=16)
        content.setLayout(down(beside, margins=(24, 12, 24, 12)))
        full = scrolling(content)
        self.empty = EmptyPage(
            look,
            "recall",
            "Nothing has been printed yet",
            "Every batch is kept here: who received it, and its letters to be printed again when "
            "the printer stops.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        self.setLayout(down(self._stack, gap=0))

    def refresh(self) -> None:
        """Load the batches."""
        rows = list_batches(self._desk.session)
        current = self.table.current_row()
        self.batches.load(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        place = None if current is None else self.batches.place_of(current.id)
        if rows:
            self.table.go_to(place or 0)

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self.table if self.batches.rowCount() else self.empty

    def show_batch(self, batch: BatchRow | None) -> None:
        """Show who received a batch."""
        if batch is None:
            return
        session = self._desk.session

        def work(_progress: Progress) -> tuple[RecipientRow, ...]:
            return batch_recipients(session, batch.number)

        def done(rows: tuple[RecipientRow, ...]) -> None:
            now = self.table.current_row()
            if now is not None and now.id == batch.id:
                self.recipients.load(rows)
                printed = f", printed again {batch.reprints} times" if batch.reprints else ""
                self.received.heading.setText(f"Who received batch {batch.number}")
                self.received.note.setText(f"{len(rows):,} people{printed}")
                self.which.setText("")

        self._desk.fetch("Reading the batch", work, done)

    def print_again(self) -> None:
        """Print the letters that were named again."""
        batch, session = self.table.current_row(), self._desk.session
        if batch is None:
            return
        reason = self.reason.currentText()
        chosen: list[int] = []

        def read() -> None:
            chosen.extend(parse_sequences(self.which.text(), batch.letters))

        if not self._desk.attempt(read):
            self.which.setFocus()
            return

        def work(_progress: Progress) -> Reprint:
            return reprint(session, batch.number, chosen, reason=reason)

        self._desk.run("Printing letters again", work, self._printed)

    def _printed(self, made: Reprint) -> None:
        if made.left_out:
            numbers = ", ".join(f"{number:03}" for number in made.left_out)
            self._desk.messages.tell(
                "warning",
                f"Left out: letters {numbers}.",
                "They have died, left or moved since, or get no letters any more.",
            )
        self.changed.emit()
        count = len(made.sequences)
        letters = "1 letter" if count == 1 else f"{count:,} letters"
        heading = f"Batch {made.number}: {letters} again"
        show_pages(self.window(), self._desk, heading, f"recall-{made.number}-again.pdf", made.data)

    def _suggest(self, row: RecipientRow | None) -> None:
        if row is not None and row.channel == Way.LETTER and not self.which.hasFocus():
            self.which.setText(str(row.sequence))


def _columns() -> list[Column[RecipientRow]]:
    return [
        Column("number", "No.", lambda r: Cell(f"{r.sequence:03}"), lambda r: r.sequence, 52),
        Column("name", "Patient", _name, _name_order, 150, stretch=True, optional=False),
        Column("nhs", "NHS number", _nhs, None, 112),
        Column("tier", "Tier", _tier, lambda r: Tier(r.tier).rank, 104),
        Column("by", "By", lambda r: Cell(Way(r.channel).label.capitalize()), None, 62),
        Column("format", "Format", _format, None, 112),
        Column("code", "Form code", lambda r: Cell(show_form_code(r.form_code)), None, 92),
    ]


def _words(row: RecipientRow) -> str:
    return f"{row.family_name} {row.given_name} {row.form_code}"


def _name(row: RecipientRow) -> Cell:
    return Cell(f"{row.family_name}, {row.given_name}", Kind.STRONG, tip=row.village)


def _name_order(row: RecipientRow) -> tuple[str, str]:
    return row.family_name.casefold(), row.given_name.casefold()


def _nhs(row: RecipientRow) -> Cell:
    return Cell(show_nhs_number(row.nhs_number)) if row.nhs_number else dash("No NHS number")


def _tier(row: RecipientRow) -> Cell:
    tier = Tier(row.tier)
    return Cell(tier.value.capitalize(), Kind.TAG, tier)


def _format(row: RecipientRow) -> Cell:
    return Cell(row.format) if row.format else dash("Not a letter")

"""What was printed for a patient: each letter and plan can be opened again as it was."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.care_plans import reprint_plan
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.progress import Progress
from proactive_care.patients import reprint_handout
from proactive_care.readings import reprint_letter
from proactive_care.recall import reprint
from proactive_care.ui.entrance.form import text_field
from proactive_care.ui.pages.patients.history import Entry, EntryKind
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across, down
from proactive_care.ui.work import Dialog, EmptyPage

DOCUMENTS = "&Documents"


class ReasonDialog(Dialog):
    """Asks why a letter is opened again: it is on record, like every print."""

    def __init__(self, parent: QWidget, look: Look, what: str) -> None:
        super().__init__(parent, look, "Open the letter again")
        self.add(
            Words(
                f"{what}. It opens page by page as it was printed; the patient is not invited "
                "a second time.",
                "secondary",
                wrap=True,
            )
        )
        self._field, self.reason = text_field("&Why", "For example: the letter was lost.")
        self._field.add_to(self.body)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "&Open", self.check, kind="primary"), default=True)
        self.reason.setFocus()

    def check(self) -> None:
        """Close with yes, unless the reason is missing."""
        if len(self.reason.text().strip()) < 3:
            self._field.mark_wrong(InvalidInput("Say why it is opened again."))
        else:
            self.accept()


class DocumentsTab(QWidget):
    """The list. Each paper needs the right to print its kind."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._patient = 0
        self.model: TableModel[Entry] = TableModel(
            _columns(), identity=id, words=lambda entry: entry.what
        )
        self.table = Table(look, self.model, "Documents", row_height=44)
        self.table.opened.connect(self.open)
        self.table.current_changed.connect(lambda _entry: self._fit())
        self.button = Button(look, "Open a&gain…", self._open_current, icon="print")
        self.why_not = Words("", "secondary")
        card = Card(padded=False)
        card.add(self.table, 1)
        full = QWidget()
        full.setLayout(
            down(card, across(self.why_not, None, self.button), gap=8, margins=(16, 12, 16, 12))
        )
        empty = EmptyPage(
            look,
            "file",
            "Nothing has been printed for this patient",
            "Letters, care plans and handouts are listed here, to be opened again as they were.",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(empty)
        self.setLayout(down(self._stack, gap=0))

    def show_entries(self, patient: int, entries: tuple[Entry, ...]) -> int:
        """Show what was printed for a patient; return how much that is."""
        self._patient = patient
        papers = [entry for entry in entries if entry.opens or entry.kind is EntryKind.HANDOUT]
        self.model.load(papers)
        self._stack.setCurrentIndex(0 if papers else 1)
        if papers:
            self.table.go_to(0)
        self._fit()
        return len(papers)

    def open(self, entry: Entry) -> None:
        """Open a paper; ask why if it is a letter."""
        if entry.version:
            self.show_plan(entry.version)
            return
        if not self._may(entry):
            return
        if entry.letter:
            self.show_reading_letter(entry)
            return
        if entry.handout:
            self.show_handout(entry)
            return
        dialog = ReasonDialog(self, self._desk.look, f"{entry.what} of {show_date(entry.day)}")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.show_letter(entry, dialog.reason.text())

    def show_plan(self, version: int) -> None:
        """Show a version of the care plan."""
        session, patient = self._desk.session, self._patient

        def work(_progress: Progress) -> bytes:
            return reprint_plan(session, patient, version).data

        self._desk.fetch("Opening", work, partial(self._show, f"Care plan, version {version}"))

    def show_letter(self, entry: Entry, reason: str) -> None:
        """Show a letter of a batch."""
        session = self._desk.session

        def work(_progress: Progress) -> bytes:
            return reprint(session, entry.batch, [entry.sequence], reason=reason).data

        self._desk.fetch("Opening", work, partial(self._show, entry.what))

    def show_reading_letter(self, entry: Entry) -> None:
        """Show a letter about readings or a monitor."""
        session = self._desk.session

        def work(_progress: Progress) -> bytes:
            return reprint_letter(session, entry.letter)

        self._desk.fetch("Opening", work, partial(self._show, entry.what))

    def show_handout(self, entry: Entry) -> None:
        """Show what was handed out, as it was."""
        session = self._desk.session

        def work(_progress: Progress) -> bytes:
            return reprint_handout(session, entry.handout)

        self._desk.fetch("Opening", work, partial(self._show, entry.what))

    def _show(self, title: str, data: bytes) -> None:
        look = self._desk.look
        dialog = Dialog(self, look, title)
        viewer = PdfViewer(self._desk)
        viewer.show_document(PdfDocument(data, "document.pdf"))
        dialog.add_roomy(viewer, 560, 480)
        dialog.add_button(Button(look, "&Close", dialog.accept))
        dialog.exec()

    def _open_current(self) -> None:
        entry = self.table.current_row()
        if entry is not None:
            self.open(entry)

    def _may(self, entry: Entry) -> bool:
        if entry.version:
            return True
        return entry.opens and self._desk.session.may(_needed(entry))

    def _fit(self) -> None:
        entry = self.table.current_row()
        self.button.setEnabled(entry is not None and self._may(entry))
        refused = entry is not None and not self._may(entry)
        words = "Letters are opened by who may print them."
        if entry is not None and not entry.opens:
            words = "Only the day of this handout was kept: print a new one if it is lost."
        elif entry is not None and entry.handout:
            words = "Handouts are opened by who may hand them out."
        self.why_not.setText(words if refused else "")


def _needed(entry: Entry) -> Permission:
    if entry.handout:
        return Permission.RECORD_CONTACTS
    return Permission.TAKE_READINGS if entry.letter else Permission.PRINT_RECALL


_KINDS = {EntryKind.LETTER: "Letter", EntryKind.PLAN: "Care plan", EntryKind.HANDOUT: "Handout"}


def _columns() -> list[Column[Entry]]:
    return [
        Column("day", "Printed", lambda e: Cell(show_date(e.day)), lambda e: e.day, 120),
        Column("kind", "Kind", lambda e: Cell(_KINDS[e.kind]), lambda e: e.kind.value, 120),
        Column("what", "What", _what, lambda e: e.what, 360, stretch=True),
        Column("by", "By", lambda e: Cell(e.by, Kind.SECONDARY), lambda e: e.by, 140),
    ]


def _what(entry: Entry) -> Cell:
    return Cell(entry.what, Kind.STRONG, second=entry.about)

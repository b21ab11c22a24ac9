"""Taking a list out of the window: why, which fields, then a file or paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QWidget

from proactive_care.domain.errors import InvalidInput
from proactive_care.ui.entrance.form import Field, text_field
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Flow, Words, scrolling
from proactive_care.ui.work import Dialog
from proactive_care.worklists import (
    ListRequest,
    PaperKind,
    PrintedPaper,
    export_list,
    list_fields,
    print_list,
    print_paper,
)

_MOST_NAMED = 8


class TakeOutDialog(Dialog):
    """Asks for the purpose and the fields. ``shown`` are the columns that start ticked.

    With ``on_paper`` it also asks what to print: the list itself, or a working paper, which has
    fields of its own.
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        title: str,
        verb: str,
        shown: Sequence[str],
        *,
        on_paper: bool = False,
    ) -> None:
        super().__init__(parent, look, title)
        self.add(
            Words(
                "The list holds patient data and leaves this program. Take only the fields that "
                "the purpose needs. Both are kept in the audit.",
                "secondary",
                wrap=True,
            )
        )
        self._purpose, self.purpose = text_field(
            "&What it is for", "For example: phone round on Thursday."
        )
        self._purpose.add_to(self.body)
        self.paper = QComboBox()
        self.paper.addItem("The worklist", None)
        for kind in PaperKind:
            self.paper.addItem(kind.label, kind)
        if on_paper:
            Field("Print it &as", self.paper).add_to(self.body)
        self._fields_title = Words("Fields", "strong")
        self.body.addWidget(self._fields_title)
        self.fields = {field.key: QCheckBox(field.title) for field in list_fields()}
        for key, box in self.fields.items():
            box.setAccessibleName(box.text())
            box.setChecked(key in shown)
        area = scrolling(Flow(*self.fields.values(), gap=16, line_gap=6))
        area.setMinimumHeight(look.pixels(130))
        self.body.addWidget(area)
        self._area = area
        self.paper.currentIndexChanged.connect(self._paper_chosen)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, verb, self.check, kind="primary"), default=True)
        self.setMinimumWidth(look.pixels(560))
        self.purpose.setFocus()

    def check(self) -> None:
        """Close with yes, unless something is missing."""
        self._purpose.mark_right()
        self.problem.hide()
        if len(self.purpose.text().strip()) < 3:
            self._purpose.mark_wrong(InvalidInput("Say what the list is for."))
        elif not self.chosen() and self.paper_kind() is None:
            self.problem.setText("Tick at least one field.")
            self.problem.show()
        else:
            self.accept()

    def chosen(self) -> tuple[str, ...]:
        """The keys of the ticked fields."""
        return tuple(key for key, box in self.fields.items() if box.isChecked())

    def paper_kind(self) -> PaperKind | None:
        """What to print instead of the worklist itself; None for the worklist."""
        kind = self.paper.currentData()
        return None if kind is None else PaperKind(kind)  # Qt hands back a plain string

    def _paper_chosen(self) -> None:
        for part in (self._fields_title, self._area):
            part.setEnabled(self.paper_kind() is None)


class TakingOut:
    """Both ways out of the window, for the patients that it is given."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        self._page, self._desk = page, desk

    def ask_export(self, patients: tuple[int, ...], shown: Sequence[str], title: str) -> None:
        """Ask, and write a CSV file."""
        asked = self._ask(patients, shown, title, "Export", "Choose the &file…")
        if asked is None:
            return
        request, _ = asked
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / "worklist.csv")
        name, _ = QFileDialog.getSaveFileName(
            self._page, "Where to keep the list", start, "CSV (*.csv)"
        )
        if name:
            self.export_to(Path(name), request)

    def export_to(self, path: Path, request: ListRequest) -> None:
        """Write a list, off the window's thread."""
        session = self._desk.session

        def done(patients: int) -> None:
            people = "1 patient" if patients == 1 else f"{patients:,} patients"
            self._desk.messages.tell(
                "good",
                f"Exported {people} to {path.name}.",
                "The file is not encrypted: keep it where only those who need it can open it.",
            )

        self._desk.run("Exporting the list", partial(export_list, session, path, request), done)

    def ask_print(self, patients: tuple[int, ...], shown: Sequence[str], title: str) -> None:
        """Ask, and show the list as it will be printed."""
        asked = self._ask(patients, shown, title, "Print", "&Show the pages")
        if asked is None:
            return
        request, kind = asked
        if kind is None:
            self.print_out(request)
        else:
            self.print_paper(request, kind)

    def print_out(self, request: ListRequest) -> None:
        """Make the pages, off the window's thread, and show them."""
        session = self._desk.session
        self._desk.run(
            "Setting out the list", partial(print_list, session, request), self.show_pages
        )

    def print_paper(self, request: ListRequest, kind: PaperKind) -> None:
        """Make a working paper, off the window's thread, and show it."""
        session = self._desk.session
        self._desk.run(
            "Setting out the paper",
            partial(print_paper, session, request, kind),
            self._show_paper,
        )

    def _show_paper(self, paper: PrintedPaper) -> None:
        if paper.left_out:
            count = len(paper.left_out)
            who = "1 patient is" if count == 1 else f"{count} patients are"
            self._desk.messages.tell(
                "warning", f"{who} not on the paper.", "; ".join(paper.left_out[:_MOST_NAMED])
            )
        self.show_pages(paper.data)

    def show_pages(self, pdf: bytes) -> None:
        """Show pages that were made; they are only in memory until they are printed or saved."""
        look = self._desk.look
        dialog = Dialog(self._page, look, "The list on paper")
        viewer = PdfViewer(self._desk)
        viewer.show_document(PdfDocument(pdf, "worklist.pdf"))
        dialog.add_roomy(viewer, 640, 480)
        dialog.add_button(Button(look, "&Close", dialog.accept))
        dialog.exec()

    def _ask(
        self, patients: tuple[int, ...], shown: Sequence[str], title: str, what: str, verb: str
    ) -> tuple[ListRequest, PaperKind | None] | None:
        people = "1 patient" if len(patients) == 1 else f"{len(patients):,} patients"
        dialog = TakeOutDialog(
            self._page, self._desk.look, f"{what} {people}", verb, shown,
            on_paper=what == "Print",
        )  # fmt: skip
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        request = ListRequest(patients, dialog.chosen(), dialog.purpose.text(), title)
        return request, dialog.paper_kind()

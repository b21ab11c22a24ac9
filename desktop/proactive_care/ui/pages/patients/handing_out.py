"""Handing a sheet to the patient: a diary, the sheet before a review, the leaflet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QMenu, QWidget

from proactive_care.documents import LARGE_FORMATS, STANDARD, LetterFormat
from proactive_care.domain.errors import KnownError
from proactive_care.patients import HandoutKind, PrintedHandout, print_handout
from proactive_care.ui.entrance.form import Field
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog


class HandingOut:
    """``button`` has a menu of what can be handed out to the patient that ``patient`` names."""

    def __init__(self, page: QWidget, desk: Desk, patient: Callable[[], int | None]) -> None:
        self._page, self._desk, self._patient = page, desk, patient
        self.button = Button(desk.look, "&Hand out", icon="print")
        self.menu = QMenu(self.button)
        for kind in HandoutKind:
            self.menu.addAction(f"{kind.label}…", partial(self.hand_out, kind))
        self.button.setMenu(self.menu)

    def hand_out(self, kind: HandoutKind, chosen: LetterFormat | None = None) -> None:
        """Show the sheet as it will be printed; ask for a size where the need cannot be met."""
        patient = self._patient()
        if patient is None:
            return
        try:
            handout = print_handout(self._desk.session, patient, kind, chosen)
        except KnownError as error:
            self._ask_size(kind, error)
            return
        self._show(handout)

    def _ask_size(self, kind: HandoutKind, error: KnownError) -> None:
        dialog = SizeDialog(self._page, self._desk.look, kind, error)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.hand_out(kind, dialog.chosen())

    def _show(self, handout: PrintedHandout) -> None:
        look = self._desk.look
        dialog = Dialog(self._page, look, handout.kind.label)
        viewer = PdfViewer(self._desk)
        viewer.show_document(PdfDocument(handout.data, f"{handout.kind.value}.pdf"))
        dialog.add_roomy(viewer, 560, 480)
        dialog.add_button(Button(look, "&Close", dialog.accept))
        dialog.exec()


class SizeDialog(Dialog):
    """Says why a sheet is not printed, and lets a size be agreed with the patient instead."""

    def __init__(self, parent: QWidget, look: Look, kind: HandoutKind, error: KnownError) -> None:
        super().__init__(parent, look, kind.label)
        self.add(Words(error.happened, "danger", wrap=True))
        self.add(Words(f"{error.kept} {error.advice}".strip(), "secondary", wrap=True))
        self.size_box = QComboBox()
        formats = (STANDARD,) if kind is HandoutKind.PEAK_FLOW_DIARY else (STANDARD, *LARGE_FORMATS)
        for paper in formats:
            self.size_box.addItem(paper.label, paper)
        Field("&Print size agreed with the patient", self.size_box).add_to(self.body)
        self.add_button(Button(look, "&Cancel", self.reject), default=True)
        self.add_button(Button(look, "P&rint in this size", self.accept))
        self.setMinimumWidth(look.pixels(460))

    def chosen(self) -> LetterFormat:
        """The size that was agreed."""
        paper: LetterFormat = self.size_box.currentData()
        return paper

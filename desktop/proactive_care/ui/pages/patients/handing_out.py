"""Handing a sheet to the patient: a diary, the sheet before a review, the leaflet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QMenu, QWidget

from proactive_care.documents import LetterFormat
from proactive_care.domain.errors import KnownError
from proactive_care.patients import (
    HandoutChoices,
    HandoutKind,
    NeedsAnotherRoute,
    PrintedHandout,
    handout_choices,
    print_handout,
)
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
        self.menu.addSeparator()
        self.menu.addAction("In another language or format…", self.choose)
        self.button.setMenu(self.menu)

    def hand_out(
        self, kind: HandoutKind, chosen: LetterFormat | None = None, language: str | None = None
    ) -> None:
        """Show the sheet as it will be printed; where the need cannot be met, ask what will do."""
        patient = self._patient()
        if patient is None:
            return
        session = self._desk.session
        try:
            handout = print_handout(session, patient, kind, chosen, language=language)
        except NeedsAnotherRoute as error:
            self._ask(patient, kind, error)
            return
        except KnownError as error:
            self._desk.messages.tell_error(error)
            return
        self._show(handout)
        self._desk.practice_changed.emit()

    def choose(self) -> None:
        """Ask for sheet, language and format: the record does not know what everybody reads."""
        patient = self._patient()
        if patient is None:
            return
        try:
            offers = {
                kind: handout_choices(self._desk.session, patient, kind) for kind in HandoutKind
            }
        except KnownError as error:
            self._desk.messages.tell_error(error)
            return
        dialog = ChooseDialog(self._page, self._desk.look, offers)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.hand_out(dialog.kind(), dialog.agreed.chosen(), dialog.agreed.language())

    def _ask(self, patient: int, kind: HandoutKind, error: KnownError) -> None:
        choices = handout_choices(self._desk.session, patient, kind)
        dialog = RouteDialog(self._page, self._desk.look, kind, error, choices)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.hand_out(kind, dialog.agreed.chosen(), dialog.agreed.language())

    def _show(self, handout: PrintedHandout) -> None:
        look = self._desk.look
        dialog = Dialog(self._page, look, handout.kind.label)
        viewer = PdfViewer(self._desk)
        viewer.show_document(PdfDocument(handout.data, f"{handout.kind.value}.pdf"))
        dialog.add_roomy(viewer, 560, 480)
        dialog.add_button(Button(look, "&Close", dialog.accept))
        dialog.exec()


class Agreed:
    """The two fields for what is agreed with the patient: a language and a format."""

    def __init__(self) -> None:
        self.language_box, self.size_box = QComboBox(), QComboBox()

    def offer(self, choices: HandoutChoices) -> None:
        """Fill both lists; what is chosen stays chosen if it is offered still."""
        for box, items in (
            (self.language_box, [(each.name, each.code) for each in choices.languages]),
            (self.size_box, [(paper.label, paper) for paper in choices.formats]),
        ):
            before = box.currentText()
            box.clear()
            for words, value in items:
                box.addItem(words, value)
            box.setCurrentIndex(max(box.findText(before), 0))

    def add_to(self, dialog: Dialog, advice: str = "") -> None:
        """Put the fields below each other."""
        Field("&Language agreed with the patient", self.language_box).add_to(dialog.body)
        Field("&Format agreed with the patient", self.size_box, advice).add_to(dialog.body)

    def chosen(self) -> LetterFormat:
        """The format that was agreed."""
        paper: LetterFormat = self.size_box.currentData()
        return paper

    def language(self) -> str:
        """The code of the language that was agreed."""
        return str(self.language_box.currentData())


class RouteDialog(Dialog):
    """Says that a sheet needs another route and why; what was agreed instead is kept with it."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        kind: HandoutKind,
        error: KnownError,
        choices: HandoutChoices,
    ) -> None:
        super().__init__(parent, look, f"{kind.label}: needs another route")
        self.add(Words(error.happened, "danger", wrap=True))
        self.add(Words(f"{error.kept} {error.advice}".strip(), "secondary", wrap=True))
        self.agreed = Agreed()
        self.agreed.offer(choices)
        self.agreed.add_to(
            self, "What you choose is written down, with the need that it does not meet."
        )
        self.add_button(Button(look, "&Cancel", self.reject), default=True)
        self.add_button(Button(look, "P&rint it like this", self.accept))
        self.setMinimumWidth(look.pixels(460))


class ChooseDialog(Dialog):
    """Asks which sheet, in which language and format; only what can be printed now is offered."""

    def __init__(
        self, parent: QWidget, look: Look, offers: dict[HandoutKind, HandoutChoices]
    ) -> None:
        super().__init__(parent, look, "Hand out in another language or format")
        self._offers = offers
        self.agreed = Agreed()
        self.kind_box = QComboBox()
        for kind in offers:
            self.kind_box.addItem(kind.label, kind)
        Field("&Sheet", self.kind_box).add_to(self.body)
        self.agreed.add_to(
            self, "Languages are offered once they are signed off under Settings, Languages."
        )
        self.kind_box.currentIndexChanged.connect(self._fit)
        self._fit()
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "P&rint it like this", self.accept), default=True)
        self.setMinimumWidth(look.pixels(460))

    def kind(self) -> HandoutKind:
        """Which sheet."""
        return HandoutKind(self.kind_box.currentData())

    def _fit(self) -> None:
        self.agreed.offer(self._offers[self.kind()])

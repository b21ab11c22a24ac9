"""What a list of patients without values becomes: asked on the check, remembered afterwards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from proactive_care.importing import FileReport, ListChoice, ListOffer, list_uses
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Flow, Words, across

_LONGEST_NAME = 60
_DETAILS = "details"


class ListCard(Card):
    """``chosen`` is sent with the file's path and a ListChoice that is not in use yet; ``open``
    with whether something was chosen that was not checked."""

    chosen = Signal(object, object)
    open = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__("A list of patients")
        self._offer: ListOffer | None = None
        self.words = Words("", "secondary", wrap=True)
        self.use = QComboBox()
        self.use.setAccessibleName("Keep it as")
        self.use.currentIndexChanged.connect(self._fit)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setAccessibleName("Name of the list")
        self.name.setMinimumContentsLength(24)
        line = self.name.lineEdit()
        assert line is not None
        line.setMaxLength(_LONGEST_NAME)
        self.name.editTextChanged.connect(self._fit)
        self.apply = Button(look, "&Check it again so", self._choose)
        self.add(self.words)
        self.add(
            Flow(
                _labelled("Kee&p it as", self.use),
                _labelled("&Name of the list", self.name),
                self.apply,
                gap=12,
            )
        )
        self.hide()

    def show_report(self, report: FileReport) -> None:
        """Show what another file is kept as; nothing for files that are no lists."""
        self._offer = report.list_offer
        self.setVisible(self._offer is not None)
        if self._offer is None:
            return
        choice = self._offer.choice
        self.words.setText(_words(choice))
        self._offer_uses(self._offer)
        self.name.blockSignals(True)
        self.name.clear()
        self.name.addItems(list(self._offer.names))
        self.name.setEditText(choice.name)
        self.name.blockSignals(False)
        self._fit()

    def choice(self) -> ListChoice:
        """What is chosen now."""
        use = self.use.currentData()
        if use == _DETAILS:
            return ListChoice("", details=True)
        return ListChoice(" ".join(self.name.currentText().split()), use)

    def _offer_uses(self, offer: ListOffer) -> None:
        self.use.blockSignals(True)
        self.use.clear()
        self.use.addItem("A list by its name, for finding these patients", "")
        for use in list_uses():
            kind = "register" if use.is_register else "flag"
            self.use.addItem(f"{use.concept.label} ({kind})", use.concept.name)
        if not offer.only_list:
            self.use.addItem("No list: the patients’ own details", _DETAILS)
        wanted = _DETAILS if offer.choice.details else offer.choice.concept
        self.use.setCurrentIndex(max(0, self.use.findData(wanted)))
        self.use.blockSignals(False)

    def _fit(self) -> None:
        choice = self.choice()
        self.name.setEnabled(not choice.details)
        old = self._offer.choice if self._offer else None
        same = choice == old or (choice.details and old is not None and old.details)
        self.apply.setEnabled(not same and (choice.details or bool(choice.name)))
        self.open.emit(not same)

    def _choose(self) -> None:
        if self._offer is not None:
            self.chosen.emit(self._offer.path, self.choice())


def _labelled(words: str, field: QWidget) -> QWidget:
    label = QLabel(words)
    label.setBuddy(field)
    box = QWidget()
    box.setLayout(across(label, field, gap=8))
    return box


def _words(choice: ListChoice) -> str:
    if choice.details:
        return (
            "The file has patients and no values: they are added to the practice as patients. If "
            "it is a search’s list of patients who are here already, say what it stands for."
        )
    return (
        "The file says who is on the list, and nothing else. Nobody is added to the practice. The "
        "next export of the list takes this one’s place, and shows who joined and who left."
    )

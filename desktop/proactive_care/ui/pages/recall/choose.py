"""Step 1: what decides who is invited, in which order, and the batches so far."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from proactive_care.accounts import Permission
from proactive_care.documents import Sides
from proactive_care.recall import (
    Basis,
    BatchRow,
    Order,
    letter_streams,
    recall_rules,
    recall_stop,
)
from proactive_care.ui.pages.recall.batch_table import batch_columns
from proactive_care.ui.pages.recall.stopping import ask_rules, ask_streams, ask_to_stop
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    Flow,
    NumberBox,
    Words,
    across,
    down,
    scrolling,
)

_BASES = {
    Basis.MIXED: (
        "Mi&xed",
        "Urgent, high and data gaps as soon as they are due; the others in their month of birth.",
    ),
    Basis.RISK: ("By &risk", "Everybody as soon as their group's interval has passed."),
    Basis.BIRTH_MONTH: (
        "By &birth month",
        "Everybody in their month of birth; urgent patients at once.",
    ),
}
_ORDERS = {
    Order.VILLAGE: "Village, then surname",
    Order.SURNAME: "Surname",
    Order.POSTCODE: "Postcode, then surname",
    Order.HOUSEHOLD: "Household: people at one address together",
}


@dataclass(frozen=True)
class Choice:
    """What was chosen. ``limit`` None is everybody who is due; ``stream`` is the key of the stream
    whose letters they are, empty for the usual letters."""

    basis: Basis
    order: Order
    sides: Sides
    limit: int | None
    stream: str = ""


class ChooseStep(QWidget):
    """``chosen`` is sent when the batch shall be checked, ``stopped`` when all invitations stop or
    go on."""

    chosen = Signal(object)
    stopped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self.group = QButtonGroup(self)
        self.bases: dict[Basis, QRadioButton] = {}
        who = Card("Who is invited")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Which letters")
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(16)
        letters = across(Words("Letters"), self.kind, gap=12)
        letters.setStretch(1, 1)
        who.add(letters)
        start = recall_rules(desk.session).basis
        for basis, (name, explanation) in _BASES.items():
            button = QRadioButton(name)
            button.setAccessibleName(name.replace("&", ""))
            button.setAccessibleDescription(explanation)
            button.setChecked(basis is start)
            self.bases[basis] = button
            self.group.addButton(button)
            who.add(button)
            words = Words(explanation, "secondary", wrap=True)
            who.add(across(look.pixels(24), words))
        self.order = QComboBox()
        self.order.setAccessibleName("Order of the letters")
        for order, name in _ORDERS.items():
            self.order.addItem(name, order)
        self.limited = QCheckBox("Only the most &urgent")
        self.limited.setAccessibleName("Only the most urgent")
        self.limit = NumberBox()
        self.limit.setRange(1, 5000)
        self.limit.setValue(100)
        self.limit.setAccessibleName("How many letters at most")
        self.limit.setEnabled(False)
        self.limited.toggled.connect(self.limit.setEnabled)
        self.two_sided = QCheckBox("Print on &two sides; every letter starts on a new sheet")
        self.two_sided.setAccessibleName("Print on two sides")
        self.two_sided.setChecked(True)
        pile = Card("The pile")
        pile.add(across(Words("Order"), self.order, None, gap=12))
        pile.add(across(self.limited, self.limit, Words("letters"), None, gap=8))
        pile.add(self.two_sided)
        self.check = Button(look, "&Check the batch", self._choose, kind="primary")
        left = QWidget()
        note = Words("Nothing is printed or recorded yet.", "secondary", wrap=True)
        self.stop = Button(look, "&Stop all invitations…", self._ask_to_stop)
        self.stop.setEnabled(desk.session.may(Permission.PRINT_RECALL))
        row = across(self.check, note, gap=16)
        row.setStretch(1, 1)
        self.rules = Button(look, "How &often…", self._ask_rules)
        self.apart = Button(look, "Kept ap&art…", self._ask_streams)
        for choice in (self.rules, self.apart):
            choice.setEnabled(desk.session.may(Permission.MANAGE_SETTINGS))
        more = Flow(self.rules, self.apart, self.stop, gap=8)
        left.setLayout(down(who, pile, row, more, None, gap=12))
        self.batches: TableModel[BatchRow] = TableModel(
            batch_columns(), identity=lambda batch: batch.id, words=lambda batch: batch.number
        )
        table = Table(look, self.batches, "Batches so far", row_height=36)
        table.setMinimumHeight(look.pixels(200))
        self.so_far = Card("Batches so far", "newest first", padded=False)
        self._none = Words("No letters have been printed yet.", "secondary")
        self._none.setContentsMargins(16, 12, 16, 12)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.so_far.add(self._none)
        self.so_far.add(table, 1)
        self._table = table
        content = QWidget()
        beside = Beside(left, self.so_far, lambda: look.pixels(900), shares=(1, 1), gap=16)
        content.setLayout(down(beside, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))

    def choice(self) -> Choice:
        """What is chosen now."""
        basis = next(basis for basis, button in self.bases.items() if button.isChecked())
        return Choice(
            basis,
            Order(self.order.currentData()),
            Sides.TWO if self.two_sided.isChecked() else Sides.ONE,
            self.limit.value() if self.limited.isChecked() else None,
            str(self.kind.currentData() or ""),
        )

    def show_kinds(self) -> None:
        """Offer the usual letters, and those of each stream that has letters here."""
        chosen, routes = self.kind.currentData(), recall_rules(self._desk.session).routes
        self.kind.clear()
        self.kind.addItem("The usual letters", "")
        for stream in letter_streams():
            if stream.key not in routes:
                self.kind.addItem(stream.title, stream.key)
        self.choose_kind(chosen or "")

    def choose_kind(self, stream: str) -> None:
        """Choose the letters of a stream; the usual letters if it has none here."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(stream)))

    def show_batches(self, batches: tuple[BatchRow, ...]) -> None:
        """List the printed batches."""
        self.batches.load(batches)
        self._none.setVisible(not batches)
        self._table.setVisible(bool(batches))

    def show_stop(self) -> None:
        """Say on the button what it does now."""
        stopped = recall_stop(self._desk.session) is not None
        self.stop.rename("&Let invitations go on…" if stopped else "&Stop all invitations…")

    def _ask_to_stop(self) -> None:
        if ask_to_stop(self.window(), self._desk):
            self.show_stop()
            self.stopped.emit()

    def _ask_rules(self) -> None:
        if ask_rules(self.window(), self._desk):
            self.bases[recall_rules(self._desk.session).basis].setChecked(True)

    def _ask_streams(self) -> None:
        if ask_streams(self.window(), self._desk):
            self.show_kinds()

    def _choose(self) -> None:
        self.chosen.emit(self.choice())

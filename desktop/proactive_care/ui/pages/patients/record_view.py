"""One patient's record: banner, overview, imported record, medicines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabBar, QWidget

from proactive_care.domain.vocabulary import Framework
from proactive_care.patients import EventRow, MedicationRow
from proactive_care.ui.pages.patients import record_tables
from proactive_care.ui.pages.patients.banner import Banner
from proactive_care.ui.pages.patients.contacts_tab import CONTACTS, ContactsCard
from proactive_care.ui.pages.patients.explanation import Explanation
from proactive_care.ui.pages.patients.framework_card import FrameworkCard
from proactive_care.ui.pages.patients.loading import OnePatient
from proactive_care.ui.pages.patients.trend_card import TrendCard
from proactive_care.ui.pages.patients.visit_card import VisitCard
from proactive_care.ui.pages.patients.why import WhyPanel
from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Beside, Card, Even, Flow, Words, across, down, scrolling


class RecordView(QWidget):
    """Shows a patient. ``show_rule`` opens the rule text of a framework."""

    def __init__(
        self,
        look: Look,
        previous: Callable[[], object],
        following: Callable[[], object],
        show_rule: Callable[[Explanation], object],
    ) -> None:
        super().__init__()
        self._look, self._show_rule = look, show_rule
        self._open: Explanation | None = None
        self.cards: list[FrameworkCard] = []
        self.banner = Banner(look, previous, following)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the record")
        self.tabs.setExpanding(False)
        for name in ("&Overview", "Imported &record", "M&edicines"):
            self.tabs.addTab(name)
        tab_strip = QWidget()
        tab_strip.setProperty("part", "surface")
        self._actions = Flow(gap=8)
        room = Beside(self.tabs, self._actions, self._room_for_tabs, shares=(1, 0))
        tab_strip.setLayout(down(room, margins=(16, 0, 16, 0)))
        self._stack = QStackedWidget()
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._stack.addWidget(self._overview())
        self.events = TableModel[EventRow](
            record_tables.event_columns(), identity=id, words=record_tables.event_words
        )
        events = Table(look, self.events, "Imported record")
        self._stack.addWidget(self._list(events, self.events.filter, "Filter the record"))
        self.medicines = TableModel[MedicationRow](
            record_tables.medication_columns(), identity=id, words=record_tables.medication_words
        )
        medicines = Table(look, self.medicines, "Medicines")
        self._stack.addWidget(self._list(medicines, self.medicines.filter, "Filter the medicines"))
        self._stack.setMinimumHeight(look.pixels(170))
        content = QWidget()
        column = down(self.banner, tab_strip, self._stack, gap=0)
        column.setStretch(2, 1)
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))

    def add_action(self, button: QWidget) -> None:
        """Put a button at the right end of the row of parts, or below it where room is short."""
        self._actions.add(button)

    def _room_for_tabs(self) -> int:
        return self.tabs.sizeHint().width() + self._actions.sizeHint().width() + 24

    def add_tab(self, name: str, part: QWidget) -> None:
        """Add a part of the record behind the others."""
        self.tabs.addTab(name)
        self._stack.addWidget(part)

    def count_on_tab(self, part: QWidget, name: str, count: int) -> None:
        """Say on a tab how much is in it."""
        self.tabs.setTabText(self._stack.indexOf(part), f"{name}  {count:,}" if count else name)

    def _open_contacts(self) -> None:
        for number in range(self.tabs.count()):
            if self.tabs.tabText(number).startswith(CONTACTS):
                self.tabs.setCurrentIndex(number)

    def show_patient(self, one: OnePatient, today: date) -> None:
        """Show a patient; the most urgent explanation is open."""
        record = one.record
        self.banner.show_record(record, today, one.tier)
        self.banner.show_wishes(one.prefers, one.assigned)
        self.tabs.setTabText(1, f"Imported &record  {len(record.events):,}")
        self.tabs.setTabText(2, f"M&edicines  {len(record.medication):,}")
        self.events.load(record.events)
        self.medicines.load(record.medication)
        self.trends.show_record(record, today)
        self._show_cards(one.explanations, one.qof)
        self.visit.show_visit(one.visit)
        self.latest.show_entries(one.history)
        register = ", ".join(one.not_on)
        self._not_on.setText(f"Not on these registers: {register}." if register else "")
        self._nobody.setText(one.why_none or "This patient is on no register of the rules in use.")
        self._nobody.setVisible(not one.explanations)

    def open_why(self, explanation: Explanation) -> None:
        """Open an explanation, or close it if it is open."""
        self._open = None if self._open is explanation else explanation
        for card in self.cards:
            card.open(card.explanation is self._open)
        self.why.setVisible(self._open is not None)
        if self._open is not None:
            self.why.show_explanation(self._open)

    def _show_cards(
        self, explanations: tuple[Explanation, ...], qof: Mapping[Framework, str]
    ) -> None:
        self._cards.clear()
        self.cards = [
            FrameworkCard(self._look, each, self.open_why, qof.get(each.framework, ""))
            for each in explanations
        ]
        for card in self.cards:
            self._cards.add(card)
        self._open = None
        self.why.hide()
        if explanations:
            self.open_why(min(explanations, key=lambda e: e.tier.rank))

    def _overview(self) -> QWidget:
        look = self._look
        self._cards = Even(lambda: look.pixels(200))
        self.why = WhyPanel(look, self._close_why, self._rule)
        self.why.table.setMinimumHeight(look.pixels(260))
        self._not_on = Words("", "secondary", wrap=True)
        self._nobody = Words("", "secondary", wrap=True)
        left = QWidget()
        column = down(self._nobody, self._cards, self.why, self._not_on, gap=12)
        column.setStretch(2, 1)
        column.addStretch(0)
        left.setLayout(column)
        self.trends = TrendCard(look)
        right = QWidget()
        self.visit = VisitCard(look)
        self.latest = ContactsCard(look, self._open_contacts)
        right.setLayout(down(self.trends, self.visit, self.latest, None, gap=12))
        content = QWidget()
        beside = Beside(left, right, lambda: look.pixels(1000))
        content.setLayout(down(beside, margins=(16, 12, 16, 12)))
        return scrolling(content)

    def _list(self, table: QWidget, search: Callable[..., None], hint: str) -> QWidget:
        text = QLineEdit()
        text.setPlaceholderText(hint)
        text.setAccessibleName(hint)
        text.setMinimumWidth(self._look.pixels(320))
        text.textChanged.connect(lambda words: search(text=words))
        card = Card(padded=False)
        card.add(table, 1)
        content = QWidget()
        content.setLayout(down(across(text, None), card, gap=8, margins=(16, 12, 16, 12)))
        return content

    def _close_why(self) -> None:
        if self._open is not None:
            self.open_why(self._open)

    def _rule(self) -> None:
        if self._open is not None:
            self._show_rule(self._open)

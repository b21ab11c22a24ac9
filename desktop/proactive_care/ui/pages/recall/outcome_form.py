"""What came of it: the outcomes with their keys, and what must be entered for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from proactive_care.recall import Outcome, OutcomeRule, Way, outcome_rules
from proactive_care.ui.pages.readings.day_field import DayField
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across, down

_RULE = int(Qt.ItemDataRole.UserRole)
_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Entered:
    """What was entered for an outcome."""

    outcome: Outcome
    on: date
    until: date | None
    note: str
    way: Way | None


class OutcomeForm(QWidget):
    """A list of outcomes and the fields that the chosen one asks for.

    ``record`` is sent with what was entered.
    """

    record = Signal(object)

    def __init__(self, look: Look, today: date, *, clinician: bool) -> None:
        super().__init__()
        self._today = today
        self.list = QListWidget()
        self.list.setAccessibleName("What came of it")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(look.pixels(150))
        part = ""
        for rule in outcome_rules().values():
            if rule.clinician and not clinician:
                continue
            if rule.part != part:
                part = rule.part
                self._heading(part)
            item = QListWidgetItem(f"{rule.key}    {rule.label}")
            item.setData(_RULE, rule.outcome.value)
            item.setToolTip(rule.next or "Nothing more to do")
            self.list.addItem(item)
        self.list.setCurrentRow(1)
        self.list.currentItemChanged.connect(lambda _new, _old: self.fit())
        self.list.itemActivated.connect(lambda _item: self.choose(self.rule()))
        self.on = DayField("On which day", today)
        self.until = DayField("Agreed day", today + _AHEAD)
        self.until_words = Words("", "strong")
        self.note = QLineEdit()
        self.note_words = Words("", "strong")
        self.way = QComboBox()
        self.way.setAccessibleName("Invite by")
        for way in Way:
            self.way.addItem(way.label.capitalize(), way.value)
        self.way_words = Words("Invite by", "strong")
        self.next = Words("", "secondary", wrap=True)
        self.button = Button(look, "&Record", self.send, kind="primary")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        fields = (
            (Words("Day", "strong"), self.on),
            (self.until_words, self.until),
            (self.way_words, self.way),
            (self.note_words, self.note),
        )
        for number, (words, field) in enumerate(fields):
            grid.addWidget(words, number, 0)
            grid.addWidget(field, number, 1)
        grid.setColumnStretch(1, 1)
        self.note.returnPressed.connect(self.send)
        self.until.lineEdit().returnPressed.connect(self._day_entered)
        foot = across(self.next, self.button, gap=12)
        foot.setStretch(0, 1)
        column = down(self.list, grid, foot, gap=10)
        column.setStretch(0, 1)
        self.setLayout(column)
        self.fit()

    def rule(self) -> OutcomeRule:
        """The chosen outcome."""
        item = self.list.currentItem()
        assert item is not None
        return outcome_rules()[Outcome(item.data(_RULE))]

    def press(self, key: str) -> bool:
        """Choose the outcome of a key. Returns whether there is one."""
        for row in range(self.list.count()):
            value = self.list.item(row).data(_RULE)
            if value and outcome_rules()[Outcome(value)].key == key.upper():
                self.list.setCurrentRow(row)
                self.choose(self.rule())
                return True
        return False

    def choose(self, rule: OutcomeRule) -> None:
        """Record what asks nothing at once; else go to the first field."""
        if not rule.asks:
            self.send()
            return
        first = self.until if rule.asks_day else self.way if rule.asks == "way" else self.note
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def send(self) -> None:
        """Send what is entered."""
        rule = self.rule()
        self.record.emit(
            Entered(
                rule.outcome,
                self.on.day(),
                self.until.day() if rule.asks_day else None,
                self.note.text(),
                Way(self.way.currentData()) if rule.asks == "way" else None,
            )
        )

    def clear(self) -> None:
        """Make ready for the next patient."""
        self.on.show_day(self._today)
        self.until.show_day(self._today + _AHEAD)
        self.note.clear()
        self.list.setCurrentRow(1)

    def fit(self) -> None:
        """Show the fields that the chosen outcome asks for."""
        rule = self.rule()
        for part in (self.until, self.until_words):
            part.setVisible(rule.asks_day)
        for field in (self.way, self.way_words):
            field.setVisible(rule.asks == "way")
        self.until_words.setText(rule.ask if rule.asks_day else "")
        self.until.setAccessibleName(rule.ask if rule.asks_day else "Agreed day")
        asked = rule.ask if rule.asks == "reason" else "Reason" if rule.asks_reason else "Note"
        self.note_words.setText(asked)
        self.note.setAccessibleName(asked)
        self.note.setPlaceholderText("" if rule.asks_reason else "Without clinical values")
        self.next.setText(f"Next: {rule.next[0].lower()}{rule.next[1:]}." if rule.next else "")

    def _day_entered(self) -> None:
        """Go on to the reason, or record."""
        if self.rule().asks_reason:
            self.note.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.send()

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

"""The filters above a worklist: tiers, group, village and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.ui.pages.worklists.conditions import ConditionsButton
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import Button, Flow, TierChip, down, link_button
from proactive_care.worklists import Together, WorklistRow


class WorklistFilters(QWidget):
    """``changed`` is sent when another set of rows is asked for."""

    changed = Signal()

    def __init__(self, look: Look, trailing: Sequence[QWidget]) -> None:
        super().__init__()
        self.chips = {tier: TierChip(look, tier) for tier in Tier}
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self.changed.emit())
        self.group = _Choice("Group", "Any group")
        self.village = _Choice("Village", "Any village")
        self.flag = _Choice("Flag", "Any flag")
        self.conditions = ConditionsButton(look)
        self.conditions.changed.connect(self.changed.emit)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Filter by name, reason or number")
        self.text.setAccessibleName("Filter by name, reason or number")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(look.pixels(220))
        self.text.textChanged.connect(lambda _text: self.changed.emit())
        for choice in (self.group, self.village, self.flag):
            choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.reset = link_button(look, "Clea&r filters", self.clear)
        self.more = Button(look, "More &filters")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fit)
        first = Flow(*self.chips.values(), gap=8)
        lists = (self.conditions, self.group, self.village, self.flag)
        second = Flow(self.text, self.more, *lists, self.reset, *trailing)
        self.setLayout(down(first, second, gap=8))
        self._look = look
        look.changed.connect(self._fit)
        self._fit()

    def offer(self, rows: Sequence[WorklistRow], frameworks: Sequence[Framework]) -> None:
        """Offer what occurs in these rows, and keep what was chosen."""
        tiers = Counter(row.tier for row in rows)
        for tier, chip in self.chips.items():
            chip.show_count(tiers[tier])
        self.conditions.offer(rows)
        self.group.offer(_groups(rows, frameworks))
        self.village.offer(_counted(row.village for row in rows if row.village))
        self.flag.offer(_counted(flag for row in rows for flag in row.flags))

    def _fit(self) -> None:
        """With large text the lists are put away behind a button."""
        large = self._look.text_percent >= LARGE_TEXT
        self.more.setVisible(large)
        for choice in (self.conditions, self.group, self.village, self.flag):
            choice.setVisible(not large or self.more.isChecked())

    def chosen_tiers(self) -> set[Tier]:
        """The ticked tiers; empty is all of them."""
        return {tier for tier, chip in self.chips.items() if chip.isChecked()}

    def show_only(self, tiers: Iterable[Tier]) -> None:
        """Tick these tiers and clear everything else."""
        wanted = set(tiers)
        self.clear()
        for tier, chip in self.chips.items():
            chip.setChecked(tier in wanted)

    def clear(self) -> None:
        """Show everybody."""
        self.blockSignals(True)
        for chip in self.chips.values():
            chip.setChecked(False)
        for choice in (self.group, self.village, self.flag):
            choice.setCurrentIndex(0)
        self.conditions.choose(Together())
        self.text.clear()
        self.blockSignals(False)
        self.changed.emit()

    def state(self) -> dict[str, object]:
        """Return what is chosen, to be saved with a list."""
        group = self.group.currentData()
        return {
            "tiers": [tier.value for tier in Tier if tier in self.chosen_tiers()],
            "group": list(group) if group is not None else None,
            "village": self.village.currentData(),
            "flag": self.flag.currentData(),
            "conditions": self.conditions.choice.state(),
            "text": self.text.text(),
        }

    def restore(self, state: Mapping[str, Any]) -> list[str]:
        """Choose what ``state`` returned; return what no patient has any more, in words."""
        self.clear()
        self.blockSignals(True)
        for tier, chip in self.chips.items():
            chip.setChecked(tier.value in state.get("tiers", ()))
        group = state.get("group")
        missing = []
        for choice, value in (
            (self.group, tuple(group) if group else None),
            (self.village, state.get("village")),
            (self.flag, state.get("flag")),
        ):
            if not choice.choose(value):
                missing.append(f"{choice.accessibleName().lower()} {_shown(value)}")
        self.conditions.choose(Together.from_state(state.get("conditions")))
        self.text.setText(str(state.get("text", "")))
        self.blockSignals(False)
        self.changed.emit()
        return missing

    def predicate(self) -> Callable[[WorklistRow], bool] | None:
        """Return the test that a row must pass, or None if every row does."""
        tests: list[Callable[[WorklistRow], bool]] = []
        tiers = self.chosen_tiers()
        if tiers:
            tests.append(lambda row: row.tier in tiers)
        group = self.group.currentData()
        if group is not None:
            framework, name = Framework(group[0]), group[1]
            tests.append(
                lambda row: (mark := row.groups.get(framework)) is not None and mark.group == name
            )
        village = self.village.currentData()
        if village is not None:
            tests.append(lambda row: row.village == village)
        flag = self.flag.currentData()
        if flag is not None:
            tests.append(lambda row: flag in row.flags)
        together = self.conditions.choice
        if together:
            tests.append(together.fits)
        if not tests:
            return None
        return lambda row: all(test(row) for test in tests)


class _Choice(QComboBox):
    """A drop-down whose first entry means "any"."""

    def __init__(self, name: str, anything: str) -> None:
        super().__init__()
        self._anything = anything
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.addItem(anything, None)

    def choose(self, value: object) -> bool:
        """Choose a value; None is "any". Returns False if it is not offered."""
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)
                return True
        return False

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        self.addItem(self._anything, None)
        for words, value in choices:
            self.addItem(words, value)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
            if value == chosen:
                self.setCurrentIndex(self.count() - 1)
        self.blockSignals(False)


def _shown(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _counted(values: Iterable[str]) -> list[tuple[str, object]]:
    counts = Counter(values)
    return [(f"{value} ({counts[value]:,})", value) for value in sorted(counts, key=str.casefold)]


def _groups(
    rows: Sequence[WorklistRow], frameworks: Sequence[Framework]
) -> list[tuple[str, object]]:
    counts = Counter(
        (framework, mark.group, mark.tier) for row in rows for framework, mark in row.groups.items()
    )
    several = len(frameworks) > 1
    order = sorted(counts, key=lambda k: (frameworks.index(k[0]), k[1]))
    return [
        (
            f"{framework.short_label + ' ' if several else ''}{group} · {tier.value} "
            f"({counts[framework, group, tier]:,})",
            (framework.value, group),
        )
        for framework, group, tier in order
    ]

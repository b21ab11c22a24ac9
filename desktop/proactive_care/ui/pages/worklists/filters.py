"""The filters above a worklist: tiers, words, conditions together, and chips that are added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.ui.pages.worklists.conditions import ConditionsButton
from proactive_care.ui.pages.worklists.filter_chip import FilterChip
from proactive_care.ui.pages.worklists.filter_kinds import FILTER_KINDS, Offering
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Flow, TierChip, down, link_button
from proactive_care.worklists import Together, WorklistRow

Test = Callable[[WorklistRow], bool]


class WorklistFilters(QWidget):
    """``changed`` is sent when another set of rows is asked for."""

    changed = Signal()

    def __init__(self, look: Look, today: date, trailing: Sequence[QWidget]) -> None:
        super().__init__()
        self._today = today
        self.tiers = {tier: TierChip(look, tier) for tier in Tier}
        for tier_chip in self.tiers.values():
            tier_chip.toggled.connect(lambda _on: self.changed.emit())
        self.chips = {kind.key: FilterChip(look, kind, self._chip_removed) for kind in FILTER_KINDS}
        for chip in self.chips.values():
            chip.changed.connect(self.changed.emit)
        self.conditions = ConditionsButton(look)
        self.conditions.changed.connect(self.changed.emit)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Filter this list")
        self.text.setAccessibleName("Filter this list by name, reason or number")
        self.text.setToolTip("Part of a name, a reason, a village, a flag or an NHS number")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(look.pixels(220))
        self.text.textChanged.connect(lambda _text: self.changed.emit())
        self.reset = link_button(look, "Clea&r filters", self.clear)
        self.add = Button(look, "&Add filter")
        self.add.setProperty("menu", "true")
        menu = QMenu(self.add)
        menu.setAccessibleName("Add filter")
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        self.add.setMenu(menu)
        first = Flow(*self.tiers.values(), gap=8)
        second = Flow(self.text, self.conditions, self.add, self.reset, *trailing)
        self._added = Flow(*self.chips.values())
        self.setLayout(down(first, second, self._added, gap=8))
        self.changed.connect(self._fit)
        self._fit()

    def offer(self, rows: Sequence[WorklistRow], frameworks: Sequence[Framework]) -> None:
        """Offer what occurs in these rows, and keep what was chosen."""
        tiers = Counter(row.tier for row in rows)
        for tier, tier_chip in self.tiers.items():
            tier_chip.show_count(tiers[tier])
        self.conditions.offer(rows)
        offering = Offering(rows, frameworks, self._today)
        for chip in self.chips.values():
            chip.offer(offering)

    def add_filter(self, key: str) -> FilterChip:
        """Show a chip, with the keyboard on it, and return it."""
        chip = self.chips[key]
        chip.add()
        self._fit()
        chip.box.setFocus(Qt.FocusReason.OtherFocusReason)
        return chip

    def chosen_tiers(self) -> set[Tier]:
        """The ticked tiers; empty is all of them."""
        return {tier for tier, chip in self.tiers.items() if chip.isChecked()}

    def show_only(self, tiers: Iterable[Tier]) -> None:
        """Tick these tiers and clear everything else."""
        wanted = set(tiers)
        self.clear()
        for tier, chip in self.tiers.items():
            chip.setChecked(tier in wanted)

    def clear(self) -> None:
        """Show everybody."""
        self.blockSignals(True)
        for tier_chip in self.tiers.values():
            tier_chip.setChecked(False)
        for chip in self.chips.values():
            chip.reset()
        self.conditions.choose(Together())
        self.text.clear()
        self.blockSignals(False)
        self.changed.emit()

    def state(self) -> dict[str, object]:
        """Return what is chosen, to be saved with a list."""
        values = {key: chip.value for key, chip in self.chips.items()}
        return {
            "tiers": [tier.value for tier in Tier if tier in self.chosen_tiers()],
            **{k: list(v) if isinstance(v, tuple) else v for k, v in values.items()},
            "conditions": self.conditions.choice.state(),
            "text": self.text.text(),
        }

    def restore(self, state: Mapping[str, Any]) -> list[str]:
        """Choose what ``state`` returned; return what no patient has any more, in words."""
        self.clear()
        self.blockSignals(True)
        for tier, tier_chip in self.tiers.items():
            tier_chip.setChecked(tier.value in state.get("tiers", ()))
        missing = []
        for key, chip in self.chips.items():
            value = state.get(key)
            if value is not None and not chip.choose(value):
                missing.append(f"{chip.kind.name.lower()} {_shown(value)}")
        self.conditions.choose(Together.from_state(state.get("conditions")))
        self.text.setText(str(state.get("text", "")))
        self.blockSignals(False)
        self.changed.emit()
        return missing

    def predicate(self) -> Test | None:
        """Return the test that a row must pass, or None if every row does."""
        tests: list[Test] = []
        tiers = self.chosen_tiers()
        if tiers:
            tests.append(lambda row: row.tier in tiers)
        tests += [
            _test(chip, self._today) for chip in self.chips.values() if chip.value is not None
        ]
        if self.conditions.choice:
            tests.append(self.conditions.choice.fits)
        if not tests:
            return None
        return lambda row: all(test(row) for test in tests)

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for number, (key, chip) in enumerate(self.chips.items(), start=1):
            if chip.isHidden():
                menu.addAction(f"&{number}  {chip.kind.name}", partial(self.add_filter, key))

    def _chip_removed(self) -> None:
        self._fit()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _fit(self) -> None:
        self._added.setVisible(any(not chip.isHidden() for chip in self.chips.values()))
        self.add.setEnabled(any(chip.isHidden() for chip in self.chips.values()))


def _test(chip: FilterChip, today: date) -> Test:
    fits, value = chip.kind.fits, chip.value
    return lambda row: fits(row, value, today)


def _shown(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)

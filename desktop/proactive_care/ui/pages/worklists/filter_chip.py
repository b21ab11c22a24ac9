"""A chip above a worklist: what it narrows by, the choice, and a button that takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame

from proactive_care.ui.pages.worklists.filter_kinds import FilterKind, Offering
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Words, across, icon_button

_MOST_LETTERS = 15


class FilterChip(QFrame):
    """Shown once it is added. ``changed`` is sent with every choice; hidden it lets all through."""

    changed = Signal()

    def __init__(self, look: Look, kind: FilterKind, removed: Callable[[], object]) -> None:
        super().__init__()
        self.kind, self._removed = kind, removed
        self._offering: Offering | None = None
        self._stale = True
        self.setProperty("part", "chip")
        self.box = QComboBox()
        self.box.setAccessibleName(kind.name)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(_MOST_LETTERS)
        self.box.addItem(kind.anything, None)
        self.box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.close_button = icon_button(
            look, "close", f"Remove the filter {kind.name.lower()}", self.remove
        )
        self.setLayout(
            across(
                Words(kind.name, "secondary"),
                self.box,
                self.close_button,
                gap=8,
                margins=(10, 0, 2, 0),
            )
        )
        self.hide()

    @property
    def value(self) -> object:
        """What is chosen; None is anything."""
        value = None if self.isHidden() else self.box.currentData()
        return tuple(value) if isinstance(value, list) else value

    def offer(self, offering: Offering) -> None:
        """Offer what occurs in these rows and keep what was chosen; counted once it is shown."""
        self._offering, self._stale = offering, True
        if not self.isHidden():
            self._fill()

    def add(self) -> None:
        """Show the chip."""
        if self._stale:
            self._fill()
        self.show()

    def remove(self) -> None:
        """Hide the chip, and let everybody through."""
        self.reset()
        self._removed()

    def reset(self) -> None:
        """Hide the chip."""
        self.hide()
        if self.box.currentIndex() > 0:
            self.box.setCurrentIndex(0)

    def choose(self, value: object) -> bool:
        """Choose a value, showing the chip. Returns False if it is not offered."""
        self.add()
        wanted = tuple(value) if isinstance(value, list) else value
        for number in range(self.box.count()):
            data = self.box.itemData(number)
            if (tuple(data) if isinstance(data, list) else data) == wanted:
                self.box.setCurrentIndex(number)
                return True
        self.reset()
        return False

    def _fill(self) -> None:
        if self._offering is None:
            return
        chosen, self._stale = self.box.currentData(), False
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem(self.kind.anything, None)
        for words, value in self.kind.offer(self._offering):
            self.box.addItem(words, value)
            self.box.setItemData(self.box.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
            if value == chosen:
                self.box.setCurrentIndex(self.box.count() - 1)
        self.box.blockSignals(False)

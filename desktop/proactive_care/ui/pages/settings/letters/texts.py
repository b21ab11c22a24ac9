"""The texts of a letter, group by group; the practice's own are marked in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from proactive_care.templates import TextPart

_KEY = Qt.ItemDataRole.UserRole


class TextList(QListWidget):
    """``chosen(key)`` is called when another text is chosen."""

    def __init__(self, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self._items: dict[str, QListWidgetItem] = {}
        self._labels: dict[str, str] = {}
        self.setAccessibleName("Texts of the letter")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._changed)

    def show_parts(self, parts: tuple[TextPart, ...]) -> None:
        """Fill the list; the text that was chosen before stays chosen if it is still there."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        self._items, self._labels = {}, {}
        group = ""
        for part in parts:
            if part.group != group:
                group = part.group
                self.addItem(_heading(group))
            item = QListWidgetItem()
            item.setData(_KEY, part.key)
            self.addItem(item)
            self._items[part.key] = item
            self._labels[part.key] = part.label
            self.mark(part.key, changed=part.changed, outdated=part.outdated)
        self.blockSignals(False)
        self.choose(before if before in self._items else next(iter(self._items), ""))

    def mark(self, key: str, *, changed: bool, outdated: bool = False) -> None:
        """Say whether a text is the practice's own."""
        words = self._labels[key]
        if outdated:
            words += "\nyours; the shipped words have changed"
        elif changed:
            words += "\nyours"
        self._items[key].setText(words)

    def choose(self, key: str) -> None:
        """Choose a text."""
        if key in self._items:
            self.setCurrentItem(self._items[key])

    def key(self) -> str:
        """The key of the chosen text; empty if there is none."""
        item = self.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    def _changed(self) -> None:
        if self.key():
            self._chosen(self.key())


def _heading(group: str) -> QListWidgetItem:
    item = QListWidgetItem(group)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item

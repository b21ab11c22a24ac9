"""The texts of a document, group by group; the practice's own are marked in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from proactive_care.templates import TextPart

_KEY = Qt.ItemDataRole.UserRole
_PADDING = 40  # of an item in the style sheet, and the scroll bar


class TextList(QListWidget):
    """``chosen(key)`` is called when another text is chosen."""

    def __init__(self, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self._items: dict[str, QListWidgetItem] = {}
        self._said: dict[str, str] = {}
        self.setAccessibleName("Texts of the document")
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._changed)

    def show_parts(self, parts: tuple[TextPart, ...]) -> None:
        """Fill the list; the text that was chosen before stays chosen if it is still there."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        self._items, self._said = {}, {}
        group = ""
        for part in parts:
            if part.group != group:
                group = part.group
                self.addItem(_heading(group))
            item = QListWidgetItem()
            item.setData(_KEY, part.key)
            self.addItem(item)
            self._items[part.key] = item
            self.mark(part, changed=part.changed)
        self._wrap()
        self.blockSignals(False)
        self.choose(before if before in self._items else next(iter(self._items), ""))

    def mark(self, part: TextPart, *, changed: bool) -> None:
        """Say whether a text is the practice's own."""
        said = part.label
        if part.outdated:
            said += "\nyours; the shipped words have changed"
        elif changed:
            said += "\nyours"
        self._said[part.key] = said
        self._items[part.key].setText(self._wrapped(self._items[part.key], said))

    def choose(self, key: str) -> None:
        """Choose a text."""
        if key in self._items:
            self.setCurrentItem(self._items[key])
            self.scrollToItem(self._items[key])

    def key(self) -> str:
        """The key of the chosen text; empty if there is none."""
        item = self.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        """Break every label to the width there is: the style sheet's padding makes Qt cut them."""
        for key, item in self._items.items():
            item.setText(self._wrapped(item, self._said[key]))
        for row in range(self.count()):
            item = self.item(row)
            if not item.data(_KEY):
                item.setText(self._wrapped(item, str(item.data(_HEADING))))

    def _wrapped(self, item: QListWidgetItem, said: str) -> str:
        font = item.font() if item.font().bold() else self.font()
        metrics, room = QFontMetrics(font), self.viewport().width() - _PADDING
        lines: list[str] = []
        for line in said.split("\n"):
            current = ""
            for word in line.split():
                longer = f"{current} {word}".strip()
                if current and metrics.horizontalAdvance(longer) > room:
                    lines.append(current)
                    longer = word
                current = longer
            lines.append(current)
        return "\n".join(lines)

    def _changed(self) -> None:
        if self.key():
            self._chosen(self.key())


_HEADING = Qt.ItemDataRole.UserRole + 1


def _heading(group: str) -> QListWidgetItem:
    item = QListWidgetItem(group)
    item.setData(_HEADING, group)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item

"""What layouts of our own have in common: a list of items, as tall as their width asks for."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class ItemsLayout(QLayout):
    """Keeps its items in order. A subclass places them in ``_arrange``."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._arrange(box, move=True)

    def _arrange(self, box: QRect, *, move: bool) -> int:
        """Place the items (or only measure); return the height that they need, in pixels."""
        raise NotImplementedError


class Items(QWidget):
    """A widget whose children stand in such a layout."""

    def __init__(
        self, layout: ItemsLayout, across: QSizePolicy.Policy, down: QSizePolicy.Policy
    ) -> None:
        super().__init__()
        self._layout = layout
        self.setLayout(layout)
        policy = QSizePolicy(across, down)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, child: QWidget) -> None:
        """Add a child at the end."""
        self._layout.addWidget(child)

    def clear(self) -> None:
        """Remove every child."""
        while (item := self._layout.takeAt(0)) is not None:
            child = item.widget()
            if child is not None:
                child.hide()
                child.deleteLater()

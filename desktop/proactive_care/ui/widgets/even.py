"""Layouts that follow the room there is: even columns, and side by side or one below the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QSizePolicy, QWidget

from proactive_care.ui.widgets.items import Items, ItemsLayout
from proactive_care.ui.widgets.layouts import Margins, across, down, scrolling


class EvenLayout(ItemsLayout):
    """Equal columns, as many as fit; each row is as tall as its tallest item.

    ``narrowest`` returns the smallest width of a column, in pixels.
    """

    def __init__(self, narrowest: Callable[[], int], gap: int = 12) -> None:
        super().__init__()
        self._narrowest, self._gap = narrowest, gap

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def minimumSize(self) -> QSize:
        tall = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(self._narrowest(), tall)

    def sizeHint(self) -> QSize:
        count = max(1, len(self._items))
        wide = count * self._narrowest() + (count - 1) * self._gap
        return QSize(wide, self.heightForWidth(wide))

    def _arrange(self, box: QRect, *, move: bool) -> int:
        if not self._items:
            return 0
        fit = max(1, (box.width() + self._gap) // (self._narrowest() + self._gap))
        columns = min(fit, len(self._items))
        wide = (box.width() - (columns - 1) * self._gap) // columns
        top = box.top()
        for start in range(0, len(self._items), columns):
            row = self._items[start : start + columns]
            tall = max(_height(item, wide) for item in row)
            for number, item in enumerate(row):
                if move:
                    left = box.left() + number * (wide + self._gap)
                    item.setGeometry(QRect(left, top, wide, tall))
            top += tall + self._gap
        return top - self._gap - box.top()


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


class Even(Items):
    """A widget whose children stand in even columns."""

    def __init__(self, narrowest: Callable[[], int], gap: int = 12) -> None:
        policy = QSizePolicy.Policy
        super().__init__(EvenLayout(narrowest, gap), policy.Expanding, policy.Minimum)


class Beside(QWidget):
    """Two parts side by side, or one below the other when there is less than ``needed`` room."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        needed: Callable[[], int],
        *,
        shares: tuple[int, int] = (5, 2),
        gap: int = 12,
    ) -> None:
        super().__init__()
        self._needed = needed
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(first, shares[0])
        self._box.addWidget(second, shares[1])
        self.setLayout(self._box)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to be put below each other."""
        hint = super().minimumSizeHint()
        widest = max(
            (child.minimumSizeHint().width() for child in self.findChildren(QWidget, options=_OWN)),
            default=0,
        )
        return QSize(min(hint.width(), widest), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._needed()
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


class MainAndSide(QWidget):
    """A part that scrolls, and one beside it that stays; with little room both scroll as one.

    ``narrowed`` tells, whenever it changes, whether the second part stands below the first.
    """

    narrowed = Signal(bool)

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        needed: Callable[[], int],
        *,
        shares: tuple[int, int] = (2, 1),
        margins: Margins = (24, 12, 24, 12),
    ) -> None:
        super().__init__()
        self._needed, self._side = needed, side
        self._narrow: bool | None = None
        left, top, right, bottom = margins
        self._below = QWidget()
        self._column = down(main, gap=12, margins=(left, top, 0, bottom))
        self._column.setStretch(0, 1)
        self._below.setLayout(self._column)
        self._frame = QWidget()
        self._beside = down(margins=(0, top, right, bottom))
        self._frame.setLayout(self._beside)
        self._margin = right
        area = scrolling(self._below)
        row = across(area, self._frame, gap=16)
        row.setStretch(0, shares[0])
        row.setStretch(1, shares[1])
        self.setLayout(row)
        self._place(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=event.size().width() < self._needed())

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        (self._column if narrow else self._beside).addWidget(self._side)
        margins = self._column.contentsMargins()
        margins.setRight(self._margin if narrow else 0)
        self._column.setContentsMargins(margins)
        self._frame.setVisible(not narrow)
        self.narrowed.emit(narrow)


_OWN = Qt.FindChildOption.FindDirectChildrenOnly

"""The search box that is always one key away (Ctrl+K), and the answers below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import IconLabel, Words

_MOST_SHOWN = 9
_PAUSE_MS = 60


@dataclass(frozen=True)
class Answer:
    """One line below the search box, and what choosing it does."""

    text: str
    choose: Callable[[], None]


class SearchBox(QLineEdit):
    """Asks ``find`` for what was typed, shows the answers, and opens the one that is chosen."""

    left = Signal()

    def __init__(self, look: Look, find: Callable[[str], Sequence[Answer]]) -> None:
        super().__init__()
        self._look, self._find = look, find
        self._answers: Sequence[Answer] = ()
        self._list: AnswerList | None = None
        self.setAccessibleName("Search patients and pages")
        self.setPlaceholderText("Name, initials and birth, NHS number or form code")
        self.setToolTip("Search patients and pages (Ctrl+K)")
        self._icon = IconLabel(look, "search", "secondary", 16)
        self._icon.setParent(self)
        self._keys = Words("Ctrl K", "keys")
        self._keys.setParent(self)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.search_now)
        self.textEdited.connect(lambda _text: self._timer.start())
        look.changed.connect(self._fit)
        self._fit()

    def activate(self) -> None:
        """Take the keyboard, with the old text ready to be typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def search_now(self) -> None:
        """Look for what is typed."""
        self._timer.stop()
        text = self.text().strip()
        if len(text) < 2:
            self.close_answers()
            return
        self._answers = self._find(text)
        if self._list is None:
            self._list = AnswerList(self, self._look)
            self._list.chosen.connect(self._choose)
        self._list.show_answers([answer.text for answer in self._answers])

    def answers(self) -> list[str]:
        """What is offered now."""
        if self._list is None or self._list.isHidden():
            return []
        return [answer.text for answer in self._answers]

    def close_answers(self) -> None:
        """Hide the answers."""
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, open_list = event.key(), self._list
        if open_list is not None and not open_list.isHidden():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                open_list.move(1 if key == Qt.Key.Key_Down else -1)
                return
            if key == Qt.Key.Key_Escape:
                self.close_answers()
                return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or open_list is None or open_list.isHidden():
                self.search_now()
            if self._answers and self._list is not None and not self._list.isHidden():
                self._choose(max(0, self._list.current()))
            return
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_answers()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._look.pixels(384), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(120), super().minimumSizeHint().height())

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._answers):
            answer = self._answers[place]
            self.close_answers()
            self.clear()
            answer.choose()

    def _fit(self) -> None:
        side = self._look.pixels(16)
        self._icon.setFixedSize(side, side)
        self.setTextMargins(side + 6, 0, self._keys.sizeHint().width() + 6, 0)
        self._place()

    def _place(self) -> None:
        self._keys.resize(self._keys.sizeHint())
        middle = self.height() // 2
        self._icon.move(9, middle - self._icon.height() // 2)
        self._keys.move(self.width() - self._keys.width() - 8, middle - self._keys.height() // 2)


class AnswerList(QFrame):
    """The answers, drawn over the page below the box. ``chosen`` is sent with a line's number."""

    chosen = Signal(int)

    def __init__(self, box: SearchBox, look: Look) -> None:
        super().__init__(box.window())
        self._box, self._look = box, look
        self.setProperty("part", "popup")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Answers")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self.list)
        box.window().installEventFilter(self)

    def show_answers(self, lines: Sequence[str]) -> None:
        """Show these lines, or that nothing was found."""
        self.list.clear()
        for line in lines or ("Nobody found. Try fewer letters, or the date of birth",):
            item = QListWidgetItem(line)
            item.setToolTip(line)
            if not lines:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        if lines:
            self.list.setCurrentRow(0)
            self._box.setAccessibleDescription(f"{len(lines)} found. First: {lines[0]}")
        self._place()
        self.show()
        self.raise_()

    def current(self) -> int:
        """Which line is marked."""
        return self.list.currentRow()

    def move(self, step: int) -> None:  # type: ignore[override]
        """Mark the next or the previous line."""
        count = self.list.count()
        self.list.setCurrentRow((self.list.currentRow() + step) % count)
        self._box.setAccessibleDescription(self.list.currentItem().text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        window = self._box.window()
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        row = self.list.sizeHintForRow(0)
        tall = row * min(self.list.count(), _MOST_SHOWN) + 12
        content = self.list.sizeHintForColumn(0) + self._look.pixels(24)  # and the scroll bar
        wide = max(self._box.width(), self._look.pixels(420), content)
        left = max(8, min(corner.x(), window.width() - wide - 8))
        self.setGeometry(left, corner.y(), min(wide, window.width() - 16), tall)

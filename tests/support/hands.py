"""Two ways to use the real window: only keys, or mostly the mouse. Nothing is called directly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from support.keyboard import Keyboard, wake_the_window

W = TypeVar("W", bound=QWidget)
_MOST_TABS = 150
_SLOW_PRESS_MS = 450  # a drop-down takes a quicker release for the end of the first press
_PRESSED_MS = 130  # a button stays down for a moment when its letter is pressed
_CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar, QPlainTextEdit,
)  # fmt: skip


def shown(name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
    """The visible, usable widget of the front window with this accessible name."""
    wake_the_window()
    front = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert front is not None, "no window is in front"
    found = [
        widget
        for widget in front.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and widget.accessibleName() == name
    ]
    controls = [widget for widget in found if isinstance(widget, _CONTROLS)]
    assert found, f"{name!r} is not on the screen; there are {sorted(_names(front))}"
    return (controls or found)[0]  # type: ignore[return-value]


def _names(front: QWidget) -> Iterator[str]:
    for widget in front.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, _CONTROLS):
            yield widget.accessibleName()


class Keys(Keyboard):
    """Only the keyboard."""

    def tab_to(self, name: str, *, back: bool = False) -> QWidget:
        """Press Tab until the focus is on the widget of this name."""
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        seen: list[str] = []
        for _ in range(_MOST_TABS):
            focus = self._focus()
            if focus.accessibleName() == name:
                return focus
            if len(seen) > 3 and seen[:2] == seen[-2:]:
                break  # once around
            seen.append(focus.accessibleName())
            self.press(key)
        raise AssertionError(f"Tab never reaches {name!r}, only {seen}")

    def alt(self, letter: str) -> None:
        """Press Alt with a letter."""
        key = getattr(Qt.Key, f"Key_{letter.upper()}")
        self.press(key, Qt.KeyboardModifier.AltModifier)
        QTest.qWait(_PRESSED_MS)

    def control(self, letter: str) -> None:
        """Press Ctrl with a letter or figure."""
        key = getattr(Qt.Key, f"Key_{letter.upper()}")
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def choose(self, words: str) -> None:
        """Press Down in a drop-down until it says this."""
        box = self._focus()
        assert isinstance(box, QComboBox)
        self.press(Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText() == words:
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"{words!r} is not in the list")

    def go_through(self, fields: dict[str, str]) -> None:
        """Type into fields, reached by Tab."""
        for name, text in fields.items():
            self.tab_to(name)
            self.type(text)


class Mouse:
    """The mouse, and the keyboard only for text."""

    def click(self, name: str) -> None:
        """Press and release on the middle of what has this name."""
        widget = shown(name)
        left = Qt.MouseButton.LeftButton
        at = QPoint(12, widget.height() // 2) if isinstance(widget, QAbstractButton) else None
        QTest.mouseClick(widget, left, pos=at or widget.rect().center())

    def fill(self, name: str, text: str) -> None:
        """Click into a field and type."""
        self.click(name)
        QTest.keyClicks(shown(name), text)

    def choose(self, name: str, words: str) -> None:
        """Open a drop-down and click on a line."""
        box = shown(name, QComboBox)
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        view = box.view()
        line = view.model().index(box.findText(words), 0)
        assert line.isValid(), f"{words!r} is not in {name}"
        view.scrollTo(line)
        QTest.qWait(_SLOW_PRESS_MS)
        middle = view.visualRect(line).center()
        QTest.mouseMove(view.viewport(), middle)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert box.currentText() == words

    def tab(self, bar: str, number: int) -> None:
        """Click on a tab."""
        tabs = shown(bar, QTabBar)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())

    def open_row(self, table: str, row: int) -> None:
        """Double-click on a row."""
        view = shown(table, QAbstractItemView)
        left = Qt.MouseButton.LeftButton
        middle = view.visualRect(view.model().index(row, 2)).center()
        QTest.mouseClick(view.viewport(), left, pos=middle)
        QTest.mouseDClick(view.viewport(), left, pos=middle)


@contextmanager
def answering(
    kind: type[QDialog], act: Callable[[QDialog], object], *, wait_ms: int = 8_000
) -> Iterator[None]:
    """While the block runs, act once in a dialog of this kind; it must have come up."""
    seen: list[QDialog] = []
    failed: list[BaseException] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            return
        timer.stop()
        seen.append(dialog)
        try:
            act(dialog)
        except BaseException as error:  # noqa: BLE001 - told below, outside of Qt's loop
            failed.append(error)
            dialog.reject()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    try:
        yield
        for _ in range(wait_ms // 20):
            if seen:
                break
            QTest.qWait(20)
    finally:
        timer.stop()
    if failed:
        raise failed[0]
    assert seen, f"no {kind.__name__} came up"


def choose_path(keys: Keys, path: Path) -> Callable[[QDialog], None]:
    """Return what types a path into a file dialog and presses Enter."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        QTest.qWait(30)
        keys.control("a")
        keys.type(str(path))
        keys.press(Qt.Key.Key_Return)
        if dialog.isVisible():  # the list of suggestions took the first one
            keys.press(Qt.Key.Key_Return)

    return act

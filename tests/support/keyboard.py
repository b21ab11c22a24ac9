"""Real key events, counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from proactive_care.domain.diary import DiaryReading
from support.windows import running_test


class Keyboard:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.presses = 0

    def type(self, text: str) -> None:
        """Press a key for each letter."""
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
            self.presses += 1

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key."""
        QTest.keyClick(self._focus(), key, modifier)
        self.presses += 1

    def _focus(self) -> QWidget:
        wake_the_window()
        widget = QApplication.focusWidget() or QApplication.activeWindow()  # as Qt does
        assert widget is not None
        return widget

    def diary(self, readings: list[DiaryReading]) -> None:
        """Key a diary as it stands on paper: its first day, then only digits."""
        first = readings[0].day
        self.type(f"{first:%d%m}")
        for reading in readings:
            self.type(f"{reading.systolic}{reading.diastolic}")

    def file(self) -> None:
        """Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def wake_the_window() -> None:
    """Without a window manager nobody gives the keyboard back after a dialog has closed."""
    active = QApplication.activeWindow()
    if active is not None and active.isVisible():
        return
    QTest.qWait(20)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.isVisible():
            window.activateWindow()
            QTest.qWaitForWindowActive(window)
            QTest.qWait(20)


def in_dialog(kind: type[QDialog], act: Callable[[QDialog], object]) -> None:
    """When a dialog of this kind is open, act in it; it is closed whatever happens."""
    asked_by = running_test()

    def look() -> None:
        if running_test() != asked_by:
            return
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)

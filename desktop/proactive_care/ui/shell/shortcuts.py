"""The list of keyboard shortcuts, read from the menu itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import Button, Words, scrolling
from proactive_care.ui.work import Dialog

_IN_TABLES = (
    ("Open the row", "Enter"),
    ("Tick the row", "Space"),
    ("Tick all rows that are shown", "Ctrl+A"),
    ("Copy the highlighted rows", "Ctrl+C"),
    ("Next control, previous control", "Tab, Shift+Tab"),
    ("Press the button with the underlined letter", "Alt and the letter"),
)


_TALLEST = 560
_WIDTHS = {1: 460, 2: 760}


class ShortcutsDialog(Dialog):
    """Every shortcut of the window, and those of tables."""

    def __init__(self, parent: QWidget, look: Look, menu: QMenu) -> None:
        super().__init__(parent, look, "Keyboard shortcuts")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        lines = [*shortcut_lines(menu), *_IN_TABLES]
        columns = 1 if look.text_percent >= LARGE_TEXT else 2
        half = (len(lines) + columns - 1) // columns
        for number, (words, keys) in enumerate(lines):
            row, column = number % half, 2 * (number // half)
            grid.addWidget(Words(words), row, column)
            grid.addWidget(Words(keys, "keys"), row, column + 1, Qt.AlignmentFlag.AlignLeft)
        content = QWidget()
        content.setLayout(grid)
        area = scrolling(content)
        tall = half * look.pixels(26)
        area.setMinimumSize(look.pixels(_WIDTHS[columns]), min(tall, _TALLEST))
        self.add(area)
        close = Button(look, "&Close", self.accept, kind="primary")
        self.add_button(close, default=True).setFocus()


def shortcut_lines(menu: QMenu) -> list[tuple[str, str]]:
    """Return every command of a menu that has a shortcut, with it."""
    lines: list[tuple[str, str]] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            lines += [
                (f"{inner.title()}: {words}".replace("&", ""), keys)
                for words, keys in shortcut_lines(inner)
            ]
        elif not action.shortcut().isEmpty():
            lines.append((action.text().replace("&", ""), action.shortcut().toString()))
    return lines

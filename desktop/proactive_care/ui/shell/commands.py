"""The menu: everything that has a shortcut, with the shortcut beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from proactive_care.ui.shell.page import Page
from proactive_care.ui.theme import THEMES, Look, load_tokens

TEXT_SIZES = (100, 115, 130, 150, 175, 200)


class Commands:
    """Makes the actions, gives them to ``owner`` so that their shortcuts work, and the menu."""

    def __init__(self, owner: QWidget, look: Look) -> None:
        self._owner, self._look = owner, look
        self.menu = QMenu(owner)
        self.menu.setAccessibleName("Menu")
        self._pages = self.menu.addMenu("&Go to")
        self._text = self.menu.addMenu("&Text size")
        self._theme = self.menu.addMenu("&Colours")
        self.menu.addSeparator()

    def add(self, words: str, shortcut: str, do: Callable[[], object]) -> QAction:
        """Add a command to the menu."""
        return self._add(self.menu, words, shortcut, do)

    def add_pages(self, pages: Sequence[type[Page]], go: Callable[[str], None]) -> None:
        """Add a command for each page."""
        for page in pages:
            words = f"&{page.title}"
            self._add(self._pages, words, page.shortcut, partial(go, page.key))

    def add_appearance(self, choose: Callable[[str | None, int | None], None]) -> None:
        """Add the commands for text size and colours. ``choose`` takes theme and text size."""
        step = self._step
        self._add(self._text, "&Larger", "Ctrl+=", lambda: choose(None, step(1)))
        self._add(self._text, "&Smaller", "Ctrl+-", lambda: choose(None, step(-1)))
        self._add(self._text, "&Normal", "Ctrl+0", lambda: choose(None, 100))
        for theme in THEMES:
            title = load_tokens(theme).title
            self._add(self._theme, f"&{title}", "", partial(choose, theme, None))

    def _step(self, by: int) -> int:
        now = self._look.text_percent
        nearest = min(range(len(TEXT_SIZES)), key=lambda n: abs(TEXT_SIZES[n] - now))
        return TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, nearest + by))]

    def _add(self, menu: QMenu, words: str, shortcut: str, do: Callable[[], object]) -> QAction:
        action = QAction(words, self._owner)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _on=False: do())
        menu.addAction(action)
        self._owner.addAction(action)
        return action

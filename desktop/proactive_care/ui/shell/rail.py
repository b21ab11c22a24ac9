"""The rail on the left: every page, its icon and its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from proactive_care.ui.shell.page import Page
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import down, scrolling

_LARGEST_ICON = 28


class RailButton(QToolButton):
    """One page in the rail."""

    def __init__(self, look: Look, page: type[Page]) -> None:
        super().__init__()
        self._look, self._icon = look, page.icon
        self.setText(page.title)
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(page.title)
        self.setToolTip(f"{page.title} ({page.shortcut})")
        look.changed.connect(self._draw)
        self.toggled.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        colour = "primary" if self.isChecked() else "secondary"
        side = min(self._look.pixels(20), _LARGEST_ICON)
        self.setIcon(self._look.icon(self._icon, colour, 20))
        self.setIconSize(QSize(side, side))
        self.setFixedHeight(side + self._look.pixels(18) + 22)


class Rail(QFrame):
    """``chosen`` is sent with the key of the page that was pressed."""

    chosen = Signal(str)

    def __init__(self, look: Look, pages: Sequence[type[Page]]) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "rail")
        self.setAccessibleName("Pages")
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        content = QWidget()
        content.setProperty("part", "flow")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for page in (p for p in pages if not p.at_foot):
            column.addWidget(self._button(page))
        column.addStretch(1)
        for page in (p for p in pages if p.at_foot):
            column.addWidget(self._button(page))
        area = scrolling(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(down(area, gap=0))
        look.changed.connect(self._fit)
        self._fit()

    def mark(self, key: str) -> None:
        """Show which page is open."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> RailButton:
        """The button of a page."""
        return self._buttons[key]

    def _button(self, page: type[Page]) -> RailButton:
        button = RailButton(self._look, page)
        button.clicked.connect(lambda _on=False, key=page.key: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[page.key] = button
        return button

    def _fit(self) -> None:
        self.setFixedWidth(self._look.pixels(84))

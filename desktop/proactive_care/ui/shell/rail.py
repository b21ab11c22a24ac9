"""The rail on the left: every page, its icon and its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from proactive_care.ui.shell.page import Page
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import down, scrolling

_LARGEST_ICON = 28
_READINGS = "readings"
_MOST_SHOWN = 99


class RailButton(QToolButton):
    """One page in the rail."""

    def __init__(self, look: Look, page: type[Page]) -> None:
        super().__init__()
        self._look, self._icon, self._title = look, page.icon, page.title
        self._shortcut, self._acute = page.shortcut, 0
        self.setText(page.title)
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_acute(0)
        look.changed.connect(self._draw)
        self.toggled.connect(self._draw)
        self._draw()

    def show_acute(self, count: int) -> None:
        """Show how many red readings wait; 0 takes the mark away."""
        self._acute = count
        waits = "1 red reading waits" if count == 1 else f"{count} red readings wait"
        name = f"{self._title}, {waits}" if count else self._title
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._shortcut})")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._acute:
            self._paint_count(str(self._acute) if self._acute <= _MOST_SHOWN else "99+")

    def _paint_count(self, words: str) -> None:
        """Paint a count at the upper right of the icon."""
        look = self._look
        font = look.font(11, bold=True)
        height = look.pixels(17)
        width = max(height, QFontMetricsF(font).horizontalAdvance(words) + look.pixels(9))
        left = min(self.width() / 2 + self.iconSize().width() / 4, self.width() - width - 2)
        box = QRectF(left, 4, width, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("danger"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(look.colour("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _draw(self) -> None:
        colour = "primary" if self.isChecked() else "secondary"
        side = min(self._look.pixels(20), _LARGEST_ICON)
        self.setIcon(self._look.icon(self._icon, colour, 20))
        self.setIconSize(QSize(side, side))
        around = 22 if self._look.text_percent < LARGE_TEXT else 14  # all fit on a small screen
        self.setFixedHeight(side + self._look.pixels(18) + around)


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

    def show_acute(self, count: int) -> None:
        """Show beside Readings how many red readings wait for a clinician."""
        if _READINGS in self._buttons:
            self._buttons[_READINGS].show_acute(count)

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

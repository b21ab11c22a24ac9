"""Buttons. One primary button a page; verbs on all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy

from proactive_care.ui.theme import Look

_ICON_COLOURS = {"primary": "on_primary", "danger": "surface", "link": "primary"}


class Button(QPushButton):
    """A button with words, and perhaps an icon.

    ``kind`` is primary, danger, link, small, chip, item, or empty for an ordinary one. An ``&`` in
    the words marks the letter that works with Alt.
    """

    def __init__(
        self,
        look: Look,
        words: str,
        clicked: Callable[[], object] | None = None,
        *,
        kind: str = "",
        icon: str = "",
        tip: str = "",
    ) -> None:
        super().__init__(words)
        self._look, self._icon = look, icon
        self._icon_colour = _ICON_COLOURS.get(kind, "text")
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)
        self.rename(words)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())
        if icon:
            look.changed.connect(self._draw_icon)
            self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does; Qt asks for more."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def rename(self, words: str) -> None:
        """Change the words, for a screen reader too."""
        self.setText(words)
        self.setAccessibleName(words.replace("&", ""))

    def _draw_icon(self) -> None:
        side = self._look.pixels(16)
        icon = self._look.icon(self._icon, self._icon_colour, 16)
        gap = self._look.pixels(4) if self.text() else 0  # Qt leaves too little before the words
        self.setIcon(_with_gap(icon, side, gap, self.devicePixelRatioF()) if gap else icon)
        self.setIconSize(QSize(side + gap, side))


def _with_gap(icon: QIcon, side: int, gap: int, ratio: float) -> QIcon:
    """Return an icon with nothing to its right, ``gap`` pixels wide."""
    wider = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        pixmap = QPixmap(round((side + gap) * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.drawPixmap(0, 0, icon.pixmap(QSize(side, side), ratio, mode))
        painter.end()
        wider.addPixmap(pixmap, mode)
    return wider


class IconButton(Button):
    """A button that is only a picture: what it does is its accessible name and its tooltip."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        clicked: Callable[[], object] | None = None,
        *,
        kind: str = "plain",
    ) -> None:
        super().__init__(look, "", clicked, kind=kind, icon=icon, tip=name)
        self.setAccessibleName(name)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        side = self._look.pixels(30)
        self.setFixedSize(side, side)


def link_button(look: Look, words: str, clicked: Callable[[], object]) -> Button:
    """Return a button that looks like a link."""
    return Button(look, words, clicked, kind="link")


def icon_button(
    look: Look, icon: str, name: str, clicked: Callable[[], object], *, framed: bool = False
) -> IconButton:
    """Return a button that is only a picture, with or without an edge."""
    return IconButton(look, icon, name, clicked, kind="small" if framed else "plain")

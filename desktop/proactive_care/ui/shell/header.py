"""The header: where one is, the search box, who is signed in, the menu and Lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from proactive_care.ui.shell.search_box import SearchBox
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across, down

_ROOM_FOR_NAME = 1000  # pixels of header at 100 % text below which only the initials are shown


class Header(QFrame):
    """``lock`` is sent when Lock is pressed."""

    lock = Signal()

    def __init__(self, look: Look, full_name: str, role: str, search: SearchBox) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "header")
        self.title = Words("", "title")
        self.subtitle = Words("", "secondary", elide=True)
        self.search = search
        self._avatar = Words(initials(full_name), "avatar")
        self._avatar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._avatar.setAccessibleName(f"Signed in: {full_name}, {role}")
        self._avatar.setToolTip(f"{full_name}, {role}")
        self._person = QWidget()
        self._person.setLayout(down(Words(full_name, "strong"), Words(role, "secondary"), gap=0))
        self.extra = QHBoxLayout()
        self.extra.setSpacing(4)
        self.menu_button = Button(look, "&Menu", icon="menu")
        self.menu_button.setProperty("menu", "true")
        self.lock_button = Button(look, "Loc&k", self.lock.emit, icon="lock")
        row = across(
            self.title,
            self.subtitle,
            self.extra,
            search,
            self._avatar,
            self._person,
            self.menu_button,
            self.lock_button,
            gap=12,
            margins=(24, 5, 24, 5),
        )
        row.setStretchFactor(self.subtitle, 2)
        row.setStretchFactor(search, 3)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)
        self._fit()

    def show_place(self, title: str, subtitle: str) -> None:
        """Say which page is open."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def set_menu(self, menu: QMenu) -> None:
        """Put the menu behind its button."""
        self.menu_button.setMenu(menu)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._look.pixels(48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._person.setVisible(self.width() >= self._look.pixels(_ROOM_FOR_NAME))

    def _fit(self) -> None:
        side = self._look.pixels(28)
        self._avatar.setFixedSize(side, side)
        self.setMinimumHeight(self._look.pixels(48))
        self._person.setVisible(self.width() >= self._look.pixels(_ROOM_FOR_NAME))


def initials(full_name: str) -> str:
    """Return the first letters of the first and the last name."""
    names = [part for part in full_name.split() if part[0].isalpha()]
    if not names:
        return full_name[:1].upper()
    return (names[0][0] + (names[-1][0] if len(names) > 1 else "")).upper()

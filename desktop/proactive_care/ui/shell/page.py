"""A page is one class: its name, icon, shortcut, guide and permission, and what it shows."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from proactive_care.accounts import Permission
from proactive_care.ui.shell.desk import Desk


class Page(QWidget):
    """Base of all pages.

    ``permission`` None means everybody. ``subtitle_changed`` sets the words beside the title.
    ``first_focus`` is the widget that the keyboard starts on.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    shortcut: ClassVar[str]
    help_topic: ClassVar[str]
    permission: ClassVar[Permission | None] = None
    at_foot: ClassVar[bool] = False  # below the other pages in the rail
    loads_on_enter: ClassVar[bool] = False  # enter() always loads what is shown

    subtitle_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.title)
        self.subtitle = ""

    def say(self, subtitle: str) -> None:
        """Set the words beside the page's title."""
        self.subtitle = subtitle
        self.subtitle_changed.emit(subtitle)

    def enter(self, detail: object) -> None:
        """Show the page, opened at ``detail``; None is the page as it was left."""

    def refresh(self) -> None:
        """Load again what is shown, because the practice has changed."""

    def unsaved(self) -> str:
        """Say in a few words what was typed here and would be lost; empty if nothing would."""
        return ""

    def leave(self) -> None:
        """Remember columns and sizes, because the window is closing."""

    def take_focus(self) -> None:
        """Put the keyboard where it starts, unless the user is already somewhere on the page."""
        focused = QApplication.focusWidget()
        lost = focused is None or not focused.isVisible()
        if self.isVisible() and lost:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """The widget that the keyboard starts on."""
        return self

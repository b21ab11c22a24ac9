"""An empty page says what would be here, how to get it, and has the button for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, IconLabel, Words, down


class EmptyPage(QWidget):
    """Shown instead of an empty table."""

    def __init__(
        self,
        look: Look,
        icon: str,
        heading: str,
        text: str,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.heading = Words(heading, "heading")
        self.text = Words(text, "secondary", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._icon = IconLabel(look, icon, "secondary", 40)
        self.button = Button(look, action, do, kind="primary")
        if not action:
            self.button.hide()
        column = down(
            None,
            self._icon,
            self.heading,
            self.text,
            8,
            self.button,
            None,
            gap=8,
            margins=(24, 24, 24, 24),
        )
        for part in (column.itemAt(1), column.itemAt(2), column.itemAt(5)):
            if part is not None:
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column)

    def say(self, heading: str, text: str, icon: str = "") -> None:
        """Change what is said, and perhaps the picture."""
        if icon:
            self._icon.show_icon(icon, "secondary")
        self.heading.setText(heading)
        self.text.setText(text)

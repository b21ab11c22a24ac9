"""The strip that tells people something on the page where it happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame

from proactive_care.domain.errors import KnownError
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets.buttons import Button, icon_button
from proactive_care.ui.widgets.layouts import across, down
from proactive_care.ui.widgets.words import IconLabel, Words, refresh_style

_ICONS = {"good": "done", "info": "info", "warning": "warning", "danger": "danger"}
_COLOURS = {"good": "good", "info": "primary", "warning": "warning", "danger": "danger"}


class MessageStrip(QFrame):
    """One message at a time: what happened, what was kept, what to do next."""

    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "message")
        self._icon = IconLabel(look, "info", "primary", 20)
        self._first = Words("", "strong", wrap=True)
        self._rest = Words("", wrap=True)
        self._action = Button(look, "", self._act)
        self._close = icon_button(look, "close", "Close this message", self.clear)
        self._do: Callable[[], object] | None = None
        row = across(
            self._icon,
            down(self._first, self._rest, gap=2),
            self._action,
            self._close,
            gap=12,
            margins=(12, 8, 8, 8),
        )
        row.setStretch(1, 1)
        self.setLayout(row)
        self.hide()

    def tell(
        self,
        kind: str,
        first: str,
        rest: str = "",
        *,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show a message. ``kind``: good, info, warning or danger; ``action`` names a button."""
        self.setProperty("kind", kind)
        refresh_style(self)
        self._icon.show_icon(_ICONS[kind], _COLOURS[kind])
        self._first.setText(first)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._action.rename(action)
        self._action.setVisible(bool(action))
        self._do = do
        self.setAccessibleName(f"{first} {rest}".strip())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def tell_error(self, error: KnownError) -> None:
        """Show a known error in its own words."""
        self.tell("danger", error.happened, " ".join(p for p in (error.kept, error.advice) if p))

    def text(self) -> str:
        """Everything that the strip says now; empty when it is hidden."""
        if self.isHidden():
            return ""
        return f"{self._first.whole_text()} {self._rest.whole_text()}".strip()

    def clear(self) -> None:
        """Take the message away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _act(self) -> None:
        do = self._do
        self.clear()
        if do is not None:
            do()

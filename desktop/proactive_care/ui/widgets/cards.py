"""Cards: a surface with a heading, a side note, actions, and content."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from proactive_care.ui.widgets.layouts import across
from proactive_care.ui.widgets.words import Words, refresh_style


class Card(QFrame):
    """A framed surface. ``body`` is the layout below the heading."""

    def __init__(
        self,
        heading: str = "",
        note: str = "",
        actions: tuple[QWidget, ...] = (),
        *,
        padded: bool = True,
    ) -> None:
        super().__init__()
        self.setProperty("part", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.heading = Words(heading, "heading")
        self.note = Words(note, "secondary", elide=True)
        if heading:
            top = across(self.heading, self.note, *actions, gap=8, margins=(15, 7, 11, 7))
            top.setStretchFactor(self.note, 1)
            outer.addLayout(top)
            outer.addWidget(rule())
            self.setAccessibleName(heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.body.setContentsMargins(*((15, 11, 15, 11) if padded else (0, 0, 0, 0)))
        outer.addLayout(self.body, 1)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Add content below what is there."""
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the card with the edge of the one that is open."""
        self.setProperty("chosen", chosen)
        refresh_style(self)


def rule() -> QFrame:
    """Return a thin line across."""
    return _line("rule")


def upright() -> QFrame:
    """Return a thin line down."""
    return _line("upright")


def _line(part: str) -> QFrame:
    line = QFrame()
    line.setProperty("part", part)
    return line

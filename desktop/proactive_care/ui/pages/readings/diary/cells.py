"""The cells of the form. They know only their digits; the grid says what a key means."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from proactive_care.domain.diary import Written
from proactive_care.ui.pages.readings.diary.form import Slot
from proactive_care.ui.widgets.words import refresh_style

_SHOWN = {Written.NOT_WRITTEN: "–", Written.UNREADABLE: "?"}


class Cell(QLineEdit):
    """A cell that the grid moves through."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setProperty("cell", kind)
        self.setProperty("look", "")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def dress(self, look: str) -> None:
        """Draw the cell as dropped, missing, wrong, unusual, or plain ("")."""
        if self.property("look") != look:
            self.setProperty("look", look)
            refresh_style(self)


class Keys(Protocol):
    """What the cells ask of the grid."""

    def pressed(self, cell: FigureCell, event: QKeyEvent) -> bool: ...

    def entered(self, cell: Cell) -> None: ...

    def date_pressed(self, cell: DateCell, event: QKeyEvent) -> bool: ...


class FigureCell(Cell):
    """One figure of one reading."""

    def __init__(self, grid: Keys, slot: Slot, field: str) -> None:
        super().__init__("pulse" if field == "pulse" else "figure")
        self._grid = grid
        self.slot, self.field = slot, field
        self.setMaxLength(3)

    def show_slot(self) -> None:
        """Show what stands in the slot: its digits, a dash, or a question mark."""
        text = self.slot.text(self.field)
        if not text and self.field != "pulse":
            text = _SHOWN.get(self.slot.state, "")
        if self.text() != text:
            self.setText(text)

    @property
    def is_missing(self) -> bool:
        """Whether it was said that there is no figure here."""
        return (
            self.field != "pulse"
            and self.slot.state is not Written.WRITTEN
            and not self.slot.text(self.field)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.pressed(self, event):
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # Digits and signs are never shortcuts here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            if plain and event.text():
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.is_missing:
            self.selectAll()
        self._grid.entered(self)


class DateCell(Cell):
    """The day of a row: shown in words, typed as four digits."""

    def __init__(self, grid: Keys, row: int) -> None:
        super().__init__("date")
        self._grid = grid
        self.row = row
        self.typed = ""
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setReadOnly(True)  # the grid writes into it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.date_pressed(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.typed = ""
        self._grid.entered(self)

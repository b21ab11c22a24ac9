"""One section of the Settings page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class Section(QWidget):
    """Base of sections that show something which may change elsewhere."""

    def refresh(self) -> None:
        """Load again what is shown, because the practice has changed."""

"""A day, chosen or typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit


class DayField(QDateEdit):
    """A field for a day, in the form that days are shown in everywhere."""

    def __init__(self, name: str, start: date) -> None:
        super().__init__()
        self.setDisplayFormat("d MMM yyyy")
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.show_day(start)

    def day(self) -> date:
        """The day that is chosen."""
        chosen = super().date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_day(self, day: date) -> None:
        """Choose a day."""
        self.setDate(QDate(day.year, day.month, day.day))

"""The way to records that may be one person's, on the first step of the Data page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from proactive_care.accounts import Permission
from proactive_care.importing import PossibleDouble, possible_doubles
from proactive_care.ui.pages.data.doubles import show_doubles
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, IconLabel, Words, across


class DoublesCard(Card):
    """Shown to those who may merge, once there are patients; the dialog opens above the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.words = Words("", "secondary", wrap=True)
        self.button = Button(desk.look, "Compare &side by side…", self.open)
        row = across(IconLabel(desk.look, "patients", "primary", 24), self.words, self.button)
        row.setStretch(1, 1)
        content = QWidget()
        content.setLayout(row)
        self.add(content)
        self.hide()

    def refresh(self) -> None:
        """Count the pairs again, without keeping anybody waiting."""
        session = self._desk.session
        if session.may(Permission.MERGE_PATIENTS):
            self._desk.fetch(
                "Looking for double records",
                lambda _progress: possible_doubles(session),
                self.show_pairs,
            )

    def show_pairs(self, pairs: tuple[PossibleDouble, ...]) -> None:
        """Say how many pairs there are to look at."""
        count = len(pairs)
        if count:
            pairs_ = "1 pair" if count == 1 else f"{count:,} pairs"
            self.words.setText(
                f"{pairs_} of records may be one person’s: same date of birth and family name, one "
                "without an NHS number. Nothing is merged until somebody has looked."
            )
        else:
            self.words.setText("No two records look like one person’s.")
        self.show()

    def open(self) -> None:
        """Open the pairs side by side."""
        changed = show_doubles(self, self._desk.look, self._desk.session)
        self.refresh()
        if changed:
            self._desk.practice_changed.emit()

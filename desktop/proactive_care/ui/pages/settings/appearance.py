"""Colours, text size, and when the window locks itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.shell import Desk
from proactive_care.ui.shell.commands import TEXT_SIZES
from proactive_care.ui.shell.idle import DEFAULT_MINUTES, MINUTES_CHOICES
from proactive_care.ui.theme import THEMES, load_tokens
from proactive_care.ui.widgets import Card, Flow, TierTag, Words, across, down, scrolling

_THEME_NOTES = {
    "light": "For bright rooms.",
    "dark": "For dim rooms.",
    "contrast": "White on black, with strong edges.",
}


class Appearance(QWidget):
    """Every choice works at once and is remembered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        colours = Card("Colours")
        self.themes: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        for name in THEMES:
            title = load_tokens(name).title
            button = QRadioButton(title)
            button.setAccessibleName(title)
            button.setAccessibleDescription(_THEME_NOTES[name])
            button.clicked.connect(partial(self._choose, name, None))
            group.addButton(button)
            self.themes[name] = button
            colours.add(across(button, Words(_THEME_NOTES[name], "secondary"), None, gap=16))
        sizes = Card("Text size")
        self.sizes = QComboBox()
        self.sizes.setAccessibleName("Text size")
        for size in TEXT_SIZES:
            self.sizes.addItem(f"{size} %", size)
        self.sizes.activated.connect(
            lambda _index: self._choose(None, int(self.sizes.currentData()))
        )
        sizes.add(across(self.sizes, Words("Also Ctrl and + or −", "secondary"), None, gap=16))
        sizes.add(Flow(*(TierTag(look, tier) for tier in Tier), gap=8))
        lock = Card("Lock")
        self.minutes = QComboBox()
        self.minutes.setAccessibleName("Lock the window after")
        for minutes in MINUTES_CHOICES:
            self.minutes.addItem(f"{minutes} minutes", minutes)
        self.minutes.activated.connect(self._lock_after)
        lock.add(
            Flow(
                Words("Lock the window after"),
                self.minutes,
                Words("without a key or a movement of the mouse"),
                gap=8,
            )
        )
        content = QWidget()
        content.setLayout(down(colours, sizes, lock, None, gap=12, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))
        look.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        look = self._desk.look
        self.themes[look.tokens.name].setChecked(True)
        self.sizes.setCurrentIndex(max(0, self.sizes.findData(look.text_percent)))
        minutes = self._desk.remembered.number("idle_minutes", DEFAULT_MINUTES)
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(minutes)))

    def _choose(self, theme: str | None, size: int | None, _checked: bool = True) -> None:
        self._desk.choose_look(theme, size)

    def _lock_after(self, _index: int) -> None:
        minutes = int(self.minutes.currentData())
        self._desk.remembered.keep("idle_minutes", minutes)
        self._desk.idle_minutes_changed.emit(minutes)

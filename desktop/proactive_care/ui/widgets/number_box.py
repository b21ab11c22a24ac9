"""A field for a whole number, with the same room before its text as every other field."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

_BEFORE = 6  # a style sheet does not reach the text inside a spin box


class NumberBox(QSpinBox):
    """A spin box whose figures do not touch its edge."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(_BEFORE, 0, 0, 0)

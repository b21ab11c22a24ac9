"""A sum in large figures: 271 − 31 − 26 = 214."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from proactive_care.ui.widgets.flow import Flow
from proactive_care.ui.widgets.layouts import down
from proactive_care.ui.widgets.words import Words


@dataclass(frozen=True)
class Figure:
    """One figure: ``sign`` stands before it ("=", "−", "+", or nothing)."""

    value: int
    label: str
    note: str = ""
    sign: str = ""
    kind: str = "figure"


class SumLine(Flow):
    """Shows figures one after the other, with their signs."""

    def __init__(self) -> None:
        super().__init__(gap=12, line_gap=8)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show another sum."""
        self.clear()
        for figure in figures:
            if figure.sign:
                sign = Words(figure.sign, "title")
                sign.setAccessibleName({"=": "is", "−": "less", "+": "and"}[figure.sign])
                self.add(sign)
            block = QWidget()
            value = Words(f"{figure.value:,}", figure.kind)
            parts = [value, Words(figure.label)]
            if figure.note:
                parts.append(Words(figure.note, "small"))
            block.setLayout(down(*parts, gap=0))
            self.add(block)
        words = " ".join(f"{f.sign} {f.value:,} {f.label}".strip() for f in figures)
        self.setAccessibleName(words)

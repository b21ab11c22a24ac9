"""Rows and columns on the 4 px grid."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

Part = QWidget | QLayout | int | None
"""What a row or column holds: a widget, another layout, a gap in pixels, or None for a stretch."""

Margins = tuple[int, int, int, int]
L = TypeVar("L", bound=QBoxLayout)


def across(*parts: Part, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a row. ``margins`` are left, top, right, bottom."""
    return _filled(QHBoxLayout(), parts, gap, margins)


def down(*parts: Part, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a column. ``margins`` are left, top, right, bottom."""
    return _filled(QVBoxLayout(), parts, gap, margins)


def scrolling(content: QWidget) -> QScrollArea:
    """Return a frame that scrolls what does not fit; the keyboard reaches its content."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("part", content.property("part") or "flow")
    area.setWidget(content)
    return area


def _filled(layout: L, parts: tuple[Part, ...], gap: int, margins: Margins) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout

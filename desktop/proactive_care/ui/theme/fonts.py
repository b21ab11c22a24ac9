"""The fonts of the window: the system's own, or Noto Sans from the resources."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontDatabase

from proactive_care.resource_files import resource_path

_PREFERRED = ("Segoe UI",) if sys.platform == "win32" else ("Inter", "Noto Sans")
_SHIPPED = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


def choose_family(installed: Iterable[str]) -> str:
    """Return the family to draw the window in, loading the shipped one if nothing else fits."""
    present = set(installed)
    for family in _PREFERRED:
        if family in present:
            return family
    return _load_shipped()


def window_font(family: str, pixels: int, *, bold: bool = False) -> QFont:
    """Return a font of the window: figures of one width, so that columns of numbers line up."""
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _load_shipped() -> str:
    families: list[str] = []
    for name in _SHIPPED:
        number = QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise ValueError("the shipped fonts cannot be read")
    return families[0]

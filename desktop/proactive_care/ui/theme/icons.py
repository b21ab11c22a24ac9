"""Our line icons (``resources/icons/*.svg``), drawn in whatever colour the theme asks for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from proactive_care.resource_files import resource_path


@lru_cache(maxsize=128)
def icon_source(name: str) -> str:
    """Return the text of an icon. It is drawn in ``currentColor`` on a grid of 24 units."""
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon ``side`` logical pixels wide, for a screen of this device pixel ratio."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_coloured(name, colour).encode("utf-8")))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def line_icon(name: str, side: int, colour: str, disabled: str) -> QIcon:
    """Return an icon sharp on every screen there is, paler while its control is switched off."""
    icon = QIcon()
    for ratio in {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
        icon.addPixmap(icon_pixmap(name, colour, side, ratio), QIcon.Mode.Normal)
        icon.addPixmap(icon_pixmap(name, disabled, side, ratio), QIcon.Mode.Disabled)
    return icon


def write_control_images(folder: Path, images: dict[str, tuple[str, str]]) -> None:
    """Write icons as files, because a style sheet can only name files.

    ``images`` maps a file's stem to (icon, colour).
    """
    for stem, (name, colour) in images.items():
        (folder / f"{stem}.svg").write_text(_coloured(name, colour), encoding="utf-8")


def _coloured(name: str, colour: str) -> str:
    return icon_source(name).replace("currentColor", colour)

"""The program's icon in the form that a build needs, drawn from the one SVG."""

from __future__ import annotations

import os
from pathlib import Path

SIZE = 256


def render_icon(svg: Path, folder: Path) -> Path:
    """Draw ``svg`` as a 256 x 256 PNG into ``folder`` and return its path.

    PyInstaller turns it into an .ico. Raises ValueError if the file is not an SVG that Qt can draw.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} cannot be drawn")
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{svg.stem}.png"
    image.save(str(path))
    del application
    return path

"""The program's icon in the form that Windows needs, drawn from the one SVG."""

from __future__ import annotations

import os
import struct
from pathlib import Path

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels: the title bar, the task bar and the desktop, at 100 to 200 %."""


def render_icon(svg: Path, folder: Path) -> Path:
    """Draw ``svg`` in every size into one .ico in ``folder`` and return its path.

    Raises ValueError if the file is not an SVG that Qt can draw.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} cannot be drawn")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{svg.stem}.ico"
    path.write_bytes(icon_file([(size, _drawn(renderer, size)) for size in SIZES]))
    del application
    return path


def icon_file(pictures: list[tuple[int, bytes]]) -> bytes:
    """Return an .ico of (size in pixels, PNG): a header, a line for each picture, the pictures."""
    offset = 6 + 16 * len(pictures)
    lines = b""
    for size, png in pictures:
        short = size % 256  # 0 stands for 256
        lines += struct.pack("<BBBBHHII", short, short, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    header = struct.pack("<HHH", 0, 1, len(pictures))
    return header + lines + b"".join(png for _, png in pictures)


def _drawn(renderer: object, size: int) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    assert isinstance(renderer, QSvgRenderer)
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())

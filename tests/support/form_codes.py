"""Reading a form code back from a page, module by module."""

from __future__ import annotations

from typing import Any

import segno


def code_matrix(token: str) -> list[bytes]:
    """Return the modules that a form code must have."""
    made = segno.make(token, error="h", micro=False, mode="alphanumeric", version=1)
    return [bytes(row) for row in made.matrix]


def read_code(picture: Any, dpi: int, left: float, top: float, size: float = 27) -> list[bytes]:
    """Return the modules of the only dark thing in a square of ``size`` mm of a page's picture."""
    scale = dpi / 25.4
    edges = (left, top, left + size, top + size)
    field = picture.crop(tuple(round(edge * scale) for edge in edges))
    field = field.point(lambda value: 255 * (value < 128))
    x, y, right, bottom = field.getbbox()
    step = (right - x) / 21
    assert abs((bottom - y) / 21 - step) < 0.1
    return [
        bytes(
            int(field.getpixel((int(x + (c + 0.5) * step), int(y + (r + 0.5) * step))) > 128)
            for c in range(21)
        )
        for r in range(21)
    ]

"""The one style sheet, filled in from the theme's tokens (``resources/themes/window.qss``).

In the template ``@name`` is a colour of the theme, ``text(14)`` a size that grows with the text
and ``image(name)`` the file of a control's picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from proactive_care.resource_files import resource_path
from proactive_care.ui.theme.tokens import Tokens

_TEXT = re.compile(r"text\((\d+)\)")
_IMAGE = re.compile(r"image\(([a-z-]+)\)")
_COLOUR = re.compile(r"@([a-z_]+)")


def style_sheet(tokens: Tokens, pixels: Callable[[int], int], images: Path) -> str:
    """Return the style sheet of a theme. ``pixels`` scales a size with the text.

    Raises KeyError if the template names a colour that no theme has.
    """
    template = resource_path("themes", "window.qss").read_text(encoding="utf-8")
    colours = asdict(tokens.colours)
    sheet = _TEXT.sub(lambda found: f"{pixels(int(found[1]))}px", template)
    sheet = _IMAGE.sub(lambda found: f'url("{(images / found[1]).as_posix()}.svg")', sheet)
    return _COLOUR.sub(lambda found: colours[found[1]], sheet)


def control_images(tokens: Tokens) -> dict[str, tuple[str, str]]:
    """Return the pictures that the style sheet names: file stem to (icon, colour)."""
    colours = tokens.colours
    return {
        "tick": ("tick", colours.on_primary),
        "partly": ("minus", colours.on_primary),
        "dot": ("dot", colours.on_primary),
        "down": ("chevron-down", colours.secondary),
        "up": ("chevron-up", colours.secondary),
        "down-off": ("chevron-down", colours.disabled),
        "left": ("chevron-left", colours.secondary),
        "left-off": ("chevron-left", colours.disabled),
        "right": ("chevron-right", colours.secondary),
        "right-off": ("chevron-right", colours.disabled),
    }

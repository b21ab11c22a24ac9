"""Text that a spreadsheet will open."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless_cell(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: such a one gets an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text

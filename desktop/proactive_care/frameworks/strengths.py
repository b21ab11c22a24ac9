"""Reading the strength out of a product name."""

from __future__ import annotations

import re

_MILLIGRAMS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mg|milligrams?)(?![a-z])", re.IGNORECASE)


def strength_mg(product: str | None) -> float | None:
    """Return the first strength in milligrams: 2.5 of "Apixaban 2.5mg tablets", else None."""
    match = _MILLIGRAMS.search(product or "")
    return float(match[1]) if match else None

"""Three-valued (Kleene) logic: True, False, or None for unknown. Missing data is never "fine"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None


def all_true(parts: Iterable[Truth]) -> Truth:
    """Return False if any part is false, else unknown if any part is unknown, else True."""
    result: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def any_true(parts: Iterable[Truth]) -> Truth:
    """Return True if any part is true, else unknown if any part is unknown, else False."""
    result: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            result = None
    return result


def negated(part: Truth) -> Truth:
    """Return the opposite; the opposite of unknown is unknown."""
    return None if part is None else not part

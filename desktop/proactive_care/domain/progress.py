"""How long work tells the user how far it is, and how the user stops it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int | None, str], None]
"""Called with what is done, the total (None if it cannot be known) and a word for the step.

It may raise ``Cancelled``; the work then stops, undoes what it did and lets that error through.
"""


def no_progress(done: int, total: int | None, what: str) -> None:
    """Tell nobody."""

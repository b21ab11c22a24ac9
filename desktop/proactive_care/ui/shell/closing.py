"""Whether a window may close: work that would be stopped and words that would be lost are said."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from proactive_care.ui.shell.page import Page
from proactive_care.ui.theme import Look
from proactive_care.ui.work import confirm


def may_close(parent: QWidget, look: Look, *, busy: bool, pages: Iterable[Page]) -> bool:
    """Ask about what would be lost, and return whether the user still wants to close."""
    if busy and not confirm(
        parent,
        look,
        "Stop what is running?",
        "The work that is running will be stopped. Nothing of it is kept; everything before it is.",
        "&Stop and close",
        danger=True,
    ):
        return False
    lost = [words for page in pages if (words := page.unsaved())]
    return not lost or confirm(
        parent,
        look,
        "Close without saving?",
        f"Not saved yet: {'; '.join(lost)}. Cancel to go back and save it.",
        "Close &without saving",
        danger=True,
    )

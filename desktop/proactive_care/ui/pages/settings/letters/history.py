"""Every saved version of a document: when, by whom, why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from proactive_care.domain.dates import show_date
from proactive_care.templates import OpenTemplate, TemplateVersion
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog


class HistoryDialog(Dialog):
    """The versions, newest first, and texts that have lost their place."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        opened: OpenTemplate,
        versions: Sequence[TemplateVersion],
    ) -> None:
        super().__init__(parent, look, f"Versions: {opened.title}")
        for version in versions:
            day = show_date(version.at.astimezone().date())
            texts = {0: "as shipped", 1: "1 text"}.get(version.texts, f"{version.texts} texts")
            self.add(Words(f"Version {version.version}, {day}, {version.by}: {texts}", "strong"))
            self.add(Words(version.reason, wrap=True))
        if not versions:
            self.add(Words("Nobody has changed this document yet.", "secondary"))
        if opened.lost:
            self.add(Words("These words of yours have lost their place in an update:", "strong"))
            for text in opened.lost:
                self.add(Words(text, wrap=True))
        self.add_button(Button(look, "&Close", self.accept, kind="primary"), default=True)

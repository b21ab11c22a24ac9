"""The guides of the exports: from the menu, from the Data page, from one to the other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl

from proactive_care.accounts import Session
from proactive_care.resource_files import resource_path
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.guide import guide_text
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import EmptyPage

TOPICS = sorted(path.stem for path in resource_path("help").glob("*.md"))


@pytest.mark.parametrize("topic", TOPICS)
def test_every_guide_has_a_title_and_its_links_lead_somewhere(topic: str) -> None:
    text = guide_text(topic)
    assert text.startswith("# ")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert link in TOPICS, link


def test_the_menu_opens_the_exports_and_links_lead_on(window: MainWindow) -> None:
    action = next(a for a in window.commands.menu.actions() if "exports" in a.text())
    action.trigger()
    assert window.guide.topic == "exports"
    assert "Choose your system" in window.guide.text.toPlainText()
    for link in ("export-emis", "export-systmone", "export-vision", "export-plain", "exports"):
        window.guide.text.anchorClicked.emit(QUrl(link))
        assert window.guide.topic == link
        assert window.guide.isVisible()


def test_an_empty_data_page_says_how_to_get_the_files(
    empty_session: Session, open_window: Callable[[Session], MainWindow]
) -> None:
    window = open_window(empty_session)
    window.go(Place("data"))
    assert isinstance(window.page, DataPage)
    empty = window.page.findChild(EmptyPage)
    assert empty.isVisible()
    window.guide.close_guide()
    empty.button.click()
    assert window.guide.topic == "exports"
    window.choose_look(None, 200)
    window.guide.close_guide()
    empty.button.click()
    assert not window.page.isVisible()  # large text leaves room for one of them
    window.guide.close_guide()
    assert window.page.isVisible()

"""Alt with a letter presses one thing: no two controls on the screen share a letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.tour import settle

Ready = Callable[[MainWindow], None]
_LETTER = re.compile(r"&([A-Za-z0-9])")


def letters_on(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every letter that works with Alt now, with the words that it is in."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        texts: list[str] = []
        label = isinstance(widget, QLabel) and widget.buddy() is not None
        if label or isinstance(widget, QAbstractButton):
            texts = [widget.text()]
        elif isinstance(widget, QTabBar):
            shown = [n for n in range(widget.count()) if widget.isTabVisible(n)]
            texts = [widget.tabText(n) for n in shown if widget.isTabEnabled(n)]
        for text in texts:
            if found := _LETTER.search(text.replace("&&", "")):
                yield found[1].casefold(), text


def _unknown_file(window: MainWindow) -> Path:
    path = window.desk.session.practice.folder / "clinic.csv"
    text = "NHS,Seen,Weight\n9990000018,03/04/2026,71\n,03/04/2026,72\n"
    path.write_text(text, encoding="utf-8")
    return path


def _known_file(window: MainWindow) -> Path:
    path = window.desk.session.practice.folder / "patients.csv"
    text = "nhs_number,date_of_birth,sex\n9990000018,1959-02-03,F\n"
    path.write_text(text, encoding="utf-8")
    return path


def stops(window: MainWindow, ready: Ready) -> Iterator[str]:
    """Walk through every page and part."""
    for kind in window.page_types:
        window.go(Place(kind.key))
        ready(window)
        yield kind.key
        page = window.page
        if isinstance(page, PatientsPage):
            window.go(Place("patients", OpenPatient(1, (1, 2), "this list")))
            ready(window)
            if page._stack.currentWidget() is page.finding:
                continue  # may not see records
            for tab in range(page.view.tabs.count()):
                page.view.tabs.setCurrentIndex(tab)
                ready(window)
                yield f"patient, {page.view.tabs.tabText(tab)}"
        elif isinstance(page, DataPage):
            page.check_paths((_unknown_file(window),))
            ready(window)
            yield "data, explaining a file"
            page.explain.back.emit()
            page.check_paths((_known_file(window),))
            ready(window)
            yield "data, check"
            page.check.back.emit()
        elif isinstance(page, WorklistsPage) and page.model.rowCount():
            page.model.tick([0], on=True)
            yield "worklist with a selection"
            page.model.clear_ticks()
        elif isinstance(page, RecallPage) and page.show_part("due") is not None:
            if page.show_part("due") is not None:
                page.choose.check.click()
                ready(window)
                yield "recall, check"
            for part in ("batches", "outcomes", "escalated", "coding"):
                page.show_part(part)
                ready(window)
                yield f"recall, {part}"
        elif isinstance(page, SettingsPage):
            for number, name in enumerate(page.section_names):
                page.open_section(number)
                ready(window)
                yield f"settings, {name}"
        for tabs in page.findChildren(QTabBar) if kind.key in ("readings", "reports") else ():
            for tab in range(tabs.count()):
                if tabs.isVisible():
                    tabs.setCurrentIndex(tab)
                    ready(window)
                    yield f"{kind.key}, {tabs.tabText(tab)}"


@pytest.mark.parametrize("role", [Role.CLINICAL_LEAD, Role.HCA, Role.RECEPTIONIST])
def test_each_letter_belongs_to_one_control(
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
    role: Role,
) -> None:
    assert not clashes_in(open_window(sign_in(role.value)), ready)


def test_nor_in_an_empty_practice(
    empty_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    assert not clashes_in(open_window(empty_session), ready)


def clashes_in(window: MainWindow, ready: Ready) -> str:
    """The clashes, one a line."""
    clashes: set[str] = set()
    for stop in stops(window, ready):
        settle()
        found: dict[str, set[str]] = defaultdict(set)
        for letter, words in letters_on(window):
            found[letter].add(words)
        clashes |= {f"{stop}: {sorted(w)}" for w in found.values() if len(w) > 1}
    return "\n".join(sorted(clashes))

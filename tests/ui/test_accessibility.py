"""Every widget of every page: a name for the screen reader, room to hit it, a keyboard way in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from proactive_care.ui.pages import PAGES
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.tour import settle
from support.looking import faults

CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar,
    QPlainTextEdit, QTextBrowser,
)  # fmt: skip
SMALLEST = 24
Ready = Callable[[MainWindow], None]


def _stops(window: MainWindow, ready: Ready) -> Iterator[str]:
    """Walk through every page and every part of it."""
    for page in PAGES:
        window.go(Place(page.key))
        ready(window)
        yield page.key
        part = window.page
        if isinstance(part, PatientsPage):
            window.go(Place("patients", OpenPatient(1, (1, 2), "this list")))
            ready(window)
            for tab in range(part.view.tabs.count()):
                part.view.tabs.setCurrentIndex(tab)
                yield f"patient tab {tab}"
        elif isinstance(part, WorklistsPage):
            part.model.tick([0], on=True)
            yield "worklist with a selection"
            for key in part.filters.chips:
                part.filters.add_filter(key)
            yield "worklist with every chip"
            part.filters.clear()
        elif isinstance(part, RecallPage):
            part.choose.check.click()
            ready(window)
            for tab in range(part.check.tabs.count()):
                part.check.tabs.setCurrentIndex(tab)
                yield f"recall tab {tab}"
            for name in ("batches", "outcomes", "escalated", "coding"):
                part.show_part(name)
                ready(window)
                yield f"recall {name}"
            part.show_part("due")
        elif isinstance(part, DataPage):
            part.check_paths((_unknown_file(window),))
            ready(window)
            yield "data, explaining a file"
            part.explain.back.emit()
        elif isinstance(part, SettingsPage):
            for number, name in enumerate(part.section_names):
                part.open_section(number)
                ready(window)
                yield f"settings section {name}"
    window.toggle_guide()
    yield "guide"


def _unknown_file(window: MainWindow) -> Path:
    path = window.desk.session.practice.folder / "clinic.csv"
    path.write_text("NHS,Seen,Weight\n9990000018,03/04/2026,71\n", encoding="utf-8")
    return path


def _visible(window: QWidget) -> Iterator[QWidget]:
    settle()
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            yield widget


def _own(widget: QWidget) -> bool:
    """Whether it is ours, and not a part of one of Qt's own controls."""
    inner = isinstance(widget, QHeaderView | QScrollBar) or widget.objectName().startswith("qt_")
    parent = widget.parentWidget()
    inside = isinstance(parent, QAbstractSpinBox | QComboBox | QTabBar)
    return not inner and not inside and "CornerButton" not in type(widget).__name__


def _described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_has_a_name_room_and_a_way_in(
    window: MainWindow, ready: Ready, percent: int
) -> None:
    window.choose_look(None, percent)
    wrong: set[str] = set()
    for stop in _stops(window, ready):
        for widget in filter(_own, _visible(window)):
            if not isinstance(widget, CONTROLS):
                continue
            if not widget.accessibleName().strip():
                wrong.add(f"{stop}: {_described(widget)} has no name")
            if min(widget.width(), widget.height()) < SMALLEST:
                wrong.add(f"{stop}: {_described(widget)} is too small: {widget.size().toTuple()}")
            reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            frozen = "first column" in widget.accessibleName()
            arrows = isinstance(widget, QAbstractButton) and widget.group() is not None
            if widget.isEnabled() and not (reached or frozen or arrows):
                wrong.add(f"{stop}: {_described(widget)} cannot be reached by Tab")
    assert sorted(wrong) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_no_words_are_cut_off(window: MainWindow, ready: Ready, percent: int) -> None:
    window.choose_look(None, percent)
    wrong: set[str] = set()
    for stop in _stops(window, ready):
        settle()
        wrong |= {f"{stop}: {fault}" for fault in faults(window, raw=False)}
    assert sorted(wrong) == []


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_tab_goes_round_everything_and_comes_back(
    window: MainWindow, ready: Ready, key: str
) -> None:
    window.activateWindow()
    window.go(Place(key))
    ready(window)
    window.page.first_focus().setFocus()
    seen: list[QWidget] = []
    for _ in range(120):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        window.focusNextChild()
    names = [widget.accessibleName() for widget in seen]
    assert len(seen) < 120
    assert "Lock" in names
    assert "Search patients and pages" in names
    for button in window.page.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and _own(button):
            group = button.group()
            reached = button in seen or (group is not None and group.checkedButton() in seen)
            assert reached or isinstance(button.parentWidget(), QTabBar), button.accessibleName()


def test_the_focus_is_always_visible(window: MainWindow, ready: Ready) -> None:
    window.activateWindow()
    window.page.first_focus().setFocus()
    for _ in range(15):
        window.focusNextChild()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.ring.isVisible()
        ring = window.ring.geometry()
        centre = focused.mapTo(window, focused.rect().center())
        assert ring.adjusted(-4, -4, 4, 4).contains(centre) or ring.contains(
            focused.mapTo(window, QPoint(0, 0))
        )

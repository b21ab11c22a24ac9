"""Settings, Readings: what is keyed twice, who is told, and the bands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    SecondCheck,
    load_bands,
    load_second_check,
    load_telling,
)
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.settings.readings import Readings
from proactive_care.ui.shell import Place, Remembered
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.practice import add_user
from support.readings import reading_practice
from support.windows import stop_work


def opened(qtbot: QtBot, look: Look, folder: Path, session: Session) -> MainWindow:
    window = MainWindow(session, look, Remembered(folder), (SettingsPage,))
    qtbot.addWidget(window, before_close_func=stop_work)
    window.show()
    window.go(Place("settings", "Readings"))
    qtbot.waitUntil(lambda: not window.busy, timeout=60_000)
    return window


def section(window: MainWindow) -> Readings:
    found = window.page.findChild(Readings)
    assert found is not None
    return found


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Session]:
    """Whoever is signed in besides is closed with the practice, after the windows."""
    session = reading_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


@pytest.fixture
def signed_in(lead: Session) -> Iterator[Callable[[Role], Session]]:
    people: list[Session] = []

    def sign_in(role: Role) -> Session:
        people.append(add_user(lead, role.value, role))
        return people[-1]

    yield sign_in
    for person in people:
        person.practice.close_all()


def test_what_is_keyed_twice(qtbot: QtBot, look: Look, tmp_path: Path, lead: Session) -> None:
    window = opened(qtbot, look, tmp_path, lead)
    view = section(window)
    assert (view.red.isChecked(), view.unusual.isChecked(), view.share.value()) == (True, True, 5)
    assert view.rate.text() == "No form was keyed twice yet."
    view.unusual.setChecked(False)
    view.share.setValue(10)
    view.save_twice.click()
    assert load_second_check(lead) == SecondCheck(red=True, unusual=False, share=0.1)
    assert "saved" in window.messages.text()


def test_who_is_told(qtbot: QtBot, look: Look, tmp_path: Path, lead: Session) -> None:
    window = opened(qtbot, look, tmp_path, lead)
    view = section(window)
    view.first.setCurrentIndex(1)
    view.closes.setTime(QTime(7, 0))
    view.save_told.click()
    assert "closes before it opens" in view._fields["closes"].note.text()
    view.closes.setTime(QTime(19, 15))
    view.save_told.click()
    assert view._fields["closes"].note.text() == ""
    saved = load_telling(lead)
    assert (saved.first, saved.closes) == ("lead", time(19, 15))
    view.refresh()
    assert view.first.currentData() == "lead"


def test_only_the_clinical_lead_changes_the_bands(
    qtbot: QtBot,
    look: Look,
    tmp_path: Path,
    lead: Session,
    signed_in: Callable[[Role], Session],
) -> None:
    view = section(opened(qtbot, look, tmp_path, lead))
    box = view.figures["At home", "red", "systolic"]
    assert (box.value(), box.isEnabled()) == (170, True)
    box.setValue(140)  # below amber-high
    view.save_limits.click()
    assert load_bands(lead)[0].red.systolic == 170
    box.setValue(165)
    view.save_limits.click()
    assert load_bands(lead)[0].red.systolic == 165
    manager = signed_in(Role.MANAGER)
    view = section(opened(qtbot, look, tmp_path, manager))
    assert not view.figures["At home", "red", "systolic"].isEnabled()
    assert view.save_limits.isHidden()
    view.refresh()
    assert view.figures["At home", "red", "systolic"].value() == 165


def test_who_may_not_manage_settings_does_not_see_it(
    qtbot: QtBot, look: Look, tmp_path: Path, signed_in: Callable[[Role], Session]
) -> None:
    nurse = signed_in(Role.NURSE)
    window = opened(qtbot, look, tmp_path, nurse)
    assert window.page.findChild(Readings) is None

"""The Readings page in the real main window, signed in as a healthcare assistant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.readings import (
    FormKind,
    Route,
    SecondCheck,
    receive_forms,
    save_second_check,
)
from proactive_care.ui.pages.readings import ReadingsPage
from proactive_care.ui.pages.readings.finding import PatientDialog
from proactive_care.ui.shell import Remembered
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.keyboard import Keyboard, in_dialog
from support.readings import hca as sign_hca_in
from support.readings import reading_practice
from support.rows import add_patient
from support.windows import stop_work

Opened = Callable[[Session], MainWindow]


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Session]:
    """The clinical lead; nothing is keyed twice unless a test wants it."""
    session = reading_practice(tmp_path / "practice")
    save_second_check(session, SecondCheck(red=False, unusual=False, share=0))
    yield session
    session.practice.close_all()


@pytest.fixture
def hca(lead: Session) -> Iterator[Session]:
    """A healthcare assistant."""
    session = sign_hca_in(lead)
    yield session
    session.practice.close_all()


@pytest.fixture
def opened(qtbot: QtBot, look: Look, tmp_path: Path) -> Opened:
    """Return a function that opens the window on the Readings page for somebody."""

    def show(session: Session) -> MainWindow:
        window = MainWindow(session, look, Remembered(tmp_path), (ReadingsPage,))
        qtbot.addWidget(window, before_close_func=stop_work)
        window.resize(1366, 738)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.focus_page()
        return window

    return show


@pytest.fixture
def keyboard() -> Keyboard:
    """Keys, counted."""
    return Keyboard()


def printed_forms(session: Session, patients: list[int]) -> list[str]:
    """Print a diary for each patient and receive it in the tray; return the codes."""
    letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
    codes = [f"7K3Q9{letters[n // 28]}{letters[n % 28]}2" for n in range(len(patients))]
    with session.practice.transaction() as db:
        db.conn.executemany(
            "INSERT INTO form_code (code, kind, patient, made_at) VALUES (?, 'bp diary', ?, '')",
            list(zip(codes, patients, strict=True)),
        )
    receive_forms(session, FormKind.BP_DIARY, Route.POST, len(codes), form_codes=codes)
    return codes


def more_patients(session: Session, count: int) -> list[int]:
    """Add fictional patients without NHS numbers; return their ids."""
    for number in range(count):
        add_patient(session, 100 + number, None, "Mockford", f"Person {number}", date(1950, 1, 1))
    return list(range(100, 100 + count))


@pytest.fixture
def window(opened: Opened, hca: Session) -> MainWindow:
    """The page as the healthcare assistant sees it, with an empty tray."""
    return opened(hca)


def part(window: MainWindow, key: str) -> QWidget:
    """Turn to a part of the page."""
    page = window.page
    assert isinstance(page, ReadingsPage)
    shown = page.show_part(key)
    assert shown is not None
    return shown


def choose(name: str) -> None:
    """Choose a patient by name in the dialog that will open."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, PatientDialog)
        dialog.text.setText(name)
        dialog.text.textEdited.emit(name)
        dialog.button.click()

    in_dialog(PatientDialog, act)

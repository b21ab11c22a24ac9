"""A list of patients on the check: what it is kept as, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care.accounts import Session
from proactive_care.importing import ListChoice
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.importing import IDRIS, NIA, PATIENTS, load, write

Ready = Callable[[MainWindow], None]


@pytest.fixture
def page(
    empty_session: Session,
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
    tmp_path: Path,
) -> DataPage:
    load(empty_session, write(tmp_path, "patients.csv", PATIENTS))
    window = open_window(empty_session)
    window.go(Place("data"))
    ready(window)
    assert isinstance(window.page, DataPage)
    return window.page


def _window(page: DataPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def test_a_list_is_kept_as_a_flag_by_keyboard_and_not_asked_again(
    page: DataPage, ready: Ready, tmp_path: Path, empty_session: Session
) -> None:
    home = write(tmp_path, "home.csv", f"NHS Number,Name\n{NIA},Nia\n")
    patients = write(tmp_path, "p2.csv", f"nhs_number,date_of_birth,sex\n{NIA},1950-06-01,F\n")
    page.check_paths((home, patients))
    ready(_window(page))
    card = page.check.list
    assert card.isVisible()
    assert card.use.currentText() == "No list: the patients’ own details"
    assert not card.name.isEnabled()
    page.check.file.setCurrentIndex(1)
    assert card.use.currentData() == ""
    assert not card.apply.isEnabled()  # that is what was checked
    card.use.setFocus()
    QTest.keyClicks(card.use, "House")
    assert card.use.currentData() == "housebound"
    card.name.setFocus()
    card.name.lineEdit().selectAll()
    QTest.keyClicks(card.name, "Home visits")
    assert card.choice() == ListChoice("Home visits", "housebound")
    assert not page.check.button.isEnabled()  # not by mistake as what it was before
    QTest.keyClick(card.apply, Qt.Key.Key_Space)
    ready(_window(page))
    assert page.check.file.currentIndex() == 1
    assert page.check.button.isEnabled()
    assert not card.apply.isEnabled()
    understood = {line.heading: line.found for line in page.check._reports[1].understood}
    assert understood["Used as"] == "Housebound: the list “Home visits”"
    page.import_files()
    ready(_window(page))
    again = write(tmp_path, "home 2026-10.csv", f"NHS Number,Name\n{IDRIS},I\n")
    page.check_paths((again,))
    ready(_window(page))
    assert card.choice() == ListChoice("Home visits", "housebound")
    assert page.check.diff.model.cell(0, 0).text == "Patients on the list"
    assert [page.check.diff.model.cell(0, column).text for column in (1, 3)] == ["1", "1"]


def test_patients_details_can_become_a_list_and_a_name_is_needed(
    page: DataPage, ready: Ready, tmp_path: Path
) -> None:
    path = write(tmp_path, "some.csv", f"nhs_number,date_of_birth,sex\n{NIA},1950-06-01,F\n")
    page.check_paths((path,))
    ready(_window(page))
    card = page.check.list
    assert "added to the practice" in card.words.whole_text()
    card.use.setCurrentIndex(0)
    card.name.setEditText(" ")
    assert not card.apply.isEnabled()
    card.name.setEditText("Some")
    card.apply.click()
    ready(_window(page))
    assert "Nobody is added" in card.words.whole_text()
    assert page.check._reports[0].profile == "target_list"
    card.use.setCurrentIndex(card.use.count() - 1)
    card.apply.click()
    ready(_window(page))
    assert page.check._reports[0].profile == "plain_patients"
    page.check.back.emit()


def test_other_files_show_no_card(page: DataPage, ready: Ready, tmp_path: Path) -> None:
    events = write(tmp_path, "e.csv", f"nhs_number,date,code\n{NIA},2026-09-01,38341003\n")
    page.check_paths((events,))
    ready(_window(page))
    assert not page.check.list.isVisible()

"""Code lists by keyboard: look, map a code, see who moves, do it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care.accounts import Session
from proactive_care.importing import check_files, commit_import, made_changes
from proactive_care.ui.pages.settings.codelists import Codelists
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.importing import EVENTS_HEADER, write
from support.little_practice import NHS_NUMBERS

Ready = Callable[[MainWindow], None]


def _rows() -> str:
    one, two = NHS_NUMBERS[:2]
    return (
        f"{one},2026-08-01,EMISNQAS1,Wheezy bronchitis clinic (local),,\n"
        f"{two},2026-08-01,EMISNQAS1,Wheezy bronchitis clinic (local),,\n"
        f"{one},2026-08-02,EMISNQHB1,HbA1c by finger prick,7.5,%\n"
        f"{two},2026-08-02,,Newsletter sent,,\n"
    )


@pytest.fixture
def section(
    sorted_session: Session,
    tmp_path: Path,
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
) -> tuple[MainWindow, Codelists]:
    path = write(tmp_path, "more_events.csv", EVENTS_HEADER + _rows())
    with check_files(sorted_session, [path], mode="add") as checked:
        commit_import(sorted_session, checked)
    window = open_window(sorted_session)
    window.go(Place("settings", "Codelists"))
    ready(window)
    found = window.page.findChild(Codelists)
    assert isinstance(found, Codelists)
    return window, found


Open = tuple[MainWindow, Codelists]


def test_what_a_concept_contains_is_found(section: Open, ready: Ready) -> None:
    window, page = section
    page.concepts.search.setText("hba1c")
    page.concepts.table.go_to(0)
    ready(window)
    assert page.concepts.card.heading.text() == "HbA1c"
    assert "15 to 200 mmol/mol" in page.concepts.card.note.whole_text()
    page.concepts.find_code.setText("haemoglobin")
    assert page.concepts.codes.rowCount() > 0
    assert "licence: " in page.concepts.codes.cell(0, 4).tip


def test_a_code_is_mapped_and_taken_back_by_keyboard(section: Open, ready: Ready) -> None:
    window, page = section
    assert page.tabs.tabText(1).endswith("3")
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.unmapped.isVisible()
    page.unmapped.table.setFocus()
    assert page.unmapped.table.current_row().code == "EMISNQAS1"
    QTest.keyClick(page.unmapped.table, Qt.Key.Key_Space)
    assert page.unmapped.ticked.text() == "1 code, 2 entries"
    QTest.keyClick(page.unmapped.button, Qt.Key.Key_Space)
    change = page.change
    assert change.isVisible()
    assert not change.button.isEnabled()
    QTest.keyClicks(change.concept.lineEdit(), "COPD")
    QTest.keyClick(change.try_button, Qt.Key.Key_Space)
    ready(window)
    assert "2 entries of 2 patients would become COPD." in change.trying.sum.text()
    assert change.trying.people.rowCount() == 2
    assert change.button.text() == "&Map 1 code"
    assert window.focusWidget() is change.button
    QTest.keyClick(change.button, Qt.Key.Key_Space)
    ready(window)
    assert not change.isVisible()
    assert "COPD has 1 more code." in window.messages.text()
    assert page.tabs.tabText(1).endswith("2")
    page.tabs.setCurrentIndex(2)
    page.made.table.setFocus()
    QTest.keyClick(page.made.table, Qt.Key.Key_Return)
    ready(window)
    assert "no longer be COPD" in change.trying.sum.text()
    QTest.keyClick(change.button, Qt.Key.Key_Space)
    ready(window)
    assert "is taken back" in window.messages.text()
    assert not made_changes(window.session)[0].stands
    page.made.table.go_to(0)
    assert not page.made.button.isEnabled()


def test_what_is_missing_is_asked_for_at_the_field(section: Open, ready: Ready) -> None:
    window, page = section
    page.tabs.setCurrentIndex(1)
    finger = next(u for u in page.unmapped.model.all_rows if u.code == "EMISNQHB1")
    page.unmapped.table.opened.emit(finger)
    change = page.change
    change.try_out()
    assert "Choose one of the concepts" in change._concept_field.note.text()
    change.concept.setEditText("HbA1c (mmol/mol)")
    assert change.unit.isVisible()
    change.try_out()
    ready(window)
    assert "Which unit" in change._unit_field.note.text()
    change.unit.setCurrentIndex(change.unit.findData("%"))
    change.try_out()
    ready(window)
    assert "1 entry of 1 patient would become HbA1c." in change.trying.sum.text()
    assert change.button.isEnabled()
    change.concept.setEditText("Asthma")  # another choice: what was shown counts no more
    assert not change.button.isEnabled()
    assert not change.trying.isVisible()
    change.left.emit()
    assert page.tabs.isVisible()
    assert made_changes(window.session) == ()


def test_a_newer_list_is_read_and_added(section: Open, ready: Ready, tmp_path: Path) -> None:
    window, page = section
    text = (
        "Cluster_ID,Cluster_Description,SNOMED_code,SNOMED_code_description,IsActive\n"
        "AST_COD,Asthma diagnosis codes,1000731000000107,Made up asthma,1\n"
        "HYP_COD,Hypertension diagnosis codes,38341003,Hypertension,1\n"
        "HYP_COD,Hypertension diagnosis codes,38341004,Wrong,1\n"
        "HYP_COD,Hypertension diagnosis codes,59621000,Old,0\n"
    )
    page.concepts.list_chosen.emit(write(tmp_path, "refsets.csv", text))
    ready(window)
    change = page.change
    assert change.lists.count() == 2
    assert change.concept.currentText() == "Asthma"
    assert "1 row is left out, the first in line 4: the check digit is wrong." in (
        change.about.text()
    )
    assert "1 code is marked as inactive in the file." in change.about.text()
    change.try_out()
    ready(window)
    assert change.trying.sum.text().startswith("No stored entry of your patients is Asthma")
    change.do()
    ready(window)
    made = made_changes(window.session)[0]
    assert made.list_name == "AST_COD, refsets.csv"
    page.concepts.list_chosen.emit(write(tmp_path, "broken.csv", "a,b\n1,2\n"))
    ready(window)
    assert "no column of codes" in window.messages.text()


def test_the_notice_can_be_read(section: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = section
    shown: list[str] = []
    monkeypatch.setattr(
        "proactive_care.ui.work.Dialog.exec", lambda self: shown.append(self.windowTitle())
    )
    page.concepts._show_notice()
    assert shown == ["Where the codes come from"]


def test_a_practice_without_unknown_codes_says_so(window: MainWindow, ready: Ready) -> None:
    window.go(Place("settings", "Codelists"))
    ready(window)
    page = window.page.findChild(Codelists)
    page.tabs.setCurrentIndex(1)
    assert page.unmapped._stack.currentIndex() == 1
    page.tabs.setCurrentIndex(2)
    assert page.made._stack.currentIndex() == 1

"""Patients on the real window: finding, the record, why, the trend, going through a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.record_tables import show_value
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from support.rows import add_patient

Ready = Callable[[MainWindow], None]


def _open(
    window: MainWindow, ready: Ready, patient: int, among: tuple[int, ...] = ()
) -> PatientsPage:
    window.go(Place("patients", OpenPatient(patient, among, "this list")))
    ready(window)
    assert isinstance(window.page, PatientsPage)
    return window.page


def test_finding_by_name_number_and_birth(window: MainWindow, ready: Ready, qtbot: QtBot) -> None:
    window.go(Place("patients"))
    page = window.page
    assert isinstance(page, PatientsPage)
    finding = page.finding
    qtbot.keyClicks(finding.text, "mo")
    qtbot.waitUntil(lambda: finding.model.rowCount() == 2)
    assert finding.count.text() == "2 patients"
    finding.text.setText("3/2/1959")
    finding.search()
    assert [p.family_name for p in finding.model.shown_rows()] == ["Testperson"]
    finding.text.setText("zzz")
    finding.search()
    assert finding.empty.heading.text() == "Nobody found"
    finding.text.setText("999 000 0018")
    qtbot.keyClick(finding.text, Qt.Key.Key_Return)
    ready(window)
    assert page.view.banner.name.text() == "Ms Wren Testperson"


def test_enter_with_several_found_goes_to_the_list(
    window: MainWindow, ready: Ready, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.go(Place("patients"))
    page = window.page
    assert isinstance(page, PatientsPage)
    page.finding.text.setText("mo")
    qtbot.keyClick(page.finding.text, Qt.Key.Key_Return)
    assert page.finding.table.hasFocus()
    qtbot.keyClick(page.finding.table, Qt.Key.Key_Return)
    ready(window)
    assert "1 of 2 in the search" in page.view.banner.place.text()


def test_people_who_died_or_left_are_told_apart(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    add_patient(
        sorted_session, 20, None, "Zeta", "Ann", None,
        date_of_death=date(2026, 1, 2).toordinal(),
    )  # fmt: skip
    add_patient(
        sorted_session, 21, None, "Zeta", "Bea", None,
        deregistered_on=date(2026, 1, 3).toordinal(),
    )  # fmt: skip
    window.go(Place("patients"))
    page = window.page
    assert isinstance(page, PatientsPage)
    page.finding.text.setText("zeta")
    page.finding.search()
    cells = [page.finding.model.cell(row, 4).text for row in range(2)]
    assert sorted(cells) == ["Died 2 Jan 2026", "Left 3 Jan 2026"]
    opened = _open(window, ready, 20)
    assert "Date of birth not known" in opened.view.banner.identity.text()
    assert "No valid NHS number" in opened.view.banner.identity.text()
    assert opened.view.banner.tag.isHidden()


def test_the_record_shows_who_why_and_from_which_line(window: MainWindow, ready: Ready) -> None:
    page = _open(window, ready, 1)
    view = page.view
    assert view.banner.identity.text() == "67, born 3 Feb 1959   Female   NHS 999 000 0018"
    assert view.banner.tag.words == "Overall high"
    card = view.cards[0]
    assert card.explanation.group == "2a"
    assert card.why.isChecked()
    assert view.why.heading.text() == "Why hypertension 2a?"
    rows = view.why.model.shown_rows()
    decided = [row for row in rows if row.decides and row.line is not None]
    assert decided
    assert any(row.line is not None and row.line.file_name == "emis_bp.csv" for row in rows)
    assert any(row.line is not None and row.line.line is not None for row in rows)
    for place in range(view.why.model.rowCount()):
        for column in range(view.why.model.columnCount()):
            assert view.why.model.cell(place, column)
    view.why._copy()
    assert QGuiApplication.clipboard().text().startswith("Hypertension 2a, high")


def test_why_can_be_closed_and_opened_again(window: MainWindow, ready: Ready) -> None:
    view = _open(window, ready, 1).view
    assert view.why.isVisible()
    view._close_why()
    assert view.why.isHidden()
    view._close_why()
    view.cards[0].why.click()
    assert view.why.isVisible()


def test_the_rule_text_is_one_step_away(window: MainWindow, ready: Ready) -> None:
    view = _open(window, ready, 1).view
    view._rule()
    ready(window)
    assert window.page.key == "settings"


def test_a_patient_without_readings_is_not_fine(window: MainWindow, ready: Ready) -> None:
    page = _open(window, ready, 6)
    assert page.view.cards[0].explanation.tier.value == "data gap"
    assert page.view.trend.accessibleName() == "Blood pressure chart: no blood pressure recorded"


def test_the_whole_record_can_be_searched(window: MainWindow, ready: Ready) -> None:
    view = _open(window, ready, 1).view
    assert view.tabs.tabText(1) == "Imported &record  7"
    view.events.filter(text="diastolic")
    assert view.events.rowCount() == 3
    assert view.medicines.rowCount() == 1
    for model in (view.events, view.medicines):
        for column in range(model.columnCount()):
            assert model.cell(0, column).spoken()


def test_values_are_shown_as_recorded() -> None:
    assert show_value(5.0, None) == "5"
    assert show_value(1234.5, 1) == ">1,234.5"
    assert show_value(0.254, -1) == "<0.25"


def test_going_through_a_list(window: MainWindow, ready: Ready) -> None:
    page = _open(window, ready, 2, (2, 1, 3))
    banner = page.view.banner
    assert banner.place.text() == "1 of 3 in this list"
    assert not banner.previous.isEnabled()
    banner.following.click()
    ready(window)
    assert banner.name.text() == "Ms Wren Testperson"
    banner.following.click()
    ready(window)
    assert not banner.following.isEnabled()
    page._step(1)
    banner.previous.click()
    ready(window)
    assert banner.name.text() == "Ms Wren Testperson"
    window.back()
    ready(window)
    assert banner.name.text() == "Ms Mabli Sampleton"


def test_a_patient_who_is_gone_is_a_sentence(window: MainWindow, ready: Ready) -> None:
    window.go(Place("patients", OpenPatient(99)))
    ready(window)
    assert "not in the practice" in window.messages.text()


def test_a_receptionist_finds_people_but_sees_no_values(
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
) -> None:
    window = open_window(sign_in("receptionist"))
    window.go(Place("patients", OpenPatient(1)))
    ready(window)
    assert "may not do this" in window.messages.text()
    page = window.page
    assert isinstance(page, PatientsPage)
    assert page._stack.currentWidget() is page.finding


def test_every_look_at_a_record_is_in_the_audit(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    _open(window, ready, 1)
    rows = sorted_session.practice.db.query("SELECT action FROM audit WHERE patient = 1")
    assert "patient.view" in {row["action"] for row in rows}

"""Today on the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, newest_backup
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.frameworks import DEFAULT_PACK, withdraw
from proactive_care.readings import (
    LETTER_ENDS,
    FormKind,
    Route,
    close_alert,
    end_letter,
    file_diary,
    letters_to_print,
    receive_forms,
)
from proactive_care.recall import Outcome, record_outcome
from proactive_care.ui.pages.readings.phone_view import PhoneView
from proactive_care.ui.pages.recall.outcomes_view import OutcomesView
from proactive_care.ui.pages.today import TodayPage
from proactive_care.ui.pages.today.alerts_card import waited_words
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.worklists import is_for, role_words
from support.practice import NOW
from support.readings import PAPER, diary, told

Ready = Callable[[MainWindow], None]


def _page(window: MainWindow) -> TodayPage:
    assert isinstance(window.page, TodayPage)
    return window.page


def test_urgent_and_high_patients_with_who_and_by_when(window: MainWindow) -> None:
    page = _page(window)
    rows = page.model.shown_rows()
    assert {needed.mark.tier for needed in rows} == {Tier.URGENT, Tier.HIGH}
    assert [n.row.name for n in rows][:2] == ["Exampleby, Silas", "Fixture, Nia"]
    assert rows[0].who == "GP or prescriber"
    assert page.subtitle == "Monday 14 Sep 2026"
    for column in range(page.model.columnCount()):
        assert page.model.cell(0, column).spoken()


def test_a_line_opens_the_patient(window: MainWindow, qtbot: QtBot, ready: Ready) -> None:
    page = _page(window)
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    ready(window)
    assert window.page.key == "patients"
    assert "in urgent and high" in window.page.view.banner.place.text()  # type: ignore[attr-defined]


def test_a_figure_opens_the_list_behind_it(window: MainWindow, ready: Ready) -> None:
    _page(window).tiers._buttons[Tier.DATA_GAP].click()
    ready(window)
    assert window.page.key == "worklists"
    assert window.page.filters.chosen_tiers() == {Tier.DATA_GAP}  # type: ignore[attr-defined]


def test_a_backup_is_one_press_away_and_ends_the_first_steps(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = _page(window)
    assert page.steps.isVisible()
    page.steps._back_up.button.click()
    ready(window)
    assert newest_backup(sorted_session) is not None
    assert "Backup made, opened and checked." in window.messages.text()
    assert page.steps.isHidden()
    assert page.first_focus() is page.table


def test_an_empty_practice_shows_the_first_steps(
    empty_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    window = open_window(empty_session)
    page = _page(window)
    assert page.steps.first_button().text() == "Imp&ort"
    assert page.nobody.isVisible()
    assert "No data imported yet" in window.status.words()
    page.steps._sign.button.click()
    ready(window)
    assert window.page.key == "settings"
    window.back()
    ready(window)
    page.steps.first_button().click()
    assert window.page.key == "data"


def test_a_receptionist_sees_no_patients_here(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow]
) -> None:
    page = _page(open_window(sign_in("receptionist")))
    assert page.needed.isHidden()
    assert page.tiers.isHidden()
    assert not page.steps._back_up.button.isEnabled()


def _red(session: Session) -> None:
    file_diary(session, 3, diary(174, 104), PAPER, acknowledgement=told())


def test_a_red_reading_is_on_today_by_name_until_a_clinician_has_closed_it(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow],
    ready: Ready, qtbot: QtBot,
) -> None:  # fmt: skip
    session = sign_in("lead")
    window = open_window(session)
    page = _page(window)
    assert page.alerts._none.isVisible()
    _red(session)
    file_diary(session, 4, diary(152, 93), PAPER)
    page.refresh()
    ready(window)
    assert page.alerts.note.whole_text() == "1 red · 1 other"
    first, second = page.alerts.model.shown_rows()
    assert (first.name, first.is_alert, second.is_alert) == ("Mabli Sampleton", True, False)
    cells = [page.alerts.model.cell(0, column).spoken() for column in range(5)]
    assert cells[0] == "Red"
    assert cells[1].startswith("Mabli Sampleton, 81 · Little Sedge")
    assert cells[3].startswith("just now, paper")
    assert "Dr P Lindqvist" in cells[4]
    assert "by " in page.alerts.model.cell(1, 4).second
    assert page.first_focus() in (page.alerts.table, page.steps.first_button())
    qtbot.keyClick(page.alerts.table, Qt.Key.Key_Return)
    ready(window)
    assert "1 of 2 in the alerts" in window.page.view.banner.place.text()  # type: ignore[attr-defined]
    close_alert(session, first.id, "Admitted")
    window.go(Place("today"))
    ready(window)
    assert [row.name for row in page.alerts.model.shown_rows()] == ["Gethin Mockett"]


def test_who_may_not_close_alerts_sees_them_all_the_same(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    _red(sign_in("lead"))
    window = open_window(sign_in("hca"))
    page = _page(window)
    assert page.alerts.model.rowCount() == 1
    assert page.alerts.outcome.text() == "O&pen the alerts"
    assert page.steps.isHidden()
    assert {needed.mark.tier for needed in page.model.shown_rows()} == {Tier.DATA_GAP}
    assert page.needed.heading.whole_text() == "Tests and readings that are missing"
    page.alerts.outcome.click()
    ready(window)
    assert window.page.key == "readings"


def test_the_tray_says_what_waits_and_how_long(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    session = sign_in("hca")
    window = open_window(session)
    page = _page(window)
    ready(window)
    assert "The tray is empty" in words_of(page.tray)
    receive_forms(session, FormKind.BP_DIARY, Route.POST, 7, received_on=date(2026, 9, 9))
    receive_forms(session, FormKind.REPLY_SLIP, Route.HAND, 1)
    page.refresh()
    ready(window)
    said = words_of(page.tray)
    assert page.tray.note.whole_text() == "8 waiting"
    assert said[-6:-3] == ["Blood pressure diaries", "7", "oldest 5 days"]
    assert said[-3:] == ["Reply slips", "1", "today"]


def test_letters_to_print_are_counted_until_none_waits(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    lead = sign_in("lead")
    window = open_window(lead)
    page = _page(window)
    assert page.letters.isHidden()
    file_diary(lead, 4, diary(128, 78), PAPER)
    file_diary(lead, 9, diary(130, 80), PAPER)
    with lead.practice.transaction() as db:
        db.table("patient").update(9, {"format_need": "Braille"})
    page.refresh()
    ready(window)
    assert page.letters.isVisible()
    assert page.letters.note.whole_text() == "2 waiting"
    assert "2 result letters · 1 cannot be printed as it is" in words_of(page.letters)
    page.letters.open.click()
    ready(window)
    assert window.page.key == "readings"
    tabs = window.page.tabs  # type: ignore[attr-defined]
    assert tabs.tabText(tabs.currentIndex()) == "Letters"
    for letter in letters_to_print(lead):
        end_letter(lead, letter.id, LETTER_ENDS[1], "told on the phone")
    window.back()
    ready(window)
    assert page.letters.isHidden()


@pytest.mark.parametrize("role", ["receptionist", "manager"])
def test_who_may_not_print_letters_is_not_told_of_them(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], role: str
) -> None:
    file_diary(sign_in("lead"), 4, diary(128, 78), PAPER)
    assert _page(open_window(sign_in(role))).letters.isHidden()


def test_a_receptionist_sees_whom_to_phone_and_no_value(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    lead = sign_in("lead")
    _red(lead)
    file_diary(lead, 4, diary(152, 93, days=2), PAPER)  # too short: ask for more days
    window = open_window(sign_in("receptionist"))
    page = _page(window)
    for card in (page.alerts, page.needed, page.tiers, page.tray):
        assert card.isHidden()
    assert [row.name for row in page.todo.model.shown_rows()] == ["Ms Gethin Mockett"]
    assert page.first_focus() is page.todo.table
    shown = " ".join(words_of(window))
    rows = " ".join(page.todo.model.cell(0, column).spoken() for column in range(3))
    for value in ("174", "104", "152", "93", "Red", "urgent"):
        assert value not in shown + rows
    page.todo.table.opened.emit(page.todo.model.row_at(0))
    ready(window)
    assert window.page.key == "readings"


def test_what_is_to_do_opens_at_that_very_person(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    lead = sign_in("lead")
    for patient in (4, 7):
        file_diary(lead, patient, diary(152, 93, days=2), PAPER)
    record_outcome(lead, 9, Outcome.RING_BACK, until=lead.today())
    window = open_window(sign_in("receptionist"))
    page = _page(window)
    rows = {row.patient: row for row in page.todo.model.all_rows}
    for patient in (7, 4):
        page.todo.table.opened.emit(rows[patient])
        ready(window)
        phone = window.page.findChild(PhoneView)
        assert phone is not None
        call = phone.call()
        assert call is not None
        assert call.patient_id == patient
        assert phone.name.text() == call.name
        assert not phone.record.isEnabled()  # before somebody says what came of it
    page.todo.table.opened.emit(rows[9])
    ready(window)
    outcomes = window.page.findChild(OutcomesView)
    assert outcomes is not None
    assert outcomes.patient is not None
    assert outcomes.patient.id == 9
    assert QApplication.focusWidget() is outcomes.form.list
    window.go(Place("recall", OpenPatient(5)))  # on no list; loading it again must not change whose
    ready(window)
    outcomes.refresh()
    ready(window)
    assert outcomes.patient.id == 5


@pytest.mark.parametrize(("role", "first"), [("manager", "data"), ("nurse", "tray")])
def test_who_keeps_the_data_sees_its_state_first(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow],
    role: str, first: str,
) -> None:  # fmt: skip
    page = _page(open_window(sign_in(role)))
    cards = [page.tray, page.todo, page.tiers, page.data]
    top = min((card for card in cards if card.isVisible()), key=lambda card: card.y())
    assert top is getattr(page, first)


def test_the_list_can_be_narrowed_to_ones_own_role(window: MainWindow) -> None:
    page = _page(window)
    every = page.model.rowCount()
    page.mine.click()
    rows = page.model.shown_rows()
    assert 0 < len(rows) <= every
    assert all(is_for(Role.CLINICAL_LEAD, needed.who) for needed in rows)
    page.mine.click()
    assert page.model.rowCount() == every


@pytest.mark.parametrize(
    ("role", "who", "expected"),
    [
        (Role.NURSE, "GP, diabetes nurse or pharmacist", True),
        (Role.HCA, "Nurse or HCA", True),
        (Role.PRESCRIBER, "Pharmacist or nurse", False),
        (Role.MANAGER, "GP or prescriber", False),
    ],
)
def test_whose_work_a_group_is(role: Role, who: str, expected: bool) -> None:
    assert is_for(role, who) is expected
    assert bool(role_words(role)) is (role is not Role.MANAGER)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "just now"), (1, "1 minute"), (59, "59 minutes"), (61, "1 hour"), (3_000, "2 days")],
)
def test_how_long_something_waits(minutes: int, words: str) -> None:
    assert waited_words(NOW - timedelta(minutes=minutes), NOW) == words


def test_unsigned_rules_and_open_codes_are_named(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = _page(window)
    assert page.data.rules.isHidden()
    withdraw(sorted_session, DEFAULT_PACK, "hypertension")
    page.refresh()
    ready(window)
    assert "1 rule book not signed off" in words_of(page.data)
    assert "Hypertension" in words_of(page.data)
    page.data.rules.button.click()
    ready(window)
    assert window.page.key == "settings"


def words_of(part: QWidget) -> list[str]:
    """Every label that can be seen."""
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]

"""Red readings in the window: told before they are filed, on the page until they are closed."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading
from proactive_care.readings import (
    SecondCheck,
    open_alerts,
    open_drafts,
    save_second_check,
    sessions_of,
    waiting_forms,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog, read_time
from proactive_care.ui.pages.readings.alerts_view import AlertsView
from proactive_care.ui.pages.readings.outcome_dialogs import OutcomeDialog
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell.window import MainWindow
from support.keyboard import Keyboard, in_dialog
from support.practice import add_user
from support.readings import PAPER, WREN, diary, told

from .conftest import Opened, printed_forms

RED = diary(172, 96)


def tray(window: MainWindow) -> TrayView:
    view = window.page.show_part("tray")  # type: ignore[attr-defined]
    assert isinstance(view, TrayView)
    return view


@pytest.fixture
def window(opened: Opened, hca: Session) -> MainWindow:
    printed_forms(hca, [WREN])
    window = opened(hca)
    tray(window).key_next()
    return window


def key(keyboard: Keyboard, readings: list[DiaryReading]) -> None:
    keyboard.diary(readings)


def fill(dialog: QDialog, name: str = "Dr P Lindqvist", at: str = "08:30") -> None:
    assert isinstance(dialog, AlertDialog)
    dialog.clinician.setEditText(name)
    dialog.at.setText(at)


def test_a_red_diary_asks_who_was_told_and_files_only_then(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    keyboard.diary(RED)
    seen: list[str] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AlertDialog)
        seen.append(dialog.tag.accessibleName())
        assert not dialog.file.isEnabled()
        fill(dialog, at="")
        assert not dialog.file.isEnabled()
        fill(dialog, "x")
        assert not dialog.file.isEnabled()
        whole = dialog.clinician.itemText(0)
        fill(dialog, whole[:-1].upper())
        dialog.clinician.lineEdit().editingFinished.emit()  # type: ignore[union-attr]
        assert dialog.clinician.currentText() == whole
        fill(dialog)
        dialog.none.setChecked(True)
        assert dialog.file.isEnabled()
        assert sessions_of(hca, WREN) == ()
        dialog.file.click()

    in_dialog(AlertDialog, act)
    keyboard.file()
    assert seen == ["Red"]
    (filed,) = sessions_of(hca, WREN)
    assert filed.told == "Dr P Lindqvist"
    assert open_alerts(hca)[0].told_at is not None
    assert waiting_forms(hca) == ()
    page = window.page
    assert "1 red" in page.tabs.tabText(4)  # type: ignore[attr-defined]


def test_back_to_the_diary_keeps_everything_and_files_nothing(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    keyboard.diary(RED)
    in_dialog(AlertDialog, lambda dialog: dialog.back.click())  # type: ignore[attr-defined]
    keyboard.file()
    assert sessions_of(hca, WREN) == ()
    assert len(open_drafts(hca)) == 1
    assert len(tray(window).entry.grid.readings()) == 28


def test_a_symptom_asked_on_the_phone_makes_it_an_emergency(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    keyboard.diary(diary(182, 96))

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AlertDialog)
        next(iter(dialog.flags.boxes.values())).setChecked(True)
        assert dialog.tag.accessibleName() == "Emergency"
        assert dialog.file.text() == "&File emergency reading"
        dialog.none.setChecked(True)
        assert dialog.tag.accessibleName() == "Red"
        next(iter(dialog.flags.boxes.values())).setChecked(True)
        assert not dialog.none.isChecked()
        fill(dialog)
        dialog.file.click()

    in_dialog(AlertDialog, act)
    keyboard.file()
    assert open_alerts(hca)[0].band.value == "emergency"


def test_what_the_service_refuses_is_said_in_the_dialog(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    keyboard.diary(RED)
    said: list[str] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AlertDialog)
        fill(dialog, "tamsin")
        dialog.file.click()
        said.append(dialog.needed.text())
        fill(dialog, at="23:59")
        dialog.file.click()
        said.append(dialog.needed.text())
        dialog.now_button.click()
        assert read_time(dialog.at.text()) is not None

    in_dialog(AlertDialog, act)
    keyboard.file()
    assert "cannot act on a red reading" in said[0]
    assert "in the future" in said[1]
    assert sessions_of(hca, WREN) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9:20", time(9, 20)),
        ("0920", time(9, 20)),
        ("9.20", time(9, 20)),
        ("24:00", None),
        ("9", None),
    ],
)
def test_times_as_people_type_them(text: str, found: time | None) -> None:
    assert read_time(text) == found


def test_two_people_key_blind_and_settle(
    opened: Opened, lead: Session, hca: Session, keyboard: Keyboard
) -> None:
    save_second_check(lead, SecondCheck(red=True, unusual=True, share=1))
    printed_forms(hca, [WREN])
    first = opened(hca)
    tray(first).key_next()
    keyboard.diary(diary(142, 85))
    keyboard.file()
    assert "waits for a second person" in first.messages.text()
    tray(first).key_next()
    assert "keyed by you" in first.messages.text()
    first.close()
    second = opened(lead)
    view = tray(second)
    view.key_next()
    assert view.entry.grid.readings() == []
    assert "Second keying" in view.entry.top.findChildren(type(view.entry.making))[-2].text()
    keyboard.diary(diary(142, 85)[:-1])
    keyboard.type("15285")
    keyboard.file()
    assert "Two people keyed this differently" in second.messages.text()
    assert len(view.entry.grid.readings()) == 27
    keyboard.type("14285")
    keyboard.file()
    assert sessions_of(lead, WREN)[0].systolic == 142


def test_alerts_are_closed_by_a_clinician_with_an_outcome(
    opened: Opened, lead: Session, hca: Session
) -> None:
    from proactive_care.readings import file_diary

    file_diary(hca, WREN, RED, PAPER, acknowledgement=told())
    window = opened(hca)
    view = window.page.show_part("alerts")  # type: ignore[attr-defined]
    assert isinstance(view, AlertsView)
    assert not view.outcome.isEnabled()
    window.close()
    window = opened(lead)
    view = window.page.show_part("alerts")  # type: ignore[attr-defined]
    assert isinstance(view, AlertsView)
    assert view.outcome.isEnabled()

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, OutcomeDialog)
        dialog.verb.click()
        assert "outcome is missing" in dialog.problem.text()
        dialog.outcome.setEditText("Seen the same day")
        dialog.note.setPlainText("ramipril doubled")
        dialog.verb.click()

    in_dialog(OutcomeDialog, act)
    view.record_outcome()
    assert open_alerts(lead) == ()
    assert view.model.all_rows == []
    view.record_outcome()
    view.open_patient()
    view.copy_summary()


def test_the_summary_is_copied(opened: Opened, hca: Session, qtbot: QtBot) -> None:
    from proactive_care.readings import file_diary

    file_diary(hca, WREN, diary(140, 80), PAPER)
    window = opened(hca)
    view = window.page.show_part("alerts")  # type: ignore[attr-defined]
    assert isinstance(view, AlertsView)
    view.copy_summary()
    assert QApplication.clipboard().text().startswith("Home blood pressure, average 140/80")


def test_reception_sees_the_phone_and_nothing_else(opened: Opened, lead: Session) -> None:
    from proactive_care.domain.vocabulary import Role

    rita = add_user(lead, "rita", Role.RECEPTIONIST)
    window = opened(rita)
    tabs = window.page.tabs  # type: ignore[attr-defined]
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Phone"]
    window.close()
    rita.practice.close_all()

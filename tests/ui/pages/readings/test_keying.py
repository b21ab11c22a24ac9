"""Keying diaries with real key events, and counting them."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.diary import Written
from proactive_care.readings import open_drafts, session_detail, sessions_of, waiting_forms
from proactive_care.ui.pages.readings.diary import DiaryEntry
from proactive_care.ui.pages.readings.diary.cells import DateCell, FigureCell
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell.window import MainWindow
from support.keyboard import Keyboard
from support.readings import BRAM, FIRST_DAY, WREN, diary, with_pair

from .conftest import Opened, more_patients, printed_forms

MOST_KEYS = 150


def tray(window: MainWindow) -> TrayView:
    view = window.page._widget()  # type: ignore[attr-defined]
    assert isinstance(view, TrayView)
    return view


def entry(window: MainWindow) -> DiaryEntry:
    return tray(window).entry


@pytest.fixture
def window(opened: Opened, hca: Session) -> MainWindow:
    printed_forms(hca, [WREN])
    window = opened(hca)
    tray(window).key_next()
    return window


def focus() -> FigureCell:
    widget = QApplication.focusWidget()
    assert isinstance(widget, FigureCell)
    return widget


def where() -> tuple[int, str, int, str]:
    cell = focus()
    return cell.slot.row, cell.slot.part.value, cell.slot.number, cell.field


def first_day(keyboard: Keyboard) -> None:
    keyboard.type("0709")


def test_a_whole_diary_takes_at_most_150_keys_without_tab_enter_or_mouse(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    readings = with_pair(diary(142, 85), 9, 156, 93)
    keyboard.diary(readings)
    keyboard.file()
    assert keyboard.presses <= MOST_KEYS
    (filed,) = sessions_of(hca, WREN)
    assert session_detail(hca, filed.id).diary == tuple(readings)
    assert "amber" in window.messages.text()
    assert waiting_forms(hca) == ()
    assert open_drafts(hca) == ()


def test_forty_diaries_in_a_row_open_by_themselves(
    opened: Opened, hca: Session, lead: Session, keyboard: Keyboard
) -> None:
    patients = more_patients(lead, 40)
    printed_forms(hca, patients)
    window = opened(hca)
    tray(window).key_next()
    for number in range(len(patients)):
        keyboard.diary(diary(110 + number, 75))
        keyboard.file()
    assert waiting_forms(hca) == ()
    for number, patient in enumerate(patients):
        assert sessions_of(hca, patient)[0].systolic == 110 + number
    assert keyboard.presses <= 40 * MOST_KEYS


def test_the_cursor_goes_on_only_when_one_number_is_left(
    window: MainWindow, keyboard: Keyboard
) -> None:
    first_day(keyboard)
    keyboard.type("14")
    assert where() == (0, "morning", 1, "systolic")
    keyboard.type("2")
    assert where() == (0, "morning", 1, "diastolic")
    keyboard.type("85")
    assert where() == (0, "morning", 2, "systolic")
    keyboard.type("15510")
    assert where() == (0, "morning", 2, "diastolic")
    keyboard.type("4")
    assert where() == (0, "evening", 1, "systolic")
    keyboard.type("14220/")  # 20 could still be 200: the stroke says that it is not
    assert where() == (0, "evening", 2, "systolic")


def test_a_stroke_between_the_figures_does_no_harm(window: MainWindow, keyboard: Keyboard) -> None:
    first_day(keyboard)
    keyboard.type("142/85 138/82")
    assert [r.at_home.pair and str(r.at_home.pair) for r in entry(window).grid.readings()] == [
        "142/85",
        "138/82",
    ]


def test_backspace_goes_back_across_cells(window: MainWindow, keyboard: Keyboard) -> None:
    first_day(keyboard)
    keyboard.type("14285")
    keyboard.press(Qt.Key.Key_Backspace)
    assert (where(), focus().text()) == ((0, "morning", 1, "diastolic"), "8")
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.press(Qt.Key.Key_Backspace)
    assert (where(), focus().text()) == ((0, "morning", 1, "systolic"), "14")
    for _ in range(3):
        keyboard.press(Qt.Key.Key_Backspace)
    assert isinstance(QApplication.focusWidget(), DateCell)


def test_one_key_says_what_is_not_there(window: MainWindow, keyboard: Keyboard) -> None:
    first_day(keyboard)
    keyboard.type("-*")
    keyboard.type("142*")
    keyboard.type("138+82")
    grid = entry(window).grid
    one, two, three, four = grid.readings()
    assert (one.state, two.state) == (Written.NOT_WRITTEN, Written.UNREADABLE)
    assert (three.systolic, three.diastolic, three.state) == (142, None, Written.UNREADABLE)
    assert (four.systolic, four.diastolic, four.irregular) == (138, 82, True)
    assert [cell.text() for cell in grid.rows[0].cells[:4]] == ["–", "–", "?", "?"]
    keyboard.press(Qt.Key.Key_Up)  # nothing above the first day
    for _ in range(9):
        keyboard.press(Qt.Key.Key_Left)
    keyboard.press(Qt.Key.Key_Right)
    assert where() == (0, "morning", 1, "systolic")
    keyboard.type("140")
    assert grid.readings()[0].systolic == 140
    keyboard.press(Qt.Key.Key_F8)
    assert grid.readings()[0].state is Written.UNREADABLE


def test_swapped_figures_are_offered_and_unusual_ones_confirmed(
    window: MainWindow, keyboard: Keyboard
) -> None:
    first_day(keyboard)
    keyboard.type("85142")
    hints = entry(window).hints
    assert where() == (0, "morning", 1, "diastolic")
    assert "look swapped: 142 over 85" in hints.first.text()
    keyboard.press(Qt.Key.Key_Return)
    assert where() == (0, "morning", 2, "systolic")
    keyboard.type("23585")
    assert "systolic 235 is unusual" in hints.first.text()
    keyboard.press(Qt.Key.Key_Return)
    assert where() == (0, "evening", 1, "systolic")
    one, two = entry(window).grid.readings()
    assert (one.systolic, one.diastolic, one.confirmed) == (142, 85, False)
    assert (two.systolic, two.confirmed) == (235, True)


def test_the_impossible_stays_in_the_cell_and_is_told(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    first_day(keyboard)
    keyboard.type("45")
    assert (where(), focus().text()) == ((0, "morning", 1, "systolic"), "45")
    assert focus().property("look") == "wrong"
    assert "50 to 300" in entry(window).hints.first.text()
    keyboard.press(Qt.Key.Key_Return)
    keyboard.file()
    assert where() == (0, "morning", 1, "systolic")
    assert sessions_of(hca, WREN) == ()
    keyboard.press(Qt.Key.Key_Delete)
    assert focus().text() == ""


def test_days(window: MainWindow, keyboard: Keyboard, hca: Session) -> None:
    grid = entry(window).grid
    keyboard.type("3102")
    assert "no such day" in entry(window).hints.first.text()
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.press(Qt.Key.Key_Backspace)
    keyboard.type("1509")  # the 15th would be tomorrow: last year's is meant
    assert grid.form.days[0] == date(2025, 9, 15)
    keyboard.press(Qt.Key.Key_F4)
    keyboard.type("0709")
    assert grid.form.days[6] == date(2026, 9, 13)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_F4)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.type("1209")  # days need not follow each other
    assert grid.form.days[2:5] == [date(2026, 9, 9), date(2026, 9, 12), date(2026, 9, 13)]
    keyboard.press(Qt.Key.Key_F4)
    keyboard.press(Qt.Key.Key_Up)
    keyboard.press(Qt.Key.Key_Right)
    assert where()[0] == 2


def test_without_a_day_nothing_is_filed(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    keyboard.press(Qt.Key.Key_Return)
    keyboard.type("14285")
    keyboard.file()
    assert isinstance(QApplication.focusWidget(), DateCell)
    assert "Which day is row 1" in entry(window).hints.first.text()
    assert sessions_of(hca, WREN) == ()


def test_pulses_are_keyed_only_when_asked(window: MainWindow, keyboard: Keyboard) -> None:
    first_day(keyboard)
    entry(window).hints.pulse.setChecked(True)
    keyboard.type("142851388272")
    assert where() == (0, "evening", 1, "systolic")
    keyboard.type("1408013981")
    assert where() == (0, "evening", 1, "pulse")
    keyboard.type("-")
    first = entry(window).grid.readings()[0]
    assert (first.pulse, where()[:2]) == (72, (1, "morning"))


def test_the_mean_follows_every_digit(window: MainWindow, keyboard: Keyboard) -> None:
    side = entry(window).side
    keyboard.diary(diary(156, 93)[:16])
    assert (side.mean.text(), side.tag.accessibleName()) == ("156/93", "Amber-high")
    assert "Valid home mean" in side.status.text()
    assert "by Mon 21 Sep 2026" in side.filing.text()
    grid = entry(window).grid
    assert (grid.rows[0].mean.text(), grid.rows[1].mean.text()) == ("not counted", "156/93")
    keyboard.type("99")
    assert side.mean.text() != "156/93" or grid.readings()[-1].systolic == 99


def test_a_note_and_symptoms(window: MainWindow, keyboard: Keyboard, hca: Session) -> None:
    keyboard.diary(diary(120, 80)[:27])
    keyboard.press(Qt.Key.Key_F2)
    keyboard.type("in pencil")
    symptoms = entry(window).symptoms
    symptoms.dizziness.setChecked(True)
    symptoms.irregular.setChecked(True)
    assert "Unreliable" in entry(window).side.status.text()
    keyboard.file()
    detail = session_detail(hca, sessions_of(hca, WREN)[0].id)
    assert (detail.note, detail.symptoms) == ("in pencil", ("dizziness",))
    assert detail.readings[0].irregular


def test_what_is_half_typed_comes_back_in_a_new_window(
    window: MainWindow, keyboard: Keyboard, hca: Session, opened: Opened
) -> None:
    keyboard.diary(diary(142, 85)[:5])
    other = opened(hca)  # the first window is gone without a word, as after a crash
    tray(other).key_next()
    assert [r.systolic for r in entry(other).grid.readings()] == [142] * 5
    assert entry(other).grid.form.days[0] == FIRST_DAY
    assert "half-typed" in other.messages.text()
    assert where() == (1, "morning", 2, "systolic")
    entry(other).again.click()
    assert entry(other).grid.readings() == []
    assert open_drafts(hca) == ()


def test_keeping_a_draft_and_taking_it_up_again(
    window: MainWindow, keyboard: Keyboard, hca: Session
) -> None:
    keyboard.diary(diary(142, 85)[:4])
    keyboard.type("13")
    entry(window).keep.click()
    (draft,) = open_drafts(hca)
    assert draft.readings[-1].systolic == 13
    tray(window).key_next()
    assert entry(window).grid.finished_readings()[-1].systolic == 13


def test_a_scanned_code_opens_the_form(
    opened: Opened, hca: Session, lead: Session, keyboard: Keyboard, qtbot: QtBot
) -> None:
    codes = printed_forms(hca, [WREN, BRAM])
    window = opened(hca)
    keyboard.type(f"{codes[1]}")
    keyboard.press(Qt.Key.Key_Return)
    assert entry(window).top.name.text() == "Bram Specimen"
    keyboard.diary(diary())
    keyboard.file()
    assert len(sessions_of(hca, BRAM)) == 1
    assert entry(window).top.name.text() == "Wren Testperson"  # the next one is open
    tray(window).scan("nothing")
    assert "not a form code" in window.messages.text()


def test_every_cell_has_a_name(window: MainWindow, keyboard: Keyboard) -> None:
    first_day(keyboard)
    cells = [cell for row in entry(window).grid.rows for cell in (row.date, *row.cells)]
    names = [cell.accessibleName() for cell in cells]
    assert all(names)
    assert len(set(names)) == len(names)
    assert focus().accessibleName() == "Mon 7 Sep, morning, 1st reading: systolic"


@pytest.mark.parametrize("percent", [100, 200])
def test_a_large_text_hides_nothing_that_is_keyed(
    window: MainWindow, keyboard: Keyboard, percent: int
) -> None:
    window.choose_look(None, percent)
    QApplication.processEvents()
    keyboard.diary(diary(142, 85)[:20])
    cell = focus()
    area = entry(window)._scroll.viewport()
    top_left = cell.mapTo(area, cell.rect().topLeft())
    assert area.rect().contains(top_left)
    assert entry(window).hints.isVisible()

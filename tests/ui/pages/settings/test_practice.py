"""The practice's details by keyboard: errors at the field, one audited save, a live example."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care.accounts import Session, practice_details
from proactive_care.ui.pages.settings.practice import PracticeSettings
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


def _open(window: MainWindow, ready: Ready) -> PracticeSettings:
    window.go(Place("settings", "Practice"))
    ready(window)
    section = window.page.findChild(PracticeSettings)
    assert isinstance(section, PracticeSettings)
    assert section.isVisible()
    return section


def test_details_are_changed_and_saved_by_keyboard(window: MainWindow, ready: Ready) -> None:
    section = _open(window, ready)
    assert section.form.name.text() == "Harrowmere Surgery"
    assert not section.button.isEnabled()
    section.form.name.setFocus()
    section.form.name.selectAll()
    QTest.keyClicks(section.form.name, "Cold Barrow Practice")
    for _ in range(2):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is section.form.address  # Tab leaves it again
    QTest.keyClick(section.form.address, Qt.Key.Key_Tab)
    assert window.focusWidget() is section.form.phone
    section.form.changed.timeout.emit()
    ready(window)
    assert "Not saved yet" in section.state.text()
    assert "Cold Barrow Practice" in section.example.sheet.widget().accessibleDescription()
    QTest.keyClick(section.button, Qt.Key.Key_Space)
    saved = practice_details(window.session)
    assert saved.name == "Cold Barrow Practice"
    assert saved.demo
    assert saved.address == ("2 Beacon Lane", "Harrowmere", "HM1 2ZZ")
    assert "Cold Barrow Practice" in window.windowTitle()
    assert not section.button.isEnabled()


def test_errors_are_shown_at_the_field_and_go_away(window: MainWindow, ready: Ready) -> None:
    section = _open(window, ready)
    section.form.phone.setText("12")
    section.form.changed.timeout.emit()
    section.save()
    field = section.form.fields["phone"]
    assert "six digits" in field.note.text()
    assert window.focusWidget() is section.form.phone
    section.form.phone.setText("")
    section.form.changed.timeout.emit()
    assert "phone number" in section.state.text()
    section.save()
    assert "six digits" not in field.note.text()
    assert practice_details(window.session).phone == ""


def test_what_is_typed_survives_a_change_elsewhere(window: MainWindow, ready: Ready) -> None:
    section = _open(window, ready)
    section.form.hours.setText("Weekdays")
    window.desk.practice_changed.emit()
    assert section.form.hours.text() == "Weekdays"
    section.form.hours.setText("Monday to Friday, 8:30am to 6pm")
    section.form.people[next(iter(section.form.people))].setText("Tamsin Birch")
    section.save()
    assert practice_details(window.session).people == {"hca": "Tamsin Birch"}


def test_a_text_that_no_font_has_is_told_in_the_example(window: MainWindow, ready: Ready) -> None:
    section = _open(window, ready)
    section.form.signatory.setText("Ruth \U0001f600")
    section.form.changed.timeout.emit()
    ready(window)
    assert section.example.problem.isVisible()
    section.form.signatory.setText("Ruth Specimen")
    section.form.changed.timeout.emit()
    ready(window)
    assert not section.example.problem.isVisible()


def test_who_may_not_change_settings_does_not_see_them(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow]
) -> None:
    window = open_window(sign_in("hca"))
    window.go(Place("settings", "Practice"))
    assert window.page.findChild(PracticeSettings) is None
    assert window.page.subtitle == "Appearance and lock"

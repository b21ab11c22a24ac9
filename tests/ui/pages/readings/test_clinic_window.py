"""Clinic pressures and short forms; every widget has a name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from proactive_care.accounts import Session
from proactive_care.readings import (
    file_diary,
    open_alerts,
    session_detail,
    sessions_of,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog
from proactive_care.ui.pages.readings.clinic_view import ClinicView
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell.window import MainWindow
from support.keyboard import Keyboard, in_dialog
from support.readings import BRAM, PAPER, WREN, diary

from .conftest import choose, part, printed_forms


def test_one_clinic_reading_is_seven_digits_and_two_keys(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    clinic = part(window, "clinic")
    assert isinstance(clinic, ClinicView)
    choose("Testperson")
    clinic.file()  # nobody chosen yet: asks whom
    keyboard.type("1")
    keyboard.press(Qt.Key.Key_Backspace)
    before = keyboard.presses
    keyboard.type("1428572")
    assert clinic.pressure.words.text() == "142/85 is at or above 140/90"
    keyboard.press(Qt.Key.Key_Space)
    assert keyboard.presses - before == 8
    assert sessions_of(hca, WREN)[0].reading == "142/85"
    keyboard.type("85/142/")
    keyboard.file()
    assert "swapped" in window.messages.text() + clinic.pressure.words.text()
    assert len(sessions_of(hca, WREN)) == 1


def test_a_clinic_reading_that_is_unusual_or_red(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    clinic = part(window, "clinic")
    assert isinstance(clinic, ClinicView)
    clinic.open_patient(WREN)
    keyboard.type("23595")
    keyboard.file()
    assert "File again to keep it" in clinic.pressure.words.text()
    assert sessions_of(hca, WREN) == ()

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AlertDialog)
        dialog.clinician.setEditText("Jo Abara")
        dialog.at.setText("0830")
        dialog.file.click()

    in_dialog(AlertDialog, act)
    keyboard.file()
    assert open_alerts(hca)[0].reading == "235/95"
    keyboard.type("142")
    keyboard.file()
    assert "diastolic pressure is missing" in window.messages.text()


def test_short_forms(window: MainWindow, hca: Session, keyboard: Keyboard) -> None:
    clinic = part(window, "clinic")
    assert isinstance(clinic, ClinicView)
    clinic.open_patient(WREN)
    titles = [clinic.forms.item(n).text() for n in range(clinic.forms.count())]
    clinic.forms.setCurrentRow(titles.index("HbA1c"))
    keyboard.type("6.5")
    assert clinic.measure is not None
    assert "48 mmol/mol (HbA1c % to mmol/mol)" in clinic.measure.means.text()
    keyboard.file()
    assert session_detail(hca, sessions_of(hca, WREN)[0].id).readings[0].value == 48
    clinic.forms.setCurrentRow(titles.index("Weight and height"))
    keyboard.type("251")
    keyboard.file()
    assert "File again to keep it" in clinic.measure.problem.text()
    keyboard.file()
    assert len(sessions_of(hca, WREN)) == 2
    clinic.forms.setCurrentRow(titles.index("Smoking"))
    keyboard.file()
    assert "missing" in clinic.measure.problem.text()
    clinic.measure.choices["status"].buttons()[2].click()
    keyboard.file()
    assert len(sessions_of(hca, WREN)) == 3
    clinic.measure.choices["status"].buttons()[2].click()
    keyboard.file()
    assert "already" in window.messages.text()


def test_everything_that_can_be_reached_has_a_name(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    printed_forms(hca, [WREN])
    file_diary(hca, BRAM, diary(days=2), PAPER)
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    window.refresh()
    tray.key_next()
    for key in ("tray", "phone", "clinic", "digital", "alerts", "filed", "monitors"):
        shown = part(window, key)
        for widget in shown.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(shown):
                inside = widget.parent() is not None and isinstance(widget.parent(), QComboBox)
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named or inside or _is_part_of(widget), (key, widget)


def _is_part_of(widget: QWidget) -> bool:
    """The line edit of a date or number field is named by the field."""
    parent = widget.parentWidget()
    return parent is not None and bool(parent.accessibleName())

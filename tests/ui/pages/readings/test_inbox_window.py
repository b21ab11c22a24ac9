"""The digital inbox, filed readings and monitors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from proactive_care.accounts import Session
from proactive_care.readings import (
    file_diary,
    inbox_items,
    monitors,
    open_alerts,
    sessions_of,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog
from proactive_care.ui.pages.readings.columns_dialog import ColumnsDialog
from proactive_care.ui.pages.readings.filed_view import FiledView
from proactive_care.ui.pages.readings.finding import PatientDialog
from proactive_care.ui.pages.readings.inbox_view import InboxView
from proactive_care.ui.pages.readings.monitors_view import MonitorsView
from proactive_care.ui.pages.readings.outcome_dialogs import (
    ActingDialog,
    ReasonDialog,
)
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import QuestionDialog
from support.keyboard import Keyboard, in_dialog
from support.readings import PAPER, WREN, diary

from .conftest import choose, part


@pytest.fixture
def omron(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "omron.csv"
    rows = "".join(
        f"Sep {day} 2026,{clock},{{}},8{n},70,-\n"
        for day in range(1, 14)
        for n, clock in enumerate(("08:00", "08:02", "20:00"))
    )
    head = "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead\n"
    path.write_text(head + rows.replace("{}", "141"), "utf-8")
    return path


def test_the_inbox(window: MainWindow, hca: Session, omron: Path, tmp_path: Path) -> None:
    inbox = part(window, "digital")
    assert isinstance(inbox, InboxView)
    broken = tmp_path / "x.csv"
    broken.write_text("a,b\n", "utf-8")
    inbox.receive([broken, omron])
    assert "not a file of a monitor" in window.messages.text()
    assert "the last week: 21 of 39" in inbox.about.text()
    assert not inbox.file.isEnabled()
    choose("Testperson")
    inbox.go_on()
    inbox.go_on()
    assert sessions_of(hca, WREN)[0].channel.value == "digital"
    assert inbox_items(hca) == ()


def test_a_red_and_unusual_file_and_one_that_is_put_aside(
    window: MainWindow, hca: Session, omron: Path, tmp_path: Path
) -> None:
    inbox = part(window, "digital")
    assert isinstance(inbox, InboxView)
    red = tmp_path / "red.csv"
    red.write_text(omron.read_text("utf-8").replace(",141,", ",231,"), "utf-8")
    other = tmp_path / "named.csv"
    other.write_text("Name,Date,Systolic,Diastolic\nBram Specimen,13/09/2026,130,80\n", "utf-8")
    inbox.receive([red, other])
    choose("Testperson")
    inbox.match()

    def told(dialog: QDialog) -> None:
        assert isinstance(dialog, AlertDialog)
        dialog.clinician.setEditText("Jo Abara")
        dialog.at.setText("0830")
        dialog.file.click()

    def right(dialog: QDialog) -> None:
        in_dialog(AlertDialog, told)
        dialog.accept()

    inbox.table.go_to(0)
    in_dialog(QuestionDialog, right)
    inbox.file_current()
    assert open_alerts(hca)[0].reading == "231/81"

    def whose(dialog: QDialog) -> None:
        assert isinstance(dialog, PatientDialog)
        dialog.text.setText("Testperson")
        dialog.text.textEdited.emit("Testperson")
        in_dialog(QuestionDialog, lambda question: question.accept())
        dialog.button.click()

    in_dialog(PatientDialog, whose)
    inbox.match()
    assert inbox_items(hca)[0].patient_id == WREN

    def why(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.verb.click()
        dialog.reason.setText("somebody else's")
        dialog.verb.click()

    in_dialog(ReasonDialog, why)
    inbox.put_aside()
    assert inbox_items(hca) == ()


def test_filed_readings_are_corrected_and_withdrawn(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    file_diary(hca, WREN, diary(140, 80), PAPER)
    window.go(Place("readings", OpenPatient(WREN)))
    filed = part(window, "filed")
    assert isinstance(filed, FiledView)
    assert filed.correct.isEnabled()

    def why(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.reason.setText("typed 140 for 130")
        dialog.verb.click()

    in_dialog(ReasonDialog, why)
    filed.correct_current()
    filed.entry.grid.go_to_reading(27, "systolic")
    keyboard.press(Qt.Key.Key_Delete)
    keyboard.type("130")
    keyboard.file()
    assert sessions_of(hca, WREN)[0].systolic == pytest.approx(140 - 10 / 24)
    assert len(filed.model.all_rows) == 2
    filed.copy_current()
    filed.table.go_to(0)
    in_dialog(ReasonDialog, why)
    filed.withdraw_current()
    assert sessions_of(hca, WREN) == ()
    choose("Specimen")
    filed.choose_patient()
    assert filed.model.all_rows == []


def test_monitors(window: MainWindow, hca: Session) -> None:
    view = part(window, "monitors")
    assert isinstance(view, MonitorsView)

    def add(dialog: QDialog) -> None:
        assert isinstance(dialog, ActingDialog)
        fields = {f.accessibleName(): f for f in dialog.findChildren(QLineEdit)}
        dialog.verb.click()
        assert dialog.problem.text()
        fields["Number on its label"].setText("M-01")
        fields["Make and model"].setText("Omron M3")
        assert dialog.findChildren(QComboBox)[0].currentText() == "Medium"
        dialog.verb.click()

    in_dialog(ActingDialog, add)
    view.empty.button.click()
    assert view.lend.isVisible()

    def whose(dialog: QDialog) -> None:
        assert isinstance(dialog, PatientDialog)
        dialog.text.setText("Testperson")
        dialog.text.textEdited.emit("Testperson")
        in_dialog(ActingDialog, lambda day: day.verb.click())  # type: ignore[attr-defined]
        dialog.button.click()

    in_dialog(PatientDialog, whose)
    view.lend_current()
    assert monitors(hca)[0].due == date(2026, 9, 28)
    view.notes["reminded"].click()
    view.notes["returned"].click()
    view.notes["cleaned"].click()
    in_dialog(ActingDialog, lambda day: day.verb.click())  # type: ignore[attr-defined]
    view.notes["calibrated"].click()
    assert monitors(hca)[0].calibration_due == date(2027, 9, 14)
    choose("Specimen")
    view.give_current()
    assert (monitors(hca)[0].state, view.lend.isVisible()) == ("given", False)


def test_a_table_that_nobody_knows_is_explained_once(
    window: MainWindow, hca: Session, tmp_path: Path
) -> None:
    inbox = part(window, "digital")
    assert isinstance(inbox, InboxView)
    text = "When,Cuff says,Note\n" + "".join(f"{day}/06/2026,13{day}/82,\n" for day in range(1, 8))
    for number in (1, 2):
        path = tmp_path / f"replies{number}.csv"
        path.write_text(text.replace("13", "12") if number == 2 else text, "utf-8")

        def act(dialog: QDialog) -> None:
            assert isinstance(dialog, ColumnsDialog)
            dialog.verb.click()
            assert "day and both figures" in dialog.problem.text().lower()
            for title, name in (("When", "date"), ("Cuff says", "pair")):
                box = dialog.choices[title]
                box.setCurrentIndex(box.findData(name))
            dialog.verb.click()

        if number == 1:
            in_dialog(ColumnsDialog, act)
        inbox.receive([path])
    assert len(inbox_items(hca)) == 2
    assert "was the clock of the monitor right?" in inbox.about.text()

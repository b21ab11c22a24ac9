"""Clinic pressures and short forms; every widget has a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.triage import Band, RedFlag, Symptoms
from proactive_care.readings import (
    file_clinic_reading,
    file_diary,
    file_measure,
    open_alerts,
    session_detail,
    sessions_of,
)
from proactive_care.ui.pages.readings.alert_dialog import AlertDialog
from proactive_care.ui.pages.readings.carer_dialog import CarerDialog
from proactive_care.ui.pages.readings.clinic_view import ClinicView
from proactive_care.ui.pages.readings.correction_dialog import (
    CorrectionDialog,
    MeasureCorrection,
    PressureCorrection,
)
from proactive_care.ui.pages.readings.filed_view import FiledView
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell.window import MainWindow
from support.keyboard import Keyboard, in_dialog
from support.readings import BRAM, PAPER, WREN, diary, told

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


def test_a_fall_is_ticked_in_the_clinic_too(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    clinic = part(window, "clinic")
    assert isinstance(clinic, ClinicView)
    clinic.open_patient(WREN)
    keyboard.type("12878")
    clinic.pressure.fall.setChecked(True)
    assert clinic.pressure.words.text() == "a fall"
    keyboard.file()
    (filed,) = sessions_of(hca, WREN)
    assert filed.band is Band.LOW
    assert not clinic.pressure.fall.isChecked()


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
    for key in ("tray", "phone", "clinic", "digital", "alerts", "filed", "letters", "monitors"):
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


def correct(window: MainWindow, act: Callable[[CorrectionDialog], object]) -> FiledView:
    """Correct the newest session of Wren."""
    filed = part(window, "filed")
    assert isinstance(filed, FiledView)
    filed.open_patient(WREN)
    assert filed.correct.isEnabled()
    in_dialog(CorrectionDialog, act)  # type: ignore[arg-type]
    filed.correct_current()
    return filed


def test_a_clinic_pressure_is_corrected_in_the_window(window: MainWindow, hca: Session) -> None:
    taken = DiaryReading(date(2026, 9, 10), Part.UNSAID, 1, 142, 85, 72, time="09:10")
    old = file_clinic_reading(
        hca, WREN, taken, symptoms=Symptoms(frozenset({RedFlag.CHEST_PAIN})), acknowledgement=told()
    )

    def act(dialog: CorrectionDialog) -> None:
        assert isinstance(dialog, PressureCorrection)
        assert [f.text() for f in dialog.form.fields.values()] == ["142", "85", "72"]
        assert dialog.form.symptoms().red_flags == {RedFlag.CHEST_PAIN}
        dialog.form.flags.show_flags(frozenset())
        dialog.form.fields["systolic"].setText("132")
        dialog.verb.click()
        assert "reason" in dialog.problem.text()
        dialog.reason.setText("read 142 for 132")
        dialog.form.fields["systolic"].setText("240")
        dialog.verb.click()  # asks for a second look
        assert dialog.isVisible()
        dialog.form.fields["systolic"].setText("132")
        dialog.verb.click()

    filed = correct(window, act)
    (new,) = sessions_of(hca, WREN)
    assert (new.reading, new.last_day) == ("132/85", date(2026, 9, 10))
    assert session_detail(hca, new.id).readings[0].time == "09:10"
    assert session_detail(hca, old.session_id).summary.ended.endswith("read 142 for 132")
    assert len(filed.model.all_rows) == 2


def test_a_correction_that_is_red_asks_who_was_told(window: MainWindow, hca: Session) -> None:
    file_clinic_reading(hca, WREN, DiaryReading(date(2026, 9, 10), Part.UNSAID, 1, 142, 85))

    def tell(dialog: QDialog) -> None:
        assert isinstance(dialog, AlertDialog)
        dialog.clinician.setEditText("Jo Abara")
        dialog.at.setText("0830")
        dialog.file.click()

    def act(dialog: CorrectionDialog) -> None:
        assert isinstance(dialog, PressureCorrection)
        dialog.reason.setText("read wrongly")
        dialog.form.fields["systolic"].setText("192")
        in_dialog(AlertDialog, lambda alert: alert.reject())
        dialog.verb.click()
        assert sessions_of(hca, WREN)[0].reading == "142/85"
        in_dialog(AlertDialog, tell)
        dialog.verb.click()

    correct(window, act)
    assert sessions_of(hca, WREN)[0].reading == "192/85"
    assert [alert.told for alert in open_alerts(hca)] == ["Jo Abara"]


def test_short_forms_are_corrected_too(window: MainWindow, hca: Session) -> None:
    file_measure(hca, WREN, "weight_height", {"weight": "80", "height": "1.7"})
    file_measure(hca, WREN, "smoking", {"status": "current"})

    def smoking(dialog: CorrectionDialog) -> None:
        assert isinstance(dialog, MeasureCorrection)
        assert dialog.form.answers() == {"status": "current"}
        dialog.form.show_answer("status", None, "former")
        dialog.reason.setText("stopped in May")
        dialog.verb.click()

    def weight(dialog: CorrectionDialog) -> None:
        assert isinstance(dialog, MeasureCorrection)
        assert dialog.form.answers() == {"weight": "80", "height": "1.7"}
        dialog.form.texts["weight"].setText("260")
        dialog.reason.setText("typed wrongly")
        dialog.verb.click()
        assert "confirm" in dialog.problem.text()
        dialog.verb.click()

    correct(window, smoking)
    filed = part(window, "filed")
    assert isinstance(filed, FiledView)
    filed.table.go_to(
        next(n for n, r in enumerate(filed.model.shown_rows()) if r.kind == "weight_height")
    )
    in_dialog(CorrectionDialog, weight)  # type: ignore[arg-type]
    filed.correct_current()
    values = {s.kind: session_detail(hca, s.id).readings[0] for s in sessions_of(hca, WREN)}
    assert values["smoking"].answer == "former"
    assert values["weight_height"].value == 260


def test_who_took_the_readings(window: MainWindow, hca: Session, keyboard: Keyboard) -> None:
    printed_forms(hca, [WREN])
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    window.refresh()
    tray.key_next()

    def carer(dialog: QDialog) -> None:
        assert isinstance(dialog, CarerDialog)
        dialog.keep.click()
        assert "name is missing" in dialog.problem.text()
        dialog.name.setText("Rhys Testperson")
        dialog.relation.setEditText("son")
        dialog.keep.click()
        assert "permission" in dialog.problem.text()
        dialog.permission.setCurrentIndex(1)
        dialog.keep.click()

    def patient(dialog: QDialog) -> None:
        assert isinstance(dialog, CarerDialog)
        assert dialog.name.text() == "Rhys Testperson"
        dialog.buttons.itemAt(2).widget().click()  # type: ignore[union-attr]

    in_dialog(CarerDialog, carer)
    tray.entry.top.carer.click()
    words = "Rhys Testperson, son (the patient has agreed)"
    assert tray.entry.task is not None
    assert tray.entry.task.about == f"Taken by {words}"
    in_dialog(CarerDialog, patient)
    tray.entry.top.carer.click()
    assert tray.entry.task.origin.carer is None
    in_dialog(CarerDialog, carer)
    tray.entry.top.carer.click()
    keyboard.diary(diary(128, 78))
    keyboard.file()
    (filed,) = sessions_of(hca, WREN)
    assert (filed.channel.value, filed.taken_by) == ("carer", words)
    tray.entry.ask_who_took()  # nothing is open: nothing happens


def test_values_that_a_carer_tells(window: MainWindow, hca: Session) -> None:
    clinic = part(window, "clinic")
    assert isinstance(clinic, ClinicView)
    clinic.open_patient(WREN)
    assert not clinic.source.isVisible()
    titles = [clinic.forms.item(n).text() for n in range(clinic.forms.count())]
    clinic.forms.setCurrentRow(titles.index("Smoking"))
    assert clinic.source.isVisible()
    assert clinic.measure is not None
    clinic.measure.choices["status"].buttons()[2].click()
    clinic.source.setCurrentIndex(2)

    def carer(dialog: QDialog) -> None:
        assert isinstance(dialog, CarerDialog)
        dialog.name.setText("Rhys Testperson")
        dialog.permission.setCurrentIndex(1)
        dialog.keep.click()

    in_dialog(CarerDialog, lambda dialog: dialog.reject())
    clinic.file()
    assert sessions_of(hca, WREN) == ()
    in_dialog(CarerDialog, carer)
    clinic.file()
    (filed,) = sessions_of(hca, WREN)
    assert (filed.channel.value, filed.setting.value) == ("carer", "home")
    assert filed.taken_by == "Rhys Testperson (the patient has agreed)"
    clinic.measure.choices["status"].buttons()[1].click()
    clinic.source.setCurrentIndex(1)
    clinic.file()
    assert sessions_of(hca, WREN)[0].channel.value == "phone"

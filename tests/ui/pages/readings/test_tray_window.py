"""Receiving, matching and finishing forms; phoning."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QDialog

from proactive_care.accounts import Session
from proactive_care.domain.diary import Part
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    CallOutcome,
    FormKind,
    FormOutcome,
    Route,
    call_list,
    file_diary,
    new_draft_id,
    receive_forms,
    save_draft,
    sessions_of,
    waiting_forms,
)
from proactive_care.ui.pages.readings.finding import PatientDialog
from proactive_care.ui.pages.readings.outcome_dialogs import (
    ReceiveDialog,
    UnkeyedDialog,
)
from proactive_care.ui.pages.readings.peak_flow_dialog import PeakFlowDialog
from proactive_care.ui.pages.readings.phone_view import PhoneView
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell.window import MainWindow
from support.keyboard import Keyboard, in_dialog
from support.readings import BRAM, PAPER, WREN, diary

from .conftest import choose, part


def test_receiving_forms_opens_the_oldest(window: MainWindow, hca: Session) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    with hca.practice.transaction() as db:
        db.conn.execute(
            "INSERT INTO form_code (code, kind, patient, made_at)"
            " VALUES ('7K3Q9M2T', 'bp diary', 1, '')"
        )

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ReceiveDialog)
        dialog.codes.setPlainText("7K3Q 9M2T\n\n")
        assert dialog.scanned.text() == "1 scanned"
        dialog.count.setValue(2)
        dialog.verb.click()

    in_dialog(ReceiveDialog, act)
    tray.empty.button.click()
    assert [line.patient_id for line in waiting_forms(hca)] == [WREN, None]
    assert tray.entry.top.name.text() == "Wren Testperson"
    tray.entry.put_away()
    assert tray.empty.heading.text() == "2 forms wait"
    tray.empty.button.click()
    assert tray.entry.top.name.text() == "Wren Testperson"


def test_an_unmatched_form_asks_whose_and_a_wrong_one_is_matched_again(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    receive_forms(hca, FormKind.BP_DIARY, Route.HAND, 1)
    window.refresh()
    choose("Specimen")
    tray.key_next()
    assert tray.entry.top.name.text() == "Bram Specimen"
    keyboard.diary(diary()[:3])
    choose("Testperson")
    tray.not_this_patient()
    assert tray.entry.top.name.text() == "Wren Testperson"
    assert tray.entry.grid.readings() == []


def test_slips_and_forms_that_cannot_be_keyed(window: MainWindow, hca: Session) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    receive_forms(hca, FormKind.REPLY_SLIP, Route.HAND, 1)
    (form,) = receive_forms(hca, FormKind.BP_DIARY, Route.HAND, 1)
    window.refresh()

    def done(dialog: QDialog) -> None:
        assert isinstance(dialog, UnkeyedDialog)
        assert dialog.outcome.count() == 4
        dialog.verb.click()

    in_dialog(UnkeyedDialog, done)
    tray.key_next()

    def unreadable(dialog: QDialog) -> None:
        assert isinstance(dialog, UnkeyedDialog)
        assert dialog.outcome.findText(FormOutcome.DONE.value.capitalize()) == -1
        dialog.note.setText("rain")
        dialog.verb.click()

    tray.panel.list.setCurrentRow(0)
    in_dialog(UnkeyedDialog, unreadable)
    tray.put_aside()
    assert waiting_forms(hca) == ()
    assert tray.panel.done.text() == "2 forms finished today"
    assert form


def test_a_diary_without_a_form(window: MainWindow, hca: Session, keyboard: Keyboard) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    choose("Testperson")
    tray.without_form()
    keyboard.diary(diary(days=2))
    keyboard.file()
    assert sessions_of(hca, WREN)[0].status == "incomplete"
    choose("Testperson")
    tray.without_form()
    choose("Specimen")
    tray.not_this_patient()
    assert tray.entry.top.name.text() == "Bram Specimen"


def test_a_peak_flow_diary(window: MainWindow, hca: Session) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    receive_forms(hca, FormKind.PEAK_FLOW_DIARY, Route.HAND, 1)
    window.refresh()

    def key(dialog: QDialog) -> None:
        assert isinstance(dialog, PeakFlowDialog)
        field = dialog.fields[0, Part.MORNING]
        field.setText("soon")
        assert "whole numbers" in dialog.summary.text()
        field.setText("380 400 390")
        dialog.fields[0, Part.EVENING].setText("20")
        buttons = {b.text(): b for b in dialog.findChildren(QAbstractButton)}
        buttons["&File"].click()
        assert "50 to 900" in dialog.summary.text()
        dialog.fields[0, Part.EVENING].setText("430")
        assert "best 430" in dialog.summary.text()
        buttons["&File"].click()

    def whose(dialog: QDialog) -> None:
        assert isinstance(dialog, PatientDialog)
        dialog.text.setText("Testperson")
        dialog.text.textEdited.emit("Testperson")
        in_dialog(PeakFlowDialog, key)
        dialog.button.click()

    in_dialog(PatientDialog, whose)
    tray.key_next()
    assert sessions_of(hca, WREN)[0].kind == "peak flow diary"
    assert waiting_forms(hca) == ()


def test_a_peak_flow_diary_is_opened_by_its_code(window: MainWindow, hca: Session) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    with hca.practice.transaction() as db:
        code = {"code": "7K3Q9M2T", "kind": "peak flow diary", "patient": WREN, "made_at": ""}
        db.table("form_code").insert(code)

    def key(dialog: QDialog) -> None:
        assert isinstance(dialog, PeakFlowDialog)
        dialog.fields[0, Part.MORNING].setText("380 400 390")
        buttons = {b.text(): b for b in dialog.findChildren(QAbstractButton)}
        buttons["&File"].click()

    in_dialog(PeakFlowDialog, key)
    tray.scan("7k3q 9m2t")
    (filed,) = sessions_of(hca, WREN)
    assert filed.kind == "peak flow diary"


def test_half_typed_diaries_that_are_not_in_the_tray_are_offered_back(
    window: MainWindow, hca: Session, keyboard: Keyboard
) -> None:
    tray = part(window, "tray")
    assert isinstance(tray, TrayView)
    assert not tray.panel.half.isVisible()
    tray.go_on_with_draft()  # there is none: nothing happens
    drafts = ((BRAM, Channel.PAPER, 130), (WREN, Channel.PHONE, 128))
    for patient, channel, level in drafts:  # the computer stopped in the middle of two calls
        save_draft(hca, new_draft_id(hca), patient, diary(level)[:5], channel=channel)
    window.refresh()
    assert tray.panel.half.text() == "2 half-typed d&iaries"
    tray.panel.half.click()
    assert tray.entry.task is not None
    assert tray.entry.task.patient.id == BRAM
    assert [reading.systolic for reading in tray.entry.grid.readings()] == [130] * 5
    tray.entry.start_again()
    tray.entry.put_away()
    window.refresh()
    assert tray.panel.half.text() == "Half-typed d&iary"
    tray.panel.half.click()
    assert tray.entry.task is not None
    assert tray.entry.task.origin.channel is Channel.PHONE
    assert tray.entry.task.about == "By phone"


def test_phoning(window: MainWindow, hca: Session, keyboard: Keyboard) -> None:
    file_diary(hca, WREN, diary(days=2), PAPER)
    file_diary(hca, BRAM, diary(days=2), PAPER)
    phone = part(window, "phone")
    assert isinstance(phone, PhoneView)
    assert (phone.count.text(), phone.name.text()) == ("2 today", "Wren Testperson")
    phone.outcome.setCurrentIndex(list(CallOutcome).index(CallOutcome.RING_BACK))
    assert phone.next_day.isVisible()
    phone.record.click()
    assert phone.name.text() == "Bram Specimen"
    phone.take.click()
    keyboard.diary(diary(130, 80))
    keyboard.file()
    assert sessions_of(hca, BRAM)[0].channel.value == "phone"
    assert call_list(hca) == ()
    assert phone._stack.currentWidget() is phone.empty
    phone.record_call()
    phone.take_readings()


def test_a_promised_call_can_be_put_away(window: MainWindow, hca: Session) -> None:
    file_diary(hca, WREN, diary(days=2), PAPER)
    phone = part(window, "phone")
    assert isinstance(phone, PhoneView)
    phone.take.click()
    phone.entry.put_away()
    assert phone.name.text() == "Wren Testperson"

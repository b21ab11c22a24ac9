"""Patients on the real window: finding, the record, why, the trend, going through a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.care_plans import PlanWords, preview_plan, print_plan
from proactive_care.patients import HandoutKind
from proactive_care.readings import file_diary, letters_to_print, print_letters
from proactive_care.recall import (
    Basis,
    Outcome,
    Way,
    preview_batch,
    print_batch,
    record_outcome,
    take_back,
)
from proactive_care.store import form_codes
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.documents_tab import ReasonDialog
from proactive_care.ui.pages.patients.history import EntryKind
from proactive_care.ui.pages.patients.record_tables import show_value
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import Dialog
from proactive_care.worklists import assign_patients
from support.keyboard import in_dialog
from support.readings import PAPER, diary
from support.rows import add_event, add_patient

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
    page.view.visit.measure.click()  # nobody is typed in twice
    ready(window)
    clinic = window.page.show_part("clinic")  # type: ignore[attr-defined]
    assert clinic.patient.name == "Wren Testperson"


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
    assert (
        page.view.trends.pressure.accessibleName()
        == "Blood pressure chart: no blood pressure recorded"
    )


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


def test_trends_follow_age_and_say_each_value(
    window: MainWindow, ready: Ready, qtbot: QtBot, sorted_session: Session
) -> None:
    for day, value in ((date(2024, 3, 1), 71), (date(2025, 3, 1), 62), (date(2026, 3, 1), 55)):
        add_event(sorted_session, 1, "hba1c", day, value, line=900)
    add_event(sorted_session, 1, "ldl_cholesterol", date(2026, 3, 1), 2.4, line=901)
    card = _open(window, ready, 1).view.trends
    assert [card.choice.itemText(n) for n in range(card.choice.count())] == [
        "Blood pressure", "HbA1c", "LDL cholesterol",
    ]  # fmt: skip
    assert card.about.text() == "Target for under 80: below 140/90 in the clinic, 135/85 at home"
    card.choice.setCurrentText("HbA1c")
    assert "3 values from 1 Mar 2024 to 1 Mar 2026" in card.value.accessibleName()
    assert "1 in target" in card.value.accessibleName()
    qtbot.keyClick(card.value, Qt.Key.Key_Left)
    assert card.marked.text() == "55 mmol/mol, 1 Mar 2026, emis_bp.csv line 900"
    assert card.marked.isVisible()
    card.choice.setCurrentText("LDL cholesterol")
    assert card.about.text() == "No target, in mmol/L"  # no cardiovascular disease
    card.grab()
    older = _open(window, ready, 3).view.trends
    assert "80 and over: below 150/90" in older.about.text()
    assert "at or above 150/90" in older.pressure.accessibleName()


def test_the_history_holds_contacts_readings_and_plans(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    record_outcome(sorted_session, 3, Outcome.PREFERS, way=Way.PHONE)
    wrong = record_outcome(sorted_session, 3, Outcome.NO_ANSWER)
    take_back(sorted_session, wrong, "another patient")
    file_diary(sorted_session, 3, diary(), PAPER)
    assign_patients(sorted_session, [3], "any practice nurse")
    page = _open(window, ready, 3)
    said = [entry.what for entry in page.contacts.model.all_rows]
    assert {
        "Prefers a phone call",
        "Blood pressure diary 132/82",
        "Assigned: any practice nurse",
    } <= {*said}
    assert page.view.banner._prefers._value.text() == "Phone call"
    assert page.view.banner._assigned._value.text() == "Any practice nurse"
    (ended,) = [entry for entry in page.contacts.model.all_rows if entry.ended]
    assert ended.ended == "another patient"
    for row in range(page.contacts.model.rowCount()):
        for column in range(page.contacts.model.columnCount()):
            assert page.contacts.model.cell(row, column).spoken()
    page.view.latest.every.click()
    assert page.view.tabs.tabText(page.view.tabs.currentIndex()) == "Co&ntacts  4"
    assert page.documents.model.rowCount() == 0
    (reading,) = [e for e in page.contacts.model.all_rows if e.kind is EntryKind.READING]
    page.contacts.opened.emit(reading)
    ready(window)
    assert window.page.key == "readings"


def test_letters_and_plans_open_again_as_they_were(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    preview = preview_batch(
        sorted_session, sorted_session.today(), basis=Basis.RISK, only=frozenset({9})
    )
    print_batch(sorted_session, preview, tmp_path / "letters.pdf")
    page = _open(window, ready, 9)
    (letter,) = page.documents.model.all_rows
    assert page.documents.button.isEnabled()
    assert page.view.tabs.tabText(4) == "&Documents  1"
    refused: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.check()
        refused.append(dialog._field.note.text())
        dialog.reason.setText("the first was lost")
        dialog.check()

    seen: list[str] = []
    in_dialog(ReasonDialog, answer)
    page.documents.open(letter)
    in_dialog(Dialog, lambda dialog: seen.append(dialog.windowTitle()))
    qtbot_wait(lambda: bool(seen))
    assert refused == ["Say why it is opened again."]
    assert seen == ["First invitation by letter"]
    rows = sorted_session.practice.db.query("SELECT action FROM audit")
    assert "recall.reprint" in {row["action"] for row in rows}


def test_a_plan_opens_from_the_documents_and_from_the_contacts(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    shown = preview_plan(sorted_session, 1, PlanWords(), sorted_session.today())
    print_plan(sorted_session, shown)
    page = _open(window, ready, 1)
    (plan,) = page.documents.model.all_rows
    assert plan.what == "Care plan, version 1"
    seen: list[str] = []
    for opening in (page.documents._open_current, lambda: page.contacts.opened.emit(plan)):
        in_dialog(Dialog, lambda dialog: seen.append(dialog.windowTitle()))
        opening()
        qtbot_wait(lambda: not window.busy)
    qtbot_wait(lambda: len(seen) == 2)
    assert set(seen) == {"Care plan, version 1"}


def test_result_letters_open_again_and_of_an_old_handout_there_is_the_day(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    file_diary(sorted_session, 9, diary(130, 78), PAPER)
    ids = [letter.id for letter in letters_to_print(sorted_session)]
    print_letters(sorted_session, ids, tmp_path / "letters.pdf")
    with sorted_session.practice.transaction() as db:  # as before copies were kept
        form_codes.add(db, "7K3Q2222", HandoutKind.BP_DIARY.value, 9, sorted_session.now())
    documents = _open(window, ready, 9).documents
    by_kind = {entry.kind: entry for entry in documents.model.all_rows}
    letter, handout = by_kind[EntryKind.LETTER], by_kind[EntryKind.HANDOUT]
    assert (letter.what, letter.about) == ("Result letter", "printing R2026-001, letter 1")
    assert (handout.what, handout.about) == ("Blood pressure diary handed out", "")
    seen: list[str] = []
    in_dialog(Dialog, lambda dialog: seen.append(dialog.windowTitle()))
    documents.open(letter)
    qtbot_wait(lambda: bool(seen))
    assert seen == ["Result letter"]
    documents.table.go_to(documents.model.all_rows.index(handout))
    assert not documents.button.isEnabled()
    assert documents.why_not.text().startswith("Only the day of this handout was kept")
    documents.open(handout)
    assert not window.busy


def test_who_may_not_print_letters_is_told(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow],
    ready: Ready, tmp_path: Path,
) -> None:  # fmt: skip
    lead = sign_in("lead")
    preview = preview_batch(lead, lead.today(), basis=Basis.RISK, only=frozenset({9}))
    print_batch(lead, preview, tmp_path / "letters.pdf")
    window = open_window(sign_in("hca"))
    page = _open(window, ready, 9)
    assert not page.documents.button.isEnabled()
    assert page.documents.why_not.text() == "Letters are opened by who may print them."


def test_contacts_and_invitations_start_from_the_patient(window: MainWindow, ready: Ready) -> None:
    page = _open(window, ready, 9)
    page._invite()
    ready(window)
    assert window.page.key == "recall"
    window.back()
    ready(window)
    page._record_contact()
    ready(window)
    assert window.page.key == "recall"


def test_qof_stands_beside_the_group(window: MainWindow, ready: Ready) -> None:
    card = _open(window, ready, 1).view.cards[0]
    words = [label.text() for label in card.findChildren(QLabel)]
    assert any(text.startswith("QOF estimate: HYP008 not met") for text in words)


def qtbot_wait(done: Callable[[], bool]) -> None:
    for _ in range(200):
        if done():
            return
        QTest.qWait(20)
    raise AssertionError("it never came")

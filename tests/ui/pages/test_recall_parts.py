"""Recall beyond the batch: outcomes by key, the stop, and the sessions there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import Basis, Outcome, Way
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.recall.outcomes_view import OutcomesView
from proactive_care.ui.pages.recall.stopping import (
    RulesDialog,
    SessionsDialog,
    StopDialog,
    ask_sessions,
)
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from support.recall_window import Ready, answer_dialogs, page_of, print_all


def test_outcomes_are_keyed_down_the_list(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    print_all(sorted_session, tmp_path)
    page = page_of(window, ready)
    view = page.show_part("outcomes")
    assert isinstance(view, OutcomesView)
    ready(window)
    assert view.model.rowCount() == 10
    assert "10 without an answer" in view.card.note.whole_text()
    first = view.model.row_at(0).patient
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_O)
    ready(window)
    (newest, *_) = recall.contacts(sorted_session, first.id)
    assert newest.label == "Phone: no answer"
    assert newest.next_step == "Phone again"
    assert view.patient is not None
    assert view.patient.id != first.id, "the next row follows"
    assert view.model.rowCount() == 9
    second = view.patient
    QTest.keyClick(view.table, Qt.Key.Key_N)
    assert view.form.note.hasFocus()
    view.form.note.setText("Too far")
    QTest.keyClick(view.form.note, Qt.Key.Key_Return)
    ready(window)
    assert recall.contacts(sorted_session, second.id)[0].note == "Too far"
    QTest.keyClick(view.table, Qt.Key.Key_Z)
    assert "No outcome has the key Z" in window.messages.text()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    for row in range(view.model.rowCount()):
        for column in range(view.model.columnCount()):
            assert view.model.cell(row, column).spoken()


def test_fields_follow_the_outcome_and_days_go_on_to_the_reason(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = page_of(window, ready)
    view = page.show_part("outcomes")
    assert isinstance(view, OutcomesView)
    ready(window)
    assert not view.form.isEnabled()
    view.open_patient(1)
    ready(window)
    view._pressed("b")
    assert view.form.until.hasFocus()
    assert not view.form.way.isVisible()
    QTest.keyClick(view.form.until, Qt.Key.Key_Return)
    ready(window)
    (entry,) = recall.contacts(sorted_session, 1)
    assert (entry.kind, entry.until is not None) == ("booked", True)
    view.open_patient(2)
    view._pressed("p")
    QTest.keyClick(view.form.until, Qt.Key.Key_Return)
    assert view.form.note.hasFocus(), "a pause needs a reason"
    QTest.keyClick(view.form.note, Qt.Key.Key_Return)
    assert "needs a reason" in window.messages.text()
    view._pressed("y")
    assert view.form.way.isVisible()
    view.form.way.setCurrentIndex(1)
    view.form.button.click()
    assert recall.contacts(sorted_session, 2)[0].label == "Prefers a phone call"
    view.record(view_entered(view))
    assert len(recall.contacts(sorted_session, 2)) == 1, "nobody is chosen any more"


def view_entered(view: OutcomesView) -> object:
    entered: list[object] = []
    view.form.record.disconnect()
    view.form.record.connect(entered.append)
    view.form.send()
    return entered[0]


def test_a_scanned_code_opens_the_invitation(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    batch = print_all(sorted_session, tmp_path)
    received = recall.batch_recipients(sorted_session, batch.number)
    page = page_of(window, ready)
    view = page.show_part("outcomes")
    assert isinstance(view, OutcomesView)
    ready(window)
    view.scan.setText(received[4].form_code)
    QTest.keyClick(view.scan, Qt.Key.Key_Return)
    assert view.patient is not None
    assert view.patient.id == received[4].patient
    assert view.scan.text() == ""
    view.scan.setText("nonsense")
    view.find_by_code()
    assert "eight letters" in window.messages.text()
    view.scan.setText("ABCD2345")
    view.find_by_code()
    assert "not printed an invitation" in window.messages.text()
    view.scan.clear()
    view.find_by_code()
    assert view.table.hasFocus()


def test_the_last_one_can_be_taken_back(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    window.go(Place("recall", OpenPatient(1)))
    ready(window)
    page = window.page
    assert isinstance(page, RecallPage)
    view = page.show_part("outcomes")
    assert isinstance(view, OutcomesView)
    view.take_back_last()
    view._pressed("x")
    ready(window)
    assert recall.contacts(sorted_session, 1)[0].kind == "deceased"
    answer_dialogs(lambda dialog: dialog.verb.click())  # type: ignore[attr-defined]
    view.back.click()
    ready(window)
    assert recall.contacts(sorted_session, 1)[0].taken_back == "Recorded by mistake"
    assert not view.back.isEnabled()


def test_finding_a_patient_who_is_not_on_the_list(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window, ready)
    view = page.show_part("outcomes")
    assert isinstance(view, OutcomesView)
    answers = iter([None, 3])
    monkeypatch.setattr(
        "proactive_care.ui.pages.recall.outcomes_view.choose_patient", lambda *_: next(answers)
    )
    view.find_patient.click()
    assert view.patient is None
    view.find_patient.click()
    assert view.patient is not None
    assert view.patient.family_name == "Sampleton"


def test_a_stop_is_seen_on_every_part_and_ends(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = page_of(window, ready)

    def stop(dialog: QDialog) -> None:
        assert isinstance(dialog, StopDialog)
        dialog.verb.click()
        assert dialog.problem.isVisible(), "a reason is needed"
        dialog.reason.setText("Flood")
        dialog.verb.click()

    answer_dialogs(stop)
    page.choose.stop.click()
    ready(window)
    assert page.stopped.whole_text() == "All invitations are stopped since 14 Sep 2026: Flood"
    window.go(Place("today"))
    ready(window)
    assert window.status.words()[-1] == "All invitations are stopped", "on every page"
    window.go(Place("recall"))
    ready(window)
    page.choose.bases[Basis.RISK].click()
    page.choose.check.click()
    ready(window)
    assert not page.check.print_button.isEnabled()
    assert "stopped" in page.check.why_not.whole_text()
    page.show_part("outcomes")
    ready(window)
    assert page.stopped.isVisible()

    def resume(dialog: QDialog) -> None:
        dialog.reason.setText("Dry again")  # type: ignore[attr-defined]
        dialog.verb.click()  # type: ignore[attr-defined]

    page.show_part("due")
    assert page.choose.stop.text() == "&Let invitations go on…"
    answer_dialogs(resume)
    page.choose.stop.click()
    ready(window)
    assert not page.stopped.isVisible()
    assert recall.recall_stop(sorted_session) is None


def test_work_is_shown_beside_the_sessions(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    recall.record_outcome(sorted_session, 2, Outcome.PREFERS, way=Way.PHONE)
    page = page_of(window, ready)
    page.choose.bases[Basis.RISK].click()
    page.choose.check.click()
    ready(window)
    assert "1 phone or text" in page.check.sum.accessibleName()
    page.check.tabs.setCurrentIndex(4)
    for column in range(page.check.others.columnCount()):
        assert page.check.others.cell(0, column).spoken()
    assert page.check.because.whole_text().startswith("By risk")

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, SessionsDialog)
        dialog.fields[Role.HCA].setValue(0)
        dialog.fields[Role.NURSE].setValue(3)
        dialog.verb.click()

    answer_dialogs(enter)
    page.check.sessions.click()
    ready(window)
    name = page.check.work.accessibleName()
    assert "Healthcare assistant 200 minutes (200 min over)" in name
    assert "min free" in name
    answer_dialogs(lambda dialog: dialog.reject())
    assert not ask_sessions(window, window.desk)


def test_only_lists_can_be_printed_too(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    for patient in range(1, 11):
        way = Way.TEXT if patient == 1 else Way.PHONE
        recall.record_outcome(sorted_session, patient, Outcome.PREFERS, way=way)
    page = page_of(window, ready)
    page.choose.bases[Basis.RISK].click()
    page.choose.check.click()
    ready(window)
    assert page.check.print_button.text() == "&Print the lists"
    page.print_to(tmp_path / "letters.pdf")
    ready(window)
    assert "0 letters" in page.printed.summary.whole_text()
    assert "9 to phone, 1 to text" in page.printed.summary.whole_text()
    assert page.printed.tabs.count() == 1
    assert page.printed.viewer.isVisible()


def test_reception_records_outcomes_and_nothing_else(
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
) -> None:
    window = open_window(sign_in("receptionist"))
    page = page_of(window, ready)
    assert [page.tabs.tabText(n) for n in range(page.tabs.count())] == ["Outcomes"]
    assert page.show_part("due") is None
    labels = [
        page._part("outcomes").form.list.item(n).text()  # type: ignore[union-attr]
        for n in range(page._part("outcomes").form.list.count())  # type: ignore[union-attr]
    ]
    assert not any("Dissent" in label for label in labels)


def test_how_often_is_the_practices_own_choice(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = page_of(window, ready)

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, RulesDialog)
        dialog.invitations.setValue(2)
        dialog.gap.setValue(28)
        dialog.basis.setCurrentIndex(1)
        dialog.verb.click()

    answer_dialogs(enter)
    page.choose.rules.click()
    ready(window)
    assert recall.recall_rules(sorted_session) == recall.RecallRules(2, 28, Basis.RISK)
    assert page.choose.choice().basis is Basis.RISK


def test_whose_month_of_birth_passed_is_named_and_checked_by_one_press(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = page_of(window, ready)
    page.choose.bases[Basis.BIRTH_MONTH].click()
    page.choose.check.click()
    ready(window)
    preview = page.due.preview
    assert preview is not None
    missed = {each.patient.id for each in preview.missed}
    assert missed
    assert "passed without an invitation" in page.check.warning.text()
    page.check.tabs.setCurrentIndex(3)
    assert page.check.missed.isVisible()
    page.check.missed.click()
    ready(window)
    assert page.due.preview is not None
    assert {due.patient.id for due in page.due.preview.invited} == missed

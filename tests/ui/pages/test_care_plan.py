"""The Care plan tab on the real window: talking, keeping, checking, printing, opening again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from proactive_care import care_plans
from proactive_care.accounts import Session
from proactive_care.care_plans import PlanStep
from proactive_care.documents import STANDARD, ActionStatus, Involved
from proactive_care.recall import sign_off_language
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.care_plan_fields import read_day
from proactive_care.ui.pages.patients.care_plan_tab import CHECK, PAPER, TALK, CarePlanTab
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from support.rows import add_event

Ready = Callable[[MainWindow], None]
WREN, NIA = 1, 2
AS_OF = date(2026, 9, 14)


def open_tab(window: MainWindow, ready: Ready, patient: int = WREN) -> CarePlanTab:
    window.go(Place("patients", OpenPatient(patient, (WREN, NIA), "this list")))
    ready(window)
    page = window.page
    assert isinstance(page, PatientsPage)
    assert page.care_plan is not None
    page.view.tabs.setCurrentIndex(page.view.tabs.count() - 1)
    ready(window)
    return page.care_plan


def fill(tab: CarePlanTab) -> None:
    editor = tab.editor
    editor.long["matters"].setPlainText("My garden")
    editor.short["carer"].setText("Hazel")
    editor.carer_may_know.show_value(True)
    editor.confidence.show_value(6)
    editor.people.setPlainText("Sam Birkett, nurse\n\nHazel")
    editor.goals.add_goal()
    box = editor.goals.boxes[0]
    box.goal.setText("Walk to the gate")
    box.rows[0].what.setText("Walk each day")
    box.rows[0].by.setText("14/12/2026")
    box.rows[0].status.show_value(ActionStatus.STARTED)


def check(tab: CarePlanTab, window: MainWindow, ready: Ready) -> None:
    tab.check_button.click()
    ready(window)
    assert tab.step == CHECK


def test_what_is_typed_is_kept_as_a_draft(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    tab = open_tab(window, ready)
    assert tab.state.text() == "Next version: 1"
    fill(tab)
    assert tab.state.text() == "Not kept yet"
    open_tab(window, ready, NIA)
    words = care_plans.open_plan(sorted_session, WREN, AS_OF).words
    assert (words.matters, words.matters_on) == ("My garden", AS_OF)
    assert (words.carer, words.carer_may_know, words.confidence) == ("Hazel", True, 6)
    assert words.people == (Involved("Sam Birkett", "nurse"), Involved("Hazel", ""))
    (goal,) = words.goals
    assert goal.actions[0].by == date(2026, 12, 14)
    assert goal.actions[0].status is ActionStatus.STARTED
    again = open_tab(window, ready)
    assert again.editor.goals.boxes[0].rows[0].by.text() == "14 Dec 2026"
    assert again.state.text() == "Next version: 1, draft by lead"


def test_checking_ticking_and_printing(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    add_event(sorted_session, WREN, "diabetes_type_2", date(2019, 1, 1), None, line=900)
    sorted_session.practice.db.conn.execute(
        "UPDATE patient SET date_of_birth = ? WHERE id = 1", (date(1940, 1, 1).toordinal(),)
    )
    tab = open_tab(window, ready)
    fill(tab)
    check(tab, window, ready)
    assert tab.check.print_button.text() == "&Print version 1"
    assert tab.check.seen
    assert not tab.check.print_button.isEnabled()
    for tick in tab.check.seen:
        tick.setChecked(True)
    assert tab.check.print_button.isEnabled()
    assert "keeps this version" in tab.check.why_not.text()
    tab.check.print_button.click()
    ready(window)
    assert tab.step == PAPER
    assert tab.paper_words.text() == "Care plan version 1."
    (version,) = care_plans.plan_versions(sorted_session, WREN)
    assert version.words.matters == "My garden"
    tab.print_plan()
    ready(window)
    assert "Nothing had changed" in tab.paper_words.text()
    assert len(care_plans.plan_versions(sorted_session, WREN)) == 1


def test_versions_open_and_steps_are_written_down(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    tab = open_tab(window, ready)
    fill(tab)
    shown = care_plans.preview_plan(
        sorted_session, WREN, tab.editor.words(AS_OF), AS_OF, print_as=STANDARD
    )
    care_plans.print_plan(sorted_session, shown)
    tab.show_patient(WREN)
    ready(window)
    tab.side.open_version.emit(1)
    ready(window)
    assert tab.paper_words.text() == "Care plan version 1."
    assert tab.viewer.document is not None
    tab.side.open_summary.emit(1)
    ready(window)
    assert tab.paper_words.text() == "Summary of version 1."
    tab.side.step_asked.emit(PlanStep.COPY_GIVEN, "Hazel")
    tab.side.step_asked.emit(PlanStep.AGREED, "")
    steps = care_plans.plan_steps(sorted_session, WREN)
    assert {step.what for step in steps} == {PlanStep.AGREED, PlanStep.COPY_GIVEN}
    assert "coding list" in window.messages.text()


def test_a_format_that_cannot_be_printed_needs_a_choice(window: MainWindow, ready: Ready) -> None:
    tab = open_tab(window, ready, NIA)
    tab.editor.short["format_need"].setText("Braille")
    check(tab, window, ready)
    assert "needs braille" in tab.check.cannot.text()
    assert not tab.check.print_button.isEnabled()
    tab.check.paper_chosen.emit(STANDARD, None)
    ready(window)
    for tick in tab.check.seen:
        tick.setChecked(True)
    assert tab.check.print_button.isEnabled()
    assert not tab.check.cannot.isVisible()
    tab.check.back.emit()
    assert tab.step == TALK


def test_a_draft_can_be_seen_but_not_printed_until_it_is_signed_off(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    tab = open_tab(window, ready, NIA)
    tab.editor.short["language"].setText("Urdu")
    check(tab, window, ready)
    assert "Urdu" in tab.check.needs.text()
    assert "no wording in it has been signed off" in tab.check.cannot.text()
    assert "What you see is a draft" in tab.check.cannot.text()
    assert not tab.check.print_button.isEnabled()
    assert tab.preview is not None
    assert tab.preview.paper.draft
    labels = [tab.check.language.itemText(at) for at in range(tab.check.language.count())]
    assert labels[:2] == ["As the patient needs it", "English"]
    assert "Urdu (draft, to look at only)" in labels
    sign_off_language(sorted_session, "ur", "Anna Mockford, interpreter")
    tab.check.back.emit()
    check(tab, window, ready)
    assert not tab.check.cannot.isVisible()
    tick_all(tab)
    tab.check.print_button.click()
    ready(window)
    (version,) = care_plans.plan_versions(sorted_session, NIA)
    assert version.format == "Standard, Urdu"


def test_english_instead_is_a_choice_that_is_kept(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    tab = open_tab(window, ready, NIA)
    tab.editor.short["language"].setText("Somali")
    check(tab, window, ready)
    assert "Choose a format or a language" in tab.check.cannot.text()
    tab.check.language.setCurrentIndex(1)
    tab.check.language.activated.emit(1)
    ready(window)
    assert "English was chosen" in tab.check.chosen.text()
    assert tab.check.language.currentText() == "English"
    tick_all(tab)
    tab.check.print_button.click()
    ready(window)
    (version,) = care_plans.plan_versions(sorted_session, NIA)
    assert version.format == "Standard, English by choice"
    tab.check_button.click()
    ready(window)
    assert tab.check.language.currentText() == "As the patient needs it"


def tick_all(tab: CarePlanTab) -> None:
    for tick in tab.check.seen:
        tick.setChecked(True)
    assert tab.check.print_button.isEnabled()


def test_a_day_that_cannot_be_read_is_said(window: MainWindow, ready: Ready, qtbot: QtBot) -> None:
    tab = open_tab(window, ready)
    fill(tab)
    field = tab.editor.goals.boxes[0].rows[0].by
    field.clear()
    qtbot.keyClicks(field, "someday")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.wrong
    assert field.property("wrong") is True
    tab.check_button.click()
    ready(window)
    assert tab.step == TALK
    assert "A day cannot be read" in window.messages.text()
    tab.keep()
    assert tab.state.text() == "Draft kept, without a day that cannot be read"


def test_goals_and_actions_come_and_go(window: MainWindow, ready: Ready) -> None:
    tab = open_tab(window, ready)
    goals = tab.editor.goals
    goals.add_goal()
    box = goals.boxes[0]
    box.add_action()
    assert goals.goals() == ()
    box.rows[1].what.setText("Rest")
    assert len(goals.goals()[0].actions) == 1
    box.rows[1].removed.emit(box.rows[1])
    assert len(box.rows) == 1
    for _ in range(5):
        box.add_action()
    assert not box.add_button.isEnabled()
    box.removed.emit(box)
    assert goals.boxes == []


def test_own_goals_for_numbers(window: MainWindow, ready: Ready) -> None:
    tab = open_tab(window, ready)
    tab.editor.own["blood_pressure"].setText("below 130/80")
    words = tab.editor.words(AS_OF)
    assert words.own_target("blood_pressure").target == "below 130/80"


def test_the_conversation_is_large_and_alone(window: MainWindow, ready: Ready) -> None:
    tab = open_tab(window, ready)
    small = tab.editor.long["matters"].fontMetrics().height()
    tab.big.setChecked(True)
    assert tab.editor.long["matters"].fontMetrics().height() > small
    assert not tab.side.isVisible()
    tab.big.setChecked(False)
    assert tab.side.isVisible()


@pytest.mark.parametrize("who", ["hca", "manager"])
def test_who_may_not_write_plans_has_no_tab(
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
    who: str,
) -> None:
    window = open_window(sign_in(who))
    window.go(Place("patients", OpenPatient(WREN)))
    ready(window)
    page = window.page
    assert isinstance(page, PatientsPage)
    assert page.care_plan is None


def test_days_are_read_as_people_write_them() -> None:
    for text in ("14/12/2026", "14 Dec 2026", "14.12.26", "2026-12-14", "14 December 2026"):
        assert read_day(text) == date(2026, 12, 14)
    assert read_day("") is None
    assert read_day("soon") is None

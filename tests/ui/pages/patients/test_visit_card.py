"""The card that joins everything that is due for a patient into one visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from support.coding import add_contact
from support.rows import add_event, add_issue, add_patient

Ready = Callable[[MainWindow], None]
AS_OF = date(2026, 9, 14)


def _open(window: MainWindow, ready: Ready, patient: int) -> PatientsPage:
    window.go(Place("patients", OpenPatient(patient, (), "this list")))
    ready(window)
    assert isinstance(window.page, PatientsPage)
    return window.page


def test_tests_come_first_then_one_review(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    add_event(sorted_session, 1, "asthma", date(2015, 1, 1), None, line=900)
    add_issue(sorted_session, 1, "saba", date(2026, 8, 1), "Salbutamol inhaler")
    frameworks.stratify(sorted_session, AS_OF)
    card = _open(window, ready, 1).view.visit
    assert card.isVisible()
    assert card.note.text() == "by 28 Sep 2026"
    lines = card.text.splitlines()
    assert lines[0] == "First the tests: healthcare assistant, 20 minutes"
    assert lines[1:3] == ["• Blood test: kidney function, cholesterol", "HTN · never recorded"]
    assert any(line.startswith("Not needed again: Blood pressure (done") for line in lines)
    then = lines.index("Then the review: pharmacist, 30 minutes")
    assert lines[then + 1 : then + 3] == [
        "• Hypertension 2a · high: pharmacist or GP", "• Asthma 2 · medium: nurse",
    ]  # fmt: skip


def test_end_of_life_comes_first(window: MainWindow, ready: Ready, sorted_session: Session) -> None:
    add_event(sorted_session, 1, "palliative_care", date(2026, 8, 1), None, line=900)
    card = _open(window, ready, 1).view.visit
    assert card.text.splitlines()[0].startswith("End of life: ")


def test_a_limit_that_has_passed_is_overdue(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    frameworks.stratify(sorted_session, AS_OF - timedelta(days=40))
    frameworks.stratify(sorted_session, AS_OF)
    assert _open(window, ready, 1).view.visit.note.text() == "overdue since 19 Aug 2026"


def test_what_was_reviewed_waits_and_nobody_without_a_condition_has_a_card(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    add_contact(sorted_session, 1, "review", AS_OF - timedelta(days=4))
    card = _open(window, ready, 1).view.visit
    assert card.text.splitlines() == [
        "Nothing is due now.", "Reviewed already: Hypertension (10 Sep 2026)",
    ]  # fmt: skip
    assert card.note.text() == ""
    add_patient(sorted_session, 30, None, "Specimen", "Zoe", date(1990, 1, 1))
    assert not _open(window, ready, 30).view.visit.isVisible()

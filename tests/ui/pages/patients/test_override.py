"""Another group for one patient, from the patient's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import QApplication

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import end_override, override_group, standing_override
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.patients.override_dialog import OverrideDialog, load_choice
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]
PATIENT = 7


def _open(window: MainWindow, ready: Ready) -> PatientsPage:
    window.go(Place("patients", OpenPatient(PATIENT, (PATIENT,), "this list")))
    ready(window)
    assert isinstance(window.page, PatientsPage)
    return window.page


def _dialog(window: MainWindow) -> OverrideDialog:
    choice = load_choice(window.session, PATIENT, Framework.HYPERTENSION)
    assert choice is not None
    return OverrideDialog(window, window.look, window.session, choice)


def _answer(act: Callable[[OverrideDialog], object]) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OverrideDialog)
        act(dialog)

    QTimer.singleShot(0, answer)


def _decide(dialog: OverrideDialog) -> None:
    dialog.group.setCurrentIndex(dialog.group.findData("2a"))
    dialog.reason.setText("Lives alone, falls")
    dialog.until.setDate(QDate(2026, 10, 14))
    dialog.decide()


def test_a_group_is_chosen_and_ended_on_the_page(window: MainWindow, ready: Ready) -> None:
    page = _open(window, ready)
    assert page.view.why.override.isVisible()
    _answer(_decide)
    page.view.why.override.click()
    ready(window)
    card = page.view.cards[0]
    assert card.explanation.group == "3b"
    assert card.explanation.tier is Tier.HIGH
    assert any("moved to 2a (high)" in flag for flag in card.explanation.flags)
    dialog = _dialog(window)
    assert dialog.standing.text() == (
        "Now in 2a · high until 14 Oct 2026, by lead: Lives alone, falls"
    )
    _answer(lambda shown: shown.end())
    page.view.why.override.click()
    ready(window)
    assert page.view.cards[0].explanation.tier is Tier.MEDIUM
    _answer(lambda shown: shown.reject())
    page.view.why.override.click()
    assert standing_override(window.session, PATIENT, "hypertension") is None


def test_errors_stay_in_the_dialog(window: MainWindow) -> None:
    dialog = _dialog(window)
    assert dialog.group.findData("3b") == -1
    dialog.decide()
    assert "needs a reason" in dialog.fields["reason"].note.text()
    assert dialog.result() == 0
    standing = override_group(
        window.session, PATIENT, "hypertension", group="1", reason="Worse at home",
        until=date(2026, 9, 30),
    )  # fmt: skip
    ending = _dialog(window)
    end_override(window.session, standing.id)
    ending.end()
    assert "already ended" in ending.problem.text()
    with window.session.practice.transaction() as db:
        db.conn.execute("DELETE FROM stratification_result")
    dialog.reason.setText("Lives alone")
    dialog.decide()
    assert "in no group" in dialog.problem.text()


def test_nothing_can_be_chosen_before_sorting(window: MainWindow, ready: Ready) -> None:
    page = _open(window, ready)
    with window.session.practice.transaction() as db:
        db.conn.execute("DELETE FROM stratification_result")
    page.view.why.override.click()
    assert "Sort the patients first" in window.messages.text()


def test_who_may_not_decide_is_not_asked(
    open_window: Callable[[Session], MainWindow], sign_in: Callable[[str], Session], ready: Ready
) -> None:
    page = _open(open_window(sign_in("nurse")), ready)
    assert page.view.why.isVisible()
    assert not page.view.why.override.isVisible()

"""Conditions together, on the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.pages.worklists.conditions import ConditionsDialog
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.worklists import Together
from support.rows import add_event

Ready = Callable[[MainWindow], None]
HTN, COPD = Framework.HYPERTENSION, Framework.COPD


@pytest.fixture
def page(window: MainWindow, ready: Ready, sorted_session: Session) -> WorklistsPage:
    for patient in (1, 2, 3):
        add_event(sorted_session, patient, "copd", date(2015, 1, 1), None, line=900 + patient)
    frameworks.stratify(sorted_session, date(2026, 9, 14))
    window.go(Place("worklists"))
    ready(window)
    assert isinstance(window.page, WorklistsPage)
    return window.page


def test_two_conditions_are_chosen_in_the_dialog(
    page: WorklistsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: ConditionsDialog) -> int:
        assert dialog.boxes[HTN].text() == "Hypertension (10)"
        assert dialog.found.text() == "10 patients of 10. 3 have 2 or more."
        dialog.boxes[HTN].click()
        dialog.boxes[COPD].click()
        assert dialog.found.text().startswith("3 patients of 10.")
        dialog.any_of.click()
        assert dialog.found.text().startswith("10 patients")
        dialog.all_of.click()
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(ConditionsDialog, "exec", choose)
    page.filters.conditions.click()
    assert page.filters.conditions.choice == Together(frozenset({HTN, COPD}), True, 1)
    assert page.filters.conditions.text() == "Con&ditions: HTN + COPD"
    assert page.count.text() == "3 of 10 patients shown"
    state = page.list_state().filters
    page.filters.clear()
    assert page.filters.conditions.text() == "Con&ditions"
    assert page.count.text() == "10 of 10 patients shown"
    assert page.filters.restore(state) == []
    assert page.count.text() == "3 of 10 patients shown"


def test_the_dialog_is_cleared_and_left(
    page: WorklistsPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page.filters.conditions.choose(Together(frozenset({COPD}), False, 2))
    assert page.count.text() == "3 of 10 patients shown"

    def leave(dialog: ConditionsDialog) -> int:
        assert dialog.any_of.isChecked()
        assert dialog.at_least.value() == 2
        dialog.clear()
        assert dialog.choice == Together(at_least=1)
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(ConditionsDialog, "exec", leave)
    page.filters.conditions.click()
    assert page.filters.conditions.choice.chosen == frozenset({COPD})


def test_an_older_saved_list_knows_nothing_of_conditions(page: WorklistsPage) -> None:
    state = page.list_state().filters
    without = {key: value for key, value in state.items() if key != "conditions"}
    page.filters.conditions.choose(Together(at_least=2))
    page.filters.restore(without)
    assert page.count.text() == "10 of 10 patients shown"

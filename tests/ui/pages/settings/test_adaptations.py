"""Local adaptations: who moves is shown first, then one switch; only a clinical lead may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import Adaptation, adaptation_switches
from proactive_care.ui.pages.settings.adaptations import (
    Adaptations,
    Movement,
    SwitchDialog,
    action_words,
    movement_words,
)
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


def _open(window: MainWindow, ready: Ready) -> Adaptations:
    window.go(Place("settings", "Local adaptations"))
    ready(window)
    section = window.page.findChild(Adaptations)
    assert isinstance(section, Adaptations)
    assert section.isVisible()
    return section


def _go_to(section: Adaptations, adaptation: str) -> None:
    place = section.model.place_of(adaptation)
    assert place is not None
    section.table.go_to(place)


def test_switching_on_and_off_by_keyboard(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = _open(window, ready)
    _go_to(section, "no-review")
    assert section.model.cell(1, 4).second == "as it is shipped"
    assert "raises patients one tier" in section.about.text()
    said: list[str] = []

    def answer(dialog: SwitchDialog) -> int:
        said.append(f"{dialog.windowTitle()} {dialog.summary.text()}")
        return 1

    monkeypatch.setattr(SwitchDialog, "exec", answer)
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    ready(window)
    assert said[0].startswith("Switch on: no review within 15 months? Hypertension: ")
    assert "to a more urgent tier" in said[0]
    assert "No review within 15 months is switched on." in window.messages.text()
    assert section.table.current_row().on
    assert section.table.current_row().patients == 10
    assert section.button.text() == "S&witch off…"
    state = section.model.cell(section.table.currentIndex().row(), 4)
    assert state.second == f"{window.session.full_name}, 14 Sep 2026"
    window.go(Place("worklists"))
    ready(window)
    assert isinstance(window.page, WorklistsPage)
    flags = {flag for row in window.page.model.all_rows for flag in row.flags}
    assert any(flag.startswith("local: no review") for flag in flags)
    section = _open(window, ready)
    _go_to(section, "no-review")
    QTest.keyClick(section.button, Qt.Key.Key_Space)
    ready(window)
    assert "to a less urgent tier" in said[1]
    assert not any(each.adaptation.on for each in adaptation_switches(window.session))
    assert not section.table.current_row().on


def test_the_answer_no_changes_nothing(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = _open(window, ready)
    monkeypatch.setattr(SwitchDialog, "exec", lambda self: 0)
    _go_to(section, "asylum-or-refugee")
    section.ask()
    ready(window)
    assert all(each.at is None for each in adaptation_switches(window.session))
    row = section.table.current_row()
    dialog = SwitchDialog(section, window.look, row, (Movement(Framework.COPD, 0, 0, 0),))
    assert dialog.summary.text() == "Nobody moves on today's data."


def test_others_can_read_but_not_switch(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    window = open_window(sign_in("nurse"))
    section = _open(window, ready)
    assert section.model.rowCount() == 5
    assert section.button.isHidden()
    assert section.lead.isVisible()
    section.ask()
    assert not window.busy


def test_words() -> None:
    assert movement_words(Movement(Framework.ASTHMA, 1, 2_000, 3)) == (
        "Asthma: 1 patient to a more urgent tier, 2,000 patients to a less urgent tier, "
        "3 patients within their tier"
    )
    only = (Framework.COPD, Framework.ASTHMA)
    for action, words in (
        ("raise to high", "raises patients to high, in COPD, Asthma"),
        ("top of tier", "puts patients first within their tier, in COPD, Asthma"),
        ("add flag", "marks patients, and moves nobody, in COPD, Asthma"),
    ):
        adaptation = Adaptation("x", "x", only, "", action, "", "", date(2026, 9, 1), False)
        assert action_words(adaptation) == words

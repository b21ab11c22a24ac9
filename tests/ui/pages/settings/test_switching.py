"""Another pack is taken into use for one framework: seen first, confirmed, permitted, audited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import is_signed, latest_results, packs_in_use, sign_off
from proactive_care.ui.pages.settings.compare import CompareView
from proactive_care.ui.pages.settings.rule_text import RuleTextDialog
from proactive_care.ui.pages.settings.rules import Rules
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import QuestionDialog

Ready = Callable[[MainWindow], None]
HTN = Framework.HYPERTENSION


def _open(window: MainWindow, ready: Ready) -> tuple[Rules, CompareView]:
    window.go(Place("settings", HTN))
    ready(window)
    rules = window.page.findChild(Rules)
    assert isinstance(rules, Rules)
    rules.other.click()
    ready(window)
    assert rules.comparison is not None
    return rules, rules.comparison


def _choose(view: CompareView, words: str) -> None:
    number = next(n for n in range(view.choice.count()) if words in view.choice.itemText(n))
    view.choice.setCurrentIndex(number)
    view.choice.activated.emit(number)


def test_unsigned_rules_are_taken_into_use_with_a_warning(
    window: MainWindow, ready: Ready, sorted_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, view = _open(window, ready)
    assert rules.in_use.text().startswith("Hypertension is sorted by UCLPartners")
    _choose(view, "ncl-r5")
    ready(window)
    assert view.switching.state.text() == (
        "ncl-r5 2025.11 is not signed off: results would carry a warning."
    )
    asked: list[str] = []

    def answer(dialog: QuestionDialog) -> int:
        asked.append(dialog.windowTitle())
        return int(len(asked) > 1)

    monkeypatch.setattr(QuestionDialog, "exec", answer)
    view.switching.use.click()  # no
    assert packs_in_use(sorted_session)[HTN].id == "uclpartners"
    view.switching.use.click()  # yes
    ready(window)
    assert asked == ["Sort hypertension by ncl-r5 2025.11 from now on?"] * 2
    assert packs_in_use(sorted_session)[HTN].id == "ncl-r5"
    assert packs_in_use(sorted_session)[Framework.COPD].id == "uclpartners"
    assert {row.pack for row in latest_results(sorted_session, "hypertension")} == {"ncl-r5"}
    assert "no letters can be printed" in window.messages.text()
    assert rules.comparison is None
    assert "ncl-r5 2025.11" in rules.in_use.text()
    assert "Not signed off" in rules.state.text()
    rows = sorted_session.practice.connection.execute("SELECT action FROM audit").fetchall()
    assert ("pack.use",) in rows


def test_signed_rules_are_taken_into_use_and_back(
    window: MainWindow, ready: Ready, sorted_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_off(sorted_session, "ncl-r5", "hypertension", "Dr P Lindqvist")
    monkeypatch.setattr(QuestionDialog, "exec", lambda _dialog: 1)
    _, view = _open(window, ready)
    _choose(view, "ncl-r5")
    ready(window)
    assert "is signed off by a clinical lead" in view.switching.state.text()
    view.switching.use.click()
    ready(window)
    assert "sorted by ncl-r5" in window.messages.text()
    _, view = _open(window, ready)
    _choose(view, "uclpartners")
    ready(window)
    view.switching.use.click()
    ready(window)
    assert packs_in_use(sorted_session)[HTN].id == "uclpartners"
    assert is_signed(sorted_session, "uclpartners", "hypertension")


def test_the_other_rules_can_be_read_first_and_an_adaptation_is_not_a_pack(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, view = _open(window, ready)
    _choose(view, "ncl-r5")
    ready(window)
    read: list[str] = []
    monkeypatch.setattr(RuleTextDialog, "exec", lambda dialog: read.append(dialog.windowTitle()))
    view.switching.read.click()
    assert read == ["The rules in full"]
    _choose(view, "most deprived fifth")
    ready(window)
    assert not view.switching.isVisible()


def test_who_may_not_sign_may_not_switch(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    nurse_window = open_window(sign_in("nurse"))
    nurse_window.go(Place("settings", HTN))
    ready(nurse_window)
    rules = nurse_window.page.findChild(Rules)
    assert isinstance(rules, Rules)
    assert not rules.other.isVisible()
    rules.open_compare()
    ready(nurse_window)
    assert rules.comparison is not None
    _choose(rules.comparison, "ncl-r5")
    ready(nurse_window)
    assert rules.comparison.switching.isVisible()
    assert not rules.comparison.switching.use.isVisible()

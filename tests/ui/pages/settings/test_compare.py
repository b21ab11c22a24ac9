"""Compare: who moves if a local adaptation or another pack is switched on, before it is."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import latest_results
from proactive_care.ui.pages.settings.compare import CompareView, load_choices
from proactive_care.ui.pages.settings.rules import Rules
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


def _open(window: MainWindow, ready: Ready) -> tuple[Rules, CompareView]:
    window.go(Place("settings", Framework.HYPERTENSION))
    ready(window)
    rules = window.page.findChild(Rules)
    assert isinstance(rules, Rules)
    rules.open_compare()
    ready(window)
    assert rules.comparison is not None
    return rules, rules.comparison


def _choose(view: CompareView, words: str) -> None:
    number = next(n for n in range(view.choice.count()) if words in view.choice.itemText(n))
    view.choice.setCurrentIndex(number)
    view.choice.activated.emit(number)


def test_a_local_adaptation_shows_who_moves(
    window: MainWindow, ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, view = _open(window, ready)
    before = [row.local_tier for row in latest_results(window.session, "hypertension")]
    _choose(view, "no review within 15 months")
    ready(window)
    assert view.found is not None
    assert view.found.after.name.endswith("no-review on")
    assert "Nothing has been changed" in view.state.text()
    assert "more urgent" in view.state.text()
    titles = [column.title for column in view.rows.columns]
    assert titles[0] == "In use"
    assert titles[-1] == "All"
    assert "2a · urgent" in titles
    total = view.rows.row_at(view.rows.rowCount() - 1)
    assert total.total == view.found.people == 10
    assert len(view.movers.shown_rows()) == len(view.found.movers)
    place = next(
        n for n, row in enumerate(view.rows.shown_rows()) if row.place and row.place.label == "2a"
    )
    view.matrix.go_to(place)
    assert {mover.before.label for mover in view.movers.shown_rows()} == {"2a"}
    assert view.condition.text().startswith("2a is now: BP at or above 160/100")
    answers = iter([str(tmp_path / "movers.csv"), ""])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(answers), ""))
    view.export.click()
    with (tmp_path / "movers.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == len(view.found.movers)
    assert "Saved as movers.csv" in window.messages.text()
    view.export.click()
    assert [row.local_tier for row in latest_results(window.session, "hypertension")] == before
    rules.close_compare()
    assert rules.comparison is None


def test_nobody_moves_without_a_difference(window: MainWindow, ready: Ready) -> None:
    _, view = _open(window, ready)
    _choose(view, "most deprived fifth")
    ready(window)
    assert view.found is not None
    assert view.found.movers == ()
    assert not view.export.isEnabled()
    assert view.movers.shown_rows() == []


def test_another_framework_closes_the_comparison(window: MainWindow, ready: Ready) -> None:
    rules, _ = _open(window, ready)
    rules.show_framework(Framework.COPD)
    assert rules.comparison is None


def test_every_other_pack_and_adaptation_is_offered(sorted_session: Session) -> None:
    choices = load_choices(sorted_session, "some other pack", Framework.COPD)
    assert choices[0].pack == "uclpartners"
    assert next(each.adaptation for each in choices if each.adaptation) == "social-complexity"
    assert all(
        each.pack != "uclpartners"
        for each in load_choices(sorted_session, "uclpartners", Framework.COPD)
    )


def test_who_may_not_export_sees_no_button(
    open_window: Callable[[Session], MainWindow], sign_in: Callable[[str], Session], ready: Ready
) -> None:
    window = open_window(sign_in("hca"))
    _, view = _open(window, ready)
    assert not view.export.isVisible()

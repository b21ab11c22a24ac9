"""Today on the real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, newest_backup
from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.pages.today import TodayPage
from proactive_care.ui.pages.today import page as today_page
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


def _page(window: MainWindow) -> TodayPage:
    assert isinstance(window.page, TodayPage)
    return window.page


def test_urgent_and_high_patients_with_who_and_by_when(window: MainWindow) -> None:
    page = _page(window)
    rows = page.model.shown_rows()
    assert {needed.mark.tier for needed in rows} == {Tier.URGENT, Tier.HIGH}
    assert [n.row.name for n in rows][:2] == ["Exampleby, Silas", "Fixture, Nia"]
    assert rows[0].who == "GP or prescriber"
    assert page.subtitle == "Monday 14 Sep 2026"
    for column in range(page.model.columnCount()):
        assert page.model.cell(0, column).spoken()


def test_a_line_opens_the_patient(window: MainWindow, qtbot: QtBot, ready: Ready) -> None:
    page = _page(window)
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    ready(window)
    assert window.page.key == "patients"
    assert "in urgent and high" in window.page.view.banner.place.text()  # type: ignore[attr-defined]


def test_a_figure_opens_the_list_behind_it(window: MainWindow, ready: Ready) -> None:
    _page(window).tiers._buttons[Tier.DATA_GAP].click()
    ready(window)
    assert window.page.key == "worklists"
    assert window.page.filters.chosen_tiers() == {Tier.DATA_GAP}  # type: ignore[attr-defined]


def test_a_backup_is_one_press_away_and_ends_the_first_steps(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = _page(window)
    assert page.steps.isVisible()
    page.steps._back_up.button.click()
    ready(window)
    assert newest_backup(sorted_session) is not None
    assert "Backup made, opened and checked." in window.messages.text()
    assert page.steps.isHidden()
    assert page.first_focus() is page.table


def test_an_empty_practice_shows_the_first_steps(
    empty_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    window = open_window(empty_session)
    page = _page(window)
    assert page.steps.first_button().text() == "Imp&ort"
    assert page.nobody.isVisible()
    assert "No data imported yet" in window.status.words()
    page.steps._sign.button.click()
    ready(window)
    assert window.page.key == "settings"
    window.back()
    ready(window)
    page.steps.first_button().click()
    assert window.page.key == "data"


def test_a_receptionist_sees_no_patients_here(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow]
) -> None:
    page = _page(open_window(sign_in("receptionist")))
    assert page.needed.isHidden()
    assert page.tiers.isHidden()
    assert not page.steps._back_up.button.isEnabled()


def test_a_red_reading_stays_on_today_until_it_is_closed(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    for acute, words in ((1, "1 red reading waits"), (2, "2 red readings wait")):
        monkeypatch.setattr(today_page, "count_acute", lambda session, acute=acute: acute)
        window.go(Place("today"))
        _page(window).refresh()
        ready(window)
        assert words in window.messages.text()

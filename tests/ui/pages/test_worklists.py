"""Worklists on the real window: chips, filters, ticks, and opening a patient."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import DEFAULT_PACK, latest_results, withdraw
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.pages.worklists.rows import GroupMark, WorklistRow, columns_for
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.worklists import load_worklist, unsigned_warning

Ready = Callable[[MainWindow], None]


def _page(window: MainWindow, ready: Ready, detail: object = None) -> WorklistsPage:
    window.go(Place("worklists", detail))
    ready(window)
    assert isinstance(window.page, WorklistsPage)
    return window.page


def _names(page: WorklistsPage) -> list[str]:
    return [row.name for row in page.model.shown_rows()]


def test_the_list_says_what_the_rules_said(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = _page(window, ready)
    results = latest_results(sorted_session, "hypertension")
    shown = {row.patient: row.groups[Framework.HYPERTENSION] for row in page.model.all_rows}
    assert {r.patient: (r.group, r.tier) for r in results} == {
        patient: (mark.group, mark.tier.value) for patient, mark in shown.items()
    }
    assert len(shown) == 10
    assert page.count.text() == "10 of 10 patients shown"
    assert page.subtitle == "Sorted as of 14 Sep 2026"
    assert page.unsigned.isHidden()


def test_the_most_urgent_come_first(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    ranks = [row.tier.rank for row in page.model.shown_rows()]
    assert ranks == sorted(ranks)
    assert _names(page)[:2] == ["Exampleby, Silas", "Fixture, Nia"]


def test_chips_and_filters_narrow_the_list(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    filters = page.filters
    filters.chips[Tier.DATA_GAP].click()
    assert _names(page) == ["Specimen, Ruth"]
    assert filters.chips[Tier.DATA_GAP].accessibleName() == "Data gap, 1 patient"
    filters.reset.click()
    assert len(_names(page)) == 10
    filters.text.setText("fix")
    assert _names(page) == ["Fixture, Nia"]
    filters.clear()
    filters.village.setCurrentIndex(filters.village.findText("Ottermere (2)"))
    assert sorted(_names(page)) == ["Exampleby, Silas", "Mockford, Dilys"]
    filters.clear()
    filters.flag.setCurrentIndex(filters.flag.findText("Large print (1)"))
    assert _names(page) == ["Testperson, Wren"]
    filters.clear()
    filters.group.setCurrentIndex(1)
    assert {r.groups[Framework.HYPERTENSION].group for r in page.model.shown_rows()} == {"1"}


def test_the_chosen_filter_stays_when_the_list_is_loaded_again(
    window: MainWindow, ready: Ready
) -> None:
    page = _page(window, ready)
    page.filters.village.setCurrentIndex(page.filters.village.findText("Ottermere (2)"))
    page.refresh()
    ready(window)
    assert len(_names(page)) == 2


def test_today_can_open_the_list_at_some_tiers(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready, (Tier.URGENT,))
    assert page.filters.chosen_tiers() == {Tier.URGENT}
    assert {row.tier for row in page.model.shown_rows()} == {Tier.URGENT}


def test_a_selection_is_counted_copied_opened_and_cleared(
    window: MainWindow, ready: Ready, qtbot: QtBot
) -> None:
    page = _page(window, ready)
    assert page.bar.isHidden()
    page.table.setFocus()
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.ticked.text() == "2 selected"
    assert page.bar.isVisible()
    page._copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Patient\tAge\tVillage")
    assert lines[1].startswith("Exampleby, Silas\t62\tOttermere")
    assert len(lines) == 3
    page._open_ticked()
    ready(window)
    assert window.page.key == "patients"
    page.model.clear_ticks()
    assert page.bar.isHidden()
    page._open_ticked()


def test_enter_opens_the_patient_with_the_list_around_them(
    window: MainWindow, ready: Ready, qtbot: QtBot
) -> None:
    page = _page(window, ready)
    page.table.go_to(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    ready(window)
    assert window.page.key == "patients"
    assert "2 of 10 in this list" in window.page.view.banner.place.text()  # type: ignore[attr-defined]


def test_columns_are_remembered(
    window: MainWindow, ready: Ready, open_window: Callable[[Session], MainWindow]
) -> None:
    page = _page(window, ready)
    page.table.show_column("village", False)
    page.table.show_column("nhs", True)
    window.close()
    again = _page(open_window(window.session), ready)
    assert not again.table.is_shown("village")
    assert again.table.is_shown("nhs")


def test_rules_that_nobody_signed_are_loud(sorted_session: Session) -> None:
    withdraw(sorted_session, DEFAULT_PACK, "hypertension")
    from proactive_care.frameworks import stratify

    stratify(sorted_session, sorted_session.today())
    worklist = load_worklist(sorted_session, lambda *_: None)
    assert worklist.warning.startswith("Not signed off: Hypertension.")
    assert unsigned_warning([]) == ""


def test_what_is_missing_is_a_dash_that_says_why() -> None:
    bare = WorklistRow(1, "Fixture, Nia", "", None, None, "", Tier.LOW, {}, "")
    full = WorklistRow(
        2, "Fixture, Aled", "9990000018", date(1956, 2, 3), 70, "Ottermere", Tier.HIGH,
        {Framework.ASTHMA: GroupMark("1", Tier.HIGH)}, "6 relievers", ("no ACT",), ("Carer",),
    )  # fmt: skip
    columns = columns_for([Framework.ASTHMA, Framework.COPD])
    assert [c.title for c in columns][3:5] == ["Asth", "COPD"]
    for column in columns:
        for row in (bare, full):
            cell = column.cell(row)
            assert cell.spoken()
            if cell.text == "–":
                assert cell.tip
            if column.sort is not None:
                column.sort(row)
    assert columns[-3].cell(full).chips == ("Carer",)
    assert "9990000018" in full.words()


def test_an_empty_practice_says_how_to_get_a_list(
    empty_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    window = open_window(empty_session)
    page = _page(window, ready)
    assert page.empty.isVisible()
    page.empty.button.click()
    ready(window)
    assert window.page.key == "data"


def test_large_text_puts_the_lists_behind_a_button(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    assert page.filters.more.isHidden()
    window.choose_look(None, 200)
    assert page.filters.group.isHidden()
    page.filters.more.click()
    assert page.filters.group.isVisible()

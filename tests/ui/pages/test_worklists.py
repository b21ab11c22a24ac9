"""Worklists on the real window: chips, filters, ticks, and opening a patient."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.frameworks import DEFAULT_PACK, latest_results, withdraw
from proactive_care.recall import Outcome, list_batches, record_outcome
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.worklists import WorklistsPage, selection_bar
from proactive_care.ui.pages.worklists.assigning import AssignDialog
from proactive_care.ui.pages.worklists.filter_kinds import age_band
from proactive_care.ui.pages.worklists.rows import GroupMark, WorklistRow, columns_for
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.worklists import assign_patients, is_for, load_worklist, unsigned_warning
from support.keyboard import in_dialog

Ready = Callable[[MainWindow], None]


def _page(window: MainWindow, ready: Ready, detail: object = None) -> WorklistsPage:
    window.go(Place("worklists", detail))
    ready(window)
    assert isinstance(window.page, WorklistsPage)
    return window.page


def _choose(page: WorklistsPage, key: str, words: str) -> None:
    box = page.filters.add_filter(key).box
    assert box.findText(words) > 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(box.findText(words))


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
    filters.tiers[Tier.DATA_GAP].click()
    assert _names(page) == ["Specimen, Ruth"]
    assert filters.tiers[Tier.DATA_GAP].accessibleName() == "Data gap, 1 patient"
    filters.reset.click()
    assert len(_names(page)) == 10
    filters.text.setText("fix")
    assert _names(page) == ["Fixture, Nia"]
    filters.clear()
    _choose(page, "village", "Ottermere (2)")
    assert sorted(_names(page)) == ["Exampleby, Silas", "Mockford, Dilys"]
    filters.clear()
    _choose(page, "flag", "Large print (1)")
    assert _names(page) == ["Testperson, Wren"]
    filters.clear()
    filters.add_filter("group").box.setCurrentIndex(1)
    assert {r.groups[Framework.HYPERTENSION].group for r in page.model.shown_rows()} == {"1"}


def test_the_chosen_filter_stays_when_the_list_is_loaded_again(
    window: MainWindow, ready: Ready
) -> None:
    page = _page(window, ready)
    _choose(page, "village", "Ottermere (2)")
    page.refresh()
    ready(window)
    assert len(_names(page)) == 2


def test_today_can_open_the_list_at_some_tiers(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready, (Tier.URGENT,))
    assert page.filters.chosen_tiers() == {Tier.URGENT}
    assert {row.tier for row in page.model.shown_rows()} == {Tier.URGENT}


def test_a_selection_is_counted_copied_and_cleared(
    window: MainWindow, ready: Ready, qtbot: QtBot, sorted_session: Session
) -> None:
    page = _page(window, ready)
    assert page.bar.isHidden()
    page.table.setFocus()
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.bar.ticked.text() == "2 selected"
    assert page.bar.invite.accessibleName() == "Invite 2 patients"
    assert page.bar.isVisible()
    page.bar.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Patient\tAge\tVillage")
    assert lines[1].startswith("Exampleby, Silas\t62\tOttermere")
    assert len(lines) == 3
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copies = "SELECT count(*) AS n FROM audit WHERE action = 'worklist.copy'"
    assert next(iter(sorted_session.practice.db.query(copies)))["n"] == 2
    page.bar.clear.click()
    assert page.bar.isHidden()


def test_exactly_these_patients_are_invited_and_the_others_explained(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    record_outcome(sorted_session, 1, Outcome.DECLINED, note="not this year")
    page = _page(window, ready)
    page.filters.text.setText("")
    wanted = [n for n, row in enumerate(page.model.shown_rows()) if row.patient in (1, 3, 9)]
    page.model.tick(wanted, on=True)
    page.bar.invite.click()
    ready(window)
    recall = window.page
    assert isinstance(recall, RecallPage)
    assert recall.steps.current == 1
    preview = recall.preview
    assert preview is not None
    assert {due.patient.id for due in preview.invited} == {3, 9}
    assert [each.patient.id for each in preview.excluded] == [1]
    assert recall.due.note.whole_text().startswith("Only 3 patients chosen from Worklist")
    recall.print_to(tmp_path / "letters.pdf")
    ready(window)
    (batch,) = list_batches(sorted_session)
    assert batch.letters == 2
    assert (tmp_path / "letters.pdf").exists()
    recall.due._step(0)
    recall.choose.check.click()  # and the next batch is of everybody again
    ready(window)
    assert len(recall.due.preview.excluded) >= 3  # type: ignore[union-attr]


def test_long_lists_are_not_copied(
    window: MainWindow, ready: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(window, ready)
    monkeypatch.setattr(selection_bar, "MOST_COPIED", 3)
    QGuiApplication.clipboard().setText("before")
    page.model.tick(range(4), on=True)
    page.bar.copy.click()
    assert "At most 3 patients" in window.messages.text()
    assert QGuiApplication.clipboard().text() == "before"


def test_an_hca_copies_nothing_and_assigns(
    sign_in: Callable[[str], Session], open_window: Callable[[Session], MainWindow],
    ready: Ready, qtbot: QtBot,
) -> None:  # fmt: skip
    window = open_window(sign_in("hca"))
    page = _page(window, ready)
    page.model.tick([0, 1], on=True)
    for button in (page.bar.copy, page.bar.print, page.bar.export, page.bar.invite):
        assert button.isHidden()
    QGuiApplication.clipboard().setText("before")
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    assert "may not do this" in window.messages.text()

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, AssignDialog)
        dialog.box.setCurrentIndex(dialog.box.findData("any practice nurse"))
        dialog.note.setText("before Friday")
        dialog.accept()

    in_dialog(AssignDialog, choose)
    page.bar.assign.click()
    ready(window)
    assert window.messages.text() == "2 patients assigned to any practice nurse."
    assert page.bar.ticked.text() == "2 selected"
    _choose(page, "assigned", "any practice nurse (2)")
    assert len(_names(page)) == 2
    page.bar.assign_to("")
    ready(window)
    assert window.messages.text() == "2 patients assigned to nobody."


@pytest.mark.parametrize(
    ("key", "words", "names"),
    [
        ("age", "Under 40 (1)", ["Mockford, Dilys"]),
        ("age", "80 or over (1)", ["Sampleton, Mabli"]),
        ("month", "June (1)", ["Fixture, Nia"]),
        ("gaps", "A condition with a data gap (1)", ["Specimen, Ruth"]),
        ("contact", "Within 30 days (1)", ["Mockford, Dilys"]),
        ("assigned", "lead (1)", ["Placeholder, Elis"]),
    ],
)
def test_every_chip_narrows_the_list(
    window: MainWindow, ready: Ready, sorted_session: Session, key: str, words: str,
    names: list[str],
) -> None:  # fmt: skip
    record_outcome(sorted_session, 8, Outcome.NO_ANSWER)
    assign_patients(sorted_session, [7], "lead")
    page = _page(window, ready)
    window.desk.practice_changed.emit()
    ready(window)
    _choose(page, key, words)
    assert _names(page) == names
    state = page.filters.state()
    page.filters.chips[key].close_button.click()
    assert len(_names(page)) == 10
    assert page.filters.restore(state) == []
    assert _names(page) == names


def test_roles_narrow_the_list(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    box = page.filters.add_filter("role").box
    for number in range(1, box.count()):
        box.setCurrentIndex(number)
        role = Role(box.currentData())
        rows = page.model.shown_rows()
        assert rows
        assert all(is_for(role, row.who) for row in rows)
        assert box.currentText().endswith(f"({len(rows)})")


def test_filters_together_may_leave_nobody(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    _choose(page, "village", "Ottermere (2)")
    _choose(page, "month", "June (1)")
    assert page.none.isVisible()
    assert [a.text() for a in _menu(page)] == [
        "&1  Group", "&2  Role", "&3  Assigned to", "&5  Flag", "&6  Age", "&8  Last contact",
        "&9  Data gaps",
    ]  # fmt: skip
    _menu(page)[0].trigger()
    assert page.filters.chips["group"].isVisible()
    page.none.button.click()
    assert len(_names(page)) == 10
    assert not page.filters.chips["village"].isVisible()


def _menu(page: WorklistsPage) -> list[QAction]:
    menu = page.filters.add.menu()
    menu.aboutToShow.emit()
    return menu.actions()


def test_a_filter_that_nobody_has_any_more_is_named(window: MainWindow, ready: Ready) -> None:
    page = _page(window, ready)
    missing = page.filters.restore({"village": "Atlantis", "group": ["hypertension", "9z"]})
    assert missing == ["group hypertension 9z", "village Atlantis"]
    assert len(_names(page)) == 10


def test_several_columns_sort_and_the_order_is_remembered(
    window: MainWindow, ready: Ready, open_window: Callable[[Session], MainWindow]
) -> None:
    page = _page(window, ready)
    page.model.sort_by((("village", False), ("age", True)))
    expected = sorted(page.model.all_rows, key=lambda row: (row.village, -(row.age or 0)))
    assert _names(page) == [row.name for row in expected]
    window.close()
    again = _page(open_window(window.session), ready)
    assert again.model.order == (("village", False), ("age", True))
    assert _names(again) == [row.name for row in expected]


def test_ages_are_in_bands() -> None:
    ages = [None, 0, 39, 40, 64, 65, 79, 80, 104]
    rows = [WorklistRow(1, "", "", None, age, "", Tier.LOW, {}, "") for age in ages]
    assert [age_band(row) for row in rows] == [
        "?", "0-39", "0-39", "40-64", "40-64", "65-79", "65-79", "80-", "80-",
    ]  # fmt: skip


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
    (flags,) = [column for column in columns if column.key == "flags"]
    assert flags.cell(full).chips == ("Carer",)
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

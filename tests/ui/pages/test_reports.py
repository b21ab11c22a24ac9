"""The Reports page on the little practice: figures, tabs, saving, and the empty page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.reports import (
    Kind,
    MonthMoves,
    progress_report,
    start_baseline_again,
)
from proactive_care.ui.charts.balance import BalanceRow
from proactive_care.ui.pages.data.doubles import DoublesDialog
from proactive_care.ui.pages.reports import ReportsPage
from proactive_care.ui.pages.reports.dashboard import (
    backlog_figures,
    backlog_said,
    movement_rows,
)
from proactive_care.ui.pages.reports.saving import (
    INEQUALITIES,
    KINDS,
    PROGRESS,
    QUALITY,
    SaveDialog,
    Wanted,
)
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.report_practice import AS_OF, invite
from support.rows import add_run

Ready = Callable[[MainWindow], None]


@pytest.fixture
def page(window: MainWindow, ready: Ready) -> ReportsPage:
    window.go(Place("reports"))
    ready(window)
    (found,) = window.findChildren(ReportsPage)
    return found


def test_the_dashboard_shows_the_register_and_the_backlog(page: ReportsPage) -> None:
    assert page.subtitle.startswith("As of 14 Sep 2026")
    tiers = page.dashboard.tiers.rows.accessibleName()
    assert "Hypertension, 10: 2 urgent" in tiers
    said = page.dashboard.backlog.sum.accessibleName()
    assert "at baseline" in said
    assert "open now" in said
    assert "September 2026" in page.dashboard.backlog.line.accessibleName()
    assert page.dashboard.movement.rows.isHidden()
    assert "second month" in page.dashboard.movement.said.text()


def test_every_tab_can_be_opened(page: ReportsPage, window: MainWindow, ready: Ready) -> None:
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        ready(window)
        assert not page.grab().isNull()
    assert page.qof.model.rowCount() > 15
    assert page.quality.enablers.rowCount() > 0
    assert page.qof.card.heading.text() == "QOF 2026/27: estimate"


def test_what_to_look_at_first_and_double_records(
    page: ReportsPage, window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    with sorted_session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_birth = NULL WHERE id = 1")
        db.conn.execute("UPDATE import_file SET run_date = run_date - 60")
    page.refresh()
    ready(window)
    assert "1 patient has no date of birth" in page.quality.first.whole_text()
    assert "more than 30 days old" in page.quality.first.whole_text()
    days = page.quality.extracts.cell(0, 2)
    assert int(days.text) > 30

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DoublesDialog)
        dialog.changed = True
        dialog.accept()

    QTimer.singleShot(0, close)
    page.quality.doubles.click()
    ready(window)


def test_inequalities_by_any_characteristic(page: ReportsPage, window: MainWindow) -> None:
    by = page.inequalities.by
    assert [by.itemText(n) for n in range(by.count())] == [
        "Deprivation fifth", "Ethnic group", "Sex", "Age", "Village", "Needs an interpreter",
        "Language",
    ]  # fmt: skip
    by.setCurrentIndex(2)
    assert "Female: " in page.inequalities.charts["soon"].accessibleName()
    assert page.inequalities.model.all_rows[-1].label == "everybody"
    page.refresh()
    assert by.currentIndex() == 2


def test_reports_are_saved(
    page: ReportsPage, window: MainWindow, ready: Ready, tmp_path: Path
) -> None:
    for kind in KINDS:
        path = tmp_path / f"{kind.name}.xlsx"
        page.save_to(kind, path, Wanted("For a test", True))
        ready(window)
        about = openpyxl.load_workbook(path)["About"]
        assert "For a test" in {cell.value for cell in about["B"]}
        assert path.name in window.messages.text()
    assert "names patients" not in window.messages.text()  # the last one names nobody


def test_quality_without_the_tick_names_nobody(
    page: ReportsPage, window: MainWindow, ready: Ready, tmp_path: Path
) -> None:
    path = tmp_path / "q.xlsx"
    page.save_to(QUALITY, path, Wanted("For a test", False))
    ready(window)
    assert "Patients to settle" not in openpyxl.load_workbook(path).sheetnames


def test_the_dialog_wants_a_purpose(page: ReportsPage, look: Look, qtbot: QtBot) -> None:
    for kind in KINDS:
        dialog = SaveDialog(page, look, kind)
        qtbot.addWidget(dialog)
        assert dialog.wanted == Wanted(kind.purpose, kind.ticked)
        assert dialog.choice.isVisibleTo(dialog) == bool(kind.choice)
        dialog.purpose.setText("  ")
        assert not dialog.save.isEnabled()
    assert INEQUALITIES.ticked
    assert not QUALITY.ticked


def test_the_button_asks_for_a_purpose_and_a_file(
    page: ReportsPage,
    window: MainWindow,
    ready: Ready,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "p.xlsx"
    answers = iter([(str(path), ""), ("", "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))
    monkeypatch.setattr(SaveDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    page.buttons[PROGRESS.name].click()
    ready(window)
    assert path.exists()
    path.unlink()
    page.buttons[PROGRESS.name].click()  # no file was chosen
    monkeypatch.setattr(SaveDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    page.buttons[PROGRESS.name].click()
    ready(window)
    assert not path.exists()
    QApplication.processEvents()


def test_an_empty_practice_teaches(
    open_window: Callable[[Session], MainWindow], empty_session: Session, ready: Ready
) -> None:
    window = open_window(empty_session)
    window.go(Place("reports"))
    ready(window)
    (page,) = window.findChildren(ReportsPage)
    assert page.empty.isVisible()
    assert page.first_focus() is page.empty.button


def test_who_may_not_look_has_no_page(
    open_window: Callable[[Session], MainWindow], sign_in: Callable[[str], Session]
) -> None:
    window = open_window(sign_in("receptionist"))
    assert "reports" not in {page.key for page in window.page_types}


def test_a_full_year_of_reports_can_be_shown(
    open_window: Callable[[Session], MainWindow], sorted_session: Session, ready: Ready
) -> None:
    """Two months, an invitation, an unknown code, unknown and known people: every part filled."""
    add_run(sorted_session, "hypertension", {1: ("4a", "low")}, as_of=date(2026, 7, 31))
    add_run(sorted_session, "hypertension", {1: ("2a", "high"), 2: ("1", "urgent")})
    invite(sorted_session, 1, date(2026, 8, 3))
    with sorted_session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET imd_quintile = 1 WHERE id = 1")
        db.conn.execute("UPDATE patient SET imd_quintile = 2 WHERE id = 3")
        db["code"].insert({"id": 999, "system": "emis", "code": "X", "term": "Local"})
        db.conn.execute(
            "INSERT INTO clinical_event (patient, concept, day, source, line, item, code)"
            " VALUES (1, 0, 700000, 1, 1, 0, 999)"
        )
    window = open_window(sorted_session)
    window.go(Place("reports"))
    ready(window)
    page = window.page
    assert isinstance(page, ReportsPage)
    assert "Sep 2026: 1 more urgent, or a new gap" in page.dashboard.movement.rows.accessibleName()
    assert page.dashboard.invitations.model.rowCount() == 1
    assert page.quality.codes.note.text() == "1 code"
    labels = [row.label for row in page.inequalities.model.all_rows]
    assert labels == ["1, most deprived", "2", "not recorded", "everybody"]
    cells = [page.inequalities.model.cell(1, column).text for column in (1, 3)]
    assert cells == ["1", "–"]  # nobody of the second fifth is on a register now
    page.inequalities.model.sort_by((("soon", True),))
    assert page.inequalities.model.shown_rows()[0].label == "1, most deprived"


def test_the_sum_of_the_backlog_always_adds_up(sorted_session: Session) -> None:
    found = progress_report(sorted_session, AS_OF)
    figures = backlog_figures(found)
    total = figures[0].value
    for figure in figures[1:-1]:
        total += figure.value if figure.sign == "+" else -figure.value
    assert (figures[-1].sign, figures[-1].value) == ("=", total)
    assert "first sorting after the first import" in backlog_said(found)


def test_a_framework_without_a_baseline_stands_in_the_sum(sorted_session: Session) -> None:
    add_run(sorted_session, "copd", {1: ("2", "high"), 2: ("4", "low")})
    figures = backlog_figures(progress_report(sorted_session, AS_OF))
    assert [f.value for f in figures if f.label == "new framework"] == [1]
    with sorted_session.practice.transaction() as db:
        db.conn.execute("DROP TRIGGER backlog_baseline_no_delete")
    with sorted_session.practice.transaction() as db:
        db.conn.execute("DELETE FROM backlog_baseline")
    only = backlog_figures(progress_report(sorted_session, AS_OF))
    assert [figure.label for figure in only] == ["open now"]


def test_changed_rules_are_told(sorted_session: Session) -> None:
    with sorted_session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET version = '1999.1'")
    start_baseline_again(sorted_session, "other rules")
    with sorted_session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET version = '2022.1'")
    assert "Not like with like" in backlog_said(progress_report(sorted_session, AS_OF))


def test_movement_adds_the_frameworks_of_a_month_up() -> None:
    def moved(framework: Framework, calmer: int, opened: int) -> MonthMoves:
        kinds = {**dict.fromkeys(Kind, 0), Kind.CALMER: calmer, Kind.GAP_OPENED: opened}
        return MonthMoves(framework, AS_OF.replace(day=1), AS_OF, AS_OF, True, kinds, ())

    rows = movement_rows((moved(Framework.COPD, 2, 1), moved(Framework.ASTHMA, 3, 0)))
    assert rows == [BalanceRow("Sep 2026", 1, 5)]

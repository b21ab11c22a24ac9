"""Recall beyond the batch: who received one, who is escalated, what has to be coded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.recall import Outcome, Way
from proactive_care.ui.pages.recall.batches_view import BatchesView
from proactive_care.ui.pages.recall.coding_view import CodingView
from proactive_care.ui.pages.recall.escalated_view import EscalatedView
from proactive_care.ui.pages.recall.outcomes_view import OutcomesView
from proactive_care.ui.shell.window import MainWindow
from support.recall_window import Ready, answer_dialogs, close, page_of, print_all
from support.rows import add_event


def test_who_received_a_batch_and_printing_it_again(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    page = page_of(window, ready)
    view = page.show_part("batches")
    assert isinstance(view, BatchesView)
    assert view.empty.isVisible()
    view.print_again()
    recall.record_outcome(sorted_session, 2, Outcome.PREFERS, way=Way.PHONE)
    print_all(sorted_session, tmp_path)
    page.refresh()
    ready(window)
    assert view.recipients.rowCount() == 10
    assert view.received.heading.whole_text() == "Who received batch 2026-001"
    for row in range(view.recipients.rowCount()):
        for column in range(view.recipients.columnCount()):
            assert view.recipients.cell(row, column).spoken()
    view.people.go_to(2)
    assert view.which.text() == "3"
    view.which.setText("99")
    view.print_again()
    assert "letters 1 to 9" in window.messages.text()
    recall.record_outcome(sorted_session, view.recipients.row_at(1).patient, Outcome.DECEASED)
    view.which.setText("2-3")
    answer_dialogs(close)
    view.again.click()
    ready(window)
    assert "Left out: letters 002" in window.messages.text()
    assert recall.list_batches(sorted_session)[0].reprints == 1
    view.people.opened.emit(view.recipients.row_at(0))
    ready(window)
    assert window.page.key == "patients"


def test_the_escalated_wait_until_somebody_deals_with_them(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    recall.record_outcome(sorted_session, 2, Outcome.SAYS_NO, note="Too far")
    with sorted_session.practice.transaction() as db:
        db["patient"].update(5, {"format_need": "Braille"})
    add_event(sorted_session, 10, "housebound", sorted_session.today(), None, line=9)
    page = page_of(window, ready)
    view = page.show_part("escalated")
    assert isinstance(view, EscalatedView)
    ready(window)
    assert view.tabs.tabText(0) == "Escalated  2"
    assert view.tabs.tabText(1) == "Own routes  1"
    for model in (view.people, view.streams):
        for column in range(model.columnCount()):
            assert model.cell(0, column).spoken()
    assert view.calls.isEnabled()
    answer_dialogs(close)
    view.calls.click()
    ready(window)
    view.tabs.setCurrentIndex(1)
    assert not view.calls.isEnabled()
    assert "route" in view.about.whole_text()
    view.tabs.setCurrentIndex(0)
    view.table.go_to(0)
    chosen = view.table.current_row()
    assert chosen is not None
    view.outcome.click()
    ready(window)
    outcomes = page.show_part("outcomes")
    assert isinstance(outcomes, OutcomesView)
    assert outcomes.patient is not None
    assert outcomes.patient.id == chosen.patient.id
    page.show_part("escalated")
    ready(window)
    view.open.click()
    ready(window)
    assert window.page.key == "patients"


def test_nobody_escalated_says_so(window: MainWindow, ready: Ready) -> None:
    page = page_of(window, ready)
    view = page.show_part("escalated")
    assert isinstance(view, EscalatedView)
    ready(window)
    assert view.tabs.tabText(0) == "Escalated  0"
    assert not view.outcome.isEnabled()
    view._record()
    view._open()
    view.print_calls()
    ready(window)
    assert "waits for a call" in window.messages.text()


def test_the_coding_list_is_ticked_exported_and_printed(
    window: MainWindow,
    ready: Ready,
    sorted_session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = page_of(window, ready)
    view = page.show_part("coding")
    assert isinstance(view, CodingView)
    ready(window)
    assert view.empty.isVisible()
    view.tick_off()
    print_all(sorted_session, tmp_path)
    page.refresh()
    ready(window)
    assert view.model.rowCount() == 10
    assert "Invited by letter" in view.about.whole_text()
    for column in range(view.model.columnCount()):
        assert view.model.cell(0, column).spoken()
    view.model.tick([0, 1], on=True)
    assert view.tick.text() == "&Tick off 2 lines"
    view.tick.click()
    ready(window)
    assert view.model.rowCount() == 8
    assert "2 lines are ticked off" in window.messages.text()
    view.tick.click()
    ready(window)
    assert view.model.rowCount() == 7
    answer_dialogs(close)
    view.print.click()
    ready(window)
    file = tmp_path / "list.csv"
    answers = iter([("", ""), (str(file), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))
    view.export.click()
    view.export.click()
    ready(window)
    assert file.read_text("utf-8").count("\n") == 8
    view.late.setChecked(True)
    assert view.model.rowCount() == 0
    assert not view.tick.isEnabled()

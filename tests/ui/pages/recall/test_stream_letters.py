"""Letters of people who are kept apart, on the real window: chosen, checked, printed, listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.recall.batch_table import batch_columns
from proactive_care.ui.pages.recall.batches_view import BatchesView
from proactive_care.ui.pages.recall.check import post_words, why_not
from proactive_care.ui.pages.recall.escalated_view import EscalatedView
from proactive_care.ui.pages.recall.stopping import RulesDialog, StreamsDialog
from proactive_care.ui.shell.window import MainWindow
from support.recall_window import Ready, answer_dialogs, page_of
from support.rows import add_event

KINDS = [each.title for each in recall.letter_streams()]


@pytest.fixture
def page(window: MainWindow, ready: Ready, sorted_session: Session) -> RecallPage:
    add_event(sorted_session, 10, "housebound", date(2020, 1, 1), None, line=90)
    add_event(sorted_session, 9, "dementia", date(2021, 1, 1), None, line=91)
    add_event(sorted_session, 8, "housebound", date(2020, 1, 1), None, line=92)
    with sorted_session.practice.transaction() as db:
        db["patient"].update(8, {"language": "Polish"})
    rules = replace(recall.recall_rules(sorted_session), basis=recall.Basis.RISK)
    recall.save_recall_rules(sorted_session, rules)
    return page_of(window, ready)


def kinds(page: RecallPage) -> list[str]:
    return [page.choose.kind.itemText(row) for row in range(page.choose.kind.count())]


def test_the_letters_of_a_stream_are_a_batch_of_their_own(
    page: RecallPage, window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    assert kinds(page) == ["The usual letters", *KINDS]
    page.choose.check.click()
    ready(window)
    assert page.preview is not None
    assert page.preview.own_letters == {"housebound": 1, "dementia": 1}
    assert "2 more have letters of their own" in page.check.why_not.whole_text()
    assert "each letter in its own envelope: all up to 100 g" in page.check.post.whole_text()
    page.due._step(0)
    page.choose.choose_kind("housebound")
    page.choose.check.click()
    ready(window)
    assert [due.patient.id for due in page.preview.due] == [10]
    assert "Housebound: we visit you at home" in page.due.note.whole_text()
    assert "Housebound, code of 1 Jan 2020" in page.check.because.whole_text()
    assert page.check.tabs.tabText(2).endswith("1"), "Polish has no words: another route"
    assert page.check.print_button.text() == "&Print 1 letter"
    page.print_to(tmp_path / "home.pdf")
    ready(window)
    assert page.choose.choice().stream == "", "the next batch is the usual one"
    view = page.show_part("batches")
    assert isinstance(view, BatchesView)
    page.refresh()
    ready(window)
    assert [view.batches.cell(0, column).text for column in range(2)] == ["2026-001", "Housebound"]
    recall.print_batch(
        sorted_session,
        recall.preview_batch(sorted_session, sorted_session.today(), basis=recall.Basis.RISK),
        tmp_path / "usual.pdf",
    )
    page.refresh()
    ready(window)
    for row in range(view.batches.rowCount()):
        for column in range(view.batches.columnCount()):
            assert view.batches.cell(row, column).spoken()
    for model in (view.batches, page.choose.batches):
        headings = [column.key for column in model.columns]
        assert ("as_of" in headings) is (model is page.choose.batches)
    for column in range(page.choose.batches.columnCount()):
        assert page.choose.batches.cell(0, column).spoken()


def test_own_routes_lead_to_the_letters(page: RecallPage, window: MainWindow, ready: Ready) -> None:
    view = page.show_part("escalated")
    assert isinstance(view, EscalatedView)
    page.refresh()
    ready(window)
    assert not view.own.isVisible()
    view.tabs.setCurrentIndex(1)
    assert view.own.isVisible()
    assert not view.calls.isVisible()
    rows = view.streams.all_rows
    assert {row.patient.id: row.letter for row in rows} == {
        8: "", 9: "dementia", 10: "housebound"
    }  # fmt: skip
    for row in range(view.streams.rowCount()):
        for column in range(view.streams.columnCount()):
            assert view.streams.cell(row, column).spoken()
    polish = next(n for n in range(3) if view.streams.row_at(n).patient.id == 8)
    view.routes.go_to(polish)
    assert not view.own.isEnabled()
    view._own_letters()
    shown = view.streams.cell(polish, view.streams.columnCount() - 1).text
    assert shown.startswith("Home visit list, by village. Housebound")
    assert "needs Polish" in shown
    view.routes.go_to(next(n for n in range(3) if view.streams.row_at(n).letter == "dementia"))
    view.own.click()
    ready(window)
    assert page.preview is not None
    assert page.preview.stream == "dementia"
    assert page.due.isVisible()


def test_which_streams_get_letters_is_the_practices_choice(
    page: RecallPage, window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page.choose.choose_kind("housebound")

    def no_home_letters(dialog: object) -> None:
        assert isinstance(dialog, StreamsDialog)
        assert list(dialog.boxes) == [each.key for each in recall.letter_streams()]
        assert "Home visit list" in dialog.boxes["housebound"].accessibleDescription()
        dialog.boxes["housebound"].setChecked(False)
        dialog.verb.click()

    answer_dialogs(no_home_letters)
    page.choose.apart.click()
    assert "Housebound: we visit you at home" not in kinds(page)
    assert page.choose.choice().stream == ""

    def every_four_weeks(dialog: object) -> None:
        assert isinstance(dialog, RulesDialog)
        dialog.gap.setValue(28)
        dialog.verb.click()

    answer_dialogs(every_four_weeks)
    page.choose.rules.click()
    rules = recall.recall_rules(sorted_session)
    assert (rules.gap_days, rules.routes) == (28, {"housebound"}), "one keeps what the other says"


def test_a_batch_of_a_kind_that_is_no_more_is_still_listed() -> None:
    column = next(each for each in batch_columns() if each.key == "for")
    row = recall.BatchRow("b", "2026-001", date(2026, 9, 14), "", "lead", 1, 0, 0, 0, "old_kind")
    assert column.cell(row).text == "Kept apart"


def test_words_about_one_more_letter_and_one_address(sorted_session: Session) -> None:
    add_event(sorted_session, 10, "dementia", date(2020, 1, 1), None, line=90)
    day, basis = sorted_session.today(), recall.Basis.RISK
    usual = recall.preview_batch(sorted_session, day, basis=basis)
    assert "1 more has a letter of its own: print them" in why_not(usual)
    one = recall.preview_batch(sorted_session, day, basis=basis, stream="dementia")
    assert " g to 1 address, each" in post_words(one)

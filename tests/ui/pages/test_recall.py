"""Recall on the real window: choose, check, print once, see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.documents import Sides
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import Basis, Order, list_batches
from proactive_care.ui.charts.bars import hours_words
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.recall.check import why_not
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.little_practice import make_little_practice

Ready = Callable[[MainWindow], None]


def _checked(window: MainWindow, ready: Ready, basis: Basis = Basis.RISK) -> RecallPage:
    window.go(Place("recall"))
    ready(window)
    page = window.page
    assert isinstance(page, RecallPage)
    page.choose.bases[basis].click()
    page.choose.check.click()
    ready(window)
    return page


def test_what_is_chosen(window: MainWindow, ready: Ready) -> None:
    window.go(Place("recall"))
    page = window.page
    assert isinstance(page, RecallPage)
    choice = page.choose.choice()
    assert choice.basis is Basis.MIXED
    assert choice.order is Order.VILLAGE
    assert choice.sides is Sides.TWO
    assert choice.limit is None
    page.choose.limited.setChecked(True)
    page.choose.limit.setValue(3)
    page.choose.two_sided.setChecked(False)
    assert page.choose.choice().limit == 3
    assert page.choose.choice().sides is Sides.ONE


def test_the_batch_adds_up_before_anything_is_printed(
    window: MainWindow, ready: Ready, sorted_session: Session
) -> None:
    page = _checked(window, ready)
    preview = page.preview
    assert preview is not None
    assert page.steps.accessibleName() == "Step 2 of 3: Check the batch"
    assert len(preview.letters) == 10
    assert "10 due − 0 excluded − 0 another route = 10 letters" in (page.check.sum.accessibleName())
    assert page.check.print_button.text() == "&Print 10 letters"
    assert page.check.print_button.isEnabled()
    assert page.check.letter_words.whole_text().startswith("Letter 1 of 10, page 1 of")
    assert page.check.work.accessibleName().startswith("Work: ")
    assert list_batches(sorted_session) == ()
    page.check._turn(1)
    assert "page 2 of" in page.check.letter_words.whole_text()
    page.check.letters.go_to(3)
    ready(window)
    assert page.check.letter_words.whole_text().startswith("Letter 4 of 10")
    for column in range(page.check.due.columnCount()):
        assert page.check.due.cell(0, column).spoken()


def test_those_whose_turn_has_not_come_are_named(window: MainWindow, ready: Ready) -> None:
    page = _checked(window, ready, Basis.BIRTH_MONTH)
    assert page.preview is not None
    assert len(page.preview.not_due) == 7, "the two urgent patients do not wait"
    assert page.check.tabs.isTabVisible(3)
    page.check.tabs.setCurrentIndex(3)
    listed = page.check.not_due
    listed.table.go_to(0)
    first = listed.reasons.row_at(0)
    assert first.count == 7 or first.reason == ""
    person = listed.people.row_at(0)
    listed.opened.emit(person.patient.id)
    ready(window)
    assert window.page.key == "patients"


def test_printing_makes_the_files_once_and_shows_them(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    page = _checked(window, ready)
    page.print_to(tmp_path / "letters.pdf")
    ready(window)
    assert page.printed.isVisible()
    assert "10 letters" in page.printed.summary.whole_text()
    assert (tmp_path / "letters.pdf").read_bytes().startswith(b"%PDF")
    assert page.printed.viewer.document is not None
    page.printed.tabs.setCurrentIndex(1)
    assert page.printed.viewer.document.title == "letters-run-sheet.pdf"
    assert len(list_batches(sorted_session)) == 1
    page.print_to(tmp_path / "again.pdf")
    ready(window)
    assert "already printed" in window.messages.text()
    page.printed.another.emit()
    assert page.choose.isVisible()
    page.refresh()
    assert page.choose.batches.rowCount() == 1
    for column in range(page.choose.batches.columnCount()):
        assert page.choose.batches.cell(0, column).text


def test_asking_where_and_changing_ones_mind(
    window: MainWindow, ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _checked(window, ready)
    answers = iter([("", ""), (str(tmp_path / "x.pdf"), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))
    page.check.print_button.click()
    assert page.check.isVisible()
    page.check.print_button.click()
    ready(window)
    assert page.printed.isVisible()


def test_a_folder_that_cannot_be_written_is_a_sentence_and_nothing_is_recorded(
    window: MainWindow, ready: Ready, sorted_session: Session, tmp_path: Path
) -> None:
    page = _checked(window, ready)
    page.print_to(tmp_path / "missing" / "letters.pdf")
    ready(window)
    assert window.messages.text()
    assert list_batches(sorted_session) == ()


def test_nobody_sorted_yet(
    empty_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    window = open_window(empty_session)
    window.go(Place("recall"))
    page = window.page
    assert isinstance(page, RecallPage)
    page.choose.check.click()
    ready(window)
    assert "Nobody has been sorted" in window.messages.text()
    assert page.choose.isVisible()


def test_unsigned_rules_cannot_be_printed(
    tmp_path: Path, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    session = make_little_practice(tmp_path / "unsigned", Role.CLINICAL_LEAD, signed=False)
    window = open_window(session)
    page = _checked(window, ready)
    assert not page.check.print_button.isEnabled()
    assert "sign off" in page.check.why_not.whole_text()
    assert page.check.warning.isVisible()
    window.close()
    session.practice.close_all()


def test_an_empty_batch_says_so(
    window: MainWindow, ready: Ready, qtbot: QtBot, tmp_path: Path
) -> None:
    page = _checked(window, ready)
    page.print_to(tmp_path / "letters.pdf")
    ready(window)
    page = _checked(window, ready)
    assert page.preview is not None
    assert page.preview.letters == ()
    assert "Nobody to invite" in why_not(page.preview)
    assert not page.check.print_button.isEnabled()
    assert page.check.letter_words.whole_text() == "No letters in this batch"
    page.check.back.emit()
    assert page.choose.isVisible()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(10, "10 min"), (30, "½ hour"), (60, "1 hour"), (90, "1½ hours"), (800, "13½ hours")],
)
def test_hours(minutes: int, words: str) -> None:
    assert hours_words(minutes) == words

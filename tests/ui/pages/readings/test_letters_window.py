"""Letters to print, in the window."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
)
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    add_monitor,
    file_diary,
    lend_monitor,
    letter_runs,
    letters_to_print,
    print_letters,
)
from proactive_care.ui.pages.readings.filed_view import FiledView
from proactive_care.ui.pages.readings.letters_view import LettersView
from proactive_care.ui.pages.readings.monitors_view import MonitorsView
from proactive_care.ui.pages.readings.outcome_dialogs import ActingDialog, ReasonDialog
from proactive_care.ui.shell import OpenPatient, Place
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.work import Dialog
from support.keyboard import in_dialog
from support.practice import NOW, Clock, add_user
from support.reading_letters import give_address, printed_text
from support.readings import BRAM, PAPER, WREN, diary

from .conftest import Opened, part

TODAY = date(2026, 9, 14)


def letters(window: MainWindow) -> LettersView:
    view = part(window, "letters")
    assert isinstance(view, LettersView)
    view.refresh()
    return view


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    name = "" if path is None else str(path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))


def test_letters_are_printed_once_and_again_word_for_word(
    window: MainWindow,
    hca: Session,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = letters(window)
    assert view.first_focus() is view.empty
    view.print_again()  # nothing to print again, and nothing happens
    give_address(hca, WREN)
    file_diary(hca, WREN, diary(140, 80), PAPER)
    file_diary(hca, BRAM, diary(128, 78), PAPER)  # nobody knows where he lives
    view.refresh()
    assert view.print_all.text() == "&Print 1 letter"
    assert view.card.note.text() == "1 can be printed, 1 needs another route"
    view.table.go_to(view.model.place_of(letters_to_print(hca)[1].id) or 0)
    assert "no usable address" in view.about.text()
    assert not view.show_letter.isEnabled()
    save_as(monkeypatch, None)
    view.ask_where()
    assert letter_runs(hca) == ()
    save_as(monkeypatch, tmp_path / "a.pdf")
    view.ask_where()
    qtbot.waitUntil(lambda: bool(letter_runs(hca)) and "R2026-001" in window.messages.text())
    assert "140/80" in printed_text(tmp_path / "a.pdf")
    save_as(monkeypatch, tmp_path / "b.pdf")
    in_dialog(ActingDialog, lambda dialog: dialog.verb.click())  # type: ignore[attr-defined]
    view.print_again()
    qtbot.waitUntil((tmp_path / "b.pdf").exists)
    qtbot.waitUntil(lambda: not window.workshop.busy)
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()


def test_looking_at_a_letter(window: MainWindow, hca: Session, qtbot: QtBot) -> None:
    view = letters(window)
    view.look_at()  # nothing there
    give_address(hca, WREN)
    file_diary(hca, WREN, diary(128, 78), PAPER)
    view.refresh()
    seen: list[str] = []

    def act(dialog: QDialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.accept()

    in_dialog(Dialog, act)
    view.look_at()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["The letter as it will be printed"]
    assert len(letters_to_print(hca)) == 1


def test_a_patient_who_was_told_another_way(window: MainWindow, hca: Session) -> None:
    view = letters(window)
    view.end_current()  # nothing there
    file_diary(hca, WREN, diary(128, 78), PAPER)
    view.refresh()

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ActingDialog)
        dialog.verb.click()
        assert dialog.problem.isVisible()
        dialog.findChildren(QLineEdit)[-1].setText("read out by phone")
        dialog.verb.click()

    in_dialog(ActingDialog, act)
    view.end_current()
    assert letters_to_print(hca) == ()
    assert view.first_focus() is view.empty


def test_one_that_cannot_be_printed_is_named(
    window: MainWindow, hca: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    give_address(hca, WREN, BRAM)
    with hca.practice.transaction() as db:
        db.table("patient").update(BRAM, {"given_name": "Bram \u13a0"})
    file_diary(hca, WREN, diary(128, 78), PAPER)
    file_diary(hca, BRAM, diary(128, 78), PAPER)
    view = letters(window)
    view.print_to(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: "Not printed: Bram" in window.messages.text())


def test_english_is_chosen_with_a_reason_where_the_language_cannot_be_printed(
    window: MainWindow, hca: Session
) -> None:
    give_address(hca, WREN)
    view = letters(window)
    view.ask_english()  # nothing there
    with hca.practice.transaction() as db:
        db.table("patient").update(WREN, {"language": "Urdu"})
    file_diary(hca, WREN, diary(128, 78), PAPER)
    view.refresh()
    assert view.print_all.text() == "&Print 0 letters"
    assert "needs Urdu" in view.about.text()
    assert view.in_english.isVisibleTo(view)

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ActingDialog)
        dialog.verb.click()
        assert "Say why" in dialog.problem.text()
        dialog.findChildren(QLineEdit)[-1].setText("her daughter reads it to her")
        dialog.verb.click()

    in_dialog(ActingDialog, act)
    view.ask_english()
    assert view.print_all.text() == "&Print 1 letter"
    assert not view.in_english.isVisibleTo(view)


def test_loans_have_letters(window: MainWindow, hca: Session) -> None:
    add_monitor(hca, "M-1", "Omron", "medium")
    view = part(window, "monitors")
    assert isinstance(view, MonitorsView)
    view.refresh()
    assert not view.remind_all.isEnabled()
    assert not view.letter.isVisible()
    lend_monitor(hca, "M-1", WREN, TODAY)
    assert isinstance(hca.clock, Clock)
    hca.clock.now = NOW + timedelta(3)
    view.refresh()
    assert view.letter.isVisible()
    view.remind_all_overdue()
    assert "1 reminder waits" in window.messages.text()
    view.remind_current()
    assert "waits to be printed already" in window.messages.text()
    view.note_current("returned")
    view.receipt_current()
    assert "The receipt waits" in window.messages.text()
    kinds = {letter.kind for letter in letters_to_print(hca)}
    assert kinds == {"loan agreement", "loan reminder", "loan return"}
    assert {row.about for row in letters_to_print(hca)} == {""}
    shown = letters(window)
    assert len(shown.model.all_rows) == 3


def test_withdrawing_after_the_letter_went_says_so(
    window: MainWindow, hca: Session, tmp_path: Path
) -> None:
    give_address(hca, WREN)
    for level, words in ((128, "a letter about these readings was printed"), (129, "nowhere")):
        file_diary(hca, WREN, diary(level, 78), PAPER)
        if level == 128:
            ids = [letter.id for letter in letters_to_print(hca)]
            print_letters(hca, ids, tmp_path / "a.pdf")
        window.go(Place("readings", OpenPatient(WREN)))
        filed = part(window, "filed")
        assert isinstance(filed, FiledView)
        filed.refresh()
        assert "result letter" in filed.about.text().lower()

        def why(dialog: QDialog) -> None:
            assert isinstance(dialog, ReasonDialog)
            dialog.reason.setText("wrong patient")
            dialog.verb.click()

        in_dialog(ReasonDialog, why)
        filed.withdraw_current()
        assert words in window.messages.text()


def test_reception_has_neither_letters_nor_any_value(opened: Opened, lead: Session) -> None:
    file_diary(lead, WREN, diary(128, 78, days=3), PAPER)
    desk = add_user(lead, "desk", Role.RECEPTIONIST)
    window = opened(desk)
    page = window.page
    tabs = page.tabs  # type: ignore[attr-defined]
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Phone"]
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    words += [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
    words += [
        box.item(n).text() for box in window.findChildren(QListWidget) for n in range(box.count())
    ]
    assert any("Wren" in text for text in words)  # on the call list, because of three days
    assert not [text for text in words if "128" in text or "mmHg" in text or "/78" in text]
    desk.practice.close_all()

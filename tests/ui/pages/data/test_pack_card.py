"""The practice pack in the window: written, looked at, taken part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from proactive_care.accounts import Session, practice_details, save_details
from proactive_care.own_words import practice_wording
from proactive_care.templates import save_template
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.pack_card import PackCard, TakeDialog
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


@pytest.fixture
def card(window: MainWindow, ready: Ready) -> PackCard:
    window.go(Place("data"))
    ready(window)
    assert isinstance(window.page, DataPage)
    found = window.page.findChild(PackCard)
    assert found is not None
    return found


def _own_words(session: Session) -> None:
    save_template(session, "recall_invitation", {"letter.closing": "Best wishes"}, "Warmer")


def test_a_pack_is_written_and_taken_back(
    card: PackCard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, file = window.desk.session, tmp_path / "ours.json"
    _own_words(session)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(file), ""))
    card.give_button.click()
    assert "Written to ours.json." in window.desk.messages.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (str(file), ""))
    card.take_button.click()
    assert "as the pack says already" in window.desk.messages.text()
    save_details(session, replace(practice_details(session), phone="01632 960 999"))
    save_template(session, "recall_invitation", {"letter.closing": "Yours"}, "Shorter")
    seen: list[list[str]] = []

    def answer(dialog: TakeDialog) -> int:
        seen.append([box.text() for box in dialog.boxes.values()])
        dialog.boxes["details"].setChecked(False)
        return 1

    monkeypatch.setattr(TakeDialog, "exec", answer)
    card.take_button.click()
    assert seen == [["What letters say about the practice", "Words of “Recall letter”: 1 text"]]
    assert "1 of 1 parts were taken over." in window.desk.messages.text()
    assert practice_wording(session, "recall_invitation").text("letter.closing") == "Best wishes"
    assert practice_details(session).phone == "01632 960 999"


def test_leaving_changes_nothing_and_a_wrong_file_says_why(
    card: PackCard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, file = window.desk.session, tmp_path / "ours.json"
    card.give_to(file)
    _own_words(session)
    monkeypatch.setattr(TakeDialog, "exec", lambda dialog: 0)
    card.take_from(file)
    assert practice_wording(session, "recall_invitation").text("letter.closing") == "Best wishes"
    (tmp_path / "no.json").write_text("{}", "utf-8")
    card.take_from(tmp_path / "no.json")
    assert "not a practice pack" in window.desk.messages.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("", ""))
    card.give_button.click()
    card.take_button.click()
    card.give_to(tmp_path / "no folder" / "x.json")
    assert "could not be" in window.desk.messages.text()


def test_what_cannot_be_taken_says_why(
    card: PackCard, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ours.json"
    card.give_to(file)
    text = file.read_text("utf-8")
    many = ", ".join(f'"unknown_{n}": true' for n in range(9))
    file.write_text(text.replace('"adaptations": {', '"adaptations": {' + many + ",", 1), "utf-8")
    monkeypatch.setattr(TakeDialog, "exec", lambda dialog: 1)
    card.take_from(file)
    assert "0 of 9 parts were taken over." in window.desk.messages.text()
    assert "no local adaptation unknown_3" in window.desk.messages.text()

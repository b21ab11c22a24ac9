"""A backup on another disk, from the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from proactive_care.accounts import backups
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.backup_card import BackupCard
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow
from support.disks import put_on_another_disk

Ready = Callable[[MainWindow], None]


@pytest.fixture
def card(window: MainWindow, ready: Ready) -> BackupCard:
    window.go(Place("data"))
    ready(window)
    assert isinstance(window.page, DataPage)
    return window.page.home.backup


def test_a_backup_on_a_stick_and_its_check(
    card: BackupCard, window: MainWindow, ready: Ready, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert "No backup has been put on another disk" in card.state.text()
    stick = tmp_path / "stick"
    put_on_another_disk(monkeypatch, stick)
    asked: list[str] = []

    def choose(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[2]))
        return str(stick / "monday"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    card.copy_button.click()
    ready(window)
    assert "opened and checked" in window.messages.text()
    assert "on 14 Sep 2026, as monday.pcbackup" in card.state.text()
    card.copy_button.click()
    ready(window)
    assert asked[0].endswith("-copy.pcbackup")
    assert Path(asked[1]).parent == stick  # the folder is remembered
    file = stick / "monday.pcbackup"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    card.check_button.click()
    ready(window)
    assert "monday.pcbackup is sound." in window.messages.text()
    file.write_bytes(b"broken")
    card.check_button.click()
    ready(window)
    assert "not a backup" in window.messages.text()
    newest = backups.newest_copy(window.session)
    assert newest is not None
    old = backups.BackupCopy(newest.file, newest.made_at - timedelta(days=8))
    monkeypatch.setattr("proactive_care.ui.pages.data.backup_card.newest_copy", lambda _: old)
    card.refresh()
    assert card.state.property("words") == "warning"


def test_a_backup_on_the_same_disk_is_made_and_said_not_to_be_enough(
    card: BackupCard, window: MainWindow, ready: Ready, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    card.copy_to(tmp_path / "a.pcbackup")
    ready(window)
    assert "same disk as the practice" in window.messages.text()
    assert (tmp_path / "a.pcbackup").exists()
    assert "No backup has been put on another disk" in card.state.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    card.copy_button.click()
    card.check_button.click()


def test_the_practice_is_never_written_over(
    card: BackupCard, window: MainWindow, ready: Ready
) -> None:
    folder = window.session.practice.folder
    card.copy_to(folder / "practice.db")
    ready(window)
    assert (folder / "practice.db").read_bytes()[:2] != b"PK"
    assert (folder / "practice.db.pcbackup").read_bytes()[:2] == b"PK"

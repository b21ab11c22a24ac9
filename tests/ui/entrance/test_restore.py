"""Restoring a backup before anybody is signed in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, back_up
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.theme import Look
from support.practice import PASSWORD, Clock, make_session


@pytest.fixture
def window(look: Look, qtbot: QtBot, tmp_path: Path) -> SignInWindow:
    """The sign-in window of a practice whose only backup lies on a stick."""
    session = make_session(tmp_path / "practice", name="lead")
    path, _ = back_up(session)
    session.practice.close_all()
    shutil.move(path, tmp_path / "stick.pcbackup")
    window = SignInWindow(look, tmp_path / "practice", Clock())
    qtbot.addWidget(window)
    window.show()
    window.form.restore_asked.emit()
    return window


def test_without_a_backup_it_says_where_one_may_be(window: SignInWindow, qtbot: QtBot) -> None:
    form = window.restore
    assert form.isVisible()
    assert "none in the practice's folder" in form._backup.note.text()
    form.submit()
    assert "Choose a backup." in form._backup.note.text()
    form.back.emit()
    assert window.form.isVisible()


def test_a_backup_from_a_stick_with_the_password_of_its_day(
    window: SignInWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = window.restore
    names = iter([("", ""), (str(tmp_path / "stick.pcbackup"), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(names))
    form._ask()
    assert form.backup.count() == 0
    form._ask()
    assert form.backup.currentText() == "stick.pcbackup"
    form.submit()  # nobody yet
    form.user.setText("lead")
    form.password.setText("wrong wrong")
    with qtbot.waitSignal(window.workshop.idle, timeout=60_000):
        form.submit()
    assert "not right for this backup" in form.message.text()
    form.password.setText(PASSWORD)
    with qtbot.waitSignal(window.ready, timeout=60_000) as ready:
        form.submit()
    (session,) = ready.args
    assert isinstance(session, Session)
    session.practice.close_all()


def test_a_new_computer_gets_the_practice_from_a_backup(
    window: SignInWindow, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    new = SignInWindow(look, tmp_path / "new computer", Clock())
    qtbot.addWidget(new)
    new.show()
    assert new.new_practice.isVisible()
    new.new_practice.form.restore.click()
    assert new.restore.isVisible()
    new.restore.back.emit()
    assert new.new_practice.isVisible()
    new.new_practice.form.restore.click()
    new.restore.choose(tmp_path / "stick.pcbackup")
    new.restore.user.setText("lead")
    new.restore.password.setText(PASSWORD)
    with qtbot.waitSignal(new.ready, timeout=60_000):
        new.restore.submit()
    assert new.session is not None
    assert new.session.practice.check().ok
    new.session.practice.close_all()

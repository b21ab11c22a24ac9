"""The first run may already say what letters show."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, practice_details
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.theme import Look
from support.practice import NOW


def test_phone_address_and_signatory_are_kept(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    welcome = SignInWindow(look, tmp_path / "new", lambda: NOW)
    qtbot.addWidget(welcome)
    form = welcome.new_practice.form
    for line, words in (
        (form.practice, "Harrowmere Surgery"),
        (form.phone, "12"),
        (form.signatory, "Morag Ellery"),
        (form.address, "2 Beacon Lane, Harrowmere , HM1 2ZZ,"),
        (form.person, "Gwen Harker"),
        (form.user, "gwen"),
        (form.password, "three random words"),
        (form.again, "three random words"),
    ):
        line.setText(words)
    form.submit()
    qtbot.waitUntil(lambda: form.button.isEnabled(), timeout=60_000)
    assert form.phone.property("wrong")
    form.phone.setText("01632 960 100")
    with qtbot.waitSignal(form.made, timeout=60_000) as made:
        form.submit()
    session = made.args[0]
    assert isinstance(session, Session)
    details = practice_details(session)
    assert details.address == ("2 Beacon Lane", "Harrowmere", "HM1 2ZZ")
    assert (details.phone, details.signatory) == ("01632 960 100", "Morag Ellery")
    session.practice.close_all()

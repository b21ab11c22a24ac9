"""From an empty folder to a printed letter, with keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, list_users
from proactive_care.importing import import_history
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.pdf import PdfDocument
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.widgets import lowered
from support.hands import Keys, answering, choose_path

Ready = Callable[[MainWindow], None]
SECRET = "three random words"


def _first_run(window: SignInWindow, keys: Keys, qtbot: QtBot) -> Session:
    keys.go_through(
        {
            "Practice name": "Harrowmere Surgery",
            "Phone for bookings (optional)": "01632 960 100",
            "Who signs letters (optional)": "Morag Ellery",
            "Address (optional)": "2 Beacon Lane, Harrowmere, HM1 2ZZ",
            "Your full name": "Dr P Lindqvist",
        }
    )
    keys.tab_to("Your role")
    keys.choose("Clinical lead")
    keys.go_through({"User name": "lead", "Password": SECRET, "Password again": SECRET})
    keys.alt("m")
    card = window.new_practice.key_card
    qtbot.waitUntil(card.isVisible, timeout=60_000)
    assert len(card.key.text()) > 20
    assert not card.go_on.isEnabled()
    keys.alt("h")
    with qtbot.waitSignal(window.ready, timeout=60_000):
        keys.alt("o")
    assert window.session is not None
    return window.session


def test_first_run_to_letter(
    entrance: Callable[[], SignInWindow], enter: Callable[[Session], MainWindow],
    ready: Ready, qtbot: QtBot, keys: Keys, exports: Path, tmp_path: Path,
) -> None:  # fmt: skip
    session = _first_run(entrance(), keys, qtbot)
    window = enter(session)
    assert "Harrowmere Surgery" in window.windowTitle()

    # somebody else who can sign in
    keys.control("8")
    ready(window)
    keys.alt("u")
    ready(window)
    keys.go_through({"User name": "nurse", "Full name": "Morag Ellery"})
    keys.tab_to("Role")
    keys.choose("Practice nurse")
    keys.go_through({"First password": SECRET})
    keys.alt("a")
    ready(window)
    assert [(user.name, user.role.value) for user in list_users(session)][-1] == ("nurse", "nurse")

    # import
    keys.control("1")
    ready(window)
    keys.alt("o")
    ready(window)
    assert window.page.key == "data"
    with answering(QFileDialog, choose_path(keys, exports)):
        keys.alt("o")
    ready(window)
    assert import_history(session) == ()
    keys.alt("i")
    ready(window)
    assert len(import_history(session)) == 4
    assert "Imported" in window.messages.text()

    # sign-off
    keys.control("1")
    ready(window)
    keys.alt("e")
    ready(window)
    for number in range(6):
        keys.tab_to("Frameworks")
        if number:
            keys.press(Qt.Key.Key_Right)
        keys.alt("v")
        keys.alt("s")
        ready(window)
        assert "Signed off" in window.messages.text()
        window.messages.clear()

    # worklist, patient, why
    keys.control("3")
    ready(window)
    assert window.page.model.rowCount() > 20  # type: ignore[attr-defined]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Worklist"
    keys.press(Qt.Key.Key_Return)
    ready(window)
    view = window.page.view  # type: ignore[attr-defined]
    assert view.banner.name.text()
    why = view.cards[-1].why.accessibleName()
    keys.tab_to(why)
    keys.press(Qt.Key.Key_Space)
    assert view.why.isVisible()
    label = view.cards[-1].explanation.framework.label
    assert view.why.heading.text() == f"{why.replace(label, lowered(label))}?"

    # letters
    keys.control("5")
    ready(window)
    keys.alt("c")
    ready(window)
    file = tmp_path / "letters.pdf"
    with answering(QFileDialog, choose_path(keys, file)):
        keys.alt("p")
    ready(window)
    assert "letters on" in window.page.printed.summary.text()  # type: ignore[attr-defined]
    document = PdfDocument(file)
    assert document.page_count() > 0
    document.close()
    session.practice.close_all()

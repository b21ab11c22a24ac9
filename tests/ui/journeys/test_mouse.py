"""From an empty folder to a printed letter with the mouse, and the keyboard for text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session, list_users
from proactive_care.importing import import_history
from proactive_care.recall import list_batches
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.pdf import PdfDocument
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.widgets import lowered
from support.hands import Keys, Mouse, answering, choose_path, shown

Ready = Callable[[MainWindow], None]
SECRET = "three random words"


def _first_run(window: SignInWindow, mouse: Mouse, qtbot: QtBot) -> Session:
    for name, text in {
        "Practice name": "Harrowmere Surgery",
        "Phone for bookings (optional)": "01632 960 100",
        "Who signs letters (optional)": "Morag Ellery",
        "Address (optional)": "2 Beacon Lane, Harrowmere, HM1 2ZZ",
        "Your full name": "Dr P Lindqvist",
        "User name": "lead",
        "Password": SECRET,
        "Password again": SECRET,
    }.items():
        mouse.fill(name, text)
    mouse.choose("Your role", "Clinical lead")
    mouse.click("Make the practice")
    card = window.new_practice.key_card
    qtbot.waitUntil(card.isVisible, timeout=60_000)
    mouse.click("I have printed it or written it down")
    with qtbot.waitSignal(window.ready, timeout=60_000):
        mouse.click("Open the practice")
    assert window.session is not None
    return window.session


def test_first_run_to_letter(
    entrance: Callable[[], SignInWindow], enter: Callable[[Session], MainWindow],
    ready: Ready, qtbot: QtBot, mouse: Mouse, keys: Keys, exports: Path, tmp_path: Path,
) -> None:  # fmt: skip
    session = _first_run(entrance(), mouse, qtbot)
    window = enter(session)

    mouse.click("Settings")
    ready(window)
    mouse.click("Users")
    ready(window)
    mouse.fill("User name", "hca")
    mouse.fill("Full name", "Tamsin Birch")
    mouse.choose("Role", "Healthcare assistant")
    mouse.fill("First password", SECRET)
    mouse.click("Add the user")
    ready(window)
    assert {user.name for user in list_users(session)} == {"lead", "hca"}

    mouse.click("Data")
    ready(window)
    with answering(QFileDialog, choose_path(keys, exports)):
        mouse.click("Choose a folder")
    ready(window)
    mouse.click(window.page.check.button.accessibleName())  # type: ignore[attr-defined]
    ready(window)
    assert len(import_history(session)) == 4

    mouse.click("Today")
    ready(window)
    mouse.click("Read the rules")
    ready(window)
    for number in range(6):
        mouse.tab("Frameworks", number)
        label = lowered(window.page.rules._book().book.framework.label)  # type: ignore[attr-defined]
        mouse.click("I have read these rules and their examples")
        mouse.click(f"Sign off {label}")
        ready(window)

    mouse.click("Worklists")
    ready(window)
    mouse.open_row("Worklist", 0)
    ready(window)
    assert window.page.key == "patients"
    view = window.page.view  # type: ignore[attr-defined]
    mouse.click(view.cards[0].why.accessibleName())
    mouse.click(view.cards[-1].why.accessibleName())
    assert view.why.isVisible()
    assert shown("Why", QAbstractItemView).model().rowCount() > 1

    mouse.click("Recall")
    ready(window)
    mouse.click("Check the batch")
    ready(window)
    file = tmp_path / "letters.pdf"
    with answering(QFileDialog, choose_path(keys, file)):
        mouse.click(window.page.check.print_button.accessibleName())  # type: ignore[attr-defined]
    ready(window)
    (batch,) = list_batches(session)
    assert batch.letters > 0
    document = PdfDocument(file)
    assert document.page_count() >= batch.letters
    document.close()
    assert not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    session.practice.close_all()

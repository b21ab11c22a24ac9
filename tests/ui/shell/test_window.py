"""The real main window: going places, searching, the guide, locking, closing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Role
from proactive_care.resource_files import resource_path
from proactive_care.ui.pages import PAGES
from proactive_care.ui.shell import OpenPatient, Place, Remembered
from proactive_care.ui.shell.search_box import AnswerList
from proactive_care.ui.shell.shortcuts import ShortcutsDialog, shortcut_lines
from proactive_care.ui.shell.window import Leaving, MainWindow
from proactive_care.ui.work import BugDialog
from support.letters import page_glyphs
from support.practice import PASSWORD
from support.rows import add_patient

Ready = Callable[[MainWindow], None]


def _press(window: MainWindow, keys: str) -> None:
    """Press a shortcut as the menu's action would take it."""
    wanted = QKeySequence(keys)
    action = next(a for a in window.workspace.actions() if a.shortcut() == wanted)
    action.trigger()


def test_the_window_opens_on_today_with_every_page_in_the_rail(window: MainWindow) -> None:
    assert window.page.key == "today"
    assert window.windowTitle() == "Proactive Care Desktop: Harrowmere Surgery (demo practice)"
    for page in PAGES:
        assert window.rail.button(page.key).text() == page.title
    assert "Extract 12 Sep 2026, 2 days old" in window.status.words()


def test_every_page_has_a_guide_an_icon_and_its_own_shortcut() -> None:
    assert len({page.shortcut for page in PAGES}) == len(PAGES)
    for page in PAGES:
        guide = resource_path("help", f"{page.help_topic}.md").read_text("utf-8")
        assert guide.startswith(f"# {page.title}")
        assert len(guide) > 500
        assert resource_path("icons", f"{page.icon}.svg").exists()


def test_the_keyboard_goes_everywhere_and_back(window: MainWindow, ready: Ready) -> None:
    for page in PAGES:
        _press(window, page.shortcut)
        ready(window)
        assert window.page.key == page.key
        assert window.header.title.text() == page.title
    _press(window, "Alt+Left")
    assert window.page.key == PAGES[-2].key
    _press(window, "Alt+Right")
    assert window.page.key == PAGES[-1].key
    _press(window, "Alt+Right")
    assert window.page.key == PAGES[-1].key
    _press(window, "F5")
    ready(window)
    assert window.messages.text() == ""


def test_the_rail_opens_pages(window: MainWindow, ready: Ready) -> None:
    window.rail.button("recall").click()
    ready(window)
    assert window.page.key == "recall"
    assert window.rail.button("recall").isChecked()


def test_ctrl_k_finds_a_patient_and_opens_the_record(
    window: MainWindow, qtbot: QtBot, ready: Ready
) -> None:
    _press(window, "Ctrl+K")
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "testp")
    qtbot.waitUntil(lambda: bool(window.search.answers()))
    assert window.search.answers() == [
        "Testperson, Wren · 67, born 3 Feb 1959 · 999 000 0018 · Little Sedge"
    ]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    ready(window)
    assert window.page.key == "patients"
    assert window.search.text() == ""
    assert window.search.answers() == []


def test_the_search_also_finds_pages_and_can_be_left(window: MainWindow, qtbot: QtBot) -> None:
    window.search.activate()
    qtbot.keyClicks(window.search, "re")
    window.search.search_now()
    assert "Page: Recall" in window.search.answers()
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Up)
    window.resize(1200, 700)
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.answers() == []
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert not window.search.hasFocus()


def test_nobody_found_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.search.activate()
    qtbot.keyClicks(window.search, "zzzz")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.answers() == []
    assert window.page.key == "today"


def test_people_who_died_or_left_are_told_in_the_search(
    window: MainWindow, sorted_session: Session
) -> None:
    day = date(2026, 1, 2).toordinal()
    add_patient(sorted_session, 20, None, "Zeta", "Ann", None, date_of_death=day)
    add_patient(sorted_session, 21, None, "Zeta", "Bea", None, deregistered_on=day)
    window.search.setText("zeta")
    window.search.search_now()
    assert window.search.answers() == [
        "Zeta, Ann · date of birth not known · no NHS number · died 2 Jan 2026",
        "Zeta, Bea · date of birth not known · no NHS number · left 2 Jan 2026",
    ]


def test_a_click_chooses_an_answer_and_a_letter_finds_nothing(
    window: MainWindow, ready: Ready
) -> None:
    window.search.setText("f")
    window.search.search_now()
    assert window.search.answers() == []
    window.search.setText("fix")
    window.search.search_now()
    answers = window.findChild(AnswerList)
    answers.list.itemClicked.emit(answers.list.item(0))
    ready(window)
    assert window.page.key == "patients"


def test_the_guide_can_be_printed(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.toggle_guide()
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: 0)
    window.guide.print_guide()

    def into_a_file(self: QPrintDialog) -> int:
        self.printer().setOutputFileName(str(tmp_path / "guide.pdf"))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", into_a_file)
    window.guide.print_guide()
    glyphs = page_glyphs((tmp_path / "guide.pdf").read_bytes(), 0)
    capitals = [g.bottom - g.top for g in glyphs if g.text.isupper()]  # in millimetres
    assert min(capitals) > 2.5  # 11 points: not as small as the window's pixels are on paper


def test_f1_opens_the_guide_of_the_page_and_follows(
    window: MainWindow, qtbot: QtBot, ready: Ready
) -> None:
    _press(window, "F1")
    assert window.guide.isVisible()
    assert window.guide.topic == "today"
    assert "Today shows what needs somebody now" in window.guide.text.toPlainText()
    window.go(Place("recall"))
    ready(window)
    assert window.guide.topic == "recall"
    qtbot.keyClick(window.guide, Qt.Key.Key_Escape)
    assert window.guide.isHidden()
    _press(window, "F1")
    window.choose_look(None, 200)
    _press(window, "F1")
    _press(window, "F1")
    assert window.guide.isVisible()
    assert not window.stack.isVisible()
    _press(window, "F1")
    assert window.stack.isVisible()


def test_the_shortcuts_are_listed(window: MainWindow, qtbot: QtBot) -> None:
    lines = dict(shortcut_lines(window.commands.menu))
    assert lines["Go to: Worklists"] == "Ctrl+3"
    assert lines["Lock"] == "Ctrl+L"
    QTimer.singleShot(50, lambda: QApplication.activeModalWidget().close())
    _press(window, "Ctrl+/")
    qtbot.addWidget(ShortcutsDialog(window, window.look, window.commands.menu))


def test_theme_and_text_size_are_remembered(window: MainWindow, tmp_path: Path) -> None:
    _press(window, "Ctrl+=")
    _press(window, "Ctrl+=")
    assert window.look.text_percent == 130
    _press(window, "Ctrl+-")
    assert window.look.text_percent == 115
    window.choose_look("contrast", None)
    window.remembered.write()
    again = Remembered(tmp_path)
    assert again.number("text_percent", 0) == 115
    assert again.text("theme", "") == "contrast"
    _press(window, "Ctrl+0")
    assert window.look.text_percent == 100


def test_locking_hides_everything_and_the_right_password_brings_it_back(
    window: MainWindow, qtbot: QtBot, ready: Ready
) -> None:
    window.go(Place("patients", OpenPatient(1)))
    ready(window)
    window.search.activate()
    window.search.setText("testp")
    window.search.search_now()
    dialog = QDialog(window)
    dialog.show()
    _press(window, "Ctrl+L")
    assert window.locked
    assert not dialog.isVisible()
    assert window.search.answers() == []
    assert not window.stack.isVisible()
    screen = window.lock_screen
    screen.try_unlock()
    screen.password.setText("wrong")
    with qtbot.waitSignal(screen._workshop.idle):
        screen.try_unlock()
        screen.try_unlock()
    assert window.locked
    assert "not right" in screen.message.text()
    screen.password.setText(PASSWORD)
    with qtbot.waitSignal(screen.unlocked, timeout=60_000):
        screen.try_unlock()
    assert not window.locked
    assert window.page.key == "patients"
    assert screen.password.text() == ""


def test_the_idle_window_locks_itself(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.idle.idle):
        window.idle._timer.start(20)
    assert window.locked


def test_signing_out_says_why_the_window_closed(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        _press(window, "Ctrl+Shift+O")
    assert window.leaving is Leaving.SIGN_OUT


def test_closing_while_work_runs_asks_first(window: MainWindow, qtbot: QtBot, ready: Ready) -> None:
    running = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(10_000):
            running.set()
            progress(number, None, "Counting")
            time.sleep(0.002)

    def answer(name: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(b for b in dialog.findChildren(QPushButton) if b.text() == name).click()

    window.desk.run("Working", work, lambda result: None)
    qtbot.waitUntil(running.is_set)
    QTimer.singleShot(50, lambda: answer("&Cancel"))
    window.sign_out()
    assert window.isVisible()
    assert window.leaving is Leaving.CLOSED
    QTimer.singleShot(50, lambda: answer("&Stop and close"))
    with qtbot.waitSignal(window.closed):
        window.close()


def test_cancelled_work_is_told(window: MainWindow, qtbot: QtBot, ready: Ready) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress(1, None, "Waiting")
            time.sleep(0.002)

    window.desk.run("Importing", work, lambda result: None)
    qtbot.waitUntil(lambda: window.progress.isVisible())
    window.progress.cancelled.emit()
    ready(window)
    assert window.messages.text() == "Importing: stopped. Nothing was changed."


def test_a_bug_shows_its_number_and_keeps_its_report(window: MainWindow, qtbot: QtBot) -> None:
    seen: list[str] = []

    def look_at_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BugDialog)
        seen.append(dialog.windowTitle())
        dialog.accept()

    timer = QTimer(singleShot=True, interval=300)
    timer.timeout.connect(look_at_it)
    timer.start()
    window.desk.run("Working", lambda progress: 1 / 0, lambda result: None)
    qtbot.waitUntil(lambda: bool(seen))
    assert len(list((window.session.practice.folder / "incidents").iterdir())) == 1


def test_attempts_tell_known_errors(window: MainWindow) -> None:
    def fail() -> None:
        raise FileProblem("The file is empty.", advice="Choose another.")

    assert not window.desk.attempt(fail)
    assert window.messages.text() == "The file is empty. Choose another."
    assert window.desk.attempt(lambda: None)


@pytest.mark.parametrize("role", Role)
def test_every_role_sees_only_pages_that_it_may(
    role: Role,
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
) -> None:
    session = sign_in(role.value)
    window = open_window(session)
    expected = [p.key for p in PAGES if p.permission is None or session.may(p.permission)]
    assert [page.key for page in window.page_types] == expected
    for page in window.page_types:
        window.go(Place(page.key))
        ready(window)
        assert window.messages.text() == "", page.key


class _Shown(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if is_shown and watched.isWindow() and not isinstance(watched, MainWindow):
            self.windows.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_the_first_window_is_no_larger_than_the_screen(window: MainWindow) -> None:
    """Windows enlarges everything on a laptop, which leaves fewer pixels."""
    window._restore_size()
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() < room.height()
    assert window.minimumWidth() <= room.width()


def test_no_part_of_a_page_flashes_up_as_a_window(
    sorted_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    application = QApplication.instance()
    assert application is not None
    shown = _Shown()
    application.installEventFilter(shown)
    window = open_window(sorted_session)
    for page in PAGES:
        window.go(Place(page.key))
        ready(window)
    window.go(Place("patients", OpenPatient(1)))
    ready(window)
    application.removeEventFilter(shown)
    assert shown.windows == []

"""The main window of one signed-in person."""

from __future__ import annotations

import time
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QToolTip, QWidget

from proactive_care.accounts import Session, practice_details, seconds_to_wait, sign_in
from proactive_care.domain.errors import KnownError
from proactive_care.ui.shell.chores import prepare_search_with, sort_for_today
from proactive_care.ui.shell.closing import may_close
from proactive_care.ui.shell.commands import Commands
from proactive_care.ui.shell.desk import Desk
from proactive_care.ui.shell.finder import Finder
from proactive_care.ui.shell.guide import GuidePanel
from proactive_care.ui.shell.header import Header
from proactive_care.ui.shell.idle import DEFAULT_MINUTES, IdleWatch
from proactive_care.ui.shell.lock_screen import LockScreen
from proactive_care.ui.shell.navigation import History
from proactive_care.ui.shell.page import Page
from proactive_care.ui.shell.places import Place
from proactive_care.ui.shell.rail import Rail
from proactive_care.ui.shell.remembered import Remembered
from proactive_care.ui.shell.search_box import SearchBox
from proactive_care.ui.shell.shortcuts import ShortcutsDialog
from proactive_care.ui.shell.status_bar import StatusBar, StatusFacts
from proactive_care.ui.shell.status_facts import gather_facts
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import MessageStrip, across, down
from proactive_care.ui.widgets.focus_ring import FocusRing
from proactive_care.ui.work import (
    BugDialog,
    Incident,
    IncidentLog,
    ProgressStrip,
    Workshop,
)

SMALLEST, USUAL = QSize(1000, 640), QSize(1366, 738)
TITLE_BAR = 32
_WANTED = ("worklists", "patients")
_LANES = 2  # so that a slow report does not hold up opening a patient


class Leaving(Enum):
    """Why the window closed."""

    CLOSED = "closed"
    SIGN_OUT = "asked"


class MainWindow(QMainWindow):
    """Rail, header, page and status bar; or the lock screen instead of all of them.

    ``closed`` is sent when the window has closed; ``leaving`` then says why.
    """

    closed = Signal()

    def __init__(
        self, session: Session, look: Look, remembered: Remembered, pages: Sequence[type[Page]]
    ) -> None:
        super().__init__()
        self.session, self.look = session, look
        self.remembered = remembered = remembered.of(session.user_name)
        self.leaving = Leaving.CLOSED
        self.page_types = [p for p in pages if p.permission is None or session.may(p.permission)]
        self._pages: dict[str, Page] = {}
        self._seen: set[str] = set()
        self._outdated: set[str] = set()
        self._history = History()
        self._log = IncidentLog(session.practice.folder)
        self._show_name()
        self.setWindowIcon(look.icon("app", "primary", 32))
        self.setMinimumSize(SMALLEST.boundedTo(self._room()))
        self._make_parts(practice_details(session).demo)
        self._lay_out()
        self._make_commands()
        self.idle = IdleWatch(self, remembered.number("idle_minutes", DEFAULT_MINUTES))
        self.idle.idle.connect(self.lock)
        self.desk.idle_minutes_changed.connect(self.idle.set_minutes)
        self.ring = FocusRing(self, look)
        look.dress(self)
        self._restore_size()
        self.desk.practice_changed.connect(self.refresh)
        self.desk.guide_asked.connect(self.show_guide)
        self._show_status()
        self.go(Place(self.page_types[0].key))
        prepare_search_with(self.quick[0], session)
        sort_for_today(self.desk)
        self.quick[0].idle.connect(self._make_next_page)

    # Making ------------------------------------------------------------------------------------

    def _make_parts(self, demo: bool) -> None:
        look, session = self.look, self.session
        self.progress = ProgressStrip(look)
        self.messages = MessageStrip(look)
        self.loading = [ProgressStrip(look) for _ in range(_LANES)]
        self.workshop = Workshop(self.progress, session.now, session.practice.close)
        self.quick = [Workshop(s, session.now, session.practice.close) for s in self.loading]
        for workshop in (self.workshop, *self.quick):
            workshop.refused.connect(self.messages.tell_error)
            workshop.broken.connect(self.tell_bug)
            workshop.stopped.connect(self._tell_stopped)
        self.desk = Desk(
            session,
            look,
            self.remembered,
            self.workshop,
            self.quick,
            self.messages,
            self.go,
            self.choose_look,
        )
        self.search = SearchBox(look, Finder(self.desk, self.page_types).find)
        self.search.left.connect(self.focus_page)
        self.header = Header(look, session.full_name, session.role.label, self.search)
        self.header.lock.connect(self.lock)
        self.rail = Rail(look, self.page_types)
        self.rail.chosen.connect(lambda key: self.go(Place(key)))
        self.status = StatusBar(look, demo=demo)
        self.guide = GuidePanel(look)
        self.guide.closed.connect(self._guide_closed)
        self._lock_strip = ProgressStrip(look)
        self._checking = Workshop(self._lock_strip, session.now, lambda: None)
        self._checking.broken.connect(self.tell_bug)
        check = self._check_password, self._seconds_to_wait
        self.lock_screen = LockScreen(look, session.full_name, self._checking, *check)
        self.lock_screen.unlocked.connect(self.unlock)
        self.lock_screen.leave.connect(self.sign_out)

    def _show_name(self) -> None:
        details = practice_details(self.session)
        demo = " (demo practice)" if details.demo else ""
        self.setWindowTitle(f"Proactive Care Desktop: {details.name}{demo}")

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        notes = QWidget()
        notes.setLayout(down(self.messages, self.progress, *self.loading, gap=0))
        notes.setProperty("part", "page")
        notes.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = down(notes, self.stack, gap=0)
        middle.setStretch(1, 1)
        self._middle = QWidget()
        self._middle.setLayout(middle)
        beside = across(self._middle, self.guide, gap=0)
        beside.setStretch(0, 1)
        right = down(self.header, beside, gap=0)
        right.setStretch(1, 1)
        upper = across(self.rail, right, gap=0)
        upper.setStretch(1, 1)
        whole = down(upper, self.status, gap=0)
        whole.setStretch(0, 1)
        self.workspace = QWidget()
        self.workspace.setLayout(whole)
        self._screens = QStackedWidget()
        self._screens.addWidget(self.workspace)
        self._screens.addWidget(self.lock_screen)
        self.setCentralWidget(self._screens)

    def _make_commands(self) -> None:
        commands = Commands(self.workspace, self.look)
        commands.add_pages(self.page_types, lambda key: self.go(Place(key)))
        commands.add_appearance(self.choose_look)
        commands.add("&Search", "Ctrl+K", self.search.activate)
        commands.add("&Back", "Alt+Left", self.back)
        commands.add("&Forward", "Alt+Right", self.forward)
        commands.add("Load the page &again", "F5", self.refresh)
        commands.menu.addSeparator()
        commands.add("&Guide to this page", "F1", self.toggle_guide)
        commands.add("How to get the &exports", "", lambda: self.show_guide("exports"))
        commands.add("&Keyboard shortcuts", "Ctrl+/", self.show_shortcuts)
        commands.menu.addSeparator()
        commands.add("&Lock", "Ctrl+L", self.lock)
        commands.add("Sign &out", "Ctrl+Shift+O", self.sign_out)
        commands.add("&Quit", "Ctrl+Q", self.close)
        self.header.set_menu(commands.menu)
        self.commands = commands

    # Going places ------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Open a page, remembering where the user was."""
        self._history.visit(place)
        self._show(place)

    def back(self) -> None:
        """Go back to the place before."""
        place = self._history.back()
        if place is not None:
            self._show(place)

    def forward(self) -> None:
        """Go forward again."""
        place = self._history.forward()
        if place is not None:
            self._show(place)

    @property
    def page(self) -> Page:
        """The page that is open."""
        widget = self.stack.currentWidget()
        assert isinstance(widget, Page)
        return widget

    @property
    def busy(self) -> bool:
        """Whether anything runs off the window's thread."""
        return any(workshop.busy for workshop in (self.workshop, *self.quick))

    def focus_page(self) -> None:
        """Give the keyboard to the page."""
        self.page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, place: Place) -> None:
        page = self._page(place.page)
        self.stack.setCurrentWidget(page)
        self.rail.mark(page.key)
        self.messages.clear()
        self.desk.attempt(lambda: page.enter(place.detail))
        if page.key in self._outdated and not page.loads_on_enter:
            self.desk.attempt(page.refresh)
        self._outdated.discard(page.key)
        self._seen.add(page.key)
        self.header.show_place(page.title, page.subtitle)
        if not self.guide.isHidden():
            self.guide.show_topic(page.help_topic)
        self.focus_page()

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            kind = next(page for page in self.page_types if page.key == key)
            page = kind(self.desk)
            page.subtitle_changed.connect(self._subtitle_changed)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _make_next_page(self) -> None:
        """Make a page that will be wanted, while there is nothing else to do."""
        waiting = [p.key for p in self.page_types if p.key in _WANTED and p.key not in self._pages]
        if waiting and self.isVisible() and not self.locked:
            self._page(waiting[0])

    def _tell_stopped(self, title: str) -> None:
        self.messages.tell("info", f"{title}: stopped.", "Nothing was changed.")

    def _subtitle_changed(self, words: str) -> None:
        if self.sender() is self.stack.currentWidget():
            self.header.show_place(self.page.title, words)

    # Doing -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load the name, the status bar and the page again; other pages when they are shown."""
        self.desk.attempt(self._show_name)
        self._show_status()
        self._outdated = self._seen - {self.page.key}
        self.desk.attempt(self.page.refresh)
        prepare_search_with(self.quick[0], self.session)

    def _show_status(self) -> None:
        """Tell the state of the practice; it takes a while to count a large one."""
        session = self.session
        self.quick[-1].run(
            "Reading the state",
            lambda _progress: gather_facts(session),
            self._status_read,
            newest_only=True,
            quiet=True,
        )

    def _status_read(self, facts: object) -> None:
        assert isinstance(facts, StatusFacts)
        self.status.show_facts(facts)
        self.rail.show_acute(facts.acute)

    def choose_look(self, theme: str | None, text_percent: int | None) -> None:
        """Change theme or text size, and remember it."""
        self.look.choose(theme, text_percent)
        self.remembered.keep("theme", self.look.tokens.name)
        self.remembered.keep("text_percent", self.look.text_percent)

    def toggle_guide(self) -> None:
        """Open the page's guide, or close it."""
        if self.guide.isHidden():
            self.show_guide(self.page.help_topic)
        else:
            self.guide.close_guide()

    def show_guide(self, topic: str) -> None:
        """Open a guide beside the page, or instead of it when the text is large."""
        self._middle.setVisible(self.look.text_percent < LARGE_TEXT)
        self.guide.show_topic(topic)

    def _guide_closed(self) -> None:
        self._middle.show()
        self.focus_page()

    def show_shortcuts(self) -> None:
        """List every shortcut."""
        ShortcutsDialog(self, self.look, self.commands.menu).exec()

    def tell_bug(self, incident: Incident) -> None:
        """Tell the user about a bug and keep its report."""
        self._log.keep(incident)
        BugDialog(self, self.look, incident).exec()

    def tell_error(self, error: KnownError) -> None:
        """Tell the user about a known error."""
        self.messages.tell_error(error)

    def lock(self) -> None:
        """Hide everything until the password is given again."""
        self._put_away()
        self.idle.stop()
        self._screens.setCurrentWidget(self.lock_screen)
        self.lock_screen.begin()

    def _put_away(self) -> None:
        """Close whatever lies over the window: it may show patients."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for other in QApplication.topLevelWidgets():
            if isinstance(other, QDialog) and other.isVisible():
                other.reject()
        self.search.close_answers()
        self.search.clear()
        QToolTip.hideText()

    @property
    def locked(self) -> bool:
        """Whether the lock screen is shown."""
        return self._screens.currentWidget() is self.lock_screen

    def unlock(self) -> None:
        """Show the workspace again."""
        self._screens.setCurrentWidget(self.workspace)
        self.idle.set_minutes(self.remembered.number("idle_minutes", DEFAULT_MINUTES))
        self.focus_page()

    def sign_out(self) -> None:
        """Close the window for the next person."""
        self.leaving = Leaving.SIGN_OUT
        if not self.close():
            self.leaving = Leaving.CLOSED

    def _check_password(self, password: str) -> None:
        session = sign_in(
            self.session.practice.folder,
            self.session.user_name,
            password,
            clock=self.session.clock,
            sleep=time.sleep,
            device=self.session.device,
        )
        session.practice.close_all()

    def _seconds_to_wait(self) -> float:
        return seconds_to_wait(self.session.practice.folder, self.session.now())

    # Closing -----------------------------------------------------------------------------------

    def _restore_size(self) -> None:
        geometry = self.remembered.blob("window")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(USUAL.boundedTo(self._room()))

    def _room(self) -> QSize:
        """What the screen leaves to a window: little, where Windows enlarges all on a laptop."""
        return self.screen().availableGeometry().size() - QSize(0, TITLE_BAR)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not may_close(self, self.look, busy=self.workshop.busy, pages=self._pages.values()):
            event.ignore()
            return
        for workshop in (self.workshop, *self.quick, self._checking):
            workshop.close()
        self.idle.stop()
        self.remembered.keep_blob("window", self.saveGeometry())
        for page in self._pages.values():
            page.leave()
        self.remembered.write()
        super().closeEvent(event)
        self.closed.emit()

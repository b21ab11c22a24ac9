"""The window before the window: sign in, or set up a new practice."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from proactive_care.accounts import Session, seconds_to_wait, sign_in
from proactive_care.domain.errors import KnownError, PracticeDamaged
from proactive_care.store import KEYS_NAME, Place, place_of
from proactive_care.ui.entrance.asking import AskingForm
from proactive_care.ui.entrance.form import password_field, text_field
from proactive_care.ui.entrance.new_practice import NewPractice
from proactive_care.ui.entrance.reset import ResetForm
from proactive_care.ui.entrance.restore import RestoreForm
from proactive_care.ui.shell.lock_screen import wait_words
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Button,
    CurrentStack,
    IconLabel,
    Words,
    across,
    down,
    link_button,
    scrolling,
    set_words,
)
from proactive_care.ui.widgets.focus_ring import FocusRing
from proactive_care.ui.work import BugDialog, Incident, IncidentLog, ProgressStrip, Workshop

Clock = Callable[[], datetime]
_TITLE_BAR, _SHORTEST = 40, 600
_WIDTH, _HEIGHT, _NARROWEST = 920, 700, 520
_NOTES = {
    Place.LOCAL: "Works offline. Nothing leaves this PC.",
    Place.NETWORK: (
        "The practice is on a network drive: {folder}. It is slower there, and only one computer "
        "may have it open at a time."
    ),
    Place.CLOUD: (
        "The practice is in a folder that is copied to a cloud: {folder}. A copy in the middle of "
        "work can damage the file. Ask whoever looks after your PCs to move it."
    ),
    Place.REMOVABLE: (
        "The practice is on a stick or a removable disk: {folder}. Close the program before it is "
        "taken out, and keep backups elsewhere."
    ),
}


class SignInWindow(QMainWindow):
    """``ready`` is sent with the session once somebody is in."""

    ready = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, folder: Path, clock: Clock) -> None:
        super().__init__()
        self._look, self._folder, self._clock = look, folder, clock
        self.session: Session | None = None
        self.setWindowTitle("Proactive Care Desktop")
        self.setWindowIcon(look.icon("app", "primary", 32))
        strip = ProgressStrip(look)
        self.workshop = Workshop(strip, clock, lambda: None)
        self.workshop.broken.connect(self._tell_bug)
        self.form = SignInForm(look, folder, clock, self.workshop)
        self.new_practice = NewPractice(look, folder, clock, self.workshop)
        self.reset = ResetForm(look, folder, clock, self.workshop)
        self.restore = RestoreForm(look, folder, clock, self.workshop)
        self._stack = CurrentStack()
        for part in (self.form, self.new_practice, self.reset, self.restore):
            part.setMinimumWidth(max(part.minimumSizeHint().width(), look.pixels(_NARROWEST)))
            self._stack.addWidget(part)
            part.ready.connect(self._enter)
        self.form.forgotten.connect(partial(self._show, self.reset))
        self._first = self.form if (folder / KEYS_NAME).exists() else self.new_practice
        for first in (self.form, self.new_practice):
            first.restore_asked.connect(partial(self._show, self.restore))
        for other in (self.reset, self.restore):
            other.back.connect(self._show_first)
        content = QWidget()
        content.setProperty("part", "page")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        name = across(
            IconLabel(look, "app", "primary", 40), Words("Proactive Care Desktop", "title"), None
        )
        place = place_of(folder)
        kind = "secondary" if place is Place.LOCAL else "warning"
        self.note = Words(_NOTES[place].format(folder=folder), kind, wrap=place is not Place.LOCAL)
        inner = (self._stack, 8, self.note) if place is Place.LOCAL else (self.note, self._stack)
        middle = down(None, name, 8, *inner, None, gap=8, margins=(24, 24, 24, 24))
        middle.setAlignment(self._stack, Qt.AlignmentFlag.AlignTop)  # not in the middle of its room
        row = across(None, middle, None)
        row.setStretch(1, 2)
        content.setLayout(down(row, strip, gap=0))
        self.setCentralWidget(scrolling(content))
        self.ring = FocusRing(self, look)
        look.dress(self)
        room = max(self.screen().availableGeometry().height() - _TITLE_BAR, _SHORTEST)
        self.resize(min(look.pixels(_WIDTH), 1300), min(look.pixels(_HEIGHT), room))
        self._show_first()

    def _show_first(self) -> None:
        self._show(self._first)

    def _show(self, part: SignInForm | NewPractice | ResetForm | RestoreForm) -> None:
        self._stack.setCurrentWidget(part)
        part.begin()

    def _enter(self, session: Session) -> None:
        self.session = session
        self.ready.emit(session)
        self.close()

    def _tell_bug(self, incident: Incident) -> None:
        IncidentLog(self._folder).keep(incident)
        BugDialog(self, self._look, incident).exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.workshop.close()
        super().closeEvent(event)
        self.closed.emit()


class SignInForm(AskingForm):
    """User name and password. ``forgotten`` asks for the recovery key instead.

    ``restore_asked`` asks for a backup; the button for it comes forward when the file is damaged.
    """

    forgotten = Signal()
    restore_asked = Signal()

    def __init__(self, look: Look, folder: Path, clock: Clock, workshop: Workshop) -> None:
        super().__init__(look, folder, clock, workshop, "&Sign in")
        self.add(Words("Sign in", "title"))
        user, self.user = text_field("&User name")
        password, self.password = password_field("&Password")
        user.add_to(self.body)
        password.add_to(self.body)
        self.add(self.message)
        forgotten = link_button(look, "&Forgotten password", self.forgotten.emit)
        restore = link_button(look, "&Restore a backup", self.restore_asked.emit)
        self.mend = Button(look, "R&estore a backup…", self.restore_asked.emit, icon="data")
        self.mend.hide()
        self.add(across(self.mend, None))
        self.add(across(self.button, forgotten, restore, None))
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)

    def begin(self) -> None:
        """Put the keyboard on the first empty field."""
        (self.password if self.user.text() else self.user).setFocus()

    def submit(self) -> None:
        """Check what was typed, off the window's thread: it is slow on purpose."""
        name, password = self.user.text().strip(), self.password.text()
        if not self.button.isEnabled():
            return
        if not name or not password:
            self.message.setText("Type your user name and your password.")
            set_words(self.message, "danger")
            (self.password if name else self.user).setFocus()
            return
        self._begin_asking()
        try:
            words = wait_words(seconds_to_wait(self._folder, self._clock()))
        except KnownError as error:
            self._ended()
            self._wrong(error)
            return
        self._ask_practice(
            "Signing in",
            words,
            lambda: sign_in(self._folder, name, password, clock=self._clock, sleep=time.sleep),
        )

    def _right(self, session: object) -> None:
        self.password.clear()
        super()._right(session)

    def _wrong(self, error: KnownError) -> None:
        super()._wrong(error)
        self.mend.setVisible(isinstance(error, PracticeDamaged))
        self.password.selectAll()
        self.password.setFocus()

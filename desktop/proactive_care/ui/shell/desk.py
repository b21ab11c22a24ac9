"""What every page is given: who is signed in, the look, and ways to ask the shell for things."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from proactive_care.accounts import Session, full_names
from proactive_care.domain.errors import KnownError
from proactive_care.store import known_errors
from proactive_care.ui.shell.kept import Kept
from proactive_care.ui.shell.places import Place
from proactive_care.ui.shell.remembered import Remembered
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import MessageStrip
from proactive_care.ui.work import Workshop


class Desk(QObject):
    """One signed-in person's desk.

    ``practice_changed`` is sent after anything that other pages show has changed (an import, a
    sign-off, a printed batch). ``guide_asked`` opens a guide by the name of its file.
    """

    practice_changed = Signal()
    idle_minutes_changed = Signal(int)
    guide_asked = Signal(str)

    def __init__(
        self,
        session: Session,
        look: Look,
        remembered: Remembered,
        workshop: Workshop,
        quick: Sequence[Workshop],
        messages: MessageStrip,
        go: Callable[[Place], None],
        choose_look: Callable[[str | None, int | None], None],
    ) -> None:
        super().__init__()
        self.session = session
        self.kept = Kept(session)
        self._names: dict[str, str] = {}
        self.look = look
        self.remembered = remembered
        self.workshop = workshop
        self._quick = quick
        self.messages = messages
        self.go = go
        self.choose_look = choose_look

    def run(
        self,
        title: str,
        work: Callable[..., object],
        done: Callable[..., None],
        *,
        failed: Callable[[KnownError], None] | None = None,
        ended: Callable[[], None] | None = None,
        can_cancel: bool = True,
    ) -> None:
        """Run ``work(progress)`` off the window's thread, then ``done(result)`` in it."""
        self.workshop.run(title, work, done, failed=failed, ended=ended, can_cancel=can_cancel)

    def fetch(self, title: str, work: Callable[..., object], done: Callable[..., None]) -> None:
        """Load something, off the window's thread, without waiting for long work to end.

        Different titles may be loaded at the same time; the same one is loaded in turn.
        """
        idle = [workshop for workshop in self._quick if not workshop.busy]
        at_it = [workshop for workshop in self._quick if workshop.has(title)]
        (*at_it, *idle, *self._quick)[0].run(title, work, done, newest_only=True)

    def full_name(self, user_name: str) -> str:
        """Return what a person is called who signs in with this name; the name if not known."""
        if user_name and user_name not in self._names:
            self._names = full_names(self.session)
            self._names.setdefault(user_name, user_name)
        return self._names.get(user_name, user_name)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something short at once; a known error goes to the message strip. True if it went."""
        try:
            with known_errors():
                action()
        except KnownError as error:
            self.messages.tell_error(error)
            return False
        return True

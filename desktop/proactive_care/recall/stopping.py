"""Stopping all invitations of the practice for a while, and going on again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.store import recall_contacts as store
from proactive_care.store.recall_contacts import StopRow


@dataclass(frozen=True)
class RecallStop:
    """All invitations are stopped: since when, by whom and why."""

    since: date
    by: str
    reason: str

    @property
    def words(self) -> str:
        """One sentence for the screen."""
        return f"All invitations are stopped since {show_date(self.since)}: {self.reason}"


def recall_stop(session: Session) -> RecallStop | None:
    """Return the stop that is in force, None if invitations may go out. Anybody may know."""
    return stop_in_force(session.practice.db)


def stop_in_force(db: Database) -> RecallStop | None:
    """Return the stop that is in force in a practice file."""
    row = store.newest_stop(db)
    if row is None or not row.stopped:
        return None
    since = datetime.fromisoformat(row.entered_at).astimezone().date()
    return RecallStop(since, row.by, row.reason)


def stop_recall(session: Session, reason: str) -> None:
    """Stop all invitations. Raises InvalidInput without a reason, KnownError if it is stopped."""
    _change(session, reason, stopped=True)


def resume_recall(session: Session, reason: str) -> None:
    """Let invitations go out again. Raises InvalidInput without a reason."""
    _change(session, reason, stopped=False)


def _change(session: Session, reason: str, *, stopped: bool) -> None:
    reason = " ".join(reason.split())
    if len(reason) < 3:
        raise InvalidInput("Give a reason.", field="reason", kept="Nothing was changed.")
    action = "recall.stop" if stopped else "recall.resume"
    with session.act(Permission.PRINT_RECALL, action, reason=reason) as act:
        if (stop_in_force(act.db) is not None) is stopped:
            raise KnownError(
                "Invitations are stopped already." if stopped else "Invitations are not stopped.",
                kept="Nothing was changed.",
            )
        row = StopRow(
            **session.born(act.at),
            stopped=stopped,
            reason=reason,
        )
        store.add_stop(act.db, row)

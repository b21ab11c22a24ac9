"""What the status bar says, gathered from the services."""

from __future__ import annotations

from proactive_care.accounts import Session, newest_backup
from proactive_care.patients import practice_state
from proactive_care.ui.shell.status_bar import StatusFacts


def gather_facts(session: Session) -> StatusFacts:
    """Return the state of the practice as the status bar shows it."""
    backup = newest_backup(session)
    made = backup.made_at.astimezone() if backup else None
    return StatusFacts(
        today=session.today(),
        extract=practice_state(session).extract_date,
        backup=made.date() if made else None,
        backup_time=f"{made:%H:%M}" if made else "",
    )

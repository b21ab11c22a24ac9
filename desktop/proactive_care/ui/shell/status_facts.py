"""What the status bar says, gathered from the services."""

from __future__ import annotations

from datetime import datetime

from proactive_care.accounts import Session, newest_backup
from proactive_care.frameworks import DEFAULT_PACK, load_pack, signed_by
from proactive_care.patients import practice_state
from proactive_care.ui.shell.status_bar import StatusFacts


def gather_facts(session: Session) -> StatusFacts:
    """Return the state of the practice as the status bar shows it."""
    backup = newest_backup(session)
    pack = load_pack(DEFAULT_PACK)
    signatures = [signed_by(session, pack.id, each.value) for each in pack.frameworks]
    signed = [datetime.fromisoformat(each.signed_at).date() for each in signatures if each]
    made = backup.made_at.astimezone() if backup else None
    return StatusFacts(
        today=session.today(),
        extract=practice_state(session).extract_date,
        rules=f"{pack.id} {pack.version}",
        signed=max(signed) if len(signed) == len(signatures) else None,
        backup=made.date() if made else None,
        backup_time=f"{made:%H:%M}" if made else "",
    )

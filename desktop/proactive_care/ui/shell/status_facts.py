"""What the status bar says, gathered from the services."""

from __future__ import annotations

from datetime import date, datetime

from proactive_care.accounts import Permission, Session, newest_backup
from proactive_care.frameworks import packs_in_use, signed_by
from proactive_care.patients import practice_state
from proactive_care.readings import count_acute
from proactive_care.recall import recall_stop
from proactive_care.ui.shell.status_bar import StatusFacts


def gather_facts(session: Session) -> StatusFacts:
    """Return the state of the practice as the status bar shows it."""
    backup = newest_backup(session)
    rules, signed = _rules(session) if session.may(Permission.VIEW_PATIENTS) else ("", None)
    made = backup.made_at.astimezone() if backup else None
    stop = recall_stop(session)
    return StatusFacts(
        today=session.today(),
        extract=practice_state(session).extract_date,
        rules=rules,
        signed=signed,
        backup=made.date() if made else None,
        backup_time=f"{made:%H:%M}" if made else "",
        stopped="" if stop is None else stop.words,
        acute=count_acute(session),
    )


def _rules(session: Session) -> tuple[str, date | None]:
    """Return the packs in use, and the newest signature if every framework has one."""
    packs = packs_in_use(session)
    names = dict.fromkeys(f"{pack.id} {pack.version}" for pack in packs.values())
    signatures = [signed_by(session, pack.id, each.value) for each, pack in packs.items()]
    signed = [datetime.fromisoformat(each.signed_at).date() for each in signatures if each]
    return " and ".join(names), max(signed) if len(signed) == len(signatures) else None

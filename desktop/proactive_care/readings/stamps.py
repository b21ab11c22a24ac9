"""The columns that every row born here has."""

from __future__ import annotations

from datetime import datetime

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7


def born(session: Session, at: datetime) -> dict[str, str]:
    """Return the columns of every row that is born here."""
    return {
        "id": uuid7(at),
        "entered_at": at.isoformat(timespec="milliseconds"),
        "by": session.user_name,
        "role": session.role.value,
        "device": session.device,
    }

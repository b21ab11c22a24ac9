"""Minutes of work by role, and the sessions that there are for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Role
from proactive_care.recall.settings import RecallSettings
from proactive_care.store import people

_SETTING = "recall.capacity"
MOST_SESSIONS = 200


@dataclass(frozen=True)
class RoleWork:
    """What a batch asks of one role, in minutes. ``available`` None: nobody has entered it."""

    role: Role
    minutes: int
    available: int | None

    @property
    def over(self) -> int:
        """Minutes more than there are, 0 if it fits or is not known."""
        return 0 if self.available is None else max(0, self.minutes - self.available)


def sessions_per_week(session: Session) -> Mapping[Role, int]:
    """Return the sessions a week that each role has for reviews, as far as entered."""
    raw = people.read_setting(session.practice.db, _SETTING) or {}
    return {Role(role): int(str(count)) for role, count in raw.items()}


def save_sessions_per_week(session: Session, sessions: Mapping[Role, int]) -> None:
    """Keep how many sessions a week each role has for reviews; a role left out is not known.

    Raises InvalidInput outside 0 to 200, NotPermitted.
    """
    if any(not 0 <= count <= MOST_SESSIONS for count in sessions.values()):
        raise InvalidInput(
            f"A role has between 0 and {MOST_SESSIONS} sessions a week.",
            field="sessions",
            kept="Nothing was changed.",
        )
    with session.act(Permission.MANAGE_SETTINGS, "recall.capacity") as act:
        kept = {role.value: count for role, count in sessions.items()}
        people.save_setting(act.db, _SETTING, kept)
        act.note(**kept)


def work_by_role(
    minutes: Mapping[Role, int], sessions: Mapping[Role, int], settings: RecallSettings
) -> tuple[RoleWork, ...]:
    """Return the work of a batch beside the sessions of the next weeks, in the order of roles."""
    one = settings.session_minutes * settings.capacity_weeks
    return tuple(
        RoleWork(role, minutes[role], sessions[role] * one if role in sessions else None)
        for role in Role
        if role in minutes
    )

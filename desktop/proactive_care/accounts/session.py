"""The signed-in person, and the one way in which they change or look at anything."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict

from sqlite_utils import Database

from proactive_care.accounts.permissions import Permission, permissions_of
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.vocabulary import Role
from proactive_care.store import Practice
from proactive_care.store.audit import AuditEntry, append_audit, newest_change


@dataclass
class Act:
    """One audited action while it runs: the open transaction, and what the audit will say."""

    db: Database
    at: datetime
    detail: dict[str, object] = field(default_factory=dict)
    patient: int | None = None

    def note(self, **detail: object) -> None:
        """Add to what the audit row will say. No clinical values, no names."""
        self.detail.update(detail)


class BornColumns(TypedDict):
    """What every row that is born here says; the fields of ``store.born.Born``."""

    id: str
    entered_at: str
    by: str
    role: str
    device: str


@dataclass(frozen=True)
class Session:
    """Somebody at work in an open practice. Services take it first and check it themselves."""

    practice: Practice
    user_name: str
    full_name: str
    role: Role
    device: str
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """The present moment, in UTC, from the clock that was given."""
        return self.clock()

    def today(self) -> date:
        """The present day where the computer is."""
        return self.clock().astimezone().date()

    def may(self, permission: Permission) -> bool:
        return permission in permissions_of(self.role)

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted unless this person's role has the permission."""
        if not self.may(permission):
            raise NotPermitted(
                f"A {self.role.label} may not do this ({permission.value.replace('_', ' ')}).",
                kept="Nothing was changed.",
                advice="Ask somebody with that permission, or the practice manager.",
            )

    def born(self, at: datetime) -> BornColumns:
        """Return who, where and when for a row that is born here ``at`` a moment."""
        return {
            "id": uuid7(at),
            "entered_at": at.isoformat(timespec="milliseconds"),
            "by": self.user_name,
            "role": self.role.value,
            "device": self.device,
        }

    def newest_change(self) -> int:
        """Return the number of the newest act that may have changed anything in the practice."""
        return newest_change(self.practice.db)

    @contextlib.contextmanager
    def act(
        self,
        permission: Permission,
        action: str,
        *,
        patient: int | None = None,
        kept: str = "The practice is unchanged.",
        **detail: object,
    ) -> Iterator[Act]:
        """Check the permission and run the block in one transaction that ends in its audit row.

        If the block raises, nothing of it is kept. ``action`` is a dotted name such as
        ``import.commit``; ``kept`` completes the error text for a full disk or a lock.
        """
        self.require(permission)
        with self.practice.transaction(kept) as db:
            act = Act(db, self.now(), dict(detail), patient)
            yield act
            append_audit(
                db,
                AuditEntry(
                    act.at,
                    self.user_name,
                    self.role.value,
                    self.device,
                    action,
                    act.patient,
                    act.detail,
                ),
            )


def device_name() -> str:
    """Return this computer's name, for the audit and for rows that are born here."""
    return platform.node() or "this computer"

"""Real encrypted practices for tests: cheap to make, nothing mocked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from proactive_care import accounts
from proactive_care.accounts import PracticeDetails, Session, create_practice
from proactive_care.domain.vocabulary import Role
from proactive_care.store import keys

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
CHEAP = keys.Cost(iterations=1, memory_kib=64, lanes=1)
HARROWMERE = PracticeDetails(
    name="Harrowmere Surgery",
    ods="A99999",
    address=("2 Beacon Lane", "Harrowmere", "HM1 2ZZ"),
    phone="01632 960 100",
    opening_hours="Monday to Friday, 8:30am to 6pm",
    website="www.harrowmere.example",
    signatory="Morag Ellery",
    signatory_role="practice nurse",
    demo=True,
)


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def make_session(
    folder: Path, role: Role = Role.CLINICAL_LEAD, now: datetime = NOW, name: str = "lead"
) -> Session:
    """Make a fresh practice in ``folder`` and return its first user's session."""
    session, _ = create_practice(
        folder,
        details=HARROWMERE,
        user_name=name,
        password=PASSWORD,
        role=role,
        clock=Clock(now),
        device="test",
        cost=CHEAP,
    )
    return session


def add_user(session: Session, name: str, role: Role) -> Session:
    """Add somebody to the practice and sign them in."""
    accounts.add_user(session, name, role, PASSWORD, cost=CHEAP)
    return accounts.sign_in(
        session.practice.folder,
        name,
        PASSWORD,
        clock=session.clock,
        sleep=lambda seconds: None,
        device="test",
    )

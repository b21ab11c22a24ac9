"""What can come of an invitation, as data: its words, its key, and what happens next."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from proactive_care.resource_files import resource_path


class Outcome(StrEnum):
    """An outcome or another contact. The values are stored as the kind of a contact.

    ``DECLINED`` is dissent after a clinician's discussion; ``SAYS_NO`` what somebody told us.
    """

    BOOKED = "booked"
    ATTENDED = "attended"
    REVIEW = "review"
    DID_NOT_ATTEND = "did not attend"
    CANCELLED = "cancelled"
    RING_BACK = "ring back"
    SAYS_NO = "says no"
    DECLINED = "declined"
    INVITE_AGAIN = "invite again"
    NO_ANSWER = "no answer"
    MESSAGE_LEFT = "message left"
    TEXT_SENT = "text sent"
    PAUSED = "paused"
    MOVED = "moved"
    RETURNED = "returned"
    ADDRESS_RIGHT = "address right"
    DECEASED = "deceased"
    PASSED_ON = "passed on"
    HOME_VISIT = "home visit"
    GROUP_CONSULTATION = "group consultation"
    PRESCRIBING_OFFERED = "prescribing offered"
    PRESCRIBING_ACCEPTED = "prescribing accepted"
    PRESCRIBING_COMPLETED = "prescribing completed"
    PRESCRIBING_DECLINED = "prescribing declined"
    PREFERS = "prefers"


class Way(StrEnum):
    """How an invitation reaches somebody."""

    LETTER = "letter"
    PHONE = "phone"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"letter": "letter", "phone": "phone call", "text": "text message"}[self.value]


@dataclass(frozen=True)
class OutcomeRule:
    """One outcome as data. Empty words and None mean that there is none of it.

    ``asks`` is "", "day", "reason", "day and reason" or "way". ``days`` and ``holds`` count from
    the entered day where there is one, else from the day of the outcome.
    """

    outcome: Outcome
    label: str
    key: str
    part: str
    topic: str
    asks: str = ""
    ask: str = ""
    next: str = ""
    who: str = ""
    days: int = 0
    holds: int | None = None
    clinician: bool = False

    @property
    def asks_day(self) -> bool:
        """Whether a day must be entered."""
        return self.asks.startswith("day")

    @property
    def asks_reason(self) -> bool:
        """Whether a reason must be entered."""
        return self.asks.endswith("reason")

    def next_on(self, on: date, until: date | None) -> date | None:
        """Return the day on which the next step is due, None if there is none."""
        return (until or on) + timedelta(days=self.days) if self.next else None

    def holds_until(self, on: date, until: date | None) -> date | None:
        """Return the day from which invitations may go out again, None if it holds nothing."""
        return None if self.holds is None else (until or on) + timedelta(days=self.holds)


@lru_cache(maxsize=1)
def outcome_rules() -> Mapping[Outcome, OutcomeRule]:
    """Return the shipped outcomes, in the order of the screen."""
    raw = tomllib.loads(resource_path("recall", "outcomes.toml").read_text("utf-8"))
    rules = {Outcome(name): OutcomeRule(Outcome(name), **each) for name, each in raw.items()}
    missing = set(Outcome) - set(rules)
    if missing:
        raise ValueError(f"outcomes.toml says nothing about {sorted(missing)}")
    return rules

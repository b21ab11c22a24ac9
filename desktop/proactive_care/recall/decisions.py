"""What recall decides about somebody, and what it knows to decide it. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from proactive_care.domain.vocabulary import Framework, Tier, overall_tier
from proactive_care.recall.outcomes import Way
from proactive_care.store.patients import PatientRow

ANOTHER_ROUTE = "Needs another route"


@dataclass(frozen=True)
class Group:
    """A patient's group in one framework, with the first reason for it."""

    framework: Framework
    group: str
    tier: Tier
    why: str


@dataclass(frozen=True)
class Unreachable:
    """Why no letter can reach somebody. ``phone_instead``: a call is as good, the need is not
    about how the patient takes in what we say."""

    why: str
    phone_instead: bool


@dataclass(frozen=True)
class Hold:
    """No invitation before ``until``, because of an outcome."""

    until: date
    why: str


@dataclass(frozen=True)
class Candidate:
    """Everything that recall knows about one patient.

    ``said_no`` and ``passed_on`` are the days of an answer that a clinician has to deal with;
    ``tries`` the phone calls that reached nobody; ``fresh_since`` the day from which a new round
    was asked for. ``invited_as`` are the tiers of the days ``invited``. Days are of the newest
    contact that stands. ``address_failed`` says that post
    has come back or they have moved, empty if not. ``no_letter`` is only looked at for those who
    would be invited: it takes time to find out.
    """

    patient: PatientRow
    groups: tuple[Group, ...]
    newest: dict[str, date] = field(default_factory=dict)
    reviewed_here: date | None = None
    attended: date | None = None
    dissent_here: date | None = None
    paused_until: date | None = None
    booked_for: date | None = None
    deceased_reported: date | None = None
    said_no: date | None = None
    passed_on: date | None = None
    hold: Hold | None = None
    fresh_since: date | None = None
    tries: tuple[date, ...] = ()
    invited: tuple[date, ...] = ()
    invited_as: tuple[Tier, ...] = ()
    last_way: Way | None = None
    preferred: Way | None = None
    address_failed: str = ""
    no_letter: Unreachable | None = None

    def stands_at(self, tier: Tier, sent: int) -> Tier:
        """Return the tier that says who goes after somebody: their own now, but data that have
        become old in a round of ``sent`` invitations make nobody less urgent than they were."""
        if tier is not Tier.DATA_GAP or not sent:
            return tier
        return overall_tier([tier, *self.invited_as[-sent:]])


@dataclass(frozen=True)
class Due:
    """Somebody to invite now: which invitation of this round it is, for what, and how.

    ``why`` is the reason for the group, ``turn`` the reason for the day, and for the stream.
    ``stream`` is the key of the stream whose letter it is; empty for the usual letter.
    ``conditions`` are all that the patient has, due or not.
    """

    patient: PatientRow
    groups: tuple[Group, ...]
    tier: Tier
    number: int
    why: str
    way: Way = Way.LETTER
    turn: str = ""
    stream: str = ""
    conditions: frozenset[Framework] = frozenset()


@dataclass(frozen=True)
class NotInvited:
    """Somebody who is not invited. ``reason`` is the heading, ``detail`` says where it was seen."""

    patient: PatientRow
    reason: str
    detail: str


@dataclass(frozen=True)
class NotDue(NotInvited):
    """Somebody whose turn has not come.

    ``missed``: the review is due, and the month of birth passed lately without an invitation.
    """

    missed: bool = False


@dataclass(frozen=True)
class InStream(NotInvited):
    """Somebody who is due and kept apart, with the route of their stream.

    ``letter`` is the key of the stream if a letter of its own can be printed for them now, in a
    batch of its own; empty if the route is the only way.
    """

    stream: str
    route: str
    tier: Tier
    letter: str = ""


@dataclass(frozen=True)
class OtherRoute(NotInvited):
    """Somebody who is due and whom no invitation of this program can reach."""

    tier: Tier


class Stage(StrEnum):
    """Where an escalated patient stands: first a phone call, then a clinician."""

    PHONE = "phone"
    CLINICIAN = "clinician"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"phone": "Phone call", "clinician": "Clinician"}[self.value]


@dataclass(frozen=True)
class Escalated(NotInvited):
    """Somebody whom letters have not brought, and who is not given up: whose turn it is now.

    ``tries`` is how many calls reached nobody since the last invitation; ``stream`` the key of the
    stream that they are in, if it has letters.
    """

    stage: Stage
    tier: Tier
    due: date
    tries: int
    stream: str = ""


Decision = Due | NotInvited

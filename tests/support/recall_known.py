"""What a practice was told about a patient, and which reasons for not inviting that makes true."""

from __future__ import annotations

from datetime import date, timedelta

from proactive_care import recall
from proactive_care.domain.vocabulary import Tier
from support.recall_world import END_OF_LIFE

SETTINGS = recall.load_settings()
GAP = timedelta(days=SETTINGS.gap_days)
YEAR = timedelta(days=365)


class Known:
    """What the practice was told about one patient, kept by the test beside the practice file."""

    def __init__(self, apart: str) -> None:
        self.apart = apart
        self.dead = self.gone = False
        self.reported = False
        self.reviews: list[date] = []
        self.dissent: date | None = None
        self.paused: date | None = None
        self.booked: date | None = None
        self.said_no = False
        self.contacts: list[date] = []
        self.invited: list[date] = []

    def makes_true(self, reason: str, tier: Tier, today: date) -> bool:
        """Whether a reason, in the words of the exclusions, is true; an unknown one never is."""
        interval = timedelta(days=SETTINGS.review_interval_days[tier])
        grace = timedelta(days=SETTINGS.booked_grace_days)
        booked = self.booked
        return {
            "Deceased": self.dead,
            "Reported as deceased": self.reported,
            "End of life": self.apart == END_OF_LIFE,
            "Left the practice": self.gone,
            "No longer in the extract": self.gone,
            "Dissent recorded": self.dissent is not None and self.dissent + YEAR >= today,
            "Paused": self.paused is not None and self.paused >= today,
            "Appointment already booked": booked is not None and booked >= today,
            "Booked, outcome not recorded": booked is not None and today - grace <= booked < today,
            "Reviewed already": any(day + interval > today for day in self.reviews),
            "Invited recently": any(day + GAP > today for day in self.invited),
            "Waiting for an answer": any(day + timedelta(days=18) > today for day in self.contacts),
        }.get(reason, False)

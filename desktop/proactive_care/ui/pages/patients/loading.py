"""Loads one patient for the page: record and explanations."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.accounts import Session
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Tier, overall_tier
from proactive_care.patients import PatientRecord, patient_record
from proactive_care.ui.pages.patients.explanation import Explanation


@dataclass(frozen=True)
class OnePatient:
    """Everything that the page shows."""

    record: PatientRecord
    explanations: tuple[Explanation, ...]
    not_on: tuple[str, ...]

    @property
    def tier(self) -> Tier | None:
        """The most urgent tier; None if the patient is on no register."""
        tiers = [explanation.tier for explanation in self.explanations]
        return overall_tier(tiers) if tiers else None


def load_patient(session: Session, patient: int, progress: Progress) -> OnePatient:
    """Return one patient. Audited by the services as a view."""
    return OnePatient(patient_record(session, patient), (), ())

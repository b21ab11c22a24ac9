"""The words of design.md section 4, as enumerations. Their values are stored and exported."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """How soon a priority group needs somebody. Most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    DATA_GAP = "data gap"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the most urgent; a patient's overall tier is the one with the lowest rank."""
        return _TIER_RANKS[self]


_TIER_RANKS = {tier: rank for rank, tier in enumerate(Tier)}


def overall_tier(tiers: list[Tier]) -> Tier:
    """Return the most urgent of one patient's tiers (urgent > high > data gap > medium > low)."""
    return min(tiers, key=lambda tier: tier.rank)


class Framework(StrEnum):
    """The six conditions."""

    HYPERTENSION = "hypertension"
    TYPE_2_DIABETES = "type_2_diabetes"
    CHOLESTEROL = "cholesterol"
    ATRIAL_FIBRILLATION = "atrial_fibrillation"
    ASTHMA = "asthma"
    COPD = "copd"

    @property
    def label(self) -> str:
        """The name on screen and on paper, in sentence case."""
        return _FRAMEWORK_LABELS[self]

    @property
    def short_label(self) -> str:
        """The column heading in dense tables."""
        return _FRAMEWORK_SHORT[self]


_FRAMEWORK_LABELS = {
    Framework.HYPERTENSION: "Hypertension",
    Framework.TYPE_2_DIABETES: "Type 2 diabetes",
    Framework.CHOLESTEROL: "Cholesterol",
    Framework.ATRIAL_FIBRILLATION: "Atrial fibrillation",
    Framework.ASTHMA: "Asthma",
    Framework.COPD: "COPD",
}
_FRAMEWORK_SHORT = {
    Framework.HYPERTENSION: "HTN",
    Framework.TYPE_2_DIABETES: "T2DM",
    Framework.CHOLESTEROL: "Chol",
    Framework.ATRIAL_FIBRILLATION: "AF",
    Framework.ASTHMA: "Asth",
    Framework.COPD: "COPD",
}


class Role(StrEnum):
    """Who a user is in the practice; permissions hang on it."""

    HCA = "hca"
    NURSE = "nurse"
    PRESCRIBER = "prescriber"
    CLINICAL_LEAD = "clinical_lead"
    PHARMACIST = "pharmacist"
    MANAGER = "manager"
    RECEPTIONIST = "receptionist"
    CARE_COORDINATOR = "care_coordinator"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.HCA: "healthcare assistant",
    Role.NURSE: "practice nurse",
    Role.PRESCRIBER: "prescriber",
    Role.CLINICAL_LEAD: "clinical lead",
    Role.PHARMACIST: "pharmacist",
    Role.MANAGER: "practice manager",
    Role.RECEPTIONIST: "receptionist",
    Role.CARE_COORDINATOR: "care coordinator",
    Role.ADMINISTRATOR: "administrator",
}


class Setting(StrEnum):
    """Where a blood pressure was taken. Home and ambulatory share thresholds."""

    CLINIC = "clinic"
    HOME = "home"
    AMBULATORY = "ambulatory"


class Channel(StrEnum):
    """How a reading reached us: all are equal."""

    PAPER = "paper"
    PHONE = "phone"
    DIGITAL = "digital"
    CARER = "carer"
    CLINIC = "clinic"


class Sex(StrEnum):
    """Recorded sex, as the clinical system exports it."""

    MALE = "M"
    FEMALE = "F"
    INDETERMINATE = "I"
    UNKNOWN = "U"

"""Finding patients and reading what is recorded about them."""

from proactive_care.patients.record import (
    BloodPressure,
    Flag,
    PatientRecord,
    patient_id,
    patient_record,
    practice_state,
)
from proactive_care.patients.search import find_patients
from proactive_care.store.patients import EventRow, FoundPatient, MedicationRow, PatientRow

__all__ = [
    "BloodPressure",
    "EventRow",
    "Flag",
    "FoundPatient",
    "MedicationRow",
    "PatientRecord",
    "PatientRow",
    "find_patients",
    "patient_id",
    "patient_record",
    "practice_state",
]

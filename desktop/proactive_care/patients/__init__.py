"""Finding patients and reading what is recorded about them."""

from proactive_care.patients.flags import Flag, flags_of_everybody
from proactive_care.patients.given import GivenHandout, handouts_given, reprint_handout
from proactive_care.patients.handouts import (
    HandoutChoices,
    HandoutKind,
    NeedsAnotherRoute,
    PrintedHandout,
    handout_choices,
    print_handout,
)
from proactive_care.patients.record import (
    BloodPressure,
    PatientRecord,
    patient_id,
    patient_record,
    practice_state,
    used_as,
)
from proactive_care.patients.search import find_patients, prepare_search
from proactive_care.store.patients import EventRow, MedicationRow, PatientRow
from proactive_care.store.search import FoundPatient

__all__ = [
    "BloodPressure",
    "EventRow",
    "Flag",
    "FoundPatient",
    "GivenHandout",
    "HandoutChoices",
    "HandoutKind",
    "MedicationRow",
    "NeedsAnotherRoute",
    "PatientRecord",
    "PatientRow",
    "PrintedHandout",
    "find_patients",
    "flags_of_everybody",
    "handout_choices",
    "handouts_given",
    "patient_id",
    "patient_record",
    "practice_state",
    "prepare_search",
    "print_handout",
    "reprint_handout",
    "used_as",
]

"""The plain format: three CSVs with headers, for any system."""

from __future__ import annotations

from pathlib import Path

from proactive_care.sample_data.model import SyntheticPractice, WrittenFile
from proactive_care.sample_data.writers.entries import (
    DayText,
    ShownPatient,
    iso_day,
    shown_patients,
)
from proactive_care.sample_data.writers.files import CsvFile

_PATIENT_COLUMNS = (
    "nhs_number",
    "local_id",
    "title",
    "given_name",
    "family_name",
    "date_of_birth",
    "sex",
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "postcode",
    "home_phone",
    "mobile_phone",
    "email",
    "ethnicity",
    "language",
    "interpreter",
    "format_need",
    "imd_quintile",
    "usual_gp",
    "registered_on",
    "deregistered_on",
    "date_of_death",
)
_EVENT_COLUMNS = ("nhs_number", "date", "code", "term", "value", "unit")
_MEDICATION_COLUMNS = ("nhs_number", "date", "name", "code", "quantity", "dosage")


def write_plain(practice: SyntheticPractice, out: Path) -> list[WrittenFile]:
    """Write ``patients.csv``, ``events.csv`` and ``medications.csv``."""
    day_text = DayText(iso_day)
    with (
        CsvFile(out / "patients.csv") as patients,
        CsvFile(out / "events.csv") as events,
        CsvFile(out / "medications.csv") as medications,
    ):
        patients.heading(_PATIENT_COLUMNS)
        events.heading(_EVENT_COLUMNS)
        medications.heading(_MEDICATION_COLUMNS)
        for shown in shown_patients(practice, day_text):
            cells = _patient_cells(shown, day_text)
            patients.data(cells, shown.fault)
            if shown.repeat is not None:
                patients.data(cells, shown.repeat)
            _write_entries(shown, events, medications)
    return [patients.written, events.written, medications.written]


def _patient_cells(shown: ShownPatient, day_text: DayText) -> tuple[str, ...]:
    person = shown.person
    return (
        shown.nhs_number,
        person.local_id,
        person.title,
        person.given_name,
        person.family_name,
        day_text(person.date_of_birth),
        person.sex,
        *person.address,
        person.postcode,
        person.home_phone,
        person.mobile_phone,
        person.email,
        person.ethnicity,
        person.language,
        person.interpreter,
        person.format_need,
        str(person.imd_quintile),
        person.usual_gp,
        day_text(person.registered_on),
        day_text(person.deregistered_on),
        day_text(person.date_of_death),
    )


def _write_entries(shown: ShownPatient, events: CsvFile, medications: CsvFile) -> None:
    number, wrong = shown.nhs_number, shown.fault
    for day, what, value, unit, fault in shown.events:
        events.data((number, day, what.code, what.term, value, unit), wrong or fault)
    for day, product, name, quantity, fault in shown.issues:
        medications.data(
            (number, day, name, product.code if name else "", str(quantity), product.dosage),
            wrong or fault,
        )

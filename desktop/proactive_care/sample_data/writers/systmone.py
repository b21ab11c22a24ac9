"""TPP SystmOne Clinical Reporting: breakdowns of reports, one CSV each, joined on NHS number.

No preamble and no run date; columns of a joined report are named ``<report>: <column>``; values
carry their unit in the cell; ``Date of issue`` follows each drug column under the same name.
"""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from proactive_care.domain.dates import age_on
from proactive_care.sample_data.model import Fault, SyntheticPractice, WrittenFile
from proactive_care.sample_data.writers.concept_groups import group_of_concepts, medicine_group
from proactive_care.sample_data.writers.entries import (
    DayText,
    ShownEvent,
    ShownPatient,
    named_day,
    shown_patients,
)
from proactive_care.sample_data.writers.files import CsvFile

_PATIENT_COLUMNS = (
    "Patient ID",
    "NHS number",
    "Title",
    "First name",
    "Surname",
    "Date of birth",
    "Age in years",
    "Sex",
    "Address line 1",
    "Locality",
    "Town",
    "County",
    "Postcode",
    "Home telephone",
    "Mobile number",
    "Email address",
    "Ethnicity",
    "Main spoken language",
    "Interpreter required",
    "Information format",
    "IMD quintile",
    "Usual GP",
    "Registration date",
    "Deduction date",
    "Date of death",
    "Patient Count",
)
_SEXES = {"M": "Male", "F": "Female", "I": "Indeterminate", "U": "Unknown"}
_EVENT_REPORTS = ("Proactive Care - Conditions", "Proactive Care - BP", "Proactive Care - Results")
_DRUG_COLUMNS = ("Cardiovascular drug", "Diabetes drug", "Respiratory or other drug")
_FIRST = "SystmOne 1 patients.csv"
_EVENT_FILES = (
    "SystmOne 2 conditions.csv",
    "SystmOne 3 blood pressure.csv",
    "SystmOne 4 results.csv",
)
_LAST = "SystmOne 5 medication.csv"


def write_systmone(practice: SyntheticPractice, out: Path) -> list[WrittenFile]:
    """Write five breakdowns: patients, conditions, blood pressure, results, medication."""
    day_text = DayText(named_day)
    groups = group_of_concepts()
    with (
        CsvFile(out / _FIRST, "utf-8-sig") as patients,
        CsvFile(out / _EVENT_FILES[0]) as conditions,
        CsvFile(out / _EVENT_FILES[1], quote_all=True) as pressures,
        CsvFile(out / _EVENT_FILES[2]) as results,
        CsvFile(out / _LAST) as medication,
    ):
        reports = (conditions, pressures, results)
        patients.heading(_PATIENT_COLUMNS)
        for file, name in zip(reports, _EVENT_REPORTS, strict=True):
            file.heading(_event_columns(name, valued=file is not conditions))
        names = [cell for drug in _DRUG_COLUMNS for cell in (drug, "Date of issue")]
        medication.heading(["NHS number", *names, "Patient Count"])
        for shown in shown_patients(practice, day_text):
            cells = _patient_cells(shown, practice, day_text)
            patients.data(cells, shown.fault)
            if shown.repeat is not None:
                patients.data(cells, shown.repeat)
            for event in shown.events:
                file = reports[groups[event.what.concepts[0]].report]
                file.data(
                    _event_cells(shown, event, file is not conditions), shown.fault or event.fault
                )
            _write_issues(shown, medication)
    return [file.written for file in (patients, *reports, medication)]


def _event_columns(report: str, *, valued: bool) -> list[str]:
    columns = ["Event date", "SNOMED code", "Code description"]
    if valued:
        columns.append("Numeric value")
    return ["NHS number", *(f"{report}: {column}" for column in columns), "Patient Count"]


def _event_cells(shown: ShownPatient, event: ShownEvent, valued: bool) -> tuple[str, ...]:
    """Return one event; descriptions have a stray space before or after, as some systems add."""
    what = event.what
    term = f" {what.term}" if len(what.term) % 7 == 0 else f"{what.term} "
    if not valued:
        return (shown.nhs_number, event.day, what.code, term, "1")
    value = f"{event.value} {event.unit}".strip()
    return (shown.nhs_number, event.day, what.code, term, value, "1")


def _write_issues(shown: ShownPatient, file: CsvFile) -> None:
    """Write issues side by side by kind of drug: the next row has each kind's next issue."""
    columns: list[list[tuple[str, str, Fault | None]]] = [[], [], []]
    for issue in shown.issues:
        columns[medicine_group(issue.product)].append((issue.name, issue.day, issue.fault))
    for row in zip_longest(*columns):
        cells = [shown.nhs_number]
        faults = [shown.fault]
        for entry in row:
            name, day, fault = entry or ("", "", None)
            cells += (name, day)
            if shown.fault is None:
                faults.append(fault)
        file.data((*cells, "1"), *faults)


def _patient_cells(
    shown: ShownPatient, practice: SyntheticPractice, day_text: DayText
) -> tuple[str, ...]:
    person = shown.person
    return (
        person.local_id,
        shown.nhs_number,
        person.title,
        person.given_name,
        person.family_name,
        day_text(person.date_of_birth),
        str(age_on(person.date_of_birth, person.date_of_death or practice.as_of)),
        _SEXES[person.sex],
        *person.address,
        person.postcode,
        person.home_phone,
        person.mobile_phone,
        f"{person.email} (home)" if person.email.endswith("7@post.example") else person.email,
        person.ethnicity,
        person.language,
        person.interpreter.capitalize(),
        person.format_need,
        str(person.imd_quintile),
        person.usual_gp,
        day_text(person.registered_on),
        day_text(person.deregistered_on),
        day_text(person.date_of_death),
        "1",
    )

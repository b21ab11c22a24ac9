"""EMIS Web list reports: preamble, band row, name row, continuation rows with blank patient cells.

The layout follows what the programs of practices and ICBs that read such files expect; no
real export is public. Blood pressure is two bands, so that a systolic and its diastolic are paired
by their date and not by their row.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from proactive_care.domain.dates import age_on
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.sample_data.model import Fault, SyntheticPractice, WrittenFile
from proactive_care.sample_data.writers.concept_groups import (
    CONDITIONS,
    DIASTOLIC,
    OTHER,
    RESULTS,
    STATUS,
    SYSTOLIC,
    Group,
    group_of_concepts,
    medicine_group,
)
from proactive_care.sample_data.writers.entries import (
    DayText,
    ShownEvent,
    ShownIssue,
    ShownPatient,
    named_day,
    shown_patients,
)
from proactive_care.sample_data.writers.files import CsvFile

_FULL_DETAILS = (
    "EMIS Number",
    "NHS Number",
    "Title",
    "Family Name",
    "Calling Name",
    "Date of Birth",
    "Age",
    "Gender",
    "Number and Street",
    "Locality",
    "Town",
    "County",
    "Postcode",
    "Home Telephone",
    "Mobile Telephone",
    "E-mail Address",
    "Ethnicity",
    "Main Language",
    "Interpreter Required",
    "Information Format",
    "Deprivation Quintile",
    "Usual GP's\nFull Name",
    "Registration Date",
    "Deduction Date",
    "Date of Death",
)
_SHORT_DETAILS = ("EMIS Number", "NHS Number", "Age", "Gender")
_CODED = ("Concept ID", "Code Term", "Date")
_VALUED = ("Concept ID", "Code Term", "Date", "Value", "Unit")
_PRESCRIBED = ("Name, Dosage and Quantity", "Issue Date")
_GENDERS = {"M": "Male", "F": "Female", "I": "Indeterminate", "U": "Unknown"}
_UNITS = {"umol/L": "µmol/L", "mL/min/1.73m2": "mL/min/1.73m²", "kg/m2": "kg/m²"}

_MEDICINE_BANDS = ("Cardiovascular medicines", "Diabetes medicines", "Other medicines")


@dataclass(frozen=True)
class _Report:
    """One list report: its search's name and how its file happens to be written."""

    name: str
    details: tuple[str, ...]
    bands: tuple[tuple[str, tuple[str, ...]], ...]
    encoding: str = "utf-8"
    quote_all: bool = False
    trailing_comma: bool = False
    blank_last_rows: int = 0


_REPORTS = (
    _Report(
        "Proactive Care 1 - Patients and conditions",
        _FULL_DETAILS,
        ((CONDITIONS, _CODED), (STATUS, _CODED)),
        encoding="utf-8-sig",
        blank_last_rows=2,
    ),
    _Report(
        "Proactive Care 2 - Blood pressure",
        _SHORT_DETAILS,
        ((SYSTOLIC, _VALUED), (DIASTOLIC, _VALUED)),
        trailing_comma=True,
    ),
    _Report(
        "Proactive Care 3 - Results",
        _SHORT_DETAILS,
        tuple((title, _VALUED) for title in (*RESULTS, OTHER)),
        encoding="cp1252",
        blank_last_rows=1,
    ),
    _Report(
        "Proactive Care 4 - Medication issues",
        _SHORT_DETAILS,
        tuple((title, _PRESCRIBED) for title in _MEDICINE_BANDS),
        quote_all=True,
    ),
)

_Cells = tuple[tuple[str, ...], Fault | None]


def write_emis(practice: SyntheticPractice, out: Path) -> list[WrittenFile]:
    """Write four list reports: patients and conditions, blood pressure, results, medication."""
    day_text = DayText(named_day)
    bands = group_of_concepts()
    with ExitStack() as stack:
        files = []
        for report in _REPORTS:
            path = out / f"{report.name}.csv"
            file = CsvFile(path, report.encoding, quote_all=report.quote_all)
            files.append(stack.enter_context(file))
            _write_top(file, report, practice, day_text)
        for shown in shown_patients(practice, day_text):
            content = _content(shown, bands)
            for file, report in zip(files, _REPORTS, strict=True):
                _write_patient(file, report, practice, shown, content, day_text)
        for file, report in zip(files, _REPORTS, strict=True):
            for _ in range(report.blank_last_rows):
                file.heading([""] * _width(report))
    return [file.written for file in files]


def _width(report: _Report) -> int:
    columns = len(report.details) + sum(len(names) for _, names in report.bands)
    return columns + report.trailing_comma


def _write_top(
    file: CsvFile, report: _Report, practice: SyntheticPractice, day_text: DayText
) -> None:
    day = day_text(practice.as_of)
    file.heading([f"{practice.name} ({practice.ods_code})"])
    file.heading([report.name])
    file.heading([])
    file.heading(["Last Run", f"{day} 08:05", "Relative Date", day])
    file.heading(["Population", "Currently registered, left and deceased patients"])
    file.heading([])
    titles = ["Patient Details", *[""] * (len(report.details) - 1)]
    names = list(report.details)
    for title, columns in report.bands:
        titles += [title, *[""] * (len(columns) - 1)]
        names += columns
    extra = [""] * report.trailing_comma
    file.heading(titles + extra)
    file.heading(names + extra)


def _content(shown: ShownPatient, bands: dict[str, Group]) -> dict[str, list[_Cells]]:
    """Return the cells of each band that the patient has something in, in order of date."""
    content: dict[str, list[_Cells]] = {}
    for event in shown.events:
        group = bands[event.what.concepts[0]]
        content.setdefault(group.band, []).append((_event_cells(event, group), event.fault))
    for issue in shown.issues:
        title = _MEDICINE_BANDS[medicine_group(issue.product)]
        content.setdefault(title, []).append((_issue_cells(issue), issue.fault))
    return content


def _event_cells(event: ShownEvent, group: Group) -> tuple[str, ...]:
    coded = (event.what.code, event.what.term, event.day)
    if not group.valued:
        return coded
    return (*coded, event.value, _UNITS.get(event.unit, event.unit))


def _issue_cells(issue: ShownIssue) -> tuple[str, ...]:
    product = issue.product
    text = f"{issue.name}, {product.dosage}, {issue.quantity} {product.unit}" if issue.name else ""
    return (text, issue.day)


def _write_patient(
    file: CsvFile,
    report: _Report,
    practice: SyntheticPractice,
    shown: ShownPatient,
    content: dict[str, list[_Cells]],
    day_text: DayText,
) -> None:
    """Write one patient's rows: details and first entries, then the further entries alone."""
    columns = [content.get(title, []) for title, _ in report.bands]
    first_report = report is _REPORTS[0]
    if not first_report and not any(columns):
        return
    details = _details(shown, report.details is _FULL_DETAILS, practice, day_text)
    blank = ("",) * len(details)
    rows = zip_longest(*columns) if any(columns) else [(None,) * len(columns)]
    for number, row in enumerate(rows):
        cells = list(blank if number else details)
        for (_, names), entry in zip(report.bands, row, strict=True):
            cells += entry[0] if entry else ("",) * len(names)
        cells += [""] * report.trailing_comma
        faults = [shown.fault] if shown.fault else [e[1] for e in row if e and e[1]]
        file.data(cells, *faults)
        if number == 0 and first_report and shown.repeat is not None:
            file.data(cells, shown.repeat)


def _details(
    shown: ShownPatient, full: bool, practice: SyntheticPractice, day_text: DayText
) -> tuple[str, ...]:
    person = shown.person
    number = show_nhs_number(shown.nhs_number)
    last = person.date_of_death or practice.as_of
    age = str(age_on(person.date_of_birth, last))
    gender = _GENDERS[person.sex]
    if not full:
        return (person.local_id, number, age, gender)
    return (
        person.local_id,
        number,
        person.title,
        person.family_name,
        person.given_name,
        day_text(person.date_of_birth),
        age,
        gender,
        *person.address,
        person.postcode,
        person.home_phone,
        person.mobile_phone,
        person.email,
        person.ethnicity,
        person.language,
        person.interpreter.capitalize(),
        person.format_need,
        str(person.imd_quintile),
        person.usual_gp,
        day_text(person.registered_on),
        day_text(person.deregistered_on),
        day_text(person.date_of_death),
    )

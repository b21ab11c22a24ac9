"""Cegedim Vision extract: a patient file and a journal, without header rows, dates ``yyyyMMdd``.

The columns are the 35 and 42 that readers of the extract expect, in their order. A blood
pressure is one journal row with two values, under the code of its systolic. Vision's patient
file has no columns for language, interpreter, format need and deprivation: those are not
exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path

from proactive_care.sample_data.model import Fault, FaultKind, SyntheticPractice, WrittenFile
from proactive_care.sample_data.writers.entries import (
    DayText,
    ShownEvent,
    ShownIssue,
    ShownPatient,
    compact_day,
    shown_patients,
)
from proactive_care.sample_data.writers.files import CsvFile

PATIENT_FILE = "Vision Patient.csv"
JOURNAL_FILE = "Vision Journal.csv"
_ADD = "A"
_BLOOD_PRESSURE = "246..00"  # Read v2: O/E - blood pressure reading
_NO_IMMUNISATION = ("",) * 7
_VALUE_FAULTS = frozenset({FaultKind.SWAPPED_PAIR, FaultKind.OUT_OF_RANGE, FaultKind.LETTER_O})


def write_vision(practice: SyntheticPractice, out: Path) -> list[WrittenFile]:
    """Write the patient file and the journal, which are joined on the first column."""
    day_text = DayText(compact_day)
    with CsvFile(out / PATIENT_FILE) as patients, CsvFile(out / JOURNAL_FILE) as journal:
        for shown in shown_patients(practice, day_text):
            cells = _patient_cells(shown, practice, day_text)
            patients.data(cells, shown.fault)
            if shown.repeat is not None:
                patients.data(cells, shown.repeat)
            _write_journal(shown, practice, journal)
    return [patients.written, journal.written]


def _patient_cells(
    shown: ShownPatient, practice: SyntheticPractice, day_text: DayText
) -> tuple[str, ...]:
    person = shown.person
    address = ("", *person.address)
    status = "D" if person.date_of_death else "L" if person.deregistered_on else "R"
    return (
        person.local_id,
        "",
        day_text(person.date_of_birth),
        person.sex,
        person.postcode,
        "",
        person.usual_gp,
        person.usual_gp,
        status,
        day_text(person.registered_on),
        day_text(person.deregistered_on),
        *repeat("", 5),
        person.ethnicity,
        day_text(person.date_of_death),
        practice.ods_code,
        person.family_name,
        person.given_name,
        person.title,
        shown.nhs_number,
        "|".join(line for line in address if line),
        *address,
        person.home_phone,
        person.mobile_phone,
        person.email,
        person.local_id,
        practice.ods_code,
        _ADD,
    )


def _write_journal(shown: ShownPatient, practice: SyntheticPractice, journal: CsvFile) -> None:
    number = 0
    for top, low in _paired(shown.events):
        number += 1
        faults = [event.fault for event in (top, low) if event is not None and event.fault]
        cells = _event_cells(shown, number, top, low, practice.ods_code)
        journal.data(cells, *([shown.fault] if shown.fault else faults))
    for issue in shown.issues:
        number += 1
        cells = _issue_cells(shown, number, issue, practice.ods_code)
        journal.data(cells, shown.fault or issue.fault)


def _paired(events: Sequence[ShownEvent]) -> Iterator[tuple[ShownEvent, ShownEvent | None]]:
    """Yield events one by one, but a systolic together with the diastolic that follows it."""
    position = 0
    while position < len(events):
        top = events[position]
        low = events[position + 1] if position + 1 < len(events) else None
        if low is not None and _belong_together(top, low):
            yield top, low
            position += 2
        else:
            yield top, None
            position += 1


def _belong_together(top: ShownEvent, low: ShownEvent) -> bool:
    return (
        top.what.key.startswith("systolic")
        and low.what.key == top.what.key.replace("systolic", "diastolic")
        and top.day == low.day
        and _only_value_is_wrong(top.fault)
        and _only_value_is_wrong(low.fault)
    )


def _only_value_is_wrong(fault: Fault | None) -> bool:
    return fault is None or fault.kind in _VALUE_FAULTS


def _event_cells(
    shown: ShownPatient, number: int, top: ShownEvent, low: ShownEvent | None, service: str
) -> tuple[str, ...]:
    what = top.what
    values = ("", top.value, top.unit, "", "", "")
    if low is not None:
        values = ("SYSTOLIC", top.value, top.unit, "DIASTOLIC", low.value, low.unit)
    return (
        shown.person.local_id,
        str(number),
        top.day,
        top.day,
        "" if low is None else _BLOOD_PRESSURE,
        what.code,
        *repeat("", 6),
        what.term,
        *repeat("", 4),
        *_NO_IMMUNISATION,
        "" if low is None else "BP",
        *values,
        *repeat("", 7),
        service,
        _ADD,
        "",
        "",
    )


def _issue_cells(
    shown: ShownPatient, number: int, issue: ShownIssue, service: str
) -> tuple[str, ...]:
    product = issue.product
    return (
        shown.person.local_id,
        str(number),
        issue.day,
        issue.day,
        *repeat("", 7),
        product.dosage,
        issue.name,
        product.unit,
        "",
        "",
        product.code if issue.name else "",
        *_NO_IMMUNISATION,
        "",
        "",
        str(issue.quantity),
        product.unit,
        "",
        "",
        "",
        *repeat("", 7),
        service,
        _ADD,
        "",
        "",
    )

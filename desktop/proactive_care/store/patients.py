"""Reading patients and what is recorded about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True)
class PatientRow:
    """One patient's demographics as last imported. Unknown dates and numbers are None."""

    id: int
    nhs_number: str | None
    local_id: str | None
    family_name: str
    given_name: str
    title: str
    date_of_birth: date | None
    sex: str
    address: tuple[str, ...]
    village: str
    postcode: str
    home_phone: str
    mobile_phone: str
    email: str
    ethnicity: str | None
    language: str
    interpreter: bool | None
    format_need: str
    imd_quintile: int | None
    usual_gp: str
    registered_on: date | None
    deregistered_on: date | None
    date_of_death: date | None
    sensitive: bool
    source: int | None
    line: int | None
    seen_in_latest: bool
    merged_into: int | None = None


@dataclass(frozen=True)
class EventRow:
    """One recorded event and where it came from (no ``file_name``: a reading taken here)."""

    concept: str
    day: date
    value: float | None
    comparator: int | None
    code: str
    code_system: str
    term: str
    file_name: str
    line: int


@dataclass(frozen=True)
class MedicationRow:
    """One issue of a medicine, once, whatever classes it belongs to."""

    day: date
    product: str
    quantity: str
    dosage: str
    file_name: str
    line: int


_COLUMNS = (
    "id, nhs_number, local_id, family_name, given_name, title, date_of_birth, sex, address_1,"
    " address_2, address_3, address_4, village, postcode, home_phone, mobile_phone, email,"
    " ethnicity, language, interpreter, format_need, imd_quintile, usual_gp, registered_on,"
    " deregistered_on, date_of_death, sensitive, source, line, seen_in_latest, merged_into"
)


def patient_by_id(db: Database, patient: int) -> PatientRow | None:
    """Return one patient, or None."""
    row = db.conn.execute(f"SELECT {_COLUMNS} FROM patient WHERE id = ?", (patient,)).fetchone()
    return None if row is None else _patient(row)


def patients_by_id(db: Database, patients: Sequence[int]) -> dict[int, PatientRow]:
    """Return several patients in one query, by id."""
    found: dict[int, PatientRow] = {}
    for start in range(0, len(patients), 10_000):
        part = patients[start : start + 10_000]
        marks = ",".join("?" * len(part))
        rows = db.conn.execute(f"SELECT {_COLUMNS} FROM patient WHERE id IN ({marks})", part)
        found.update((row[0], _patient(row)) for row in rows)
    return found


def patient_id_by_nhs_number(db: Database, nhs_number: str) -> int | None:
    """Return the id of the patient with these ten digits, or None. Merged: of the kept record."""
    row = db.conn.execute(
        "SELECT coalesce(merged_into, id) FROM patient WHERE nhs_number = ?", (nhs_number,)
    ).fetchone()
    return None if row is None else int(row[0])


def patient_id_by_form_code(db: Database, code: str) -> int | None:
    """Return the id of the patient whom a form was printed for, or None.

    Printed for a record that was merged since: of the record that is kept.
    """
    row = db.conn.execute(
        "SELECT coalesce(p.merged_into, p.id) FROM form_code f JOIN patient p ON p.id = f.patient"
        " WHERE f.code = ?",
        (code,),
    ).fetchone()
    return None if row is None else int(row[0])


def events_of(db: Database, patient: int, limit: int = 5000) -> tuple[EventRow, ...]:
    """Return a patient's recorded events, newest first, one row for each event.

    An event whose code belongs to several concepts is returned once, under the lowest concept.
    """
    rows = db.conn.execute(
        "SELECT min(e.concept), coalesce(n.name, ''), e.day, e.value, e.comparator, c.code,"
        " c.system, c.term, coalesce(f.file_name, ''), e.line"
        " FROM clinical_event e JOIN code c ON c.id = e.code"
        " LEFT JOIN concept n ON n.id = e.concept"
        " LEFT JOIN import_file f ON f.source = e.source"
        " WHERE e.patient = ? GROUP BY e.day, e.source, e.line, e.item"
        " ORDER BY e.day DESC, e.source DESC, e.line DESC, e.item DESC LIMIT ?",
        (patient, limit),
    )
    return tuple(
        EventRow(name, date.fromordinal(day), value, comparator, code, system, term, file, line)
        for _, name, day, value, comparator, code, system, term, file, line in rows
    )


def medication_of(db: Database, patient: int, limit: int = 2000) -> tuple[MedicationRow, ...]:
    """Return a patient's medication issues, newest first."""
    rows = db.conn.execute(
        "SELECT m.day, c.term, coalesce(m.quantity, ''), coalesce(m.dosage, ''),"
        " coalesce(f.file_name, ''), m.line"
        " FROM medication_issue m JOIN code c ON c.id = m.product"
        " LEFT JOIN import_file f ON f.source = m.source"
        " WHERE m.patient = ? GROUP BY m.day, m.source, m.line, m.item"
        " ORDER BY m.day DESC, c.term LIMIT ?",
        (patient, limit),
    )
    return tuple(
        MedicationRow(date.fromordinal(day), product, quantity, dosage, file, line)
        for day, product, quantity, dosage, file, line in rows
    )


def latest_days(db: Database, patient: int, concepts: Sequence[str]) -> dict[str, date]:
    """Return the newest day of each named concept that the patient has."""
    marks = ",".join("?" * len(concepts))
    rows = db.conn.execute(
        "SELECT n.name, max(e.day) FROM concept n"
        " JOIN clinical_event e ON e.patient = ? AND e.concept = n.id"
        f" WHERE n.name IN ({marks}) GROUP BY n.name",
        (patient, *concepts),
    )
    return {name: date.fromordinal(day) for name, day in rows}


def address_key(patient: PatientRow) -> str:
    """Return an address without spaces, signs and capitals, to see whether it has changed."""
    text = " ".join((*patient.address, patient.postcode)).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def extract_date(db: Database) -> date | None:
    """Return the run date of the newest current import that defines patients, or None."""
    row = db.conn.execute(
        "SELECT max(f.run_date) FROM import_file f JOIN import_coverage c ON c.source = f.source"
        " WHERE f.current = 1 AND c.what = 'patients'"
    ).fetchone()
    return None if row[0] is None else date.fromordinal(row[0])


def count_patients(db: Database, as_of: date) -> int:
    """Return how many patients are alive and registered on a day, merged records once."""
    day = as_of.toordinal()
    row = db.conn.execute(
        "SELECT count(*) FROM patient WHERE (date_of_death IS NULL OR date_of_death > ?)"
        " AND (deregistered_on IS NULL OR deregistered_on > ?) AND merged_into IS NULL",
        (day, day),
    ).fetchone()
    return int(row[0])


def _patient(row: Sequence[Any]) -> PatientRow:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    address = tuple(filter(None, (values.pop(f"address_{line}") for line in (1, 2, 3, 4))))
    for name in ("date_of_birth", "registered_on", "deregistered_on", "date_of_death"):
        values[name] = _day(values[name])
    interpreter = None if values["interpreter"] is None else bool(values["interpreter"])
    truths = {name: bool(values[name]) for name in ("sensitive", "seen_in_latest")}
    return PatientRow(**{**values, **truths, "address": address, "interpreter": interpreter})


def _day(value: int | None) -> date | None:
    return None if value is None else date.fromordinal(value)

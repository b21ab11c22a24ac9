"""One patient on one page: demographics, flags, blood pressures, events and medicines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.domain.vocabulary import Setting
from proactive_care.patients.flags import FLAG_CONCEPTS, Flag, coded_flags, list_flags
from proactive_care.store import patients as store
from proactive_care.store.concepts import load_concepts
from proactive_care.store.merges import merged_with
from proactive_care.store.patients import EventRow, MedicationRow, PatientRow
from proactive_care.store.target_lists import lists_of

_UNITS = {"umol/L": "µmol/L", "mL/min/1.73m2": "mL/min/1.73 m²", "kg/m2": "kg/m²"}


@dataclass(frozen=True)
class BloodPressure:
    """One day's pair in one setting: the lowest systolic and diastolic of that day, in mmHg."""

    day: date
    setting: Setting
    systolic: float
    diastolic: float
    file_name: str
    line: int


@dataclass(frozen=True)
class PatientRecord:
    """Everything that the patient page shows apart from the frameworks. Newest first."""

    patient: PatientRow
    flags: tuple[Flag, ...]
    blood_pressures: tuple[BloodPressure, ...]
    events: tuple[EventRow, ...]
    medication: tuple[MedicationRow, ...]


@dataclass(frozen=True)
class PracticeState:
    """What the status line says about the data: None means that nothing was imported yet."""

    patients: int
    extract_date: date | None

    def extract_age_days(self, today: date) -> int | None:
        return None if self.extract_date is None else (today - self.extract_date).days


def patient_id(session: Session, nhs_number: str) -> int:
    """Return the id of the patient with an NHS number typed in any usual form.

    Raises InvalidInput if it is not a valid number, NotFound if nobody here has it.
    """
    session.require(Permission.VIEW_PATIENTS)
    digits = clean_nhs_number(nhs_number)
    if digits is None:
        raise InvalidInput(
            "This is not a valid NHS number.", field="nhs_number", advice="Check the ten digits."
        )
    found = store.patient_id_by_nhs_number(session.practice.db, digits)
    if found is None:
        raise NotFound(
            "Nobody in this practice has this NHS number.",
            advice="Check the number, or import a newer extract.",
        )
    return found


def patient_record(session: Session, patient: int) -> PatientRecord:
    """Return one patient's record; that it was looked at goes into the audit.

    Raises NotFound if there is no such patient. Needs VIEW_CLINICAL.
    """
    with session.act(Permission.VIEW_CLINICAL, "patient.view", patient=patient) as act:
        row = store.patient_by_id(act.db, patient)
        if row is None:
            raise NotFound("This patient is not in the practice any more.")
        events = store.events_of(act.db, patient)
        return PatientRecord(
            row,
            _flags(row, session, patient),
            pair_blood_pressures(events),
            events,
            store.medication_of(act.db, patient),
        )


def practice_state(session: Session) -> PracticeState:
    """Return how many patients there are and how old the data is."""
    db = session.practice.db
    return PracticeState(store.count_patients(db, session.today()), store.extract_date(db))


def used_as(event: EventRow) -> tuple[str, str]:
    """Return what the rules use an event as, and the unit of its value; empty: not used, none."""
    concept = load_concepts().get(event.concept)
    if concept is None or concept.name == "unmapped":
        return "", ""
    return concept.label, _UNITS.get(concept.unit, concept.unit)


def pair_blood_pressures(events: Iterable[EventRow]) -> tuple[BloodPressure, ...]:
    """Pair systolic and diastolic values by day and setting (frameworks, section 1), newest first.

    With several values on a day in one setting the lowest of each is used; a day without both, or
    with systolic not above diastolic, has no pair.
    """
    days: dict[tuple[date, Setting], dict[str, EventRow]] = defaultdict(dict)
    for event in events:
        side, _, rest = event.concept.partition("_bp_")
        if not rest or event.value is None or not _plausible(side, event.value):
            continue
        values = days[event.day, Setting(rest)]
        lowest = values.get(side)
        if lowest is None or event.value < (lowest.value or 0):
            values[side] = event
    pairs = [_pair(day, setting, values) for (day, setting), values in days.items()]
    found = [pair for pair in pairs if pair is not None]
    return tuple(sorted(found, key=lambda pair: (pair.day, pair.setting), reverse=True))


def _pair(day: date, setting: Setting, values: dict[str, EventRow]) -> BloodPressure | None:
    systolic, diastolic = values.get("systolic"), values.get("diastolic")
    if systolic is None or diastolic is None or systolic.value is None or diastolic.value is None:
        return None
    if systolic.value <= diastolic.value:
        return None
    return BloodPressure(
        day, setting, systolic.value, diastolic.value, systolic.file_name, systolic.line
    )


def _plausible(side: str, value: float) -> bool:
    return 50 <= value <= 300 if side == "systolic" else 20 <= value <= 200


def _flags(row: PatientRow, session: Session, patient: int) -> tuple[Flag, ...]:
    db = session.practice.db
    days = store.latest_days(db, patient, FLAG_CONCEPTS)
    flags = [*coded_flags(days), *list_flags(lists_of(db, patient))]
    if row.merged_into is not None:
        flags.insert(0, Flag("Merged into another record", None))
    if merged_with(db, patient):
        flags.append(Flag("Merged from two records", None))
    if row.date_of_death:
        flags.insert(0, Flag("Died", row.date_of_death))
    if row.deregistered_on:
        flags.insert(0, Flag("Left the practice", row.deregistered_on))
    if row.sensitive:
        flags.insert(0, Flag("Sensitive record", None))
    if row.interpreter:
        flags.append(Flag("Interpreter", None))
    if row.format_need:
        flags.append(Flag(row.format_need, None))
    if not row.seen_in_latest:
        flags.append(Flag("Not in the newest extract", None))
    return tuple(flags)

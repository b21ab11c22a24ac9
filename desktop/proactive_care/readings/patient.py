"""The patient whose readings are entered: who it is, and what must be known to judge them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.identifiers import clean_form_code
from proactive_care.domain.vocabulary import Setting
from proactive_care.store import patients as patient_store
from proactive_care.store.patients import PatientRow
from proactive_care.store.session_events import newest_value

_KEPT = "Nothing was filed. What was typed is kept."
_AF, _NO_AF = "atrial_fibrillation", "atrial_fibrillation_resolved"


@dataclass(frozen=True)
class LastPressure:
    """The newest pressure of one setting."""

    day: date
    pressure: Pressure


@dataclass(frozen=True)
class ReadingPatient:
    """Somebody whose readings can be entered. ``last_home`` and ``last_clinic`` for comparison."""

    row: PatientRow
    atrial_fibrillation: bool
    last_home: LastPressure | None
    last_clinic: LastPressure | None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def name(self) -> str:
        return f"{self.row.given_name} {self.row.family_name}".strip()

    def age_on(self, day: date) -> int | None:
        """Completed years on a day, or None if the date of birth is unknown."""
        return None if self.row.date_of_birth is None else age_on(self.row.date_of_birth, day)


def open_patient(session: Session, patient_id: int) -> ReadingPatient:
    """Return the patient whose readings are about to be entered; audited as a view.

    Raises NotFound for an unknown patient, InvalidInput for one who has died.
    """
    with session.act(Permission.TAKE_READINGS, "readings.open", patient=patient_id) as act:
        return load_patient(act.db, patient_id)


def load_patient(db: Database, patient_id: int) -> ReadingPatient:
    """Return the patient, or raise NotFound (unknown) or InvalidInput (has died)."""
    row = patient_store.patient_by_id(db, patient_id)
    if row is None:
        raise NotFound(
            "This patient is not in the practice.",
            kept=_KEPT,
            advice="Search again, or import a newer extract.",
        )
    if row.date_of_death is not None:
        raise InvalidInput(
            f"This patient is recorded as having died on {show_date(row.date_of_death)}.",
            field="patient",
            kept=_KEPT,
            advice="Check whose readings these are. If the record is wrong, tell the manager.",
        )
    known = patient_store.latest_days(db, patient_id, (_AF, _NO_AF))
    resolved = known.get(_NO_AF)
    has_af = _AF in known and (resolved is None or resolved <= known[_AF])
    return ReadingPatient(
        row,
        has_af,
        _last(db, patient_id, Setting.HOME),
        _last(db, patient_id, Setting.CLINIC),
    )


def patient_of_form(session: Session, code: str) -> int:
    """Return the patient whom a form was printed for, from its typed or scanned code.

    Raises InvalidInput if it is no form code, NotFound if this practice did not print it.
    """
    session.require(Permission.TAKE_READINGS)
    clean = clean_form_code(code)
    if clean is None:
        raise InvalidInput(
            "This is not a form code.",
            field="form_code",
            advice="It has eight letters and figures, for example 7K3Q 9M2T.",
        )
    found = patient_store.patient_id_by_form_code(session.practice.db, clean)
    if found is None:
        raise NotFound(
            "No form with this code was printed here.",
            advice="Check the code, or find the patient by name and date of birth.",
        )
    return found


def _last(db: Database, patient: int, setting: Setting) -> LastPressure | None:
    systolic = newest_value(db, patient, f"systolic_bp_{setting}")
    diastolic = newest_value(db, patient, f"diastolic_bp_{setting}")
    if systolic is None or diastolic is None or systolic[0] != diastolic[0]:
        return None
    return LastPressure(systolic[0], Pressure(systolic[1], diastolic[1]))

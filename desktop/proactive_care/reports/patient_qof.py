"""QOF for one patient: how each indicator of the year would count them, as an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import Standing, load_measures, measures_of_patient
from proactive_care.reports.qof import qof_year
from proactive_care.resource_files import resource_path


@dataclass(frozen=True)
class PatientIndicator:
    """One indicator that counts a patient, beside which frameworks it is shown."""

    id: str
    title: str
    standing: Standing
    beside: tuple[Framework, ...]


def patient_qof(session: Session, patient: int, as_of: date) -> tuple[PatientIndicator, ...]:
    """Return the indicators of the year that count a patient. Raises NotPermitted.

    An estimate, like the report's: "the last 12 months" end on ``as_of``, and what our data cannot
    answer is not among them.
    """
    year = qof_year(as_of)
    measures = load_measures(resource_path("qof", "indicators.toml"))
    wanted = [measures[each.id] for each in year.thresholds if each.id not in year.cannot]
    found = measures_of_patient(session, wanted, patient, as_of)
    return tuple(
        PatientIndicator(each.id, each.title, found[each.id], each.beside)
        for each in wanted
        if each.id in found
    )

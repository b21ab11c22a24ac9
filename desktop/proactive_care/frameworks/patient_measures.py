"""Measures for one patient, by the plain-Python evaluator: what the count says of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from proactive_care.accounts import Permission, Session
from proactive_care.frameworks.explaining import _patient_record, _why_none
from proactive_care.frameworks.measures import Measure
from proactive_care.frameworks.python_facts import PatientRecord, patient_facts
from proactive_care.frameworks.values import Judge
from proactive_care.store import stratification as store
from proactive_care.store.patients import patient_by_id


class Standing(StrEnum):
    """How one patient counts in a measure."""

    MET = "met"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"
    LEFT_OUT = "left out"


def measures_of_patient(
    session: Session, measures: Iterable[Measure], patient_id: int, as_of: date
) -> dict[str, Standing]:
    """Return, by the measure's id, how a patient counts; no entry: not among those counted.

    The same as ``count_measures`` says of them. A measure whose data was never imported is left
    out. The dead and those who have left have none. Raises NotPermitted.
    """
    session.require(Permission.VIEW_CLINICAL)
    db = session.practice.db
    row = patient_by_id(db, patient_id)
    if row is None or _why_none(row, as_of):
        return {}
    covered = store.coverage(db) & {"events", "medications"}
    record = _patient_record(row, store.patient_records(db, patient_id))
    found = {}
    for measure in measures:
        if set(measure.needs) <= covered:
            standing = _standing(measure, record, as_of, covered)
            if standing is not None:
                found[measure.id] = standing
    return found


def _standing(
    measure: Measure, record: PatientRecord, as_of: date, covered: frozenset[str]
) -> Standing | None:
    rules = measure.rules
    judge = Judge(rules.facts, covered)
    values = patient_facts(rules.facts, record, as_of, covered)
    if judge.truth(rules.register, values) is not True:
        return None
    truths = [None if g.when is None else judge.truth(g.when, values) for g in rules.groups]
    if truths[0] is True:
        return Standing.MET
    if truths[1] is True:
        return Standing.LEFT_OUT
    return Standing.NOT_KNOWN if truths[0] is None else Standing.NOT_MET

"""uclpartners against the published tables, written out a second time and read with plain loops.

Every printed limit is tried on itself and one step to either side, every printed window on its
first day and the day before, each in the company of every example's other records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from proactive_care.domain.dates import latest_birth_for_age, months_before
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import load_pack
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import load_concepts
from support.agreement import BOTH
from support.random_patients import RandomPatients
from support.uclpartners_by_hand import group_by_hand

pytestmark = pytest.mark.untraced

PACK = load_pack("uclpartners")
AS_OF = date(2026, 9, 14)
ID = {name: concept.id for name, concept in load_concepts().items()}
WINDOWS: Mapping[Framework, tuple[int, ...]] = {  # months
    Framework.HYPERTENSION: (6, 12, 18, 24, 60),
    Framework.TYPE_2_DIABETES: (6, 12, 15, 18, 24, 36, 60),
    Framework.CHOLESTEROL: (6, 12, 24, 60),
    Framework.ATRIAL_FIBRILLATION: (6, 12, 18, 60),
    Framework.ASTHMA: (6, 12, 15),
    Framework.COPD: (12, 15, 24),
}
LIMITS: Mapping[Framework, Mapping[str, tuple[float, ...]]] = {
    Framework.HYPERTENSION: {
        "systolic_bp_clinic": (140, 150, 160, 180),
        "diastolic_bp_clinic": (90, 100, 120),
        "systolic_bp_home": (135, 145, 150, 170),
        "diastolic_bp_home": (85, 95, 115),
        "systolic_bp_ambulatory": (135, 145, 150, 170),
        "egfr": (60,),
        "bmi": (35,),
    },
    Framework.TYPE_2_DIABETES: {
        "hba1c": (58, 75, 90),
        "egfr": (45, 60),
        "urine_acr": (3,),
        "bmi": (35,),
        "systolic_bp_clinic": (140,),
        "diastolic_bp_clinic": (90,),
        "systolic_bp_home": (140,),
    },
    Framework.CHOLESTEROL: {
        "qrisk": (10, 15, 20),
        "ldl_cholesterol": (2.0,),
        "non_hdl_cholesterol": (2.6,),
        "egfr": (60,),
    },
    Framework.ATRIAL_FIBRILLATION: {
        "cha2ds2_vasc": (1, 2),
        "orbit": (4,),
        "has_bled": (3,),
        "haemoglobin": (120, 130),
        "egfr": (60,),
        "systolic_bp_clinic": (160,),
        "serum_creatinine": (133, 200),
        "alcohol_units": (8,),
        "time_in_therapeutic_range": (60, 65),
        "inr": (1.5, 5, 8),
        "body_weight": (60,),
    },
    Framework.ASTHMA: {"act_score": (15, 16, 19), "rcp3_score": (2,)},
    Framework.COPD: {"fev1_percent_predicted": (30, 50, 80), "copd_exacerbation_count": (1, 2)},
}
DOSES = {
    "apixaban": ("2.5", "5"),
    "rivaroxaban": ("15", "20"),
    "edoxaban": ("30", "60"),
    "dabigatran": ("110", "150"),
}
AGES: Mapping[Framework, tuple[int, ...]] = {
    Framework.HYPERTENSION: (18, 80),
    Framework.TYPE_2_DIABETES: (17,),
    Framework.CHOLESTEROL: (18, 25, 40, 85),
    Framework.ATRIAL_FIBRILLATION: (65, 66, 75, 80),
    Framework.ASTHMA: (6,),
    Framework.COPD: (),
}


def examples_of(framework: Framework) -> list[PatientRecord]:
    rules = PACK.frameworks[framework]
    assert rules.examples_as_of == AS_OF
    return [example_patient(rules, each) for each in rules.examples if len(each.imported) == 3]


def on_and_beside_every_limit(framework: Framework) -> Iterator[PatientRecord]:
    """Every example with a new result on each limit, a step below and a step above."""
    yesterday = AS_OF.toordinal() - 1
    for patient in examples_of(framework):
        for name, limits in LIMITS[framework].items():
            for limit in limits:
                for step in (-0.1, 0.0, 0.1):
                    new = [Record(ID[name], yesterday, source=9, value=round(limit + step, 1))]
                    if name.startswith("systolic"):
                        other = name.replace("systolic", "diastolic")
                        new.append(Record(ID[other], yesterday, source=9, value=70.0))
                    elif name.startswith("diastolic"):
                        other = name.replace("diastolic", "systolic")
                        new.append(Record(ID[other], yesterday, source=9, value=134.0))
                    yield replace(patient, records=(*patient.records, *new))


def on_and_outside_every_window(framework: Framework) -> Iterator[PatientRecord]:
    """Every example with each record on the first day of each window, and on the day before."""
    edges = [months_before(AS_OF, months).toordinal() for months in WINDOWS[framework]]
    for patient in examples_of(framework):
        for number, record in enumerate(patient.records):
            for day in (day for edge in edges for day in (edge - 1, edge)):
                moved = list(patient.records)
                moved[number] = replace(record, day=day)
                yield replace(patient, records=tuple(moved))


def on_and_before_every_birthday(framework: Framework) -> Iterator[PatientRecord]:
    """Every example, turning each printed age today, tomorrow, yesterday; and of no known age."""
    for patient in examples_of(framework):
        yield replace(patient, birth=None)
        for age in AGES[framework]:
            for days in (-1, 0, 1):
                birth = latest_birth_for_age(age, AS_OF) + timedelta(days)
                for sex in "MFU":
                    yield replace(patient, birth=birth, sex=sex)


def on_and_beside_every_clearance() -> Iterator[PatientRecord]:
    """Clearance (60 years, 100 kg, male) of exactly 15, 30 and 50 and beside it, for every dose."""
    day = AS_OF.toordinal() - 1
    for drug, doses in DOSES.items():
        for dose in doses:
            for creatinine in (196.8, 328.0, 656.0):
                for step in (-0.1, 0.0, 0.1):
                    records = (
                        Record(ID["atrial_fibrillation"], day - 900),
                        Record(ID["doac"], day, term=f"{drug} {dose}mg"),
                        Record(ID[drug], day, term=f"{drug} {dose}mg"),
                        Record(ID["serum_creatinine"], day, value=creatinine + step),
                        Record(ID["body_weight"], day, value=100.0),
                        Record(ID["haemoglobin"], day, value=150.0),
                    )
                    yield PatientRecord(date(1966, 3, 5), "M", None, None, records)


def differences(framework: Framework, patients: Iterator[PatientRecord]) -> list[object]:
    rules, found = PACK.frameworks[framework], []
    for patient in patients:
        outcome = evaluate(rules, patient, AS_OF, BOTH).outcome
        group, by_hand = outcome.group if outcome else "", group_by_hand(framework, patient, AS_OF)
        if group != by_hand:
            found.append((group, by_hand, patient))
    return found[:3]


@pytest.mark.parametrize("framework", Framework)
def test_every_printed_limit_and_a_step_to_either_side(framework: Framework) -> None:
    assert differences(framework, on_and_beside_every_limit(framework)) == []


@pytest.mark.parametrize("framework", Framework)
def test_the_first_day_of_every_window_and_the_day_before(framework: Framework) -> None:
    assert differences(framework, on_and_outside_every_window(framework)) == []


@pytest.mark.parametrize("framework", Framework)
def test_every_printed_age_and_sexes_that_are_not_recorded(framework: Framework) -> None:
    assert differences(framework, on_and_before_every_birthday(framework)) == []


@pytest.mark.parametrize("framework", Framework)
def test_random_patients(framework: Framework) -> None:
    patients = RandomPatients(PACK.frameworks[framework], AS_OF, 41).draw(600)
    assert differences(framework, iter(patients)) == []


def test_every_clearance_at_which_a_dose_changes() -> None:
    assert differences(Framework.ATRIAL_FIBRILLATION, on_and_beside_every_clearance()) == []

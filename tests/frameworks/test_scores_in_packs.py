"""The scores that the pack spells out are the ones of the domain's calculators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proactive_care.domain.bleeding_risk import has_bled, orbit
from proactive_care.domain.dates import age_on
from proactive_care.domain.renal import cockcroft_gault
from proactive_care.domain.stroke_risk import cha2ds2_vasc
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import load_pack
from proactive_care.frameworks.python_facts import patient_facts
from proactive_care.frameworks.values import FactValue
from support.random_patients import RandomPatients

AS_OF = date(2026, 9, 14)
COVERED = frozenset({"events", "medications"})
RULES = load_pack("uclpartners").frameworks[Framework.ATRIAL_FIBRILLATION]


def cases() -> list[tuple[str, int, dict[str, FactValue]]]:
    """Return sex, age and facts of patients who have both."""
    found = []
    for patient in RandomPatients(RULES, AS_OF, 5).draw(3_000):
        if patient.birth and patient.sex in "MF" and age_on(patient.birth, AS_OF) >= 18:
            plain = tuple(replace(record, comparator=0) for record in patient.records)
            values = patient_facts(RULES.facts, replace(patient, records=plain), AS_OF, COVERED)
            found.append((patient.sex, age_on(patient.birth, AS_OF), values))
    return found


CASES = cases()


def test_cha2ds2_vasc() -> None:
    for sex, age, facts in CASES:
        expected = cha2ds2_vasc(
            age=age,
            sex=sex,
            heart_failure=bool(facts["heart_failure"].truth),
            hypertension=bool(facts["hypertension"].truth),
            diabetes=bool(facts["diabetes"].truth),
            stroke_tia=bool(facts["stroke_or_tia"].truth),
            vascular_disease=bool(facts["chd"].truth or facts["pad"].truth),
        )
        assert (facts["cha2ds2_vasc"].low, facts["cha2ds2_vasc"].high) == (expected, expected)


def test_orbit_where_its_inputs_are_known() -> None:
    settled = 0
    for sex, age, facts in CASES:
        low, kidney = facts["haemoglobin"].low, facts["egfr"].low
        if low is None or kidney is None:
            continue
        settled += 1
        expected = orbit(
            age=age,
            sex=sex,
            hb_g_l=low,
            bleeding_history=bool(facts["bleeding_history"].truth),
            egfr_ml_min_1_73m2=kidney,
            antiplatelet=bool(facts["antiplatelet"].truth),
        )
        assert (facts["orbit"].low, facts["orbit"].high) == (expected, expected)
    assert settled > 50


def test_has_bled_where_its_inputs_are_known() -> None:
    settled = 0
    for _, age, facts in CASES:
        if not facts["has_bled"].settled:
            continue
        settled += 1
        systolic, creatinine = facts["bp"].systolic, facts["creatinine"].low
        drinks, range_ = facts["alcohol_units"].low, facts["ttr"].low
        expected = has_bled(
            hypertension_uncontrolled=(systolic or 0) > 160,
            abnormal_renal_function=(creatinine or 0) > 200,
            abnormal_liver_function=bool(facts["liver_disease"].truth),
            stroke=bool(facts["stroke"].truth),
            bleeding_history=bool(facts["bleeding_history"].truth),
            labile_inr=bool(facts["warfarin"].truth) and range_ is not None and range_ < 60,
            elderly_over_65=age > 65,
            drugs_antiplatelet_nsaid=bool(facts["antiplatelet"].truth or facts["nsaid"].truth),
            alcohol_excess=bool(facts["misuse"].truth) or (drinks or 0) >= 8,
        )
        assert facts["has_bled"].low == expected
    assert settled > 10


def test_cockcroft_gault() -> None:
    settled = 0
    for sex, age, facts in CASES:
        weight, creatinine = facts["weight_12_months"].low, facts["creatinine_12_months"].low
        if weight is None or creatinine is None:
            assert facts["crcl"].low is None
            continue
        settled += 1
        expected = cockcroft_gault(age=age, weight_kg=weight, sex=sex, creatinine_umol_l=creatinine)
        assert facts["crcl"].low == pytest.approx(expected, abs=1e-9)
    assert settled > 50

"""The compiled SQL and the plain-Python evaluator agree on many random patients."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import load_pack
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.sorting import sort_everybody
from support.random_patients import RandomPatients
from support.rule_patients import add_patients

PACK = load_pack("uclpartners")
AS_OF = date(2026, 9, 14)
PATIENTS = {Framework.HYPERTENSION: 10_000}
OTHERS = 2_000
SEED = int(os.environ.get("RANDOM_PATIENTS_SEED", "20260914"))


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_sql_and_python_agree_on_random_patients(session: Session, framework: Framework) -> None:
    rules = PACK.frameworks[framework]
    patients = RandomPatients(rules, AS_OF, SEED).draw(PATIENTS.get(framework, OTHERS))
    with session.practice.transaction() as db:
        ids = add_patients(db, patients)
    seen: Counter[str] = Counter()
    for covered, compared in (
        (frozenset({"events", "medications"}), len(patients)),
        (frozenset({"events"}), 1_000),
        (frozenset({"medications"}), 1_000),
    ):
        found = {
            result.patient: result
            for result in sort_everybody(session.practice.connection, rules, AS_OF, covered)
        }
        for patient_id, patient in list(zip(ids, patients, strict=True))[:compared]:
            outcome = evaluate(rules, patient, AS_OF, covered).outcome
            result = found.get(patient_id)
            expected = outcome and (
                outcome.group,
                outcome.reasons,
                outcome.flags,
                outcome.could_not_check,
            )
            got = result and (result.group, result.reasons, result.flags, result.could_not_check)
            assert got == expected, patient
            seen[outcome.group if outcome else ""] += 1
    assert set(seen) >= {group.id for group in rules.groups}  # nobody was never tried

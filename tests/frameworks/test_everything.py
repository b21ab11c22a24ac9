"""A pack that uses every part of the language: both evaluators agree, and it can be read aloud."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import Pack, load_pack, rule_text
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.sorting import sort_everybody
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import load_concepts
from support.packs import FRAMEWORK, write_pack
from support.random_patients import RandomPatients
from support.rule_patients import add_patients

EVERYTHING = (Path(__file__).parent / "everything.toml").read_text("utf-8")
AS_OF = date(2028, 2, 29)  # windows from a leap day


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return load_pack(write_pack(tmp_path / "everything", EVERYTHING))


@pytest.fixture
def rules(pack: Pack) -> FrameworkRules:
    return pack.frameworks[Framework.COPD]


@pytest.mark.parametrize("count", [150, pytest.param(3_000, marks=pytest.mark.untraced)])
def test_both_evaluators_agree(session: Session, rules: FrameworkRules, count: int) -> None:
    patients = RandomPatients(rules, AS_OF, 11).draw(count)
    with session.practice.transaction() as db:
        ids = add_patients(db, patients)
    seen: Counter[str] = Counter()
    for covered in (frozenset({"events", "medications"}), frozenset({"events"}), frozenset[str]()):
        connection = session.practice.connection
        found = {r.patient: r for r in sort_everybody(connection, rules, AS_OF, covered)}
        for patient_id, patient in zip(ids, patients, strict=True):
            outcome, result = (
                evaluate(rules, patient, AS_OF, covered).outcome,
                found.get(patient_id),
            )
            expected = outcome and (
                outcome.group,
                outcome.reasons,
                outcome.flags,
                outcome.could_not_check,
            )
            got = result and (result.group, result.reasons, result.flags, result.could_not_check)
            assert got == expected, patient
            seen[outcome.group if outcome else ""] += 1
    assert count < 3_000 or set(seen) >= {"", "?", "1", "2", "3", "4", "5", "6", "8"}


def test_every_fact_can_be_read_aloud(pack: Pack) -> None:
    text = rule_text(pack, "copd")
    for expected in (
        "On the register: (COPD or (BMI above 30 kg/m2 within 30 weeks and Weight within 90 days"
        " is known)) and (FEV1 percent predicted is known or age over 10).",
        "Cannot be sorted without imported events.",
        "\nabout all groups\n",
        "not (Current smoker or asian) and not busy",
        "    a note\n",
        "the date of BP on or after the date of first COPD plus 30 days",
        "the date of current smoker after the date of severe frailty",
        "low (only groups 1, 8): BP below 100/60 or BP at or below 90/60 (clinic) or 95/60",
        "two sided: FEV1 percent predicted above 30 % and FEV1 percent predicted at most 60 % and"
        " age 40 or over and age under 80",
        "INR above 2 and below 5 recorded on at least 1 day",
        "Respiratory antibiotic issued other than 0 times",
        "Oral steroid issued on at least 2 different days within 12 months",
        "points of all: the sum of 1 for Current smoker; 2 for Severe frailty",
        "0.5 for male",
        "otherwise (weight within 90 days ÷ 2) if female",
        "recorded ethnic group is one of Indian, Pakistani",
        "the highest recorded value before age 40",
        ", after first code -93 days, before first code +186 days",
        "the newer of Non-HDL cholesterol and Non-HDL cholesterol",
    ):
        assert expected in text, expected


def test_a_framework_of_one_group(session: Session, tmp_path: Path) -> None:
    """One group takes everybody on the register; there is nothing to judge."""
    only = FRAMEWORK[: FRAMEWORK.index("[[groups]]")] + FRAMEWORK[FRAMEWORK.rindex("[[groups]]") :]
    rules = load_pack(write_pack(tmp_path / "one", only)).frameworks[Framework.COPD]
    copd = load_concepts()["copd"].id
    patient = PatientRecord(None, "U", None, None, (Record(copd, AS_OF.toordinal()),))
    with session.practice.transaction() as db:
        (patient_id,) = add_patients(db, [patient])
    (result,) = sort_everybody(session.practice.connection, rules, AS_OF, frozenset({"events"}))
    assert (result.patient, result.group) == (patient_id, "2")

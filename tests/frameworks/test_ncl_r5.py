"""ncl-r5 against the published rules, written out a second time as plain steps."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import (
    list_packs,
    load_pack,
    local_adaptations,
    rule_text,
    stratify,
    switch_adaptation,
)
from proactive_care.frameworks.facts import Count, Pressure
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import load_concepts
from support.agreement import BOTH
from support.rule_patients import add_patients

PACK = load_pack("ncl-r5")
AS_OF = date(2026, 9, 14)
TODAY = AS_OF.toordinal()
ID = {name: concept.id for name, concept in load_concepts().items()}
SET_78 = {"african", "caribbean", "other_black", "indian", "pakistani", "bangladeshi"}
AFFECTED = (*range(1, 31), 34)


def group_of(
    framework: Framework, records: list[Record], age: int, ethnicity: str | None = "white_british"
) -> str:
    patient = PatientRecord(
        date(AS_OF.year - age, 1, 1), "F", ethnicity, None, tuple(records)
    )  # fmt: skip
    outcome = evaluate(PACK.frameworks[framework], patient, AS_OF, BOTH).outcome
    return outcome.group if outcome else ""


def code(name: str, days_ago: int = 3000) -> Record:
    return Record(ID[name], TODAY - days_ago)


def value(name: str, number: float, days_ago: int = 30) -> Record:
    return Record(ID[name], TODAY - days_ago, value=number)


def hypertension_by_hand(
    systolic: float, diastolic: float, home: bool, age: int, in_set: bool, ill: bool, bmi: float
) -> str:
    """The published steps for somebody with a pair of the last 12 months."""

    def controlled(clinic: tuple[int, int], at_home: tuple[int, int]) -> bool:
        most = at_home if home else clinic
        return systolic <= most[0] and diastolic <= most[1]

    if not controlled((180, 120), (170, 115)):
        return "1"
    if not controlled((160, 100), (150, 95)):
        return "2a"
    raised = not controlled((140, 90), (135, 85))
    if raised and in_set and (ill or bmi > 35):
        return "2b"
    if raised and (ill or in_set):
        return "3a"
    if raised and (not age > 80 or not controlled((150, 90), (145, 85))):
        return "3b"
    return "4"


def test_hypertension_is_what_the_published_steps_give() -> None:
    random = Random(5)
    for _ in range(3_000):
        limit, by = random.choice((135, 140, 145, 150, 160, 170, 180)), random.choice((-1, 0, 1))
        systolic = float(limit + by)
        diastolic = float(
            random.choice((70, 85, 90, 95, 100, 115, 120)) + random.choice((-1, 0, 1))
        )
        setting = random.choice(("clinic", "home", "ambulatory"))
        age, bmi = random.choice((40, 79, 80, 81, 95)), random.choice((20.0, 35.0, 35.1))
        ethnicity = random.choice(list(ethnic_groups()))
        illness = random.choice((None, None, "chd", "tia", "pad", "ckd_3_5", "diabetes"))
        records = [
            code("hypertension"),
            value(f"systolic_bp_{setting}", systolic),
            value(f"diastolic_bp_{setting}", diastolic),
            value("bmi", bmi),
            *([code(illness)] if illness else []),
        ]
        expected = hypertension_by_hand(
            systolic, diastolic, setting != "clinic", age, ethnicity in SET_78, bool(illness), bmi
        )
        found = group_of(Framework.HYPERTENSION, records, age, ethnicity)
        assert found == expected, (systolic, diastolic, setting, age, ethnicity, illness, bmi)


def diabetes_by_hand(hba1c: float, egfr: float, acr: float, systolic: float, ill: set[str]) -> str:
    """The published steps, with the joined eGFR bands."""
    pressure = systolic >= 140
    if hba1c > 90 or egfr < 15 or acr > 250:
        return "1"
    if hba1c > 75 and ill & {"heart_failure", "insulin"}:
        return "1"
    if 75 < hba1c <= 90 or "diabetic_foot_ulcer" in ill or 15 <= egfr < 30 or acr > 70:
        return "2"
    if 58 < hba1c <= 75:
        return "3a" if 30 <= egfr < 45 or acr > 30 or pressure else "3b"
    if 48 < hba1c <= 58 and (
        ill & {"heart_failure", "insulin", "pad", "diabetic_retinopathy"}
        or 45 <= egfr < 60
        or 3 <= acr <= 30
        or pressure
    ):
        return "3b"
    return "4"


def test_diabetes_is_what_the_published_steps_give() -> None:
    random = Random(6)
    others = ("heart_failure", "insulin", "pad", "diabetic_retinopathy", "diabetic_foot_ulcer")
    for _ in range(3_000):
        hba1c = random.choice((48, 58, 75, 90)) + random.choice((-1.0, 0.0, 1.0))
        egfr = random.choice((15, 29, 30, 44, 45, 49, 60, 80)) + random.choice((-0.1, 0.0, 0.1))
        acr = max(0.0, random.choice((0, 0, 3, 30, 70, 250)) + random.choice((-0.1, 0.0, 0.1)))
        systolic = random.choice((120.0, 139.0, 140.0, 141.0))
        ill = {name for name in others if random.random() < 0.08}
        records = [
            code("diabetes_type_2"),
            value("hba1c", hba1c),
            value("egfr", egfr),
            value("urine_acr", acr),
            value("systolic_bp_clinic", systolic),
            value("diastolic_bp_clinic", 80),
            *(code(name, 100) for name in sorted(ill)),
        ]
        expected = diabetes_by_hand(hba1c, egfr, acr, systolic, ill)
        found = group_of(Framework.TYPE_2_DIABETES, records, 60)
        assert found == expected, (hba1c, egfr, acr, systolic, ill)


def test_the_pack_is_listed_after_the_default() -> None:
    assert [pack.id for pack in list_packs()][:2] == ["uclpartners", "ncl-r5"]
    assert list(PACK.frameworks) == list(Framework)


def test_nobody_without_a_blood_pressure_is_called_low() -> None:
    for framework in (Framework.HYPERTENSION, Framework.CHOLESTEROL):
        assert PACK.frameworks[framework].group("N").tier is Tier.DATA_GAP
    assert group_of(Framework.HYPERTENSION, [code("hypertension")], 60) == "N"
    assert group_of(Framework.CHOLESTEROL, [code("stroke")], 60) == "N"
    assert group_of(Framework.CHOLESTEROL, [code("pad")], 60) == "N"


def test_blood_pressure_of_the_groups_is_younger_than_12_months() -> None:
    for framework in (Framework.HYPERTENSION, Framework.CHOLESTEROL):
        fact = PACK.frameworks[framework].facts["bp"]
        assert isinstance(fact, Pressure)
        assert str(fact.window.newer_than) == "12 months"


def test_issues_are_counted_one_by_one() -> None:
    counts = [
        fact
        for rules in PACK.frameworks.values()
        for fact in rules.facts.values()
        if isinstance(fact, Count)
    ]
    assert counts
    assert all(fact.records for fact in counts)


@pytest.mark.parametrize("number", AFFECTED)
def test_every_oddity_that_touches_a_rule_is_named_in_a_note(number: int) -> None:
    texts = [PACK.note]
    for rules in PACK.frameworks.values():
        texts += [rules.note, *(group.note for group in rules.groups)]
        texts += [flag.source for flag in rules.flags]
    assert any(re.search(rf"\bB{number}\b", text) for text in texts)


def test_every_group_says_which_of_the_published_it_is() -> None:
    for rules in PACK.frameworks.values():
        for group in rules.groups:
            assert group.note.startswith(("NCL: ", "Differs from NCL")), (rules.title, group.id)
            if group.id != "N":
                assert group.source == "NCL LTC LCS R5 (EMIS searches of 27 Nov 2025)"


@pytest.mark.parametrize("framework", Framework)
def test_what_is_not_checked_is_said_and_the_rules_can_be_read_aloud(framework: Framework) -> None:
    text = rule_text("ncl-r5", framework)
    assert "_" not in text
    assert PACK.frameworks[framework].note in text
    unchecked = {Framework.CHOLESTEROL, Framework.ATRIAL_FIBRILLATION, Framework.ASTHMA}
    assert framework not in unchecked or "Not checked" in text


def test_every_local_adaptation_can_be_switched_on_over_this_pack(session: Session) -> None:
    with session.practice.transaction() as db:
        homeless = PatientRecord(
            date(1961, 3, 5), "F", None, 1, (code("hypertension"), code("homeless"))
        )
        add_patients(db, [homeless])
    for adaptation in local_adaptations(session):
        switch_adaptation(session, adaptation.id, True)
    assert stratify(session, AS_OF, pack="ncl-r5").groups["hypertension"]["N"] == 1

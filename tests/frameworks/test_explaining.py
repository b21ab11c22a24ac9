"""Why? for one patient: the same group as the sorting, with evidence, in time."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotFound, NotPermitted
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.frameworks import (
    Explanation,
    Move,
    explain,
    explain_patient,
    load_pack,
    patient_results,
    sign_off,
    stratify,
    switch_adaptation,
)
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.python_facts import PatientRecord
from support.practice import add_user
from support.rule_patients import add_import, add_patients

PACK = load_pack("uclpartners")
AS_OF = date(2026, 9, 14)


def example(framework: str, name: str) -> PatientRecord:
    rules = PACK.frameworks[Framework(framework)]
    (found,) = [each for each in rules.examples if each.name == name]
    patient = example_patient(rules, found)
    first_file = tuple(replace(record, source=0) for record in patient.records)
    return replace(patient, records=first_file)


def explained(session: Session, patient: PatientRecord) -> Explanation:
    with session.practice.transaction() as db:
        (patient_id,) = add_patients(db, [patient])
    return explain_patient(session, patient_id, AS_OF)


def test_every_criterion_has_its_value_date_code_file_and_row(session: Session) -> None:
    found = explained(session, example("hypertension", "Sam Testperson"))
    (card,) = found.frameworks
    assert (card.framework, card.group, card.tier) == (Framework.HYPERTENSION, "3a", Tier.MEDIUM)
    assert (card.role, card.by, card.grade) == ("pharmacist or nurse", "3 months", "A")
    assert card.signed_by == ""
    assert card.could_not_check == ("no eGFR within 24 months",)
    assert found.not_on == tuple(each for each in Framework if each is not Framework.HYPERTENSION)
    first = card.criteria[0]
    assert (first.group, first.met) == ("1", False)
    assert first.text.startswith("BP at or above 180/120 (clinic) or 170/115")
    assert first.found == "BP 135/80 home, 2 Sep 2026"
    systolic, diastolic = first.evidence
    assert (systolic.value, systolic.unit, systolic.date) == (135.0, "mmHg", date(2026, 9, 2))
    assert (systolic.source, systolic.row, diastolic.value) == ("events.csv", 2, 80.0)
    assert systolic.term == "Systolic blood pressure (home)"
    (kidney,) = [c for c in card.criteria if c.group == "3a" and "eGFR" in c.text]
    assert (kidney.met, kidney.found) == (None, "no eGFR within 24 months")
    (ethnic,) = [c for c in card.criteria if c.group == "3a" and "minority" in c.text]
    assert ethnic.met is True
    assert {c.group for c in card.criteria} == {"1", "2a", "2b", "2c", "3a"}


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_it_gives_the_group_that_the_sorting_gives(session: Session, framework: Framework) -> None:
    rules = PACK.frameworks[framework]
    with session.practice.transaction() as db:
        ids = add_patients(db, [example_patient(rules, each) for each in rules.examples])
    stratify(session, AS_OF)
    slowest = 0.0
    for patient in ids:
        started = time.perf_counter()
        found = explain_patient(session, patient, AS_OF)
        slowest = max(slowest, time.perf_counter() - started)
        rows = session.practice.connection.execute(
            "SELECT s.framework, r.priority_group FROM stratification_result r"
            " JOIN stratification_run s ON s.id = r.run WHERE r.patient = ?",
            (patient,),
        ).fetchall()
        assert {card.framework.value: card.group for card in found.frameworks} == dict(rows)
        for card in found.frameworks:
            order = [group.id for group in rules.groups] if card.framework is framework else []
            for move in card.moves if order else ():
                assert order.index(move.group) > order.index(card.group)
    assert slowest < 0.5  # the promise is 0.05 s on the reference machine: make bench measures it


@pytest.mark.parametrize(
    ("framework", "name", "move"),
    [
        (
            "hypertension",
            "Ada Testperson",
            Move("BP below 180/120 in the clinic, 170/115 at home", "2a", Tier.HIGH),
        ),
        (
            "hypertension",
            "Vera Exampleby",
            Move("BP below 160/100 in the clinic, 150/95 at home", "3b", Tier.MEDIUM),
        ),
        ("type_2_diabetes", "Ada Testperson", Move("HbA1c of 90 mmol/mol", "2", Tier.HIGH)),
        ("cholesterol", "Basil Sampleton", Move("Statin issued", "S3n", Tier.DATA_GAP)),
        ("copd", "Derek Exampleby", Move("MRC grade 4", "2", Tier.HIGH)),
        ("asthma", "Opal Fixture", Move("Asthma Control Test above 19", "3", Tier.LOW)),
    ],
)
def test_what_would_move_this_patient(
    session: Session, framework: str, name: str, move: Move
) -> None:
    found = explained(session, example(framework, name))
    (card,) = [card for card in found.frameworks if card.framework == framework]
    assert card.moves[0] == move


def test_nobody_in_the_last_group_can_move_down(session: Session) -> None:
    (card,) = explained(session, example("hypertension", "Sue Demoworth")).frameworks
    assert (card.group, card.moves) == ("4b", ())


def test_without_medication_data_it_says_so(session: Session) -> None:
    patient = example("atrial_fibrillation", "Basil Sampleton")
    with session.practice.transaction() as db:
        (patient_id,) = add_patients(db, [patient], ("patients", "events"))
    (card,) = explain_patient(session, patient_id, AS_OF).frameworks
    assert (card.group, card.criteria, card.moves, card.role) == ("?", (), (), "")
    assert card.could_not_check == ("no medication data imported",)


def test_readings_taken_here_have_no_file(session: Session) -> None:
    patient = example("hypertension", "Ada Testperson")
    with session.practice.transaction() as db:
        (patient_id,) = add_patients(db, [patient])
        db.conn.execute("DELETE FROM import_coverage")
        add_import(db)
        db.conn.execute("PRAGMA defer_foreign_keys = ON")
        db.conn.execute("UPDATE clinical_event SET source = 77")
    (card,) = explain_patient(session, patient_id, AS_OF).frameworks
    assert {e.source for c in card.criteria for e in c.evidence} == {"reading taken here"}


def test_signature_and_local_adaptations_are_shown(session: Session) -> None:
    sign_off(session, "uclpartners", "hypertension", "Dr Ellery Fixture")
    switch_adaptation(session, "no-review", True)
    with session.practice.transaction() as db:
        (patient,) = add_patients(db, [example("hypertension", "Dora Mockford")])
    stratify(session, AS_OF)
    (card,) = [
        card
        for card in explain_patient(session, patient, AS_OF).frameworks
        if card.framework is Framework.HYPERTENSION
    ]
    assert card.signed_by == "Dr Ellery Fixture"
    assert (card.tier, card.local_tier) == (Tier.LOW, Tier.MEDIUM)
    assert card.flags == ("local: no review within 15 months, raised to medium",)


def test_by_nhs_number(session: Session) -> None:
    with session.practice.transaction() as db:
        (patient,) = add_patients(db, [example("hypertension", "Ada Testperson")])
        db.conn.execute("UPDATE patient SET nhs_number = '9990001006'")
    assert explain(session, "999 000 1006", AS_OF).patient == patient
    with pytest.raises(NotFound):
        explain(session, "999 000 1014", AS_OF)
    with pytest.raises(NotFound):
        explain(session, "12", AS_OF)
    with pytest.raises(NotFound):
        explain_patient(session, 77, AS_OF)
    with pytest.raises(NotPermitted):
        explain(add_user(session, "desk", Role.RECEPTIONIST), "999 000 1006", AS_OF)


@pytest.mark.parametrize(
    ("column", "why"),
    [("date_of_death", "has died"), ("deregistered_on", "no longer registered")],
)
def test_the_dead_and_those_who_left_have_no_groups(
    session: Session, column: str, why: str
) -> None:
    with session.practice.transaction() as db:
        (patient,) = add_patients(db, [example("hypertension", "Ada Testperson")])
        db.conn.execute(f"UPDATE patient SET {column} = ?", (AS_OF.toordinal(),))
    found = explain_patient(session, patient, AS_OF)
    assert why in found.why_none
    assert (found.frameworks, len(found.not_on)) == ((), 6)
    assert explain_patient(session, patient, AS_OF - timedelta(days=1)).frameworks != ()


def test_a_merged_record_sends_to_the_other_one(session: Session) -> None:
    with session.practice.transaction() as db:
        people = [example("hypertension", "Ada Testperson")] * 2
        kept, other = add_patients(db, people)
        db.conn.execute("UPDATE patient SET merged_into = ? WHERE id = ?", (kept, other))
    found = explain_patient(session, other, AS_OF)
    assert "merged with another record" in found.why_none
    assert found.frameworks == ()
    stratify(session, AS_OF)
    assert patient_results(session, other) == []

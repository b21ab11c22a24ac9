"""Care plans in the practice file: versions cannot change, steps belong to their patient."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from proactive_care.domain.identifiers import uuid7
from proactive_care.store import care_plans as store
from proactive_care.store.care_plans import NewPlanVersion, PlanDraftRow, PlanStepRow
from support.practice import NOW
from support.rows import add_event, add_import, add_issue, add_patient

DAY = date(2026, 9, 14)
WREN, NIA = 1, 2
BORN = {"entered_at": NOW.isoformat(), "by": "lead", "role": "nurse", "device": "test"}


@pytest.fixture
def db(session):
    add_import(session)
    add_patient(session, WREN, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    add_patient(session, NIA, "9990000026", "Fixture", "Nia", date(1950, 6, 1))
    return session.practice.db


def a_version(number, patient=WREN):
    return NewPlanVersion(
        id=uuid7(NOW), patient=patient, version=number, words="{}", printed="{}", sha256="x",
        pages=2, format="Standard", made_on=DAY, review_on=None, extract_on=DAY, pdf=b"%PDF",
        **BORN,
    )  # fmt: skip


def a_step(what="agreed", plan=None, patient=WREN, **changes):
    row = PlanStepRow(
        id=uuid7(NOW), patient=patient, plan=plan, what=what, to_whom="", note="", day=DAY, **BORN
    )
    return replace(row, **changes)


def test_versions_are_kept_with_their_paper(db):
    first, second = a_version(1), a_version(2)
    store.add_version(db, first)
    store.add_version(db, second)
    assert [row.version for row in store.versions_of(db, WREN)] == [2, 1]
    assert store.versions_of(db, NIA) == ()
    assert store.paper_of(db, first.id) == b"%PDF"
    assert store.versions_of(db, WREN)[0].extract_on == DAY


@pytest.mark.parametrize("number", [1, 3])
def test_versions_have_no_gap_and_no_double(db, number):
    store.add_version(db, a_version(1))
    with pytest.raises(Exception, match="without gaps"):
        store.add_version(db, a_version(number))


def test_steps_stand_until_they_are_taken_back(db):
    plan = a_version(1)
    store.add_version(db, plan)
    agreed, declined = a_step(plan=plan.id), a_step("declined")
    store.add_step(db, agreed)
    store.add_step(db, declined)
    store.add_step(db, a_step("taken back", takes_back=declined.id))
    assert store.steps_of(db, WREN) == (agreed,)


def test_a_step_belongs_to_the_patient_of_its_plan(db):
    plan, declined = a_version(1), a_step("declined")
    store.add_version(db, plan)
    store.add_step(db, declined)
    for wrong in (
        a_step(plan=plan.id, patient=NIA),
        a_step("taken back", patient=NIA, takes_back=declined.id),
    ):
        with pytest.raises(Exception, match="belongs to the patient"):
            store.add_step(db, wrong)


@pytest.mark.parametrize(
    "wrong",
    [a_step(), a_step("taken back"), a_step("declined", takes_back="x"), a_step("printed")],
)
def test_half_a_step_is_refused(db, wrong):
    with pytest.raises(Exception, match="CHECK"):
        store.add_step(db, wrong)


def test_a_copy_needs_somebody_who_got_it(db):
    plan = a_version(1)
    store.add_version(db, plan)
    with pytest.raises(Exception, match="CHECK"):
        store.add_step(db, a_step("copy given", plan.id))
    store.add_step(db, a_step("copy given", plan.id, to_whom="the patient"))


@pytest.mark.parametrize("table", ["care_plan", "care_plan_step", "coding_done"])
def test_what_is_born_here_cannot_be_changed_or_deleted(db, table):
    store.add_version(db, a_version(1))
    store.add_step(db, a_step("declined"))
    db["coding_done"].insert({"origin": "o", "code": "1", "how": "person", **BORN})
    column = "by"
    for sql in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="append-only") as refused:
            db.conn.execute(sql)
        assert not isinstance(refused.value, sqlite3.OperationalError)


def test_there_is_one_draft_a_patient(db):
    draft = PlanDraftRow(
        patient=WREN, words="{}", saved_at="", by="lead", role="nurse", device="test"
    )
    store.save_draft(db, draft)
    store.save_draft(db, replace(draft, words='{"a": 1}'))
    assert store.draft_of(db, WREN).words == '{"a": 1}'
    store.discard_draft(db, WREN)
    store.discard_draft(db, WREN)
    assert store.draft_of(db, WREN) is None


def test_reading_what_a_plan_needs(session, db):
    old, new = date(2025, 1, 1), date(2026, 1, 1)
    add_event(session, WREN, "asthma", old, None, line=1)
    add_event(session, WREN, "asthma", new, None, line=2)
    add_event(session, WREN, "hba1c", new, 60, line=3)
    add_event(session, WREN, "hba1c", new, 58, line=4)
    add_event(session, WREN, "hba1c", date(2027, 1, 1), 99, line=5)
    add_issue(session, WREN, "statin", new, "Simvastatin 40mg tablets")
    assert store.concept_days(db, WREN, DAY) == {"asthma": (old, new), "hba1c": (new, new)}
    (value,) = store.values_of(db, WREN, "hba1c", DAY)
    assert (value.day, value.value, value.comparator) == (new, 58, 0), "the later line wins"
    assert store.drug_classes(db, WREN, new, DAY) == {"statin"}
    assert store.drug_classes(db, WREN, DAY, DAY) == frozenset()
    assert store.covered(db) == {"patients", "events", "medications"}
    assert store.most_conditions(db, ["asthma", "copd"]) == WREN
    assert store.most_conditions(db, ["copd"]) == NIA, "the first by name"


def test_an_empty_practice_has_nobody(session):
    assert store.most_conditions(session.practice.db, ["asthma"]) is None

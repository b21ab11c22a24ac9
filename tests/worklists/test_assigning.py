"""Assigning patients, copying rows, whose work a group is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotPermitted
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.recall import Outcome, contacts, record_outcome
from proactive_care.worklists import (
    MOST_COPIED,
    assign_patients,
    assignees,
    group_roles,
    is_for,
    load_worklist,
    note_copy,
    role_words,
)
from support.little_practice import make_little_practice
from support.practice import add_user


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_little_practice(tmp_path / "practice")


def _audited(session: Session, action: str) -> list[dict[str, object]]:
    rows = session.practice.db.query("SELECT detail FROM audit WHERE action = ?", (action,))
    return [json.loads(row["detail"]) for row in rows]


def _rows(session: Session) -> dict[int, object]:
    return {row.patient: row for row in load_worklist(session).rows}


def test_roles_and_people_can_be_chosen(session: Session) -> None:
    add_user(session, "morag", Role.NURSE).practice.close_all()
    add_user(session, "admin", Role.ADMINISTRATOR).practice.close_all()
    found = [(each.name, each.about) for each in assignees(session)]
    assert ("any practice nurse", "whoever has time") in found
    assert found[-2:] == [("lead", "clinical lead"), ("morag", "practice nurse")]


def test_assigned_patients_say_so_and_keep_every_step(session: Session) -> None:
    assert assign_patients(session, [1, 2, 2, 99], "lead", "  before   Friday ") == 2
    assert assign_patients(session, [1, 2], "lead") == 0
    assert assign_patients(session, [1], "any pharmacist") == 1
    rows = _rows(session)
    assert [rows[n].assigned for n in (1, 2, 3)] == ["any pharmacist", "lead", ""]  # type: ignore[attr-defined]
    steps = [entry for entry in contacts(session, 1) if entry.kind == "assigned"]
    assert [step.label for step in steps] == ["Assigned: any pharmacist", "Assigned: lead"]
    assert steps[-1].note == "before Friday"
    audited = _audited(session, "worklist.assign")
    assert [(each["changed"], each["ids"]) for each in audited] == [(2, [1, 2]), (0, []), (1, [1])]


@pytest.mark.parametrize(
    ("patients", "whom", "note", "field"),
    [
        ([1], "a stranger", "", "whom"),
        ([], "lead", "", "patients"),
        ([1], "lead", "x" * 201, "note"),
    ],
)
def test_what_cannot_be_assigned(
    session: Session, patients: list[int], whom: str, note: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        assign_patients(session, patients, whom, note)
    assert refused.value.field == field
    assert _audited(session, "worklist.assign") == []


def test_copies_are_few_and_audited(session: Session) -> None:
    note_copy(session, [1, 2], ["name", "why"])
    assert _audited(session, "worklist.copy") == [
        {"fields": ["name", "why"], "patients": 2, "ids": [1, 2]}
    ]
    for patients in ([], list(range(MOST_COPIED + 1))):
        with pytest.raises(InvalidInput, match="can be copied"):
            note_copy(session, patients, ["name"])
    with pytest.raises(NotPermitted):
        note_copy(add_user(session, "hca", Role.HCA), [1], ["name"])


def test_rows_say_who_acts_and_how_many_conditions(session: Session) -> None:
    row = _rows(session)[5]
    assert (row.who, row.by) == group_roles(session)[Framework.HYPERTENSION, "1"]  # type: ignore[attr-defined]
    assert row.who  # type: ignore[attr-defined]
    assert row.conditions == 1  # type: ignore[attr-defined]
    assert row.contact is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "who", "expected"),
    [
        (Role.NURSE, "GP, diabetes nurse or pharmacist", True),
        (Role.HCA, "Nurse or HCA", True),
        (Role.PRESCRIBER, "Pharmacist or nurse", False),
        (Role.MANAGER, "GP or prescriber", False),
    ],
)
def test_whose_work_a_group_is(role: Role, who: str, expected: bool) -> None:
    assert is_for(role, who) is expected
    assert bool(role_words(role)) is (role is not Role.MANAGER)


def test_the_last_contact_is_a_date(session: Session) -> None:
    record_outcome(session, 3, Outcome.NO_ANSWER)
    assert _rows(session)[3].contact == date(2026, 9, 14)  # type: ignore[attr-defined]

"""A clinician's own group for one patient: beside the computed one, with a reason, for a while."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.frameworks import (
    ResultRow,
    end_override,
    explain_patient,
    latest_results,
    override_group,
    overrides_of,
    standing_override,
    stratify,
    stratify_patient,
    switch_adaptation,
)
from support.little_practice import make_little_practice
from support.practice import add_user
from support.rows import add_event

PATIENT = 7  # 146/92, group 3b
LAST = date(2026, 10, 14)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_little_practice(tmp_path / "practice")


def _now(session: Session, patient: int = PATIENT) -> ResultRow:
    (row,) = [r for r in latest_results(session, "hypertension") if r.patient == patient]
    return row


def _override(session: Session, group: str = "2a", reason: str = "Lives alone, falls") -> str:
    return override_group(
        session, PATIENT, "hypertension", group=group, reason=reason, until=LAST
    ).id


def test_the_computed_group_stays_and_the_other_tier_is_local(session: Session) -> None:
    assert (_now(session).group, _now(session).local_tier) == ("3b", None)
    number = _override(session)
    row = _now(session)
    assert (row.group, row.tier, row.local_tier) == ("3b", "medium", "high")
    said = "local: moved to 2a (high) by lead until 14 Oct 2026: Lives alone, falls"
    assert said in row.flags
    found = explain_patient(session, PATIENT, session.today()).frameworks[0]
    assert found.group == "3b"
    assert found.local_tier is Tier.HIGH
    assert said in found.flags
    standing = standing_override(session, PATIENT, "hypertension")
    assert standing is not None
    assert (standing.id, standing.computed_group, standing.until) == (number, "3b", LAST)
    assert _now(session, 1).flags == ()
    last = session.practice.db.execute(
        "SELECT action, patient FROM audit ORDER BY rowid DESC LIMIT 2"
    ).fetchall()
    assert ("group.override", PATIENT) in last


def test_it_is_kept_by_every_sorting_and_ends_by_itself(session: Session) -> None:
    _override(session)
    for day, local in ((session.today(), "high"), (LAST, "high"), (LAST + timedelta(1), None)):
        stratify(session, day, framework="hypertension")
        assert _now(session).local_tier == local
        stratify_patient(session, PATIENT, day)
        assert _now(session).local_tier == local
    assert _now(session).flags == ()


def test_it_is_taken_back(session: Session) -> None:
    number = _override(session)
    end_override(session, number)
    assert _now(session).local_tier is None
    assert standing_override(session, PATIENT, "hypertension") is None
    assert [row.takes_back for row in overrides_of(session, PATIENT)] == [number, None]
    with pytest.raises(NotFound, match="already ended"):
        end_override(session, number)
    with pytest.raises(NotFound, match="already ended"):
        end_override(session, "unknown")


def test_a_new_one_replaces_the_old_one(session: Session) -> None:
    old = _override(session)
    _override(session, "1", "Worse at home")
    assert _now(session).local_tier == "urgent"
    with pytest.raises(NotFound):
        end_override(session, old)


def test_the_same_tier_in_another_group_is_said_without_a_local_tier(session: Session) -> None:
    _override(session, "3a", "Heart murmur")
    row = _now(session)
    assert row.local_tier is None
    assert any("moved to 3a (medium)" in flag for flag in row.flags)


def test_nothing_more_urgent_is_ever_hidden(session: Session) -> None:
    _override(session, "4a", "Stays well, seen last week")
    assert _now(session).local_tier == "low"
    for figure, value in (("systolic", 186), ("diastolic", 104)):
        add_event(
            session, PATIENT, f"{figure}_bp_clinic", date(2026, 9, 12), value, line=950 + value
        )
    stratify_patient(session, PATIENT, session.today())
    row = _now(session)
    assert (row.group, row.tier, row.local_tier) == ("1", "urgent", None)
    assert "local: moved to 4a before this: decide again" in row.flags


def test_the_clinician_stands_above_local_adaptations(session: Session) -> None:
    switch_adaptation(session, "no-review", True)
    stratify(session, session.today())
    assert _now(session).local_tier == "high"
    _override(session, "4a", "Reviewed in hospital")
    assert _now(session).local_tier == "low"


def test_one_patient_is_sorted_while_registers_are_counted(session: Session) -> None:
    switch_adaptation(session, "multimorbidity", True)
    for concept in ("copd", "atrial_fibrillation"):
        add_event(session, PATIENT, concept, date(2015, 5, 1), None, line=970 + len(concept))
    stratify_patient(session, PATIENT, session.today())
    assert any(flag.endswith("top of tier") for flag in _now(session).flags)


def test_an_override_says_nothing_once_the_register_is_left(session: Session) -> None:
    _override(session)
    add_event(session, PATIENT, "hypertension_resolved", date(2026, 9, 13), None, line=990)
    assert "hypertension" not in stratify_patient(session, PATIENT, session.today())
    assert PATIENT not in [row.patient for row in latest_results(session, "hypertension")]


@pytest.mark.parametrize(
    ("group", "reason", "days", "field"),
    [
        ("2a", "  x ", 7, "reason"),
        ("2a", "Lives alone", -1, "until"),
        ("2a", "Lives alone", 367, "until"),
        ("2x", "Lives alone", 7, "group"),
        ("3b", "Lives alone", 7, "group"),
    ],
)
def test_what_is_refused(session: Session, group: str, reason: str, days: int, field: str) -> None:
    until = session.today() + timedelta(days=days)
    with pytest.raises(InvalidInput) as refused:
        override_group(session, PATIENT, "hypertension", group=group, reason=reason, until=until)
    assert refused.value.field == field
    assert overrides_of(session, PATIENT) == ()


def test_who_may_and_for_whom(session: Session) -> None:
    nurse = add_user(session, "nurse", Role.NURSE)
    with pytest.raises(NotPermitted):
        _override(nurse)
    reception = add_user(session, "reception", Role.RECEPTIONIST)
    for look in (lambda: overrides_of(reception, 1),
                 lambda: standing_override(reception, 1, "hypertension")):  # fmt: skip
        with pytest.raises(NotPermitted):
            look()
    with pytest.raises(NotFound, match="in no group"):
        override_group(session, PATIENT, "copd", group="1", reason="Lives alone", until=LAST)

"""Overrides of groups are only ever added; a row ends by its day or by another row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.store import overrides as store
from proactive_care.store.overrides import GroupOverride
from support.practice import make_session
from support.rows import add_import, add_patient

DAY = date(2026, 9, 14)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    add_import(session)
    add_patient(session, 1, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    add_patient(session, 2, "9990000026", "Fixture", "Nia", date(1950, 6, 1))
    return session


def row(session: Session, minute: int = 0) -> GroupOverride:
    at = session.now() + timedelta(minutes=minute)
    return GroupOverride(
        id=uuid7(at), entered_at=at.isoformat(), by="lead", role="clinical_lead", device="test",
        patient=1, framework="copd", pack="p", priority_group="2", tier="high",
        computed_group="4", computed_tier="low", reason="Frail", since=DAY,
        until=DAY + timedelta(days=7),
    )  # fmt: skip


def add(session: Session, *rows: GroupOverride) -> None:
    with session.practice.transaction() as db:
        for each in rows:
            store.add_override(db, each)


def standing(session: Session, day: date, **how: int) -> dict[int, GroupOverride]:
    return store.standing_overrides(session.practice.db, "copd", day, **how)


def test_it_holds_from_its_first_to_its_last_day(session: Session) -> None:
    first = row(session)
    add(session, first)
    assert standing(session, DAY) == {1: first}
    assert standing(session, DAY + timedelta(days=7), patient=1) == {1: first}
    assert standing(session, DAY - timedelta(days=1)) == {}
    assert standing(session, DAY + timedelta(days=8)) == {}
    assert standing(session, DAY, patient=2) == {}
    assert store.override_by_id(session.practice.db, first.id) == first
    assert store.override_by_id(session.practice.db, "x") is None


def test_the_newest_holds_and_one_taken_back_does_not(session: Session) -> None:
    first, second = row(session), replace(row(session, 1), priority_group="3")
    add(session, first, second)
    assert standing(session, DAY) == {1: second}
    end = replace(row(session, 2), takes_back=second.id)
    add(session, end)
    assert standing(session, DAY) == {1: first}
    assert [each.id for each in store.overrides_of(session.practice.db, 1)] == [
        end.id, second.id, first.id,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reason": "  x "}, "CHECK"),
        ({"until": DAY - timedelta(days=1)}, "CHECK"),
        ({"priority_group": ""}, "CHECK"),
        ({"patient": 99}, "FOREIGN KEY"),
    ],
)
def test_what_the_table_refuses(session: Session, change: dict[str, object], message: str) -> None:
    with pytest.raises(sqlcipher.IntegrityError, match=message):
        add(session, replace(row(session), **change))  # type: ignore[arg-type]


def test_rows_stay_as_they_are(session: Session) -> None:
    first = row(session)
    add(session, first)
    for statement in ("UPDATE group_override SET reason = 'other'", "DELETE FROM group_override"):
        with (
            pytest.raises(sqlcipher.IntegrityError, match="append-only"),
            session.practice.transaction() as db,
        ):
            db.conn.execute(statement)
    with pytest.raises(sqlcipher.IntegrityError, match="its own patient"):
        add(session, replace(row(session, 1), patient=2, takes_back=first.id))

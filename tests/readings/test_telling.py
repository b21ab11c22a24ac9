"""Who is told first, and the hours in which somebody is there to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    Telling,
    load_telling,
    people_to_tell,
    save_telling,
    telling_hint,
)
from support.practice import Clock, add_user
from support.readings import audit_actions

CLOSED = "Ring the duty doctor on 01632 960 101."


def test_who_is_told_first_stands_at_the_top(session: Session, hca: Session) -> None:
    assert load_telling(session) == Telling()
    nurse = add_user(session, "aaron", Role.NURSE)
    assert [person.name for person in people_to_tell(hca)] == ["aaron", "lead"]
    choice = Telling("lead", time(7, 30), time(19, 0), CLOSED)
    save_telling(session, choice)
    assert load_telling(hca) == choice
    assert [person.name for person in people_to_tell(hca)] == ["lead", "aaron"]
    assert "readings.telling" in audit_actions(session)
    nurse.practice.close_all()


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        (datetime(2026, 9, 14, 8, 0, tzinfo=UTC), False),  # a Monday
        (datetime(2026, 9, 14, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 9, 14, 18, 30, tzinfo=UTC), True),
        (datetime(2026, 9, 12, 12, 0, tzinfo=UTC), True),
    ],
)
def test_what_holds_when_the_surgery_is_closed(
    session: Session, moment: datetime, closed: bool
) -> None:
    save_telling(session, replace(Telling(), after_hours=CLOSED))
    assert isinstance(session.clock, Clock)
    session.clock.now = moment
    assert telling_hint(session) == (CLOSED if closed else "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first": "tamsin"}, "first"),
        ({"first": "Nobody Here"}, "first"),
        ({"closes": time(8, 0)}, "closes"),
        ({"after_hours": "  111 "}, "after_hours"),
    ],
)
def test_what_cannot_be_chosen(
    session: Session, hca: Session, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        save_telling(session, replace(Telling(), **changes))  # type: ignore[arg-type]
    assert refused.value.field == field
    with pytest.raises(NotPermitted):
        save_telling(hca, Telling())
    assert load_telling(session) == Telling()

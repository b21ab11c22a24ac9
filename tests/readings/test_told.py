"""Who was told: a named clinician, at a time that can be true."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    Acknowledgement,
    MustTellClinician,
    clinicians,
    file_diary,
    moment_here,
    open_alerts,
    sessions_of,
)
from support.practice import NOW, add_user
from support.readings import PAPER, WREN, diary, told

RED = diary(172, 90)


@pytest.mark.parametrize("name", ["", "  ", "1", "?? 2", "x"])
def test_nobody_is_not_a_clinician(session: Session, name: str) -> None:
    with pytest.raises(MustTellClinician, match="a red reading"):
        file_diary(session, WREN, RED, PAPER, acknowledgement=told(name))


@pytest.mark.parametrize("name", ["tamsin", "TAMSIN", " tamsin "])
def test_a_colleague_who_is_no_clinician_will_not_do(hca: Session, name: str) -> None:
    with pytest.raises(InvalidInput, match="cannot act on a red reading") as refused:
        file_diary(hca, WREN, RED, PAPER, acknowledgement=told(name))
    assert refused.value.field == "clinician"
    assert sessions_of(hca, WREN) == ()


def test_a_locum_and_oneself_will_do(session: Session) -> None:
    file_diary(session, WREN, RED, PAPER, acknowledgement=told("lead"))
    assert open_alerts(session, acute_only=True)[0].told == "lead"


@pytest.mark.parametrize(
    ("moment", "fine"),
    [
        (NOW + timedelta(minutes=5), True),
        (NOW + timedelta(minutes=6), False),
        (datetime(2026, 9, 7, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 9, 6, 12, 0, tzinfo=UTC), False),
    ],
)
def test_the_time_cannot_be_in_the_future_or_before_the_readings(
    session: Session, moment: datetime, fine: bool
) -> None:
    if fine:
        assert file_diary(session, WREN, RED, PAPER, acknowledgement=told(at=moment)).alert_id
        return
    with pytest.raises(InvalidInput) as refused:
        file_diary(session, WREN, RED, PAPER, acknowledgement=told(at=moment))
    assert refused.value.field == "told_at"


def test_a_moment_without_a_time_zone_is_a_bug(session: Session) -> None:
    with pytest.raises(ValueError, match="time zone"):
        naive = Acknowledgement("Dr P Lindqvist", NOW.replace(tzinfo=None))
        file_diary(session, WREN, RED, PAPER, acknowledgement=naive)


def test_who_can_be_told(session: Session, hca: Session) -> None:
    nurse = add_user(session, "morag", Role.NURSE)
    assert [(c.name, c.role) for c in clinicians(session)] == [
        ("lead", Role.CLINICAL_LEAD),
        ("morag", Role.NURSE),
    ]
    nurse.practice.close_all()


@pytest.fixture
def london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a Windows process cannot be changed")
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    yield
    monkeypatch.delenv("TZ")
    time.tzset()


@pytest.mark.usefixtures("london")
def test_clock_changes() -> None:
    assert moment_here(date(2026, 9, 14), clock(9, 20)) == datetime(2026, 9, 14, 8, 20, tzinfo=UTC)
    with pytest.raises(InvalidInput, match="the clocks went forward"):
        moment_here(date(2026, 3, 29), clock(1, 30))
    assert moment_here(date(2026, 10, 25), clock(1, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )

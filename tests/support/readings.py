"""Diaries and people for tests about readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.vocabulary import Channel, Role
from proactive_care.readings import Acknowledgement, Origin
from support.practice import NOW, add_user, make_session
from support.rows import add_import, add_patient

PAPER = Origin(Channel.PAPER)
FIRST_DAY = date(2026, 9, 7)  # a diary of seven days ends on the 13th, the day before "now"
WREN, BRAM, HETTIE = 1, 2, 3
NHS = {WREN: "9990000018", BRAM: "9990000026", HETTIE: "9990000034"}


def reading_practice(folder: Path, role: Role = Role.CLINICAL_LEAD) -> Session:
    """Make a practice with three patients: Wren is 67, Bram 83, and Hettie has died."""
    session = make_session(folder, role)
    add_import(session)
    add_patient(
        session,
        WREN,
        NHS[WREN],
        "Testperson",
        "Wren",
        date(1959, 2, 3),
        village="Little Sedge",
        mobile_phone="07700 900123",
    )
    add_patient(session, BRAM, NHS[BRAM], "Specimen", "Bram", date(1943, 1, 1))
    add_patient(
        session,
        HETTIE,
        NHS[HETTIE],
        "Placeholder",
        "Hettie",
        date(1940, 1, 1),
        date_of_death=date(2026, 9, 1).toordinal(),
    )
    return session


def hca(session: Session) -> Session:
    """Sign a healthcare assistant in."""
    return add_user(session, "tamsin", Role.HCA)


def told(clinician: str = "Dr P Lindqvist", at: datetime = NOW) -> Acknowledgement:
    """A clinician was told, just now."""
    return Acknowledgement(clinician, at)


def diary(
    systolic: int = 132,
    diastolic: int = 82,
    *,
    days: int = 7,
    first: date = FIRST_DAY,
    per_part: int = 2,
) -> list[DiaryReading]:
    """A diary with the same pressure throughout."""
    return [
        DiaryReading(first + timedelta(day), part, number, systolic, diastolic)
        for day in range(days)
        for part in (Part.MORNING, Part.EVENING)
        for number in range(1, per_part + 1)
    ]


def with_pair(
    readings: list[DiaryReading], position: int, systolic: int | None, diastolic: int | None
) -> list[DiaryReading]:
    """The diary with one pair changed."""
    changed = list(readings)
    changed[position] = replace(changed[position], systolic=systolic, diastolic=diastolic)
    return changed


def home_events(session: Session, patient: int = WREN) -> list[tuple[str, date, float]]:
    """The home blood pressures that the rules see."""
    rows = session.practice.db.conn.execute(
        "SELECT n.name, e.day, e.value FROM clinical_event e JOIN concept n ON n.id = e.concept"
        " WHERE e.patient = ? AND n.name LIKE '%bp_home' ORDER BY n.name DESC, e.day",
        (patient,),
    )
    return [(name, date.fromordinal(day), value) for name, day, value in rows]


def audit_actions(session: Session) -> Iterator[str]:
    """The audit's actions, oldest first."""
    for (action,) in session.practice.db.conn.execute("SELECT action FROM audit ORDER BY id"):
        yield action

"""What a diary says while it is typed: properties that hold for every diary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from proactive_care.accounts import Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.home_bp import DiaryStatus
from proactive_care.domain.triage import Band
from proactive_care.readings import (
    check_diary,
    check_for,
    open_patient,
)
from support.readings import FIRST_DAY, WREN, diary, with_pair

LAST_DAY = FIRST_DAY + timedelta(6)
TODAY = date(2026, 9, 14)


pressures = st.tuples(st.integers(101, 300), st.integers(20, 100))
forms = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(list(Part)), st.integers(1, 3), pressures),
    min_size=1,
    max_size=40,
    unique_by=lambda entry: entry[:3],
)


def as_readings(form: list[tuple[int, Part, int, tuple[int, int]]]) -> list[DiaryReading]:
    return [
        DiaryReading(FIRST_DAY + timedelta(day), part, number, *pressure, confirmed=True)
        for day, part, number, pressure in form
    ]


@given(forms, st.randoms())
@settings(max_examples=150)
def test_the_order_of_entry_never_matters(
    form: list[tuple[int, Part, int, tuple[int, int]]], dice: Random
) -> None:
    readings = as_readings(form)
    shuffled = list(readings)
    dice.shuffle(shuffled)
    one, other = check_diary(readings, age=67), check_diary(shuffled, age=67)
    assert (one.mean, one.days, one.last_digits) == (other.mean, other.days, other.last_digits)


@given(forms, st.lists(pressures, min_size=40, max_size=40))
@settings(max_examples=150)
def test_day_one_never_counts(
    form: list[tuple[int, Part, int, tuple[int, int]]], others: list[tuple[int, int]]
) -> None:
    readings = as_readings(form)
    first = min(reading.day for reading in readings)
    changed = [
        replace(r, systolic=others[n][0], diastolic=others[n][1]) if r.day == first else r
        for n, r in enumerate(readings)
    ]
    one, other = check_diary(readings).mean, check_diary(changed).mean
    assert (one.mean, one.pairs_used, one.status) == (other.mean, other.pairs_used, other.status)


@given(forms)
@settings(max_examples=100)
def test_an_incomplete_diary_never_counts_for_the_rules(
    form: list[tuple[int, Part, int, tuple[int, int]]],
) -> None:
    check = check_diary(as_readings(form))
    enough = check.mean.days >= 4 and check.mean.pairs_used >= 12
    assert check.mean.counts_for_frameworks == enough


def test_a_check_shows_days_the_highest_pair_and_last_digits(session: Session) -> None:
    readings = with_pair(diary(130, 80), 9, 161, 94)
    readings.append(DiaryReading(LAST_DAY, Part.UNSAID, 9, 85, 140))  # swapped: not in the mean
    check = check_for(session, open_patient(session, WREN), readings)
    assert [(str(d.mean), d.counts) for d in check.days[:3]] == [
        ("130/80", False),
        ("130/80", True),
        ("138/84", True),
    ]
    assert check.highest == (FIRST_DAY + timedelta(2), Pressure(161, 94))
    assert sum(check.last_digits) == 56
    assert (check.status, check.band, check.must_tell_clinician) == (
        DiaryStatus.VALID,
        Band.GREEN,
        False,
    )
    assert [p.position for p in check.problems] == [28]
    nothing = check_diary([])
    assert (nothing.highest, nothing.days, nothing.mean.mean) == (None, (), None)

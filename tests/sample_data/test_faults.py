"""Planted faults are what they say, and as many as real exports have."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.resource_files import resource_path
from proactive_care.sample_data import Expected, Fault, FaultKind, SyntheticPractice, Table


def _of_kind(practice: SyntheticPractice, kind: FaultKind) -> list[Fault]:
    found = [fault for fault in practice.faults if fault.kind is kind]
    assert found, kind
    return found


def test_about_three_in_a_thousand_entries_are_faulty(large: SyntheticPractice) -> None:
    entries = sum(len(person.events) + len(person.issues) for person in large.patients)
    assert 0.002 < len(large.faults) / entries < 0.004


def test_every_kind_occurs(small: SyntheticPractice) -> None:
    assert set(Counter(fault.kind for fault in small.faults)) == set(FaultKind)
    assert {fault.expected for fault in small.faults} == set(Expected)


def test_no_entry_has_two_faults(large: SyntheticPractice) -> None:
    places = Counter((f.table, f.patient, f.entry) for f in large.faults if f.entry >= 0)
    assert set(places.values()) == {1}


def test_impossible_dates_are_impossible(small: SyntheticPractice) -> None:
    for fault in _of_kind(small, FaultKind.IMPOSSIBLE_DATE):
        with pytest.raises(ValueError, match="day"):
            date.fromisoformat(fault.written)


def test_dates_out_of_time_are_before_birth_or_after_the_export(small: SyntheticPractice) -> None:
    for fault in _of_kind(small, FaultKind.FUTURE_DATE):
        assert date.fromisoformat(fault.written) > small.as_of
    for fault in _of_kind(small, FaultKind.DATE_BEFORE_BIRTH):
        born = small.patients[fault.patient].date_of_birth
        assert date.fromisoformat(fault.written) < born


@pytest.mark.parametrize("kind", [FaultKind.LETTER_O, FaultKind.TEXT_FOR_NUMBER])
def test_unreadable_numbers_are_unreadable(small: SyntheticPractice, kind: FaultKind) -> None:
    for fault in _of_kind(small, kind):
        assert fault.expected is Expected.REJECTED
        with pytest.raises(ValueError, match="float"):
            float(fault.written)


def test_values_out_of_range_are_beyond_the_hard_limit(small: SyntheticPractice) -> None:
    with resource_path("codelists", "concepts.csv").open(encoding="utf-8", newline="") as stream:
        highest = {row["name"]: row["high"] for row in csv.DictReader(stream)}
    for fault in _of_kind(small, FaultKind.OUT_OF_RANGE):
        concept = small.patients[fault.patient].events[fault.entry].what.concepts[0]
        assert float(fault.written) > float(highest[concept])


def test_swapped_pairs_exchange_their_values(small: SyntheticPractice) -> None:
    faults = _of_kind(small, FaultKind.SWAPPED_PAIR)
    assert len(faults) % 2 == 0
    for top, low in zip(faults[::2], faults[1::2], strict=True):
        events = small.patients[top.patient].events
        assert (top.written, low.written) == (events[low.entry].value, events[top.entry].value)
        assert float(top.written) < float(low.written)


def test_older_units_hold_the_same_quantity(small: SyntheticPractice) -> None:
    for fault in _of_kind(small, FaultKind.OLD_UNIT):
        value, unit = fault.written.split(" ")
        assert unit == "g/dL"
        truth = small.patients[fault.patient].events[fault.entry].value
        assert round(float(value) * 10) == int(truth)


def test_wrong_check_digits_are_wrong_in_that_digit_only(small: SyntheticPractice) -> None:
    for fault in _of_kind(small, FaultKind.WRONG_CHECK_DIGIT):
        assert fault.table is Table.PATIENTS
        assert clean_nhs_number(fault.written) is None
        assert fault.written[:9] == small.patients[fault.patient].nhs_number[:9]

"""What a careful reader of synthetic exports must find: the truth, less what faults took away."""

from __future__ import annotations

from collections import Counter

from proactive_care.sample_data import Fault, FaultKind, SyntheticPractice, Table

EventRow = tuple[str, str, str, str]
IssueRow = tuple[str, str, str]

_DATES = (FaultKind.IMPOSSIBLE_DATE, FaultKind.FUTURE_DATE, FaultKind.DATE_BEFORE_BIRTH)


def shown_numbers(practice: SyntheticPractice) -> list[str]:
    """Return everybody's NHS number as written, wrong ones included."""
    numbers = [person.nhs_number for person in practice.patients]
    for fault in practice.faults:
        if fault.kind is FaultKind.WRONG_CHECK_DIGIT:
            numbers[fault.patient] = fault.written
    return numbers


def event_rows(practice: SyntheticPractice) -> Counter[EventRow]:
    """Return (NHS number, ISO date, code, value) of every event row that must be in an export."""
    faults = _faults(practice, Table.EVENTS)
    rows: Counter[EventRow] = Counter()
    for position, (person, number) in enumerate(
        zip(practice.patients, shown_numbers(practice), strict=True)
    ):
        for entry, event in enumerate(person.events):
            fault = faults.get((position, entry))
            day, value, times = event.day.isoformat(), event.value, 1
            if fault is not None and fault.kind in _DATES:
                day = fault.written
            elif fault is not None and fault.kind is FaultKind.REPEATED_ROW:
                times = 2
            elif fault is not None:
                value = fault.written.partition(" g/dL")[0]
            rows[number, day, event.what.code, value] += times
    return rows


def issue_rows(practice: SyntheticPractice) -> Counter[IssueRow]:
    """Return (NHS number, ISO date, product name) of every issue that must be in an export."""
    faults = _faults(practice, Table.MEDICATIONS)
    rows: Counter[IssueRow] = Counter()
    for position, (person, number) in enumerate(
        zip(practice.patients, shown_numbers(practice), strict=True)
    ):
        for entry, issue in enumerate(person.issues):
            fault = faults.get((position, entry))
            day, name, times = issue.day.isoformat(), issue.product.name, 1
            if fault is not None and fault.kind in _DATES:
                day = fault.written
            elif fault is not None and fault.kind is FaultKind.REPEATED_ROW:
                times = 2
            elif fault is not None:
                name = ""
            rows[number, day, name] += times
    return rows


def _faults(practice: SyntheticPractice, table: Table) -> dict[tuple[int, int], Fault]:
    return {
        (fault.patient, fault.entry): fault for fault in practice.faults if fault.table is table
    }

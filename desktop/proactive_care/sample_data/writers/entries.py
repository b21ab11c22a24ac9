"""The truth as an export shows it: every entry, with the planted faults in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from proactive_care.sample_data.model import (
    CodedTerm,
    Event,
    Expected,
    Fault,
    FaultKind,
    Issue,
    Product,
    SyntheticPatient,
    SyntheticPractice,
    Table,
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ShownEvent(NamedTuple):
    """One event as exported. ``day`` is in the system's form and may be impossible."""

    day: str
    what: CodedTerm
    value: str
    unit: str
    fault: Fault | None


class ShownIssue(NamedTuple):
    """One issue as exported. ``name`` may be missing."""

    day: str
    product: Product
    name: str
    quantity: int
    fault: Fault | None


class ShownPatient(NamedTuple):
    """One person as exported. ``nhs_number`` may be wrong; ``repeat`` asks for a second row."""

    person: SyntheticPatient
    nhs_number: str
    fault: Fault | None
    repeat: Fault | None
    events: list[ShownEvent]
    issues: list[ShownIssue]


def iso_day(year: int, month: int, day: int) -> str:
    """Return ``2024-04-01``."""
    return f"{year:04d}-{month:02d}-{day:02d}"


def named_day(year: int, month: int, day: int) -> str:
    """Return ``01-Apr-2024``, whatever the language of the machine."""
    return f"{day:02d}-{MONTHS[month - 1]}-{year:04d}"


def compact_day(year: int, month: int, day: int) -> str:
    """Return ``20240401``."""
    return f"{year:04d}{month:02d}{day:02d}"


class DayText:
    """Writes dates in one form, and remembers those it has written."""

    def __init__(self, form: Callable[[int, int, int], str]) -> None:
        self._form = form
        self._known: dict[date, str] = {}

    def __call__(self, day: date | None) -> str:
        """Return a date in the form; nothing for None."""
        if day is None:
            return ""
        text = self._known.get(day)
        if text is None:
            text = self._known[day] = self._form(day.year, day.month, day.day)
        return text

    def of_iso(self, text: str) -> str:
        """Return a date that may not exist, given as ``2024-02-31``, in the form."""
        year, month, day = text.split("-")
        return self._form(int(year), int(month), int(day))


def shown_patients(practice: SyntheticPractice, day_text: DayText) -> Iterator[ShownPatient]:
    """Yield everybody as an export shows them, in the practice's order."""
    by_person: dict[int, list[Fault]] = {}
    for fault in practice.faults:
        by_person.setdefault(fault.patient, []).append(fault)
    for position, person in enumerate(practice.patients):
        faults = by_person.get(position, [])
        number, wrong, repeat = person.nhs_number, None, None
        events: dict[int, Fault] = {}
        issues: dict[int, Fault] = {}
        for fault in faults:
            if fault.table is Table.EVENTS:
                events[fault.entry] = fault
            elif fault.table is Table.MEDICATIONS:
                issues[fault.entry] = fault
            elif fault.expected is Expected.NO_IDENTITY:
                number, wrong = fault.written, fault
            else:
                repeat = fault
        yield ShownPatient(
            person,
            number,
            wrong,
            repeat,
            _events(person.events, events, day_text),
            _issues(person.issues, issues, day_text),
        )


_DATE_FAULTS = frozenset(
    {FaultKind.IMPOSSIBLE_DATE, FaultKind.FUTURE_DATE, FaultKind.DATE_BEFORE_BIRTH}
)

_WITHOUT_UNIT = frozenset({FaultKind.MISSING_VALUE, FaultKind.TEXT_FOR_NUMBER})


def _events(
    events: tuple[Event, ...], faults: dict[int, Fault], day_text: DayText
) -> list[ShownEvent]:
    shown = [
        ShownEvent(day_text(day), what, value, what.unit if value else "", None)
        for day, what, value in events
    ]
    for entry, fault in sorted(faults.items(), reverse=True):
        shown[entry : entry + 1] = _spoilt(shown[entry], fault, day_text)
    return shown


def _spoilt(event: ShownEvent, fault: Fault, day_text: DayText) -> list[ShownEvent]:
    if fault.kind in _DATE_FAULTS:
        return [event._replace(day=day_text.of_iso(fault.written), fault=fault)]
    if fault.kind is FaultKind.REPEATED_ROW:
        return [event, event._replace(fault=fault)]
    if fault.kind is FaultKind.OLD_UNIT:
        value, unit = fault.written.split(" ")
        return [event._replace(value=value, unit=unit, fault=fault)]
    unit = "" if fault.kind in _WITHOUT_UNIT else event.unit
    return [event._replace(value=fault.written, unit=unit, fault=fault)]


def _issues(
    issues: tuple[Issue, ...], faults: dict[int, Fault], day_text: DayText
) -> list[ShownIssue]:
    shown = [
        ShownIssue(day_text(day), product, product.name, quantity, None)
        for day, product, quantity in issues
    ]
    for entry, fault in sorted(faults.items(), reverse=True):
        issue = shown[entry]
        if fault.kind in _DATE_FAULTS:
            shown[entry] = issue._replace(day=day_text.of_iso(fault.written), fault=fault)
        elif fault.kind is FaultKind.REPEATED_ROW:
            shown.insert(entry + 1, issue._replace(fault=fault))
        else:
            shown[entry] = issue._replace(name=fault.written, fault=fault)
    return shown

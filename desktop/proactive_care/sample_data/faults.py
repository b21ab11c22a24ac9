"""Plants the faults that real exports have, and writes down each one with what should follow.

The truth is left alone: a fault says what an export shows in place of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from proactive_care.resource_files import resource_path
from proactive_care.sample_data.dice import Dice, Weighted
from proactive_care.sample_data.model import (
    Event,
    Expected,
    Fault,
    FaultKind,
    Issue,
    SyntheticPatient,
    Table,
)

_ENTRIES_PER_FAULT = 330
_PATIENTS_PER_WRONG_NUMBER = 1500
_PATIENTS_PER_REPEAT = 900

_EVENT_KINDS = Weighted(
    [
        (FaultKind.IMPOSSIBLE_DATE, 5.0),
        (FaultKind.FUTURE_DATE, 4.0),
        (FaultKind.DATE_BEFORE_BIRTH, 3.0),
        (FaultKind.LETTER_O, 12.0),
        (FaultKind.TEXT_FOR_NUMBER, 10.0),
        (FaultKind.OUT_OF_RANGE, 14.0),
        (FaultKind.SWAPPED_PAIR, 12.0),
        (FaultKind.MISSING_VALUE, 12.0),
        (FaultKind.OLD_UNIT, 20.0),
        (FaultKind.REPEATED_ROW, 5.0),
    ]
)
_ISSUE_KINDS = Weighted(
    [
        (FaultKind.IMPOSSIBLE_DATE, 30.0),
        (FaultKind.FUTURE_DATE, 20.0),
        (FaultKind.REPEATED_ROW, 30.0),
        (FaultKind.MISSING_NAME, 20.0),
    ]
)
_WORDS = {"egfr": "Not calculated", "acr": "Insufficient sample"}


def plant_faults(people: Sequence[SyntheticPatient], dice: Dice, as_of: date) -> tuple[Fault, ...]:
    """Return faults for about 0.3 % of all entries, and a few for whole people."""
    return tuple(_Planter(people, dice, as_of).plant())


class _Planter:
    def __init__(self, people: Sequence[SyntheticPatient], dice: Dice, as_of: date) -> None:
        self._people = people
        self._dice = dice
        self._as_of = as_of
        self._highest = _highest_values()

    def plant(self) -> Iterator[Fault]:
        yield from self._in_people()
        wait = self._next()
        for position, person in enumerate(self._people):
            entries = len(person.events) + len(person.issues)
            taken = -1
            while wait < entries:
                if wait > taken:
                    for fault in self._at(position, person, wait):
                        taken = max(taken, fault.entry if wait < len(person.events) else wait)
                        yield fault
                wait += self._next()
            wait -= entries

    def _next(self) -> int:
        return self._dice.between(1, 2 * _ENTRIES_PER_FAULT)

    def _in_people(self) -> Iterator[Fault]:
        for every, kind, expected in (
            (_PATIENTS_PER_WRONG_NUMBER, FaultKind.WRONG_CHECK_DIGIT, Expected.NO_IDENTITY),
            (_PATIENTS_PER_REPEAT, FaultKind.REPEATED_ROW, Expected.REPEATED),
        ):
            position = self._dice.between(0, 2 * every)
            while position < len(self._people):
                number = self._people[position].nhs_number
                wrong = f"{number[:9]}{(int(number[9]) + 1) % 10}"
                written = wrong if kind is FaultKind.WRONG_CHECK_DIGIT else ""
                yield Fault(Table.PATIENTS, position, -1, kind, written, expected)
                position += self._dice.between(1, 2 * every)

    def _at(self, position: int, person: SyntheticPatient, entry: int) -> Iterator[Fault]:
        if entry < len(person.events):
            yield from self._in_event(position, person, entry)
            return
        entry -= len(person.events)
        kind = _ISSUE_KINDS.draw(self._dice)
        if kind is FaultKind.MISSING_NAME:
            yield Fault(Table.MEDICATIONS, position, entry, kind, "", Expected.REJECTED)
        else:
            issue = person.issues[entry]
            yield self._timing(Table.MEDICATIONS, position, person, entry, kind, issue)

    def _in_event(self, position: int, person: SyntheticPatient, entry: int) -> Iterator[Fault]:
        """Yield a fault of a kind that fits the event; most kinds fit only some."""
        event = person.events[entry]
        for _ in range(_TRIES):
            kind = _EVENT_KINDS.draw(self._dice)
            if kind in _OF_ANY_ENTRY:
                yield self._timing(Table.EVENTS, position, person, entry, kind, event)
                return
            if kind is FaultKind.SWAPPED_PAIR:
                if self._is_pair(person, entry):
                    low = person.events[entry + 1]
                    for at, text in ((entry, low.value), (entry + 1, event.value)):
                        yield Fault(Table.EVENTS, position, at, kind, text, Expected.IMPLAUSIBLE)
                    return
                continue
            spoilt = self._spoil(event, kind)
            if spoilt is not None:
                yield Fault(Table.EVENTS, position, entry, kind, *spoilt)
                return

    def _is_pair(self, person: SyntheticPatient, entry: int) -> bool:
        """Whether a systolic value and its diastolic follow, each within the other's limits."""
        if entry + 1 >= len(person.events):
            return False
        top, low = person.events[entry], person.events[entry + 1]
        return (
            top.what.key.startswith("systolic")
            and low.what.key == top.what.key.replace("systolic", "diastolic")
            and low.day == top.day
            and int(low.value) >= 50
            and int(top.value) <= 200
        )

    def _spoil(self, event: Event, kind: FaultKind) -> tuple[str, Expected] | None:
        """Return the text in place of the value, or None where the kind does not fit the event."""
        value = event.value
        if not value or not value[0].isdigit():
            return None
        if kind is FaultKind.LETTER_O and "0" in value:
            return value.replace("0", "O"), Expected.REJECTED
        if kind is FaultKind.TEXT_FOR_NUMBER:
            return _WORDS.get(event.what.key, "see letter"), Expected.REJECTED
        if kind is FaultKind.MISSING_VALUE and event.what.unit:
            return "", Expected.NO_VALUE
        if kind is FaultKind.OUT_OF_RANGE:
            slip = value.replace(".", "") if "." in value else value + "0"
            highest = self._highest.get(event.what.concepts[0])
            if highest is not None and float(slip) > highest:
                return slip, Expected.IMPLAUSIBLE
        if kind is FaultKind.OLD_UNIT and event.what.key == "haemoglobin":
            return f"{value[:-1]}.{value[-1]} g/dL", Expected.CONVERTED
        return None

    def _timing(
        self,
        table: Table,
        position: int,
        person: SyntheticPatient,
        entry: int,
        kind: FaultKind,
        what: Event | Issue,
    ) -> Fault:
        if kind is FaultKind.IMPOSSIBLE_DATE:
            text = f"{what.day.year:04d}-02-{self._dice.between(30, 31)}"
            return Fault(table, position, entry, kind, text, Expected.REJECTED)
        if kind is FaultKind.FUTURE_DATE:
            day = self._as_of + timedelta(days=self._dice.between(1, 3000))
            return Fault(table, position, entry, kind, day.isoformat(), Expected.OUT_OF_TIME)
        if kind is FaultKind.DATE_BEFORE_BIRTH:
            day = person.date_of_birth - timedelta(days=self._dice.between(1, 3000))
            return Fault(table, position, entry, kind, day.isoformat(), Expected.OUT_OF_TIME)
        return Fault(table, position, entry, FaultKind.REPEATED_ROW, "", Expected.REPEATED)


_TRIES = 12
_OF_ANY_ENTRY = frozenset(
    {
        FaultKind.IMPOSSIBLE_DATE,
        FaultKind.FUTURE_DATE,
        FaultKind.DATE_BEFORE_BIRTH,
        FaultKind.REPEATED_ROW,
    }
)


def _highest_values() -> dict[str, float]:
    """Return the upper hard limit of each measurement."""
    path = resource_path("codelists", "concepts.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["name"]: float(row["high"]) for row in csv.DictReader(stream) if row["high"]}

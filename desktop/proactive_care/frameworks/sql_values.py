"""Reading facts back out of the rows of a compiled statement, each only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from proactive_care.domain.dates import age_on
from proactive_care.frameworks.facts import (
    SETTINGS,
    EthnicityIn,
    Fact,
    LatestIs,
    PatientNumber,
    Pressure,
    SexIs,
    has_day,
)
from proactive_care.frameworks.values import FactValue, number

Row: TypeAlias = tuple[Any, ...]
Reader: TypeAlias = Callable[[Row], FactValue]


class RowValues(dict[str, FactValue]):
    """The facts of one row, by name."""

    def __init__(self, readers: Mapping[str, Reader], row: Row) -> None:
        super().__init__()
        self._readers, self._row = readers, row

    def __missing__(self, name: str) -> FactValue:
        value = self[name] = self._readers[name](self._row)
        return value


def readers(
    facts: Mapping[str, Fact], columns: Mapping[str, int], as_of: date, covered: frozenset[str]
) -> dict[str, Reader]:
    """Return for each fact how to read it from a row with these columns."""
    return {name: _reader(fact, columns, as_of, covered) for name, fact in facts.items()}


def _reader(fact: Fact, columns: Mapping[str, int], as_of: date, covered: frozenset[str]) -> Reader:
    match fact:
        case PatientNumber():
            return _patient_number(fact, columns, as_of)
        case SexIs():
            return _sex(fact, columns["sex"])
        case EthnicityIn():
            return _ethnicity(fact, columns["ethnicity"])
        case Pressure():
            return _pressure(*(columns[f"{letter}_{fact.name}"] for letter in "dsyz"))
        case LatestIs():
            none = False if fact.none_is_no and fact.source in covered else None
            return _signed_day(columns[f"f_{fact.name}"], none)
    column = columns[f"f_{fact.name}"]
    if fact.gives == "yes":
        return _yes(column, False if fact.source in covered else None)
    if fact.gives == "range":
        high = columns[f"h_{fact.name}"]
        return lambda row: FactValue(low=row[column], high=row[high])
    return _dated(column, columns[f"d_{fact.name}"]) if has_day(fact) else _number(column)


def _patient_number(fact: Fact, columns: Mapping[str, int], as_of: date) -> Reader:
    if fact.name != "age":
        return _number(columns[fact.name])
    dob = columns["dob"]

    def read(row: Row) -> FactValue:
        born = row[dob]
        return number(None if born is None else float(age_on(date.fromordinal(born), as_of)))

    return read


def _number(column: int) -> Reader:
    return lambda row: number(row[column])


def _dated(column: int, packed: int) -> Reader:
    def read(row: Row) -> FactValue:
        day = row[packed]
        if day is None:
            return FactValue()
        return number(row[column], day >> 2, (day & 3) - 1)

    return read


def _yes(column: int, absent: bool | None) -> Reader:
    def read(row: Row) -> FactValue:
        day = row[column]
        return FactValue(truth=absent) if day is None else FactValue(truth=True, day=day)

    return read


def _signed_day(column: int, none: bool | None) -> Reader:
    def read(row: Row) -> FactValue:
        day = row[column]
        return FactValue(truth=none) if day is None else FactValue(truth=day > 0, day=abs(day))

    return read


def _sex(fact: SexIs, column: int) -> Reader:
    return lambda row: FactValue(truth=row[column] == fact.sex if row[column] in "MF" else None)


def _ethnicity(fact: EthnicityIn, column: int) -> Reader:
    keys = frozenset(fact.keys)
    return lambda row: FactValue(truth=None if row[column] is None else row[column] in keys)


def _pressure(day: int, setting: int, systolic: int, diastolic: int) -> Reader:
    def read(row: Row) -> FactValue:
        if row[day] is None:
            return FactValue()
        return FactValue(
            day=row[day],
            systolic=row[systolic],
            diastolic=row[diastolic],
            setting=SETTINGS[row[setting]],
        )

    return read

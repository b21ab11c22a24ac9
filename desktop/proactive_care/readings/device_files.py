"""Files from home monitors, scales and glucose sensors, recognised by their headers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.domain.diary import DiaryReading, Part, find_problems
from proactive_care.domain.errors import FileProblem
from proactive_care.readings.device_tables import (
    Cells,
    cell,
    columns_of,
    read_moment,
    read_pair,
    read_rows,
)
from proactive_care.readings.replies import (
    Explained,
    holds_pressures,
    places_of,
    shape_of,
)

Row = tuple[int, list[str]]
_NOON = "12:00"
_HEADER_WITHIN = 15  # lines
_NOTHING: Explained = {}
_GLUCOSE_LIMITS = (0.5, 60.0)  # mmol/L
_WEIGHT_LIMITS = (2.0, 400.0)  # kg


@dataclass(frozen=True)
class Series:
    """One value of a device other than a pressure: when (local time, HH:MM or empty) and what."""

    day: date
    time: str
    value: float


@dataclass(frozen=True)
class Person:
    """What a file says about whose it is; empty where it says nothing."""

    name: str = ""
    nhs_number: str = ""
    date_of_birth: date | None = None
    form_code: str = ""


@dataclass(frozen=True)
class DeviceFile:
    """What a file holds of one person. ``rejected``: (line, reason) of rows that were not read.

    ``kind`` is who made it; ``glucose`` in mmol/L, ``weights`` in kg.
    """

    kind: str
    person: Person = Person()
    pressures: tuple[DiaryReading, ...] = ()
    weights: tuple[Series, ...] = ()
    glucose: tuple[Series, ...] = ()
    rejected: tuple[tuple[int, str], ...] = ()
    repeated: int = 0


@dataclass
class _Reading:
    """What is gathered of one person while the file is read."""

    person: Person = field(default_factory=Person)
    pressures: list[tuple[date, str, int, int, int | None, bool]] = field(default_factory=list)
    weights: list[Series] = field(default_factory=list)
    glucose: list[Series] = field(default_factory=list)


class UnknownColumns(FileProblem):
    """A table whose columns nobody has explained yet. ``path`` is the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path.name} is not a file of a monitor that is known here.",
            kept="Nothing was received.",
            advice="Say what its columns mean: it needs a date, and systolic and diastolic.",
        )


def read_device_file(path: Path, explained: Explained = _NOTHING) -> tuple[DeviceFile, ...]:
    """Return what a file holds, one DeviceFile for each person in it.

    ``explained``: what a person said that the columns of unknown tables mean.

    Recognised: Omron connect (both layouts), Withings pressure and weight, iHealth, FreeStyle
    Libre, Dexcom Clarity, and any table with a date, a systolic and a diastolic column, which may
    say whose each row is. Raises UnknownColumns if it is none of these, FileProblem if it holds
    nothing.
    """
    rows = read_rows(path)
    for place, (_, header) in enumerate(rows[:_HEADER_WITHIN]):
        reader = _reader_for(header, explained)
        if reader is not None:
            files = reader(rows[:place], header, rows[place + 1 :])
            if any(file.pressures or file.weights or file.glucose for file in files):
                return files
            raise FileProblem(
                f"{path.name} has no readings in it.",
                kept="Nothing was received.",
                advice="Export the days that were measured from the device's app.",
            )
    raise UnknownColumns(path)


Reader = Callable[[Sequence[Row], Cells, Sequence[Row]], tuple[DeviceFile, ...]]


def _reader_for(header: Cells, explained: Explained) -> Reader | None:
    titles = [title.casefold() for title in header]
    columns = columns_of(header)
    if {"device timestamp", "record type"} <= set(titles) and _starts(titles, "historic glucose"):
        return _libre
    if "event type" in titles and _starts(titles, "timestamp") and _starts(titles, "glucose value"):
        return _dexcom
    if holds_pressures(columns):
        return partial(_pressures, columns)
    if {"date", "weight"} <= set(columns) and _starts(titles, "fat mass"):
        return _weights
    own = explained.get(shape_of(header))
    return None if own is None else partial(_pressures, places_of(header, own))


def _starts(titles: Sequence[str], words: str) -> bool:
    return any(title.startswith(words) for title in titles)


def maker_of(header: Cells) -> str:
    """Return who made a table of pressures, by its header; ``Table`` if that is not known."""
    titles = {title.casefold() for title in header}
    if "truread" in titles or "device model name" in titles or "measurement time" in titles:
        return "Omron"
    if {"heart rate", "comments"} <= titles:
        return "Withings"
    if "pulse(beats/min)" in titles:
        return "iHealth"
    return "Table"


def _pressures(
    columns: dict[str, int], _before: Sequence[Row], header: Cells, rows: Sequence[Row]
) -> tuple[DeviceFile, ...]:
    found: dict[tuple[str, ...], _Reading] = {}
    rejected: list[tuple[int, str]] = []
    for line, row in rows:
        if not any(row):
            break  # what follows an empty line is another table
        try:
            key, person, values = _pressure_row(row, columns)
        except ValueError as problem:
            rejected.append((line, str(problem)))
            continue
        found.setdefault(key, _Reading(person)).pressures.append(values)
    kind = maker_of(header)
    files = [_finished(kind, reading) for reading in found.values()] or [DeviceFile(kind)]
    first = files[0]
    files[0] = DeviceFile(**{**vars(first), "rejected": tuple(rejected)})
    return tuple(files)


def _pressure_row(
    row: Cells, columns: dict[str, int]
) -> tuple[tuple[str, ...], Person, tuple[date, str, int, int, int | None, bool]]:
    moment = read_moment(cell(row, columns, "date"), cell(row, columns, "time"))
    if moment is None:
        raise ValueError("the date cannot be understood")
    day, clock = moment
    systolic, diastolic = _figures(row, columns)
    pulse_text = cell(row, columns, "pulse")
    pulse = _whole(pulse_text, "pulse") if pulse_text else None
    irregular = cell(row, columns, "irregular").casefold() in ("y", "yes", "1", "true", "irregular")
    problems = find_problems([DiaryReading(day, Part.UNSAID, 1, systolic, diastolic, pulse)])
    refused = [p.text for p in problems if p.kind is not Plausibility.CONFIRM]
    if refused:
        raise ValueError(refused[0])
    person = _person(row, columns)
    key = (person.nhs_number, person.form_code, person.name.casefold(), str(person.date_of_birth))
    return key, person, (day, clock, systolic, diastolic, pulse, irregular)


def _figures(row: Cells, columns: dict[str, int]) -> tuple[int, int]:
    if "systolic" in columns:
        systolic, diastolic = (
            _whole(cell(row, columns, name), name) for name in ("systolic", "diastolic")
        )
        return systolic, diastolic
    pair = read_pair(cell(row, columns, "pair"))
    if pair is None:
        raise ValueError("there is no pressure such as 142/85")
    return pair


def _person(row: Cells, columns: dict[str, int]) -> Person:
    birth = read_moment(cell(row, columns, "date_of_birth"))
    return Person(
        cell(row, columns, "name"),
        cell(row, columns, "nhs_number"),
        None if birth is None else birth[0],
        cell(row, columns, "form_code"),
    )


def _finished(kind: str, reading: _Reading) -> DeviceFile:
    unique = list(dict.fromkeys(reading.pressures))
    return DeviceFile(
        kind,
        reading.person,
        _as_diary(unique),
        tuple(reading.weights),
        tuple(reading.glucose),
        repeated=len(reading.pressures) - len(unique),
    )


def _as_diary(
    rows: Sequence[tuple[date, str, int, int, int | None, bool]],
) -> tuple[DiaryReading, ...]:
    """Number the readings of each part of a day in the order of time."""
    numbers: Counter[tuple[date, Part]] = Counter()
    readings = []
    for day, clock, systolic, diastolic, pulse, irregular in sorted(rows, key=lambda r: r[:2]):
        part = Part.UNSAID
        if clock:
            part = Part.MORNING if clock < _NOON else Part.EVENING
        numbers[day, part] += 1
        readings.append(
            DiaryReading(
                day, part, numbers[day, part], systolic, diastolic, pulse, irregular, time=clock
            )
        )
    return tuple(readings)


def _weights(_before: Sequence[Row], header: Cells, rows: Sequence[Row]) -> tuple[DeviceFile, ...]:
    columns = columns_of(header)
    found, rejected = _series(
        [
            (line, cell(row, columns, "date"), cell(row, columns, "weight"))
            for line, row in rows
            if cell(row, columns, "weight")
        ],
        _WEIGHT_LIMITS,
    )
    return (DeviceFile("Withings", weights=found, rejected=rejected),)


def _libre(before: Sequence[Row], header: Cells, rows: Sequence[Row]) -> tuple[DeviceFile, ...]:
    titles = [title.casefold() for title in header]
    _refuse_mg_dl(titles)
    when, kind = titles.index("device timestamp"), titles.index("record type")
    columns = {
        "0": next(n for n, t in enumerate(titles) if t.startswith("historic glucose")),
        "1": next((n for n, t in enumerate(titles) if t.startswith("scan glucose")), -1),
    }
    wanted = []
    for line, row in rows:
        place = columns.get(row[kind] if kind < len(row) else "")
        if place is not None and 0 <= place < len(row) and row[place]:
            wanted.append((line, row[when], row[place]))
    found, rejected = _series(wanted, _GLUCOSE_LIMITS)
    return (DeviceFile("Libre", Person(_made_by(before)), glucose=found, rejected=rejected),)


def _made_by(before: Sequence[Row]) -> str:
    """The line above the header names who made the report: usually the patient."""
    for _, row in before:
        for place, words in enumerate(row[:-1]):
            if words.casefold() == "generated by":
                return row[place + 1]
    return ""


def _dexcom(_before: Sequence[Row], header: Cells, rows: Sequence[Row]) -> tuple[DeviceFile, ...]:
    titles = [title.casefold() for title in header]
    _refuse_mg_dl(titles)
    event = titles.index("event type")
    when = next(n for n, title in enumerate(titles) if title.startswith("timestamp"))
    value = next(n for n, title in enumerate(titles) if title.startswith("glucose value"))
    info = titles.index("patient info") if "patient info" in titles else -1
    names: dict[str, str] = {}
    wanted = []
    for line, row in rows:
        if len(row) <= max(event, when, value):
            continue
        if row[event] == "EGV" and row[value]:
            wanted.append((line, row[when], row[value]))
        elif info >= 0:
            names[row[event].casefold()] = row[info]
    if any(_number(text) > _GLUCOSE_LIMITS[1] for _, _, text in wanted):
        raise _mg_dl()
    found, rejected = _series(wanted, _GLUCOSE_LIMITS)
    birth = read_moment(names.get("dateofbirth", ""))
    person = Person(
        f"{names.get('firstname', '')} {names.get('lastname', '')}".strip(),
        date_of_birth=None if birth is None else birth[0],
    )
    return (DeviceFile("Dexcom", person, glucose=found, rejected=rejected),)


def _series(
    rows: Sequence[tuple[int, str, str]], limits: tuple[float, float]
) -> tuple[tuple[Series, ...], tuple[tuple[int, str], ...]]:
    found: dict[Series, None] = {}
    rejected = []
    for line, when, text in rows:
        moment, value = read_moment(when), _number(text)
        if moment is None:
            rejected.append((line, "the date cannot be understood"))
        elif not limits[0] <= value <= limits[1]:
            rejected.append((line, f"the value must be {limits[0]:g} to {limits[1]:g}"))
        else:
            found[Series(*moment, value)] = None
    return tuple(sorted(found, key=lambda s: (s.day, s.time))), tuple(rejected)


def _number(text: str) -> float:
    """Words such as Low and High are outside what the sensor can measure: no value."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"the {name} figure is not a whole number")
    return int(text)


def _refuse_mg_dl(titles: Sequence[str]) -> None:
    if any("mg/dl" in title for title in titles):
        raise _mg_dl()


def _mg_dl() -> FileProblem:
    return FileProblem(
        "This file has glucose in mg/dL.",
        kept="Nothing was received.",
        advice="Set the app to mmol/L and export it again.",
    )

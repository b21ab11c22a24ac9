"""What was done here, as lines of the coding list, and finding them in an import. Pure."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from proactive_care.domain.blood_pressure import Pressure, round_half_up
from proactive_care.domain.vocabulary import Framework
from proactive_care.readings import SessionCode
from proactive_care.recall.outcomes import Way
from proactive_care.resource_files import resource_path
from proactive_care.store.coding import CodedEvent, DoneHere

ALL_CONDITIONS = "All conditions"
_TEXTS = {
    "review": "Review of all long-term conditions done",
    "agreed": "Care plan agreed with the patient",
    "reviewed": "Care plan reviewed with the patient",
    "declined": "The patient does not want a care plan",
    "copy given": "Copy of the care plan given",
}
_CHECK_FIRST = (
    "Invitation {number} of this QOF year. In QOF this code counts for every condition, and two in"
    " a year except the patient: a person checks before coding."
)


@dataclass(frozen=True)
class CodingCode:
    """A SNOMED CT code with its term; ``unit`` belongs to values."""

    code: str
    term: str
    unit: str = ""


@dataclass(frozen=True)
class CodingRules:
    """Which code stands for which work, and which imported codes can be that work.

    ``seen_days`` are the days after the work; the few below zero are for work entered late.
    """

    codes: Mapping[str, CodingCode]
    seen_days: range
    overdue_after_days: int


@dataclass(frozen=True)
class Work:
    """One line to code: what, when, for whom. ``check_first`` says why a person checks first."""

    origin: str
    patient: int
    condition: str
    code: CodingCode
    day: date
    value: float | None
    text: str
    check_first: str
    entered_at: str
    by: str


@dataclass(frozen=True)
class Found:
    """A line that was found in an import."""

    work: Work
    event: CodedEvent


@lru_cache(maxsize=1)
def coding_rules() -> CodingRules:
    """Return the shipped codes."""
    raw = tomllib.loads(resource_path("recall", "coding.toml").read_text("utf-8"))
    codes = {name: CodingCode(**each) for name, each in raw["codes"].items()}
    seen = range(-raw["seen_before_days"], raw["seen_within_days"] + 1)
    return CodingRules(codes, seen, raw["overdue_after_days"])


def work_to_code(done: Iterable[DoneHere]) -> tuple[Work, ...]:
    """Return a line for each code that work done here asks for, in the order of the work."""
    codes = coding_rules().codes
    lines: list[Work] = []
    invited: dict[tuple[int, int], int] = defaultdict(int)
    for each in done:
        if each.kind == "home bp":
            lines += _home_pressure(each)
        elif each.kind == "invitation":
            year = each.patient, qof_year(each.day)
            invited[year] += 1
            lines.append(_invitation(each, invited[year]))
        else:
            code = codes[each.kind.replace(" ", "_")]
            lines.append(_work(each, code, ALL_CONDITIONS, _TEXTS[each.kind]))
    return tuple(lines)


def reading_to_code(done: SessionCode) -> Work:
    """Return the line for one code of a reading session, or of a call that was declined."""
    value = done.value
    return Work(
        done.origin,
        done.patient,
        ALL_CONDITIONS,
        CodingCode(done.code, done.term, done.unit),
        done.day,
        int(value) if value is not None and value == int(value) else value,
        done.text,
        "",
        done.entered_at,
        done.by,
    )


def qof_year(day: date) -> int:
    """Return the year in which the QOF year of a day began: it runs from 1 April to 31 March."""
    return day.year if day.month >= 4 else day.year - 1


def find_in_import(
    lines: Iterable[Work],
    done: Mapping[tuple[str, str], date | None],
    events: Iterable[CodedEvent],
    seen_days: range,
) -> tuple[Found, ...]:
    """Return the open lines that an import shows as coded.

    Same patient and code, so many ``seen_days`` after the work, imported after it was entered. What
    was coded well before is something else, however often it is exported again.
    Each imported code ticks off one line only, so that two invitations need two codes.
    """
    open_lines: dict[tuple[int, str], list[Work]] = defaultdict(list)
    taken: dict[tuple[int, str], list[date]] = defaultdict(list)
    for line in lines:
        key = line.patient, line.code.code
        if (line.origin, line.code.code) not in done:
            open_lines[key].append(line)
        elif (day := done[line.origin, line.code.code]) is not None:
            taken[key].append(day)
    free: dict[tuple[int, str], list[CodedEvent]] = defaultdict(list)
    for event in events:
        key = event.patient, event.code
        if event.day in taken[key]:
            taken[key].remove(event.day)
        else:
            free[key].append(event)
    return tuple(
        found
        for key, works in open_lines.items()
        for found in _matched(works, free[key], seen_days)
    )


def _matched(works: list[Work], events: list[CodedEvent], seen_days: range) -> list[Found]:
    """Pair lines with codes, both oldest first: as many pairs as there can be."""
    found: list[Found] = []
    left = sorted(events, key=lambda event: event.day)
    for work in sorted(works, key=lambda work: work.day):
        entered = datetime.fromisoformat(work.entered_at)
        for event in left:
            near = (event.day - work.day).days in seen_days
            if near and datetime.fromisoformat(event.imported_at) > entered:
                found.append(Found(work, event))
                left.remove(event)
                break
    return found


def _invitation(done: DoneHere, number: int) -> Work:
    frameworks = [Framework(name).label for name in json.loads(done.frameworks)]
    check = _CHECK_FIRST.format(number=number) if number > 1 else ""
    condition = "; ".join(frameworks) or ALL_CONDITIONS
    way = Way(done.channel or Way.LETTER).label
    text = f"Invited by {way} to one review of all conditions that are due"
    return _work(done, coding_rules().codes["invitation"], condition, text, check_first=check)


def _home_pressure(done: DoneHere) -> list[Work]:
    assert done.systolic is not None
    assert done.diastolic is not None
    codes = coding_rules().codes
    mean = Pressure(done.systolic, done.diastolic)
    text = f"Average home blood pressure {mean} mmHg, {done.days} days"
    return [
        _work(done, codes[name], Framework.HYPERTENSION.label, text, value=round_half_up(figure))
        for name, figure in (("home_systolic", done.systolic), ("home_diastolic", done.diastolic))
    ]


def _work(
    done: DoneHere,
    code: CodingCode,
    condition: str,
    text: str,
    *,
    value: int | None = None,
    check_first: str = "",
) -> Work:
    return Work(
        done.origin, done.patient, condition, code, done.day, value, text, check_first,
        done.entered_at, done.by,
    )  # fmt: skip

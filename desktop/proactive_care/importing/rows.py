"""From rows to staged events, medicines and patients. The hot loop of the importer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, Protocol

from proactive_care.domain.date_text import DateText
from proactive_care.importing.columns import Layout, plain_name, shown_name
from proactive_care.importing.demographics import DetailsReader
from proactive_care.importing.meanings import (
    EventMeanings,
    IssueMeanings,
    Meaning,
    Refused,
    split_product,
)
from proactive_care.importing.people import People, Person, Unknown
from proactive_care.importing.plan import NONE, Group, RowPlan
from proactive_care.importing.staging import Staging
from proactive_care.importing.tally import Tally
from proactive_care.importing.text_rows import Block

NOT_A_DAY = 0
_MOST_REMEMBERED = 200_000
_CONCEPT = itemgetter(2)
_TOTALS = frozenset({"total", "totals", "grand total"})


@dataclass
class Reading:
    """Everything that reading the rows of one file needs."""

    source: int
    plan: RowPlan
    layout: Layout
    people: People
    events: EventMeanings
    issues: IssueMeanings
    dates: DateText
    run_date: date
    scratch: Staging
    tally: Tally
    details: DetailsReader
    first_new_patient: int
    describes: bool  # rows may add and change patients, not only point at them
    unfinished_line: Callable[[], int]
    days: dict[str, int] = field(default_factory=dict)

    def day(self, text: str) -> int:
        """Return the day number of a cell, NOT_A_DAY if it is not a date. Remembered."""
        found = self.days.get(text)
        if found is None:
            if len(self.days) > _MOST_REMEMBERED:
                self.days.clear()
            read = self.dates.read(text.replace("\x00", ""))
            found = self.days[text] = read.toordinal() if read else NOT_A_DAY
        return found

    def column(self, index: int, otherwise: str = "") -> str:
        """Return a column's name for people."""
        if 0 <= index < len(self.layout.columns):
            return self.layout.columns[index].shown
        return otherwise

    def cell_name(self, group: Group, name: str) -> str:
        """Return the name of the column that a refusal is about."""
        return self.column(cell_of(group, name), name)

    def fitted(self, row: list[str]) -> list[str]:
        """Pad a short row with empty cells; one more empty cell stands for absent columns."""
        return row + [""] * (self.plan.width + 1 - len(row))

    def why_ignored(self, row: Sequence[str]) -> str | None:
        """Return why a row is no data: blank, a total, the header again. None if it is data."""
        first = next((text for cell in row if (text := cell.strip("\x00 \t\r\n"))), "")
        if not first:
            return "blank"
        if first.casefold() in _TOTALS:
            return "total"
        if shown_name(first) == self._first_name and self._is_header(row):
            return "repeated header"
        return None

    def _is_header(self, row: Sequence[str]) -> bool:
        names = [plain_name(cell) for cell in row if cell.strip("\x00 \t\r\n")]
        return names == [plain_name(column.name) for column in self.layout.columns if column.name]

    def misfit(self, line: int, row: Sequence[str]) -> list[tuple[str, str, str]]:
        """Return the problem of a row with more filled cells than columns, or that is cut off."""
        if len(row) < self.plan.width and line == self.unfinished_line():
            reason = (
                f"The file ends in the middle of this row: {len(row)} of {self.plan.width} cells"
            )
            return [("(whole row)", ", ".join(row), reason)]
        if not any(cell.strip("\x00 \t") for cell in row[self.plan.width :]):
            return []
        reason = f"{len(row)} cells, but the header has {self.plan.width} columns"
        return [("(whole row)", ", ".join(row[: self.plan.width]), reason)]

    def who(self, cells: Sequence[str]) -> tuple[Person | Unknown, int]:
        """Return the patient whom the cells identify (or why nobody), and the deciding column."""
        nhs, local, key = (
            self.plan.patient.get(name, NONE) for name in ("nhs_number", "local_id", "patient_key")
        )
        found: Person | Unknown = Unknown("No NHS number")
        index = nhs
        if nhs != NONE:
            found = self.people.by_nhs_text(cells[nhs])
        for column, find in ((local, self.people.by_local_id), (key, self.people.by_key)):
            if isinstance(found, Person) or found.left_out:
                break
            if column != NONE and (cells[column].strip() or index == NONE):
                other = find(cells[column])
                blank = index == NONE or not cells[index].strip("\x00 ")  # then this one says why
                if isinstance(other, Person) or other.left_out or blank:
                    found, index = other, column
        return found, index

    def when_problem(
        self, day: int, born: int, text: str, column: str
    ) -> tuple[str, str, str] | None:
        """Return what is wrong with the date of an entry, or None."""
        if not text.strip():
            return (column, text, "No date")
        if day == NOT_A_DAY:
            return (column, text, "Not a date")
        if day > self.run_date.toordinal():
            return (
                column,
                text,
                f"After the run date of {self.run_date.day} {self.run_date:%b %Y}",
            )
        if day < born:
            return (column, text, "Before the patient's birth")
        return None

    def __post_init__(self) -> None:
        names = (column.name for column in self.layout.columns if column.name)
        self._first_name = next(names, "")


class RowTaker(Protocol):
    """Stages blocks of rows of one file."""

    def take(self, block: Block) -> None:
        """Stage a block of rows, and count each of them."""


class EntryRows:
    """Rows that are one event or one medicine each (no demographics)."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._group = reading.plan.groups[0]
        self._nhs = reading.plan.patient.get("nhs_number", NONE)
        self._local = reading.plan.patient.get("local_id", NONE)

    def take(self, block: Block) -> None:
        """Stage a block of rows."""
        if self._group.is_issue:
            self._take_issues(block)
        else:
            self._take_events(block)

    def _take_events(self, block: Block) -> None:
        reading, group = self._reading, self._group
        width, run_day, source = reading.plan.width, reading.run_date.toordinal(), reading.source
        people, meanings, days = reading.people.remembered, reading.events.remembered, reading.days
        i_nhs, i_date, i_code, i_term = self._nhs, group.date, group.code, group.term
        i_unit, i_value, title = group.unit, group.value, group.title
        valued: list[tuple[Any, ...]] = []
        plain: list[tuple[Any, ...]] = []
        add_valued, add_plain = valued.append, plain.append
        conversions = reading.tally.conversions
        accepted = 0
        for line, row in zip(block.lines, block.rows, strict=True):
            if len(row) == width:
                row.append("")  # what an absent column (index -1) reads
                person = people.get(row[i_nhs])
                day = days.get(row[i_date])
                meaning = meanings.get((row[i_code], row[i_term], row[i_unit], row[i_value], title))
                if (
                    person.__class__ is Person
                    and meaning.__class__ is Meaning
                    and day
                    and person.born <= day <= run_day
                ):
                    number = person.id
                    for item, concept, code, value, sign in meaning.valued:
                        add_valued((source, number, concept, day, line, item, code, value, sign))
                    for item, concept, code in meaning.plain:
                        add_plain((source, number, concept, day, line, item, code))
                    if meaning.conversion:
                        conversions[meaning.conversion] += 1
                    accepted += 1
                    continue
                row.pop()
            accepted += self._event_slowly(line, row, add_valued, add_plain)
        reading.tally.accepted += accepted
        reading.tally.events += accepted
        store_events(reading, valued, plain)

    def _event_slowly(self, line: int, row: list[str], add_valued: Any, add_plain: Any) -> int:
        """Take a row whose texts are new, or that has something wrong. Returns 1 if accepted."""
        reading, group = self._reading, self._group
        person = self._whom(line, row)
        if person is None:
            return 0
        row = reading.fitted(row)
        day = reading.day(row[group.date])
        cells = (row[group.code], row[group.term], row[group.unit], row[group.value])
        meaning = reading.events.of(*cells, group.title)
        problems = _problems(reading, group, row, person.born, day, meaning)
        if problems or isinstance(meaning, Refused):
            reading.tally.reject(line, problems)
            return 0
        stage_event(reading, person.id, day, line, 0, meaning, add_valued, add_plain)
        return 1

    def _take_issues(self, block: Block) -> None:
        reading, group = self._reading, self._group
        rows: list[tuple[Any, ...]] = []
        for line, row in zip(block.lines, block.rows, strict=True):
            person = self._whom(line, row)
            if person is None:
                continue
            row = reading.fitted(row)
            day = reading.day(row[group.date])
            meaning = reading.issues.of(row[group.drug], row[group.code])
            problems = _problems(reading, group, row, person.born, day, meaning)
            if problems or isinstance(meaning, Refused):
                reading.tally.reject(line, problems)
                continue
            texts = (row[group.quantity].strip(), row[group.dosage].strip())
            stage_issue(reading, person.id, day, line, 0, meaning, texts, rows)
            reading.tally.accepted += 1
            reading.tally.issues += 1
        reading.scratch.add_issues(rows)

    def _whom(self, line: int, row: list[str]) -> Person | None:
        """Return the patient of a row; otherwise count the row and return None."""
        reading = self._reading
        ignored = reading.why_ignored(row)
        if ignored:
            reading.tally.ignored[ignored] += 1
            return None
        problems = reading.misfit(line, row)
        if problems:
            reading.tally.reject(line, problems)
            return None
        cells = reading.fitted(row)
        found, index = reading.who(cells)
        if isinstance(found, Person):
            return found
        if found.left_out:
            reading.tally.ignored[found.reason] += 1
        else:
            reading.tally.reject(
                line, [(reading.column(index, "NHS number"), cells[index], found.reason)]
            )
        return None


def _problems(
    reading: Reading,
    group: Group,
    row: list[str],
    born: int,
    day: int,
    meaning: Meaning | Refused,
) -> list[tuple[str, str, str]]:
    problems = []
    if isinstance(meaning, Refused):
        problems.append((reading.cell_name(group, meaning.cell), meaning.shown, meaning.reason))
    when = reading.when_problem(day, born, row[group.date], reading.column(group.date, "date"))
    return [*problems, when] if when else problems


def cell_of(group: Group, name: str) -> int:
    """Return the column that a refusal is about; a missing code is shown at the term or value."""
    wanted = {"value": (group.value,), "code": (group.code, group.term, group.value),
              "name": (group.drug, group.code)}[name]  # fmt: skip
    return next((index for index in wanted if index != NONE), group.date)


def stage_event(
    reading: Reading,
    patient: int,
    day: int,
    line: int,
    base: int,
    meaning: Meaning,
    add_valued: Any,
    add_plain: Any,
) -> None:
    """Stage one event under each of its concepts. ``base`` is the group's first item number."""
    source = reading.source
    for item, concept, code, value, sign in meaning.valued:
        add_valued((source, patient, concept, day, line, base + item, code, value, sign))
    for item, concept, code in meaning.plain:
        add_plain((source, patient, concept, day, line, base + item, code))
    if meaning.conversion:
        reading.tally.conversions[meaning.conversion] += 1


def store_events(
    reading: Reading, valued: list[tuple[Any, ...]], plain: list[tuple[Any, ...]]
) -> None:
    """Write staged events to the scratch file and count them by concept."""
    reading.scratch.add_events(valued)
    reading.scratch.add_plain_events(plain)
    reading.tally.rows_of.update(map(_CONCEPT, valued))
    reading.tally.rows_of.update(map(_CONCEPT, plain))


def stage_issue(
    reading: Reading,
    patient: int,
    day: int,
    line: int,
    item: int,
    meaning: Meaning,
    texts: tuple[str, str],
    rows: list[tuple[Any, ...]],
) -> None:
    """Stage one medicine under each of its classes. ``texts`` are quantity and dosage."""
    for _, concept, code in meaning.plain:
        rows.append((reading.source, patient, concept, day, line, item, code, *texts))


def product_of(group: Group, row: Sequence[str]) -> tuple[str, str, str, str]:
    """Return (name, code, quantity, dosage) of a medicine group in a list report."""
    name, dosage, quantity = row[group.drug] if group.drug != NONE else row[group.term], "", ""
    if group.drug != NONE and group.quantity == NONE and group.dosage == NONE:
        name, dosage, quantity = split_product(name)
    if group.quantity != NONE:
        quantity = row[group.quantity].strip()
    if group.dosage != NONE:
        dosage = row[group.dosage].strip()
    return name, row[group.code] if group.code != NONE else "", quantity, dosage

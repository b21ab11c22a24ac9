"""Rows that describe patients: plain patient files, and list reports with groups of events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.importing.demographics import Details
from proactive_care.importing.meanings import Refused
from proactive_care.importing.people import Person
from proactive_care.importing.plan import NONE, Group
from proactive_care.importing.rows import (
    Reading,
    product_of,
    stage_event,
    stage_issue,
    store_events,
)
from proactive_care.importing.text_rows import Block

_Problem = tuple[str, str, str]


@dataclass
class _Staged:
    """Rows on their way to the scratch file."""

    valued: list[tuple[Any, ...]] = field(default_factory=list)
    plain: list[tuple[Any, ...]] = field(default_factory=list)
    issues: list[tuple[Any, ...]] = field(default_factory=list)
    patients: list[tuple[Any, ...]] = field(default_factory=list)
    seen: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass
class _Current:
    """The patient to whom continuation rows belong. ``person`` is None if not known."""

    person: Person | None
    line: int
    ids: tuple[str, ...]
    left_out: str = ""
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)  # of the row above, by group


class PatientRows:
    """Rows with a patient's own cells, and any number of groups of event columns."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._ids = reading.plan.identifies
        self._own = tuple(reading.plan.patient.values())
        self._is_list = bool(reading.plan.groups)
        self._cells = [group.cells for group in reading.plan.groups]
        self._dates = [g.date if g.shares_date else NONE for g in reading.plan.groups]
        self._continues = self._is_list and reading.plan.continues
        self._empty = "continuation only" if self._continues else "no entry in it"
        self._lines_of: dict[int, int] = {}  # patient -> first line in this file
        self._current: _Current | None = None
        lists = reading.events.concepts
        self._diastolic_of = {
            lists[f"systolic_bp_{setting}"].id: lists[f"diastolic_bp_{setting}"].id
            for setting in ("clinic", "home", "ambulatory")
        }

    def take(self, block: Block) -> None:
        """Stage a block of rows."""
        reading, staged = self._reading, _Staged()
        for line, row in zip(block.lines, block.rows, strict=True):
            self._row(line, row, staged)
        reading.scratch.add_patients(staged.patients)
        reading.scratch.add_seen(staged.seen)
        store_events(reading, staged.valued, staged.plain)
        reading.scratch.add_issues(staged.issues)

    def _row(self, line: int, row: list[str], staged: _Staged) -> None:
        tally = self._reading.tally
        ignored = self._reading.why_ignored(row)
        if ignored:
            self._current = None if ignored != "repeated header" else self._current
            tally.ignored[ignored] += 1
            return
        problems = self._reading.misfit(line, row)
        if problems:
            tally.reject(line, problems)
            return
        cells = self._reading.fitted(row)
        is_new, problems = self._identify(line, cells, staged)
        current = self._current
        if current is None:
            tally.reject(line, problems)
        elif current.left_out:
            tally.ignored[current.left_out] += 1
        else:
            self._entries(line, cells, current, is_new, problems, staged)

    def _identify(
        self, line: int, cells: list[str], staged: _Staged
    ) -> tuple[bool, list[_Problem]]:
        """Set the current patient. Returns whether the row is their first, and its problems."""
        if self._continues and not any(cells[index].strip() for index in self._own):
            if self._current is None:
                return False, [("(patient)", "", "No patient on this row or above it")]
            return False, []
        ids = tuple(cells[index].strip() for index in self._ids)
        if self._is_list and self._current is not None and self._current.ids == ids and any(ids):
            return False, []
        if not self._reading.describes:
            self._current, problems = self._known(line, ids, cells)
            return False, problems
        details = self._reading.details.read(cells)
        self._current, problems = self._patient(line, ids, details, staged)
        return True, problems

    def _known(
        self, line: int, ids: tuple[str, ...], cells: list[str]
    ) -> tuple[_Current | None, list[_Problem]]:
        """Find the patient of a row that says nothing about them but their number."""
        found, index = self._reading.who(cells)
        if isinstance(found, Person):
            return _Current(found, line, ids), []
        if found.left_out:
            return _Current(None, line, ids, found.reason), []
        column = self._reading.column(index, "NHS number")
        return None, [(column, cells[index], found.reason)]

    def _patient(
        self, line: int, ids: tuple[str, ...], details: Details, staged: _Staged
    ) -> tuple[_Current | None, list[_Problem]]:
        reading, people = self._reading, self._reading.people
        nhs, local = details.nhs_number, details.local_id
        if details.left_out:
            people.leave_out((nhs, local, details.key), details.left_out)
            return _Current(None, line, ids, details.left_out), []
        problems = [(reading.column(i), shown, reason) for i, shown, reason in details.problems]
        if nhs is None and local is None:
            index, shown, reason = details.nhs_problem or (self._ids[0], "", "No number")
            return _Current(None, line, ids), [*problems, (reading.column(index), shown, reason)]
        known = people.find(nhs, local)
        if known is None and reading.plan.only_completes:
            index = reading.plan.patient["patient_key"]
            reason = "No patient with this key: choose the extract's patient file as well"
            problems.append((reading.column(index), local or "", reason))
            return _Current(None, line, ids), problems
        if nhs is None and details.nhs_problem is not None:
            self._keep_by_local_number(line, details, known)
        person = people.add(nhs, local, details.born) if known is None else people.update(
            known, nhs, local, details.born
        )  # fmt: skip
        if details.key:
            people.know_key(details.key, person)
        self._note_repeat(line, person, details)
        is_new = int(person.id >= reading.first_new_patient)
        row = (person.id, reading.source, line, reading.details.covered_by(details), is_new)
        staged.patients.append((*row, *details.staged()))
        staged.seen.append((reading.source, person.id, line))
        return _Current(person, line, ids), problems

    def _keep_by_local_number(self, line: int, details: Details, known: Person | None) -> None:
        index, shown, reason = details.nhs_problem or (self._ids[0], "", "")
        how = "matched by the local number" if known else "kept with the local number"
        self._reading.tally.list_for_a_person(
            line, self._reading.column(index), shown, f"{reason.partition(':')[0]}: {how}"
        )

    def _note_repeat(self, line: int, person: Person, details: Details) -> None:
        first = self._lines_of.setdefault(person.id, line)
        if first != line and not self._is_list:
            shown = show_nhs_number(details.nhs_number) if details.nhs_number else details.local_id
            self._reading.tally.list_for_a_person(
                line, "NHS number", shown or "", f"Also on row {first:,}: the later row is used"
            )

    def _entries(
        self,
        line: int,
        cells: list[str],
        current: _Current,
        is_new: bool,
        problems: list[_Problem],
        staged: _Staged,
    ) -> None:
        tally = self._reading.tally
        filled = self._filled(cells)
        repeats = self._reading.plan.drops_repeats and not is_new and bool(filled)
        repeated = repeats and any(cells[i].strip() for i in self._own)
        fresh = {
            place: texts
            for place, texts in filled.items()
            if not (repeated and current.cells.get(place) == texts)
        }
        current.cells = filled
        if current.person is None:
            self._of_nobody(line, current, is_new, problems, bool(fresh))
            return
        for place in fresh:
            problems += self._entry(line, cells, place, current.person, staged)
        if problems:
            tally.reject(line, problems)
        elif is_new or fresh:
            tally.accepted += 1
        else:
            tally.ignored["repeats the row above" if filled else self._empty] += 1

    def _of_nobody(
        self, line: int, current: _Current, is_new: bool, problems: list[_Problem], fresh: bool
    ) -> None:
        tally = self._reading.tally
        if is_new:
            tally.reject(line, problems)
        elif fresh:
            reason = f"Belongs to the patient on row {current.line:,}, who was not matched"
            tally.reject(line, [("(patient)", "", reason)])
        else:
            tally.ignored[self._empty] += 1

    def _filled(self, cells: list[str]) -> dict[int, tuple[str, ...]]:
        filled = {}
        for place, indexes in enumerate(self._cells):
            texts = tuple([cells[index].strip("\x00 \t\r\n") for index in indexes])
            if any(texts) and not self._only_date(cells, place, texts):
                filled[place] = texts
        return filled

    def _only_date(self, cells: list[str], place: int, texts: tuple[str, ...]) -> bool:
        """Whether a group has nothing but a date that is other groups' date too."""
        if self._dates[place] == NONE or texts.count("") < len(texts) - 1:
            return False
        return bool(cells[self._dates[place]].strip("\x00 \t\r\n"))

    def _entry(
        self, line: int, cells: list[str], place: int, person: Person, staged: _Staged
    ) -> list[_Problem]:
        """Stage one group of a row; returns what is wrong with it."""
        reading = self._reading
        group = reading.plan.groups[place]
        day = reading.day(cells[group.date])
        when = reading.when_problem(day, person.born, cells[group.date], reading.column(group.date))
        if group.is_issue:
            name, code, quantity, dosage = product_of(group, cells)
            meaning = reading.issues.of(name, code)
        else:
            texts = (cells[group.code], cells[group.term], cells[group.unit], cells[group.value])
            meaning = reading.events.of(*texts, group.title)
        problems = [when] if when else []
        if isinstance(meaning, Refused):
            problems.insert(
                0, (reading.cell_name(group, meaning.cell), meaning.shown, meaning.reason)
            )
        if problems or isinstance(meaning, Refused):
            return problems
        if group.is_issue:
            stage_issue(
                reading, person.id, day, line, place, meaning, (quantity, dosage), staged.issues
            )
            reading.tally.issues += 1
            return []
        swapped = self._swapped(group, person, line, day, meaning.valued, staged)
        if swapped:
            return [swapped]
        stage_event(
            reading,
            person.id,
            day,
            line,
            place * 2,
            meaning,
            staged.valued.append,
            staged.plain.append,
        )
        reading.tally.events += 1
        return []

    def _swapped(
        self,
        group: Group,
        person: Person,
        line: int,
        day: int,
        valued: tuple[tuple[int, int, int, float, int], ...],
        staged: _Staged,
    ) -> _Problem | None:
        """A diastolic must be below its systolic of the same row and day: else neither is taken."""
        if len(valued) != 1:
            return None
        concept, value = valued[0][1], valued[0][3]
        for index in range(len(staged.valued) - 1, -1, -1):
            other = staged.valued[index]
            if other[4] != line:
                return None
            if other[1] != person.id or other[3] != day:
                continue
            if self._diastolic_of.get(other[2]) == concept and value >= other[7]:
                del staged.valued[index]
                self._reading.tally.events -= 1
                shown = f"{value:g} (systolic {other[7]:g})"
                return (
                    self._reading.column(group.value),
                    shown,
                    "Not below systolic: looks swapped",
                )
        return None

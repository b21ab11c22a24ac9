"""Rows of a list of patients without values: who is on it."""

from __future__ import annotations

from typing import Any

from proactive_care.importing.people import Person
from proactive_care.importing.plan import NONE
from proactive_care.importing.results import ListChoice
from proactive_care.importing.rows import NOT_A_DAY, Reading
from proactive_care.importing.text_rows import Block
from proactive_care.store.target_lists import LIST_SYSTEM

_UNMAPPED = 0


class ListMembers:
    """One patient a row. Nobody is added or changed: who is not known is listed for a person."""

    def __init__(self, reading: Reading, choice: ListChoice, code: int) -> None:
        self._reading = reading
        self._birth = reading.plan.patient.get("date_of_birth", NONE)
        concepts = reading.events.concepts
        self._concept = concepts[choice.concept].id if choice.concept else _UNMAPPED
        self._code = code
        self._day = reading.run_date.toordinal()
        self._members: set[int] = set()

    def take(self, block: Block) -> None:
        """Stage a block of rows."""
        rows: list[tuple[Any, ...]] = []
        for line, row in zip(block.lines, block.rows, strict=True):
            self._row(line, row, rows)
        self._reading.scratch.add_plain_events(rows)

    def _row(self, line: int, row: list[str], rows: list[tuple[Any, ...]]) -> None:
        reading, tally = self._reading, self._reading.tally
        ignored = reading.why_ignored(row)
        if ignored:
            tally.ignored[ignored] += 1
            return
        problems = reading.misfit(line, row)
        if problems:
            tally.reject(line, problems)
            return
        cells = reading.fitted(row)
        found, index = reading.who(cells)
        if not isinstance(found, Person):
            if found.left_out:
                tally.ignored[found.reason] += 1
            else:
                self._for_a_person(line, reading.column(index, "NHS number"), cells[index],
                                   found.reason)  # fmt: skip
        elif self._born_otherwise(cells, found):
            self._for_a_person(line, reading.column(self._birth), cells[self._birth],
                               "Not the date of birth of the patient with this number")  # fmt: skip
        elif found.id in self._members:
            tally.ignored["same patient again"] += 1
        else:
            self._members.add(found.id)
            rows.append((reading.source, found.id, self._concept, self._day, line, 0, self._code))
            tally.accepted += 1
            tally.events += 1

    def _born_otherwise(self, cells: list[str], person: Person) -> bool:
        """A number with another birth is somebody else's number: the row is not believed."""
        if self._birth == NONE or not person.born:
            return False
        day = self._reading.day(cells[self._birth])
        return day not in (NOT_A_DAY, person.born)

    def _for_a_person(self, line: int, column: str, value: str, reason: str) -> None:
        tally = self._reading.tally
        tally.reject(line, [(column, value, reason)])
        tally.list_for_a_person(line, column, value, reason)


def list_code(choice: ListChoice) -> tuple[str, str, str]:
    """Return how a list is known among the codes of the practice: by its name."""
    return LIST_SYSTEM, "", choice.name

"""Rows of whole extracts: tables that point at each other by keys, and journals of all kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from proactive_care.importing.meanings import Meaning, Refused, clean_code
from proactive_care.importing.people import Person
from proactive_care.importing.plan import NONE
from proactive_care.importing.rows import Reading, stage_event, stage_issue, store_events
from proactive_care.importing.text_rows import Block

Lookup = dict[str, tuple[str, str]]
"""An extract's own code number -> (SNOMED CT or dm+d code, description)."""

_NO = frozenset({"false", "0", "n", "no"})
_YES = frozenset({"true", "1", "y", "yes", "d"})


class LookupRows:
    """A table of codes: nothing is stored, later files refer to it."""

    def __init__(self, reading: Reading, lookup: Lookup) -> None:
        self._reading = reading
        self._lookup = lookup
        group = reading.plan.groups[0]
        self._key, self._code, self._term = group.value, group.code, group.term

    def take(self, block: Block) -> None:
        tally = self._reading.tally
        for line, row in zip(block.lines, block.rows, strict=True):
            ignored = self._reading.why_ignored(row)
            if ignored:
                tally.ignored[ignored] += 1
                continue
            cells = self._reading.fitted(row)
            key = clean_code(cells[self._key])
            if not key:
                tally.reject(line, [(self._reading.column(self._key, "key"), "", "No key")])
                continue
            self._lookup[key] = (clean_code(cells[self._code]), cells[self._term].strip())
            tally.accepted += 1


class SkippedRows:
    """A table of an extract that has nothing for this application. Its rows are counted."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def take(self, block: Block) -> None:
        for row in block.rows:
            why = self._reading.why_ignored(row) or "table not used here"
            self._reading.tally.ignored[why] += 1


class JoinedRows:
    """One event or one medicine a row, with keys, deletions, comparators or a second value."""

    def __init__(
        self, reading: Reading, lookup: Mapping[str, tuple[str, str]] | None, own_codes: str
    ) -> None:
        self._reading = reading
        self._lookup = lookup
        self._own_codes = own_codes  # what is put before numbers that the lookup does not know
        self._group = reading.plan.groups[0]
        self._medicine = replace(
            self._group, drug=self._group.term, quantity=self._group.value, is_issue=True
        )

    def take(self, block: Block) -> None:
        valued: list[tuple[Any, ...]] = []
        plain: list[tuple[Any, ...]] = []
        issues: list[tuple[Any, ...]] = []
        for line, row in zip(block.lines, block.rows, strict=True):
            self._row(line, row, valued, plain, issues)
        store_events(self._reading, valued, plain)
        self._reading.scratch.add_issues(issues)

    def _row(
        self,
        line: int,
        row: list[str],
        valued: list[tuple[Any, ...]],
        plain: list[tuple[Any, ...]],
        issues: list[tuple[Any, ...]],
    ) -> None:
        reading, tally = self._reading, self._reading.tally
        group = self._group
        ignored = reading.why_ignored(row) or self._removed(row)
        if ignored:
            tally.ignored[ignored] += 1
            return
        misfit = reading.misfit(line, row)
        cells = reading.fitted(row)
        found, index = reading.who(cells)
        if not isinstance(found, Person) and found.left_out:
            tally.ignored[found.reason] += 1
            return
        if misfit or not isinstance(found, Person):
            reason = "" if isinstance(found, Person) else found.reason
            tally.reject(line, misfit or [(reading.column(index, "patient"), cells[index], reason)])
            return
        is_issue = self._is_issue(cells)
        meaning = self._issue(cells) if is_issue else self._event(cells)
        day = reading.day(cells[group.date])
        problems = []
        if isinstance(meaning, Refused):
            column = reading.cell_name(self._medicine if is_issue else group, meaning.cell)
            problems.append((column, meaning.shown, meaning.reason))
        when = reading.when_problem(day, found.born, cells[group.date], reading.column(group.date))
        problems += [when] if when else []
        if problems or isinstance(meaning, Refused):
            tally.reject(line, problems)
        elif is_issue:
            texts = (self._quantity(cells), cells[group.dosage].strip())
            stage_issue(reading, found.id, day, line, 0, meaning, texts, issues)
            tally.accepted += 1
            tally.issues += 1
        else:
            stage_event(reading, found.id, day, line, 0, meaning, valued.append, plain.append)
            tally.accepted += 1
            tally.events += 1

    def _removed(self, row: Sequence[str]) -> str:
        index = self._group.removed
        if index != NONE and index < len(row) and row[index].strip().casefold() in _YES:
            return "deleted in the clinical system"
        return ""

    def _is_issue(self, cells: Sequence[str]) -> bool:
        group = self._group
        if group.is_issue:
            return True
        return any(cells[i].strip() for i in (group.drug, group.form) if i != NONE)

    def _code(self, code: str, term: str) -> tuple[str, str]:
        """Translate an extract's own code number; the row's own description counts more."""
        if self._lookup is None or not code.strip():
            return code, term
        found = self._lookup.get(clean_code(code))
        if found is None:  # an own number must not be taken for a SNOMED CT code
            return f"{self._own_codes}{code}", term
        return found[0] or f"{self._own_codes}{code}", term.strip() or found[1]

    def _event(self, cells: Sequence[str]) -> Meaning | Refused:
        group = self._group
        code = cells[group.code].strip()
        term = cells[group.term]
        if not code or self._lookup is not None:
            code, term = self._code(code or cells[group.other_code], term)
        no_number = cells[group.is_number].strip().casefold() in _NO
        value = "" if no_number else cells[group.value].strip()
        second = cells[group.second_value].strip()
        if second:
            value = f"{value}/{second}"
        if group.comparator != NONE and value:
            value = f"{cells[group.comparator].strip()}{value}"
        return self._reading.events.of(code, term, cells[group.unit], value)

    def _issue(self, cells: Sequence[str]) -> Meaning | Refused:
        group = self._group
        if group.is_issue:
            code, name = self._code(cells[group.code], cells[group.drug])
        else:  # a journal: the medicine's code has a column of its own
            code, name = cells[group.drug], cells[group.term]
        return self._reading.issues.of(name, code)

    def _quantity(self, cells: Sequence[str]) -> str:
        index = self._group.quantity if self._group.quantity != NONE else self._group.value
        return cells[index].strip()

"""Running a compiled framework: SQL groups the patients, Python finds the words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from proactive_care.domain.truth import Truth
from proactive_care.frameworks.compiler import (
    Query,
    add_functions,
    compile_framework,
    compile_register,
)
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.outcomes import Describer, Outcome, cannot_check, shown_flags
from proactive_care.frameworks.sql_values import Row, RowValues, readers
from proactive_care.store.connection import Connection
from proactive_care.store.stratification import StoredResult


def sort_everybody(
    connection: Connection, rules: FrameworkRules, as_of: date, covered: frozenset[str]
) -> Iterator[StoredResult]:
    """Yield the result of every living, registered patient on the register, by patient id."""
    add_functions(connection)
    unable = cannot_check(rules, covered)
    if unable:
        sql = compile_register(rules, as_of, covered)
        for (patient,) in connection.execute(sql):
            yield _stored(patient, unable)
        return
    query = _compiled(rules, as_of, covered, False)
    reader = _RowReader(rules, query, as_of, covered)
    for row in connection.execute(query.sql):
        yield reader.result(row)


def sort_one(
    connection: Connection,
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    patient: int,
) -> StoredResult | None:
    """Return one patient's result, or None when not on the register."""
    add_functions(connection)
    unable = cannot_check(rules, covered)
    if unable:
        sql = compile_register(rules, as_of, covered, one_patient=True)
        found = connection.execute(sql, {"patient": patient}).fetchone()
        return _stored(patient, unable) if found else None
    query = _compiled(rules, as_of, covered, True)
    row = connection.execute(query.sql, {"patient": patient}).fetchone()
    return _RowReader(rules, query, as_of, covered).result(row) if row else None


@lru_cache(maxsize=64)
def _compiled(
    rules: FrameworkRules, as_of: date, covered: frozenset[str], one_patient: bool
) -> Query:
    return compile_framework(rules, as_of, covered, one_patient=one_patient)


class _RowReader:
    def __init__(
        self, rules: FrameworkRules, query: Query, as_of: date, covered: frozenset[str]
    ) -> None:
        self._rules = rules
        self._describer = Describer(rules, covered)
        self._readers = readers(rules.facts, query.columns, as_of, covered)
        self._chosen = query.columns["chosen"]
        last = len(rules.groups) - 1
        self._groups = [query.columns[f"g{index}"] for index in range(last)]
        self._flags = [query.columns[f"k{index}"] for index in range(len(rules.flags))]

    def result(self, row: Row) -> StoredResult:
        chosen = row[self._chosen]
        group = self._rules.groups[chosen]
        values = RowValues(self._readers, row)
        unknown = [index for index in range(chosen) if row[self._groups[index]] is None]
        flags: list[Truth] = [bool(row[column]) for column in self._flags]
        return _stored(
            row[0],
            Outcome(
                group.id,
                group.tier,
                self._describer.reasons(chosen, values),
                shown_flags(self._rules.flags, flags, group.id) if any(flags) else (),
                self._describer.could_not_check(unknown, values) if unknown else (),
            ),
        )


def _stored(patient: int, outcome: Outcome) -> StoredResult:
    return StoredResult(
        patient,
        outcome.group,
        outcome.tier.value,
        None,
        outcome.reasons,
        outcome.flags,
        outcome.could_not_check,
    )

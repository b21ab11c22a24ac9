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
from proactive_care.frameworks.local import NO_OVERLAY, Overlay, local_flags, raised_tier
from proactive_care.frameworks.model import Adaptation, FrameworkRules
from proactive_care.frameworks.outcomes import (
    Describer,
    Outcome,
    cannot_check,
    needs_birth,
    no_birth,
    register_for,
    shown_flags,
    supposed_birth,
)
from proactive_care.frameworks.sql_values import Row, RowValues, readers
from proactive_care.store.connection import Connection
from proactive_care.store.stratification import StoredResult


def sort_everybody(
    connection: Connection,
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    overlay: Overlay = NO_OVERLAY,
) -> Iterator[StoredResult]:
    """Yield the result of every living, registered patient on the register.

    Then those who cannot be placed, because they would be on it but have no date of birth.
    """
    add_functions(connection)
    unable = cannot_check(rules, covered)
    undated = _undated(connection, rules, as_of, covered)
    if unable:
        sql = compile_register(rules, rules.without, as_of, covered)
        for (patient,) in connection.execute(sql):
            undated.discard(patient)
            yield _stored(patient, unable)
    else:
        query = _compiled(rules, as_of, covered, False, overlay)
        reader = _RowReader(rules, query, as_of, covered, overlay)
        for row in connection.execute(query.sql):
            undated.discard(row[0])
            yield reader.result(row)
    for patient in sorted(undated):
        yield _stored(patient, no_birth(rules, covered))


def sort_one(
    connection: Connection,
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    patient: int,
    overlay: Overlay = NO_OVERLAY,
) -> StoredResult | None:
    """Return one patient's result, or None when not on the register."""
    add_functions(connection)
    unable = cannot_check(rules, covered)
    if unable:
        sql = compile_register(rules, rules.without, as_of, covered, one_patient=True)
        if connection.execute(sql, {"patient": patient}).fetchone():
            return _stored(patient, unable)
    else:
        query = _compiled(rules, as_of, covered, True, overlay)
        row = connection.execute(query.sql, {"patient": patient}).fetchone()
        if row:
            return _RowReader(rules, query, as_of, covered, overlay).result(row)
    if _undated(connection, rules, as_of, covered, patient):
        return _stored(patient, no_birth(rules, covered))
    return None


def _undated(
    connection: Connection,
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    patient: int | None = None,
) -> set[int]:
    """Return who has no date of birth and would be on the register at the supposed age."""
    if not needs_birth(rules, covered):
        return set()
    sql = _undated_sql(rules, as_of, covered, patient is not None)
    values = {} if patient is None else {"patient": patient}
    return {row[0] for row in connection.execute(sql, values)}


@lru_cache(maxsize=64)
def _undated_sql(
    rules: FrameworkRules, as_of: date, covered: frozenset[str], one_patient: bool
) -> str:
    register, birth = register_for(rules, covered), supposed_birth(as_of)
    return compile_register(
        rules, register, as_of, covered, one_patient=one_patient, supposed_birth=birth
    )


@lru_cache(maxsize=64)
def _compiled(
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    one_patient: bool,
    overlay: Overlay,
) -> Query:
    extra = tuple(when for _, when in overlay.of(rules.framework))
    return compile_framework(
        rules, as_of, covered, one_patient=one_patient, extra=extra, extra_facts=overlay.facts
    )


class _RowReader:
    def __init__(
        self,
        rules: FrameworkRules,
        query: Query,
        as_of: date,
        covered: frozenset[str],
        overlay: Overlay,
    ) -> None:
        self._rules = rules
        self._describer = Describer(rules, covered)
        self._readers = readers(rules.facts, query.columns, as_of, covered)
        self._chosen = query.columns["chosen"]
        last = len(rules.groups) - 1
        self._groups = [query.columns[f"g{index}"] for index in range(last)]
        self._local = [
            (adaptation, query.columns[f"a{index}"])
            for index, (adaptation, _) in enumerate(overlay.of(rules.framework))
        ]
        self._flags = [query.columns[f"k{index}"] for index in range(len(rules.flags))]

    def result(self, row: Row) -> StoredResult:
        chosen = row[self._chosen]
        group = self._rules.groups[chosen]
        values = RowValues(self._readers, row)
        unknown = [index for index in range(chosen) if row[self._groups[index]] is None]
        flags: list[Truth] = [bool(row[column]) for column in self._flags]
        local = [adaptation for adaptation, column in self._local if row[column]]
        return _stored(
            row[0],
            Outcome(
                group.id,
                group.tier,
                self._describer.reasons(chosen, values),
                shown_flags(self._rules.flags, flags, group.id) if any(flags) else (),
                self._describer.could_not_check(unknown, values) if unknown else (),
            ),
            local,
        )


def _stored(patient: int, outcome: Outcome, local: list[Adaptation] | None = None) -> StoredResult:
    raised = raised_tier(outcome.tier, local) if local else outcome.tier
    return StoredResult(
        patient,
        outcome.group,
        outcome.tier.value,
        None if raised is outcome.tier else raised.value,
        outcome.reasons,
        (*outcome.flags, *local_flags(outcome.tier, local)) if local else outcome.flags,
        outcome.could_not_check,
    )

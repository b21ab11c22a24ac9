"""Many measures as one SQL statement, so that the records are gone through once, not for each.

Everybody who may be in any denominator is found first. Every other fact is looked up only for the
patients of the measures that ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from proactive_care.frameworks.compiler import Statement, conjuncts, listed
from proactive_care.frameworks.conditions import AnyOf, Condition
from proactive_care.frameworks.facts import Fact
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.sql_facts import Stages

FIGURES = 4
"""Columns of each measure: denominator with those left out, met, left out, not known."""


def compile_measures(
    rules: tuple[FrameworkRules, ...], as_of: date, covered: frozenset[str]
) -> str:
    """Compile the rules of measures of one file (at least one) for a day and what was imported.

    The statement gives one row: for each measure in turn the FIGURES, 0 or NULL for nobody. The
    first group is "met", a second one before the last is "left out".
    """
    facts = {name: fact for each in rules for name, fact in each.facts.items()}
    return _Measures(rules, facts, as_of, covered).counts()


class _Measures(Statement):
    def __init__(
        self,
        rules: tuple[FrameworkRules, ...],
        facts: Mapping[str, Fact],
        as_of: date,
        covered: frozenset[str],
    ) -> None:
        super().__init__(rules[0], as_of, covered, False, (), facts)
        self._measures = rules
        self._askers: dict[str, list[int]] = {}
        for index, each in enumerate(rules):
            for name in each.facts:
                self._askers.setdefault(name, []).append(index)
        self._for = ""  # the columns that say for whom facts are looked up, by their letter

    def counts(self) -> str:
        """Return the whole statement."""
        leads = [self._lead(each.register) for each in self._measures]
        self.start(AnyOf(tuple(leads)))
        self._judge("l", leads)
        registers = [each.register for each in self._measures]
        self._look_up(registers)
        self._judge("w", registers)
        self._look_up([group.when for each in self._measures for group in each.groups])
        judged = []
        for i, each in enumerate(self._measures):
            met, *others = [group.when for group in each.groups if group.when]
            judged += [(f"w{i}", f"m.w{i}"), (f"g{i}", self._scope.condition(met))]
            judged += [(f"x{i}", self._scope.condition(other)) for other in others]
            judged += [(f"x{i}", "0")] * (not others)
        self._add("judged", f"SELECT {listed(judged)} FROM {self._last} m")
        return self.finish(
            f"SELECT {', '.join(_figures(i) for i in range(len(self._measures)))} FROM {{last}}"
        )

    def _lead(self, register: Condition) -> Condition:
        """Return the part of a register that needs records first: without it nobody is on it."""
        parts = conjuncts(register)
        return min(parts, key=self.needs_no_records)

    def _judge(self, letter: str, conditions: list[Condition]) -> None:
        columns = [(f"{letter}{i}", self._scope.condition(c)) for i, c in enumerate(conditions)]
        self._add(f"judged_{letter}", f"SELECT m.*, {listed(columns)} FROM {self._last} m")
        self._for = letter

    def _look_up(self, conditions: list[Condition | None] | list[Condition]) -> None:
        wanted: dict[str, Fact] = {}
        for condition in conditions:
            if condition:
                wanted |= self._needed_by(condition)
        self._compute(wanted)

    def _stages(self, fact: Fact) -> Stages:
        stages = super()._stages(fact)
        if not self._for:
            return stages
        asked = " OR ".join(f"m.{self._for}{i}" for i in self._askers[fact.name])
        return [
            [(name, f"CASE WHEN {asked} THEN {expression} END") for name, expression in columns]
            for columns in stages
        ]


def _figures(i: int) -> str:
    return (
        f"sum(w{i}), sum(w{i} AND g{i}), sum(w{i} AND g{i} IS NOT TRUE AND x{i}),"
        f" sum(w{i} AND g{i} IS NULL AND x{i} IS NOT TRUE)"
    )

"""Building facts from a pack's tables, each when it is first named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from proactive_care.frameworks.conditions import Condition
from proactive_care.frameworks.fact_kinds import KINDS
from proactive_care.frameworks.facts import Fact, PatientNumber, SexIs, Words
from proactive_care.frameworks.parser import RESERVED, parse_condition
from proactive_care.frameworks.problems import RuleError, did_you_mean
from proactive_care.frameworks.recipe import Recipe
from proactive_care.frameworks.tables import Table
from proactive_care.frameworks.toml_source import TomlSource
from proactive_care.frameworks.windows import parse_span
from proactive_care.frameworks.wording import BIRTH_MISSING
from proactive_care.store.concepts import Concept

T = TypeVar("T")
BUILT_IN: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        PatientNumber("age", Words("age", BIRTH_MISSING, BIRTH_MISSING)),
        PatientNumber("imd_quintile", Words("deprivation fifth", "deprivation not known", "")),
        PatientNumber("registers", Words("number of conditions", "conditions not known", "")),
        SexIs("male", Words("male", "sex not recorded", "not male"), "M"),
        SexIs("female", Words("female", "sex not recorded", "not female"), "F"),
    )
}


class FactBook:
    """What every name means in one framework: its own file over the pack's shared one.

    Raises PackProblem, pointing at the entry, when a fact or a condition is not right.
    """

    def __init__(self, concepts: Mapping[str, Concept], sources: tuple[TomlSource, ...]) -> None:
        self._concepts = concepts
        self._facts: dict[str, Fact] = dict(BUILT_IN)
        self._conditions: dict[str, Condition] = {}
        self._building: list[str] = []
        self._fact_tables: dict[str, Table] = {}
        self._condition_texts: dict[str, tuple[TomlSource, str]] = {}
        for source in sources:
            self._declare(source)

    def build_all(self) -> None:
        """Build every fact and condition, so that also the unused ones are checked."""
        for name in self._fact_tables:
            self.fact(name)
        for name in self._condition_texts:
            self.condition(name)

    def in_order(self, wanted: tuple[str, ...]) -> dict[str, Fact]:
        """Return the wanted facts and all that they stand on, each after what it needs."""
        ordered: dict[str, Fact] = {}
        for name in wanted:
            fact = self._facts[name]
            if name not in ordered:
                ordered.update(self.in_order(fact.depends_on))
                ordered[name] = fact
        return ordered

    # What the parser and the recipes ask --------------------------------------------------------

    def names(self) -> list[str]:
        return [*self._fact_tables, *self._condition_texts, *BUILT_IN]

    def fact(self, name: str) -> Fact | None:
        if name not in self._facts and name in self._fact_tables:
            table = self._fact_tables[name]
            where = ("facts", name)
            self._facts[name] = self._guarded(table.source, where, lambda: self._build(name, table))
        return self._facts.get(name)

    def condition(self, name: str) -> Condition | None:
        if name not in self._conditions and name in self._condition_texts:
            source, text = self._condition_texts[name]
            where = ("conditions", name)
            self._conditions[name] = self._guarded(
                source, where, lambda: parse_condition(text, self)
            )
        return self._conditions.get(name)

    def inline(self, kind: str, concept: str, span: str) -> Fact:
        """Return the fact behind ``count(saba, 12 months)`` in a condition."""
        name = "_".join(filter(None, (kind, concept, span.replace(" ", "_"))))
        raw = {kind: [concept]} | ({"within": str(parse_span(span))} if span else {})
        return self._facts.setdefault(name, KINDS[kind](Recipe(name, raw, self)))

    def concept(self, name: str) -> Concept:
        if name not in self._concepts:
            advice = did_you_mean(name, self._concepts)
            raise RuleError(f'there is no concept "{name}" in concepts.csv.', advice)
        return self._concepts[name]

    # Reading ------------------------------------------------------------------------------------

    def _declare(self, source: TomlSource) -> None:
        for name in source.data.get("facts", {}):
            self._check_name(source, "facts", name)
            self._fact_tables[name] = Table(source, "facts", name)
        for name, text in source.data.get("conditions", {}).items():
            self._check_name(source, "conditions", name)
            if not isinstance(text, str):
                raise source.problem(f"{name} must be text in quotes.", "conditions", name)
            self._condition_texts[name] = (source, text)

    def _check_name(self, source: TomlSource, section: str, name: str) -> None:
        if name in RESERVED or name in BUILT_IN:
            raise source.problem(f'"{name}" is a word of the rule language.', section, name)
        if not (name.isascii() and name.isidentifier() and name == name.lower()):
            raise source.problem(
                f'"{name}" cannot be a name: small letters, digits and _ only.', section, name
            )
        if name in self._fact_tables or name in self._condition_texts:
            raise source.problem(f'"{name}" is defined twice.', section, name)

    def _build(self, name: str, table: Table) -> Fact:
        kinds = [kind for kind in KINDS if kind in table.data]
        if len(kinds) != 1:
            found = " and ".join(kinds) or "nothing"
            raise RuleError(
                f'"{name}" must say one thing that it is; it says {found}.',
                f"The kinds are: {', '.join(KINDS)}.",
            )
        recipe = Recipe(name, table.data, self)
        try:
            fact = KINDS[kinds[0]](recipe)
            recipe.refuse_leftovers()
        except RuleError as error:
            raise RuleError(error.what, error.advice, recipe.at) from error
        return fact

    def _guarded(self, source: TomlSource, where: tuple[str, str], build: Callable[[], T]) -> T:
        name = where[1]
        if name in self._building:
            circle = " → ".join([*self._building[self._building.index(name) :], name])
            raise source.problem(f"these define each other in a circle: {circle}.", *where)
        self._building.append(name)
        try:
            return build()
        except RuleError as error:
            raise source.problem(error.what, *where, error.key, advice=error.advice) from error
        finally:
            self._building.pop()

"""Which groups a missing piece of data keeps from being checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks.conditions import facts_in
from proactive_care.frameworks.facts import Fact
from proactive_care.frameworks.model import Pack


def groups_that_need(pack: Pack) -> Mapping[str, frozenset[tuple[Framework, str]]]:
    """Return, for every text that "could not check" can show, the groups that ask for that data."""
    found: dict[str, set[tuple[Framework, str]]] = {}
    for framework, rules in pack.frameworks.items():
        for group in rules.groups:
            if group.when is not None:
                for name in facts_in(group.when):
                    for text in _missing(name, rules.facts):
                        found.setdefault(text, set()).add((framework, group.id))
    return {text: frozenset(groups) for text, groups in found.items()}


def _missing(name: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    fact = facts[name]
    yield fact.words.missing
    for each in fact.depends_on:
        yield from _missing(each, facts)

"""Which groups a missing piece of data keeps from being checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proactive_care.accounts import Permission, Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks.active import chosen_rules
from proactive_care.frameworks.conditions import facts_in
from proactive_care.frameworks.facts import Fact
from proactive_care.frameworks.model import FrameworkRules, Pack
from proactive_care.frameworks.values import SOURCES, sources_of
from proactive_care.frameworks.wording import NOT_IMPORTED
from proactive_care.store.stratification import coverage


@dataclass(frozen=True)
class Unchecked:
    """Groups of one framework that ask for a kind of data of which nothing was imported.

    ``nobody``: the framework cannot sort anybody without it.
    """

    framework: Framework
    missing: str
    groups: tuple[str, ...]
    nobody: bool

    @property
    def words(self) -> str:
        """For example ``type 2 diabetes groups 1, 4``."""
        if self.nobody:
            return self.framework.label
        return f"{self.framework.label} group{'s'[: len(self.groups) > 1]} {', '.join(self.groups)}"


def unchecked_groups(session: Session) -> tuple[Unchecked, ...]:
    """Return what cannot be checked by the packs in use, because nothing of it was imported.

    Raises NotPermitted, PackProblem.
    """
    session.require(Permission.VIEW_PATIENTS)
    covered = coverage(session.practice.db)
    found = []
    for source in SOURCES:
        if source not in covered:
            for _, rules in chosen_rules(session.practice.db):
                groups = tuple(_asking(rules, source))
                if groups:
                    nobody = source in rules.needs
                    missing = NOT_IMPORTED[source]
                    found.append(Unchecked(rules.framework, missing, groups, nobody))
    return tuple(found)


def unchecked_sentences(unchecked: tuple[Unchecked, ...]) -> tuple[str, ...]:
    """Return one sentence for each kind of data that is missing."""
    sentences = []
    for missing in dict.fromkeys(each.missing for each in unchecked):
        those = [each for each in unchecked if each.missing == missing]
        nobody = ", ".join(each.words for each in those if each.nobody)
        partly = ", ".join(each.words for each in those if not each.nobody)
        said = [f"nobody is sorted for {nobody}"] if nobody else []
        said += [f"not certain without it: {partly}"] if partly else []
        sentences.append(f"{missing[:1].upper()}{missing[1:]}: {'; '.join(said)}.")
    return tuple(sentences)


def _asking(rules: FrameworkRules, source: str) -> Iterator[str]:
    for group in rules.groups:
        facts = facts_in(group.when) if group.when else ()
        if source in rules.needs or any(source in sources_of(f, rules.facts) for f in facts):
            yield group.id


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

"""Packs for people: the list, a check, and every rule in plain English."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.conditions import All, AnyOf, Condition, Named, Not
from proactive_care.frameworks.english import condition_english, named_english
from proactive_care.frameworks.english_facts import fact_terms
from proactive_care.frameworks.example_runs import ExampleRun, examples
from proactive_care.frameworks.facts import Choose, Points
from proactive_care.frameworks.loading import load_pack, rules_of, shipped_packs
from proactive_care.frameworks.model import FrameworkRules, Pack


@dataclass(frozen=True)
class RuleLine:
    """One group (or flag) of the rule book."""

    id: str
    tier: Tier | None
    condition: str
    who: str
    grade: str
    source: str
    note: str


@dataclass(frozen=True)
class RuleBook:
    """A framework in plain English. ``terms`` defines the words that the conditions use.

    ``note`` holds for all groups: how the rules depart from their source, what is not checked.
    """

    pack: str
    version: str
    framework: Framework
    title: str
    note: str
    register: str
    needs: str
    groups: tuple[RuleLine, ...]
    flags: tuple[RuleLine, ...]
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PackReport:
    """What a check found. ``runs``: every example by framework. A pack that loads has no fault."""

    pack: Pack
    runs: tuple[tuple[Framework, tuple[ExampleRun, ...]], ...]

    @property
    def examples(self) -> int:
        return sum(len(runs) for _, runs in self.runs)

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence for each example that does not come out as it says."""
        return tuple(
            f"{framework.label}, {run.example.name} (line {run.example.line}): {run.problem}"
            for framework, runs in self.runs
            for run in runs
            if run.problem
        )


def list_packs() -> tuple[Pack, ...]:
    """Return the packs that come with the application, the default first."""
    return tuple(load_pack(pack_id) for pack_id in shipped_packs())


def check_pack(id_or_path: str | Path) -> PackReport:
    """Load a pack and run its own examples. Raises PackProblem for one that cannot be loaded."""
    pack = load_pack(id_or_path)
    return PackReport(pack, tuple((each, examples(pack, each)) for each in pack.frameworks))


def rule_book(pack: Pack | str, framework: str) -> RuleBook:
    """Return a framework in plain English. Raises NotFound, PackProblem."""
    pack = load_pack(pack) if isinstance(pack, str) else pack
    rules = rules_of(pack, framework)
    facts = rules.facts
    groups = tuple(
        RuleLine(
            group.id,
            group.tier,
            condition_english(group.when, facts) if group.when else "everybody else",
            f"{group.role}, {group.by}",
            group.grade,
            group.source,
            group.note,
        )
        for group in rules.groups
    )
    flags = tuple(
        RuleLine(
            flag.text,
            None,
            condition_english(flag.when, facts),
            f"groups {', '.join(flag.groups)}" if flag.groups else "",
            flag.grade,
            flag.source,
            "",
        )
        for flag in rules.flags
    )
    return RuleBook(
        pack=pack.id,
        version=pack.version,
        framework=rules.framework,
        title=rules.title,
        note=rules.note,
        register=condition_english(rules.register, facts),
        needs=" and ".join(rules.needs),
        groups=groups,
        flags=flags,
        terms=(*_named_terms(rules), *fact_terms(facts)),
    )


def rule_text(pack: Pack | str, framework: str) -> str:
    """Return the rule book of a framework as lines of text. Raises NotFound."""
    book = rule_book(pack, framework)
    lines = [
        f"{book.title} ({book.pack} {book.version})",
        f"On the register: {book.register}.",
        *([f"Cannot be sorted without imported {book.needs}."] if book.needs else []),
        "Groups are tried in this order; the first that is true counts.",
        *([book.note] if book.note else []),
        "",
    ]
    for group in book.groups:
        assert group.tier is not None
        lines += [f"{group.id} ({group.tier.value}): {group.condition}.", f"    {group.who}."]
        lines += [f"    Grade {group.grade}. {group.source}."]
        lines += [f"    {group.note}"] if group.note else []
    lines += ["", "Flags, shown beside the group:"]
    for flag in book.flags:
        only = f" (only {flag.who})" if flag.who else ""
        lines.append(f"    {flag.id}{only}: {flag.condition}. Grade {flag.grade}. {flag.source}.")
    lines += ["", "What the words mean:"]
    lines += [f"    {term}: {meaning}." for term, meaning in book.terms]
    return "\n".join(lines) + "\n"


def _named_terms(rules: FrameworkRules) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for condition in _conditions(rules):
        _collect(condition, rules, found)
    return sorted(found.items())


def _conditions(rules: FrameworkRules) -> list[Condition]:
    conditions = [rules.register, *(g.when for g in rules.groups if g.when)]
    conditions += [flag.when for flag in rules.flags]
    for fact in rules.facts.values():
        if isinstance(fact, Points | Choose):
            conditions += [item[0] for item in fact.items]
    return conditions


def _collect(condition: Condition, rules: FrameworkRules, found: dict[str, str]) -> None:
    match condition:
        case Named(name, part):
            found[named_english(name)] = condition_english(part, rules.facts)
            _collect(part, rules, found)
        case Not(part):
            _collect(part, rules, found)
        case All(parts) | AnyOf(parts):
            for part in parts:
                _collect(part, rules, found)
        case _:
            pass

"""From facts to an outcome: the group, and everything that is shown beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from proactive_care.domain.dates import latest_birth_for_age
from proactive_care.domain.truth import Truth
from proactive_care.domain.vocabulary import Tier
from proactive_care.frameworks.conditions import Condition, facts_in
from proactive_care.frameworks.model import CANNOT_CHECK, Flag, FrameworkRules
from proactive_care.frameworks.phrases import leaf_texts, unknown_texts, value_text
from proactive_care.frameworks.python_facts import PatientRecord, patient_facts
from proactive_care.frameworks.values import FactValue, Judge
from proactive_care.frameworks.wording import BIRTH_MISSING, NO_BIRTH, NOT_IMPORTED

SUPPOSED_AGE = 60


@dataclass(frozen=True)
class Outcome:
    """Where one patient is in one framework, in words fit for a list."""

    group: str
    tier: Tier
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    could_not_check: tuple[str, ...]


class Describer:
    """Turns one framework's facts of a patient into texts."""

    def __init__(self, rules: FrameworkRules, covered: frozenset[str]) -> None:
        self.rules = rules
        self.judge = Judge(rules.facts, covered)

    def reasons(self, chosen: int, values: Mapping[str, FactValue]) -> tuple[str, ...]:
        """Return the key facts, then what made the chosen group's condition true."""
        texts = [
            value_text(self.rules.facts[name], values[name])
            for name in self.rules.key_facts
            if values[name].settled or values[name].truth
        ]
        when = self.rules.groups[chosen].when
        if when is not None:
            for leaf, met in self.judge.support(when, values)[1]:
                texts += leaf_texts(leaf, bool(met), self.judge, values)
        return tuple(dict.fromkeys(texts))

    def could_not_check(
        self, unknown_groups: list[int], values: Mapping[str, FactValue]
    ) -> tuple[str, ...]:
        """Return what was missing to settle the groups that were tried and stayed unknown."""
        texts: list[str] = []
        for index in unknown_groups:
            when = self.rules.groups[index].when
            assert when is not None
            for leaf, _ in self.judge.support(when, values)[1]:
                texts += unknown_texts(leaf, self.judge, values)
        return tuple(dict.fromkeys(texts))


def shown_flags(flags: tuple[Flag, ...], truths: list[Truth], group: str) -> tuple[str, ...]:
    """Return the texts of the flags that are true and belong to the group."""
    return tuple(
        flag.text
        for flag, truth in zip(flags, truths, strict=True)
        if truth and (not flag.groups or group in flag.groups)
    )


def cannot_check(rules: FrameworkRules, covered: frozenset[str]) -> Outcome | None:
    """Return the outcome of everybody when data that the framework needs was never imported."""
    missing = tuple(NOT_IMPORTED[need] for need in rules.needs if need not in covered)
    return Outcome(CANNOT_CHECK, Tier.DATA_GAP, missing, (), missing) if missing else None


@dataclass(frozen=True)
class Evaluation:
    """One patient in one framework by the plain-Python evaluator, with all its workings."""

    outcome: Outcome | None  # None: not on the register
    values: Mapping[str, FactValue]
    truths: tuple[Truth, ...]  # of each group's condition; True for the last


def evaluate(
    rules: FrameworkRules, patient: PatientRecord, as_of: date, covered: frozenset[str]
) -> Evaluation:
    """Sort one patient in plain Python; tests check that the SQL gives the same."""
    return evaluate_by(Describer(rules, covered), patient, as_of)


def evaluate_by(describer: Describer, patient: PatientRecord, as_of: date) -> Evaluation:
    """Sort one patient, and say who cannot be placed because no date of birth is recorded."""
    rules, covered = describer.rules, describer.judge.covered
    found = judge_values(describer, patient_facts(rules.facts, patient, as_of, covered))
    if found.outcome is not None or patient.birth is not None or not needs_birth(rules, covered):
        return found
    supposed = replace(patient, supposed_birth=supposed_birth(as_of))
    values = patient_facts(rules.facts, supposed, as_of, covered)
    if describer.judge.truth(register_for(rules, covered), values) is not True:
        return found
    return replace(found, outcome=no_birth(rules, covered))


def register_for(rules: FrameworkRules, covered: frozenset[str]) -> Condition:
    """Return whom to sort: the register, or whom to name while data that it needs is missing."""
    return rules.without if cannot_check(rules, covered) else rules.register


def needs_birth(rules: FrameworkRules, covered: frozenset[str]) -> bool:
    """Return whether the register asks for an age."""
    return "age" in facts_in(register_for(rules, covered))


def supposed_birth(as_of: date) -> date:
    """Return the date of birth that is supposed where none is recorded, to ask one thing only:

    whether somebody of 60 with this record would be on the register. Who would be is shown as not
    placed, instead of silently on no register. No group is ever entered by it.
    """
    return latest_birth_for_age(SUPPOSED_AGE, as_of)


def no_birth(rules: FrameworkRules, covered: frozenset[str]) -> Outcome:
    """Return the outcome of those who cannot be placed for want of a date of birth."""
    unable = cannot_check(rules, covered)
    more = unable.could_not_check if unable else ()
    missing = (BIRTH_MISSING, *more)
    return Outcome(CANNOT_CHECK, Tier.DATA_GAP, (NO_BIRTH, *more), (), missing)


def judge_values(describer: Describer, values: Mapping[str, FactValue]) -> Evaluation:
    """Sort one patient whose facts are known."""
    rules, judge = describer.rules, describer.judge
    truths = tuple(
        True if group.when is None else judge.truth(group.when, values) for group in rules.groups
    )
    unable = cannot_check(rules, judge.covered)
    if judge.truth(register_for(rules, judge.covered), values) is not True:
        return Evaluation(None, values, truths)
    if unable:
        return Evaluation(unable, values, truths)
    chosen = truths.index(True)
    group = rules.groups[chosen]
    unknown = [index for index in range(chosen) if truths[index] is None]
    flags = [judge.truth(flag.when, values) for flag in rules.flags]
    outcome = Outcome(
        group.id,
        group.tier,
        describer.reasons(chosen, values),
        shown_flags(rules.flags, flags, group.id),
        describer.could_not_check(unknown, values),
    )
    return Evaluation(outcome, values, truths)

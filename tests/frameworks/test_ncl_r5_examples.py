"""The examples of ncl-r5: right in both evaluators, and one on each side of every printed limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import check_pack, examples, load_pack
from proactive_care.frameworks import facts as kinds
from proactive_care.frameworks.conditions import (
    Comparison,
    Leaf,
    Literal,
    PressureTest,
    ValueOf,
    leaves,
)
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.values import FactValue
from support.agreement import BOTH, assert_examples_agree

PACK = load_pack("ncl-r5")
_WHOLE_NUMBERS = (kinds.PatientNumber, kinds.Count, kinds.LatestGrade)


def test_the_pack_passes_its_own_check() -> None:
    report = check_pack("ncl-r5")
    assert report.problems == ()
    assert report.examples > 500


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_the_python_evaluator_gives_what_each_example_says(framework: Framework) -> None:
    problems = [(run.example.name, run.problem) for run in examples(PACK, framework) if run.problem]
    assert problems == []


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_the_sql_gives_exactly_what_the_python_evaluator_gives(
    session: Session, framework: Framework
) -> None:
    assert_examples_agree(session, PACK, PACK.frameworks[framework])


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_no_two_examples_of_a_framework_have_one_name(framework: Framework) -> None:
    names = [example.name for example in PACK.frameworks[framework].examples]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_every_limit_has_an_example_on_it_and_one_step_to_either_side(
    framework: Framework,
) -> None:
    rules = PACK.frameworks[framework]
    found = list(_facts_of_examples(rules))
    untried = []
    for name, limit, values in _limits(rules, found):
        on = any(value == limit for value in values)
        above = any(limit < value <= limit + 1 for value in values)
        below = any(limit - 1 <= value < limit for value in values)
        whole = isinstance(rules.facts.get(name), _WHOLE_NUMBERS)
        if not on or not (above or below if whole else above and below):
            untried.append((name, limit, f"on {on}, above {above}, below {below}"))
    assert untried == []


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_every_window_has_an_example_on_its_first_day_and_one_just_outside(
    framework: Framework,
) -> None:
    rules = PACK.frameworks[framework]
    as_of = rules.examples_as_of
    untried = []
    for fact in rules.facts.values():
        if not isinstance(fact, kinds.Recorded) or fact.name in SHOWN_ONLY:
            continue
        days = {
            record.day
            for example in rules.examples
            for record in example_patient(rules, example).records
            if record.concept in fact.ids
        }
        first, last = fact.window.first_day(as_of), fact.window.last_day(as_of)
        edges = [] if first is None else [first, first - 1]
        edges += [last, last + 1] if fact.window.older_than else []
        untried += [(fact.name, _show(day)) for day in edges if day not in days]
    assert untried == []


SHOWN_ONLY = frozenset(
    {
        "bp_declined", "misuse", "declined", "crcl_12_months", "weight_12_months",
    }
)  # fmt: skip
"""Facts of flags: they show something beside the group and never decide it."""


def _facts_of_examples(rules: FrameworkRules) -> Iterator[dict[str, FactValue]]:
    for example in rules.examples:
        patient = example_patient(rules, example)
        yield dict(evaluate(rules, patient, rules.examples_as_of, BOTH).values)


def _limits(
    rules: FrameworkRules, found: list[dict[str, FactValue]]
) -> Iterator[tuple[str, float, list[float]]]:
    """Yield every limit that a group prints, with the values that examples have there."""
    for leaf in _leaves(rules):
        if isinstance(leaf, PressureTest):
            pairs = [values[leaf.fact] for values in found]
            for clinic, limits in ((True, leaf.clinic), (False, leaf.home)):
                if not clinic and leaf.home == leaf.clinic:
                    continue
                of = [p for p in pairs if p.setting and (p.setting == "clinic") == clinic]
                where = "clinic" if clinic else "home"
                yield f"systolic {where}", limits[0], [p.systolic or 0.0 for p in of]
                yield f"diastolic {where}", limits[1], [p.diastolic or 0.0 for p in of]
        elif isinstance(leaf, Comparison):
            for one, other in ((leaf.left, leaf.right), (leaf.right, leaf.left)):
                if isinstance(one, ValueOf) and isinstance(other, Literal):
                    known = [values[one.fact].low for values in found]
                    yield one.fact, other.value, [value for value in known if value is not None]


def _leaves(rules: FrameworkRules) -> Iterator[Leaf]:
    for condition in (rules.register, *(group.when for group in rules.groups)):
        if condition is not None:
            yield from (leaf for leaf, _ in leaves(condition))


def _show(day: int) -> str:
    return (date.min + timedelta(day - 1)).isoformat()

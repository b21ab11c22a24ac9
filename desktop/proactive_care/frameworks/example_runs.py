"""Running a pack's own examples: its clinical safety evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from proactive_care.frameworks.loading import load_pack, rules_of
from proactive_care.frameworks.model import Example, FrameworkRules, Pack
from proactive_care.frameworks.outcomes import Outcome, evaluate
from proactive_care.frameworks.problems import PackProblem, did_you_mean
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import Concept, load_concepts

_EVENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d) (?:(?P<setting>clinic|home|ambulatory) bp"
    r" (?P<systolic>\S+)/(?P<diastolic>\S+)"
    r"|(?P<concept>[a-z0-9_]+)(?:: (?P<product>.+)| (?P<value>\S+))?)"
)
_VALUE = re.compile(r"([<>]?)(\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class ExampleRun:
    """An example, what the rules said, and what is wrong ("" if nothing)."""

    example: Example
    as_of: date
    outcome: Outcome | None
    problem: str


def examples(pack: Pack | str, framework: str) -> tuple[ExampleRun, ...]:
    """Run the examples of one framework with the plain-Python evaluator. Raises NotFound."""
    rules = rules_of(load_pack(pack) if isinstance(pack, str) else pack, framework)
    return run_examples(rules, lambda patient, covered: evaluate(
        rules, patient, rules.examples_as_of, covered).outcome)  # fmt: skip


def run_examples(
    rules: FrameworkRules,
    sort: Callable[[PatientRecord, frozenset[str]], Outcome | None],
) -> tuple[ExampleRun, ...]:
    """Run the examples of a framework with any evaluator."""
    runs = []
    for example in rules.examples:
        outcome = sort(example_patient(rules, example), frozenset(example.imported))
        problem = _difference(example, outcome)
        runs.append(ExampleRun(example, rules.examples_as_of, outcome, problem))
    return tuple(runs)


def example_patient(rules: FrameworkRules, example: Example) -> PatientRecord:
    """Return an example as the evaluators see a patient. Raises PackProblem for a bad event."""
    concepts = load_concepts()
    records: list[Record] = []
    for line, text in enumerate(example.events, start=1):
        match = _EVENT.fullmatch(text)
        if not match:
            raise _problem(rules, example, f'"{text}" is not an event.')
        try:
            day = date.fromisoformat(match["date"]).toordinal()
            records += _records(match, day, line, concepts)
        except (ValueError, KeyError) as error:
            advice = did_you_mean(match["concept"] or "", concepts)
            raise _problem(rules, example, f'"{text}": {error} cannot be read.', advice) from error
    return PatientRecord(
        example.born, example.sex, example.ethnicity, example.imd_quintile, tuple(records)
    )


def _records(
    match: re.Match[str], day: int, line: int, concepts: Mapping[str, Concept]
) -> list[Record]:
    if match["setting"]:
        figures = (("systolic", match["systolic"]), ("diastolic", match["diastolic"]))
        return [
            _record(concepts[f"{figure}_bp_{match['setting']}"], day, line, value)
            for figure, value in figures
            if value != "-"
        ]
    return [_record(concepts[match["concept"]], day, line, match["value"], match["product"])]


def _record(
    concept: Concept, day: int, line: int, value: str | None, product: str | None = None
) -> Record:
    sign, number = "", None
    if value is not None:
        found = _VALUE.fullmatch(value)
        if not found:
            raise ValueError(value)
        sign, number = found[1], float(found[2])
    return Record(
        concept=concept.id,
        day=day,
        source=1,
        line=line,
        value=number,
        comparator={"<": -1, "": 0, ">": 1}[sign],
        term=product or concept.label,
        file="example",
    )


def _problem(rules: FrameworkRules, example: Example, what: str, advice: str = "") -> PackProblem:
    file = f"examples/{rules.framework.value}.toml"
    return PackProblem(what, file=file, line=example.line, advice=advice)


def _difference(example: Example, outcome: Outcome | None) -> str:
    group = outcome.group if outcome else ""
    if group != example.expect:
        return f"expected {_named(example.expect)}, the rules say {_named(group)}"
    if example.flags is not None and outcome and outcome.flags != example.flags:
        return f"expected the flags {list(example.flags)}, the rules say {list(outcome.flags)}"
    expected = example.could_not_check
    if expected is not None and outcome and outcome.could_not_check != expected:
        return f"expected {list(expected)}, could not check {list(outcome.could_not_check)}"
    return ""


def _named(group: str) -> str:
    return f"group {group}" if group else "not on the register"
